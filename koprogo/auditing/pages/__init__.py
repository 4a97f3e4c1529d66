"""The pages of auditing."""

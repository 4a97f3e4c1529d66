"""What runs: settings, addresses, the command line, the supervisor."""

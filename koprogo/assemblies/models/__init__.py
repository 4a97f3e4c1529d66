"""The tables of assemblies."""

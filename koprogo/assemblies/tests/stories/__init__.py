"""Room of the assemblies context; see docs/map.md."""

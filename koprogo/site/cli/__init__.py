"""The ``koprogo`` command: one small module for each word. ``python -m koprogo.site.cli`` is the same."""

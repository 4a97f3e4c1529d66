"""Calculations of charges that others published: the fixtures' cases by their id."""

import json
from typing import Any

import pytest

from koprogo.testing.fixtures import fixtures_dir


def charges(case: str) -> dict[str, Any]:
    """One published case; the test is skipped where the shared fixtures are absent."""
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("shared fixtures absent")
    found = json.loads((folder / "charges" / "published_examples.json").read_text(encoding="utf-8"))["cases"]
    return next(one for one in found if one["id"] == case)

"""Where the shared fixtures lie, for the tests that read them."""

from pathlib import Path


def fixtures_dir() -> Path | None:
    """The folder of shared fixtures beside the repository, or None when this copy has none.

    Tests that need it skip with a reason when it is absent; fixtures are never copied into the repository.
    """
    folder = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
    return folder if folder.is_dir() else None

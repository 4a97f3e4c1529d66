"""Takes the words apart and hands them to their module. Exit status: 0 done, 1 refused or failed, 2 wrong
usage."""

import argparse
import sys
from collections.abc import Sequence

from koprogo.site.cli import assembly, bank, bring, demo, hosting, invoice, migrate, self_check, serve, workbook, worker

WORDS = (serve, worker, migrate, demo, self_check, bank, invoice, workbook, assembly, bring, hosting)


def parser() -> argparse.ArgumentParser:
    """Every word with its own help."""
    out = argparse.ArgumentParser(prog="koprogo", description="KoproGo: run it, check it, look into files.")
    words = out.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in WORDS:
        module.add(words)
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a wrong usage is 2."""
    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


if __name__ == "__main__":
    sys.exit(main())

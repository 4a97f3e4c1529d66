"""What the measurements print: one line each, ratios first. Absolute times say more of the machine than of KoproGo."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path


def line(what: str, *, ratio: str, facts: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"\n| {what} | {ratio} | {facts} |\n")
    sys.stdout.flush()


def seconds(act: Callable[[], object]) -> float:
    """How long one run of an act takes, by the clock on the wall."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def best(acts: dict[str, Callable[[], object]], *, rounds: int) -> dict[str, tuple[float, float]]:
    """The best round of each act, on the wall and in this process's own work; in turns, so that all share the noise."""
    found: dict[str, tuple[float, float]] = {}
    for _round in range(rounds):
        for name, act in acts.items():
            wall, own = time.perf_counter(), time.process_time()
            act()
            took = time.perf_counter() - wall, time.process_time() - own
            before = found.get(name, took)
            found[name] = min(before[0], took[0]), min(before[1], took[1])
    return found


def processor(*roots: int) -> float:
    """Processor seconds that these processes, their children have used: what no other load hides."""
    parents: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended while we looked
            continue
        number = int(folder.name)
        parents.setdefault(int(words[1]), []).append(number)
        used[number] = sum(int(one) for one in words[11:15])  # its own and that of children that ended
    waiting, found = list(roots), 0
    while waiting:
        number = waiting.pop()
        found += used.get(number, 0)
        waiting += parents.get(number, [])
    return found / os.sysconf("SC_CLK_TCK")

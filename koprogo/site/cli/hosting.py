"""koprogo hosting simulate, allocate: the economic model from the shipped price list; found: the association itself."""

import argparse
import re
from datetime import UTC, datetime
from typing import Any

from koprogo.site.cli import inspected
from koprogo.site.cli.environment import Refused, complain, django


def add(words: Any) -> None:
    """Add this word to the command line."""
    out = words.add_parser(
        "hosting",
        help="what hosting costs and how a surplus is allocated",
        description="simulate and allocate compute from the shipped price list, without a database; found enters the"
        " association that runs a cloud.",
    )
    inner = out.add_subparsers(title="commands", metavar="COMMAND", required=True)
    simulate = inner.add_parser("simulate", help="a month's cost, unit cost, revenue and surplus")
    simulate.add_argument("--condominiums", metavar="N", type=whole, required=True, help="1 or more")
    simulate.set_defaults(run=run_simulate)
    allocate = inner.add_parser("allocate", help="a surplus, split by the keys that the members voted")
    allocate.add_argument("--surplus-cents", metavar="CENTS", type=whole, required=True, help="0 or more")
    allocate.set_defaults(run=run_allocate)
    found = inner.add_parser("found", help="enter the non-profit and its first operator; again: add an operator")
    found.add_argument("--name", required=True, help="the association's name")
    found.add_argument("--operator", metavar="EMAIL", required=True, help="who runs the cloud; signs in with a code")
    found.set_defaults(run=run_found)
    for command in (simulate, allocate):
        command.add_argument("--json", action="store_true", help="one JSON object on one line, for programs")


def whole(text: str) -> int:
    """A whole number as people write it for a program: digits, perhaps a minus. Anything else is wrong usage."""
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at most 18 digits")
    return int(text)


def run_simulate(chosen: argparse.Namespace) -> int:
    """0 computed, 2 below one condominium."""
    from koprogo.hosting.rules import growth

    try:
        report = growth.figures(growth.simulate(chosen.condominiums))
    except growth.NobodyHosted:
        complain(f"--condominiums {chosen.condominiums}: write 1 or more.")
        return 2
    inspected.show(dict(report), as_json=chosen.json)
    return 0


def run_allocate(chosen: argparse.Namespace) -> int:
    """0 computed, 2 for a loss."""
    from koprogo.hosting.rules import surplus

    try:
        parts = surplus.allocate(chosen.surplus_cents)
    except surplus.Loss:
        complain(f"--surplus-cents {chosen.surplus_cents}: a loss is not allocated. Write 0 or more.")
        return 2
    inspected.show(dict(parts), as_json=chosen.json)
    return 0


def run_found(chosen: argparse.Namespace) -> int:
    """0 founded or already there, 2 for an address that is none or where hosting is off."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", chosen.operator) or not chosen.name.strip():
        complain("write --name NAME --operator name@your.example")
        return 2
    try:
        with django() as config:
            if not config.hosting:
                complain("this installation hosts nobody. Write KOPROGO_HOSTING=on first.")
                return 2
            from koprogo.hosting.operations import founding

            org = founding.found(name=chosen.name.strip(), operator_email=chosen.operator, now=datetime.now(UTC))
            print(f"{org.name}: /i/{org.slug}/, console at /asso/")
    except Refused as end:
        return end.status
    return 0

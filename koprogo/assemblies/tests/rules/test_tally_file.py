"""A tally file is looked at value by value; what cannot be used is named by its place."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules import tally_file
from koprogo.assemblies.rules.tally import tally
from koprogo.assemblies.rules.tally_file import BadFile
from koprogo.assemblies.tests.rules.tilleuls import assembly_of_june

Change = Callable[[dict[str, Any]], object]


def _set(*path: Any) -> Change:
    """Puts the last value where the path before it leads."""

    def change(data: Any) -> None:
        *way, last, value = path
        for step in way:
            data = data[step]
        data[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.pop("date"), "date"),
        (_set("date", "10/06/2026"), "date"),
        (_set("date", "2026-02-30"), "date"),
        (_set("date", "20260610"), "date"),
        (_set("date", "9999-12-31"), "date"),
        (_set("date", 20260610), "date"),
        (lambda data: data.pop("session"), "session"),
        (_set("session", 3), "session"),
        (_set("session", True), "session"),
        (_set("session", 1.0), "session"),
        (_set("session", "2"), "session"),
        (_set("syndic", ""), "syndic"),
        (_set("syndic", ["gestion"]), "syndic"),
        (lambda data: data.pop("total_shares"), "total_shares"),
        (_set("total_shares", 999), "parties"),
        (_set("total_shares", 1000.0), "total_shares"),
        (_set("total_shares", "1000"), "total_shares"),
        (_set("total_shares", 0), "total_shares"),
        (lambda data: data.pop("parties"), "parties"),
        (_set("parties", []), "parties"),
        (_set("parties", {}), "parties"),
        (_set("parties", 0, "alice"), "parties[0]"),
        (_set("parties", 1, "id", "alice"), "parties[1].id"),
        (_set("parties", 1, "id", None), "parties[1].id"),
        (_set("parties", 1, "shares", -120), "parties[1].shares"),
        (_set("parties", 1, "shares", 0), "parties[1].shares"),
        (_set("parties", 1, "shares", True), "parties[1].shares"),
        (_set("parties", 1, "shares", 10**19), "parties[1].shares"),
        (_set("parties", 1, "vote_suspended", "no"), "parties[1].vote_suspended"),
        (lambda data: data.pop("present"), "present"),
        (_set("present", ["nobody"]), "present[0]"),
        (_set("present", ["alice", "alice"]), "present"),
        (_set("proxies", "alice"), "proxies"),
        (_set("proxies", 0, "from", "nobody"), "proxies[0].from"),
        (_set("proxies", 0, "from", None), "proxies[0].from"),
        (_set("proxies", 0, "to", "bruno"), "proxies[0].to"),
        (_set("proxies", 0, "to", {"name": "alice"}), "proxies[0].to"),
        (_set("proxies", 0, "shares", 121), "proxies[0].shares"),
        (_set("proxies", 0, "shares", 0), "proxies[0].shares"),
        (_set("proxies", [{"from": "bruno", "to": to, "shares": 61} for to in ("x", "y")]), "proxies[1].shares"),
        (lambda data: data.pop("items"), "items"),
        (_set("items", 1, "id", "accounts"), "items"),
        (_set("items", 0, "id", " "), "items[0].id"),
        (_set("items", 0, "majority", "simple"), "items[0].majority"),
        (_set("items", 0, "majority", None), "items[0].majority"),
        (_set("items", 0, "majority", "three_quarters"), "items[0].majority"),
        (_set("items", 6, "majority", "simple"), "items[6].majority"),
        (_set("items", 0, "on_agenda", 1), "items[0].on_agenda"),
        (_set("items", 3, "weights", "nobody", 5), "items[3].weights"),
        (_set("items", 3, "weights", "chloe", -1), "items[3].weights.chloe"),
        (_set("items", 3, "weights", "chloe", 1.5), "items[3].weights.chloe"),
        (_set("items", 3, "weights", {"chloe": 0}), "items[3].weights"),
        (_set("items", 3, "weights", []), "items[3].weights"),
        (_set("items", 0, "excluded", ["nobody"]), "items[0].excluded[0]"),
        (_set("items", 0, "excluded", "david"), "items[0].excluded"),
        (_set("items", 0, "ballots", []), "items[0].ballots"),
        (_set("items", 0, "ballots", "nobody", "for"), "items[0].ballots.nobody"),
        (_set("items", 0, "ballots", "alice", "yes"), "items[0].ballots.alice"),
        (_set("items", 0, "ballots", "alice", None), "items[0].ballots.alice"),
        (_set("items", 0, "ballots", "alice", ["for"]), "items[0].ballots.alice"),
    ],
)
def test_a_bad_file_is_named_by_its_place(change: Change, place: str) -> None:
    data = assembly_of_june()
    change(data)
    with pytest.raises(BadFile) as caught:
        tally(data)
    assert caught.value.facts["place"] == place
    assert str(caught.value).startswith(f"{place}: ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '"text"',
        "{",
        '{"date": NaN}',
        '{"date": Infinity}',
        '{"date": "a", "date": "b"}',
        '{"items": [{"ballots": {"a": "for", "a": "against"}}]}',
        b"\xff\xfe\xfd",
        "[" * 100_000,
        '{"total_shares": ' + "9" * 5_000 + "}",
    ],
)
def test_what_is_no_json_object_of_whole_numbers(text: str | bytes) -> None:
    with pytest.raises(BadFile) as caught:
        tally_file.parse(text)
    assert caught.value.facts["place"] == "file"


def test_decimals_are_refused_where_a_whole_number_must_stand_and_only_there() -> None:
    text = json.dumps(assembly_of_june() | {"remark": 1.5})
    assert len(tally(tally_file.parse(text))["items"]) == 7
    for wrong in ("1000.0", "1e3", "1000.5"):
        with pytest.raises(BadFile) as caught:
            tally(tally_file.parse(text.replace('"total_shares": 1000', f'"total_shares": {wrong}')))
        assert caught.value.facts["place"] == "total_shares"


def test_keys_with_a_default_may_be_left_out_and_unknown_ones_stay_unread() -> None:
    full = assembly_of_june()
    short = copy.deepcopy(full)
    for row in short["parties"]:
        if not row["vote_suspended"]:
            del row["vote_suspended"]
    del short["syndic"], short["proxies"][0]["shares"]
    for row in short["items"]:
        for key in ("weights", "excluded"):
            if not row.get(key):
                row.pop(key, None)
    short["remark"] = {"any": [1.5]}
    assert tally(short) == tally(full)


def test_numbers_as_identifiers_become_texts() -> None:
    data = {
        "date": "2026-06-10",
        "total_shares": 3,
        "session": 1,
        "parties": [{"id": 1, "shares": 2}, {"id": 2, "shares": 1}],
        "present": [1, "2"],
        "items": [{"id": 1, "majority": "absolute", "ballots": {"1": "for", "2": "against"}}],
    }
    (row,) = tally(data)["items"]
    assert (row["id"], row["caps"], row["outcome"]) == ("1", {"1": [2, 1]}, "rejected")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(assembly_of_june())), st.sampled_from(["parties", "proxies", "items"]), JSON, st.data())
def test_any_value_anywhere_is_counted_or_refused(key: str, rows: str, value: Any, data: st.DataObject) -> None:
    file = assembly_of_june()
    if data.draw(st.booleans()):
        file[key] = value
    else:
        row = data.draw(st.sampled_from(file[rows]))
        row[data.draw(st.sampled_from(sorted(row)))] = value
    try:
        found = tally(file)
    except BadFile:
        return
    assert json.loads(json.dumps(found, allow_nan=False)) == found

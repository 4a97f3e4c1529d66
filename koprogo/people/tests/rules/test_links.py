"""Signed links: what goes in comes out, and nothing else does."""

import string
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.people.operations import links
from koprogo.people.rules.links import Kind, Link, LinkExpired, LinkInvalid, pack, unpack

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
ORG, SUBJECT, PARTY = UUID(int=1 << 127), UUID(int=2), UUID(int=(1 << 128) - 1)


def token(kind: str = Kind.FUND_CALL, party_id: UUID | None = PARTY, expires_at: datetime | None = None) -> str:
    return links.make(
        kind=kind,
        org_id=ORG,
        subject_id=SUBJECT,
        party_id=party_id,
        expires_at=expires_at or NOW + timedelta(days=30),
    )


@given(
    st.sampled_from(Kind),
    st.uuids(),
    st.uuids(),
    st.none() | st.uuids(),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_what_goes_in_comes_out(
    kind: Kind, org_id: UUID, subject_id: UUID, party_id: UUID | None, expires_at: datetime
) -> None:
    expires_at = expires_at.replace(microsecond=0)
    given_token = links.make(kind=kind, org_id=org_id, subject_id=subject_id, party_id=party_id, expires_at=expires_at)
    assert len(given_token) <= 120
    assert set(given_token) <= set(string.ascii_letters + string.digits + "-_.")
    back = links.read(given_token, now=expires_at - timedelta(seconds=1))
    assert back == Link(kind, org_id, subject_id, party_id, expires_at)


def test_it_ends_at_its_moment() -> None:
    made = token(expires_at=NOW)
    assert links.read(made, now=NOW - timedelta(seconds=1)).party_id == PARTY
    with pytest.raises(LinkExpired):
        links.read(made, now=NOW)


def test_an_altered_character_is_refused_wherever_it_stands() -> None:
    made = token()
    for at, letter in enumerate(made):
        altered = made[:at] + ("A" if letter != "A" else "B") + made[at + 1 :]
        with pytest.raises(LinkInvalid):
            links.read(altered, now=NOW)


@pytest.mark.parametrize("text", ["", ".", "a", "a.b", "é.è", "0" * 400, ".." * 40])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(LinkInvalid):
        links.read(text, now=NOW)


def test_a_signature_does_not_serve_for_another_link() -> None:
    mine, theirs = token(Kind.FUND_CALL), token(Kind.VOTE, None)
    mixed = theirs.split(".")[0] + "." + mine.split(".")[1]
    with pytest.raises(LinkInvalid):
        links.read(mixed, now=NOW)


def test_an_altered_and_expired_link_is_called_invalid() -> None:
    with pytest.raises(LinkInvalid):
        links.read(token(expires_at=NOW)[:-1], now=NOW + timedelta(days=1))


def test_an_unknown_kind_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="ledger"):
        token("ledger")


def test_every_kind_has_its_own_number() -> None:
    texts = [pack(Link(kind, ORG, SUBJECT, None, NOW)) for kind in Kind]
    assert len(set(texts)) == len(Kind)


@pytest.mark.parametrize(
    "raw",
    [
        b"\x63\x00" + bytes(36),  # a kind nobody knows
        b"\x01\x02" + bytes(36),  # a third value for "a party follows"
        b"\x01\x01" + bytes(36),  # the party is missing
        b"\x01\x00" + bytes(52),  # a party too many
    ],
)
def test_bytes_that_mean_nothing_are_refused(raw: bytes) -> None:
    import base64

    with pytest.raises(LinkInvalid):
        unpack(base64.urlsafe_b64encode(raw).rstrip(b"=").decode())

"""The building's address for invoices: its tag, and tokens that nobody guesses."""

from koprogo.purchases.rules import mail


def test_a_tag_leads_to_its_building_and_no_other_text_does() -> None:
    token = mail.new_token()
    assert mail.read_tag(mail.tag(slug="le-verger", token=token)) == ("le-verger", token)
    for other in ("", "le-verger", token, f"le-verger-{token}x", f"le-verger-{token[:-1]}a"):
        assert mail.read_tag(other) is None


def test_tokens_are_long_and_differ() -> None:
    assert len({mail.new_token() for _ in range(500)}) == 500
    assert len(mail.new_token()) == mail.TOKEN

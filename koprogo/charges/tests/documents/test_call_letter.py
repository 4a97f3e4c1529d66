"""The call for funds as a letter: accepted by the standard, true to its figures, safe with any name."""

import re
import unicodedata
from dataclasses import replace

import pytest

from koprogo.charges.documents import wording
from koprogo.charges.documents.call_letter import CallLetter, call_data, render_call
from koprogo.charges.tests.documents.letters import CHARGES, HEAD, OWNER, RESERVE, a_call, many_lines, paid_by
from koprogo.condominiums.documents.letterhead import LEGAL_FORM, Addressee, Language, LetterRefused, Window
from koprogo.kernel.enterprise_number import InvalidEnterpriseNumber
from koprogo.platform import pdf, qr

LANGUAGES: tuple[Language, ...] = ("fr", "nl", "de", "en")


def plain(text: str) -> str:
    """Spaces of every kind and line ends as one space."""
    return " ".join(text.split())


def opened(letter: CallLetter) -> pdf.Gate:
    return pdf.gate(render_call(letter))


@pytest.mark.parametrize(
    ("language", "to_pay", "share", "due"),
    [
        ("fr", "459,86 €", "580 / 10 000 × 7 500,00 €", "lundi 30 novembre 2026"),
        ("nl", "€ 459,86", "580 / 10.000 × € 7.500,00", "maandag 30 november 2026"),
        ("de", "459,86 €", "580 / 10.000 × 7.500,00 €", "Montag, 30. November 2026"),
        ("en", "€459.86", "580 / 10,000 × €7,500.00", "Monday 30 November 2026"),
    ],
)
def test_a_letter_passes_the_gate_in_its_language(language: Language, to_pay: str, share: str, due: str) -> None:
    gate = opened(a_call(language))
    assert (gate.standard, gate.tagged, gate.lang) == ("ua-1", True, f"{language}-BE")
    assert gate.title == "Appel de fonds du 4e trimestre 2026 – ACP Le Verger"
    assert len(gate.pages) == 1
    text = plain(gate.text)
    assert text.count(to_pay) == 2, "beside the title and on the slip"
    for expected in (
        share,
        due,
        LEGAL_FORM[language],
        "0403.170.701",
        "BE68 5390 0754 7034",
        "+++014/3004/05862+++",
    ):
        assert expected in text


def test_the_reserve_is_shown_apart() -> None:
    text = plain(opened(a_call()).text)
    assert "87,00 € de cet appel vont au fonds de réserve." in text
    charges, reserve = text.split("Charges et provisions")[1].split("Fonds de réserve")
    assert "435,00" in charges
    assert "87,00" not in charges
    assert "580 / 10 000 × 1 500,00 € 87,00" in reserve


def test_a_call_without_reserve_does_not_speak_of_it() -> None:
    assert "réserve" not in opened(a_call(lines=(CHARGES,))).text


def test_several_lines_of_a_kind_get_their_own_total() -> None:
    text = plain(opened(a_call(lines=(CHARGES, CHARGES, RESERVE, RESERVE, RESERVE))).text)
    assert "Sous-total 870,00" in text
    assert "Part versée au fonds de réserve 261,00" in text
    assert "Total de cet appel 1 131,00" in text


@pytest.mark.parametrize(
    ("previous_cents", "present", "absent"),
    [
        (0, ["Total de cet appel 522,00", "Montant 522,00 €"], ["avant cet appel"]),
        (10_050, ["Solde dû avant cet appel 100,50", "À payer 622,50"], ["en votre faveur"]),
        (-6_214, ["Solde en votre faveur avant cet appel −62,14", "À payer 459,86"], ["Solde dû"]),
        (-52_200, ["Rien à payer, il vous reste 0,00 €"], ["Bénéficiaire", "+++"]),
        (
            -60_000,
            ["Rien à payer, il vous reste 78,00 €", "Solde en votre faveur −78,00"],
            ["Bénéficiaire", "+++"],
        ),
    ],
)
def test_the_balance_before_the_call_counts(previous_cents: int, present: list[str], absent: list[str]) -> None:
    text = plain(opened(a_call(previous_balance_cents=previous_cents)).text)
    for expected in present:
        assert expected in text
    for unexpected in absent:
        assert unexpected not in text


def test_a_private_charge_has_no_formula() -> None:
    private = replace(CHARGES, label="Eau chaude", weight=None, key_total=None, total_cents=8_550, amount_cents=8_550)
    text = plain(opened(a_call(lines=(private,), previous_balance_cents=0)).text)
    assert "Eau chaude" in text
    assert "85,50" in text
    assert "×" not in text


def test_the_slip_carries_the_qr_code_of_its_payload() -> None:
    slip = call_data(a_call())["slip"]
    assert isinstance(slip, dict)
    assert slip["qr"] == qr.svg(paid_by(45_986))
    assert "459,86\u00a0€" in slip["alt"]
    assert "+++014/3004/05862+++" in slip["alt"]


def test_a_letter_without_code_still_says_how_to_pay() -> None:
    text = plain(opened(replace(a_call(), qr_payload="")).text)
    assert "Recopiez la communication telle quelle" in text
    assert "Scannez" not in text


def test_thirty_lines_go_on_under_the_same_header() -> None:
    gate = opened(a_call(lines=(*many_lines(29), RESERVE)))
    first, second = (plain(page) for page in gate.pages)
    for header in ("Lot Rubrique Votre part Montant (€)", "ACP Le Verger", "N° d’entreprise 0403.170.701"):
        assert header in first
        assert header in second
    assert "Le Verger Appel de fonds du 4e trimestre 2026" in second
    assert "Page 1 / 2" in first
    assert "Page 2 / 2" in second
    found = re.findall(r"Provision du garage (\d+)", first + second)
    assert found == [str(i) for i in range(1, 30)]
    assert "Bénéficiaire" in second
    assert "Bénéficiaire" not in first


HOSTILE = [
    '"guillemets" \\ \\n \'',
    '#let x = 1; #panic("x") ] ) }',
    "*gras* _it_ $x^2$ `c` <lab> @ref = // /*",
    '#read("/etc/passwd")',
    "%(name)s %s {{ 7*7 }} <b>&amp;</b>",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    text = plain(opened(named(name)).text)
    assert text.count(plain(name)) >= 8, "as written, wherever a name stands"


@pytest.mark.parametrize("name", ["😀 Café 🏠", "محمد عبد الله", "שרה לוי", "山田 太郎", "L" * 300, "mot " * 90])
def test_an_unusual_name_still_gets_a_letter_that_can_be_paid(name: str) -> None:
    gate = opened(named(name))
    assert gate.standard == "ua-1"
    text = plain(gate.text)
    assert "459,86 €" in text
    assert "+++014/3004/05862+++" in text
    assert "0403.170.701" in text


def test_arabic_letters_reach_the_paper() -> None:
    text = unicodedata.normalize("NFKC", opened(named("محمد")).text)
    assert set("محمد") <= set(text)


def named(name: str) -> CallLetter:
    """A letter with this text wherever a person may type one."""
    head = replace(
        HEAD,
        name=name,
        legal_name=name,
        streets=(name, name),
        locality=name,
        syndic_name=name,
        syndic_contact=(name,),
    )
    lines = (replace(CHARGES, label=name, detail=name, lot=name[:10]), RESERVE)
    letter = a_call(lines=lines, addressee=Addressee(name=name, lines=(name,), care_of=name))
    return replace(letter, condominium=head, notes=(name,), beneficiary=name)


def test_the_legal_form_is_said_once() -> None:
    head = replace(HEAD, legal_name="Association des copropriétaires Le Verger")
    sender = call_data(a_call(head=head))["sender"]
    assert isinstance(sender, dict)
    assert sender["lines"] == [
        "Rue du Verger commun 14, 1050 Ixelles",
        "N°\u00a0d’entreprise\u00a00403.170.701",
    ]


def test_the_address_stands_in_the_window() -> None:
    letter = replace(a_call(), addressee=replace(OWNER, care_of="Maître Dubois"))
    here = call_data(letter, window=Window(left_mm=105, top_mm=45, width_mm=85))
    assert here["recipient"] == ["Amina Diallo", "Aux soins de Maître Dubois", *OWNER.lines]
    assert here["window"] == {"left": 105, "top": 45, "width": 85}
    assert pdf.gate(render_call(letter, window=Window(left_mm=105))).standard == "ua-1"


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render_call(a_call()) == render_call(a_call())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"total_cents": 52_201}, "lines"),
        ({"reserve_cents": 0}, "reserve"),
        ({"to_pay_cents": 52_200}, "to_pay"),
    ],
)
def test_a_letter_that_does_not_add_up_never_leaves(change: dict[str, int], reason: str) -> None:
    with pytest.raises(LetterRefused) as refusal:
        replace(a_call(), **change)  # type: ignore[arg-type]
    assert refusal.value.facts["reason"] == reason


def test_a_wrong_reference_is_refused() -> None:
    with pytest.raises(LetterRefused) as refusal:
        render_call(replace(a_call(), structured_reference="014300405863"))
    assert refusal.value.facts["reason"] == "reference"


def test_a_letter_needs_who_writes_it() -> None:
    with pytest.raises(InvalidEnterpriseNumber):
        replace(HEAD, enterprise_number="0403170702")
    with pytest.raises(LetterRefused) as refusal:
        replace(HEAD, locality="")
    assert refusal.value.field == "locality"


@pytest.mark.parametrize("window", [{"left_mm": 20}, {"left_mm": 130}, {"top_mm": 100}])
def test_a_window_that_the_letter_cannot_serve_is_refused(window: dict[str, int]) -> None:
    with pytest.raises(LetterRefused):
        Window(**window)


def test_a_far_due_date_has_no_weekday() -> None:
    letter = a_call()
    assert "lundi" in wording.due("fr", letter.due_on, letter.issued_on)
    assert "lundi" not in wording.due("fr", letter.due_on.replace(year=2027), letter.issued_on)

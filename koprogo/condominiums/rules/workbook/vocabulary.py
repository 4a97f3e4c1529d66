"""The words people write above their columns, in French, Dutch and English, and what they mean."""

import enum
import re

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.reasons import N_


class Meaning(enum.StrEnum):
    """What a column of a flat list can hold. NOTE is kept as text; FIELD belongs to a relational sheet."""

    LOT = "lot"
    KIND = "kind"
    FLOOR = "floor"
    ENTRANCE = "entrance"
    AREA = "area"
    LETTERBOX = "letterbox"
    CADASTRAL = "cadastral_number"
    SHARES = "shares"
    OWNER_CODE = "owner_code"
    OWNER = "owner"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    TITLE = "title"
    LANGUAGE = "language"
    STREET = "street"
    ADDRESS = "address"
    POSTCODE = "postcode"
    CITY = "city"
    COUNTRY = "country"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    IBAN = "iban"
    ENTERPRISE_NUMBER = "enterprise_number"
    BALANCE = "balance"
    HELD_FROM = "held_from"
    HELD_TO = "held_to"
    NOTE = "note"
    FIELD = "field"


IN_WORDS = {
    Meaning.LOT: N_("le numéro du lot"),
    Meaning.KIND: N_("la nature du lot"),
    Meaning.FLOOR: N_("l’étage"),
    Meaning.ENTRANCE: N_("l’entrée ou le bloc"),
    Meaning.AREA: N_("la superficie"),
    Meaning.LETTERBOX: N_("la boîte aux lettres"),
    Meaning.CADASTRAL: N_("le numéro cadastral"),
    Meaning.SHARES: N_("les quotités d’une clé"),
    Meaning.OWNER_CODE: N_("le code du copropriétaire"),
    Meaning.OWNER: N_("le nom du copropriétaire"),
    Meaning.LAST_NAME: N_("le nom de famille"),
    Meaning.FIRST_NAME: N_("le prénom"),
    Meaning.TITLE: N_("la civilité"),
    Meaning.LANGUAGE: N_("la langue"),
    Meaning.STREET: N_("la rue et le numéro"),
    Meaning.ADDRESS: N_("l’adresse complète"),
    Meaning.POSTCODE: N_("le code postal"),
    Meaning.CITY: N_("la localité"),
    Meaning.COUNTRY: N_("le pays"),
    Meaning.EMAIL: N_("l’adresse e-mail"),
    Meaning.PHONE: N_("le téléphone"),
    Meaning.MOBILE: N_("le GSM"),
    Meaning.IBAN: N_("l’IBAN du copropriétaire"),
    Meaning.ENTERPRISE_NUMBER: N_("le numéro d’entreprise"),
    Meaning.BALANCE: N_("le solde"),
    Meaning.HELD_FROM: N_("la date d’acquisition"),
    Meaning.HELD_TO: N_("la date de fin"),
    Meaning.NOTE: N_("gardé en note"),
    Meaning.FIELD: N_("repris tel quel"),
}

# Several columns may mean these; of the others a sheet has one.
REPEATABLE = frozenset({Meaning.SHARES, Meaning.EMAIL, Meaning.PHONE, Meaning.MOBILE, Meaning.IBAN, Meaning.NOTE})

_WORDS: dict[Meaning, str] = {
    # What belongs to a tenant or an agent is not the owner's: it wins over "nom", "tel" and "mail".
    Meaning.NOTE: "locataire,locataires,huurder,huurders,tenant,occupant,occupants,bewoner,remarque,"
    "remarques,opmerking,opmerkingen,notes,note,nota,remark,remarks,comment,comments,commentaire,"
    "commentaires,divers,gerant,agence,mandataire,procuration,volmacht",
    Meaning.LOT: "lot,lots,n lot,n du lot,no lot,no du lot,nr lot,num lot,numero lot,numero de lot,"
    "numero du lot,code lot,ref lot,reference lot,reference du lot,nom du lot,kavel,kavels,"
    "kavelnr,kavelnummer,kavel nr,nr kavel,lotnr,lotnummer,unit,units,unit number,unit no,"
    "lot number,lot no,lot id,appartement,appart,app,appt,apartment,flat,bien",
    Meaning.KIND: "type,type lot,type de lot,type de bien,nature,nature lot,nature du lot,kind,soort,"
    "soort kavel,aard,type kavel,type lots,affectation,bestemming,usage,lot type,unit type,"
    "categorie",
    Meaning.FLOOR: "etage,etages,niveau,floor,verdieping,verd,verdiep,level,storey",
    Meaning.ENTRANCE: "entree,bloc,ingang,entrance,blok,block,batiment,gebouw,building,cage",
    Meaning.AREA: "superficie,surface,m2,oppervlakte,area,opp",
    Meaning.LETTERBOX: "boite aux lettres,boite,bte,brievenbus,bus,letterbox,mailbox",
    Meaning.CADASTRAL: "cadastre,numero cadastral,kadaster,kadastraal nummer,kadasternummer,cadastral number",
    Meaning.SHARES: "quotites,quotite,quotes parts,quote part,quotepart,quoteparts,tantiemes,tantieme,"
    "milliemes,millieme,dix milliemes,dixmilliemes,parts,aandelen,aandeel,quotiteiten,quotiteit,"
    "duizendsten,tienduizendsten,kwotiteiten,shares,share,cle,cle de repartition,verdeelsleutel,"
    "sleutel,key,allocation key,ownership shares",
    Meaning.OWNER_CODE: "code proprietaire,code coproprietaire,n proprietaire,no proprietaire,"
    "numero proprietaire,numero coproprietaire,n coproprietaire,eigenaar nr,eigenaarnr,eigenaarnummer,"
    "nummer eigenaar,owner code,owner number,owner id,owner no",
    Meaning.OWNER: "proprietaire,proprietaires,coproprietaire,coproprietaires,co proprietaire,nom,noms,naam,"
    "namen,eigenaar,eigenaars,mede eigenaar,mede eigenaars,medeeigenaar,owner,owners,co owner,"
    "co owners,name,names,owner name,nom du proprietaire,nom proprietaire,nom du coproprietaire,"
    "nom et prenom,nom prenom,nom prenoms,naam eigenaar,naam en voornaam,naam voornaam,"
    "volledige naam,full name,nom complet,identite",
    Meaning.LAST_NAME: "nom de famille,familienaam,achternaam,last name,lastname,surname,family name",
    Meaning.FIRST_NAME: "prenom,prenoms,voornaam,voornamen,first name,firstname,given name",
    Meaning.TITLE: "titre,civilite,titel,aanspreking,aanspreektitel,title,salutation",
    Meaning.LANGUAGE: "langue,taal,language,lang",
    Meaning.STREET: "rue,straat,street,rue et numero,rue numero,rue n,straat en nummer,straat nr,adresse rue",
    Meaning.ADDRESS: "adresse,adres,address,domicile,adresse postale,adresse complete,woonadres,postadres",
    Meaning.POSTCODE: "code postal,cp,c p,postcode,postnummer,zip,zip code,postal code,code post",
    Meaning.CITY: "ville,localite,commune,gemeente,stad,city,plaats,woonplaats,town,municipality",
    Meaning.COUNTRY: "pays,land,country",
    Meaning.EMAIL: "e mail,email,mail,emails,mails,courriel,adresse mail,adresse e mail,adresse email,"
    "emailadres,e mailadres,mailadres,mail adres,e mail address,email address",
    Meaning.PHONE: "telephone,telephones,tel,telefoon,telefoonnummer,phone,phone number,tel fixe,fixe",
    Meaning.MOBILE: "gsm,mobile,portable,mobiel,gsm nummer,cell,cell phone,mobile phone",
    Meaning.IBAN: "iban,compte bancaire,compte,rekening,rekeningnummer,bankrekening,bankrekeningnummer,"
    "bank account,numero de compte,n de compte,account",
    Meaning.ENTERPRISE_NUMBER: "numero d entreprise,bce,n bce,tva,n tva,ondernemingsnummer,kbo,btw,"
    "btw nummer,enterprise number,vat,vat number,company number",
    Meaning.BALANCE: "solde,soldes,saldo,saldi,balance,openstaand,openstaand saldo,solde d ouverture,"
    "solde ouverture,beginsaldo,opening balance,solde du,doit,verschuldigd",
    Meaning.HELD_FROM: "depuis,date d acquisition,date acquisition,acquisition,sinds,vanaf,since,from,"
    "held from,date acte,date de l acte,proprietaire depuis,eigenaar sinds,aankoopdatum,owner since",
    Meaning.HELD_TO: "jusqu au,jusque,tot,until,held to,date de sortie,date de fin,verkocht op,vendu le",
}
PHRASES = {phrase: meaning for meaning, words in _WORDS.items() for phrase in words.split(",")}
# Costs with a key of their own: such a header above figures is a key, whatever else it says.
_KEYS = re.compile(
    r"\b(?:ascenseurs?|lift(?:en)?|elevators?|chauffage|verwarming|heating|eau|water|hall|escaliers?|trappen"
    r"|stairs|toiture|dak|roof|jardin|tuin|garden|facade|gevel|egouts?|riolering|electricite|elektriciteit)\b"
)
_TOTAL_IN_HEADER = re.compile(
    r"(?:/|\bsur\b|\bop\b|\bof\b)\s*(\d[\d .\u00a0\u202f]*)"
    r"|(\d[\d .\u00a0\u202f]*)\s*(?:i?[eè]mes?|sten|den|ths)\b",
    re.IGNORECASE,
)


_LONGEST_HEADER = 200  # what follows says nothing more, and would only be slow to look at


def meaning_of(header: str) -> tuple[Meaning | None, int]:
    """The meaning of a header with a confidence in percent: 95 for a known phrase, 80 for one inside."""
    folded = cells.fold(header[:_LONGEST_HEADER])
    if folded in PHRASES:
        return PHRASES[folded], 95
    padded = f" {folded} "
    inside = [phrase for phrase in PHRASES if f" {phrase} " in padded]
    if not inside:
        return None, 0
    return PHRASES[max(inside, key=len)], 80


def names_a_key(header: str) -> bool:
    """Whether a header names a cost that has an allocation key of its own (lift, heating …)."""
    return bool(_KEYS.search(cells.fold(header)))


def total_in(header: str) -> str:
    """The total a header states ("Quotités /1000", "10.000èmes"), as written; "" when it states none."""
    found = _TOTAL_IN_HEADER.search(header[:_LONGEST_HEADER])
    return (found[1] or found[2]).strip(" .\u00a0\u202f") if found else ""


_TOTAL = re.compile(
    r"(?:sous |sub |grand |algemeen |eind)?"
    r"(?:totaux|total|totaal|subtotaal|subtotal|totalen|somme|som|sum)\b"
)
_GRAND = re.compile(
    r"(?:(?:grand|algemeen) )?(?:total|totaux|totaal|eindtotaal|totalen|somme|som|sum)"
    r"(?: (?:general|generaux|generale|algemeen"
    r"|des|de|quotites|tantiemes|aandelen|shares|parts|lots|immeuble|gebouw|l))*"
)


def is_total(text: str) -> bool:
    """Whether a text opens a line of totals or subtotals."""
    return bool(_TOTAL.match(cells.fold(text)))


def is_grand_total(text: str) -> bool:
    """Whether a line's text announces the total of the whole list, not of one owner or floor."""
    return bool(_GRAND.fullmatch(cells.fold(text)))

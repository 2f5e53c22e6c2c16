"""Countries as lists write them, to ISO 3166 alpha-2."""

import re
import unicodedata
from functools import cache, lru_cache

import pycountry

# What pycountry's own names (ISO 3166-1: short, official and common) do not say. Written as people write;
# word order, case, accents, "the", "of" and "and" do not matter. XK is ISO's user-assigned code that the EU,
# OFAC's own exports and SWIFT use for Kosovo.
_OTHER_NAMES = {
    "AE": "UAE, Emirates",
    "BA": "Bosnia",
    "BN": "Brunei",
    "BS": "Bahamas",
    "CD": "DR Congo, DRC, Congo Kinshasa, Zaire",
    "CG": "Congo Brazzaville",
    "CI": "Ivory Coast",
    "CV": "Cape Verde, Cabo Verde previously Cape Verde",
    "CZ": "Czech Republic",
    "FM": "Micronesia",
    "FK": "Falkland Islands",
    "GB": "UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland",
    "GM": "Gambia",
    "HK": "Hong Kong SAR, Hong Kong China",
    "IR": "Persia",
    "KN": "Saint Kitts Nevis",
    "KP": "North Korea, Korea DPR, DPRK",
    "KR": "South Korea, ROK",
    "LA": "Laos",
    "MD": "Moldova",
    "MF": "Saint Martin",
    "MK": "Macedonia, FYROM, Former Yugoslav Republic Macedonia",
    "ML": "Northern Mali",
    "MM": "Burma",
    "MO": "Macau",
    "NL": "Holland",
    "PS": "Palestinian, Palestinian Authority, Palestinian Territories, Occupied Palestinian Territories, "
    "possibly Palestinian, Palestine, West Bank, Gaza, Gaza Strip, North Gaza, Northern Gaza",
    "RU": "Russia",
    "SH": "Saint Helena",
    "SX": "Sint Maarten",
    "SY": "Syria",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey",
    "TZ": "Tanzania",
    "UA": "Crimea, Region Crimea Ukraine, Crimea Region Ukraine",
    "US": "USA, United States America",
    "VA": "Vatican, Vatican City, Holy See",
    "VG": "British Virgin Islands, BVI",
    "VI": "US Virgin Islands, Virgin Islands US",
    "VN": "Vietnam",
    "XK": "Kosovo, Republic Kosovo, XKX",
}
_IGNORED_WORDS = frozenset({"the", "of", "and", "region"})


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """Give the ISO 3166 alpha-2 code of a country's name or code; None where the text names none.

    A region is given as the country that ISO 3166-2 puts it in (Crimea: UA), a disputed or dissolved one
    (Kafia Kingi, Netherlands Antilles) as none.

    >>> country_code("Korea, North"), country_code("Cote d Ivoire"), country_code("rus")
    ('KP', 'CI', 'RU')
    """
    code = text.strip().upper()
    return _codes().get(code) or _names().get(_key(text))


@cache
def _codes() -> dict[str, str]:
    codes = {code: code for code in _OTHER_NAMES} | {"EL": "GR", "UK": "GB"}  # EU writes EL and UK
    for country in pycountry.countries:
        codes[country.alpha_2] = codes[country.alpha_3] = country.alpha_2
    return codes


@cache
def _names() -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            written = getattr(country, field, None)
            if written:
                names[_key(written)] = country.alpha_2
    for code, others in _OTHER_NAMES.items():
        names.update({_key(name): code for name in others.split(",")})
    return names


def _key(text: str) -> tuple[str, ...]:
    """Fold a name to its sorted words: lists write "Congo, Republic of the" and "Republic of Congo"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", re.sub(r"\bst\b", "saint", plain.replace("u.s.", "us").replace("u.k.", "uk")))
    return tuple(sorted(word for word in words if word not in _IGNORED_WORDS))

"""Legal forms as variations swap, drop and dot them; those that most listed companies have."""

import re

_SETS = (
    (
        *("LIMITED LIABILITY COMPANY", "LLC", "OOO", "ООО", "L.L.C."),
        "Obshchestvo s ogranichennoy otvetstvennostyu",
    ),
    ("JOINT STOCK COMPANY", "JSC", "AO", "АО", "J.S.C.", "Aktsionernoe obshchestvo"),
    ("OPEN JOINT STOCK COMPANY", "OJSC", "OAO", "ОАО", "Otkrytoe aktsionernoe obshchestvo"),
    ("CLOSED JOINT STOCK COMPANY", "CJSC", "ZAO", "ЗАО", "Zakrytoe aktsionernoe obshchestvo"),
    ("PUBLIC JOINT STOCK COMPANY", "PJSC", "PAO", "ПАО", "Publichnoe aktsionernoe obshchestvo"),
    ("PRIVATE LIMITED", "PVT. LTD.", "(PVT) LTD.", "PVT LTD", "(PRIVATE) LIMITED"),
    ("PTE. LTD.", "PTE LTD", "PTE. LIMITED"),
    ("CO., LTD.", "CO LTD", "CO. LTD.", "COMPANY LIMITED", "CO., LIMITED"),
    ("LIMITED", "LTD", "LTD.", "Ltd"),
    ("S.A. DE C.V.", "SA DE CV", "S.A. DE C.V", "SOCIEDAD ANONIMA DE CAPITAL VARIABLE"),
    ("S.A.", "SA", "S.A", "SOCIEDAD ANONIMA"),
    ("LTDA.", "LTDA", "LIMITADA"),
    ("GMBH", "G.M.B.H.", "GESELLSCHAFT MIT BESCHRANKTER HAFTUNG"),
    ("INC.", "INC", "INCORPORATED"),
    ("S.R.L.", "SRL"),
    ("S.A.L.", "SAL"),
    ("S.A.S.", "SAS"),
    ("S.C.S.", "SCS"),
    ("E.I.R.L.", "EIRL"),
    ("C.A.", "CA"),
    ("FZE", "F.Z.E."),
    ("B.V.", "BV"),
)
_FORMS = sorted(((form, forms) for forms in _SETS for form in forms), key=lambda pair: -len(pair[0]))
_FOUND = tuple(
    (re.compile(rf"(?<![\w.]){re.escape(form)}(?!\w|\.\w)", re.IGNORECASE), forms) for form, forms in _FORMS
)


def with_other_form(name: str, choose: int) -> str | None:
    """Write a name with another writing of its legal form; None where it has none that is known here."""
    for pattern, forms in _FOUND:
        found = pattern.search(name)
        if found:
            others = [form for form in forms if form.casefold() != found[0].casefold()]
            return name[: found.start()] + others[choose % len(others)] + name[found.end() :]
    return None


def without_form(name: str) -> str | None:
    """Write a name without its legal form; None where it has none or nothing else is left."""
    for pattern, _ in _FOUND:
        if pattern.search(name):
            rest = " ".join(pattern.sub("", name, count=1).strip(" ,-").split())
            return rest if any(ch.isalpha() for ch in rest) else None
    return None


def core(name: str) -> str:
    """Give a name without its legal form, or the name where it has none."""
    return without_form(name) or name

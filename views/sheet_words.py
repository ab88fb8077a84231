"""The words of the sheet for signature, in one language. What the chat says of it: sheet.py."""

from __future__ import annotations

from collections.abc import Sequence

from domain.sheet import PRINTED, Entry, Sheet, SheetFacts, SheetLine
from views.labels import STATUSES, sentence
from views.reading import PARTS
from views.round_names import round_name
from views.texts import Texts, texts


def in_words(language: str, facts: SheetFacts, entries: Sequence[Entry]) -> Sheet:
    """Return everything that a sheet says in a language."""
    t = texts(language)
    return Sheet(
        t.language,
        t("Sheet for signature"),
        t.name(facts.mechanism) or t.country(facts.country, facts.country_names),
        _head(t, facts, len(entries)),
        t(
            "The undersigned confirms that the contributions in this sheet are those of the institution, and that they "
            "may be submitted."
        ),
        (t("Reference"), t("Recommendation"), t("Implementation status"), *(t(PARTS[part]) for part in PRINTED)),
        tuple(_line(t, one) for one in entries),
        (
            t("Number and date of the letter:"),
            t("Place and date:"),
            t("Name:"),
            t("Function:"),
            t("Signature:"),
        ),
        t("Stamp"),
    )


def _line(t: Texts, one: Entry) -> SheetLine:
    status = sentence(t(STATUSES[one.status])) if one.status else ""
    text = one.recommendation or t("without text")
    return SheetLine(str(one.reference), text, one.language, status, one.parts)


def _head(t: Texts, facts: SheetFacts, count: int) -> tuple[str, ...]:
    name = t.name(facts.institution)
    asked = t("Round: {name}", name=round_name(t, facts.round)) if facts.round else ""
    many = t.n(
        "{count} contribution awaiting clearance, as of {date}, {time}",
        "{count} contributions awaiting clearance, as of {date}, {time}",
        count,
        date=t.date(facts.on),
        time=facts.time,
    )
    return tuple(line for line in (name, asked, many) if line)

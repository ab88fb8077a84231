"""The catalogues: complete, in step with the code, whole in their variables, plurals and punctuation."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from translate.filters import checks
from translate.storage import factory

from domain.language import INTERFACE
from domain.text import cleaned
from handlers.registry import registry
from views.texts import texts

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = tuple(language for language in INTERFACE if language != "en")
COUNTS = (0, 1, 2, 5, 21)
SINGULAR = {"en": {1}, "fr": {0, 1}, "pt": {1}, "zh": set(COUNTS)}
POFILTERS = [
    "blank", "brackets", "compendiumconflicts", "doublespacing", "doublewords", "emails", "endpunc", "endwhitespace",
    "escapes", "functions", "isfuzzy", "newlines", "nplurals", "numbers", "pythonbraceformat", "startwhitespace",
    "tabs", "untranslated", "urls", "validchars", "variables", "xmltags",
]  # fmt: skip
"""Of pofilter's checks those whose findings are errors. Left out, since a good translation may differ in them:
accelerators and options (there are none), acronyms (UPR is EPU), capitals and punctuation at the start, spacing of it
(Chinese has no spaces, French has its own), filepaths (takes "police / prison" for one), length, sentences."""
POFILTER_EXCEPTIONS = {
    ("zh", "brackets"): "Chinese has brackets of its own; that they are in pairs is tested below",
    ("zh", "endpunc", "By what shall the search be narrowed?"): "an invitation to choose, without a question mark",
}
PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("«", "»"), ("[", "]"), ("{", "}"), ("「", "」"), ("《", "》"))


def path(language: str) -> Path:
    """The catalogue of a language."""
    return ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"


def catalogue(language: str) -> Catalog:
    """A language's catalogue as Babel reads it."""
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue(language) if message.id)


def forms(value: object) -> tuple[str, ...]:
    """One string, or one for each plural form."""
    return tuple(str(form or "") for form in value) if isinstance(value, list | tuple) else (str(value or ""),)


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogues_are_complete_and_in_step_with_the_code() -> None:
    command = [sys.executable, "scripts/catalogues.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", INTERFACE)
def test_no_message_is_without_a_translation(language: str) -> None:
    assert [message.id for message in messages(language) if not all(forms(message.string))] == []


@pytest.mark.parametrize("language", INTERFACE)
def test_babel_finds_no_error(language: str) -> None:
    assert [(message.id, list(found)) for message, found in catalogue(language).check()] == []


@pytest.mark.parametrize("language", INTERFACE)
def test_msgfmt_finds_no_error(language: str, tmp_path: Path) -> None:
    """gettext's own check, where the machine has it; Babel's checks above run in any case."""
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        return
    command = [msgfmt, "--check", "--check-format", "-o", str(tmp_path / "out.mo"), str(path(language))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", TRANSLATED)
def test_pofilter_finds_no_error(language: str) -> None:
    code = {"zh": "zh_CN"}.get(language, language)
    checker = checks.TeeChecker(
        checks.CheckerConfig(targetlanguage=code),
        checkerclasses=[checks.StandardChecker, checks.StandardUnitChecker],
        limitfilters=POFILTERS,
        languagecode=code,
    )
    found = [
        (name, str(unit.source))
        for unit in factory.getobject(str(path(language))).units
        if unit.istranslatable()
        for name in checker.run_filters(unit)
    ]
    excused = POFILTER_EXCEPTIONS
    assert [one for one in found if (language, one[0]) not in excused and (language, *one) not in excused] == []


@pytest.mark.parametrize("language", INTERFACE)
def test_every_form_of_a_message_has_the_same_values(language: str) -> None:
    wrong = []
    for message in messages(language):
        wanted = fields(forms(message.id)[-1])
        wrong += [(message.id, form) for form in forms(message.string) if fields(form) != wanted]
    assert wrong == []


@pytest.mark.parametrize("language", INTERFACE)
def test_values_are_named_and_take_no_format(language: str) -> None:
    for message in messages(language):
        for form in forms(message.string):
            parts = [part for part in string.Formatter().parse(form) if part[1] is not None]
            assert all(name and name.isidentifier() and not spec and not kind for _, name, spec, kind in parts), form


@pytest.mark.parametrize("language", INTERFACE)
def test_brackets_and_quotation_marks_are_in_pairs(language: str) -> None:
    wrong = [
        form
        for message in messages(language)
        for form in forms(message.string)
        if any(form.count(opening) != form.count(closing) for opening, closing in PAIRS)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", INTERFACE)
def test_commands_and_examples_stand_in_every_language(language: str) -> None:
    for message in messages(language):
        for word in ("/find", "/menu", "/help", "/cancel", "SI-0123", "suivi country add", "Africa/Maputo", ".xlsx"):
            if word in forms(message.id)[0]:
                assert all(word in form for form in forms(message.string)), message.id


@pytest.mark.parametrize("language", INTERFACE)
def test_no_message_holds_markup_or_characters_that_cannot_be_seen(language: str) -> None:
    for message in messages(language):
        for form in forms(message.string):
            assert "<" not in form
            assert cleaned(form.replace("\u202f", "x").replace("\u00a0", "x")) == form.replace("\u202f", "x").replace(
                "\u00a0", "x"
            )


@pytest.mark.parametrize("language", INTERFACE)
def test_typewriter_apostrophes_and_quotation_marks_are_not_used(language: str) -> None:
    wrong = [form for message in messages(language) for form in forms(message.string) if "'" in form or '"' in form]
    assert wrong == []


@pytest.mark.parametrize("language", INTERFACE)
def test_no_two_spaces_stand_together(language: str) -> None:
    said = [form for message in messages(language) for form in forms(message.string)]
    assert [form for form in said if re.search(r"[ \u00a0]{2}", form)] == []


def test_french_has_a_space_that_does_not_break_before_high_punctuation() -> None:
    for message in messages("fr"):
        for form in forms(message.string):
            for mark in ":;?!»":
                for place, character in enumerate(form):
                    if character == mark and place and "://" not in form[place : place + 3]:
                        before = form[place - 1]
                        assert before in "\u00a0\u202f" or _is_in_an_example(form, place), form


def _is_in_an_example(form: str, place: int) -> bool:
    """A colon within a document's symbol: A/HRC/43/15:122.10."""
    return form[place - 1].isdigit() and form[place + 1 : place + 2].isdigit()


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("language", INTERFACE)
def test_plural_forms_agree_with_the_number(language: str, count: int) -> None:
    t = texts(language)
    plural = [message for message in messages(language) if isinstance(message.id, list | tuple)]
    assert len(plural) > 5
    for message in plural:
        one, many = forms(message.id)
        values = dict.fromkeys(fields(many) - {"count"}, "x")
        said = t.n(one, many, count, **values)
        wanted = forms(message.string)[0 if count in SINGULAR[language] else -1]
        assert said == wanted.format(count=t.number(count), **values)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["0 recommendations", "1 recommendation", "2 recommendations", "5 recommendations", "21 recommendations"]),
     ("fr", ["0 recommandation", "1 recommandation", "2 recommandations", "5 recommandations", "21 recommandations"]),
     ("pt", ["0 recomendações", "1 recomendação", "2 recomendações", "5 recomendações", "21 recomendações"]),
     ("zh", ["0项建议", "1项建议", "2项建议", "5项建议", "21项建议"])],
)  # fmt: skip
def test_recommendations_are_counted_as_each_language_counts(language: str, said: list[str]) -> None:
    t = texts(language)
    assert [t.n("{count} recommendation", "{count} recommendations", count) for count in COUNTS] == said


@pytest.mark.parametrize("language", INTERFACE)
def test_the_menu_of_commands_is_in_the_language(language: str) -> None:
    t, english = texts(language), texts("en")
    for _, command in registry().menu_commands():
        said = t(command.description)
        assert 3 <= len(said.encode()) <= 256
        if language != "en":
            assert said != english(command.description) or said == "Menu"

"""Brings the catalogues up to date with the code: python scripts/catalogues.py [--check].

Extracts every message into locales/messages.pot, merges it into each language's messages.po, and fills English with
the messages themselves. Nothing is translated here: what is new stands empty in the other languages until it is.
`--check` changes nothing and fails where a catalogue is not up to date or a translation is missing.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
LANGUAGES = ("en", "fr", "pt", "zh")
SOURCES = ("handlers", "views")
KEYWORDS: dict[str, object] = {"N_": None, "t": None, "n": (1, 2), "p": ((1, "c"), 2)}
PLURALS = {
    # By hand: Babel's own for pt is Brazil's, where 0 is singular.
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n != 1);",
    "zh": "nplurals=1; plural=0;",
}
HEADER = "# Messages of Suivi. Terms follow the field's glossary; {names} in braces stay as they are.\n#"


def extracted() -> Catalog:
    """Return every message in the code, with the places where it stands."""
    template = Catalog(project="Suivi", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for folder in SOURCES:
        found = extract_from_dir(ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for name, line, message, comments, context in found:
            template.add(message, locations=[(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    return template


def updated(language: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with the messages of `template`: new ones empty, old ones gone."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    else:
        catalogue = Catalog(locale=language, charset="utf-8")
    catalogue.project, catalogue.header_comment, catalogue.fuzzy = "Suivi", HEADER, False
    catalogue.update(deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            if message.id and not any(strings(message)):
                message.string = message.id
    return catalogue


def written(catalogue: Catalog, language: str | None) -> bytes:
    """Return a catalogue as a .po file, without dates and names, so that it changes only when a message does."""
    output = BytesIO()
    write_po(output, catalogue, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    fields = {
        "Project-Id-Version": "Suivi",
        "PO-Revision-Date": "2026-11-22 12:00+0000",
        "Last-Translator": "Suivi",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        fields |= {"Language": language, "Language-Team": language, "Plural-Forms": PLURALS[language]}
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    head = f'{HEADER}\nmsgid ""\nmsgstr ""\n{lines}'
    return head.encode() + b"\n" + output.getvalue()


def strings(message: Message) -> list[str]:
    """Return the translations of a message: one, or one a plural form."""
    if message.string is None or isinstance(message.string, str):
        return [message.string or ""]
    return [form or "" for form in message.string]


def missing(catalogue: Catalog) -> list[str]:
    """Return the messages without a translation."""
    return [str(message.id) for message in catalogue if message.id and not all(strings(message))]


def main() -> int:
    """Write, or with --check compare, the template and the catalogues."""
    check = "--check" in sys.argv[1:]
    template = extracted()
    files = {LOCALES / "messages.pot": written(template, None)}
    wrong = []
    for language in LANGUAGES:
        catalogue = updated(language, template)
        files[LOCALES / language / "LC_MESSAGES" / "messages.po"] = written(catalogue, language)
        empty = missing(catalogue)
        print(f"{language}: {len(list(catalogue)) - 1 - len(empty)} translated, {len(empty)} missing")
        wrong += [f"{language}: {message}" for message in empty]
    for path, content in files.items():
        if check and (not path.exists() or path.read_bytes() != content):
            wrong.append(f"{path.relative_to(ROOT)} is not up to date: run python scripts/catalogues.py")
        elif not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if check:
        print("\n".join(wrong))
    return int(check and bool(wrong))


if __name__ == "__main__":
    sys.exit(main())

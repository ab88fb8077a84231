"""The guides and the README tell of what there is: every command and setting, and none that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from bot.cli import suivi
from bot.settings import NAMES
from domain.language import INTERFACE
from handlers.registry import registry

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "docs" / "guides"
LONGEST = 320
# Letters before the slash, and no others, make it a path or a document's symbol: in Chinese none need stand before it.
_IN_THE_CHAT = re.compile(r"(?<![A-Za-z0-9_/.:\])-])/([A-Za-z_]+)")
_BOLD = re.compile(r"(^- )?\*\*([^*]+)\*\*", re.MULTILINE)

each_guide = pytest.mark.parametrize("language", INTERFACE)


def _guide(language: str) -> str:
    return (GUIDES / f"{language}.md").read_text(encoding="utf-8")


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def _commands(group: click.Group = suivi, before: str = "") -> Iterator[str]:
    """Return every command of the command line, with its group's name: "country add"."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield before + name


def _said(language: str) -> set[str]:
    """Return everything that the catalogue of a language has, without the colons of labels."""
    with (ROOT / "locales" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    forms = [form for one in catalogue for side in (one.id, one.string) for form in _forms(side)]
    return {form.rstrip(":：").rstrip() for form in forms}


def _forms(side: str | tuple[str, ...] | list[str]) -> list[str]:
    return [side] if isinstance(side, str) else list(side)


@each_guide
def test_a_guide_names_every_command_of_the_chat_and_no_other(language: str) -> None:
    assert set(_IN_THE_CHAT.findall(_guide(language))) == set(registry().commands)


@each_guide
def test_a_guide_lists_every_command_with_a_line_of_its_own(language: str) -> None:
    listed = re.findall(r"^- `/([a-z]+)`\s?[:：]", _guide(language), re.MULTILINE)
    assert sorted(listed) == sorted(registry().commands)


@each_guide
def test_a_guide_names_only_commands_of_the_command_line_that_exist(language: str) -> None:
    written = re.findall(r"`(suivi [^`]*)`", _guide(language))
    known = tuple(f"suivi {command}" for command in _commands())
    assert written
    assert [one for one in written if not any(f"{one} ".startswith(f"{command} ") for command in known)] == []


@each_guide
def test_options_in_a_guide_exist(language: str) -> None:
    every = {option for command in _leaves(suivi) for parameter in command.params for option in parameter.opts}
    named = {one for code in re.findall(r"`([^`]+)`", _guide(language)) for one in re.findall(r"--[a-z-]+", code)}
    assert named <= every


def _leaves(command: click.Command) -> Iterator[click.Command]:
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from _leaves(one)
    else:
        yield command


@each_guide
def test_buttons_and_labels_in_a_guide_are_those_that_the_bot_shows(language: str) -> None:
    # At the head of an item bold is a heading; everywhere else it is what stands on the screen.
    named = {bold for head, bold in _BOLD.findall(_guide(language)) if not head}
    assert named
    assert named - _said(language) == set()


@each_guide
def test_a_guide_is_short(language: str) -> None:
    assert len(_guide(language).splitlines()) <= LONGEST


def test_the_guides_have_the_same_sections() -> None:
    shapes = {language: _shape(_guide(language)) for language in INTERFACE}
    assert all(shape == shapes["en"] for shape in shapes.values()), shapes


def _shape(text: str) -> list[tuple[int, int, int]]:
    """Return of each section its level, and how many list items and table rows it has."""
    sections = re.split(r"^(?=#+ )", text, flags=re.MULTILINE)[1:]
    return [
        (
            len(section) - len(section.lstrip("#")),
            len(re.findall(r"^(?:- |\d+\. )", section, re.MULTILINE)),
            len(re.findall(r"^\|", section, re.MULTILINE)),
        )
        for section in sections
    ]


@each_guide
def test_links_of_a_guide_lead_somewhere(language: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", _guide(language))
    assert [link for link in links if not (GUIDES / link).is_file()] == []
    assert {f"{other}.md" for other in INTERFACE if other != language} <= set(links)


def test_french_has_no_break_before_its_double_signs() -> None:
    prose = re.sub(r"`[^`\n]*`", "", _guide("fr"))
    assert re.findall(r".* [:;?!»].*|.*« .*", prose) == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_readme_names_every_setting(name: str) -> None:
    assert f"`{name}`" in _readme()


@pytest.mark.parametrize("command", sorted(_commands()))
def test_the_readme_names_every_command_of_the_command_line(command: str) -> None:
    assert re.search(rf"\bsuivi {command}\b", _readme())


@each_guide
def test_the_readme_leads_to_every_guide(language: str) -> None:
    assert f"(docs/guides/{language}.md)" in _readme()

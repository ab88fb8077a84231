"""What somebody sees of the searches that they keep. Running one shows what every search does: find.py."""

from __future__ import annotations

from domain.finding import MOST_SAVED, SavedSearch, SavedSearches
from domain.text import shortened
from views.find import note_left_out
from views.labels import in_force
from views.lists import turning
from views.message import Body, Button, Message, Row
from views.texts import Texts

_LABEL = 56
_NAME = 200


def listed(t: Texts, values: SavedSearches) -> Message:
    """The searches: a press runs one, or opens it to be renamed or deleted."""
    body = Body().title(t("My searches"))
    if not values.total:
        body.line(t("You have saved no search yet. Search, then press “Save this search”."))
        return body.message((Button(t("Search"), "find"), Button(t("Menu"), "menu")))
    many = t.n("{count} search saved, of at most {most}.", "{count} searches saved, of at most {most}.", values.total,
               most=t.number(MOST_SAVED))  # fmt: skip
    body.line(many).line(t("Choose the one to rename or delete.") if values.edits else t("Press one to run it."))
    body.note(t("Nobody else sees them."))
    verb = ":edit" if values.edits else ""
    rows: list[Row] = [(Button(shortened(name(t, one), _LABEL), f"saved:{one.id}{verb}"),) for one in values.searches]
    turn = turning(values.number, values.pages, "searches:edit" if values.edits else "searches")
    other = Button(t("Back"), "searches") if values.edits else Button(t("Rename or delete"), "searches:edit:1")
    return body.message(*rows, turn, (other, Button(t("Menu"), "menu")))


def one(t: Texts, values: SavedSearch) -> Message:
    """A search and what can be done with it."""
    body = _described(t, values)
    here = f"saved:{values.id}"
    return body.message(
        (Button(t("Run"), here),),
        (Button(t("Rename"), f"{here}:rename"), Button(t("Delete"), f"{here}:delete")),
        (Button(t("My searches"), "searches"),),
    )


def kept(t: Texts, values: SavedSearch) -> Message:
    """A search that has just been saved."""
    body = _described(t, values).line().line(t("Saved. You find it under /searches and in the menu."))
    return body.message((Button(t("My searches"), "searches"), Button(t("Menu"), "menu")))


def ask_name(t: Texts, values: tuple[int, SavedSearch]) -> Message:
    """The question for a name, with one proposed."""
    row, search = values
    body = Body().title(t("Save this search"))
    body.field(t("Proposed name:"), shortened(name(t, search), _NAME))
    body.line().line(t("Keep this name, or write another one."))
    return body.message((Button(t("Keep this name"), f"keep:{row}:yes"), Button(t("Cancel"), "cancel")))


def ask_new_name(t: Texts, values: SavedSearch) -> Message:
    """The question for another name."""
    body = Body().title(shortened(name(t, values), _NAME)).line(t("What shall this search be called?"))
    return body.message((Button(t("Cancel"), "cancel"),))


def ask_delete(t: Texts, values: SavedSearch) -> Message:
    """Whether the search is really to be deleted."""
    body = Body().title(shortened(name(t, values), _NAME)).line(t("Delete this search? Nothing else is deleted."))
    return body.message(
        (Button(t("Delete"), f"saved:{values.id}:delete:yes"), Button(t("Back"), f"saved:{values.id}:edit"))
    )


def name(t: Texts, values: SavedSearch) -> str:
    """Return what a search is called: by its person, else by its words and filters."""
    if values.name:
        return values.name
    told = [one for one in values.narrowed if one.by != "country"] or list(values.narrowed)
    parts = [values.words, *(in_force(t, one, _LABEL) for one in told if not values.words or one.by != "country")]
    return t.series([part for part in parts if part]) or t("Recommendations")


def _described(t: Texts, values: SavedSearch) -> Body:
    body = Body().title(shortened(name(t, values), _NAME))
    body.field(t("Words:"), shortened(values.words, _NAME))
    for one in values.narrowed:
        body.line(in_force(t, one, _NAME))
    note_left_out(t, body, values.left_out)
    return body

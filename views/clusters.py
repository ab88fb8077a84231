"""What a coordinator sees of clusters: the list, one of them, what is put in or taken out, what may repeat it."""

from __future__ import annotations

from domain.cluster_shown import ClusterList, ClusterShown, Repeats
from domain.shown import Line
from domain.text import shortened
from views.lists import line_links, turning, written_lines
from views.message import Body, Button, Message, Row, in_rows
from views.texts import Texts

_LABEL = 56
_EXCERPT = 400
_CANCEL = "cancel"


def listed(t: Texts, values: ClusterList) -> Message:
    """The clusters, with how many recommendations each has."""
    body = Body().title(t("Clusters"))
    body.line(t("A cluster holds recommendations of any documents and cycles that one answer serves."))
    if not values.clusters:
        body.line(t("There is none yet."))
    rows: list[Row] = [
        (Button(t.aside(shortened(name, _LABEL), t.number(count)), f"cluster:{id_}"),)
        for id_, name, count in values.clusters
    ]
    turn = turning(values.number, values.pages, "clusters")
    return body.message(*rows, turn, (Button(t("New cluster"), "clusters:new"), Button(t("Back"), "assign")))


def cluster(t: Texts, values: ClusterShown) -> Message:
    """A cluster and what can be done with it."""
    return _cluster(t, Body().title(values.name), values)


def filled(t: Texts, values: tuple[ClusterShown, int]) -> Message:
    """A cluster after more was put in."""
    shown, new = values
    body = Body().title(shown.name)
    body.line(t.n("{count} recommendation added.", "{count} recommendations added.", new))
    return _cluster(t, body.note(t("Write more numbers or words, or leave with /cancel.")), shown)


def removal(t: Texts, values: ClusterShown) -> Message:
    """What can be taken out of a cluster: a press on a number takes it out."""
    body = Body().title(values.name).line(t("Press a number to take it out of the cluster."))
    written_lines(t, body, values.page.lines)
    numbers = [one.reference for one in values.page.lines]
    address = f"cluster:{values.id}:remove"
    rows = in_rows([Button(f"✕ {one}", f"{address}:{values.page.number}:{one.number}") for one in numbers], 3)
    turn = turning(values.page.number, values.page.pages, address)
    return body.message(*rows, turn, (Button(t("Back"), f"cluster:{values.id}"),))


def repeats(t: Texts, values: Repeats) -> Message:
    """Pairs: what resembles a recommendation of the cluster, with both texts."""
    body = Body().title(t("Repeats: {name}", name=values.name))
    back = (Button(t("Back"), f"cluster:{values.id}"),)
    if not values.pairs:
        body.line(t("No other recommendation resembles those of the cluster."))
        return body.message(back)
    body.line(t.n("{count} resembles those of the cluster.", "{count} resemble those of the cluster.", values.total))
    for new, inside in values.pairs:
        body.line().entry(f"＋ {new.reference}", "", _text(t, new))
        body.note(f"{inside.reference}: {_text(t, inside)}")
    address = f"cluster:{values.id}:add:{values.number}"
    numbers = [one.reference.number for one, _ in values.pairs]
    rows = in_rows([Button(f"＋ {one.reference}", f"{address}:{one.reference.number}") for one, _ in values.pairs], 3)
    every = (Button(t("Add all shown"), f"{address}:{'.'.join(map(str, numbers))}"),) if len(numbers) > 1 else ()
    turn = turning(values.number, values.pages, f"cluster:{values.id}:repeats")
    return body.message(*rows, every, turn, back)


def ask_name(t: Texts) -> Message:
    """The question for a name."""
    return Body().title(t("Clusters")).line(t("What shall the cluster be called?")).message(_cancel(t))


def ask_content(t: Texts) -> Message:
    """The question for recommendations to put in."""
    body = Body().title(t("Clusters")).line(t("Which ones? Write words to search, or numbers such as 12, 15, 20-25."))
    return body.message(_cancel(t))


def ask_archive(t: Texts, values: ClusterShown) -> Message:
    """Whether the cluster is really to be archived."""
    body = Body().title(values.name)
    body.line(t("Archive this cluster? It is no longer offered; its recommendations and assignments stay."))
    return body.message(
        (Button(t("Archive"), f"cluster:{values.id}:archive:yes"), Button(t("Back"), f"cluster:{values.id}"))
    )


def _cluster(t: Texts, body: Body, values: ClusterShown) -> Message:
    here = f"cluster:{values.id}"
    total = values.page.total
    body.line(t.n("{count} recommendation", "{count} recommendations", total))
    written_lines(t, body, values.page.lines)
    full: tuple[Row, ...] = (
        (Button(t("Assign"), f"{here}:assign"), Button(t("Find repeats"), f"{here}:repeats:1")),
        (Button(t("Add"), f"{here}:fill"), Button(t("Take out"), f"{here}:remove:{values.page.number}")),
    )
    actions = full if total else ((Button(t("Add"), f"{here}:fill"),),)
    return body.message(
        *line_links(values.page.lines),
        turning(values.page.number, values.page.pages, here),
        *actions,
        (Button(t("Rename"), f"{here}:rename"), Button(t("Archive"), f"{here}:archive")),
        (Button(t("All clusters"), "clusters"),),
    )


def _text(t: Texts, line: Line) -> str:
    return shortened(line.excerpt.text, _EXCERPT) if line.excerpt else t("without text")


def _cancel(t: Texts) -> Row:
    return (Button(t("Cancel"), _CANCEL),)

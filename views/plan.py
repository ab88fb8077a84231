"""The plan of an institution, those of a country, what serves a recommendation, and which are served."""

from __future__ import annotations

from domain.plan import ItemKind
from domain.plan_shown import ClustersServed, PlanCounts, PlanLine, PlanPage, Plans, RecommendationPlan, Serving
from domain.shown import Names
from domain.text import shortened
from views.labels import sentence
from views.lists import turning, written_lines
from views.message import Body, Button, Message, Row, in_rows
from views.plan_words import INDICATOR_KINDS, ITEM_KINDS, dates, incomplete, lacking
from views.texts import Texts

_LABEL = 48
_TITLE = 90
_NAME = 120


def plan(t: Texts, values: PlanPage) -> Message:
    """What is in an institution's plan, and above it what the plan lacks."""
    body = Body().title(t("Implementation plan")).line(shortened(t.name(values.institution), _NAME))
    _counts(t, body, values.counts)
    address = "plan" if values.own else f"plan:of:{values.institution_id}"
    new = _new(t, "") if values.writes else ()
    if not values.lines and values.writes:
        body.line().line(t("The plan is still empty. A title is enough to begin with; everything else may come later."))
    _lines(t, body, values.lines)
    back: Row = (Button(t("Menu"), "menu"),) if values.own else (Button(t("All institutions"), "plan"),)
    return body.message(*_links(values.lines), turning(values.number, values.pages, address), new, back)


def plans(t: Texts, values: Plans) -> Message:
    """The institutions of a country, each with what its plan holds and lacks."""
    body = Body().title(t("Implementation plans"))
    if not values.institutions:
        body.line(t("There is no institution yet. The operator sets them up."))
    for _, names, counts in values.institutions:
        facts = [*_held(t, counts), *lacking(t, counts.lacking), *_unplanned(t, counts)]
        body.line().entry(shortened(t.name(names), _NAME), "", t.series(facts))
    rows = [(Button(shortened(t.name(names), _LABEL), f"plan:of:{id_}:1"),) for id_, names, _ in values.institutions]
    return body.message(*rows, turning(values.number, values.pages, "plan"), (Button(t("Menu"), "menu"),))


def of_recommendation(t: Texts, values: RecommendationPlan) -> Message:
    """What serves a recommendation in the plans that the reader may see."""
    body = Body().title(t("Plan for {reference}", reference=values.reference))
    if not values.total:
        body.line(t("No activity or indicator serves this recommendation yet."))
    _lines(t, body, values.lines)
    turn = turning(values.number, values.pages, f"plan:{values.reference}")
    new = _new(t, f":{values.reference}") if values.writes else ()
    back = (Button(str(values.reference), f"card:{values.reference}"), Button(t("Implementation plan"), "plan"))
    return body.message(*_links(values.lines), turn, new, back)


def ask_title(t: Texts, kind: ItemKind) -> Message:
    """The question for the title of something new."""
    if kind is ItemKind.ACTIVITY:
        body = Body().title(t("Add an activity")).line(t("What will be done? Write it in one sentence."))
    else:
        body = Body().title(t("Add an indicator"))
        body.line(t("What is to be measured? For example: share of prisoners awaiting trial."))
    body.note(t("Do not send classified documents or the names of victims or detainees here."))
    return body.message((Button(t("Cancel"), "cancel"),))


def serving(t: Texts, values: Serving) -> Message:
    """What the institution has: a press lets the entry serve a recommendation, or no longer."""
    item = values.shown.item
    address = f"planitem:{item.id}:serves"
    body = Body().title(shortened(item.content.title, _TITLE))
    if values.misread:
        body.line(t("These are no numbers of recommendations. Write them as 12, 15, 20-25, or choose below."))
    elif values.added is not None:
        body.line(t.n("{count} recommendation added.", "{count} recommendations added.", values.added))
    if not values.total:
        body.line(t("Nothing is assigned to your institution yet."))
    else:
        body.line(t("Which recommendations does it serve? Press their numbers, or write them: 12, 15, 20-25."))
        served = t.n("{count} so far.", "{count} so far.", len(item.serves))
        body.line(served)
    written_lines(t, body, [line for line, _ in values.lines])
    buttons = [
        Button(
            f"{'✓' if served_ else '＋'} {line.reference}",
            f"{address}:{values.number}:{line.reference.number}:{0 if served_ else 1}",
        )
        for line, served_ in values.lines
    ]
    clusters = (Button(t("Clusters"), f"planitem:{item.id}:clusters:1"),) if values.clusters else ()
    turn = turning(values.number, values.pages, address)
    return body.message(*in_rows(buttons, 3), turn, (Button(t("Done"), f"planitem:{item.id}"), *clusters))


def clusters(t: Texts, values: ClustersServed) -> Message:
    """The clusters that the institution has something of: a press lets the entry serve all of it."""
    item = values.shown.item
    address = f"planitem:{item.id}:clusters"
    body = Body().title(shortened(item.content.title, _TITLE))
    body.line(t("Choose a cluster: all its recommendations that your institution has will be served."))
    rows = [
        (Button(t.aside(shortened(name, _LABEL), t.number(count)), f"{address}:{values.number}:{id_}"),)
        for id_, name, count in values.clusters
    ]
    turn = turning(values.number, values.pages, address)
    return body.message(*rows, turn, (Button(t("Back"), f"planitem:{item.id}:serves:1"),))


def _counts(t: Texts, body: Body, counts: PlanCounts) -> None:
    body.line(t.series(_held(t, counts)))
    for fact in (*lacking(t, counts.lacking), *_unplanned(t, counts)):
        body.line(f"• {fact}")


def _held(t: Texts, counts: PlanCounts) -> list[str]:
    activities = t.n("{count} activity", "{count} activities", counts.activities)
    indicators = t.n("{count} indicator", "{count} indicators", counts.indicators)
    return [
        activities if counts.activities else t("no activity yet"),
        indicators if counts.indicators else t("no indicator yet"),
    ]


def _unplanned(t: Texts, counts: PlanCounts) -> list[str]:
    if not counts.unplanned:
        return []
    return [t.n("{count} recommendation without an activity", "{count} recommendations without an activity",
                counts.unplanned)]  # fmt: skip


def _lines(t: Texts, body: Body, lines: tuple[PlanLine, ...]) -> None:
    for one in lines:
        kind = t(INDICATOR_KINDS[one.indicator]) if one.indicator else t(ITEM_KINDS[one.kind])
        facts = [kind, _institution(t, one.institution), dates(t, one.starts_on, one.ends_on), incomplete(t, one.lacks)]
        body.line().entry(shortened(one.title, _TITLE), "", sentence(" · ".join(filter(None, facts))))


def _institution(t: Texts, names: Names | None) -> str:
    return shortened(t.name(names), _NAME) if names else ""


def _links(lines: tuple[PlanLine, ...]) -> list[Row]:
    return [(Button(shortened(one.title, _LABEL), f"planitem:{one.id}:open"),) for one in lines]


def _new(t: Texts, after: str) -> Row:
    return (
        Button(t("Add an activity"), f"plan:new:activity{after}"),
        Button(t("Add an indicator"), f"plan:new:indicator{after}"),
    )

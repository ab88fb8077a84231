"""One activity or indicator: what stands in it and what it lacks, its benchmarks, and what it was over time."""

from __future__ import annotations

from domain.plan import Activity, Indicator, IndicatorKind, Mark
from domain.plan_shown import ItemShown, ValuesPage
from domain.text import shortened
from views.labels import sentence
from views.lists import turning
from views.message import Body, Button, Message, Row, in_rows
from views.plan_words import (
    INDICATOR_KINDS,
    PARTS,
    amount,
    dates,
    figure,
    incomplete,
    mark,
    moment,
    references,
    valued,
)
from views.texts import Texts

_NAME = 120
_LABEL = 56
_FOLDED_FROM = 300


def item(t: Texts, values: ItemShown) -> Message:
    """An activity or indicator; for who writes the plan, a button for each part."""
    content, here = values.item.content, f"planitem:{values.item.id}"
    body = Body().title(content.title).line(f"{_kind(t, content)} · {shortened(t.name(values.institution), _NAME)}")
    if values.item.archived:
        body.note(t("Archived: it is no longer part of the plan."))
    if isinstance(content, Activity):
        _activity(t, body, content)
    else:
        _indicator(t, body, content, values)
    body.field(t("Serves:"), references(t, values.references))
    if content.notes:
        body.quote(content.notes, folded=len(content.notes) > _FOLDED_FROM)
    missing = incomplete(t, values.item.lacks)
    if missing:
        body.line().line(sentence(missing))
    body.note(t("Last changed on {date}.", date=t.date(values.item.changed_on)))
    return body.message(*_buttons(t, values, here), *_leave(t, values))


def ask_kind(t: Texts, values: ItemShown) -> Message:
    """The three kinds of indicator, each with what it measures."""
    body = Body().title(values.item.content.title).line(t("What does it measure?")).line()
    said = {
        IndicatorKind.STRUCTURAL: t("What the State has committed itself to: treaties, laws, institutions, policies."),
        IndicatorKind.PROCESS: t("What is being done: budgets, training, inspections, cases dealt with."),
        IndicatorKind.OUTCOME: t("What has become better for people."),
    }
    for kind, text in said.items():
        body.entry(sentence(t(INDICATOR_KINDS[kind])), "", text)
    here = f"planitem:{values.item.id}"
    rows = [
        (Button(sentence(t(INDICATOR_KINDS[kind])), f"{here}:kind:{kind.value}:{values.item.version}"),)
        for kind in IndicatorKind
    ]
    return body.message(*rows, (Button(t("Back"), here),))


def benchmarks(t: Texts, values: ItemShown) -> Message:
    """The benchmarks on the way to the target; a press takes one out."""
    content, here = values.item.content, f"planitem:{values.item.id}"
    assert isinstance(content, Indicator)  # noqa: S101 - no other has benchmarks
    body = Body().title(t.joined((t("Benchmarks"), shortened(content.title, _NAME))))
    if not content.benchmarks:
        body.line(t("There is none yet: what is to be reached on the way to the target, and by when?"))
    for one in content.benchmarks:
        body.line(f"• {mark(t, one, content.unit)}")
    days = [one.on for one in content.benchmarks]
    removal = [Button(f"✕ {moment(t, on)}", f"{here}:benchmarks:{on.isoformat()}") for on in days]
    add = (Button(t("Add a benchmark"), f"{here}:ask:benchmarks"),)
    if not values.writes:
        return body.message((Button(t("Back"), here),))
    return body.message(*in_rows(removal, 3), add, (Button(t("Back"), here),))


def values(t: Texts, values_: ValuesPage) -> Message:
    """What an indicator was, the newest first; for who writes the plan, each can be corrected."""
    shown = values_.shown
    content, here = shown.item.content, f"planitem:{shown.item.id}"
    unit = content.unit if isinstance(content, Indicator) else ""
    body = Body().title(t.joined((t("Values"), shortened(content.title, _NAME))))
    if not values_.total:
        body.line(t("No value has been written down yet."))
    for one in values_.values:
        body.line(f"• {valued(t, one, unit)}")
    turn = turning(values_.number, values_.pages, f"{here}:values")
    if not shown.writes:
        return body.message(turn, (Button(t("Back"), here),))
    if values_.values:
        body.note(t("To correct a value, press it. The former one is kept, and no longer counts."))
    labels = [(one.id, t.joined((moment(t, one.on), one.group, figure(t, one.measure, "")))) for one in values_.values]
    rows = [(Button(shortened(label, _LABEL), f"{here}:correct:{id_}"),) for id_, label in labels]
    return body.message(*rows, turn, (Button(t("Add a value"), f"{here}:ask:value"), Button(t("Back"), here)))


def ask_archive(t: Texts, values: ItemShown) -> Message:
    """Whether it is really to be archived."""
    here = f"planitem:{values.item.id}"
    body = Body().title(values.item.content.title)
    body.line(t("Archive it? It is no longer part of the plan; what was written stays, and it can be put back."))
    return body.message((Button(t("Archive"), f"{here}:archive:yes"), Button(t("Back"), here)))


def _kind(t: Texts, content: Activity | Indicator) -> str:
    if isinstance(content, Activity):
        return sentence(t("activity"))
    return sentence(t(INDICATOR_KINDS[content.kind]) if content.kind else t("indicator"))


def _activity(t: Texts, body: Body, content: Activity) -> None:
    body.field(t("Responsible:"), content.responsible)
    body.field(t("Dates:"), dates(t, content.starts_on, content.ends_on))
    if content.money is not None:
        costs = amount(t, content.money) if content.money.amount else t("none needed")
        body.field(t("Budget:"), costs)
    body.field(t("Source of funds:"), content.funds)


def _indicator(t: Texts, body: Body, content: Indicator, values: ItemShown) -> None:
    def said(one: Mark | None) -> str:
        return mark(t, one, content.unit) if one else ""

    body.field(t("Measured in:"), content.unit)
    body.field(t("Baseline:"), said(content.baseline))
    body.field(t("Benchmarks:"), t.series([said(one) for one in content.benchmarks]))
    body.field(t("Target:"), said(content.target))
    if values.latest is not None:
        body.field(t("Latest value:"), valued(t, values.latest, content.unit))
    body.field(t("Source of data:"), content.source)


def _buttons(t: Texts, values: ItemShown, here: str) -> list[Row]:
    content = values.item.content
    if not values.writes:
        more = [Button(t("Values"), f"{here}:values:1")] if values.values else []
        return in_rows(more)

    def part(name: str, address: str = "") -> Button:
        there = "✓ " if getattr(content, name) else ""
        return Button(there + t(PARTS[name]), f"{here}:{address or f'ask:{name}'}")

    serves = Button(("✓ " if values.references else "") + t("Recommendations"), f"{here}:serves:1")
    change, archive = Button(t("Change the title"), f"{here}:ask:title"), Button(t("Archive"), f"{here}:archive")
    if isinstance(content, Activity):
        days = Button(("✓ " if content.ends_on else "") + t("Dates"), f"{here}:ask:starts_on")
        return in_rows(
            [part("responsible"), days, part("money"), part("funds"), serves, part("notes"), change, archive]
        )
    seen = Button(("✓ " if values.values else "") + t("Values"), f"{here}:values:1")
    return in_rows([
        part("kind"), part("unit"), part("baseline"), part("target"), part("benchmarks", "benchmarks"), seen,
        serves, part("source"), part("notes"), change, archive,
    ])  # fmt: skip


def _leave(t: Texts, values: ItemShown) -> list[Row]:
    if values.item.archived:
        return [(Button(t("Put back"), f"planitem:{values.item.id}:restore"), Button(t("Implementation plan"), "plan"))]
    return [(Button(t("Implementation plan"), "plan"), Button(t("Menu"), "menu"))]

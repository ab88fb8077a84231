"""What a coordinator sees who classifies a recommendation: what holds is ticked, a press changes it."""

from __future__ import annotations

from domain.classification import LABELS, NEEDS, Classifying, Label, LabelChoice
from domain.finding import Priority
from domain.text import set_apart, shortened
from views.labels import FILTERS, PRIORITIES, classified, goal, sentence, theme
from views.lists import turning
from views.message import Body, Button, Message
from views.texts import N_, Texts

_EXCERPT = 300
_LABEL = 56
_HELD = 300
_TICK = "✓ "
_HEADS = {"theme": N_("Themes"), "affected": N_("Affected persons"), "sdg": N_("Sustainable Development Goals")}


def classify(t: Texts, values: Classifying) -> Message:
    """How a recommendation is classified, with a button for each thing that can be set."""
    body = Body().title(t("Classify {reference}", reference=values.reference))
    if values.excerpt:
        body.line(shortened(set_apart(values.excerpt.text, None), _EXCERPT)).line()
    for by in LABELS:
        told = t.series([_label(t, by, one) for one in values.held.get(by, ())]) or "—"
        body.line(t("{label}: {value}", label=t(_HEADS[by]), value=shortened(told, _HELD)))
    held = values.needs.priority
    body.field(t("Priority:"), t(PRIORITIES[Priority(held)]) if held else "—")
    body.line().line(t("Choose the priority (high, medium or low) and what it needs. What is ticked holds."))
    here = f"classify:{values.reference}"
    priorities = tuple(_priority(t, here, one, values.needs.priority) for one in Priority)
    needs = [(_need(t, here, one, held=one in values.needs.named),) for one in NEEDS]
    labels = [(Button(t(_HEADS[by]), f"{here}:{by}:1"),) for by in LABELS]
    return body.message(priorities, *needs, *labels, (Button(values.reference, f"card:{values.reference}"),))


def labels(t: Texts, values: LabelChoice) -> Message:
    """The themes, groups or goals: a press adds or removes one."""
    body = Body().title(t("Classify {reference}", reference=values.reference)).line(t(_HEADS[values.by]))
    body.line(t("A press adds it, or removes what is ticked. What the source says is kept beside it."))
    if not values.labels:
        body.line(t("There is nothing to choose from yet: it comes with the files that are imported."))
    here = f"classify:{values.reference}"
    address = f"{here}:{values.by}"
    rows = [(_choice(t, f"{address}:{values.number}", values.by, one),) for one in values.labels]
    return body.message(*rows, turning(values.number, values.pages, address), (Button(t("Back"), f"{here}:back"),))


def _priority(t: Texts, here: str, one: Priority, held: str | None) -> Button:
    label = t(PRIORITIES[one])
    if held == one.value:
        return Button(_TICK + sentence(label), f"{here}:priority:none")
    return Button(sentence(label), f"{here}:priority:{one.value}")


def _need(t: Texts, here: str, need: str, *, held: bool) -> Button:
    return Button(_TICK * held + t(FILTERS[need]), f"{here}:{need}:{int(not held)}")


def _choice(t: Texts, here: str, by: str, one: Label) -> Button:
    return Button(
        _TICK * one.held + shortened(_label(t, by, one.label), _LABEL), f"{here}:{one.key}:{int(not one.held)}"
    )


def _label(t: Texts, by: str, label: str) -> str:
    if by == "sdg":
        return label if "." in label else goal(t, int(label))
    return theme(t, label) if by == "theme" else classified(t, label)

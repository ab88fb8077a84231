"""How a collection round is called, and its counter, wherever it is named."""

from __future__ import annotations

from domain.round import Counter, Feeds, Round, Stage
from views.texts import N_, Texts

FEEDS = {
    Feeds.MID_TERM: N_("Mid-term report"),
    Feeds.PERIODIC: N_("Periodic report"),
    Feeds.ANNUAL: N_("Annual round"),
    Feeds.VOLUNTARY: N_("Voluntary national review"),
    Feeds.OTHER: N_("Other"),
}

STAGES = {
    Stage.OPEN: N_("open for contributions"),
    Stage.PLANNED: N_("not open yet"),
    Stage.ENDED: N_("round ended"),
}


def round_name(t: Texts, one: Round) -> str:
    """Return a round's own name, else what it feeds and the year it closes in: Mid-term report 2027."""
    return one.name or f"{t(FEEDS[one.feeds])} {one.closes_on.year}"


def counted(t: Texts, counter: Counter) -> str:
    """Return a counter in words: 7 of 12."""
    return t("{done} of {total}", done=t.number(counter.done), total=t.number(counter.total))

"""What a country's coordinator says of a recommendation: its priority, what it needs, its themes, groups and goals.

Priority stands in finding.py, for searches are narrowed by it. What a source says of it stands in record.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import NotCoordinator, NotFound
from domain.role import Holding, Role
from domain.shown import Excerpt

NEEDS = ("parliament", "assistance")
"""What a recommendation may need, by the name of the filter that finds it."""

LABELS = ("theme", "affected", "sdg")
"""What is added to or removed from what the source says."""

GOALS = tuple(range(1, 18))
"""The Sustainable Development Goals, which can be chosen though no recommendation has them."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Priority and needs of a recommendation; `priority` None while nobody said."""

    priority: str | None = None
    parliament: bool = False
    assistance: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """What it needs, of NEEDS."""
        return tuple(need for need in NEEDS if getattr(self, need))


@dataclass(frozen=True, slots=True)
class Classifying:
    """What a coordinator sees who classifies. `held`: themes, groups and goals by their labels, each by LABELS."""

    reference: str
    excerpt: Excerpt | None
    needs: Needs
    held: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Label:
    """A theme, group, goal or target; `key`: what a button carries; `held`: whether the recommendation has it."""

    key: str
    label: str
    held: bool


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A page of the labels of one sort."""

    reference: str
    by: str
    labels: tuple[Label, ...]
    number: int
    pages: int


def may_classify(holding: Holding | None, country: str) -> bool:
    """Tell whether somebody in this role classifies a country's recommendations: its coordinators do."""
    return holding is not None and holding.role is Role.COORDINATOR and holding.country == country


def authorise(holding: Holding | None, country: str) -> None:
    """Raise NotCoordinator where the role does not classify; NotFound to the coordinator of another country."""
    if holding is None or holding.role is not Role.COORDINATOR:
        raise NotCoordinator
    if holding.country != country:
        raise NotFound

"""What is shown of clusters: values that services load and views render."""

from __future__ import annotations

from dataclasses import dataclass

from domain.shown import Line, Page

PAIRS_PER_PAGE = 3


@dataclass(frozen=True, slots=True)
class ClusterList:
    """A page of clusters: (id, name, how many recommendations) each."""

    clusters: tuple[tuple[int, str, int], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class ClusterShown:
    """A cluster with a page of its recommendations."""

    id: int
    name: str
    page: Page


@dataclass(frozen=True, slots=True)
class Repeats:
    """Recommendations outside a cluster (first) that resemble one inside (second), a page of such pairs."""

    id: int
    name: str
    pairs: tuple[tuple[Line, Line], ...]
    number: int
    pages: int
    total: int

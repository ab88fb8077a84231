"""Clusters of a country: made, filled, renamed, archived by its coordinators; what may belong to one is proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.queries import clusters, instance
from db.queries.clusters import Cluster
from db.queries.references import recommendations_at
from db.work import Work
from domain.assigning import Which
from domain.cluster_shown import PAIRS_PER_PAGE, ClusterList, ClusterShown, Repeats
from domain.errors import ClusterExists, ClusterNotThere, MessageEmpty, NameTooLong
from domain.reference import Reference
from domain.repeats import repeats
from domain.role import Person
from domain.shown import CHOICES_PER_PAGE, LINES_PER_PAGE, sliced
from services import selecting
from services.look import Look
from services.remind import coordinating
from services.show_lines import described, page_of, page_within

LONGEST_NAME = 120


def one_of_country(work: Work, person: Person, cluster_id: int) -> Cluster:
    """Return a cluster of the country that the person coordinates. Raises NotCoordinator, ClusterNotThere."""
    every = clusters.clusters_of(work, coordinating(person).country)
    found = next((one for one in every if one.id == cluster_id), None)
    if found is None:
        raise ClusterNotThere
    return found


def make(work: Work, person: Person, name: str) -> int:
    """Make an empty cluster; return its id. Raises NotCoordinator, MessageEmpty, NameTooLong, ClusterExists."""
    country = coordinating(person).country
    made = clusters.add_cluster(work, country, _free(work, country, name))
    _record(work, person, "cluster made", made)
    return made


def rename(work: Work, person: Person, cluster_id: int, name: str) -> None:
    """Give a cluster another name. Raises what `make` raises, ClusterNotThere."""
    found = one_of_country(work, person, cluster_id)
    clusters.rename_cluster(work, found.id, _free(work, coordinating(person).country, name, found.id))
    _record(work, person, "cluster renamed", found.id)


def archive(work: Work, person: Person, cluster_id: int) -> None:
    """Archive a cluster. Raises NotCoordinator, ClusterNotThere."""
    clusters.archive_cluster(work, one_of_country(work, person, cluster_id).id)
    _record(work, person, "cluster archived", cluster_id)


def add(work: Work, person: Person, cluster_id: int, which: Which) -> int:
    """Put what is meant into a cluster; return how many are new in it.

    Raises NotCoordinator, ClusterNotThere, NothingSelected.
    """
    found = one_of_country(work, person, cluster_id)
    return _add(work, person, found.id, selecting.meant(work, coordinating(person).country, which))


def add_numbers(work: Work, person: Person, cluster_id: int, numbers: Sequence[int]) -> int:
    """Put recommendations into a cluster; return how many are new in it.

    Raises NotCoordinator, ClusterNotThere, PlaceNotFound.
    """
    return _add(work, person, one_of_country(work, person, cluster_id).id, _ids(work, person, numbers))


def remove(work: Work, person: Person, cluster_id: int, number: int) -> None:
    """Take a recommendation out of a cluster. Raises NotCoordinator, ClusterNotThere, PlaceNotFound."""
    found = one_of_country(work, person, cluster_id)
    (recommendation_id,) = _ids(work, person, [number])
    clusters.remove_member(work, found.id, recommendation_id)
    _record(work, person, "cluster reduced", found.id, [recommendation_id])


def listed(look: Look, params: Mapping[str, Any]) -> ClusterList:
    """Return a page of the clusters. Raises NotCoordinator."""
    every = clusters.clusters_of(look.work, coordinating(look.person).country)
    shown, number, pages = sliced(every, params["page"], CHOICES_PER_PAGE)
    return ClusterList(tuple((one.id, one.name, one.count) for one in shown), number, pages)


def shown(look: Look, params: Mapping[str, Any]) -> ClusterShown:
    """Return a cluster with a page of its recommendations. Raises NotCoordinator, ClusterNotThere."""
    found = one_of_country(look.work, look.person, params["cluster"])
    ids = clusters.members(look.work, found.id)
    number = page_within(params["page"], len(ids))
    lines = described(look, ids[(number - 1) * LINES_PER_PAGE : number * LINES_PER_PAGE], None)
    return ClusterShown(found.id, found.name, page_of(list(lines.values()), number, len(ids)))


def proposed(look: Look, params: Mapping[str, Any]) -> Repeats:
    """Return a page of what resembles a cluster's recommendations. Raises NotCoordinator, ClusterNotThere.

    Compared in the language that most texts of the country are in: whole texts, as this is looked up anew each time.
    """
    found = one_of_country(look.work, look.person, params["cluster"])
    country = coordinating(look.person).country
    language = next(iter(clusters.languages_of(look.work, country)), "en")
    inside = set(clusters.members(look.work, found.id))
    every = repeats(inside, clusters.texts_of_country(look.work, country, language))
    here, number, pages = sliced(every, params["page"], PAIRS_PER_PAGE)
    lines = described(look, [id_ for one in here for id_ in (one.id, one.like)], None)
    pairs = tuple((lines[one.id], lines[one.like]) for one in here)
    return Repeats(found.id, found.name, pairs, number, pages, len(every))


def _free(work: Work, country: str, typed: str, own: int | None = None) -> str:
    name = " ".join(typed.split())
    if not name:
        raise MessageEmpty
    if len(name) > LONGEST_NAME:
        raise NameTooLong(len(name), LONGEST_NAME)
    if any(one.name == name and one.id != own for one in clusters.clusters_of(work, country)):
        raise ClusterExists(name)
    return name


def _ids(work: Work, person: Person, numbers: Sequence[int]) -> list[int]:
    country = coordinating(person).country
    return recommendations_at(work, country, [str(Reference(country, number)) for number in numbers])


def _add(work: Work, person: Person, cluster_id: int, ids: Sequence[int]) -> int:
    new = clusters.add_members(work, cluster_id, ids)
    _record(work, person, "cluster filled", cluster_id, ids)
    return new


def _record(work: Work, person: Person, event: str, cluster_id: int, ids: Sequence[int] = ()) -> None:
    instance.record_event(
        work,
        event,
        person_id=person.id,
        country=coordinating(person).country,
        subject="clusters",
        subject_id=cluster_id,
        details={"recommendations": list(ids)} if ids else None,
    )

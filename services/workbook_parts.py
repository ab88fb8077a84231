"""Writes one part of what a workbook changes: assignments, dates, statuses, clusters, with their audit events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from db.queries import assignments, classifying, exported, instance, workbook_writes
from db.queries.exported import Held, Standing
from db.work import Work
from domain.contribution import Status
from domain.due import Part
from domain.text import fold
from domain.workbook import NEEDS, Column, Values
from domain.workbook_change import Country, Decision
from services import classify

Item = tuple[Standing, Decision]
_CLASSIFIED = {Column.PRIORITY, *NEEDS}


class Write:
    """What a part writes, in the transaction of `work`."""

    def __init__(self, work: Work, country: str, person_id: int, known: Country) -> None:
        self._work = work
        self._country = country
        self._person_id = person_id
        self._known = known
        self._did: dict[int, Counter[str]] = defaultdict(Counter)

    def all(self, items: Sequence[Item]) -> set[int]:
        """Write every change; return the institutions, by id, that have a recommendation which they had not."""
        self._assign(items)
        self._set_dates([item for item in items if Column.DATE in item[1].changed])
        self._set_statuses([item for item in items if Column.STATUS in item[1].changed])
        self._classify([item for item in items if _CLASSIFIED & set(item[1].changed)])
        self._set_clusters([item for item in items if Column.CLUSTERS in item[1].changed])
        for institution_id, counts in self._did.items():
            self._event("recommendations assigned", "institutions", institution_id, dict(counts))
        return {id_ for id_, counts in self._did.items() if counts["lead"] or counts["associated"]}

    def _assign(self, items: Sequence[Item]) -> None:
        """End what is no longer wanted, then change parts, the old leads first: a recommendation has one at a time."""
        ended, parts, new = [], {Part.ASSOCIATED: list[int](), Part.LEAD: list[int]()}, []
        for there, decision in items:
            wanted = self._parts(decision.wanted, there)
            for one in there.held:
                part = wanted.pop(one.institution_id, None)
                if part is None:
                    ended.append(one.id)
                    self._did[one.institution_id]["ended"] += 1
                elif part is not one.part:
                    parts[part].append(one.id)
                    self._did[one.institution_id][f"now {part.value}"] += 1
            for institution_id, part in wanted.items():
                new.append((there.id, institution_id, part, decision.wanted.due_on))
                self._did[institution_id][part.value] += 1
        workbook_writes.end_assignments(self._work, ended)
        for part, ids in parts.items():
            workbook_writes.set_parts(self._work, ids, part)
        assignments.add_assignments(self._work, new)

    def _parts(self, wanted: Values, there: Standing) -> dict[int, Part]:
        """Who is to have the recommendation, in which part; an archived institution may keep what it has."""
        ids = {fold(one.code): one.institution_id for one in there.held}
        ids |= {code: one.id for code, one in self._known.institutions.items()}
        parts = {ids[fold(code)]: Part.ASSOCIATED for code in wanted.associated}
        return {**parts, ids[fold(wanted.lead)]: Part.LEAD} if wanted.lead else parts

    def _set_dates(self, items: Sequence[Item]) -> None:
        """Give the new date to all that had the old one: a later one that an institution was granted stays."""
        moved: dict[date | None, list[int]] = defaultdict(list)
        for there, decision in items:
            for one in self._moved(there):
                moved[decision.wanted.due_on].append(one.id)
                self._did[one.institution_id]["date changed"] += 1
        for due_on, ids in moved.items():
            assignments.change_due_date(self._work, ids, due_on)

    @staticmethod
    def _moved(there: Standing) -> Iterable[Held]:
        return (one for one in there.held if one.due_on == there.values.due_on)

    def _set_statuses(self, items: Sequence[Item]) -> None:
        chosen: dict[str, list[int]] = defaultdict(list)
        for there, decision in items:
            chosen[decision.wanted.status].append(there.id)
            details = {"from": there.values.status, "to": decision.wanted.status}
            self._event("status set", "recommendations", there.id, details)
        for status, ids in chosen.items():
            workbook_writes.set_statuses(self._work, ids, Status(status))

    def _classify(self, items: Sequence[Item]) -> None:
        for there, decision in items:
            details: dict[str, object] = {}
            for column in sorted(_CLASSIFIED & set(decision.changed)):
                value = decision.wanted.cell(column)
                if column is Column.PRIORITY:
                    classifying.set_priority(self._work, there.id, value or None)
                    details[column.value] = [there.values.priority or None, value or None]
                else:
                    classifying.set_need(self._work, there.id, column.value, needed=bool(value))
                    details[column.value] = bool(value)
            classify.record(self._work, self._person_id, self._country, there.id, details)

    def _set_clusters(self, items: Sequence[Item]) -> None:
        ids = {fold(name): id_ for name, id_ in exported.active_clusters(self._work, self._country).items()}
        into, out = [], []
        for there, decision in items:
            wanted = {self._cluster(ids, name) for name in decision.wanted.clusters}
            into += [(id_, there.id) for id_ in sorted(wanted - set(there.clusters.values()))]
            out += [(id_, there.id) for id_ in there.clusters.values() if id_ not in wanted]
        workbook_writes.put_into_clusters(self._work, into)
        workbook_writes.take_out_of_clusters(self._work, out)
        for event, pairs in (("put into cluster", into), ("taken out of cluster", out)):
            for id_, count in Counter(cluster for cluster, _ in pairs).items():
                self._event(f"recommendations {event}", "clusters", id_, {"recommendations": count})

    def _cluster(self, ids: dict[str, int], name: str) -> int:
        """The id of a cluster, which is added where there is none of this name, in whatever capitals."""
        key = fold(name)
        if key not in ids:
            ids[key] = workbook_writes.add_cluster(self._work, self._country, name)
            self._event("cluster added", "clusters", ids[key], {})
        return ids[key]

    def _event(self, event: str, subject: str, subject_id: int, details: Mapping[str, object]) -> None:
        instance.record_event(
            self._work,
            event,
            person_id=self._person_id,
            country=self._country,
            subject=subject,
            subject_id=subject_id,
            details=dict(details),
        )

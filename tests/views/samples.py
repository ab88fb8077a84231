# ruff: noqa: E501 - one sample on one line
"""A screen for each kind of message: one as people mostly see it, and the same at the largest that can be.

`ORDINARY` and `LARGEST` are by kind; each value is what the kind's `load` would have returned. `kinds_without_sample`
says what is missing. Rendering, and what must hold of it, stand in the tests and in gallery.py.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from itertools import cycle, islice
from typing import Any

from assigning_samples import LARGEST_ASSIGNING, ORDINARY_ASSIGNING
from competence_samples import LARGEST_COMPETENCE, ORDINARY_COMPETENCE
from contribution_samples import LARGEST_CONTRIBUTIONS, ORDINARY_CONTRIBUTIONS
from finding_samples import LARGEST_FINDING, LARGEST_NARROWED, NARROWED, ORDINARY_FINDING
from overview_samples import LARGEST_OVERVIEW, ORDINARY_OVERVIEW, PICTURE_JOBS
from part_samples import LARGEST_PARTS, ORDINARY_PARTS
from people_samples import LARGEST_PEOPLE, ORDINARY_PEOPLE
from plan_samples import LARGEST_PLANS, ORDINARY_PLANS
from review_samples import LARGEST_REVIEWS, ORDINARY_REVIEWS

from domain import errors
from domain.brought import Brought, Changed
from domain.due import Due, Part, Timeliness
from domain.errors import Refusal
from domain.evidence import Evidence, EvidenceKind, EvidenceShown, EvidenceState
from domain.extension import Asked, Asking, Decided, Decision, Granting, Requests, Subject
from domain.finding import FOLLOWED, Results
from domain.job import APPLY, EXPORT, IMPORT, PREVIEW, SHEET, Counts, Failure, FileJob, JobState
from domain.mailing import (
    LONGEST,
    Addressee,
    AssignedNotice,
    EndedNotice,
    InstitutionMessage,
    InstitutionPage,
    Outcome,
    OutOfReach,
    People,
    Preview,
    Reader,
    Received,
    Sent,
)
from domain.record import Kind, Position, RefusedRow, Sdg, State
from domain.reference import Reference
from domain.role import Holding, Role
from domain.round import By, Feeds, Round, Stage
from domain.round import Choice as Which
from domain.round import Counter as Answered
from domain.round_shown import (
    DueList,
    MemberLine,
    Members,
    Offered,
    OwnRound,
    RoundDraft,
    RoundLine,
    RoundList,
    RoundNotice,
    RoundOverview,
)
from domain.shown import (
    Assigned,
    AssignmentList,
    Capacity,
    Card,
    Excerpt,
    Joined,
    Line,
    Menu,
    Offer,
    Page,
    Settings,
)
from domain.workbook import Column
from domain.workbook import Offer as ToExport
from handlers.registry import registry
from views.vocabulary import AFFECTED_PERSONS, GOALS, MECHANISMS, THEMES

SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
LONG_NAME = {"en": f"Ministry of {SPECIALS} " + "and of everything else that a State can do " * 5}
NAMES = {
    "en": "Ministry of Justice",
    "fr": "Ministère de la Justice",
    "pt": "Ministério da Justiça",
    "zh": "司法部",
}
COUNTRY_NAMES = {"en": "Quessania", "fr": "Quessanie", "pt": "Quessânia", "zh": "奎萨尼亚"}
REFERENCE = Reference("QS", 17)
FURTHEST = Reference("QS", 9_999_999)
BIG = 2**53
COMMANDS = tuple((name, command.description) for name, command in registry().menu_commands())
TEXTS = {
    "en": "Reduce prison overcrowding, notably by making greater use of alternatives to detention (Botswana);",
    "fr": "Réduire la surpopulation carcérale, notamment en recourant davantage aux peines de substitution (Botswana) ;",
    "pt": "Reduzir a sobrelotação das prisões, recorrendo mais a alternativas à detenção (Botsuana);",
    "zh": "减少监狱过度拥挤现象，特别是更多采用羁押替代措施(博茨瓦纳)；",
}
LONGEST_TEXT = ("第一条：国家应当采取行动。<b>&amp;</b> 😀 The State party should act. " * 2000)[:60_000]


def taken(values: Any, count: int) -> tuple[Any, ...]:
    """So many of the values, from the beginning again where there are fewer."""
    return tuple(islice(cycle(values), count))


def longest(values: Any, count: int) -> tuple[str, ...]:
    """The longest of the values."""
    return tuple(sorted(values, key=len, reverse=True)[:count])


CAPACITY = Capacity(3, Role.FOCAL_POINT, "QS", COUNTRY_NAMES, NAMES)
LARGEST_CAPACITY = Capacity(BIG, Role.NHRI, "QS", {"en": "X" * 100 + SPECIALS}, LONG_NAME)
AHEAD = Due(date(2026, 12, 4), 12, Timeliness.AHEAD)
OVERDUE = Due(date(2020, 9, 30), -2253, Timeliness.OVERDUE)

CARD = Card(
    reference=REFERENCE, country_names=COUNTRY_NAMES, mechanism="UPR", symbol="A/HRC/43/QSA", session=34, cycle=3,
    published_on=date(2026, 12, 4), paragraph="112.31", kind=Kind.RECOMMENDATION, position=Position.SUPPORTED,
    status="no-information", archived=False, text=f"112.31 {TEXTS['en']}", text_language="en",
    languages=("en", "fr", "pt", "zh"), unofficial=False, themes=("Conditions of detention",),
    affected_persons=("Persons deprived of their liberty & detainees",), sdgs=(Sdg(16), Sdg(16, "16.3")),
    recommending_states=(State("Botswana", "BW"),),
    assigned=(Assigned(NAMES, Part.LEAD, False, AHEAD), Assigned(NAMES, Part.ASSOCIATED, False, None)),
    priority="high", needs=("parliament", "assistance"),
)  # fmt: skip
LARGEST_CARD = Card(
    reference=FURTHEST, country_names={"en": "X" * 100 + SPECIALS},
    mechanism=max(MECHANISMS, key=lambda code: len(MECHANISMS[code])), symbol="A/" * 60, session=99, cycle=9,
    published_on=date(2026, 9, 30), paragraph="1" * 32, kind=Kind.FOLLOW_UP, position=Position.AWAITING_REPLY,
    status="no-information", archived=True, text=LONGEST_TEXT, text_language="fr", languages=("fr",), unofficial=True,
    themes=longest(THEMES, 40), affected_persons=longest(AFFECTED_PERSONS, 40),
    sdgs=tuple(Sdg(goal) for goal in GOALS),
    recommending_states=taken([State("United Kingdom of Great Britain and Northern Ireland", "GB"),
                               State("A State that nobody knows by this name " * 4)], 12),
    assigned=taken([Assigned(LONG_NAME, Part.LEAD, False, OVERDUE), Assigned(LONG_NAME, Part.ASSOCIATED, True, OVERDUE)],
                   10),
    priority="medium", needs=("parliament", "assistance"),
)  # fmt: skip
LABEL_CARD = {**{f.name: getattr(LARGEST_CARD, f.name) for f in fields(Card)},
              "themes": tuple(f"{number} {SPECIALS} ".ljust(300, "x") for number in range(40)),
              "affected_persons": tuple(f"{number} ".ljust(300, "y") for number in range(40))}  # fmt: skip
LONG_LABELS = Card(**LABEL_CARD)
SHORT_NOTHING = Card(
    reference=REFERENCE, country_names={}, mechanism="Other body", symbol=None, session=None, cycle=None,
    published_on=None, paragraph=None, kind=Kind.CONCERN, position=None, status="of a later version", archived=False,
    text="", text_language=None, languages=(), unofficial=False, themes=(), affected_persons=(), sdgs=(),
    recommending_states=(), assigned=(),
)  # fmt: skip


def line(number: int, due: Due | None = None) -> Line:
    """A line of a list."""
    excerpt = Excerpt(TEXTS["fr" if number % 2 else "en"], "fr" if number % 2 else "en")
    part = Part.ASSOCIATED if number % 2 else Part.LEAD
    return Line(Reference("QS", number), excerpt, "UPR", "112.31", Position.SUPPORTED, due, due and part, None)


LARGEST_LINE = Line(
    FURTHEST, Excerpt(LONGEST_TEXT[:400], "fr"), "X" * 40, "1" * 32, Position.AWAITING_REPLY, OVERDUE, Part.ASSOCIATED,
    LONG_NAME,
)  # fmt: skip
EMOJI_LINE = Line(Reference("QS", 2), Excerpt("😀" * 400, "fr"), max(MECHANISMS), None, None, None, None, None)
DUES = (OVERDUE, Due(date(2026, 11, 22), 0, Timeliness.TODAY), AHEAD, Due(None, 0, Timeliness.NO_DATE),
        Due(date(2026, 11, 1), -21, Timeliness.PASSED))  # fmt: skip
PAGE = Page(tuple(line(number, due) for number, due in enumerate(DUES, 1)), 2, 9, 41)
FOUND = Page(tuple(line(number) for number in range(1, 6)), 1, 9, 41)
LARGEST_PAGE = Page(
    tuple(Line(Reference("QS", 9_999_990 + n), *[getattr(LARGEST_LINE, f.name) for f in fields(Line)[1:]]) for n in range(5)),
    99_999, 100_000, 499_999,
)  # fmt: skip
EMPTY = Page((), 1, 1, 0)
ASSIGNMENTS = AssignmentList(PAGE, NAMES, "QS", COUNTRY_NAMES, 3)
MECHANISM = {
    "en": "The Interministerial Committee for Human Rights",
    "fr": "Le Comité interministériel des droits de l’homme",
    "pt": "A Comissão Interministerial para os Direitos Humanos",
    "zh": "人权事务部际委员会",
}
LETTER = InstitutionMessage(
    MECHANISM, "QS", COUNTRY_NAMES, NAMES, False, "Please send your contributions on prisons by Friday.\n\nThank you."
)
TO_A_BODY = InstitutionMessage(
    {}, "CV", {}, {"en": "Supreme Court"}, True, "The draft report is ready for your comments."
)
LARGEST_LETTER = InstitutionMessage(
    LONG_NAME, "QS", {"en": "X" * 100 + SPECIALS}, LONG_NAME, True, (SPECIALS + "&<>" * LONGEST)[: LONGEST - 10]
)
EMOJI_LETTER = InstitutionMessage(LONG_NAME, "QS", {"en": "😀" * 300}, LONG_NAME, True, "😀" * (LONGEST // 2))
READER, OTHER_ROLE = Reader(CAPACITY, acts_so=True), Reader(CAPACITY, acts_so=False)
INSTITUTIONS = tuple((number, NAMES) for number in range(1, 6))

REFUSED = tuple(RefusedRow(number, errors.PositionUnknown("Perhaps")) for number in range(2, 12))
COUNTS = Counts(120, 4, 80, 12, 14, 3)


def file_job(state: JobState, kind: str = PREVIEW, **values: Any) -> FileJob:
    """A file of the coordinator's as it stands."""
    return FileJob(7, kind, state, "Export UPR 2026.xlsx", "QS", COUNTRY_NAMES, **values)


READ = {"format": "uhri", "language": "fr"}
FILE_JOBS = (
    file_job(JobState.PLANNED),
    file_job(JobState.PLANNED, waits=True),
    file_job(JobState.RUNNING, done=500, total=12_000),
    file_job(JobState.RUNNING, IMPORT, done=500, total=12_000),
    file_job(JobState.RUNNING, IMPORT, is_stopping=True),
    file_job(JobState.CANCELLED),
    file_job(JobState.CANCELLED, IMPORT, done=500, total=12_000, attempts=1),
    *(file_job(JobState.FAILED, failure=failure.value) for failure in Failure if failure is not Failure.REFUSED),
    file_job(JobState.FAILED, IMPORT, done=500, total=12_000, failure=Failure.TOO_LONG, attempts=1),
    file_job(JobState.FAILED, failure=Failure.REFUSED, refusal=errors.FormatUnknown(("Name", "Telephone"))),
    file_job(JobState.DONE, **READ, counts=COUNTS, refused=REFUSED),
    file_job(JobState.DONE, **READ, counts=Counts(unchanged=80)),
    file_job(JobState.DONE, **READ, counts=Counts(elsewhere=9)),
    file_job(JobState.DONE, **READ, counts=Counts(refused=1), refused=REFUSED[:1]),
    file_job(JobState.DONE, format="uhri"),
    file_job(JobState.DONE, IMPORT, format="upr-info", language="en", counts=COUNTS, refused=REFUSED, attempts=2),
    file_job(JobState.DONE, IMPORT, **READ, counts=Counts(added=120)),
)
BROUGHT = Brought("", 250, {Column.LEAD: 12, Column.ASSOCIATED: 30, Column.DATE: 4, Column.CLUSTERS: 7, Column.STATUS: 3}, (
    Changed("QS-0017", Column.LEAD, "MJ", "MI"), Changed("QS-0017", Column.DATE, "", "2026-12-04"),
    Changed("QS-0018", Column.STATUS, "no-information", "in-progress")), 3, REFUSED, checked=False, told=40)  # fmt: skip
TRANSLATED = Brought("fr", 12, {Column.TRANSLATION: 12}, (Changed("QS-0017", Column.TRANSLATION, "", TEXTS["fr"]),))
WORKBOOK_JOBS = (
    file_job(JobState.PLANNED, EXPORT, waits=True),
    file_job(JobState.RUNNING, EXPORT, done=100, total=250),
    file_job(JobState.RUNNING, EXPORT, is_stopping=True),
    file_job(JobState.CANCELLED, EXPORT),
    file_job(JobState.DONE, EXPORT, total=250, made=(date(2026, 11, 23), "14:05")),
    file_job(JobState.PLANNED, SHEET, waits=True),
    *(file_job(state, SHEET) for state in (JobState.RUNNING, JobState.CANCELLED, JobState.DONE)),
    *(file_job(JobState.FAILED, kind, failure=failure.value) for failure in Failure if failure is not Failure.REFUSED
      for kind in (EXPORT, APPLY, SHEET)),
    file_job(JobState.RUNNING, APPLY, done=100, total=250),
    file_job(JobState.CANCELLED, APPLY),
    *(file_job(JobState.DONE, kind, brought=one) for kind in (PREVIEW, APPLY)
      for one in (BROUGHT, TRANSLATED, Brought(refused=1, reasons=REFUSED[:1]))),
)  # fmt: skip
LARGEST_FILE_JOBS = tuple(
    FileJob(
        BIG,
        kind,
        JobState.DONE,
        "😀" * 120,
        "QS",
        {"en": "X" * 100 + SPECIALS},
        format="x" * 40,
        language="fr",
        counts=Counts(*[10**9] * 6),
        attempts=2,
        refused=tuple(RefusedRow(10**6, errors.PositionUnknown(text)) for _ in range(10)),
    )
    for kind in (PREVIEW, IMPORT)
    for text in ("😀" * 300, SPECIALS * 8)
)
LARGEST_FILE_JOBS += (
    FileJob(
        BIG,
        IMPORT,
        JobState.FAILED,
        SPECIALS,
        "QS",
        {},
        done=10**9,
        total=10**9,
        failure=Failure.REFUSED,
        attempts=1,
        refusal=errors.FormatUnknown(tuple(f"{n} {SPECIALS}" for n in range(8))),
    ),
    FileJob(BIG, IMPORT, JobState.RUNNING, SPECIALS, "QS", {}, done=10**9, total=10**9),
)
LARGEST_FILE_JOBS += tuple(
    FileJob(BIG, kind, JobState.DONE, "😀" * 120, "QS", {}, brought=Brought(
        "fr", 10**9, dict.fromkeys(Column, 10**9), (Changed("QS-9999999", Column.STATES, text * 20, text * 20),) * 10, 10**9,
        (RefusedRow(10**6, errors.ChangedMeanwhile(Column.ASSOCIATED, text * 20, text * 20)),) * 10, checked=False, told=10**9))
    for kind in (PREVIEW, APPLY) for text in ("😀" * 10, SPECIALS)
)  # fmt: skip
COORDINATES = Holding(1, Role.COORDINATOR, "QS", None, datetime(2026, 1, 1, tzinfo=UTC))

ROUND = Round(9, "QS", Feeds.MID_TERM, "", date(2026, 11, 2), date(2026, 12, 4), clearance=True)
LARGEST_ROUND = Round(BIG, "QS", Feeds.OTHER, SPECIALS.ljust(120, "W"), date(2026, 9, 30), date(2026, 9, 30), True)
MANY = Answered(10**9, 10**9 * 2)
ROUND_LINE = RoundLine(ROUND, Stage.OPEN, AHEAD, Answered(7, 12))
LARGEST_ROUND_LINE = RoundLine(LARGEST_ROUND, Stage.OPEN, OVERDUE, MANY)
MEMBERS = (MemberLine(NAMES, False, Answered(7, 12), None, True, True),
           MemberLine(NAMES, True, Answered(0, 3), None, False, True),
           MemberLine(NAMES, False, Answered(0, 3), date(2026, 12, 4), False, False))  # fmt: skip
DRAFT = RoundDraft(7, Feeds.MID_TERM, "", Which(By.MECHANISM, "3:4"), ("UPR", 4), ROUND.opens_on, ROUND.closes_on,
                   True, 250, 40, 3, (NAMES,) * 2, False)  # fmt: skip
LARGEST_DRAFT = RoundDraft(BIG, Feeds.OTHER, "😀" * 120, Which(By.WORDS, "😀" * 200), None, ROUND.opens_on, ROUND.closes_on,
                           False, 10**9, 10**9, 10**9, (LONG_NAME,) * 90, True)  # fmt: skip
OWN_ROUND = OwnRound(ROUND_LINE, NAMES, False, False, True, FOUND.lines, 1, 3)
SUBJECT = Subject(4, date(2026, 12, 4), assignment_id=5, reference=REFERENCE)
IN_ROUND = Subject(4, date(2026, 12, 4), member_id=5, round=ROUND)
WHY = "The audit of the prisons ends in January; its figures are needed."
ASKED = Asked(6, NAMES, SUBJECT, AHEAD, date(2027, 1, 31), WHY, Decision.ASKED)
REFUSED_DATE = Asked(6, NAMES, IN_ROUND, AHEAD, date(2027, 1, 31), WHY, Decision.REFUSED, None, "The report is due.")
GRANTED_DATE = Asked(6, NAMES, SUBJECT, AHEAD, date(2027, 1, 31), WHY, Decision.GRANTED, date(2027, 1, 15))
LARGEST_SUBJECT = Subject(BIG, date(2026, 9, 30), member_id=BIG, round=LARGEST_ROUND)
LARGEST_ASKED = tuple(Asked(BIG, LONG_NAME, LARGEST_SUBJECT, OVERDUE, date(2026, 9, 30), "😀" * 750, decision,
                            date(2026, 9, 29), "&<>" * 500) for decision in Decision)  # fmt: skip


def refusals() -> tuple[Refusal, ...]:
    """One of each class of refusal, with values that show; of those that say two things, both."""
    made: list[Refusal] = []
    for kind in refusal_classes():
        values = {field.name: _value(field.name, str(field.type)) for field in fields(kind)}
        made.append(kind(**values))
    return (*made, errors.InvitationUsed(by_same=False), errors.TimezoneUnknown("Atlantis"), errors.FormatUnknown(()))


def refusal_classes(kind: type[Refusal] = Refusal) -> tuple[type[Refusal], ...]:
    """The classes below the base, found by walking the tree."""
    found = [below for child in kind.__subclasses__() for below in (child, *refusal_classes(child))]
    return tuple(
        child for child in dict.fromkeys(found) if child.__module__.startswith(("domain", "services", "formats"))
    )


def _value(name: str, kind: str) -> Any:
    if kind == "date":
        return date(2026, 12, 4)
    if kind == "int":
        return 1234
    if kind == "bool":
        return True
    if name == "role":
        return Role.FOCAL_POINT.value
    return (f"{name} one", f"{name} two") if kind.startswith("tuple") else f"the {name}"


PIECES = EvidenceShown(
    7,
    Reference("QS", 4),
    (
        Evidence(
            1, 7, EvidenceKind.PHOTO, EvidenceState.STORED, "photo-3.jpg", "", 81_234, "image/jpeg", "ab", True, 1
        ),
        Evidence(
            2, 7, EvidenceKind.LINK, EvidenceState.STORED, "https://example.org/law", "", None, None, None, False, 1
        ),
        Evidence(3, 7, EvidenceKind.VOICE, EvidenceState.PLANNED, "voice-4.ogg", "", None, None, None, False, 1),
    ),
    1,
    writes=True,
    publishes=True,
)
NO_PIECES = EvidenceShown(7, Reference("QS", 4), (), 1, writes=False, publishes=False)
MANY_PIECES = EvidenceShown(
    BIG,
    Reference("QS", 2**31),
    tuple(
        Evidence(
            BIG,
            BIG,
            EvidenceKind.DOCUMENT,
            EvidenceState.STORED,
            SPECIALS.ljust(2000, "x"),
            "",
            2**31,
            "x",
            "ab",
            True,
            1,
        )
        for _ in range(20)
    ),
    4,
    writes=True,
    publishes=True,
)

ORDINARY: dict[str, tuple[Any, ...]] = {
    **ORDINARY_CONTRIBUTIONS,
    **ORDINARY_REVIEWS,
    **ORDINARY_PEOPLE,
    **ORDINARY_COMPETENCE,
    **ORDINARY_ASSIGNING,
    **ORDINARY_PARTS,
    **ORDINARY_FINDING,
    **ORDINARY_OVERVIEW,
    **ORDINARY_PLANS,
    "welcome": ("the National Human Rights Commission", ""),
    "offer": (Offer(CAPACITY, date(2026, 12, 4)), Offer(Capacity(1, Role.NHRI, "CV", {}, NAMES), date(2026, 12, 4))),
    "joined": (Joined(CAPACITY, 12), Joined(Capacity(1, Role.NHRI, "CV", {}, NAMES), 1),
               Joined(Capacity(1, Role.UN, "CV", {}, None), 0),
               Joined(Capacity(1, Role.COLLEAGUE, "CV", {}, NAMES, "Prison Statistics"), 0),
               Joined(Capacity(1, Role.COORDINATOR, "CV", {}, None), 0)),
    "declined": (None,),
    "menu": (Menu(CAPACITY, (Capacity(4, Role.COORDINATOR, "CV", {}, None),), COMMANDS), Menu(None, (), COMMANDS)),
    "help": (Menu(CAPACITY, (), COMMANDS),),
    "left": (None,),
    "nothing to leave": (None,),
    "refused": refusals(),
    "notice": ("This button is no longer valid.",),
    "apology": ("7KQ2MX",),
    "not understood": (None,),
    "edited": (None,),
    "dialog gone": (None,),
    "settings": (Settings("pt", True, "Africa/Maputo", True, "14:05"), Settings("en", False, "UTC", False, "14:05")),
    "languages": (None,),
    "ask timezone": (None,),
    "mine": (ASSIGNMENTS, AssignmentList(EMPTY, NAMES, "QS", COUNTRY_NAMES, 0)),
    "due": (DueList((ROUND_LINE, *PAGE.lines[:4]), 2, 9, 41, NAMES, "QS", COUNTRY_NAMES, 3),
            DueList((), 1, 1, 0, NAMES, "QS", COUNTRY_NAMES, 0)),
    "ask words": (None,),
    "find": (Results(7, "prison", FOUND, True, NARROWED), Results(7, "xylophone", EMPTY, False, ()),
             Results(7, "", FOUND, False, NARROWED[:1], ("cluster", "overdue"))),
    "card": (CARD, SHORT_NOTHING),
    "text": ((CARD, 1),),
    "copy": ((CARD, 1), (SHORT_NOTHING, 1)),
    "institutions": (
        InstitutionPage(7, "", INSTITUTIONS, 2, 9), InstitutionPage(7, "justice", INSTITUTIONS[:2], 1, 1),
        InstitutionPage(7, "xylophone", (), 1, 1), InstitutionPage(7, "", (), 1, 1),
    ),
    "ask message": (
        Addressee(4, NAMES, False, People(3, 1)), Addressee(4, NAMES, True, People(1, 0)),
        Addressee(4, NAMES, False, People(2, 2)), Addressee(4, NAMES, False, People(0, 0)),
    ),
    "preview to institution": (Preview(7, LETTER, People(3, 1)), Preview(7, TO_A_BODY, People(1, 0))),
    "sent to institution": (
        Sent(5, NAMES, Outcome(1, 1, 1, 1, 1, 1), "14:05"), Sent(5, NAMES, Outcome(sent=2), "14:05"),
        Sent(5, NAMES, Outcome(on_the_way=2), "14:05"), Sent(5, NAMES, Outcome(), "14:05"),
    ),
    "message to institution": (Received(LETTER, READER), Received(TO_A_BODY, OTHER_ROLE)),
    "assigned": (
        AssignedNotice(READER, False, 12, AHEAD, True), AssignedNotice(READER, False, 1, DUES[3], False),
        AssignedNotice(OTHER_ROLE, False, 12, AHEAD, False), AssignedNotice(READER, True, 12, DUES[4], True),
    ),
    "assignments ended": (EndedNotice(READER, False, NAMES, (Reference("QS", 4),)),
                          EndedNotice(OTHER_ROLE, True, NAMES, tuple(Reference("QS", one) for one in range(1, 13)))),
    "institution unreachable": (OutOfReach(NAMES, "QS", COUNTRY_NAMES),),
    "how to import": (COORDINATES,),
    "which day": (((date(2026, 4, 3), date(2026, 3, 4)), "newround:day"),),
    "rounds": (RoundList((ROUND_LINE, RoundLine(ROUND, Stage.PLANNED, AHEAD, Answered())), 1, 3, "QS", COUNTRY_NAMES, None, 2),
               RoundList((), 1, 1, "QS", COUNTRY_NAMES, None, 0)),
    "round": (RoundOverview(ROUND_LINE, 40, 3, 12, 30, 2),
              RoundOverview(RoundLine(ROUND, Stage.ENDED, DUES[4], Answered(12, 12)), 0, 1, 0, 0, 0)),
    "round institutions": (Members(ROUND, MEMBERS, 1, 9),),
    "ask round end": (ROUND_LINE,),
    "ask round date": (ROUND_LINE,),
    "own rounds": (RoundList((ROUND_LINE,), 1, 1, "QS", COUNTRY_NAMES, NAMES), RoundList((), 1, 1, "QS", {}, NAMES)),
    "own round": (OWN_ROUND, OwnRound(ROUND_LINE, NAMES, True, True, True, FOUND.lines[:2], 1, 1),
                  OwnRound(RoundLine(ROUND, Stage.OPEN, DUES[4], Answered(12, 12)), NAMES, False, True, False, (), 1, 1)),
    "round opened": (RoundNotice(READER, MECHANISM, NAMES, False, ROUND, AHEAD, Answered(0, 12)),
                     RoundNotice(OTHER_ROLE, {}, NAMES, True, ROUND, AHEAD, Answered(0, 1))),
    "round moved": (RoundNotice(READER, MECHANISM, NAMES, False, ROUND, AHEAD, Answered(7, 12)),
                    RoundNotice(READER, MECHANISM, NAMES, True, ROUND, AHEAD, Answered(0, 2))),
    "round ended": (RoundNotice(READER, MECHANISM, NAMES, False, ROUND, AHEAD, Answered(7, 12)),
                    RoundNotice(OTHER_ROLE, MECHANISM, NAMES, True, ROUND, AHEAD, Answered(0, 2))),
    "ask round move": ((ROUND_LINE, date(2026, 12, 31)),),
    "ask round feeds": (None,),
    "ask round name": (None,),
    "ask round choice": (None,),
    "ask round words": (None,),
    "round choices": (Offered("mechanism", (("3:4", "UPR", 4, 120), ("5", "CAT", None, 12)), 1, 3),
                      Offered("cluster", (("3", "Prisons", None, 4),), 1, 1), Offered("cluster", (), 1, 1)),
    "ask round opening": (None,),
    "ask round closing": (date(2026, 12, 4),),
    "round preview": (DRAFT, RoundDraft(7, Feeds.OTHER, "Prisons", Which(By.ASSIGNED), None, ROUND.opens_on,
                                        ROUND.closes_on, False, 0, 0, 0, (), True)),
    "ask later day": (Asking(7, SUBJECT, AHEAD), Asking(7, IN_ROUND, OVERDUE)),
    "ask reason": (Asking(7, SUBJECT, AHEAD, date(2027, 1, 31)),),
    "date preview": (Asking(7, IN_ROUND, AHEAD, date(2027, 1, 31), WHY),),
    "date asked for": (Asking(7, SUBJECT, AHEAD, date(2027, 1, 31), WHY),),
    "date decided": (Decided(READER, GRANTED_DATE), Decided(OTHER_ROLE, REFUSED_DATE)),
    "date requests": (Requests((ASKED, REFUSED_DATE), 1, 3, 12), Requests((), 1, 1, 0)),
    "date request": (ASKED, REFUSED_DATE, GRANTED_DATE),
    "ask other day": (ASKED,),
    "ask answer": (ASKED,),
    "granting": (Granting(ASKED, date(2027, 1, 15)),),
    "refusal preview": ((7, ASKED, "The report is due."),),
    "date asked": (ASKED,),
    "evidence": (PIECES, NO_PIECES),
    "evidence received": (PIECES,),
    "evidence link": (PIECES.pieces[1],),
    "evidence refused": ((PIECES, errors.FileNotTaken("holiday.jpg")), (PIECES, errors.FileWithMacros("plan.docx"))),
    "job": (*FILE_JOBS, *WORKBOOK_JOBS, *PICTURE_JOBS),
    "export": (ToExport(250, (("fr", 12), ("zh", 250))), ToExport(250, ()), ToExport(0, ())),
    "ask text language": (file_job(JobState.DONE, **READ), file_job(JobState.DONE, format="uhri")),
}  # fmt: skip

LARGEST: dict[str, tuple[Any, ...]] = {
    **ORDINARY,
    **LARGEST_CONTRIBUTIONS,
    **LARGEST_REVIEWS,
    **LARGEST_PEOPLE,
    **LARGEST_COMPETENCE,
    **LARGEST_ASSIGNING,
    **LARGEST_PARTS,
    **LARGEST_FINDING,
    **LARGEST_OVERVIEW,
    **LARGEST_PLANS,
    "welcome": (SPECIALS + "X" * 500,),
    "offer": (Offer(LARGEST_CAPACITY, date(2026, 9, 30)),),
    "joined": (Joined(LARGEST_CAPACITY, 10**9),),
    "menu": (Menu(LARGEST_CAPACITY, taken([LARGEST_CAPACITY], 40), COMMANDS),),
    "help": (Menu(LARGEST_CAPACITY, (), COMMANDS),),
    "refused": tuple(
        type(one)(**{f.name: _longest(getattr(one, f.name)) if f.name != "role" else Role.NHRI.value for f in fields(one)})
        for _longest in (lambda value: f"{SPECIALS}{'x' * 4096}" if isinstance(value, str) else value,
                         lambda value: "😀" * 2048 if isinstance(value, str) else value)
        for one in refusals()
    ),
    "notice": ("x" * 200,),
    "settings": (Settings("pt", True, "America/" + "X" * 56, False, "14:05"),),
    "mine": (AssignmentList(LARGEST_PAGE, LONG_NAME, "QS", {"en": "X" * 100 + SPECIALS}, 10**9),),
    "due": (DueList(LARGEST_PAGE.lines, 99_999, 100_000, 499_999, LONG_NAME, "QS", {"en": "X" * 100 + SPECIALS}, 10**9),
            DueList((LARGEST_ROUND_LINE,) * 5, 99_999, 100_000, 499_999, LONG_NAME, "QS", LONG_NAME, 10**9)),
    "find": (Results(BIG, "😀" * 200, LARGEST_PAGE, True, LARGEST_NARROWED, FOLLOWED),
             Results(BIG, SPECIALS, Page((EMOJI_LINE,) * 5, 1, 1, 5), True, LARGEST_NARROWED)),
    "card": (LARGEST_CARD, LONG_LABELS),
    "institutions": (InstitutionPage(BIG, "😀" * 100, ((BIG, LONG_NAME),) * 5, 50_000, 100_000),
                     InstitutionPage(BIG, SPECIALS, (), 1, 1)),
    "ask message": tuple(Addressee(BIG, LONG_NAME, True, people) for people in (People(10**9, 10**8), People(2, 2))),
    "preview to institution": tuple(Preview(BIG, one, People(10**9, 10**8)) for one in (LARGEST_LETTER, EMOJI_LETTER)),
    "sent to institution": (Sent(BIG, LONG_NAME, Outcome(*[10**9] * 6), "14:05"),),
    "message to institution": tuple(Received(one, Reader(LARGEST_CAPACITY, acts_so=False))
                                    for one in (LARGEST_LETTER, EMOJI_LETTER)),
    "assigned": tuple(AssignedNotice(Reader(LARGEST_CAPACITY, acts_so=acts), independent, 10**9, OVERDUE, False, BIG,
                                     "&<>" * 500, 10**9) for independent in (True, False) for acts in (True, False)),
    "assignments ended": tuple(EndedNotice(Reader(LARGEST_CAPACITY, acts_so=acts), independent, LONG_NAME,
                                           (Reference("QS", 2**31),) * 500)
                               for independent in (True, False) for acts in (True, False)),
    "institution unreachable": (OutOfReach(LONG_NAME, "QS", {"en": "X" * 100 + SPECIALS}),),
    "rounds": (RoundList((LARGEST_ROUND_LINE,) * 5, 50_000, 100_000, "QS", LONG_NAME, None, 10**9),),
    "round": (RoundOverview(LARGEST_ROUND_LINE, *[10**9] * 5),),
    "round institutions": (Members(LARGEST_ROUND, (MemberLine(LONG_NAME, True, MANY, date(2026, 9, 30), False, False),) * 5,
                                   50_000, 100_000),),
    "ask round end": (LARGEST_ROUND_LINE,),
    "ask round date": (LARGEST_ROUND_LINE,),
    "ask round move": ((LARGEST_ROUND_LINE, date(2026, 9, 30)),),
    "own rounds": (RoundList((LARGEST_ROUND_LINE,) * 5, 50_000, 100_000, "QS", LONG_NAME, LONG_NAME),),
    "own round": (OwnRound(LARGEST_ROUND_LINE, LONG_NAME, False, False, True, LARGEST_PAGE.lines, 50_000, 100_000),),
    **{kind: tuple(RoundNotice(Reader(LARGEST_CAPACITY, acts_so=acts), LONG_NAME, LONG_NAME, independent, LARGEST_ROUND,
                               OVERDUE, MANY) for acts in (True, False) for independent in (True, False))
       for kind in ("round opened", "round moved", "round ended")},
    "round choices": (Offered("cluster", ((str(BIG), SPECIALS.ljust(120, "x"), None, 10**9),) * 8, 50_000, 100_000),
                      Offered("mechanism", ((f"{BIG}:99", "X" * 120, 99, 10**9),) * 8, 50_000, 100_000)),
    "round preview": (LARGEST_DRAFT,),
    **{kind: (Asking(BIG, LARGEST_SUBJECT, OVERDUE, date(2026, 9, 30), "😀" * 750),)
       for kind in ("ask later day", "ask reason", "date preview", "date asked for")},
    "date decided": tuple(Decided(Reader(LARGEST_CAPACITY, acts_so=False), one) for one in LARGEST_ASKED),
    "date requests": (Requests(taken(LARGEST_ASKED, 5), 50_000, 100_000, 10**9),),
    **dict.fromkeys(("date request", "ask other day", "ask answer", "date asked"), LARGEST_ASKED),
    "granting": tuple(Granting(one, date(2026, 9, 29)) for one in LARGEST_ASKED),
    "refusal preview": tuple((BIG, one, "😀" * 1500) for one in LARGEST_ASKED),
    **dict.fromkeys(("evidence", "evidence received"), (MANY_PIECES,)),
    "evidence link": (MANY_PIECES.pieces[0],),
    "evidence refused": ((MANY_PIECES, errors.FileNotTaken(SPECIALS.ljust(120, "x"))),),
    "job": LARGEST_FILE_JOBS,
    "export": (ToExport(10**9, tuple((code, 10**9) for code in ("en", "fr", "pt", "zh"))),),
    "ask text language": LARGEST_FILE_JOBS,
    "text": tuple((LARGEST_CARD, page) for page in (1, 2, 30, 10**9)),
    "copy": tuple((LARGEST_CARD, page) for page in (1, 2, 30, 10**9)),
}  # fmt: skip


def kinds_without_sample() -> set[str]:
    """Kinds of message of the registry that have no sample."""
    return set(registry().kinds) - set(ORDINARY)

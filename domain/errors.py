"""The one error base and every refusal of a rule, as data. Wording stands in views/refusals.py, never here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass
class Refusal(Exception):
    """A rule said no. Subclasses carry the values that the answer needs, and nothing else."""


# --- a row of a file ---------------------------------------------------------------------------------


@dataclass
class TextMissing(Refusal):
    """The row has no text."""


@dataclass
class CountryMissing(Refusal):
    """The row names no country concerned."""


@dataclass
class CountryUnknown(Refusal):
    """The row names a country that is neither a State's name nor an ISO 3166 alpha-2 code."""

    name: str


@dataclass
class DateUnreadable(Refusal):
    """The publication date is neither an ISO date nor a spreadsheet's serial number."""

    value: str


@dataclass
class PositionUnknown(Refusal):
    """The position is none of Supported, Noted, Supported/Noted."""

    value: str


@dataclass
class MechanismMissing(Refusal):
    """The row names no recommending body."""


@dataclass
class SdgUnknown(Refusal):
    """The value is neither a goal nor a target of the Sustainable Development Goals."""

    value: str


@dataclass
class SessionUnreadable(Refusal):
    """The UPR session is not a whole number."""

    value: str


@dataclass
class TextTooLong(Refusal):
    """The text is longer than any paragraph of a UN document: two cells or a whole report in one."""

    length: int
    limit: int


@dataclass
class TextDiffers(Refusal):
    """A record without OHCHR id stands in the place of `reference`, with another text."""

    reference: str


@dataclass
class Resembles(Refusal):
    """A record that is new by its identity says what recommendations there say, in other words or of other States."""

    references: tuple[str, ...]


@dataclass
class SeveralTexts(Refusal):
    """The same record stood in an earlier row of the file, and says something else there."""

    row: int


# --- a file ------------------------------------------------------------------------------------------


@dataclass
class FileUnreadable(Refusal):
    """The file is not there, may not be read, is damaged, or is none of the supported kinds."""

    name: str


@dataclass
class FileEmpty(Refusal):
    """The file has no row below its header."""

    name: str


@dataclass
class ColumnsMissing(Refusal):
    """The header lacks columns without which no row can be read. `missing`: their names."""

    missing: tuple[str, ...]


@dataclass
class FormatUnknown(Refusal):
    """No supported format has such a header. `found`: the header's first cells."""

    found: tuple[str, ...]


# --- set-up ------------------------------------------------------------------------------------------


@dataclass
class CountryNotSetUp(Refusal):
    """No country of this code is in the database."""

    code: str


@dataclass
class CountryCodeMalformed(Refusal):
    """Not two Latin letters as in ISO 3166 alpha-2."""

    code: str


@dataclass
class CountryExists(Refusal):
    """The country is set up already."""

    code: str


@dataclass
class InstitutionNotFound(Refusal):
    """The country has no institution of this code. `known`: the codes it has."""

    code: str
    known: tuple[str, ...] = ()


@dataclass
class InstitutionExists(Refusal):
    """The country has an institution of this code already."""

    code: str


@dataclass
class InstitutionCodeMalformed(Refusal):
    """Not 1 to 16 Latin letters, digits, hyphens or underscores."""

    code: str


@dataclass
class InstitutionUnnamed(Refusal):
    """The institution has a name in none of the languages."""


@dataclass
class LanguageNotSpoken(Refusal):
    """Suivi does not speak this language."""

    language: str


@dataclass
class TimezoneUnknown(Refusal):
    """The IANA time zone database has no zone of this name. `near`: names that look alike."""

    name: str
    near: tuple[str, ...] = ()


@dataclass
class InstitutionNeeded(Refusal):
    """The role exists only in an institution."""

    role: str


@dataclass
class InstitutionNotAllowed(Refusal):
    """The role belongs to the country, not to one institution."""

    role: str


@dataclass
class RoleOfOtherKind(Refusal):
    """The role does not exist in an institution of this kind."""

    role: str
    institution: str


@dataclass
class PlaceNotFound(Refusal):
    """The country has no recommendation at this document symbol and paragraph."""

    place: str


@dataclass
class NothingSelected(Refusal):
    """No recommendation matches what was asked for."""


# --- invitations -------------------------------------------------------------------------------------


@dataclass
class InvitationUnknown(Refusal):
    """No invitation has this code, or it was withdrawn."""


@dataclass
class InvitationUsed(Refusal):
    """The invitation has been accepted. `by_same`: by the person who asks now."""

    by_same: bool


@dataclass
class InvitationExpired(Refusal):
    """The invitation was not accepted in time."""

    on: date


@dataclass
class RoleAlreadyHeld(Refusal):
    """The person holds just this role already."""


# --- in the chat -------------------------------------------------------------------------------------


@dataclass
class NoInstitution(Refusal):
    """The person acts for no institution, so there is no list of its recommendations."""


@dataclass
class NotFound(Refusal):
    """No recommendation that this person may see has this number."""


@dataclass
class NotCoordinator(Refusal):
    """Only a coordinator may do this, while acting as one."""


@dataclass
class NoSuchInstitution(Refusal):
    """The country that the person coordinates has no such institution, or has archived it."""


@dataclass
class NotInThisRole(Refusal):
    """The person acts for the institution or country, but in a role that may not do this."""


@dataclass
class NotAssigned(Refusal):
    """The institution has not (or no longer) been assigned the recommendation."""


@dataclass
class IndependentNeverLeads(Refusal):
    """An independent body is invited beside the lead institution, and never leads."""


@dataclass
class NothingToChange(Refusal):
    """What was ordered is so already."""


@dataclass
class AlreadyContested(Refusal):
    """The institution has said already that the recommendation is not within its competence; it waits for an answer."""


@dataclass
class NotToBeNamed(Refusal):
    """The institution named as competent is the person's own, has been archived, or is not there."""


@dataclass
class ContestDecided(Refusal):
    """There is no such question of competence (any more) that waits for the coordinator."""


@dataclass
class ClusterNotThere(Refusal):
    """The country has no such cluster, or has archived it."""


@dataclass
class ClusterExists(Refusal):
    """The country has a cluster of this name already."""

    name: str


@dataclass
class ContributionMovedOn(Refusal):
    """What was pressed does not fit the state that the contribution is in by now. `state`: domain.contribution."""

    state: str


@dataclass
class OwnContribution(Refusal):
    """Nobody clears or approves what they have written or submitted themselves."""


@dataclass
class OnlyLeadPublished(Refusal):
    """The country's answer is the lead institution's contribution: a supporting one's is approved, and used in it."""


@dataclass
class InstitutionWrites(Refusal):
    """The institution has begun to answer itself: what came on paper does not take the place of its draft."""


@dataclass
class SubmissionIncomplete(Refusal):
    """The contribution cannot be submitted yet. `missing`: "status" or "measures"."""

    missing: str


@dataclass
class PartTooLong(Refusal):
    """A part of a contribution would be longer than is stored. `limit`: in characters."""

    limit: int


@dataclass
class DateNotUnderstood(Refusal):
    """No day was found in what was typed, or there is no such day."""

    text: str


@dataclass
class DateInThePast(Refusal):
    """A day is needed that has not passed yet."""

    on: date


@dataclass
class NoSuchRound(Refusal):
    """There is no such collection round, or none that this person has anything to do with."""


@dataclass
class RoundEnded(Refusal):
    """The collection round has been ended, so that nothing in it can be changed any more."""


@dataclass
class ClosesBeforeOpening(Refusal):
    """A round's closing date lies before its opening date `on`."""

    on: date


@dataclass
class NobodyAsked(Refusal):
    """No institution has one of the recommendations that a round would ask about."""


@dataclass
class NameTooLong(Refusal):
    """A name that somebody gave is too long. `length` and `limit`: in characters."""

    length: int
    limit: int


@dataclass
class NoDateToMove(Refusal):
    """Nothing is due that another date could be asked for: no date is set, or an independent body is only invited."""


@dataclass
class DateNotLater(Refusal):
    """Another date is asked for that is not later than the one set, `on`."""

    on: date


@dataclass
class ReasonTooLong(Refusal):
    """A reason is longer than is kept. `length` and `limit`: in characters."""

    length: int
    limit: int


@dataclass
class RequestDecided(Refusal):
    """A request for another date has been decided, taken up by a newer one, or lost what it was about."""


@dataclass
class LetterNotUnderstood(Refusal):
    """What was typed is no number and date of a letter. `limit`: the most characters of the number."""

    limit: int


@dataclass
class DateInTheFuture(Refusal):
    """A day is needed that has come: today is `today`."""

    today: date


@dataclass
class DayNotPassed(Refusal):
    """Nothing can have been heard or not since a day that is still to come. `today`: the latest one."""

    today: date


@dataclass
class SearchesFull(Refusal):
    """So many searches are kept already, which is the most."""

    most: int


@dataclass
class MessageEmpty(Refusal):
    """There are no words to be sent."""


@dataclass
class MessageTooLong(Refusal):
    """The text does not fit into one message. `length` and `limit`: in UTF-16 units, as Telegram counts."""

    length: int
    limit: int


@dataclass
class Moot(Refusal):
    """A message in hand is no longer true, or its reader no longer who it is for: it is withdrawn, and nothing said."""


@dataclass
class NothingToSearch(Refusal):
    """Nothing is left of the words: too short, or only words that stand everywhere."""


@dataclass
class TookTooLong(Refusal):
    """The look-up was stopped after a second, so that others need not wait."""


@dataclass
class ButtonStale(Refusal):
    """The button belongs to a message whose data is gone, or to somebody else."""


# --- a file, continued -------------------------------------------------------------------------------


@dataclass
class FileTooLarge(Refusal):
    """Unpacked, the file would be larger than any export: it is a trap or a mistake. `limit`: in bytes."""

    name: str
    limit: int


@dataclass
class NothingAwaits(Refusal):
    """Nothing awaits clearance (any more), so that there is nothing to be signed."""


@dataclass
class LetterNotScanned(Refusal):
    """The file is neither a photo nor a PDF, so that it is not kept as a signed letter."""

    name: str


@dataclass
class LetterFull(Refusal):
    """The letter has as many pages as one may have. `most`: how many photos or files."""

    most: int


@dataclass
class AddressNotTaken(Refusal):
    """What was typed is no public http or https address. `limit`: the most characters of one."""

    limit: int


@dataclass
class EvidenceFull(Refusal):
    """The contribution has as much evidence as one may have. `most`: how many pieces."""

    most: int


@dataclass
class EvidenceNotThere(Refusal):
    """The file is not stored yet, or was refused."""


@dataclass
class FileNotTaken(Refusal):
    """By its content the file is of no kind that is kept as evidence, or it is damaged."""

    name: str


@dataclass
class FileProtected(Refusal):
    """The document opens only with a password."""

    name: str


@dataclass
class FileWithMacros(Refusal):
    """The document holds a program (macros)."""

    name: str


@dataclass
class WorkbookOfOtherCountry(Refusal):
    """The secretariat's workbook was made for another country."""


@dataclass
class WorkbookOutdated(Refusal):
    """The workbook was made by a version of Suivi that wrote it differently."""


@dataclass
class CellsMerged(Refusal):
    """Cells of a workbook's table are merged, so that it cannot be told which row says what. `place`: the first."""

    place: str


@dataclass
class ReferenceUnknown(Refusal):
    """A row of a workbook names no recommendation of the country, or none that is still followed."""

    written: str


@dataclass
class ReferenceRepeated(Refusal):
    """Two rows of a workbook are about one recommendation; `row`: the first, which counts."""

    row: int


@dataclass
class FormulaInCell(Refusal):
    """A cell that is read holds a formula. `column`: domain/workbook.py."""

    column: str


@dataclass
class InstitutionUnknown(Refusal):
    """A cell names no institution of the country. `near`: codes that are written alike."""

    code: str
    near: tuple[str, ...]


@dataclass
class BodyAsLead(Refusal):
    """A cell names an independent body as lead institution: it is only ever invited to contribute."""

    code: str


@dataclass
class StatusUnknown(Refusal):
    """A cell holds no implementation status."""

    value: str


@dataclass
class ChoiceUnknown(Refusal):
    """A cell holds none of what can be chosen in its column."""

    column: str
    value: str


@dataclass
class DateWithoutInstitution(Refusal):
    """A row sets a date, and no institution is named that would have it."""


@dataclass
class ChangedMeanwhile(Refusal):
    """Somebody else has changed what a cell says since the workbook was made. `there`: theirs, `here`: the cell's."""

    column: str
    there: str
    here: str


@dataclass
class TranslationThere(Refusal):
    """There is a text in this language already, which is not replaced."""

    language: str


@dataclass
class FileTooLargeToFetch(Refusal):
    """Telegram lets no bot fetch a file of this size. `limit`: in bytes."""

    name: str
    limit: int


@dataclass
class PlanNotThere(Refusal):
    """There is no such plan, activity or indicator, or none that this person may see."""


@dataclass
class NoPlanAsked(Refusal):
    """No plan is asked of an independent body."""


@dataclass
class PlanTextTooLong(Refusal):
    """What was written for a part of a plan does not fit. `length` and `limit`: in UTF-16 units."""

    length: int
    limit: int


@dataclass
class PlanListFull(Refusal):
    """So many entries, benchmarks or links are in a plan already, which is the most."""

    most: int


@dataclass
class EndsBeforeStart(Refusal):
    """An activity would end before it begins, on `on`."""

    on: date


@dataclass
class NumberNotUnderstood(Refusal):
    """What was typed is no number."""

    text: str


@dataclass
class AmountNotUnderstood(Refusal):
    """What was typed is no amount of money."""

    text: str


@dataclass
class AmountTooLarge(Refusal):
    """The number is greater, either way, than any that is meant. `limit`: the greatest that is taken."""

    limit: int


@dataclass
class CurrencyUnknown(Refusal):
    """What was typed beside an amount is no currency in use."""

    name: str


@dataclass
class CurrencyMissing(Refusal):
    """No currency was typed, and none can be assumed: neither the plan nor the country has one."""


@dataclass
class CountryNotShown(Refusal):
    """There is no such country, or it is closed to this person."""


@dataclass
class FacesMissing(Refusal):
    """No font is installed that a picture in this language can be drawn with. `language`: its code."""

    language: str


@dataclass
class NothingToDraw(Refusal):
    """A picture would hold no recommendation."""


@dataclass
class CommandUnknown(Refusal):
    """The bot has no command of this name."""


# --- people ------------------------------------------------------------------------------------------


@dataclass
class LastCoordinator(Refusal):
    """A country would be left without a coordinator."""


@dataclass
class TooManyInvitations(Refusal):
    """So many invitations to a scope wait to be accepted already."""

    most: int


@dataclass
class UnitNotThere(Refusal):
    """The institution has no such unit."""


@dataclass
class UnitFull(Refusal):
    """A unit has so many colleagues already."""

    most: int


@dataclass
class PartClosed(Refusal):
    """What was pressed does not fit the state of what a unit was asked for. `state`: domain/parts.py."""

    state: str

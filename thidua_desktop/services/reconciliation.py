"""Use cases on the tables that together make up one period: what does not fit, and settling it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.findings import Code, Finding, Place
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.reconciliation import (
    Absence,
    Contribution,
    Disagreement,
    Origin,
    Reconciliation,
    Refusal,
    Stored,
    UnitState,
    origin_of,
    reconcile,
)
from thidua_desktop.domain.subjects import Participant, Person, Subject, SubjectId
from thidua_desktop.domain.suspicions import PartOver
from thidua_desktop.domain.vietnamese import match_key
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.importing.matching import Matcher, person_alias
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.doubts import over_words
from thidua_desktop.services.figure_periods import (
    PeriodChoice,
    cells_at,
    every_start,
    own_ends,
    own_words,
)
from thidua_desktop.services.loading import (
    Loaded,
    catalogue,
    load,
    measures_needed,
    measures_of_members,
)
from thidua_desktop.services.provenance import MISSING_WORD, value_text
from thidua_desktop.services.rankings import display_name, group_title, source_words
from thidua_desktop.services.reconciliation_views import (
    LineKind,
    ProblemLine,
    ReconciliationView,
    SourceView,
    UnitLine,
)
from thidua_desktop.services.wording import sentence
from thidua_desktop.store.figures import Replaced
from thidua_desktop.store.imports import LeftOutRow, StoredImport
from thidua_desktop.store.workspace import Session, Workspace

_NAMELESS: Final = frozenset({Code.UNKNOWN_UNIT.value, Code.AMBIGUOUS_UNIT.value})
BY_HAND_WORDS: Final = "Nhập tay"
_WORDS: Final = {
    UnitState.COMPLETE: "Đủ số liệu",
    UnitState.NO_DATA: "Chưa có số liệu",
    UnitState.CONTRADICTION: "Số liệu mâu thuẫn",
}


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """A row that was left out of an import, and the import."""

    row: LeftOutRow
    stored: StoredImport
    likely: tuple[SubjectId, ...] = ()
    """Whom a name that is nobody's may mean, the likeliest first."""

    @property
    def name(self) -> str:
        """Return the name as typed, without spaces around it."""
        return self.row.as_typed.strip()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One period put together, and what its lines are made of."""

    loaded: Loaded
    end: date | None
    members: tuple[Participant, ...]
    measures: tuple[str, ...]
    found: Reconciliation
    left_out: Mapping[Refusal, _LeftOut]
    unnamed: tuple[_LeftOut, ...]
    """Rows left out whose name is still nobody's, or could be several."""
    replaced: tuple[Replaced, ...]

    @property
    def problems(self) -> int:
        """Return how many places somebody has to look at."""
        return self.found.problems + len(self.unnamed)


def reconciled(workspace: Workspace, loaded: Loaded, end: date | None = None) -> Reconciled:
    """Put together the tables of one period end, the latest unless told."""
    ends = own_ends(loaded)
    end = end or max(ends, default=None)
    campaign = loaded.campaign
    needed = measures_needed(campaign, campaign.readings_with(loaded.decided))
    kinds = catalogue().measures
    measures = tuple(one for one in needed if kinds[one].unit is not MeasureUnit.PERCENT)
    members = tuple(one for one in loaded.data.participants if campaign.group(one.group).ranked)
    subjects = [one.subject.id for one in members]
    with workspace.read() as session:
        replaced = tuple(session.figures.replaced(subjects)) if end else ()
        left_out, unnamed = _left_out(session, loaded, end) if end else ({}, ())
    shown = [one for one in cells_at(loaded, end).values() if one.period is not None]
    found = reconcile(
        subjects,
        measures,
        Stored(
            shown,
            beside=_beside(loaded, end, shown),
            refused=left_out,
            replaced=[one.figure for one in replaced],
            asked_of=measures_of_members(loaded),
        ),
        catalogue().parts,
    )
    return Reconciled(loaded, end, members, measures, found, left_out, unnamed, replaced)


class ReconciliationService:
    """Reconciliation of the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self, key: str, end: date | None = None) -> ReconciliationView:
        """Return what the tables of one period end say together, the latest unless told."""
        return _view(reconciled(self._workspace, load(self._workspace, key), end))

    def problems(self, key: str, end: date | None = None) -> int:
        """Return how many places of a period somebody has to look at."""
        return reconciled(self._workspace, load(self._workspace, key), end).problems

    def tell(self, key: str, typed: str, subject: SubjectId) -> Changes:
        """Say whom a name in the tables means: it is remembered as another spelling.

        InvalidValueError if it means somebody else already. The row itself stays out until its
        table is imported again.
        """
        participants = load(self._workspace, key).data.participants
        who = next((one.subject for one in participants if one.subject.id == subject), None)
        if who is None:
            raise UnknownChoiceError("đơn vị, cá nhân", str(subject), ())
        # Loaded late: the first page asks how much does not fit, and settles none of it.
        from thidua_desktop.services.units import UnitService

        return UnitService(self._workspace).add_alias(subject, _spelling(who, typed))

    def keep(self, key: str, number: int) -> Changes:
        """Settle a disagreement: the value in force holds, the other one is forgotten."""
        other = self._other(key, number)
        label = f"Giữ số đang dùng: {self._name(key, other)}"
        with self._workspace.write(label, kind="keep-figure") as session:
            session.figures.forget_replaced([number])
        return Changes(session.changed, label)

    def take(self, key: str, number: int) -> Changes:
        """Settle a disagreement: the other table's value takes its place again."""
        other = self._other(key, number)
        label = f"Dùng số của {origin_words(origin_of(other))}: {self._name(key, other)}"
        with self._workspace.write(label, kind="take-figure") as session:
            session.figures.put(other)
            session.figures.forget_replaced([number])
        return Changes(session.changed, label)

    def _other(self, key: str, number: int) -> Figure:
        loaded = load(self._workspace, key)
        subjects = [one.subject.id for one in loaded.data.participants]
        with self._workspace.read() as session:
            known = {one.id: one.figure for one in session.figures.replaced(subjects)}
            if number not in known:
                raise UnknownChoiceError("số của nguồn khác", str(number), ())
            other = known[number]
            import_id = other.source.import_id
            if import_id is not None and session.imports.get(import_id) is None:
                other = other._replace(source=other.source._replace(import_id=None))
        return other

    def _name(self, key: str, figure: Figure) -> str:
        participants = load(self._workspace, key).data.participants
        who = next(one.subject for one in participants if one.subject.id == figure.subject)
        return f"{_short(figure.measure)}, {display_name(who)}"


def origin_words(origin: Origin) -> str:
    """Name a table: its file, or that it was typed."""
    return origin.file or "số nhập tay"


# --- what is put together ---


def _beside(loaded: Loaded, end: date | None, shown: Iterable[Figure]) -> list[Figure]:
    """Return the figures of one end the campaign reads from spans other than those shown."""
    known = {id(one) for one in shown}
    starts = every_start(loaded.campaign)
    return [
        one
        for one in loaded.figures
        if one.period is not None
        and one.period.end == end
        and id(one) not in known
        and any(loaded.data.book.reads(start, one.period) for start in starts)
    ]


def _left_out(
    session: Session, loaded: Loaded, end: date
) -> tuple[dict[Refusal, _LeftOut], tuple[_LeftOut, ...]]:
    """Return the rows left out of the imports of one period, each unit's last one of a table.

    Besides those whose name is nobody's: of each table what its last import left out.
    """
    campaign = loaded.campaign
    aliases = session.subjects.aliases()
    matcher = Matcher(loaded.data.participants, aliases, campaign.groups)
    told = _told_people(loaded.data.participants, aliases)
    found: dict[tuple[SubjectId, Origin], tuple[Refusal, _LeftOut]] = {}
    unnamed: dict[Origin, tuple[_LeftOut, ...]] = {}
    for stored in reversed(session.imports.all(loaded.key)):
        record = stored.record
        if record.period is None or record.period.end != end:
            continue
        origin = Origin(record.file, record.sheet)
        nameless: list[_LeftOut] = []
        for row in record.left_out:
            subject = _named(matcher, row.as_typed) or told.get(match_key(row.as_typed))
            if subject is not None:
                refusal = Refusal(subject.id, origin, record.at)
                found[subject.id, origin] = (refusal, _LeftOut(row, stored))
            elif _NAMELESS.intersection(row.because):
                nameless.append(_LeftOut(row, stored, _likely(matcher, row.as_typed)))
        unnamed[origin] = tuple(nameless)
    return dict(found.values()), tuple(one for rows in unnamed.values() for one in rows)


def _named(matcher: Matcher, as_typed: str) -> Subject | None:
    """Return whom a row was about: a body, or a person whose name nobody else has."""
    found = matcher.unit(as_typed).subject
    if found is None and matcher.has_people:
        found = matcher.person(as_typed).subject
    return found


def _likely(matcher: Matcher, as_typed: str) -> tuple[SubjectId, ...]:
    matches = [matcher.unit(as_typed)]
    if matcher.has_people:
        matches.append(matcher.person(as_typed))
    likely = sorted((one for match in matches for one in match.candidates), key=_unlikeness)
    return tuple(dict.fromkeys(subject.id for subject, _ in likely))


def _unlikeness(candidate: tuple[Subject, int]) -> int:
    return -candidate[1]


def _spelling(who: Subject, typed: str) -> str:
    """Return under what another spelling is remembered: a person's with the office."""
    return person_alias(typed, who.office) if isinstance(who, Person) else typed


def _told_people(
    participants: Iterable[Participant], aliases: Mapping[str, SubjectId]
) -> dict[str, Subject]:
    """Return the persons that other spellings mean, by the name alone where only one has it."""
    people = {
        one.subject.id: one.subject for one in participants if isinstance(one.subject, Person)
    }
    found: dict[str, set[SubjectId]] = {}
    for alias, meant in aliases.items():
        if meant in people:
            ending = match_key(person_alias("", people[meant].office))
            if alias.endswith(ending):
                found.setdefault(alias.removesuffix(ending).strip(), set()).add(meant)
    return {name: people[next(iter(who))] for name, who in found.items() if len(who) == 1}


# --- in words ---


def _view(made: Reconciled) -> ReconciliationView:
    found, campaign = made.found, made.loaded.campaign
    names = {one.subject.id: one.subject.label for one in made.members}
    numbers = {one.origin: number for number, one in enumerate(found.sources, 1)}
    return ReconciliationView(
        tuple(PeriodChoice(one, own_words(one)) for one in reversed(own_ends(made.loaded))),
        made.end,
        tuple(catalogue().measures[one].short for one in made.measures),
        tuple(_source_view(one, made.measures) for one in found.sources),
        tuple(_lines(made, names)),
        tuple(_unit_line(made, one, numbers) for one in made.members),
        tuple(names[one] for one in found.nowhere),
        campaign.groups[0].noun,
    )


def _source_view(source: Contribution, measures: tuple[str, ...]) -> SourceView:
    origin, latest = source.origin, source.latest.source
    said = [vietnamese.moment(latest.at.astimezone())] if latest.at else []
    said += [latest.by] if latest.by else []
    return SourceView(
        origin.file or BY_HAND_WORDS,
        origin.sheet,
        ", ".join(said),
        tuple(catalogue().measures[one].short for one in source.measures),
        len(source.subjects),
        tuple(
            vietnamese.count(source.totals[one]) if one in source.totals else "" for one in measures
        ),
        None if origin.by_hand else latest.import_id,
    )


def _lines(made: Reconciled, names: Mapping[SubjectId, str]) -> Iterable[ProblemLine]:
    found = made.found
    for over in found.parts_over:
        yield _over_line(over, names)
    for refusal in found.refusals:
        yield _refused_line(refusal, made, names)
    numbers = {id(one.figure): one.id for one in made.replaced}
    for one in found.disagreements:
        yield _disagreement_line(one, names, numbers[id(one.other)])
    for left_out in made.unnamed:
        yield _unnamed_line(left_out)
    refused = {(one.subject, one.origin) for one in found.refusals}
    for absence in found.absences:
        if (absence.subject, absence.origin) not in refused:
            yield _absent_line(absence, made, names)


def _over_line(over: PartOver, names: Mapping[SubjectId, str]) -> ProblemLine:
    said = "; ".join(f"{_short(one.measure)}: {source_words(one)}" for one in over.figures)
    return ProblemLine(
        LineKind.OVER,
        over.subject,
        names[over.subject],
        over_words(over).removesuffix("."),
        f"{over_words(over)} Nguồn: {said}. Hỏi lại đơn vị, sửa một trong hai số.",
        over.parts[0].measure,
        over.over.source.import_id,
    )


def _refused_line(
    refusal: Refusal, made: Reconciled, names: Mapping[SubjectId, str]
) -> ProblemLine:
    left_out = made.left_out[refusal]
    record, row = left_out.stored.record, left_out.row
    return ProblemLine(
        LineKind.REFUSED,
        refusal.subject,
        names[refusal.subject],
        f"Dòng {row.row} của {record.file} chưa được nhập",
        _left_out_words(left_out),
        _first_measure(made, refusal.origin),
        left_out.stored.id,
    )


def _unnamed_line(left_out: _LeftOut) -> ProblemLine:
    record, row = left_out.stored.record, left_out.row
    return ProblemLine(
        LineKind.UNNAMED,
        None,
        f"«{left_out.name}»",
        f"Dòng {row.row} của {record.file}: tên chưa khớp ai trong danh sách",
        f"{_left_out_words(left_out)} Cho biết là ai ở dưới, rồi nhập lại bảng đó để lấy số.",
        "",
        left_out.stored.id,
        typed=left_out.name,
        likely=left_out.likely,
    )


def _left_out_words(left_out: _LeftOut) -> str:
    """Say when a row was left out, by whom and why."""
    record, row = left_out.stored.record, left_out.row
    findings = [
        sentence(Finding(Code(one.code), Place(record.sheet, one.cell, row.row), one.facts))
        for one in row.findings
    ]
    when = vietnamese.moment(record.at.astimezone())
    told = " ".join(findings) or "Xem lại dòng này trong tệp."
    return f"Khi nhập {record.file} ({when}, {record.by}), dòng {row.row} để ngoài. {told}"


def _disagreement_line(
    one: Disagreement, names: Mapping[SubjectId, str], number: int
) -> ProblemLine:
    held, other = value_text(one.held), value_text(one.other)
    short = _short(one.held.measure)
    return ProblemLine(
        LineKind.DISAGREES,
        one.held.subject,
        names[one.held.subject],
        f"{short[:1].upper()}{short[1:]}: hai nguồn ghi {held} và {other}",
        f"Đang dùng {held}: {source_words(one.held)}. "
        f"Trước đó {other}: {source_words(one.other)}. Số nhập sau được dùng.",
        one.held.measure,
        one.held.source.import_id,
        number,
    )


def _absent_line(absence: Absence, made: Reconciled, names: Mapping[SubjectId, str]) -> ProblemLine:
    lacking = ", ".join(_short(one) for one in absence.measures)
    others = {
        origin_words(origin_of(figure)): None
        for name in made.measures
        if (figure := made.found.figures.get((absence.subject, name))) is not None
    }
    return ProblemLine(
        LineKind.ABSENT,
        absence.subject,
        names[absence.subject],
        f"Không có trong {origin_words(absence.origin)}",
        f"{origin_words(absence.origin)} không có đơn vị này, còn thiếu: {lacking}. "
        f"Đã có ở: {', '.join(others)}. Chưa có số liệu không tính là 0.",
        absence.measures[0],
    )


def _unit_line(
    made: Reconciled, participant: Participant, numbers: Mapping[Origin, int]
) -> UnitLine:
    who = participant.subject.id
    figures = [made.found.figures.get((who, name)) for name in made.measures]
    return UnitLine(
        who,
        participant.subject.label,
        group_title(made.loaded.campaign, participant.group),
        tuple(value_text(one) if one else MISSING_WORD for one in figures),
        tuple(source_words(one) if one else "" for one in figures),
        tuple(numbers[origin_of(one)] if one else 0 for one in figures),
        made.found.states[who],
        _WORDS[made.found.states[who]],
    )


def _first_measure(made: Reconciled, origin: Origin) -> str:
    """Return a measure a table gives to others, to show its column."""
    given = next((one.measures for one in made.found.sources if one.origin == origin), ())
    return next(iter(given), made.measures[0])


def _short(measure: str) -> str:
    return catalogue().measures[measure].short.lower()

"""The tables that together make up one period, put together: what each says, what it left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.reconciliation import Origin, Reconciliation, Refusal, Stored, reconcile
from thidua_desktop.domain.subjects import Participant, Person, Subject, SubjectId
from thidua_desktop.domain.vietnamese import match_key
from thidua_desktop.importing.matching import Matcher, person_alias
from thidua_desktop.services.figure_periods import cells_at, every_start, own_ends
from thidua_desktop.services.loading import Loaded, catalogue, measures_needed, measures_of_members
from thidua_desktop.store.figures import Replaced
from thidua_desktop.store.imports import LeftOutRow, StoredImport
from thidua_desktop.store.workspace import Session, Workspace

_NAMELESS: Final = frozenset({Code.UNKNOWN_UNIT.value, Code.AMBIGUOUS_UNIT.value})


@dataclass(frozen=True, slots=True)
class LeftOut:
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
    left_out: Mapping[Refusal, LeftOut]
    unnamed: tuple[LeftOut, ...]
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
) -> tuple[dict[Refusal, LeftOut], tuple[LeftOut, ...]]:
    """Return the rows left out of the imports of one period, each unit's last one of a table.

    Besides those whose name is nobody's: of each table what its last import left out.
    """
    campaign = loaded.campaign
    aliases = session.subjects.aliases()
    matcher = Matcher(loaded.data.participants, aliases, campaign.groups)
    told = _told_people(loaded.data.participants, aliases)
    found: dict[tuple[SubjectId, Origin], tuple[Refusal, LeftOut]] = {}
    unnamed: dict[Origin, tuple[LeftOut, ...]] = {}
    for stored in reversed(session.imports.all(loaded.key)):
        record = stored.record
        if record.period is None or record.period.end != end:
            continue
        origin = Origin(record.file, record.sheet)
        nameless: list[LeftOut] = []
        for row in record.left_out:
            subject = _named(matcher, row.as_typed) or told.get(match_key(row.as_typed))
            if subject is not None:
                refusal = Refusal(subject.id, origin, record.at)
                found[subject.id, origin] = (refusal, LeftOut(row, stored))
            elif _NAMELESS.intersection(row.because):
                nameless.append(LeftOut(row, stored, _likely(matcher, row.as_typed)))
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

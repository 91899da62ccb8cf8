"""Units and people written twice: finding them, and making two of them one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.subjects import Person, Subject, SubjectId, Unit
from thidua_desktop.domain.vietnamese import fold, match_key
from thidua_desktop.errors import MergeBlockedError, UnknownChoiceError
from thidua_desktop.importing.matching import name_key
from thidua_desktop.services.loading import campaign_in, catalogue
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.provenance import value_text
from thidua_desktop.services.unit_names import UnitNames, person_facts
from thidua_desktop.services.unit_views import Member, MemberRow
from thidua_desktop.store.workspace import Session

_LIKELY: Final = 91
"""From this likeness of folded names on (percent), two bodies may be one."""
_SURE: Final = 99
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
_STEP: Final = 50


@dataclass(frozen=True, slots=True)
class Likely:
    """Two that may be one: the one with more figures first, how alike they are and why."""

    kept: MemberRow
    gone: MemberRow
    likeness: int
    reason: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Something both have that differs: one of the two must be chosen."""

    id: str
    what: str
    kept: str
    gone: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What making two one would do."""

    kept: Subject
    gone: Subject
    moves: tuple[str, ...]
    notes: tuple[str, ...]
    clashes: tuple[Clash, ...]
    blocked: tuple[str, ...]
    """Why it cannot be done at all; nothing if it can."""


_Droppable = tuple[Clash, Callable[[], None]]
"""A clash, and how to drop what the kept subject has there."""


class SimilarNames:
    """Finds the registered name most like another; names that differ in a number never are."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._folded = [_plain(name) for name in names]

    def like(self, name: str) -> str:
        """Return a name likely to mean the same body, empty if there is none."""
        return next((self._names[at] for at, _ in self.places(name)), "")

    def places(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where the likely names stand and how alike they are, the likeliest first."""
        from rapidfuzz import fuzz, process

        wanted = _plain(name)
        found = process.extract(
            wanted, self._folded, scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=None
        )
        for folded, score, at in found:
            if _numbers(folded) == _numbers(wanted):
                yield at, round(score)


def likely_duplicates(rows: Sequence[MemberRow], progress: Progress) -> tuple[Likely, ...]:
    """Return the pairs that may be one and the same, the likeliest first."""
    units = [one for one in rows if isinstance(one.subject, Unit)]
    people = [one for one in rows if isinstance(one.subject, Person)]
    found = [*_alike_units(units, progress), *_alike_people(people)]
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.kept.subject.name)))


def _alike_units(rows: Sequence[MemberRow], progress: Progress) -> Iterator[Likely]:
    names = SimilarNames([one.subject.name for one in rows])
    short: dict[str, int] = {}
    for at, row in enumerate(rows):
        if name := row.text(Member.SHORT_NAME):
            short.setdefault(_plain(name), at)
    for at, row in enumerate(rows):
        if at % _STEP == 0:
            progress.step(at, len(rows))
        alike = {other: score for other, score in names.places(row.subject.name) if other > at}
        for other, score in alike.items():
            same = score == vietnamese.PERCENT
            reason = "chỉ khác dấu, khoảng cách" if same else f"giống nhau {score}%"
            yield _pair(row, rows[other], min(score, _SURE), reason)
        named = short.get(_plain(row.subject.name))
        if named is not None and named != at and named not in alike:
            yield _pair(rows[named], row, _SURE, "trùng tên ngắn")


def _alike_people(rows: Sequence[MemberRow]) -> Iterator[Likely]:
    same_name: dict[str, list[MemberRow]] = {}
    for row in rows:
        same_name.setdefault(fold(row.subject.name), []).append(row)
    for people in same_name.values():
        for one, other in combinations(people, 2):
            if reason := _same_person(one.subject, other.subject):
                yield _pair(one, other, _SURE, reason)


def _same_person(one: Subject, other: Subject) -> str:
    """Say why two of one name may be one person; empty if they surely are not."""
    if not isinstance(one, Person) or not isinstance(other, Person):
        return ""
    born = {one.birth_date, other.birth_date}
    if None not in born:
        return "cùng tên, cùng ngày sinh" if len(born) == 1 else ""
    if name_key(one.office) == name_key(other.office):
        return "cùng tên, cùng đơn vị"
    return "cùng tên, một bên chưa ghi đơn vị" if not (one.office and other.office) else ""


def _pair(one: MemberRow, other: MemberRow, likeness: int, reason: str) -> Likely:
    kept, gone = sorted((one, other), key=lambda row: (-row.figures, not row.takes_part, row.id))
    return Likely(kept, gone, likeness, reason)


def _plain(name: str) -> str:
    words = fold(name_key(name)).split()
    return " ".join(_ROMAN.get(word, word) for word in words)


def _numbers(plain: str) -> list[str]:
    return re.findall(r"\d+", plain)


# --- making two one ---


def merge_plan(session: Session, gone: SubjectId, kept: SubjectId) -> MergePlan:
    """Say what merging would move, what both have that differs, and what forbids it."""
    one, other = session.subjects.get(kept), session.subjects.get(gone)
    if one is None or other is None:
        raise UnknownChoiceError("đơn vị, cá nhân", str(int(kept if one is None else gone)), ())
    blocked = tuple(_blocked(session, one, other))
    clashes = () if blocked else tuple(clash for clash, _ in _clashes(session, one, other))
    moves = tuple(_moves(session, gone))
    return MergePlan(one, other, moves, tuple(_notes(session, one, other)), clashes, blocked)


def merge_members(
    session: Session, gone: SubjectId, kept: SubjectId, choices: Mapping[str, bool]
) -> None:
    """Merge as chosen; see `UnitService.merge`."""
    plan = merge_plan(session, gone, kept)
    open_ones = [f"{clash.what} khác nhau" for clash in plan.clashes if clash.id not in choices]
    if plan.blocked or open_ones:
        raise MergeBlockedError(plan.kept.name, plan.gone.name, (*plan.blocked, *open_ones))
    for clash, drop in list(_clashes(session, plan.kept, plan.gone)):
        if choices[clash.id]:
            drop()
    session.subjects.merge(gone, kept)
    if isinstance(plan.kept, Unit) and isinstance(plan.gone, Unit):
        _keep_names(session, plan.kept, plan.gone)
    elif isinstance(plan.kept, Person) and isinstance(plan.gone, Person):
        _fill_blanks(session, plan.kept, plan.gone)


def _blocked(session: Session, kept: Subject, gone: Subject) -> Iterator[str]:
    if kept.id == gone.id:
        yield "đó là cùng một dòng"
    if kept.kind is not gone.kind:
        yield "một bên là đơn vị, một bên là cá nhân"
        return
    people = [one for one in session.subjects.people() if one.office == gone.name]
    for person in people if isinstance(gone, Unit) else ():
        key = match_key(person.name)
        if session.subjects.find_person(key, kept.id, person.birth_date) is not None:
            yield f"«{person.name}» đang ghi ở cả hai nơi; gộp người này trước"


def _clashes(session: Session, kept: Subject, gone: Subject) -> Iterator[_Droppable]:
    """Yield what both have that differs, and how to drop the one of the kept subject."""
    yield from _figure_clashes(session, kept.id, gone.id)
    for stored in session.campaigns.all():
        short = campaign_in(session, stored.key).short
        yield from _confirmation_clashes(session, stored.key, short, (kept.id, gone.id))
        yield from _report_clashes(session, stored.key, short, (kept.id, gone.id))


def _figure_clashes(session: Session, kept: SubjectId, gone: SubjectId) -> Iterator[_Droppable]:
    at_key: dict[tuple[str, Period | None], dict[SubjectId, Figure]] = {}
    for figure in session.figures.of_subjects({kept, gone}):
        at_key.setdefault((figure.measure, figure.period), {})[figure.subject] = figure
    for (measure, period), pair in at_key.items():
        if len(pair) == 1 or _value(pair[kept]) == _value(pair[gone]):
            continue
        found = catalogue().measures.get(measure)
        what = f"{found.short if found else measure}{_period(period)}"
        clash = Clash(
            f"figure:{measure}:{period}", what, value_text(pair[kept]), value_text(pair[gone])
        )
        yield clash, partial(session.figures.remove, kept, measure, period)


def _confirmation_clashes(
    session: Session, key: str, short: str, pair: tuple[SubjectId, SubjectId]
) -> Iterator[_Droppable]:
    kept, gone = pair
    found = session.confirmations.of(key)
    for (who, criterion), theirs in found.items():
        mine = found.get((kept, criterion))
        if who == gone and mine is not None and mine != theirs:
            words = [
                ("đạt" if one.met else "không đạt")
                + (f", {one.evidence}" if one.evidence else "")
                + (f", hỏi theo lời «{one.words}»" if mine.words != theirs.words else "")
                for one in (mine, theirs)
            ]
            clash = Clash(f"confirmation:{key}:{criterion}", f"Hội đồng xác nhận, {short}", *words)
            yield clash, partial(session.confirmations.remove, key, kept, criterion)


def _report_clashes(
    session: Session, key: str, short: str, pair: tuple[SubjectId, SubjectId]
) -> Iterator[_Droppable]:
    kept, gone = pair
    reports = {(one.subject, one.form, one.award): one for one in session.reports.all(key)}
    for (who, form, award), theirs in reports.items():
        mine = reports.get((kept, form, award))
        if who == gone and mine is not None and mine.sections != theirs.sections:
            words = [f"đã viết {len(one.sections)} phần" for one in (mine, theirs)]
            clash = Clash(f"report:{key}:{form}:{award}", f"Báo cáo thành tích, {short}", *words)
            yield clash, partial(session.reports.remove, mine.id)


def _value(figure: Figure) -> tuple[object, ...]:
    return (figure.count, figure.percent, figure.missing)


def _period(period: Period | None) -> str:
    return f", đến {vietnamese.day(period.end)}" if period else ""


def _moves(session: Session, gone: SubjectId) -> Iterator[str]:
    """Say what the one that goes has, in words and numbers."""
    subject = session.subjects.get(gone)
    keys = [one.key for one in session.campaigns.all()]
    counts = {
        "số liệu": len(session.figures.of_subjects({gone})),
        "báo cáo thành tích": sum(
            one.subject == gone for key in keys for one in session.reports.all(key)
        ),
        "xác nhận của Hội đồng": sum(
            who == gone for key in keys for who, _ in session.confirmations.of(key)
        ),
        "cách viết khác": sum(one == gone for one in session.subjects.aliases().values()),
        "người công tác": sum(
            isinstance(subject, Unit) and one.office == subject.name
            for one in session.subjects.people()
        ),
    }
    yield from (f"{vietnamese.count(found)} {what}" for what, found in counts.items() if found)


def _notes(session: Session, kept: Subject, gone: Subject) -> Iterator[str]:
    """Say which group stays where both take part in different ones."""
    for stored in session.campaigns.all():
        groups = {one.subject.id: one.group for one in session.participants.of(stored.key)}
        mine, theirs = groups.get(kept.id), groups.get(gone.id)
        if mine and theirs and mine != theirs:
            campaign = campaign_in(session, stored.key)
            names = (campaign.group(theirs).short, campaign.group(mine).short)
            yield f"{campaign.short}: hai bên ở hai nhóm ({names[0]}; {names[1]}), giữ {names[1]}"


def _keep_names(session: Session, kept: Unit, gone: Unit) -> None:
    """Let the names of a body that is gone mean the kept one, where they mean nobody else."""
    session.subjects.update_unit(kept.id, kept.name, kept.short_name or gone.short_name)
    names = UnitNames(session)
    for name in (gone.name, gone.short_name):
        if name and match_key(name) != match_key(kept.name) and not names.other(name, kept.id):
            session.subjects.add_alias(kept.id, match_key(name))


def _fill_blanks(session: Session, kept: Person, gone: Person) -> None:
    """Give the kept person what only the other one had written."""
    facts = {name: text or person_facts(gone)[name] for name, text in person_facts(kept).items()}
    full = replace(
        kept, office=kept.office or gone.office, birth_date=kept.birth_date or gone.birth_date
    )
    office = session.subjects.find_unit(match_key(full.office)) if full.office else None
    key = match_key(full.name)
    if session.subjects.find_person(key, office, full.birth_date) in {None, kept.id}:
        session.subjects.update_person(kept.id, full.name, office, full.birth_date, **facts)

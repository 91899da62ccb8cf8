"""What loading a register would do, row by row, before anything is written."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.vietnamese import day, match_key
from thidua_desktop.errors import RegisterError
from thidua_desktop.importing.registers import Register, RegisterPerson, RegisterRow
from thidua_desktop.services.loading import campaign_in
from thidua_desktop.services.ranking_views import group_title
from thidua_desktop.services.unit_merging import SimilarNames
from thidua_desktop.services.unit_names import UnitNames
from thidua_desktop.store.workspace import Session


class LineState(StrEnum):
    """What happens to one row of a register."""

    NEW = "new"
    THERE = "there"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One row: its name, where it stands, what happens to it and why."""

    state: LineState
    name: str
    cell: str
    group: str = ""
    office: str = ""
    note: str = ""
    doubtful: bool = False
    """New, but so like a registered name that it may be the same one."""


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """A register as it would be loaded; with problems it is not loaded at all."""

    file: str
    lines: tuple[RegisterLine, ...]
    is_people: bool

    def count(self, state: LineState) -> int:
        """Return how many rows have this state."""
        return sum(one.state is state for one in self.lines)

    @property
    def can_be_loaded(self) -> bool:
        """Say whether there is something to load and nothing in its way."""
        return self.count(LineState.NEW) > 0 and self.count(LineState.PROBLEM) == 0


def register_plan(
    session: Session,
    key: str,
    file: str,
    register: Register,
    problems: Sequence[RegisterError],
) -> RegisterPlan:
    """Return what `add_register` would do with a register; problems come first."""
    campaign = campaign_in(session, key)
    titles = {one.id: group_title(campaign, one.id, short=True) for one in campaign.groups}
    lines = [_problem(one) for one in problems]
    lines += _units(session, key, register.units, titles)
    lines += _people(session, key, register.people, titles)
    return RegisterPlan(file, tuple(lines), bool(register.people))


def _problem(problem: RegisterError) -> RegisterLine:
    found = f"«{problem.found}»" if problem.found else "ô trống"
    wanted = ", ".join(f"«{one}»" for one in problem.choices)
    note = f"{found}: cần ghi {wanted}"
    row = problem.cell.lstrip(string.ascii_uppercase)
    return RegisterLine(LineState.PROBLEM, f"dòng {row}", problem.cell, note=note)


def _units(
    session: Session, key: str, rows: Sequence[RegisterRow], titles: dict[str, str]
) -> Iterator[RegisterLine]:
    names = UnitNames(session)
    similar = SimilarNames([one.name for one in session.subjects.units()])
    group_of = {one.subject.id: one.group for one in session.participants.of(key)}
    seen: dict[SubjectId | str, str] = {}
    for row in rows:
        unit = names.find(row.name)
        identity = match_key(row.name) if unit is None else unit
        like = "" if unit else similar.like(row.name)
        note, state = _standing(seen.get(identity), group_of.get(unit) if unit else None, row.group)
        if state is LineState.NEW and unit is not None:
            note = f"đã có trong sổ là «{names.name_of(unit)}», nay vào đợt"
        elif state is LineState.NEW and like:
            note = f"gần giống «{like}» đã có; nhập vào thì thành hai"
        seen.setdefault(identity, row.cell)
        yield RegisterLine(
            state,
            row.name,
            row.cell,
            titles[row.group],
            note=note,
            doubtful=state is LineState.NEW and bool(like),
        )


def _people(
    session: Session, key: str, rows: Sequence[RegisterPerson], titles: dict[str, str]
) -> Iterator[RegisterLine]:
    names = UnitNames(session)
    group_of = {one.subject.id: one.group for one in session.participants.of(key)}
    seen: dict[object, str] = {}
    for row in rows:
        office = names.find(row.office) if row.office else None
        person = None
        if office is not None or not row.office:
            person = session.subjects.find_person(match_key(row.name), office, row.birth_date)
        identity = (match_key(row.name), office or match_key(row.office), row.birth_date)
        group = group_of.get(person) if person else None
        note, state = _standing(seen.get(identity), group, row.group)
        if state is LineState.NEW:
            note = f"sinh {day(row.birth_date)}" if row.birth_date else ""
            if row.office and office is None:
                note = "đơn vị công tác mới" + (f", {note}" if note else "")
        seen.setdefault(identity, row.cell)
        yield RegisterLine(state, row.name, row.cell, titles[row.group], row.office, note)


def _standing(before: str | None, group: str | None, wanted: str) -> tuple[str, LineState]:
    """Return why a row adds nothing, if it does not."""
    if before is not None:
        return f"trùng với ô {before}", LineState.THERE
    if group is None:
        return "", LineState.NEW
    if group != wanted:
        return "đang ở nhóm khác, được giữ nguyên", LineState.THERE
    return "", LineState.THERE

"""The register of a campaign: who takes part, and in which group.

Bodies: «Tên đơn vị», «Nhóm». People: «Họ và tên», «Cơ quan, bộ phận», «Nhóm», and where known
«Ngày sinh», «Giới tính», «Chức vụ», «Trình độ», «Quê quán».
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.errors import RefusedFileError, RegisterError
from thidua_desktop.importing.book import Cell, Sheet, Step, address, no_step
from thidua_desktop.importing.cells import day_in, shown
from thidua_desktop.importing.matching import group_named
from thidua_desktop.importing.sheets import read_book

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("ten don vi", "don vi", "ten co quan, don vi", "co quan, don vi"),
    "short": ("ten ngan", "ten viet tat", "viet tat"),
    "person": ("ho va ten", "ho ten"),
    "office": ("co quan, bo phan", "co quan/bo phan", "don vi cong tac", "co quan", "don vi"),
    "group": ("nhom", "nhom thi dua"),
    "birth_date": ("ngay sinh", "ngay, thang, nam sinh", "ngay thang nam sinh"),
    "gender": ("gioi tinh",),
    "position": ("chuc vu", "chuc vu, chuc danh"),
    "qualification": ("trinh do", "trinh do chuyen mon"),
    "home_town": ("que quan",),
}
_SEARCHED_ROWS = 30


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A body (đơn vị) of a register, the id of its group, and the cell its name stands in."""

    name: str
    group: str
    short_name: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """A person (cá nhân) of a register."""

    name: str
    office: str
    group: str
    birth_date: date | None = None
    gender: str = ""
    position: str = ""
    qualification: str = ""
    home_town: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Who takes part, in the register's order; either units or people."""

    units: tuple[RegisterRow, ...] = ()
    people: tuple[RegisterPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def cell(self, row: int, key: str) -> Cell | None:
        return self.sheet.cell(row, self.columns.get(key, 0))

    def text(self, row: int, key: str) -> str:
        return vietnamese.nfc(shown(self.cell(row, key)))

    def address(self, row: int, key: str) -> str:
        return address(row, self.columns[key])


def read_register(path: Path, groups: Sequence[Group], *, step: Step = no_step) -> Register:
    """Read a register; a group is found by name or alias after folding.

    RefusedFileError where there is none, RegisterError naming the cell where a group is not one of
    the campaign's or a date of birth is none. With one group only, the column may be missing.
    """
    register, problems = survey_register(path, groups, step=step)
    if problems:
        raise problems[0]
    return register


def survey_register(
    path: Path, groups: Sequence[Group], *, step: Step = no_step
) -> tuple[Register, tuple[RegisterError, ...]]:
    """Read a register as `read_register` does; rows that cannot be used are told, not raised."""
    book = read_book(path, step=step)
    for sheet in book.sheets:
        place = None if sheet.hidden else _find(book.file, sheet)
        if place is not None:
            return _read(place, groups)
    raise RefusedFileError(book.file, "no-table")


def _find(file: str, sheet: Sheet) -> _Place | None:
    for row in sorted(sheet.rows)[:_SEARCHED_ROWS]:
        columns = _columns(sheet.rows[row])
        if ("unit" in columns or "person" in columns) and len(sheet.rows[row]) > 1:
            return _Place(file, sheet, row, columns)
    return None


def _columns(cells: Mapping[int, Cell]) -> dict[str, int]:
    """Return the column of each heading, each column once; people are told by their names."""
    texts = {column: fold(shown(cell)) for column, cell in cells.items()}
    person = any(text in _HEADINGS["person"] for text in texts.values())
    found: dict[str, int] = {}
    for key, names in _HEADINGS.items():
        if key == ("unit" if person else "office"):
            continue
        for column, text in sorted(texts.items()):
            if text in names and key not in found and column not in found.values():
                found[key] = column
    return found


def _read(place: _Place, groups: Sequence[Group]) -> tuple[Register, tuple[RegisterError, ...]]:
    units: list[RegisterRow] = []
    people: list[RegisterPerson] = []
    problems: list[RegisterError] = []
    is_person = "person" in place.columns
    for row in _rows(place, "person" if is_person else "unit"):
        try:
            if is_person:
                people.append(_person(place, row, groups))
            else:
                units.append(_unit(place, row, groups))
        except RegisterError as problem:
            problems.append(problem)
    return Register(tuple(units), tuple(people)), tuple(problems)


def _unit(place: _Place, row: int, groups: Sequence[Group]) -> RegisterRow:
    return RegisterRow(
        place.text(row, "unit"),
        _group(place, row, groups),
        place.text(row, "short"),
        place.address(row, "unit"),
    )


def _person(place: _Place, row: int, groups: Sequence[Group]) -> RegisterPerson:
    return RegisterPerson(
        place.text(row, "person"),
        place.text(row, "office"),
        _group(place, row, groups),
        _birth_date(place, row),
        place.text(row, "gender"),
        place.text(row, "position"),
        place.text(row, "qualification"),
        place.text(row, "home_town"),
        place.address(row, "person"),
    )


def _rows(place: _Place, key: str) -> Iterator[int]:
    """Yield the rows that name somebody and are more than a heading or a signature."""
    for row in sorted(place.sheet.rows):
        if row > place.header and place.text(row, key) and _says_group(place, row):
            yield row


def _says_group(place: _Place, row: int) -> bool:
    return "group" not in place.columns or len(place.sheet.rows[row]) > 1


def _group(place: _Place, row: int, groups: Sequence[Group]) -> str:
    if "group" not in place.columns and len(groups) == 1:
        return groups[0].id
    typed = place.text(row, "group")
    group = group_named(typed, groups)
    if group is None:
        key = "group" if "group" in place.columns else next(iter(place.columns))
        names = tuple(one.name for one in groups)
        raise RegisterError(place.file, place.address(row, key), typed, names)
    return group.id


def _birth_date(place: _Place, row: int) -> date | None:
    cell = place.cell(row, "birth_date")
    day = day_in(cell)
    if cell is not None and day is None:
        where = place.address(row, "birth_date")
        raise RegisterError(place.file, where, shown(cell), ("15/9/1980",))
    return day

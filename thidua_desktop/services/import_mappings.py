"""What the columns of a layout were taken for, remembered from one import to the next.

Every import that is accepted leaves its mapping (cách ghép cột); a table with the same headings
is read the same way next month, and the page says so. A clerk's own choice always wins.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime, time
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import RefusedFileError, UnknownChoiceError
from thidua_desktop.importing.book import Book, Sheet
from thidua_desktop.importing.cells import READINGS
from thidua_desktop.importing.columns import NOTE, RATE_MARK, ROLES, STT
from thidua_desktop.importing.encodings import EVERY_COLUMN
from thidua_desktop.importing.headings import Table, find_table
from thidua_desktop.importing.layouts import LayoutColumn, layout_of, signature
from thidua_desktop.importing.plan import ImportPlan
from thidua_desktop.importing.preset_mappings import (
    KEY,
    PresetColumn,
    PresetMapping,
    as_data,
    mappings_in,
)
from thidua_desktop.importing.presets import to_toml
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_views import ImportChoices
from thidua_desktop.services.loading import catalogue
from thidua_desktop.store.mappings import MappedColumn, StoredMapping
from thidua_desktop.store.workspace import Workspace

_UNREAD: Final = ("", STT, NOTE)
"""Roles that carry nothing into the figures."""
_ROWS_LOOKED_AT: Final = 400
_SHIFTS: Final = (0, 1, -1, 2, -2)
"""How far a header may have moved since: a line more or less in the title."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a table of this layout was read last time."""

    choices: ImportChoices
    day: str
    file: str

    @property
    def words(self) -> str:
        """Say what is proposed."""
        return f"Ghép cột như lần nhập ngày {self.day} (tệp «{self.file}»)."


@dataclass(frozen=True, slots=True)
class MappingColumnView:
    """One column of a mapping: where it stood, its heading, its role with the words for it."""

    letter: str
    heading: str
    role: str
    notes: str


@dataclass(frozen=True, slots=True)
class MappingView:
    """One mapping in the list «Cách ghép đã nhớ»."""

    signature: str
    file: str
    day: str
    who: str
    place: str
    columns: tuple[MappingColumnView, ...]
    used: int


class MappingService:
    """The mappings kept in one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self, key: str) -> tuple[MappingView, ...]:
        """Return what is remembered for a campaign, the one used last first."""
        with self._workspace.read() as session:
            return tuple(_view(one) for one in session.mappings.all(key))

    def set_role(self, key: str, signature: str, place: int, role: str) -> Changes:
        """Say what a column of a layout is from now on; another column of that role is unused."""

        def change(mapping: StoredMapping) -> StoredMapping:
            columns = [
                replace(one, role=role)
                if number == place
                else replace(one, role="" if role and one.role == role else one.role)
                for number, one in enumerate(mapping.columns)
            ]
            return replace(mapping, columns=tuple(columns))

        return self._change(key, signature, change)

    def remove(self, key: str, signature: str) -> Changes:
        """Forget how a layout is read; the next table of it is recognised anew."""
        with self._workspace.read() as session:
            label = f"Bỏ cách ghép cột của {_known(session.mappings.get(key, signature)).file}"
        with self._workspace.write(label, kind="forget-mapping") as session:
            session.mappings.remove(key, signature)
        return Changes(session.changed, label)

    def _change(
        self, key: str, signature: str, change: Callable[[StoredMapping], StoredMapping]
    ) -> Changes:
        with self._workspace.read() as session:
            mapping = _known(session.mappings.get(key, signature))
        label = f"Sửa cách ghép cột của {mapping.file}"
        with self._workspace.write(label, kind="edit-mapping") as session:
            session.mappings.put(key, change(mapping))
        return Changes(session.changed, label if session.changed else "")


def _known(mapping: StoredMapping | None) -> StoredMapping:
    if mapping is None:
        raise UnknownChoiceError("cách ghép cột", "đã bỏ", ())
    return mapping


_READING_WORDS: Final[Mapping[str, str]] = {
    "thousands": "1,000 là một nghìn",
    "decimals": "dấu chấm, phẩy là phần lẻ",
    "percents": "1 là 1%",
    "shares": "1 là 100%",
}


def _view(mapping: StoredMapping) -> MappingView:
    places = [f"trang «{mapping.sheet}»"] if mapping.sheet else []
    if mapping.header:
        first, last = mapping.header
        places.append(f"tiêu đề dòng {first}" + (f"–{last}" if last > first else ""))
    columns = tuple(
        MappingColumnView(
            one.letter,
            one.heading,
            one.role,
            ", ".join(
                filter(
                    None,
                    (
                        _READING_WORDS.get(one.reading, ""),
                        "giữ nguyên chữ như trong tệp" if one.as_typed else "",
                    ),
                )
            ),
        )
        for one in mapping.columns
    )
    return MappingView(
        mapping.signature,
        mapping.file,
        vietnamese.day(mapping.at.astimezone().date()),
        mapping.who,
        ", ".join(places),
        columns,
        sum(one.role not in _UNREAD for one in columns),
    )


# --- proposing ---


def remembered(
    mappings: Sequence[StoredMapping], book: Book, choices: ImportChoices
) -> Remembered | None:
    """Return how a table like this was read last time; None where none like it was.

    What `choices` say already (sheet, header, columns) is kept and wins.
    """
    detected: list[Table | None] = []
    tops = replace(book, sheets=tuple(_top(one) for one in book.sheets))

    def as_detected() -> Table | None:
        if not detected:
            detected.append(_table(tops, choices.sheet, choices.header))
        return detected[0]

    for mapping in mappings:
        for table in _tables(mapping, tops, choices, as_detected):
            if signature(one.heading for one in layout_of(table)) == mapping.signature:
                return _proposal(mapping, table, choices)
    return None


def _top(sheet: Sheet) -> Sheet:
    """Return the rows that tell a layout: its title, its headings and some of what is under them.

    A long table is not classified twice for it.
    """
    if len(sheet.rows) <= _ROWS_LOOKED_AT:
        return sheet
    first = sorted(sheet.rows)[:_ROWS_LOOKED_AT]
    return replace(sheet, rows={row: sheet.rows[row] for row in first})


def _tables(
    mapping: StoredMapping,
    book: Book,
    choices: ImportChoices,
    as_detected: Callable[[], Table | None],
) -> Iterator[Table]:
    """Yield where the table of a mapping could be: as it was chosen then, or as it is found."""
    chosen_then = mapping.sheet is not None or mapping.header is not None
    if not chosen_then or choices.header is not None:
        if (table := as_detected()) is not None:
            yield table
        return
    names = [one.name for one in book.sheets if not one.hidden]
    if choices.sheet is not None:
        names = [choices.sheet]
    elif mapping.sheet in names:
        names = [mapping.sheet]
    for name in names:
        for header in _headers(mapping):
            if (table := _table(book, name, header)) is not None:
                yield table


def _headers(mapping: StoredMapping) -> Iterator[tuple[int, int] | None]:
    if mapping.header is None:
        yield None
        return
    first, last = mapping.header
    for shift in _SHIFTS:
        if first + shift > 0:
            yield first + shift, last + shift


def _table(book: Book, sheet: str | None, header: tuple[int, int] | None) -> Table | None:
    try:
        return find_table(book, catalogue(), sheet=sheet, header_rows=header)
    except (RefusedFileError, KeyError, ValueError):
        return None


def _proposal(mapping: StoredMapping, table: Table, choices: ImportChoices) -> Remembered:
    pairs = list(_pairs(layout_of(table), mapping.columns))
    given = choices.columns
    columns = {
        here.letter: then.role
        for here, then in pairs
        if then.role != here.key
        and _is_role(then.role)
        and here.letter not in given
        and then.role not in given.values()
    }
    readings = {here.letter: then.reading for here, then in pairs if then.reading in READINGS}
    kept = frozenset(here.letter for here, then in pairs if then.as_typed)
    return Remembered(
        replace(
            choices,
            sheet=choices.sheet if mapping.sheet is None else table.sheet.name,
            header=choices.header if mapping.header is None else table.header,
            columns={**columns, **given},
            readings={**readings, **choices.readings},
            as_typed=choices.as_typed | kept,
        ),
        vietnamese.day(mapping.at.astimezone().date()),
        mapping.file,
    )


def _pairs(
    here: Sequence[LayoutColumn], then: Sequence[MappedColumn]
) -> Iterator[tuple[LayoutColumn, MappedColumn]]:
    """Pair columns by their place among those with a heading, those without by their letter."""
    headed = [one for one in here if one.heading], [one for one in then if one.heading]
    yield from zip(*headed, strict=False)
    for one in then:
        if not one.heading:
            yield LayoutColumn(one.letter, "", ""), one


def _is_role(role: str) -> bool:
    """Say whether a role means something to this program; another version may know others."""
    measures, rates = catalogue().measures, {one.id for one in catalogue().rates}
    if role.startswith(RATE_MARK):
        return role.removeprefix(RATE_MARK) in rates
    return not role or role in ROLES or role in measures


# --- keeping ---


def mapping_of(plan: ImportPlan, choices: ImportChoices, who: str, now: datetime) -> StoredMapping:
    """Return what is to be remembered of an import that was accepted."""
    everything = EVERY_COLUMN in choices.as_typed
    return StoredMapping(
        signature(one.heading for one in plan.layout),
        tuple(
            MappedColumn(
                one.letter,
                one.heading,
                one.key,
                _kept_reading(choices.readings.get(one.letter, "")),
                everything or one.letter in choices.as_typed,
            )
            for one in plan.layout
            if one.heading or one.key
        ),
        plan.file,
        now,
        who,
        choices.sheet,
        choices.header,
    )


def _kept_reading(reading: str) -> str:
    return reading if reading in READINGS else ""


# --- with a campaign saved as a file ---


def for_preset(mappings: Sequence[StoredMapping]) -> str:
    """Return mappings as the end of a campaign's document; empty if there are none."""
    if not mappings:
        return ""
    parts = [
        PresetMapping(
            one.file,
            one.at.astimezone().date(),
            tuple(PresetColumn(*astuple(column)) for column in one.columns),
            one.sheet,
            one.header,
        )
        for one in mappings
    ]
    return f"\n{to_toml({KEY: as_data(parts)})}"


def from_preset(document: object, file: str, who: str) -> tuple[StoredMapping, ...]:
    """Return the mappings a campaign's document brings along, the one used last first."""
    found = mappings_in(document, file)
    return tuple(
        StoredMapping(
            signature(column.heading for column in one.columns),
            tuple(MappedColumn(*astuple(column)) for column in one.columns),
            one.file,
            datetime.combine(one.day, time.min).astimezone(),
            who,
            one.sheet,
            one.header,
        )
        for one in found
    )

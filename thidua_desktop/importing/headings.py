"""Where the table is in a sheet: its header rows, its columns and what each of them means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.measures import OWN_TABLE, Catalogue, MeasureUnit
from thidua_desktop.domain.memory import uncollected
from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing import columns as columns_of
from thidua_desktop.importing.absent import no_table
from thidua_desktop.importing.book import Book, Cell, Merge, Sheet, column_of, letter_of
from thidua_desktop.importing.columns import RATE_MARK, UNIT, UNKNOWN
from thidua_desktop.importing.headerrows import (
    candidates,
    find_header,
    header_score,
    paths_of,
    titles_above,
)
from thidua_desktop.importing.headingwords import assigns, is_rate
from thidua_desktop.importing.lines import labels_in, line_of
from thidua_desktop.importing.own import is_result, own_sheets
from thidua_desktop.importing.periods import stated_period
from thidua_desktop.importing.rows import Layout, Row, RowKind, classify

_BEYOND = 1 << 15
_DETAIL = re.compile(r"chi ?tiet|detail|danh sach|du lieu goc")
_IN_THOUSANDS = re.compile(r"(?:\b(?:nghin|ngan|trieu|ty)|\b1[.,]?000) (?:dong|vnd|d)\b")
"""Amounts that are not in đồng, which money is kept in: which they are, the clerk must say."""
_PERSONAL = re.compile(r"(so )?(cccd|cmnd|can cuoc).*|nguoi (nop|nhan).*|ma (so )?(ho so|hs)")
_AROUND = frozenset(
    {RowKind.TITLE, RowKind.HEADER, RowKind.NUMBERING, RowKind.BLANK, RowKind.NOTE}
    | {RowKind.SIGNATURE}
)
"""Rows that are no part of what a table says."""
_LEAST = 1000
"""By how much less a sheet of details says than any other, however much it says."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 1, its headings outermost first, and what it is taken for.

    `key` is a role (`stt`, `unit`, `office`, `code`, `note`, `birth`, `ok`, `not_ok`), a measure
    id, `%` and the id of a printed rate, or empty. `line` is the label of the line that is meant
    where its cells hold several values; `alone` says that no other line there is a measure.
    """

    number: int
    path: Path
    key: str
    line: str = ""
    alone: bool = True

    def of(self, cells: Mapping[int, Cell]) -> Cell | None:
        """Return what a row says in this column."""
        cell = cells.get(self.number)
        return line_of(cell, self.line, alone=self.alone) if self.line else cell

    @property
    def letter(self) -> str:
        """Return its letters: `AA`."""
        return letter_of(self.number)

    @property
    def heading(self) -> str:
        """Return its headings in one line: `Tiếp nhận › Trực tuyến`."""
        return " › ".join(self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet."""

    sheet: Sheet
    header: tuple[int, int]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stated: Period | None
    titles: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        """Say whether this program wrote the table: there, what is left blank says nothing."""
        return OWN_TABLE in self.titles[:1]

    def column(self, key: str) -> Column | None:
        """Return the column taken for `key`."""
        return next((one for one in self.columns if one.key == key), None)

    def cell(self, row: int, key: str) -> Cell | None:
        """Return what stands in a row under `key`."""
        column = self.column(key)
        return column.of(self.sheet.rows.get(row, {})) if column else None

    def measured(self, catalogue: Catalogue) -> tuple[Column, ...]:
        """Return the columns that carry measures."""
        return tuple(one for one in self.columns if one.key in catalogue.measures)

    def rated(self) -> tuple[Column, ...]:
        """Return the columns with printed rates."""
        return tuple(one for one in self.columns if one.key.startswith(RATE_MARK))

    @property
    def letters(self) -> dict[str, str]:
        """Return the letter of every column that means something, by key.

        Rates printed on a line within a cell are left out: there they only check their counts.
        """
        return {
            one.key: one.letter
            for one in self.columns
            if one.key and not (one.line and one.key.startswith(RATE_MARK))
        }

    @property
    def lines(self) -> dict[str, str]:
        """Return the label of every measure that is a line within its column's cells."""
        return {key: one.line for key in self.letters if (one := self.column(key)) and one.line}

    @property
    def area(self) -> str:
        """Return where the table stands, header included: `A7:H40`."""
        used = [row.number for row in self.rows if row.kind in {RowKind.DATA, RowKind.TOTAL}]
        last = max(used, default=self.header[1])
        first, final = self.columns[0].letter, self.columns[-1].letter
        return f"{first}{self.header[0]}:{final}{last}"


@uncollected()
def find_table(
    book: Book,
    catalogue: Catalogue,
    *,
    sheet: str | None = None,
    header_rows: tuple[int, int] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Table:
    """Find the table in a sheet (the proposed one if none is named).

    `header_rows` (first and last) and `columns` (letter → key, empty for none) are the clerk's
    corrections. RefusedFileError `no-table` if there is none, KeyError if there is no such sheet.
    """
    chosen = book.sheet(sheet if sheet is not None else propose_sheet(book, catalogue))
    if is_result(chosen):
        raise RefusedFileError(book.file, "results", chosen.name)
    header = header_rows or find_header(chosen, catalogue)
    if header is None:
        raise no_table(book, [chosen], has_names=_names_units(chosen))
    table = _table(chosen, catalogue, header, dict(columns or {}))
    if header_rows is None and all(row.kind in _AROUND for row in table.rows):
        named = chosen.name if book.names_sheets else ""
        raise RefusedFileError(book.file, "no-table", named, "header-only")
    return table


def propose_sheet(book: Book, catalogue: Catalogue) -> str:
    """Return the visible sheet whose table says most; RefusedFileError `no-table` if none has one.

    Sheets of details, which may hold personal data, are only proposed when there is no other;
    results of this program never are, and its tables of figures before any other.
    """
    best: tuple[float, str] | None = None
    visible = [one for one in book.sheets if not one.hidden]
    own, results = own_sheets(book), [one.name for one in visible if is_result(one)]
    for sheet in visible:
        if sheet.name in results or (own and sheet.name not in own):
            continue
        score = _sheet_score(sheet, catalogue)
        if score and (best is None or score > best[0]):
            best = score, sheet.name
    if best is None and results:
        raise RefusedFileError(book.file, "results", ", ".join(results))
    if best is None:
        hidden = [one.name for one in book.sheets if one.hidden and _sheet_score(one, catalogue)]
        has_names = any(map(_names_units, visible))
        raise no_table(book, visible, has_names=has_names, hidden=hidden)
    return best[1]


def _names_units(sheet: Sheet) -> bool:
    """Say whether a sheet has a heading for the names of units, whatever else it lacks."""
    return next(candidates(sheet), None) is not None


def _sheet_score(sheet: Sheet, catalogue: Catalogue) -> float:
    header = find_header(sheet, catalogue)
    if header is None:
        return 0
    score = header_score(sheet, catalogue, header)
    return score / _LEAST if _is_detail(sheet, header) else score


def _is_detail(sheet: Sheet, header: tuple[int, int]) -> bool:
    """Say whether a sheet lists dossiers one by one, by its name or by a column of its own."""
    heads = (fold(path[-1]) for path in paths_of(sheet, header).values())
    return _DETAIL.search(fold(sheet.name)) is not None or any(map(_PERSONAL.fullmatch, heads))


# --- the table ---


def _table(
    sheet: Sheet, catalogue: Catalogue, header: tuple[int, int], chosen: dict[str, str]
) -> Table:
    paths = paths_of(sheet, header)
    labels = labels_in(sheet, header[1], paths)
    paths = _apart(paths, labels)
    titles = titles_above(sheet, header[0])
    keys = columns_of.meanings(paths, catalogue, are_targets=assigns(titles))
    keys = {
        one: key for one, key in keys.items() if one < _BEYOND or not _is_target(key, catalogue)
    }
    if any(_IN_THOUSANDS.search(fold(one)) for one in titles):
        keys = {one: key for one, key in keys.items() if not _is_money(key, catalogue)}
    for letter, key in chosen.items():
        number = _chosen_number(column_of(letter), paths, keys, key)
        keys = {column: one for column, one in keys.items() if one != key}
        keys[number] = key
        paths.setdefault(number, ())
    columns = tuple(
        _column(number, path, keys, labels, catalogue)
        for number, path in sorted(paths.items(), key=lambda item: (_real(item[0]), item[0]))
    )
    rows = tuple(classify(sheet, _layout(sheet, header, columns, catalogue)))
    return Table(sheet, header, columns, rows, _stated(titles, columns), titles)


def _stated(titles: tuple[str, ...], columns: Iterable[Column]) -> Period | None:
    """Return the period the titles state, or else all headings that state one."""
    if (stated := stated_period(titles)) is not None:
        return stated
    heads = {text for one in columns for text in one.path}
    periods = {found for text in heads if (found := stated_period([text])) is not None}
    return periods.pop() if len(periods) == 1 else None


def _apart(paths: dict[int, Path], labels: Mapping[int, tuple[str, ...]]) -> dict[int, Path]:
    """Return the paths with a column of its own, under a number no sheet has, for every label."""
    found: dict[int, Path] = {}
    for number, path in paths.items():
        for position, label in enumerate(labels.get(number, ()), 1):
            found[number + position * _BEYOND] = (*path, label)
        if number not in labels:
            found[number] = path
    return found


def _is_target(key: str, catalogue: Catalogue) -> bool:
    """Say whether a meaning is a percentage of its own: a rate within a cell never is."""
    measure = catalogue.measures.get(key)
    return measure is not None and measure.unit is MeasureUnit.PERCENT


def _is_money(key: str, catalogue: Catalogue) -> bool:
    measure = catalogue.measures.get(key)
    return measure is not None and measure.unit is MeasureUnit.MONEY


def _real(number: int) -> int:
    return (number - 1) % _BEYOND + 1


def _chosen_number(
    number: int, paths: Mapping[int, Path], keys: Mapping[int, str], key: str
) -> int:
    """Return which of a column's lines is meant where the clerk names its letter."""
    lines = [one for one in sorted(paths) if one > _BEYOND and _real(one) == number]
    there = [one for one in lines if keys.get(one) == key]
    free = [one for one in lines if one not in keys and not is_rate(paths[one][-1:])]
    return next(iter([*there, *free, *lines]), number)


def _column(
    number: int,
    path: Path,
    keys: Mapping[int, str],
    labels: Mapping[int, tuple[str, ...]],
    catalogue: Catalogue,
) -> Column:
    real = _real(number)
    key = keys.get(number, UNKNOWN)
    if real == number:
        return Column(number, path, key)
    line = labels[real][(number - real) // _BEYOND - 1]
    counted = [one for one in keys if one > _BEYOND and _real(one) == real]
    measures = [one for one in counted if keys[one] in catalogue.measures]
    return Column(real, path, key, line, alone=measures == [number])


def _layout(
    sheet: Sheet, header: tuple[int, int], columns: tuple[Column, ...], catalogue: Catalogue
) -> Layout:
    by_key = {one.key: one.number for one in columns if one.key}
    values = tuple(
        one.number
        for one in columns
        if one.key in catalogue.measures or one.key.startswith(RATE_MARK)
    )
    names = tuple(
        frozenset(fold(one.text) for one in sheet.rows.get(row, {}).values())
        for row in range(header[0], header[1] + 1)
    )
    lines = frozenset(one.number for one in columns if one.line)
    who = by_key.get(UNIT, max(values, default=0))
    return Layout(header, by_key, values, _wide_rows(sheet.merges, values, who), names, lines)


def _wide_rows(merges: tuple[Merge, ...], values: tuple[int, ...], who: int) -> frozenset[int]:
    """Return the rows where one merged cell runs from the names over columns of values.

    Those are titles and groups; a remark in place of all values leaves the name beside it.
    """
    return frozenset(
        one.top
        for one in merges
        if one.top == one.bottom
        and one.left <= who
        and any(one.left < value <= one.right for value in values)
    )

"""Which row is what: data, groups, totals, numbering, and the words around the table."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from thidua_desktop.domain.vietnamese import fold, match_key, nfc
from thidua_desktop.importing.book import Cell, CellKind, Sheet
from thidua_desktop.importing.cells import count_in, is_numeric, shown
from thidua_desktop.importing.columns import STT, UNIT, role_of

_MOST_BLANKS = 200
"""Blank rows of one gap that are still worth naming."""

_NUMBERING = re.compile(
    r"[\[(-]?(?:cột\s*)?(?:\d{1,2}(?:[.,]\d)?[a-zđ]?|[ivx]{1,4}|[a-zđ])[\]).]?(?:\s*[=:].*)?",
    re.IGNORECASE,
)
"""«(1)» typed into a spreadsheet becomes the number −1."""
_LETTER = re.compile(r"[\[(]?([a-zđ])[\]).]?", re.IGNORECASE)
_FEWEST_NUMBERED = 3
_ARABIC = re.compile(r"\d+(?:[.,]\d+)*\.?")
OUTLINE = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)]?")
_OUTLINED = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|[A-E])\s*[.)/]\s*\S.*")
"""A group named together with its number; «X.», «H.» and «P.» are kinds of bodies."""
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tổng(?! (?:công ty|cục|đội|hội|đài|kho|biên|thanh|liên))|cộng)"
    r"(?:[ :(.].*)?"
    r"|(?:tổng )?toàn (?:tỉnh|huyện|thành phố|thị xã|xã|sở|ngành|trung tâm|đơn vị|cơ quan)[ :.]*"
)
_TOTAL_BARE = frozenset({"tong cong", "tong so", "tong", "cong"})
_TOTAL_SHORT = "tc"
"""«TC» is a total only where the other rows are numbered and it is not."""
_PART = re.compile(r"trong đó.*")
_BESIDE = re.compile(
    r"(?:bình quân|trung bình|tỷ lệ|tỉ lệ|so (?:với|sánh)|cùng kỳ|tăng|giảm|xếp (?:loại|hạng))"
    r"(?:[ :(,].*)?|\(?ví dụ\b.*"
)
"""Rows that compare or divide what the others count, and examples of a template."""
_BULLET = re.compile(r"[-+•*–]")
_NOTE = re.compile(r"(?:ghi chu|luu y|chu thich|nguon|\(?\*+\)?|\(?[1-9]\)).*")

_WHOLE_NUMBER = re.compile(r"\d+\.?")


class RowKind(StrEnum):
    """What a row is; all but data are no data."""

    TITLE = "title"
    HEADER = "header"
    NUMBERING = "numbering"
    GROUP = "group"
    DATA = "data"
    DETAIL = "detail"
    """A part of the row above it («Trong đó»)."""
    TOTAL = "total"
    BLANK = "blank"
    NOTE = "note"
    SIGNATURE = "signature"


class Row(NamedTuple):
    """One row of the sheet; `group` is the heading of the group it stands under.

    `name` is the name as typed. `numbered` says whether it carries a number of its own, `in_list`
    whether the table numbers its rows: data without a number may be a group's heading after all,
    which only the list of participants can tell.
    """

    number: int
    kind: RowKind
    name: str = ""
    group: str = ""
    numbered: bool = True
    in_list: bool = True
    has_values: bool = False

    @property
    def why(self) -> str:
        """Return why it is no data, as the plan says it."""
        if self.kind is RowKind.GROUP and self.has_values:
            return "group with subtotals"
        return self.kind.value


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a table before its rows are looked at.

    `values` are the columns with counts and rates, `wide` the rows with a merged cell over them,
    `names` the folded texts of the header rows, `lines` the columns with several values a cell.
    """

    header: tuple[int, int]
    keys: Mapping[str, int]
    values: tuple[int, ...]
    wide: frozenset[int]
    names: tuple[frozenset[str], ...]
    lines: frozenset[int] = frozenset()


class _Line(NamedTuple):
    """One row under the header, as it looks by itself.

    `title` is its name, tidied; `label` what it is called, wherever that stands.
    """

    number: int
    cells: Mapping[int, Cell]
    stt: str
    name: str
    title: str
    label: str
    has_values: bool


def is_numbering(cells: Mapping[int, Cell], *, fewest: int = _FEWEST_NUMBERED) -> bool:
    """Say whether a row only numbers the columns: (1), [2], 3=4+5, A, B, 1, 2, a, b, c."""
    texts = [shown(cell) for _, cell in sorted(cells.items())]
    if len(texts) < fewest or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    letters = [fold(found[1]) for text in texts if (found := _LETTER.fullmatch(text))]
    if len(letters) == len(texts):
        return letters[0] == "a" and letters == sorted(letters)
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    rising = all(first < second for first, second in pairwise(numbers))
    return rising and numbers[:1] in ([1], [2], [3])


def merged_down(sheet: Sheet, column: int) -> dict[int, Cell]:
    """Return what merged cells of a column say of the rows below their first one."""
    found: dict[int, Cell] = {}
    numbers = sorted(sheet.rows)
    for one in sheet.merges:
        if one.top == one.bottom or not one.left <= column <= one.right:
            continue
        if (cell := sheet.cell(one.top, one.left)) is None:
            continue
        for row in numbers[bisect_right(numbers, one.top) : bisect_right(numbers, one.bottom)]:
            if row in found:  # merges that overlap: no spreadsheet program writes them
                break
            found[row] = cell
    return found


def classify(sheet: Sheet, layout: Layout) -> Iterator[Row]:
    """Say of every row of the sheet what it is, in order; long gaps are not listed."""
    last = max(sheet.rows, default=0)
    body = tuple(_line(sheet, layout, n) for n in sorted(sheet.rows) if n > layout.header[1])
    body_rows = {row.number: row for row in _body(body, layout)}
    before = 0
    for number in [*sorted(sheet.rows), last + 1]:
        if number - before <= _MOST_BLANKS:
            yield from (Row(blank, RowKind.BLANK) for blank in range(before + 1, number))
        before = number
        if number > last:
            return
        if number < layout.header[0]:
            yield Row(number, RowKind.TITLE)
        elif number <= layout.header[1]:
            yield Row(number, RowKind.HEADER)
        else:
            yield body_rows[number]


def _line(sheet: Sheet, layout: Layout, number: int) -> _Line:
    cells = sheet.rows[number]
    stt = shown(cells.get(layout.keys.get(STT, 0)))
    name = cells.get(layout.keys.get(UNIT, 0))
    typed = _typed(name) if name else ""
    title = nfc(typed)
    label = title or ("" if _ARABIC.fullmatch(stt) else stt)
    return _Line(number, cells, stt, typed, title, label, _has_values(cells, layout))


def _typed(cell: Cell) -> str:
    """Return a name as it was typed, spaces and all, in composed letters."""
    return normalize("NFC", cell.text) if cell.kind is CellKind.TEXT else shown(cell)


def _has_values(cells: Mapping[int, Cell], layout: Layout) -> bool:
    if layout.lines and any("\n" in cells[one].text for one in layout.lines if one in cells):
        return True
    texts: list[Cell] = []
    for column in layout.values:
        if (cell := cells.get(column)) is not None:
            if cell.kind is not CellKind.TEXT or is_numeric(cell):
                return True
            texts.append(cell)
    return bool(texts) and all(count_in(one).missing is not None for one in texts)


def _body(lines: tuple[_Line, ...], layout: Layout) -> Iterator[Row]:
    end = _end(lines, layout)
    numbers_rows = any(_ARABIC.fullmatch(line.stt) for line in lines)
    group, part = "", False
    for position, line in enumerate(lines):
        if line.number > end:
            yield Row(line.number, _after(line))
            continue
        following = lines[position + 1] if position + 1 < len(lines) else None
        kind = _kind(line, following, layout, numbers_rows=numbers_rows)
        if kind is RowKind.DATA and part and not line.stt and _BULLET.match(line.label):
            kind = RowKind.DETAIL
        part = kind is RowKind.DETAIL
        numbered = bool(line.stt) and line.label != nfc(line.stt)
        if kind is RowKind.GROUP or (numbers_rows and not numbered and not line.has_values):
            group = line.label
        name = (kind is RowKind.DATA and line.name) or line.label
        yield Row(line.number, kind, name, group, numbered, numbers_rows, line.has_values)


def _end(lines: tuple[_Line, ...], layout: Layout) -> int:
    """Return the last row that belongs to the table: numbered, or with values.

    Another header (not the table's own again on a new page) begins another table.
    """
    end = 0
    for line in lines:
        if end and not line.has_values and _is_other_header(line, layout):
            return end
        if (
            line.has_values
            or (_ARABIC.fullmatch(line.stt) and line.name)
            or (end == line.number - 1 and _is_total(match_key(line.label)))
        ):
            end = line.number
    return end


def _is_other_header(line: _Line, layout: Layout) -> bool:
    texts = [nfc(one.text) for one in line.cells.values() if one.kind is CellKind.TEXT]
    if _texts(line) in layout.names:
        return False
    return {STT, UNIT} <= {role_of((text,)) for text in texts}


def _kind(line: _Line, following: _Line | None, layout: Layout, *, numbers_rows: bool) -> RowKind:
    label = match_key(line.label)
    if not _is_named(line) and _only_numbers(line):
        return RowKind.NUMBERING
    if line.number in layout.wide and not line.has_values:
        return RowKind.GROUP
    if not line.has_values and _texts(line) in layout.names:
        return RowKind.HEADER
    if (kind := _said_kind(label)) is not None:
        return kind
    if numbers_rows and line.stt in {"", line.label} and label == _TOTAL_SHORT:
        return RowKind.TOTAL
    if _is_group(line, following, numbers_rows=numbers_rows):
        return RowKind.GROUP
    if not line.label and not line.stt:
        return RowKind.TOTAL if line.has_values else RowKind.NOTE
    return RowKind.DATA


def _only_numbers(line: _Line) -> bool:
    fewest = _FEWEST_NUMBERED - bool(_NUMBERING.fullmatch(nfc(line.name)))
    return is_numbering(line.cells, fewest=fewest)


def _said_kind(label: str) -> RowKind | None:
    """Return what a row's own words make it: a total, a part, something beside."""
    if _is_total(label):
        return RowKind.TOTAL
    if _PART.fullmatch(label):
        return RowKind.DETAIL
    return RowKind.NOTE if _BESIDE.fullmatch(label) else None


def _texts(line: _Line) -> frozenset[str]:
    return frozenset(fold(one.text) for one in line.cells.values())


def _is_total(label: str) -> bool:
    if _TOTAL.fullmatch(label):
        return True
    return len(label) <= len("tong cong") and fold(label) in _TOTAL_BARE


def _is_child(stt: str, *, of: str) -> bool:
    rest = stt.removeprefix(of)
    return rest != stt and rest[:1] in {".", ","} and rest[1:2].isdigit()


def _is_named(line: _Line) -> bool:
    return len(line.title) > len("(10)=")


def _is_group(line: _Line, following: _Line | None, *, numbers_rows: bool) -> bool:
    if OUTLINE.fullmatch(line.stt) and line.name and (numbers_rows or not line.has_values):
        return True
    if numbers_rows and line.stt in {"", line.label} and _OUTLINED.fullmatch(line.label):
        return True
    return (
        following is not None
        and line.has_values
        and _WHOLE_NUMBER.fullmatch(line.stt) is not None
        and _is_child(following.stt, of=line.stt.rstrip("."))
    )


def _after(line: _Line) -> RowKind:
    first = next((shown(one) for _, one in sorted(line.cells.items())), "")
    return RowKind.NOTE if _NOTE.fullmatch(fold(first)) else RowKind.SIGNATURE

"""What was read of a file: sheets of cells with their addresses, sparse, as the file wrote them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

Step = Callable[[int, int], None]
"""Called with what is done and the whole; raises Cancelled when the user asks to stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold: bytes unpacked, cells with values, characters kept.

    The characters bound the memory of a reading, two bytes each.
    """

    unpacked: int = 200 * 1024 * 1024
    cells: int = 2_000_000
    characters: int = 40_000_000


DEFAULT_LIMITS = Limits()
LARGE_LIMITS = Limits(4 * DEFAULT_LIMITS.unpacked, 10_000_000, 200_000_000)
"""For a table somebody knows to be that large: still no file can take all memory there is."""

_FIRST_DAY = date(1899, 12, 30)
_LEAP_BUG = 60
"""Excel counts a 29 February 1900: serials below this are one day later than the others say."""


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    UNCALCULATED = "uncalculated"
    """A formula whose result was never stored."""


class Cell(NamedTuple):
    """One cell with a value.

    `text` is the text; the number as the file wrote it; the day as ISO; TRUE or FALSE; the error
    (`#REF!`); or the formula that was never calculated. `font` is named only where it is one of
    the fonts of before Unicode, which tell how their letters are to be read.
    """

    kind: CellKind
    text: str
    number_format: str = ""
    font: str = ""


class Merge(NamedTuple):
    """A merged range; rows and columns count from 1, all four belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only rows and cells that hold something, by number from 1.

    `before` are the lines that stand before the table where the table is not all there is: on a
    web page.
    """

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    merges: tuple[Merge, ...] = ()
    before: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None where nothing stands."""
        return self.rows.get(row, {}).get(column)


@dataclass(frozen=True, slots=True)
class LegacyText:
    """Cells of one sheet whose text was read from an encoding of before Unicode.

    `by` is `font` or `content`; `before` and `after` are the longest of the texts in both
    readings; `loses_case` says that capitals with tones could not be told from small letters.
    """

    sheet: str
    encoding: str
    by: str
    cells: int
    columns: tuple[str, ...]
    before: str
    after: str
    loses_case: bool
    kept: bool = False
    """The clerk wants the text as it was typed."""


class Reread(NamedTuple):
    """One cell read from an old encoding: what stood there, and the Unicode of it."""

    encoding: str
    by: str
    before: str
    after: str
    loses_case: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: its name, its SHA-256, its sheets in their order."""

    file: str
    digest: str
    kind: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    legacy: tuple[LegacyText, ...] = ()
    reread: Mapping[str, Mapping[tuple[int, int], Reread]] = field(default_factory=dict)
    """What `legacy` sums up: by sheet, then by row and column."""

    @property
    def names_sheets(self) -> bool:
        """Say whether the file itself names its sheets; texts and web pages do not."""
        return self.kind not in {"csv", "html"}

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by name; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def no_step(done: int, whole: int) -> None:
    """Report to nobody."""


@cache
def letter_of(column: int) -> str:
    """Return a column's letters: 1 is `A`, 27 is `AA`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return a column's number: `A` is 1. ValueError for anything but letters."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - ord("A") + 1
    if not number:
        raise ValueError("no column named")
    return number


def address(row: int, column: int) -> str:
    """Return a cell's address: `B39`."""
    return f"{letter_of(column)}{row}"


def day_of(serial: int) -> date:
    """Return the day Excel shows for a serial number of its 1900 calendar."""
    return _FIRST_DAY + timedelta(days=serial + (0 < serial < _LEAP_BUG))

"""Delimited text (.csv, .tsv, .txt) → one sheet of texts; a record is a row."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Sheet, Step
from thidua_desktop.importing.package import Budget, refusals
from thidua_desktop.importing.plaintext import read_text
from thidua_desktop.importing.xlsx import MAX_COLUMN, MAX_ROW

_SEPARATORS: Final = ("\t", ";", ",", "|")
_LOOKED_AT: Final = 200
_SEPARATOR_LINE: Final = "sep="
_MOST_BREAKS: Final = 100
"""Line breaks in one field beyond which a quotation mark was never closed."""


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read a text file; RefusedFileError says why it cannot be."""
    budget = Budget(step, limits)
    with refusals(path.name):
        text = read_text(path, budget).replace("\r\n", "\n").replace("\r", "\n")
        text, separator = _separated(text)
        rows = _rows(_records(text, separator), budget)
    return Book(path.name, digest, "csv", (Sheet(path.stem, False, rows),))


def _separated(text: str) -> tuple[str, str]:
    """Return the text and what parts its fields; Excel's own line about that is left out."""
    first, _, rest = text.partition("\n")
    said = first.strip().removeprefix(_SEPARATOR_LINE)
    if first.startswith(_SEPARATOR_LINE) and len(said) <= 1:
        return rest, said or "\t"
    return text, max(_SEPARATORS, key=lambda one: _evenness(text, one))


def _evenness(text: str, separator: str) -> int:
    """Return how many fields stand in records of the most common width, none for one field."""
    try:
        widths = Counter(len(one) for one in islice(_records(text, separator), _LOOKED_AT) if one)
    except csv.Error:  # a field longer than any of a table
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the fields of every record; where a quotation mark is never closed, of every line."""
    if _is_closed(text, separator):
        return csv.reader(_lines(text), delimiter=separator)
    return csv.reader(_lines(text), delimiter=separator, quoting=csv.QUOTE_NONE)


def _is_closed(text: str, separator: str) -> bool:
    if '"' not in text:
        return True
    try:
        return not any(
            field.count("\n") > _MOST_BREAKS
            for record in csv.reader(_lines(text), delimiter=separator)
            for field in record
        )
    except csv.Error:
        return False


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _rows(records: Iterator[list[str]], budget: Budget) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    try:
        for number, record in enumerate(records, 1):
            cells = {
                column: Cell(CellKind.TEXT, text)
                for column, text in enumerate(record, 1)
                if text.strip()
            }
            if not cells:
                continue
            if number > MAX_ROW or max(cells) > MAX_COLUMN:
                raise ValueError("out of any sheet")
            for cell in cells.values():
                budget.take_cell()
                budget.take_text(cell.text)
            rows[number] = cells
    except csv.Error as error:
        raise ValueError("not delimited text") from error
    return rows

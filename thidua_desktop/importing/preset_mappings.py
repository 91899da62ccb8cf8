"""Mappings of layouts inside a campaign's document: how another office's tables were read.

They travel with a campaign saved as a file. The campaign itself does not know them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.cells import READINGS
from thidua_desktop.importing.columns import RATE_MARK, ROLES
from thidua_desktop.importing.datafile import (
    Table,
    Value,
    day,
    flag,
    items,
    name_of,
    table,
    text,
    whole,
)

KEY: Final = "mappings"


@dataclass(frozen=True, slots=True)
class PresetColumn:
    """One column of a layout: letters, heading, what it is taken for, how it is read."""

    letter: str
    heading: str
    role: str
    reading: str
    as_typed: bool


@dataclass(frozen=True, slots=True)
class PresetMapping:
    """How tables of one layout are read; sheet and header where somebody chose them."""

    file: str
    day: date
    columns: tuple[PresetColumn, ...]
    sheet: str | None = None
    header: tuple[int, int] | None = None


def mapping(node: Table) -> PresetMapping:
    """Read one mapping."""
    node.only("file day columns sheet header")
    return PresetMapping(
        node.take("file", text),
        node.take("day", day),
        node.take("columns", items(table(_column))),
        node.get("sheet", text, None),
        node.get("header", _header, None),
    )


def mappings_in(document: object, file: str) -> tuple[PresetMapping, ...]:
    """Return the mappings of a document's `KEY`; DataFileError where they are none."""
    return items(table(mapping))(Value(file, KEY, document))


def as_data(mappings: Sequence[PresetMapping]) -> list[dict[str, Any]]:
    """Return mappings as a document writes them."""
    return [
        {
            "file": one.file,
            "day": one.day,
            **({"sheet": one.sheet} if one.sheet else {}),
            **({"header": list(one.header)} if one.header else {}),
            "columns": [_column_data(column) for column in one.columns],
        }
        for one in mappings
    ]


def _column(node: Table) -> PresetColumn:
    node.only("letter heading role reading as-typed")
    catalogue = load_catalogue()
    rates = [f"{RATE_MARK}{one.id}" for one in catalogue.rates]
    roles = (*ROLES, *catalogue.measures, *dict.fromkeys(rates))
    return PresetColumn(
        node.take("letter", text),
        node.get("heading", text, ""),
        node.get("role", name_of(roles, "chỉ số hoặc vai trò của cột"), ""),
        node.get("reading", name_of(READINGS, "cách đọc số"), ""),
        node.get("as-typed", flag, False),
    )


def _column_data(column: PresetColumn) -> dict[str, Any]:
    said = {
        "letter": column.letter,
        "heading": column.heading,
        "role": column.role,
        "reading": column.reading,
        "as-typed": column.as_typed,
    }
    return {key: value for key, value in said.items() if value}


def _header(value: Value) -> tuple[int, int]:
    rows = items(whole(1))(value)
    if len(rows) != 2 or rows[0] > rows[1]:  # noqa: PLR2004 - the first row and the last
        raise value.refused("hai số dòng tiêu đề, như [4, 5]")
    return rows[0], rows[1]

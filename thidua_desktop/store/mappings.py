"""Mappings (cách ghép cột): what the columns of a layout were taken for when it was imported."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from thidua_desktop.store.campaigns import row_of


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of a layout: its letters and heading as they stood, and what it was taken for.

    `reading` is how ambiguous numbers in it are read; `as_typed` says that its text is not to be
    read from an encoding of before Unicode.
    """

    letter: str
    heading: str
    role: str
    reading: str = ""
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class StoredMapping:
    """How tables of one layout are read; sheet and header only where a person chose them."""

    signature: str
    columns: tuple[MappedColumn, ...]
    file: str
    at: datetime
    who: str
    sheet: str | None = None
    header: tuple[int, int] | None = None


class MappingTable:
    """Mappings by campaign and signature of the layout."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, campaign: str) -> tuple[StoredMapping, ...]:
        """Return the mappings of one campaign, the one used last first."""
        return tuple(self._select("WHERE key = ? ORDER BY at DESC, mapping.id DESC", campaign))

    def get(self, campaign: str, signature: str) -> StoredMapping | None:
        """Return the mapping of a layout."""
        return next(self._select("WHERE key = ? AND signature = ?", campaign, signature), None)

    def put(self, campaign: str, mapping: StoredMapping) -> None:
        """Keep a mapping in place of the one of its layout; KeyError without the campaign."""
        first, last = mapping.header or (None, None)
        columns = [
            [one.letter, one.heading, one.role, one.reading, int(one.as_typed)]
            for one in mapping.columns
        ]
        self._connection.execute(
            "INSERT INTO mapping (campaign_id, signature, columns, sheet, header_first,"
            " header_last, file, at, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (campaign_id, signature) DO UPDATE SET columns = excluded.columns,"
            " sheet = excluded.sheet, header_first = excluded.header_first,"
            " header_last = excluded.header_last, file = excluded.file, at = excluded.at,"
            " who = excluded.who",
            [
                row_of(self._connection, campaign),
                mapping.signature,
                json.dumps(columns, ensure_ascii=False),
                mapping.sheet,
                first,
                last,
                mapping.file,
                mapping.at.isoformat(),
                mapping.who,
            ],
        )

    def remove(self, campaign: str, signature: str) -> None:
        """Forget the mapping of a layout."""
        self._connection.execute(
            "DELETE FROM mapping WHERE campaign_id = ? AND signature = ?",
            [row_of(self._connection, campaign), signature],
        )

    def _select(self, which: str, *values: str) -> Iterator[StoredMapping]:
        rows = self._connection.execute(
            "SELECT signature, columns, sheet, header_first, header_last, file, at, who"
            f" FROM mapping JOIN campaign ON campaign.id = campaign_id {which}",
            values,
        )
        for signature, columns, sheet, first, last, file, at, who in rows:
            yield StoredMapping(
                signature,
                tuple(
                    MappedColumn(letter, heading, role, reading, bool(as_typed))
                    for letter, heading, role, reading, as_typed in json.loads(columns)
                ),
                file,
                datetime.fromisoformat(at),
                who,
                sheet,
                None if first is None else (first, last),
            )

"""Imports (lần nhập số liệu): which file, when, by whom, and what came of it."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from thidua_desktop.domain.figures import Period
from thidua_desktop.store.campaigns import row_of

_COLUMNS: Final = (
    "file, digest, sheet, period_start, period_end, at, who,"
    " new_count, changed_count, same_count, left_out"
)


@dataclass(frozen=True, slots=True)
class LeftOutFinding:
    """What was wrong with a row that was not imported: code, cell and facts of a finding."""

    code: str
    cell: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """One row of the table that was not imported: its number, the name typed, and why (codes).

    Files of before this was kept have no `findings`.
    """

    row: int
    as_typed: str
    because: tuple[str, ...]
    findings: tuple[LeftOutFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What is kept about one import; `digest` is the SHA-256 of the file."""

    campaign: str
    file: str
    digest: str
    sheet: str
    period: Period | None
    at: datetime
    by: str
    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: tuple[LeftOutRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredImport:
    """One import as stored."""

    id: int
    record: ImportRecord


class ImportTable:
    """Every import that was carried out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, record: ImportRecord) -> int:
        """Store what is known of an import and return its number; KeyError without campaign."""
        campaign = row_of(self._connection, record.campaign)
        start = record.period.start if record.period else None
        left_out = [_left_out_json(one) for one in record.left_out]
        (number,) = self._connection.execute(
            f"INSERT INTO import (campaign_id, {_COLUMNS})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                campaign,
                record.file,
                record.digest,
                record.sheet,
                start.isoformat() if start else None,
                record.period.end.isoformat() if record.period else None,
                record.at.isoformat(),
                record.by,
                record.new,
                record.changed,
                record.same,
                json.dumps(left_out, ensure_ascii=False),
            ),
        ).fetchone()
        return int(number)

    def all(self, campaign: str) -> tuple[StoredImport, ...]:
        """Return the imports of one campaign, newest first."""
        return tuple(self._select("WHERE key = ? ORDER BY import.id DESC", campaign))

    def get(self, number: int) -> StoredImport | None:
        """Return one import."""
        return next(self._select("WHERE import.id = ?", number), None)

    def by_digest(self, digest: str) -> tuple[StoredImport, ...]:
        """Return the imports of a file with the same content, newest first."""
        return tuple(self._select("WHERE digest = ? ORDER BY import.id DESC", digest))

    def _select(self, which: str, *values: str | int) -> Iterator[StoredImport]:
        rows = self._connection.execute(
            f"SELECT import.id, key, {_COLUMNS} FROM import"
            f" JOIN campaign ON campaign.id = campaign_id {which}",
            values,
        )
        for number, campaign, file, digest, sheet, start, end, at, who, *counts, left_out in rows:
            new, changed, same = counts
            rows_left = (_left_out(*row) for row in json.loads(left_out))
            yield StoredImport(
                number,
                ImportRecord(
                    campaign=campaign,
                    file=file,
                    digest=digest,
                    sheet=sheet,
                    period=_period(start, end),
                    at=datetime.fromisoformat(at),
                    by=who,
                    new=new,
                    changed=changed,
                    same=same,
                    left_out=tuple(rows_left),
                ),
            )


def _left_out_json(row: LeftOutRow) -> list[object]:
    findings = [[one.code, one.cell, dict(one.facts)] for one in row.findings]
    return [row.row, row.as_typed, list(row.because), *([findings] if findings else [])]


def _left_out(
    row: int,
    as_typed: str,
    because: Sequence[str],
    findings: Sequence[tuple[str, str, dict[str, str]]] = (),
) -> LeftOutRow:
    found = tuple(LeftOutFinding(*one) for one in findings)
    return LeftOutRow(row, as_typed, tuple(because), found)


def _period(start: str | None, end: str | None) -> Period | None:
    if end is None:
        return None
    return Period(date.fromisoformat(start) if start else None, date.fromisoformat(end))

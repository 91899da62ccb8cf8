"""Commendations (khen thưởng) a unit or person had before, entered by hand."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.store.decisions import Said

_COLUMNS: Final = "subject_id, year, award, number, decided_on, authority, note"


@dataclass(frozen=True, slots=True)
class StoredPastAward:
    """One commendation: whose, of which year, what, and the decision as far as it is known."""

    subject: SubjectId
    year: int
    award: str
    number: str = ""
    decided_on: date | None = None
    authority: str = ""
    note: str = ""
    id: int = 0


class PastAwardTable:
    """Commendations by subject, the latest year first."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[StoredPastAward, ...]:
        """Return every commendation of everybody."""
        return self._select("ORDER BY year DESC, decided_on DESC, id DESC")

    def get(self, row: int) -> StoredPastAward | None:
        """Return one commendation by its row."""
        return next(iter(self._select("WHERE id = ?", row)), None)

    def add(self, award: StoredPastAward, said: Said) -> int:
        """Keep a commendation and return its row."""
        (row,) = self._connection.execute(
            f"INSERT INTO past_award ({_COLUMNS}, at, who)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            [*_values(award), said.at.isoformat(), said.who],
        ).fetchone()
        return int(row)

    def replace(self, award: StoredPastAward, said: Said) -> None:
        """Correct a commendation, by its row."""
        sets = ", ".join(f"{name.strip()} = ?" for name in _COLUMNS.split(","))
        self._connection.execute(
            f"UPDATE past_award SET {sets}, at = ?, who = ? WHERE id = ?",
            [*_values(award), said.at.isoformat(), said.who, award.id],
        )

    def remove(self, row: int) -> None:
        """Take a commendation out."""
        self._connection.execute("DELETE FROM past_award WHERE id = ?", [row])

    def _select(self, which: str, *values: int) -> tuple[StoredPastAward, ...]:
        rows = self._connection.execute(f"SELECT {_COLUMNS}, id FROM past_award {which}", values)
        return tuple(
            StoredPastAward(
                SubjectId(subject),
                year,
                award,
                number,
                date.fromisoformat(decided) if decided else None,
                authority,
                note,
                row,
            )
            for subject, year, award, number, decided, authority, note, row in rows
        )


def _values(one: StoredPastAward) -> list[str | int | None]:
    decided = one.decided_on.isoformat() if one.decided_on else None
    return [one.subject, one.year, one.award, one.number, decided, one.authority, one.note]

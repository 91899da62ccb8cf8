"""Snapshots (chốt): what was frozen, with its SHA-256. Never changed, never removed.

A snapshot that no longer holds is withdrawn by an entry of its own.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from thidua_desktop.store.decisions import Said

_SELECT: Final = (
    "SELECT snapshot.id, campaign, number, name, code, as_of, snapshot.who, snapshot.at,"
    " snapshot.why, digest, gone.who, gone.at, gone.why FROM snapshot"
    " LEFT JOIN snapshot_withdrawal AS gone ON gone.snapshot_id = snapshot.id"
)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is to be frozen: canonical JSON, and the short code of its data and rules."""

    name: str
    code: str
    as_of: date
    content: str


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """One snapshot without its content; `withdrawn` says who took it back, when and why."""

    id: int
    campaign: str
    number: int
    name: str
    code: str
    as_of: date
    said: Said
    digest: str
    withdrawn: Said | None = None


class SnapshotTable:
    """Snapshots of campaigns, numbered from 1 in each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, campaign: str) -> tuple[StoredSnapshot, ...]:
        """Return the snapshots of one campaign, the first one first."""
        return tuple(self._select("WHERE campaign = ? ORDER BY number", campaign))

    def get(self, snapshot: int) -> StoredSnapshot | None:
        """Return one snapshot by its row."""
        return next(self._select("WHERE snapshot.id = ?", snapshot), None)

    def content(self, snapshot: int) -> str:
        """Return what was frozen; KeyError if there is no such snapshot."""
        row = self._connection.execute(
            "SELECT content FROM snapshot WHERE id = ?", [snapshot]
        ).fetchone()
        if row is None:
            raise KeyError(snapshot)
        return str(row[0])

    def add(self, campaign: str, frozen: Frozen, said: Said) -> int:
        """Keep a snapshot and return its row."""
        (row,) = self._connection.execute(
            "INSERT INTO snapshot (campaign, number, name, code, as_of, at, who, why, digest,"
            " content) VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM snapshot"
            " WHERE campaign = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
            [
                campaign,
                frozen.name,
                frozen.code,
                frozen.as_of.isoformat(),
                said.at.isoformat(),
                said.who,
                said.why,
                digest_of(frozen.content),
                frozen.content,
            ],
        ).fetchone()
        return int(row)

    def withdraw(self, snapshot: int, said: Said) -> None:
        """Take a snapshot back; it stays readable."""
        self._connection.execute(
            "INSERT INTO snapshot_withdrawal (snapshot_id, at, who, why) VALUES (?, ?, ?, ?)",
            [snapshot, said.at.isoformat(), said.who, said.why],
        )

    def _select(self, which: str, *values: str | int) -> Iterator[StoredSnapshot]:
        for row in self._connection.execute(f"{_SELECT} {which}", values):
            number, campaign, place, name, code, as_of, who, at, why, digest, *gone = row
            yield StoredSnapshot(
                number,
                campaign,
                place,
                name,
                code,
                date.fromisoformat(as_of),
                Said(who, datetime.fromisoformat(at), why),
                digest,
                Said(gone[0], datetime.fromisoformat(gone[1]), gone[2]) if gone[1] else None,
            )


def digest_of(content: str) -> str:
    """Return the SHA-256 of what was frozen, as hexadecimal digits."""
    return sha256(content.encode()).hexdigest()


def broken(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the campaign and number of every snapshot that does not fit its hash."""
    rows = connection.execute("SELECT campaign, number, digest, content FROM snapshot ORDER BY id")
    return tuple(
        f"{campaign} {number}"
        for campaign, number, digest, content in rows
        if digest_of(content) != digest
    )

"""The journal (nhật ký): one entry per action, append-only, each chained to the one before.

`digest` is the digest of all rows after the action (see `digests`), so an entry that was
changed breaks the chain, and a row that was changed outside the program differs from the
last entry's digest.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from thidua_desktop.store import digests

_NO_HASH: Final = "0" * 64
_COLUMNS: Final = "id, at, who, kind, label, counts, undoes, digest, hash"

Counts = Mapping[str, Mapping[str, int]]
"""Rows new, changed and removed, by table: `{"figure": {"new": 12}}`."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One action; `undoes` is the number of the entry it took back."""

    number: int
    at: datetime
    who: str
    kind: str
    label: str
    counts: Counts
    undoes: int | None
    digest: str
    hash: str

    @property
    def tables(self) -> frozenset[str]:
        """Return the tables it touched."""
        return frozenset(self.counts)


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be written into the journal, before it has a place there."""

    who: str
    kind: str
    label: str
    counts: Counts
    undoes: int | None = None


def append(connection: sqlite3.Connection, action: Action, digest: int) -> int:
    """Add an entry after the last one and return its number."""
    end = last(connection)
    number = end.number + 1 if end else 1
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    counts = json.dumps(action.counts, sort_keys=True)
    said = (number, at, action.who, action.kind, action.label, counts, action.undoes)
    row = (*said, f"{digest:064x}")
    connection.execute(
        f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, _hash(end.hash if end else _NO_HASH, row)),
    )
    return number


def last(connection: sqlite3.Connection) -> JournalEntry | None:
    """Return the newest entry."""
    return next(_entries(connection, "ORDER BY id DESC LIMIT 1"), None)


def get(connection: sqlite3.Connection, number: int) -> JournalEntry:
    """Return one entry; KeyError if there is none."""
    for entry in _entries(connection, "WHERE id = ?", number):
        return entry
    raise KeyError(number)


def newest(connection: sqlite3.Connection, limit: int) -> tuple[JournalEntry, ...]:
    """Return the last entries, newest first."""
    return tuple(_entries(connection, "ORDER BY id DESC LIMIT ?", limit))


def state(connection: sqlite3.Connection, number: int | None = None) -> int:
    """Return the digest of all rows after entry `number`, or after the last one."""
    if number == 0:
        return 0
    entry = last(connection) if number is None else get(connection, number)
    return int(entry.digest, 16) if entry else 0


def delta(connection: sqlite3.Connection, number: int) -> int:
    """Return by how much entry `number` changed the digest of all rows."""
    return (state(connection, number) - state(connection, number - 1)) % digests.MODULUS


def broken_at(connection: sqlite3.Connection) -> int | None:
    """Return the number of the first entry that is missing or does not fit its hash."""
    before = _NO_HASH
    rows = connection.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY id")
    for expected, row in enumerate(rows, start=1):
        if row[0] != expected or row[-1] != _hash(before, row[:-1]):
            return expected
        before = row[-1]
    return None


def _hash(before: str, row: tuple[object, ...]) -> str:
    said = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{before}\n{said}".encode()).hexdigest()


def _entries(connection: sqlite3.Connection, which: str, *values: object) -> Iterator[JournalEntry]:
    for row in connection.execute(f"SELECT {_COLUMNS} FROM journal {which}", values):
        number, at, who, kind, label, counts, undoes, digest, chained = row
        yield JournalEntry(
            number=number,
            at=datetime.fromisoformat(at),
            who=who,
            kind=kind,
            label=label,
            counts=json.loads(counts),
            undoes=undoes,
            digest=digest,
            hash=chained,
        )

"""Whether a file is sound: its pages, its references, its journal and its rows."""

import sqlite3
from dataclasses import dataclass

from thidua_desktop.store import digests, journal, snapshots, undo


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found.

    Codes: `integrity` (SQLite finds the file damaged), `foreign-key` (a row points at one that
    is gone), `journal` (an entry was changed or removed; `detail` is its number), `rows` (a row
    was changed outside the program), `snapshot` (what was frozen does not fit its hash; `detail`
    is its campaign and number).
    """

    code: str
    detail: str = ""


def problems(connection: sqlite3.Connection) -> tuple[Problem, ...]:
    """Return all that is wrong; damaged pages alone, since nothing after them can be trusted."""
    damaged = [row for (row,) in connection.execute("PRAGMA integrity_check")]
    if damaged != ["ok"]:
        return tuple(Problem("integrity", one) for one in damaged)
    found = [
        Problem("foreign-key", f"{table} {row} → {parent}")
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    number = journal.broken_at(connection)
    if number is not None:
        found.append(Problem("journal", str(number)))
    found += [Problem("snapshot", one) for one in snapshots.broken(connection)]
    if digest_of_rows(connection) != journal.state(connection):
        found.append(Problem("rows"))
    return tuple(found)


def digest_of_rows(connection: sqlite3.Connection) -> int:
    """Return the digest of every watched row as it stands."""
    return digests.of_all(connection, undo.watched(connection))

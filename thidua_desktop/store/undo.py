"""Undo and redo by replaying row images, recorded by triggers.

A new use case is undoable without a line of inverse code. Watched tables have an integer
`id` and no BLOB column. The rows a bulk insert adds are recorded as one range of ids; their
images are kept only while the step is undone, for redoing it, and `after` says how many they
were and their digest.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from thidua_desktop.store import digests

STEPS_KEPT: Final = 100
SIZE_KEPT: Final = 64 * 1024 * 1024
"""Characters of images kept beyond the last `STEPS_KEPT` steps."""

_TRIGGER: Final = "undo_"
_NUL: Final = "\\u0000"
"""At this sign, as an image writes it, SQLite ends a text that it takes out of the image."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one step did: rows per table and kind of change, and the change of the digest."""

    counts: Mapping[str, Mapping[str, int]]
    delta: int

    @property
    def tables(self) -> frozenset[str]:
        """Return the tables it touched."""
        return frozenset(self.counts)


@dataclass(frozen=True, slots=True)
class Step:
    """One step that can be taken back or done again, and its journal entries."""

    id: int
    journal_id: int
    undone_by: int | None


# --- recording ---


def watch(connection: sqlite3.Connection, table: str) -> None:
    """Record every change of `table` while a step is open."""
    before, after = (digests.image(connection, table, row) for row in ("OLD", "NEW"))
    for event, row, old, new in (
        ("INSERT", "NEW", "NULL", after),
        ("UPDATE", "NEW", before, after),
        ("DELETE", "OLD", before, "NULL"),
    ):
        only = " WHERE NOT as_range" if event == "INSERT" else ""
        connection.execute(
            f'CREATE TRIGGER {_TRIGGER}{table}_{event.lower()} AFTER {event} ON "{table}" BEGIN'
            " INSERT INTO undo_change (step_id, tbl, row_id, before, after)"
            f" SELECT step_id, '{table}', {row}.id, {old}, {new} FROM undo_open{only}; END"
        )
    connection.execute(
        f'CREATE TRIGGER {_TRIGGER}{table}_id BEFORE UPDATE OF id ON "{table}"'
        " WHEN NEW.id IS NOT OLD.id BEGIN SELECT RAISE(ABORT, 'an id never changes'); END"
    )


def watch_anew(connection: sqlite3.Connection, table: str) -> None:
    """Record a table whose columns changed; where its old rows stand in a step, forget all steps.

    An old image would bring a row back without the new columns, and no step may be taken back
    over one that was forgotten.
    """
    for event in ("insert", "update", "delete", "id"):
        connection.execute(f"DROP TRIGGER {_TRIGGER}{table}_{event}")
    watch(connection, table)
    stale = connection.execute("SELECT 1 FROM undo_change WHERE tbl = ? LIMIT 1", [table])
    if stale.fetchone():
        for (step,) in connection.execute("SELECT id FROM undo_step").fetchall():
            forget(connection, step)


def watched(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the tables whose changes are recorded, in order of name."""
    found = connection.execute(
        "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'"
        " AND name GLOB 'undo_*' ORDER BY tbl_name"
    )
    return tuple(name for (name,) in found)


def open_step(connection: sqlite3.Connection) -> int:
    """Start recording and return the step's number."""
    (step,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM undo_step").fetchone()
    connection.execute("INSERT INTO undo_open VALUES (1, ?, 0)", [step])
    return int(step)


@contextmanager
def as_range(connection: sqlite3.Connection, table: str, first: int, last: int) -> Iterator[None]:
    """Record the rows inserted inside as one range: they take ids from `first` to `last`.

    The trigger that would record each of them is away meanwhile: it takes a third of the time.
    """
    trigger = f"{_TRIGGER}{table}_insert"
    (sql,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", [trigger]
    ).fetchone()
    connection.execute(f"DROP TRIGGER {trigger}")
    try:
        yield
    finally:
        if connection.in_transaction:  # a full disk has already rolled it back, the trigger too
            connection.execute(sql)
            connection.execute(
                "INSERT INTO undo_change (step_id, tbl, row_id, last_row_id, after)"
                " SELECT step_id, ?, ?, ?, ? FROM undo_open",
                [table, first, last, _inserted(connection, table, (first, last))],
            )


def stop_recording(connection: sqlite3.Connection, step: int) -> Recorded:
    """Stop recording and say what was done; a step that changed nothing is forgotten."""
    connection.execute("DELETE FROM undo_open")
    connection.execute(
        "DELETE FROM undo_change WHERE step_id = ? AND last_row_id IS NULL AND before IS after",
        [step],
    )
    recorded = _recorded(connection, step)
    if recorded.delta == 0:  # whatever was done has been taken back within the step
        connection.execute("DELETE FROM undo_change WHERE step_id = ?", [step])
        return Recorded({}, 0)
    return recorded


def keep(connection: sqlite3.Connection, step: int, journal_id: int) -> None:
    """Make a recorded step the last one; what was undone before can no longer be redone."""
    forgotten = connection.execute("SELECT id FROM undo_step WHERE undone_by IS NOT NULL")
    for (old,) in forgotten.fetchall():
        forget(connection, old)
    (size,) = connection.execute(
        "SELECT sum(coalesce(length(before), 0) + coalesce(length(after), 0))"
        " FROM undo_change WHERE step_id = ?",
        [step],
    ).fetchone()
    connection.execute(
        "INSERT INTO undo_step (id, journal_id, size) VALUES (?, ?, ?)", [step, journal_id, size]
    )
    _prune(connection)


# --- replaying ---


def last_done(connection: sqlite3.Connection) -> Step | None:
    """Return the step that undo would take back."""
    return _step(connection, "undone_by IS NULL ORDER BY id DESC")


def first_undone(connection: sqlite3.Connection) -> Step | None:
    """Return the step that redo would do again."""
    return _step(connection, "undone_by IS NOT NULL ORDER BY id")


def standing(connection: sqlite3.Connection) -> tuple[Step, ...]:
    """Return every step that can be taken back, the last one first."""
    rows = connection.execute(
        "SELECT id, journal_id, undone_by FROM undo_step WHERE undone_by IS NULL ORDER BY id DESC"
    )
    return tuple(Step(*row) for row in rows)


def makers(connection: sqlite3.Connection, table: str) -> Mapping[int, int]:
    """Return the steps that made rows of `table` one by one and stand: row → step."""
    rows = connection.execute(
        "SELECT row_id, step_id FROM undo_change JOIN undo_step ON undo_step.id = step_id"
        " WHERE tbl = ? AND before IS NULL AND last_row_id IS NULL AND undone_by IS NULL"
        " ORDER BY step_id",
        [table],
    )
    return dict(rows.fetchall())


def take_back(connection: sqlite3.Connection, step: Step) -> None:
    """Put back every row as it stood before `step`."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for change, table, row, last, image in _changes(connection, step.id, "before", "DESC"):
        if last is None:
            _put(connection, table, row, image)
        else:
            _keep_range(connection, change, table, (row, last))


def do_again(connection: sqlite3.Connection, step: Step) -> None:
    """Make every row what `step` had made it."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for change, table, row, last, image in _changes(connection, step.id, "after", "ASC"):
        if last is None:
            _put(connection, table, row, image)
        else:
            _return_range(connection, change, table)


def mark(connection: sqlite3.Connection, step: Step, *, undone_by: int | None) -> None:
    """Note the journal entry that took `step` back, or that it stands again."""
    connection.execute("UPDATE undo_step SET undone_by = ? WHERE id = ?", [undone_by, step.id])


def _step(connection: sqlite3.Connection, which: str) -> Step | None:
    row = connection.execute(
        f"SELECT id, journal_id, undone_by FROM undo_step WHERE {which} LIMIT 1"
    ).fetchone()
    return Step(*row) if row else None


def _changes(
    connection: sqlite3.Connection, step: int, image: str, order: str
) -> list[tuple[int, str, int, int | None, str | None]]:
    return connection.execute(
        f"SELECT id, tbl, row_id, last_row_id, {image} FROM undo_change"
        f" WHERE step_id = ? ORDER BY id {order}",
        [step],
    ).fetchall()


def _put(connection: sqlite3.Connection, table: str, row: int, image: str | None) -> None:
    if image is None:
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', [row])
    else:
        values = json.loads(image)
        connection.execute(_upsert(table, tuple(values)), tuple(values.values()))


def _upsert(table: str, columns: tuple[str, ...], rows: str = "") -> str:
    """Return what puts rows, given one by one or as the query `rows`, over those of the same id."""
    names = ", ".join(f'"{name}"' for name in columns)
    rows = rows or f"VALUES ({', '.join('?' * len(columns))})"
    # Never REPLACE: it would delete the row and what hangs on it.
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) {rows} ON CONFLICT (id) DO UPDATE SET {sets}'


def _keep_range(
    connection: sqlite3.Connection, change: int, table: str, ids: tuple[int, int]
) -> None:
    image = digests.image(connection, table, table)
    connection.execute(
        f"INSERT INTO undo_kept (change_id, image) SELECT ?, {image}"
        f' FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id',
        [change, *ids],
    )
    connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', ids)


def _return_range(connection: sqlite3.Connection, change: int, table: str) -> None:
    kept = f"FROM undo_kept WHERE change_id = {change}"
    first = connection.execute(f"SELECT image {kept} LIMIT 1").fetchone()
    if first is None:
        return
    columns = tuple(json.loads(first[0]))
    (odd,) = connection.execute(
        f"SELECT EXISTS (SELECT 1 {kept} AND instr(image, ?))", [_NUL]
    ).fetchone()
    if odd:
        rows = (json.loads(image) for (image,) in connection.execute(f"SELECT image {kept}"))
        connection.executemany(_upsert(table, columns), (tuple(row.values()) for row in rows))
    else:  # there are many: SQLite takes them apart in half the time
        values = ", ".join(f"json_extract(image, '$.\"{name}\"')" for name in columns)
        connection.execute(_upsert(table, columns, f"SELECT {values} {kept}"))
    connection.execute("DELETE FROM undo_kept WHERE change_id = ?", [change])


# --- counting and forgetting ---


def _recorded(connection: sqlite3.Connection, step: int) -> Recorded:
    counts: dict[str, dict[str, int]] = {}
    delta = 0
    changes = connection.execute(
        "SELECT tbl, last_row_id, before, after FROM undo_change WHERE step_id = ?", [step]
    )
    for table, last, before, after in changes:
        per_kind = counts.setdefault(table, {})
        if last is None:
            kind = "new" if before is None else "removed" if after is None else "changed"
            per_kind[kind] = per_kind.get(kind, 0) + 1
            delta += digests.of(table, after) - digests.of(table, before)
        else:
            inserted = json.loads(after)
            if inserted["rows"]:
                per_kind["new"] = per_kind.get("new", 0) + inserted["rows"]
            delta += int(inserted["digest"], 16)
    return Recorded(counts, delta % digests.MODULUS)


def _inserted(connection: sqlite3.Connection, table: str, ids: tuple[int, int]) -> str:
    """Return how many rows a range has put in, and the digest of them all, as JSON."""
    rows, digest = digests.of_rows(connection, table, "WHERE id BETWEEN ? AND ?", *ids)
    return json.dumps({"rows": rows, "digest": f"{digest:x}"})


def _prune(connection: sqlite3.Connection) -> None:
    steps = connection.execute("SELECT id, size FROM undo_step ORDER BY id DESC").fetchall()
    size = 0
    for place, (step, own) in enumerate(steps):
        size += own
        if place >= STEPS_KEPT and size > SIZE_KEPT:
            forget(connection, step)


def forget(connection: sqlite3.Connection, step: int) -> None:
    """Drop the images of a step; it can no longer be taken back."""
    connection.execute(
        "DELETE FROM undo_kept WHERE change_id IN (SELECT id FROM undo_change WHERE step_id = ?)",
        [step],
    )
    connection.execute("DELETE FROM undo_change WHERE step_id = ?", [step])
    connection.execute("DELETE FROM undo_step WHERE id = ?", [step])

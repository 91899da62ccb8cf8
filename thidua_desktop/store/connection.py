"""Connections to the file, and what SQLite's errors mean to the office.

Every transaction opens its own connection and closes it, so no connection crosses a
thread and nothing stays open on a USB stick. The file is only ever opened through
SQLite: closing a plain handle on it would drop the locks this process holds.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from thidua_desktop.errors import (
    AppError,
    CannotWriteError,
    NotAWorkspaceError,
    WorkspaceBusyError,
    WorkspaceDamagedError,
    WorkspaceMissingError,
)

APPLICATION_ID: Final = 0x54684944  # "ThiD"
BUSY_SECONDS: Final = 10.0
CACHE_KIB: Final = 64 * 1024
"""Changed pages held back until the end, so that readers are not shut out during an import."""

_WIN_SHARING_VIOLATION: Final = 32
_PRIMARY_CODE: Final = 0xFF  # the rest of an extended result code says where it happened

_REASONS: Final = {
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_IOERR: "io-error",
    sqlite3.SQLITE_PERM: "no-permission",
    sqlite3.SQLITE_CANTOPEN: "no-permission",
}
_OS_REASONS: Final = {
    errno.ENOSPC: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENOENT: "missing-folder",
    errno.ENOTDIR: "missing-folder",
    errno.ENAMETOOLONG: "name-too-long",
}


def uri(path: Path) -> str:
    """Return the SQLite address that opens `path` and never creates it."""
    text = path.absolute().as_posix()
    # A share (//server/share) keeps its slashes in the path: SQLite takes no host name.
    return f"file://{'' if text.startswith('/') else '/'}{quote(text)}?mode=rw"


@contextmanager
def connect(path: Path, *, foreign_keys: bool = True) -> Iterator[sqlite3.Connection]:
    """Open one connection with the program's settings; errors come out as ours."""
    with (
        _sqlite_translated(path),
        closing(sqlite3.connect(uri(path), timeout=BUSY_SECONDS, uri=True)) as c,
    ):
        c.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        c.execute("PRAGMA synchronous = FULL")
        c.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        yield c


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold one writing transaction: all of it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has already rolled it back
            connection.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what the system says about writing `path` as an error of ours."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


@contextmanager
def _sqlite_translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = _meaning(path, error)
        if known is None:
            raise
        raise known from error


def cannot_write(path: Path, error: OSError) -> CannotWriteError:
    """Return the reason the system gave, as a short code."""
    if getattr(error, "winerror", None) == _WIN_SHARING_VIOLATION:
        return CannotWriteError(path, "in-use")
    return CannotWriteError(path, _OS_REASONS.get(error.errno or 0, "io-error"))


def _meaning(path: Path, error: sqlite3.DatabaseError) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceBusyError(path)
    if code == sqlite3.SQLITE_CORRUPT:
        return WorkspaceDamagedError(path, str(error))
    if code == sqlite3.SQLITE_NOTADB:
        return NotAWorkspaceError(path)
    if code == sqlite3.SQLITE_CANTOPEN and not os.path.lexists(path):
        return WorkspaceMissingError(path)
    reason = _REASONS.get(code)
    return CannotWriteError(path, reason) if reason else None

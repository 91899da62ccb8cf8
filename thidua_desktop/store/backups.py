"""Backups (bản sao lưu): verified copies beside the file, thinned by age.

Copies are made by SQLite, never by copying bytes, so they are whole even while the file is in
use. They are named `STEM.YYYYMMDD-HHMMSS.reason.thidua`, so that they sort by time.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from thidua_desktop.errors import NotAWorkspaceError, WorkspaceDamagedError
from thidua_desktop.store.connection import connect, translated
from thidua_desktop.store.files import make_empty

SUFFIX: Final = ".thidua"
_STAMP: Final = "%Y%m%d-%H%M%S"
_REASON: Final = re.compile(r"[a-z0-9-]+")
_NAME: Final = re.compile(rf"(?P<at>\d{{8}}-\d{{6}})\.(?P<reason>{_REASON.pattern})")

KEEP_ALL: Final = timedelta(days=2)
KEEP_DAILY: Final = timedelta(days=30)
KEEP_WEEKLY: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: where it is, when it was made (local time), and why."""

    path: Path
    at: datetime
    reason: str


def folder_of(path: Path) -> Path:
    """Return the folder beside `path` that keeps its backups: `STEM-sao-luu`."""
    return path.with_name(f"{path.stem}-sao-luu")


def listed(folder: Path, stem: str) -> tuple[BackupInfo, ...]:
    """Return the backups of `stem` in `folder`, newest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        info = _info(path, stem)
        if info:
            found.append(info)
    return tuple(sorted(found, key=lambda info: (info.at, info.reason), reverse=True))


def make(path: Path, folder: Path, *, reason: str, now: datetime) -> Path:
    """Copy the file as it stands into `folder`, check the copy, and return where it is."""
    if not _REASON.fullmatch(reason):
        raise ValueError(f"not a reason that a name can hold: {reason!r}")
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, path.stem, reason, now)
        _copy_whole(path, target)
    return target


def put_in_place(backup: Path, path: Path) -> None:
    """Put a copy of `backup` in the place of a damaged file, which is kept aside with its name."""
    journal = path.with_name(f"{path.name}-journal")
    with translated(path):
        if path.exists():
            stamp = datetime.now().astimezone().strftime(_STAMP)
            path.rename(path.with_name(f"{path.name}.{stamp}.hong"))
        journal.unlink(missing_ok=True)  # it belongs to the damaged file
        _copy_whole(backup, path)


def thin(folder: Path, stem: str, now: datetime) -> tuple[Path, ...]:
    """Remove the backups that age has made superfluous, and return them."""
    gone = superfluous(listed(folder, stem), now)
    with translated(folder):
        for info in gone:
            info.path.unlink(missing_ok=True)
    return tuple(info.path for info in gone)


def superfluous(backups: Iterable[BackupInfo], now: datetime) -> tuple[BackupInfo, ...]:
    """Return the backups to remove.

    All of two days stay, then the last of each day for a month, of each week for half a year,
    and of each month for ever. The newest always stays.
    """
    kept: set[tuple[object, ...]] = set()
    gone = []
    for info in sorted(backups, key=lambda one: (one.at, one.path), reverse=True):
        place = _place(info, now)
        if place in kept:
            gone.append(info)
        kept.add(place)
    return tuple(gone)


def _place(info: BackupInfo, now: datetime) -> tuple[object, ...]:
    """Return what `info` is the last one of."""
    age = now - info.at
    if age <= KEEP_ALL:
        return ("each", info.path)
    if age <= KEEP_DAILY:
        return ("day", info.at.date())
    if age <= KEEP_WEEKLY:
        return ("week", *info.at.isocalendar()[:2])
    return ("month", info.at.year, info.at.month)


def _info(path: Path, stem: str) -> BackupInfo | None:
    match = _NAME.fullmatch(path.stem.removeprefix(f"{stem}."))
    if match is None or not path.name.startswith(f"{stem}."):
        return None
    try:
        # strptime would load locales when the program starts
        at = datetime.fromisoformat(match["at"].replace("-", "T")).astimezone()
    except ValueError:
        return None
    return BackupInfo(path, at, match["reason"])


def _free_name(folder: Path, stem: str, reason: str, now: datetime) -> Path:
    # Two within one second: the later one takes the next free second.
    while True:
        target = folder / f"{stem}.{now.strftime(_STAMP)}.{reason}{SUFFIX}"
        if not target.exists():
            return target
        now += timedelta(seconds=1)


def _copy_whole(path: Path, target: Path) -> None:
    """Copy a sound file to `target`, in place of what may be there, or not at all."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        make_empty(unfinished)
        _copy(path, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(path: Path, target: Path) -> None:
    try:
        with connect(path) as source, connect(target) as copy:
            source.backup(copy)
            found = [row for (row,) in copy.execute("PRAGMA integrity_check")]
    except (NotAWorkspaceError, WorkspaceDamagedError) as error:
        raise WorkspaceDamagedError(path, str(error.__cause__)) from error
    if found != ["ok"]:
        raise WorkspaceDamagedError(path, "; ".join(found))

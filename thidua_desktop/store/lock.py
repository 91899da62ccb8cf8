"""The lock beside the file: who has it open for writing.

Made exclusively, so that of two programs exactly one gets it. Reading needs none. A lock whose
program is gone (same machine, process dead or machine restarted since) is taken over. Data are
safe without it, since every action is one SQLite transaction: it keeps two clerks from working
past each other.
"""

import contextlib
import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from thidua_desktop.errors import WorkspaceLockedError
from thidua_desktop.store.connection import translated
from thidua_desktop.store.files import move_exclusively, remove
from thidua_desktop.store.processes import birth, boot_id, same_boot

UNREADABLE_SECONDS: Final = 60
"""A lock that says nothing after this long was left half-written by a crash."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; `born` tells the process from a later one with the same number."""

    process: int
    born: str
    host: str
    boot: str
    user: str
    since: str

    @classmethod
    def here(cls, user: str) -> Self:
        """Return this process, now."""
        process = os.getpid()
        return cls(
            process=process,
            born=birth(process) or "",
            host=socket.gethostname(),
            boot=boot_id(),
            user=user,
            since=datetime.now().astimezone().isoformat(timespec="microseconds"),
        )

    @property
    def is_live(self) -> bool:
        """Say whether it may still be working; what runs elsewhere cannot be seen from here."""
        if self.host != socket.gethostname():
            return True
        return same_boot(self.boot, boot_id()) and birth(self.process) in ("", self.born)


class Lock:
    """The right to write one file, held until released."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self.holder = holder

    @classmethod
    def acquire(cls, path: Path, user: str) -> Self:
        """Take the lock of the file `path`; WorkspaceLockedError names who has it."""
        path = path.absolute()
        sidecar = lock_path(path)
        me = Holder.here(user)
        with translated(sidecar):
            if not _made(sidecar, me):
                _remove_stale(path, sidecar)
                if not _made(sidecar, me):  # another program was faster
                    raise _locked(path, _read(sidecar))
        return cls(sidecar, me)

    def release(self) -> None:
        """Give the lock back; one that was lost meanwhile is left to who has it."""
        if _read(self.path) == self.holder:
            with contextlib.suppress(OSError):  # the stick is gone: it will be found stale
                remove(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def lock_path(path: Path) -> Path:
    """Return where the lock of `path` stands: `NAME.thidua.lock`."""
    return path.with_name(f"{path.name}.lock")


def holder_of(path: Path) -> Holder | None:
    """Return who holds the lock of `path`, alive or not."""
    return _read(lock_path(path))


def _made(sidecar: Path, holder: Holder) -> bool:
    # Written first and then moved to its name, so that nobody ever reads half a lock.
    own = _own_name(sidecar)
    try:
        own.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
        move_exclusively(own, sidecar)
    except FileExistsError:
        return False
    finally:
        own.unlink(missing_ok=True)
    return True


def _remove_stale(path: Path, sidecar: Path) -> None:
    """Remove a lock nobody holds any more; WorkspaceLockedError if somebody does."""
    holder = _read(sidecar)
    if holder.is_live if holder else _is_recent(sidecar):
        raise _locked(path, holder)
    own = _own_name(sidecar)
    # Where another program takes it over this moment, it is gone, or on Windows cannot be moved.
    with contextlib.suppress(FileNotFoundError, PermissionError):
        sidecar.replace(own)
        if _read(own) == holder:
            own.unlink()
        else:  # another program has just taken it over: give it back its lock
            move_exclusively(own, sidecar)


def _own_name(sidecar: Path) -> Path:
    return sidecar.with_name(f"{sidecar.name}.{os.getpid()}")


def _is_recent(sidecar: Path) -> bool:
    try:
        return time.time() - sidecar.stat().st_mtime < UNREADABLE_SECONDS
    except FileNotFoundError:
        return False


def _read(sidecar: Path) -> Holder | None:
    try:
        return Holder(**json.loads(sidecar.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _locked(path: Path, holder: Holder | None) -> WorkspaceLockedError:
    if holder is None:  # being made this moment
        return WorkspaceLockedError(path, "", "", "")
    return WorkspaceLockedError(path, holder.user, holder.host, holder.since)

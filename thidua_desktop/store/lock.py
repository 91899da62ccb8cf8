"""The lock beside the file: who has it open for writing.

Made exclusively, so that of two programs exactly one gets it. Reading needs none. A lock whose
program is gone (same machine, process dead or machine restarted since) is taken over.
"""

import contextlib
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from thidua_desktop.errors import WorkspaceLockedError
from thidua_desktop.store.connection import translated
from thidua_desktop.store.processes import boot_id, is_alive, same_boot


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    process: int
    host: str
    boot: str
    user: str
    since: str


class Lock:
    """The right to write one file, held until released."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self.holder = holder

    @classmethod
    def acquire(cls, path: Path, user: str) -> Self:
        """Take the lock of the file `path`; WorkspaceLockedError names who has it."""
        sidecar = lock_path(path)
        me = _me(user)
        with translated(sidecar):
            if not _made(sidecar, me):
                _take_over(path, sidecar)
                if not _made(sidecar, me):  # another program was faster
                    raise _locked(path, holder_of(path))
        return cls(sidecar, me)

    def release(self) -> None:
        """Give the lock back; one that was lost meanwhile is left to who has it."""
        if _read(self.path) == self.holder:
            with contextlib.suppress(OSError):
                self.path.unlink()

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


def _me(user: str) -> Holder:
    return Holder(
        process=os.getpid(),
        host=socket.gethostname(),
        boot=boot_id(),
        user=user,
        since=datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def _made(sidecar: Path, holder: Holder) -> bool:
    try:
        handle = os.open(sidecar, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(holder), file, ensure_ascii=False)
    return True


def _take_over(path: Path, sidecar: Path) -> None:
    """Remove a lock nobody holds any more; WorkspaceLockedError if somebody does."""
    holder = _read(sidecar)
    if holder is None or _is_live(holder):
        raise _locked(path, holder)
    # Renaming first: of two programs taking over, one finds the stale lock gone.
    stale = sidecar.with_name(f"{sidecar.name}.{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        sidecar.replace(stale)
    stale.unlink(missing_ok=True)


def _is_live(holder: Holder) -> bool:
    if holder.host != socket.gethostname():
        return True  # what runs on another machine cannot be seen from here
    return same_boot(holder.boot, boot_id()) and is_alive(holder.process)


def _read(sidecar: Path) -> Holder | None:
    try:
        return Holder(**json.loads(sidecar.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _locked(path: Path, holder: Holder | None) -> WorkspaceLockedError:
    if holder is None:  # being written this moment, or unreadable
        return WorkspaceLockedError(path, "", "", "")
    return WorkspaceLockedError(path, holder.user, holder.host, holder.since)

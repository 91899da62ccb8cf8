"""Write finished documents: whole or not at all, and never over a file nobody agreed to lose."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from thidua_desktop.errors import CannotWriteError, FileExistsAlreadyError

_LONGEST_WINDOWS_PATH: Final = 260
_REASONS: Final = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EISDIR: "is-a-folder",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EINVAL: "bad-name",
}


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write `data` to `path` through a temporary file beside it.

    FileExistsAlreadyError if something of that name is there and `replace` is not given;
    CannotWriteError with a reason: `disk-full`, `read-only`, `no-permission`, `no-folder`,
    `is-a-folder`, `name-too-long`, `bad-name`, `in-use` or `unknown`.
    """
    try:
        if path.is_dir():
            raise CannotWriteError(path, "is-a-folder")
        if not replace and path.exists():
            raise FileExistsAlreadyError(path)
        _write(path, data, replace=replace)
    except FileExistsError as error:
        raise FileExistsAlreadyError(path) from error
    except OSError as error:
        raise CannotWriteError(path, _reason(path, error)) from error


def make_folder(path: Path) -> None:
    """Make a folder that may be there already; CannotWriteError says why it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CannotWriteError(path, "bad-name") from error
    except OSError as error:
        raise CannotWriteError(path, _reason(path, error)) from error


def _write(path: Path, data: bytes, *, replace: bool) -> None:
    # A short name of its own: the target's may be as long as the system allows.
    import secrets  # late: nothing is written when the program starts

    temporary = path.with_name(f".thidua-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _move(temporary, path, replace=replace)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _move(temporary: Path, path: Path, *, replace: bool) -> None:
    if replace:
        temporary.replace(path)
    elif os.name == "nt":
        temporary.rename(path)  # refuses an existing target, unlike elsewhere
    else:
        _link(temporary, path)


def _link(temporary: Path, path: Path) -> None:
    """Give the file its name only if the name is free; a file made meanwhile is not lost."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (a USB stick).
        if path.exists():
            raise FileExistsAlreadyError(path) from None
        temporary.replace(path)


def _reason(path: Path, error: OSError) -> str:
    # Windows refuses to replace a file that another program shows.
    if os.name == "nt" and isinstance(error, PermissionError) and path.exists():
        return "in-use"
    # There a path that is too long is reported as a folder that is not there.
    if os.name == "nt" and len(str(path.absolute())) >= _LONGEST_WINDOWS_PATH:
        return "name-too-long"
    return _REASONS.get(error.errno or 0, "unknown")

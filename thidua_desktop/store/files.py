"""Files made whole and never in another's place."""

import os
import sys
import time
from pathlib import Path
from typing import Final

_TRIES: Final = 20
_PAUSE_SECONDS: Final = 0.05


def make_empty(path: Path) -> None:
    """Make an empty file; FileExistsError if there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644))


def move_exclusively(source: Path, target: Path) -> None:
    """Move a finished file to its name; FileExistsError if something is there."""
    if sys.platform == "win32":
        source.rename(target)  # Windows never replaces on renaming
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as FAT on a USB stick
        make_empty(target)
        source.replace(target)
    else:
        source.unlink()


def remove(path: Path) -> None:
    """Remove a file if it is there; wait a second for another program that is reading it."""
    for left in reversed(range(_TRIES)):
        try:
            path.unlink(missing_ok=True)
        except PermissionError:  # Windows keeps a file in place while it is open anywhere
            if not left:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return

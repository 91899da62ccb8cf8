"""Files made whole and never in another's place."""

import os
import sys
from pathlib import Path


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

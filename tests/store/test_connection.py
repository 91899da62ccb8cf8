"""What SQLite and the system say comes out in our words, with the file's name."""

import errno
from pathlib import Path

import pytest

from thidua_desktop.store.connection import cannot_write, connect, uri


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "no-permission"),
        (errno.EPERM, "no-permission"),
        (errno.ENOENT, "missing-folder"),
        (errno.ENAMETOOLONG, "name-too-long"),
        (errno.EIO, "io-error"),
    ],
)
def test_what_the_system_says_becomes_a_reason(number, reason):
    assert cannot_write(Path("a"), OSError(number, "")).reason == reason


def test_a_file_open_in_another_program_on_windows_is_in_use():
    error = PermissionError(errno.EACCES, "")
    error.winerror = 32

    assert cannot_write(Path("a"), error).reason == "in-use"


def test_an_address_never_makes_a_file_and_escapes_what_has_a_meaning():
    address = uri(Path("/tmp/Đợt #1?.thidua"))  # noqa: S108 - never opened

    assert address.startswith("file:///")
    assert address.endswith("%C4%90%E1%BB%A3t%20%231%3F.thidua?mode=rw")


def test_every_connection_guards_references_and_waits_for_the_disk(workspace):
    with connect(workspace.path) as connection:
        asked = ("foreign_keys", "synchronous", "journal_mode")
        answers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]

    assert answers == [1, 2, "delete"]

"""Writing files: whole or not at all, and nothing lost."""

import errno
import os

import pytest

from thidua_desktop.documents.files import write_file
from thidua_desktop.errors import CannotWriteError, FileExistsAlreadyError


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_new_file_holds_the_bytes_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "Báo cáo thành tích.pdf"

    write_file(path, b"PDF")

    assert path.read_bytes() == b"PDF"
    assert names(tmp_path) == [path.name]


def test_an_existing_file_is_not_replaced_unasked(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    with pytest.raises(FileExistsAlreadyError):
        write_file(path, b"new")

    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_an_existing_file_is_replaced_when_asked(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    write_file(path, b"new", replace=True)

    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.pdf"]


def test_a_file_made_while_writing_is_not_lost(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    sync = os.fsync

    def somebody_else_writes(handle):
        path.write_bytes(b"theirs")
        sync(handle)

    monkeypatch.setattr(os, "fsync", somebody_else_writes)

    with pytest.raises(FileExistsAlreadyError):
        write_file(path, b"ours")

    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch, replace):
    path = tmp_path / "a.pdf"
    if replace:
        path.write_bytes(b"old")

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(CannotWriteError) as caught:
        write_file(path, b"new", replace=replace)

    assert caught.value.reason == "disk-full"
    assert names(tmp_path) == (["a.pdf"] if replace else [])


def test_a_folder_that_is_not_there_is_named_as_the_reason(tmp_path):
    with pytest.raises(CannotWriteError) as caught:
        write_file(tmp_path / "none" / "a.pdf", b"")

    assert caught.value.reason == "no-folder"


def test_a_folder_is_never_replaced_by_a_file(tmp_path):
    with pytest.raises(CannotWriteError) as caught:
        write_file(tmp_path, b"", replace=True)

    assert caught.value.reason == "is-a-folder"


@pytest.mark.skipif(os.name == "nt", reason="Windows counts letters, not bytes, and takes it")
def test_a_name_that_is_too_long_is_said_to_be(tmp_path):
    with pytest.raises(CannotWriteError) as caught:
        write_file(tmp_path / ("ủ" * 200), b"")

    assert caught.value.reason == "name-too-long"


def test_without_hard_links_the_file_is_still_written(tmp_path, monkeypatch):
    def unsupported(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", unsupported)

    write_file(tmp_path / "a.pdf", b"PDF")

    assert (tmp_path / "a.pdf").read_bytes() == b"PDF"
    assert names(tmp_path) == ["a.pdf"]

"""A finished file takes its name only if nobody has it."""

import errno
import os
import sys

import pytest

from thidua_desktop.store.files import move_exclusively, remove


@pytest.fixture(params=["links", "no links"])
def disk(request, monkeypatch):
    """Return a disk with links, and one without, such as a USB stick with FAT."""

    def refuse(source, target):
        raise PermissionError(errno.EPERM, "no links here")

    if request.param == "no links":
        if sys.platform == "win32":
            pytest.skip("Windows moves without links")
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("disk")
def test_a_file_is_moved_to_a_free_name(tmp_path):
    source, target = tmp_path / "a.tmp", tmp_path / "a"
    source.write_text("mới", encoding="utf-8")

    move_exclusively(source, target)

    assert list(tmp_path.iterdir()) == [target]
    assert target.read_text(encoding="utf-8") == "mới"


@pytest.mark.usefixtures("disk")
def test_a_file_is_not_moved_over_another(tmp_path):
    source, target = tmp_path / "a.tmp", tmp_path / "a"
    source.write_text("mới", encoding="utf-8")
    target.write_text("cũ", encoding="utf-8")

    with pytest.raises(FileExistsError):
        move_exclusively(source, target)

    assert target.read_text(encoding="utf-8") == "cũ"


def test_removing_what_is_not_there_is_no_error(tmp_path):
    remove(tmp_path / "không có")

    assert list(tmp_path.iterdir()) == []

"""Backups: whole, named by time, thinned by age, restored without losing the present."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.samples import dump, empty, fill

from thidua_desktop.errors import (
    CannotWriteError,
    NotAWorkspaceError,
    WorkspaceDamagedError,
    WorkspaceMissingError,
)
from thidua_desktop.store import backups
from thidua_desktop.store.backups import BackupInfo, superfluous
from thidua_desktop.store.workspace import Workspace

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def at(*, days=0, hours=0, minutes=0):
    when = NOW - timedelta(days=days, hours=hours, minutes=minutes)
    return BackupInfo(Path(f"{when:%Y%m%d-%H%M%S}"), when, "mo-tep")


# --- thinning ---


def test_all_backups_of_two_days_stay():
    recent = [at(minutes=30 * n) for n in range(96)]

    assert superfluous(recent, NOW) == ()


def test_after_two_days_the_last_of_each_day_stays():
    assert superfluous([at(days=5), at(days=5, hours=3), at(days=6)], NOW) == (at(days=5, hours=3),)


def test_after_a_month_the_last_of_each_week_stays():
    monday, tuesday, next_monday = at(days=60), at(days=59), at(days=53)

    assert monday.at.isoweekday() == 1
    assert superfluous([monday, tuesday, next_monday], NOW) == (monday,)


def test_after_half_a_year_the_last_of_each_month_stays():
    first, last, other = at(days=400), at(days=390), at(days=430)

    assert (first.at.month, last.at.month, other.at.month) == (10, 10, 9)
    assert superfluous([first, last, other], NOW) == (first,)


AGES = st.lists(st.integers(0, 3 * 365 * 24 * 60), max_size=60, unique=True)


@given(AGES)
def test_thinning_twice_is_thinning_once(ages):
    made = {at(minutes=age) for age in ages}

    left = made - set(superfluous(made, NOW))

    assert superfluous(left, NOW) == ()


@given(AGES)
def test_the_newest_and_all_of_two_days_stay(ages):
    made = {at(minutes=age) for age in ages}

    gone = set(superfluous(made, NOW))

    assert all(one.at < NOW - timedelta(days=2) for one in gone)
    assert not made or max(made, key=lambda one: one.at) not in gone


@given(AGES, st.randoms(use_true_random=False))
def test_the_order_of_the_names_does_not_matter(ages, random):
    made = [at(minutes=age) for age in ages]
    shuffled = list(made)
    random.shuffle(shuffled)

    assert superfluous(shuffled, NOW) == superfluous(made, NOW)


@given(AGES)
def test_every_backup_removed_has_a_later_one_of_its_month(ages):
    made = {at(minutes=age) for age in ages}

    gone = set(superfluous(made, NOW))

    for one in gone:
        assert any(timedelta(0) < other.at - one.at <= timedelta(days=31) for other in made - gone)


# --- making ---


def test_a_backup_is_a_whole_file_named_by_time_and_reason(workspace):
    fill(workspace)

    made = workspace.backup(reason="truoc-khi-nhap")

    (info,) = workspace.backups()
    assert info.path == made
    assert made.parent == workspace.path.with_name("Đợt thi đua Núi Thành-sao-luu")
    assert made.name == f"Đợt thi đua Núi Thành.{info.at:%Y%m%d-%H%M%S}.truoc-khi-nhap.thidua"
    assert abs(datetime.now().astimezone() - info.at) < timedelta(minutes=1)
    assert dump(Workspace.open(made, user="An")) == dump(workspace)
    assert Workspace.open(made, user="An").check() == ()


def test_backups_within_one_second_do_not_replace_each_other(workspace):
    made = {workspace.backup(reason="mo-tep") for _ in range(3)}

    assert len(made) == len(workspace.backups()) == 3
    assert [one.at for one in workspace.backups()] == sorted(
        (one.at for one in workspace.backups()), reverse=True
    )


def test_a_backup_into_a_given_folder_makes_it(workspace, tmp_path):
    folder = tmp_path / "ổ USB" / "sao lưu"

    made = workspace.backup(reason="sao-luu", folder=folder)

    assert made.parent == folder
    assert list(folder.iterdir()) == [made]
    assert workspace.backups() == ()


def test_a_reason_that_no_name_can_hold_is_refused(workspace):
    with pytest.raises(ValueError, match="reason"):
        workspace.backup(reason="Trước khi nhập")


def test_old_backups_are_thinned_when_a_new_one_is_made(workspace):
    folder = backups.folder_of(workspace.path)
    folder.mkdir()
    stem = workspace.path.stem
    for hour in ("08", "09"):
        (folder / f"{stem}.20200102-{hour}0000.mo-tep.thidua").write_bytes(b"")
    (folder / "của người khác.thidua").write_bytes(b"")
    (folder / f"{stem}.20209999-080000.mo-tep.thidua").write_bytes(b"")

    made = workspace.backup(reason="mo-tep")

    assert {one.path.name for one in workspace.backups()} == {
        made.name,
        f"{stem}.20200102-090000.mo-tep.thidua",
    }
    assert (folder / "của người khác.thidua").exists()


def test_a_backup_of_a_damaged_file_is_refused_and_leaves_nothing(workspace):
    fill(workspace)
    damage(workspace)

    with pytest.raises(WorkspaceDamagedError) as caught:
        workspace.backup(reason="mo-tep")

    assert caught.value.path == workspace.path
    assert list(backups.folder_of(workspace.path).iterdir()) == []


def test_a_backup_whose_index_disagrees_with_its_rows_is_refused(workspace, raw):
    fill(workspace)
    with raw(workspace.path) as db:
        find = "SELECT rootpage FROM sqlite_schema WHERE name = 'subject_unit'"
        (page,) = db.execute(find).fetchone()
    whole = workspace.path.read_bytes()
    start = (page - 1) * 4096
    index = whole[start : start + 4096].replace("hải".encode(), "hại".encode())
    workspace.path.write_bytes(whole[:start] + index + whole[start + 4096 :])

    with pytest.raises(WorkspaceDamagedError, match="subject_unit"):
        workspace.backup(reason="mo-tep")


def test_a_folder_that_cannot_be_made_is_said(workspace, tmp_path):
    (tmp_path / "tệp").write_bytes(b"")

    with pytest.raises(CannotWriteError):
        workspace.backup(reason="mo-tep", folder=tmp_path / "tệp" / "sao lưu")


def test_a_backup_is_due_when_the_file_changed_since_the_last_one(workspace):
    half_hour = timedelta(minutes=30)

    first = workspace.backup_if_due(reason="mo-tep", every=half_hour)
    unchanged = workspace.backup_if_due(reason="mo-tep", every=timedelta(0))
    make_as_old_as(workspace, first, minutes=20)
    fill(workspace)
    too_soon = workspace.backup_if_due(reason="dinh-ky", every=half_hour)
    on_opening = workspace.backup_if_due(reason="mo-tep", every=timedelta(0))

    assert first is not None
    assert unchanged is None
    assert too_soon is None
    assert on_opening is not None


def make_as_old_as(workspace, backup, *, minutes):
    (info,) = workspace.backups()
    earlier = info.at - timedelta(minutes=minutes)
    name = f"{workspace.path.stem}.{earlier:%Y%m%d-%H%M%S}.{info.reason}.thidua"
    backup.rename(backup.with_name(name))


# --- restoring ---


def damage(workspace):
    whole = bytearray(workspace.path.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    workspace.path.write_bytes(whole)


def test_restoring_backs_up_the_present_and_says_so_in_the_journal(workspace):
    fill(workspace)
    full = dump(workspace)
    backup = workspace.backup(reason="sao-luu")
    workspace.undo()
    empty_entries = workspace.journal()

    workspace.restore(backup)

    assert dump(workspace) == full
    assert workspace.check() == ()
    assert [one.kind for one in workspace.journal()] == ["restore", "fill", "create"]
    present = next(one for one in workspace.backups() if one.reason == "truoc-khi-khoi-phuc")
    kept = Workspace.open(present.path, user="An")
    assert empty(kept)
    assert kept.journal() == empty_entries


def test_what_was_undoable_in_the_backup_is_undoable_after_restoring(workspace):
    fill(workspace)
    backup = workspace.backup(reason="sao-luu")
    workspace.undo()

    workspace.restore(backup)
    workspace.undo()

    assert empty(workspace)
    assert workspace.check() == ()


def test_a_damaged_file_is_kept_aside_and_restored(workspace):
    fill(workspace)
    full = dump(workspace)
    backup = workspace.backup(reason="sao-luu")
    damage(workspace)
    damaged = workspace.path.read_bytes()

    Workspace(workspace.path, user="An").restore(backup)

    (aside,) = workspace.path.parent.glob("*.hong")
    assert aside.read_bytes() == damaged
    assert dump(workspace) == full
    assert workspace.check() == ()


def test_a_file_that_is_gone_is_restored(workspace):
    fill(workspace)
    full = dump(workspace)
    backup = workspace.backup(reason="sao-luu")
    workspace.path.unlink()

    Workspace(workspace.path, user="An").restore(backup)

    assert dump(workspace) == full


def test_what_is_no_sound_backup_is_refused_before_anything_is_touched(workspace, tmp_path):
    fill(workspace)
    before = workspace.path.read_bytes()
    other = tmp_path / "khác.thidua"
    other.write_bytes(b"PK")
    broken = Workspace.create(tmp_path / "hỏng.thidua", user="An")
    fill(broken)
    damage(broken)

    with pytest.raises(WorkspaceMissingError):
        workspace.restore(tmp_path / "không có.thidua")
    with pytest.raises(NotAWorkspaceError):
        workspace.restore(other)
    with pytest.raises(WorkspaceDamagedError):
        workspace.restore(broken.path)

    assert workspace.path.read_bytes() == before
    assert workspace.backups() == ()


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows keeps open files in place")
def test_a_file_open_elsewhere_is_still_restored(workspace):
    fill(workspace)
    backup = workspace.backup(reason="sao-luu")
    workspace.undo()

    with workspace.path.open("rb"):
        workspace.restore(backup)

    assert not empty(workspace)

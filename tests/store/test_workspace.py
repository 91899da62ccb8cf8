"""The file: made without replacing, opened with care, written all or nothing."""

import os
import sqlite3
import sys
from hashlib import sha256

import pytest
from store.samples import dump, empty, fill, make_figure

from thidua_desktop.errors import (
    CannotWriteError,
    FileExistsAlreadyError,
    NotAWorkspaceError,
    WorkspaceBusyError,
    WorkspaceDamagedError,
    WorkspaceMissingError,
    WorkspaceTooNewError,
)
from thidua_desktop.store import connection, schema
from thidua_desktop.store.schema import STEPS
from thidua_desktop.store.workspace import Problem, Workspace

posix_only = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="permissions of folders say nothing on Windows, nor to the superuser",
)


def content(path):
    return sha256(path.read_bytes()).hexdigest()


# --- making ---


def test_a_new_file_is_empty_sound_and_says_who_made_it(workspace):
    entries = workspace.journal()

    assert empty(workspace)
    assert workspace.check() == ()
    assert [(one.number, one.who, one.kind, one.label) for one in entries] == [
        (1, "Trần Thị An", "create", "Tạo tệp")
    ]
    assert workspace.last_saved() == entries[0].at


def test_a_new_file_is_marked_as_ours_and_keeps_no_second_file(workspace, raw):
    with raw(workspace.path) as db:
        marks = [
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]

    assert marks == [0x54684944, len(STEPS), "delete"]
    assert list(workspace.path.parent.iterdir()) == [workspace.path]


def test_an_existing_file_is_never_replaced(tmp_path):
    path = tmp_path / "a.thidua"
    path.write_text("của người khác", encoding="utf-8")

    with pytest.raises(FileExistsAlreadyError):
        Workspace.create(path, user="An")

    assert path.read_text(encoding="utf-8") == "của người khác"


def test_a_file_in_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CannotWriteError) as caught:
        Workspace.create(tmp_path / "không có" / "a.thidua", user="An")

    assert (caught.value.reason, caught.value.path.name) == ("missing-folder", "a.thidua")


@posix_only
def test_a_file_in_a_folder_nobody_may_write_says_so(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(CannotWriteError) as caught:
        Workspace.create(tmp_path / "a.thidua", user="An")

    tmp_path.chmod(0o700)
    assert caught.value.reason == "no-permission"


def test_a_path_with_spaces_marks_and_letters_that_mean_something_in_addresses(tmp_path):
    folder = tmp_path / "Hồ sơ #1? 100% & «Đợt»".replace("?", "" if os.name == "nt" else "?")
    folder.mkdir()

    made = Workspace.create(folder / "đợt %41.thidua", user="An")

    assert Workspace.open(made.path, user="An").check() == ()


# --- opening ---


def test_opening_a_file_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(WorkspaceMissingError):
        Workspace.open(tmp_path / "a.thidua", user="An")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"x" * 8192])
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    path = tmp_path / "a.thidua"
    path.write_bytes(content)

    with pytest.raises(NotAWorkspaceError):
        Workspace.open(path, user="An")

    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(NotAWorkspaceError):
        Workspace.open(tmp_path, user="An")


def test_the_database_of_another_program_is_refused_untouched(tmp_path, raw):
    path = tmp_path / "a.thidua"
    with raw(path) as db:
        db.execute("CREATE TABLE campaign (id INTEGER PRIMARY KEY)")
    before = content(path)

    with pytest.raises(NotAWorkspaceError):
        Workspace.open(path, user="An")

    assert content(path) == before


def test_a_file_with_a_later_step_is_refused_untouched(workspace, raw):
    with raw(workspace.path) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('thidua', '9999_later', '')"
        )
    before = content(workspace.path)

    with pytest.raises(WorkspaceTooNewError) as caught:
        Workspace.open(workspace.path, user="An")

    assert caught.value.unknown_steps == ("9999_later",)
    assert content(workspace.path) == before


def test_a_file_with_a_later_version_is_refused_untouched(workspace, raw):
    with raw(workspace.path) as db:
        db.execute("PRAGMA user_version = 99")
    before = content(workspace.path)

    with pytest.raises(WorkspaceTooNewError):
        Workspace.open(workspace.path, user="An")

    assert content(workspace.path) == before


def test_a_damaged_page_is_found_on_opening(workspace):
    fill(workspace)
    whole = bytearray(workspace.path.read_bytes())
    for page in range(1, len(whole) // 4096):
        damaged = bytearray(whole)
        damaged[page * 4096 : page * 4096 + 100] = b"\xff" * 100
        workspace.path.write_bytes(damaged)

        with pytest.raises(WorkspaceDamagedError):
            Workspace.open(workspace.path, user="An")


def test_a_file_that_was_cut_short_is_found_on_opening(workspace):
    fill(workspace)
    whole = workspace.path.read_bytes()
    workspace.path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(WorkspaceDamagedError):
        Workspace.open(workspace.path, user="An")


def test_opening_a_file_of_this_version_changes_nothing(workspace):
    fill(workspace)
    before = content(workspace.path)

    Workspace.open(workspace.path, user="Người khác")

    assert content(workspace.path) == before
    assert workspace.backups() == ()


# --- reading and writing ---


def test_a_written_action_is_read_back(workspace):
    with workspace.write("Thêm đơn vị", kind="add-unit") as session:
        unit = session.subjects.add_unit("UBND xã Tam Hải")

    with workspace.read() as session:
        assert [one.id for one in session.subjects.units()] == [unit]
    assert workspace.journal()[0].label == "Thêm đơn vị"


def add_and_fail(workspace):
    with workspace.write("Thêm", kind="add") as session:
        session.subjects.add_unit("A")
        raise RuntimeError


def test_a_failed_action_leaves_nothing_behind(workspace):
    fill(workspace)
    before, entries = dump(workspace), workspace.journal()

    with pytest.raises(RuntimeError):
        add_and_fail(workspace)

    assert dump(workspace) == before
    assert workspace.journal() == entries
    assert workspace.check() == ()


def fail_in_the_middle(workspace, subject):
    def stop(done, total):
        raise KeyboardInterrupt

    with workspace.write("Nhập", kind="import") as session:
        session.figures.put_import(1, [make_figure(subject, "news_items")], progress=stop)


def test_an_import_that_is_stopped_leaves_nothing_behind(workspace):
    commune, *_ = fill(workspace)
    before = dump(workspace)

    with pytest.raises(KeyboardInterrupt):
        fail_in_the_middle(workspace, commune)

    assert dump(workspace) == before
    assert workspace.check() == ()


def write_while_reading(workspace):
    with workspace.read() as session:
        session.settings.put("office", "UBND")


def test_a_reader_cannot_write(workspace):
    with pytest.raises(CannotWriteError) as caught:
        write_while_reading(workspace)

    assert caught.value.reason == "read-only"


def test_a_file_opened_to_be_read_is_not_written(workspace):
    reader = Workspace.open(workspace.path, user="An", read_only=True)

    with pytest.raises(CannotWriteError), reader.write("Thêm", kind="add"):
        pytest.fail("the block is never entered")
    with pytest.raises(CannotWriteError):
        reader.undo()
    with pytest.raises(CannotWriteError):
        reader.restore(workspace.path)


def test_a_reader_sees_one_state_while_others_write(workspace, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    fill(workspace)

    with workspace.read() as session:
        before = session.settings.all()
        with pytest.raises(WorkspaceBusyError), workspace.write("Đặt", kind="set") as writing:
            writing.settings.put("office", "Khác")
        after = session.settings.all()

    assert before == after == {"office": "UBND huyện Núi Thành"}


def test_two_programs_do_not_write_at_once(workspace, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)

    with workspace.write("Một", kind="set") as session:
        session.settings.put("a", "1")
        with (
            pytest.raises(WorkspaceBusyError),
            Workspace(workspace.path, user="Bình").write("Hai", kind="set"),
        ):
            pytest.fail("the block is never entered")

    assert [one.label for one in workspace.journal()] == ["Một", "Tạo tệp"]


def test_a_file_that_is_gone_is_not_made_anew(workspace):
    workspace.path.unlink()

    with pytest.raises(WorkspaceMissingError), workspace.write("Thêm", kind="add"):
        pytest.fail("the block is never entered")

    assert not workspace.path.exists()


def import_on_a_full_disk(workspace, figures, pages):
    with workspace.write("Nhập", kind="import") as session:
        # What a full disk does, done by a limit on the file's size.
        session.figures._connection.execute(f"PRAGMA max_page_count = {pages}")
        session.figures.put_import(1, figures)


def test_a_full_disk_is_said_and_nothing_is_lost(workspace, raw):
    commune, *_ = fill(workspace)
    before = dump(workspace)
    many = [make_figure(commune, f"m{n}") for n in range(2000)]
    with raw(workspace.path) as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()

    with pytest.raises(CannotWriteError) as caught:
        import_on_a_full_disk(workspace, many, pages)

    assert caught.value.reason == "disk-full"
    assert dump(workspace) == before
    assert workspace.check() == ()


def test_what_changed_is_named_after_the_action(workspace):
    with workspace.write("Thêm đơn vị", kind="add-unit") as session:
        session.subjects.add_unit("UBND xã Tam Hải")
        session.settings.put("office", "UBND huyện")

    assert session.changed == {"subject", "setting"}


def test_an_error_of_our_own_is_not_taken_for_the_files(workspace, tmp_path):
    with pytest.raises(FileNotFoundError), workspace.write("Thêm", kind="add"):
        (tmp_path / "không có").read_text(encoding="utf-8")


# --- health ---


def test_a_row_changed_outside_the_program_is_found(workspace, raw):
    fill(workspace)
    with raw(workspace.path) as db:
        db.execute("UPDATE figure SET count = 1001 WHERE id = 1")

    assert workspace.check() == (Problem("rows"),)


def test_a_row_changed_outside_is_still_found_after_further_work(workspace, raw):
    commune, *_ = fill(workspace)
    with raw(workspace.path) as db:
        db.execute("DELETE FROM figure WHERE id = 1")

    with workspace.write("Sửa", kind="edit") as session:
        session.figures.put(make_figure(commune, "news_items"))

    assert workspace.check() == (Problem("rows"),)


def test_a_row_that_points_nowhere_is_found(workspace, raw):
    fill(workspace)
    with raw(workspace.path) as db:
        db.execute("DELETE FROM campaign")

    problems = workspace.check()

    assert {one.code for one in problems} == {"foreign-key", "rows"}
    assert Problem("foreign-key", "participant 1 → campaign") in problems


def test_damage_in_a_large_file_is_found_by_checking(workspace, monkeypatch):
    fill(workspace)
    monkeypatch.setattr("thidua_desktop.store.workspace.PAGES_CHECKED", 0)
    with sqlite3.connect(workspace.path) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'alias'").fetchone()
    db.close()
    whole = bytearray(workspace.path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    workspace.path.write_bytes(whole)

    problems = Workspace.open(workspace.path, user="An").check()

    assert {one.code for one in problems} == {"integrity"}


def test_every_table_is_strict_and_every_watched_table_fits_undo(workspace, raw):
    with raw(workspace.path) as db:
        tables = {
            name: strict
            for _, name, kind, _, _, strict in db.execute("PRAGMA main.table_list")
            if kind == "table" and not name.startswith("sqlite_")
        }
        columns = {
            table: {name: kind for _, name, kind, *_ in db.execute(f"PRAGMA table_info('{table}')")}
            for table in schema.WATCHED
        }

    assert [name for name, strict in tables.items() if not strict] == ["_sqlite_migrations"]
    for table, kinds in columns.items():
        assert kinds["id"] == "INTEGER", table
        assert set(kinds.values()) <= {"INTEGER", "TEXT"}, table


def test_what_makes_the_file_what_it_is_cannot_be_undone(workspace):
    with workspace.write("Tạo sổ", kind="begin", undoable=False) as session:
        session.campaigns.add("moi", "toml")

    assert workspace.undo_label() is None
    assert workspace.undo() is None
    assert workspace.journal(limit=1)[0].label == "Tạo sổ"
    assert workspace.check() == ()

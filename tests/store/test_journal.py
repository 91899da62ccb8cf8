"""The journal: one entry per action, never changed, chained by hash."""

import sqlite3
from datetime import datetime

import pytest
from store.samples import fill, make_figure

from thidua_desktop.store.workspace import Problem, Workspace


def set_office(workspace, name):
    with workspace.write(f"Đặt tên {name}", kind="rename") as session:
        session.settings.put("office", name)


def story(workspace):
    return [(one.number, one.kind, one.label, one.undoes) for one in workspace.journal()]


def test_an_entry_says_who_did_what_and_to_how_many_rows(workspace):
    commune, office, person = fill(workspace)
    before = datetime.now().astimezone().replace(microsecond=0)

    with Workspace.open(workspace.path, user="Lê Bình").write("Sửa", kind="edit") as session:
        session.figures.put(make_figure(commune, count=7))
        session.figures.put(make_figure(person, "ideas", period=None, count=1))
        session.figures.remove(office, "complaints", make_figure(office).period)

    entry = workspace.journal(limit=1)[0]
    assert (entry.number, entry.who, entry.kind, entry.label) == (3, "Lê Bình", "edit", "Sửa")
    assert entry.counts == {"figure": {"changed": 1, "new": 1, "removed": 1}}
    assert entry.tables == {"figure"}
    assert before <= entry.at <= datetime.now().astimezone()
    assert workspace.last_saved() == entry.at


def test_an_undo_is_an_entry_that_names_what_it_took_back(workspace):
    set_office(workspace, "Một")
    set_office(workspace, "Hai")

    workspace.undo()
    workspace.undo()
    workspace.redo()
    set_office(workspace, "Ba")

    assert story(workspace) == [
        (7, "rename", "Đặt tên Ba", None),
        (6, "redo", "Đặt tên Một", 5),
        (5, "undo", "Đặt tên Một", 2),
        (4, "undo", "Đặt tên Hai", 3),
        (3, "rename", "Đặt tên Hai", None),
        (2, "rename", "Đặt tên Một", None),
        (1, "create", "Tạo tệp", None),
    ]
    assert workspace.check() == ()


def test_only_the_newest_entries_are_read_when_asked_for_few(workspace):
    for number in range(5):
        set_office(workspace, f"Tên {number}")

    assert [one.number for one in workspace.journal(limit=2)] == [6, 5]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal SET label = 'Khác' WHERE id = 2", "DELETE FROM journal WHERE id = 2"],
)
def test_entries_cannot_be_changed_or_removed(workspace, raw, statement):
    set_office(workspace, "Một")

    with raw(workspace.path) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01T00:00:00+07:00"),
        ("who", "Ai đó"),
        ("kind", "import"),
        ("label", "Việc khác"),
        ("counts", "{}"),
        ("undoes", 1),
        ("digest", "0" * 64),
        ("hash", "f" * 64),
    ],
)
def test_an_entry_changed_by_force_is_found(workspace, raw, column, value):
    for name in ("Một", "Hai", "Ba"):
        set_office(workspace, name)
    with raw(workspace.path) as db:
        db.execute("DROP TRIGGER journal_is_never_changed")
        db.execute(f'UPDATE journal SET "{column}" = ? WHERE id = 3', [value])  # noqa: S608

    assert workspace.check() == (Problem("journal", "3"),)


def test_an_entry_removed_by_force_is_found(workspace, raw):
    for name in ("Một", "Hai", "Ba"):
        set_office(workspace, name)
    with raw(workspace.path) as db:
        db.execute("DROP TRIGGER journal_is_never_shortened")
        db.execute("DELETE FROM journal WHERE id = 3")

    assert Problem("journal", "3") in workspace.check()


def test_the_last_entry_removed_by_force_is_found_by_the_rows(workspace, raw):
    for name in ("Một", "Hai", "Ba"):
        set_office(workspace, name)
    with raw(workspace.path) as db:
        db.execute("DROP TRIGGER journal_is_never_shortened")
        db.execute("DELETE FROM journal WHERE id = 4")

    assert Problem("rows") in workspace.check()

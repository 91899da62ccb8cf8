"""Every step of the schema, by name, and real files of every schema that was released."""

import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database
from store.samples import decide, dump, fill, map_columns, remember_an_award, replace_a_figure

from thidua_desktop.errors import CannotWriteError
from thidua_desktop.store import journal, schema, undo
from thidua_desktop.store.connection import connect
from thidua_desktop.store.journal import Action
from thidua_desktop.store.migrations import migrations
from thidua_desktop.store.schema import STEPS
from thidua_desktop.store.workspace import Workspace

WITHOUT_DECISIONS = {"schema-4"}
WITHOUT_MAPPINGS = {*WITHOUT_DECISIONS, "schema-5"}
WITHOUT_REPLACED = {*WITHOUT_MAPPINGS, "schema-6", "schema-7"}
WITHOUT_PAST_AWARDS = {*WITHOUT_REPLACED, "schema-8"}
MUSEUM = Path(__file__).parents[1] / "files" / "workspaces"


@pytest.fixture
def before():
    """Return a database as it stood before a step."""
    opened = []

    def make(step):
        db = Database(memory=True, execute_plugins=False)
        opened.append(db)
        migrations.apply(db, stop_before=step)
        return db

    yield make
    for db in opened:
        db.close()


def apply_next(db):
    step = migrations.pending(db)[0].name
    later = STEPS[STEPS.index(step) + 1 :]
    migrations.apply(db, stop_before=later)


def new_tables(db):
    tables = set(db.table_names())
    apply_next(db)
    return set(db.table_names()) - tables


def test_steps_names_every_migration():
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        assert tuple(step.name for step in migrations.pending(empty)) == STEPS


def test_every_step_has_a_test_named_after_it():
    assert [name for name in STEPS if f"test_step_{name}" not in globals()] == []


def test_step_0001_campaigns(before):
    db = before("0001_campaigns")

    made = new_tables(db)

    assert made == {"campaign", "reading_decision", "subject", "alias", "participant", "setting"}
    assert db.execute("PRAGMA application_id").fetchone() == (0x54684944,)


def test_step_0002_figures(before):
    db = before("0002_figures")
    db.execute("INSERT INTO subject (kind, name, match_key) VALUES ('unit', 'A', 'a')")

    made = new_tables(db)

    assert made == {"import", "figure"}
    assert db.execute("SELECT name FROM subject").fetchall() == [("A",)]


def test_step_0003_dossiers(before):
    db = before("0003_dossiers")
    db.execute("INSERT INTO subject (kind, name, match_key) VALUES ('unit', 'A', 'a')")
    db.execute("INSERT INTO figure (subject_id, measure, count, by_hand) VALUES (1, 'm', 5, 1)")

    made = new_tables(db)

    assert made == {"confirmation", "report", "report_section"}
    assert db.execute("SELECT count FROM figure").fetchall() == [(5,)]


def test_step_0004_journal(before):
    db = before("0004_journal")
    db.execute("INSERT INTO setting (key, value) VALUES ('office', 'UBND')")

    made = new_tables(db)

    assert made == {"journal", "undo_step", "undo_change", "undo_kept", "undo_open"}
    assert undo.watched(db.conn) == tuple(sorted(schema.WATCHED))
    assert db.execute("SELECT value FROM setting").fetchall() == [("UBND",)]


def test_step_0005_decisions(before):
    db = before("0005_decisions")
    db.execute("INSERT INTO setting (key, value) VALUES ('office', 'UBND')")

    made = new_tables(db)

    assert made == set(schema.DECISIONS_WATCHED)
    assert set(undo.watched(db.conn)) == {*schema.WATCHED, *schema.DECISIONS_WATCHED}
    assert db.execute("SELECT value FROM setting").fetchall() == [("UBND",)]


def test_step_0006_past_awards(before):
    db = before("0006_past_awards")
    db.execute("INSERT INTO subject (kind, name, match_key) VALUES ('unit', 'A', 'a')")

    made = new_tables(db)

    assert made == set(schema.PAST_AWARDS_WATCHED)
    assert made <= set(undo.watched(db.conn))
    assert db.execute("SELECT name FROM subject").fetchall() == [("A",)]


def test_step_0007_mappings(before):
    db = before("0007_mappings")
    db.execute("INSERT INTO setting (key, value) VALUES ('office', 'UBND')")

    made = new_tables(db)

    assert made == set(schema.MAPPINGS_WATCHED)
    assert made <= set(undo.watched(db.conn))
    assert db.execute("SELECT value FROM setting").fetchall() == [("UBND",)]


def test_step_0008_confirmed_by(before):
    db = before("0008_confirmed_by")
    db.execute("INSERT INTO campaign (key, position, toml) VALUES ('k', 1, 'x')")
    db.execute("INSERT INTO subject (kind, name, match_key) VALUES ('unit', 'A', 'a')")
    with undoable(db):
        db.execute("INSERT INTO setting (key, value) VALUES ('office', 'UBND')")
    with undoable(db):
        db.execute(
            "INSERT INTO confirmation (campaign_id, subject_id, criterion, met, evidence)"
            " VALUES (1, 1, 'gp', 1, 'Biên bản')"
        )

    made = new_tables(db)

    assert made == set()
    rows = db.execute("SELECT met, evidence, who, said_on FROM confirmation").fetchall()
    assert rows == [(1, "Biên bản", "", None)]
    assert "confirmation" in undo.watched(db.conn)
    assert undo.last_done(db.conn) is None  # its image would lack the new columns
    with undoable(db):
        db.execute("UPDATE confirmation SET who = 'Hội đồng', said_on = '2024-01-05'")
    undo.take_back(db.conn, undo.last_done(db.conn))
    assert db.execute("SELECT who, said_on FROM confirmation").fetchall() == [("", None)]


def test_step_0008_keeps_what_can_be_undone_where_nothing_was_confirmed(before):
    db = before("0008_confirmed_by")
    with undoable(db):
        db.execute("INSERT INTO setting (key, value) VALUES ('office', 'UBND')")

    apply_next(db)

    undo.take_back(db.conn, undo.last_done(db.conn))
    assert db.execute("SELECT count(*) FROM setting").fetchall() == [(0,)]


@contextmanager
def undoable(db):
    """Record what is done inside as one step, as a writing session does."""
    step = undo.open_step(db.conn)
    yield
    recorded = undo.stop_recording(db.conn, step)
    action = Action("An", "test", "Thử", recorded.counts)
    undo.keep(db.conn, step, journal.append(db.conn, action, recorded.delta))


def test_step_0009_replaced_figures(before):
    db = before("0009_replaced_figures")
    db.execute("INSERT INTO setting (key, value) VALUES ('office', 'UBND')")

    made = new_tables(db)

    assert made == set(schema.REPLACED_WATCHED)
    assert made <= set(undo.watched(db.conn))
    assert db.execute("SELECT value FROM setting").fetchall() == [("UBND",)]


def test_step_0010_confirmed_words(before):
    db = before("0010_confirmed_words")
    db.execute("INSERT INTO campaign (key, position, toml) VALUES ('k', 1, 'x')")
    db.execute("INSERT INTO subject (kind, name, match_key) VALUES ('unit', 'A', 'a')")
    with undoable(db):
        db.execute(
            "INSERT INTO confirmation (campaign_id, subject_id, criterion, met, evidence)"
            " VALUES (1, 1, 'gp', 1, 'Biên bản')"
        )

    made = new_tables(db)

    assert made == set()
    assert db.execute("SELECT evidence, words FROM confirmation").fetchall() == [("Biên bản", "")]
    assert "confirmation" in undo.watched(db.conn)
    assert undo.last_done(db.conn) is None  # its image would lack the new column
    with undoable(db):
        db.execute("UPDATE confirmation SET words = 'Có sáng kiến'")
    undo.take_back(db.conn, undo.last_done(db.conn))
    assert db.execute("SELECT words FROM confirmation").fetchall() == [("",)]


def test_opening_a_file_of_this_version_loads_no_migrations(workspace):
    program = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[2:];"
        "from thidua_desktop.store.workspace import Workspace;"
        "Workspace.open(Path(sys.argv[1]), user='An').journal();"
        "sys.exit('sqlite_utils' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(workspace.path), *filter(None, sys.path)], check=False
    )

    assert done.returncode == 0


# --- files of older programs ---


def make_older(workspace):
    """Make the file what a program without the last table of settings would have left."""
    with connect(workspace.path) as connection:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_dossiers'")
        connection.execute("PRAGMA user_version = 3")
        for table in ("report_section", "report", "confirmation"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("COMMIT")


def test_an_older_file_is_backed_up_and_brought_up_to_date(workspace):
    with workspace.write("Đặt tên", kind="rename") as session:
        session.settings.put("office", "UBND")
    make_older(workspace)

    opened = Workspace.open(workspace.path, user="Bình")

    (kept,) = opened.backups()
    assert kept.reason == "truoc-khi-nang-cap"
    assert [(one.kind, one.who) for one in opened.journal(limit=1)] == [("migrate", "Bình")]
    assert opened.check() == ()
    with opened.read() as session:
        assert session.settings.all() == {"office": "UBND"}
        assert session.reports.all("nui-thanh-2023") == ()
    with closing(Database(kept.path, execute_plugins=False)) as copy:
        assert "report" not in copy.table_names()


def test_an_older_file_is_not_touched_where_it_may_only_be_read(workspace):
    make_older(workspace)
    before = workspace.path.read_bytes()

    with pytest.raises(CannotWriteError):
        Workspace.open(workspace.path, user="An", read_only=True)

    assert workspace.path.read_bytes() == before


def test_a_step_that_fails_leaves_the_file_as_it_was(workspace, raw):
    make_older(workspace)
    with raw(workspace.path) as db:
        db.execute("CREATE TABLE report (id INTEGER PRIMARY KEY) STRICT")
    before = workspace.path.read_bytes()

    with pytest.raises(Exception, match="already exists"):
        Workspace.open(workspace.path, user="An")

    assert workspace.path.read_bytes() == before


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.thidua")), ids=lambda path: path.stem)
def test_a_file_of_every_released_schema_opens_sound_and_whole(path, tmp_path):
    copy = tmp_path / path.name
    shutil.copyfile(path, copy)
    fresh = Workspace.create(tmp_path / "mới.thidua", user="An")
    fill(fresh)
    if path.stem not in WITHOUT_DECISIONS:
        decide(fresh)
    if path.stem not in WITHOUT_MAPPINGS:
        map_columns(fresh)
    if path.stem not in WITHOUT_REPLACED:
        replace_a_figure(fresh)
    if path.stem not in WITHOUT_PAST_AWARDS:
        remember_an_award(fresh)

    opened = Workspace.open(copy, user="An")

    assert opened.check() == ()
    assert dump(opened) == dump(fresh)
    opened.undo()
    assert opened.check() == ()


def test_the_museum_holds_the_present_schema():
    assert f"schema-{len(STEPS)}" in {path.stem for path in MUSEUM.glob("*.thidua")}

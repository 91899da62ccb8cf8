"""What was decided comes back as it went in, in order, and is never changed."""

import sqlite3

import pytest
from store.samples import (
    AT,
    FROZEN,
    NOVEMBER,
    SAID,
    decide,
    dump,
    fill,
    make_answer,
)

from thidua_desktop.domain.figures import Period
from thidua_desktop.store import schema
from thidua_desktop.store.connection import connect
from thidua_desktop.store.decisions import Said
from thidua_desktop.store.health import Problem
from thidua_desktop.store.scenarios import StoredScenario
from thidua_desktop.store.snapshots import digest_of

KEY = "nui-thanh-2023"
HELD = ("decision", "snapshot", "snapshot_withdrawal", "late_answer")


@pytest.fixture
def session(workspace):
    with workspace.write("Thử", kind="test") as session:
        session.campaigns.add(KEY, "a = 1")
        session.campaigns.add("khac", "a = 1")
        yield session


# --- decisions ---


def test_decisions_are_numbered_in_each_campaign_and_the_last_one_holds(session):
    later = Said("Bình", AT, "đổi ý")
    session.decisions.record(KEY, {"order": "a", "deduction": "b"}, SAID)
    session.decisions.record("khac", {"order": "z"}, SAID)
    session.decisions.record(KEY, {"order": "c"}, later)

    found = session.decisions.all(KEY)

    assert [(one.number, one.reading, one.value) for one in found] == [
        (1, "order", "a"),
        (2, "deduction", "b"),
        (3, "order", "c"),
    ]
    assert (found[2].who, found[2].at, found[2].why) == ("Bình", AT, "đổi ý")
    assert [one.number for one in session.decisions.all("khac")] == [1]
    assert session.campaigns.decisions(KEY) == {"order": "c", "deduction": "b"}


def test_a_decision_belongs_to_a_campaign(session):
    with pytest.raises(KeyError):
        session.decisions.record("không có", {"order": "a"}, SAID)


# --- snapshots ---


def test_a_snapshot_comes_back_with_its_hash_and_its_withdrawal(session):
    first = session.snapshots.add(KEY, FROZEN, SAID)
    second = session.snapshots.add(KEY, FROZEN, Said("Bình", AT))
    session.snapshots.add("khac", FROZEN, SAID)
    session.snapshots.withdraw(first, Said("Bình", AT, "nhầm tháng"))

    one, two = session.snapshots.all(KEY)

    assert (one.id, one.number, one.name, one.code) == (first, 1, "Trước khi họp", "K7W3MAXP")
    assert (one.as_of, one.said, one.campaign) == (FROZEN.as_of, SAID, KEY)
    assert one.digest == digest_of('{"format":1}')
    assert one.withdrawn == Said("Bình", AT, "nhầm tháng")
    assert (two.id, two.number, two.withdrawn) == (second, 2, None)
    assert session.snapshots.get(second) == two
    assert session.snapshots.get(99) is None
    assert session.snapshots.content(first) == '{"format":1}'
    with pytest.raises(KeyError):
        session.snapshots.content(99)


def test_a_snapshot_is_withdrawn_only_once(session):
    first = session.snapshots.add(KEY, FROZEN, SAID)
    session.snapshots.withdraw(first, SAID)

    with pytest.raises(sqlite3.IntegrityError):
        session.snapshots.withdraw(first, SAID)


@pytest.mark.parametrize("table", HELD)
def test_what_was_decided_is_never_changed(workspace, table):
    fill(workspace)
    decide(workspace)

    with (
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
        connect(workspace.path) as db,
    ):
        db.execute(f"UPDATE {table} SET who = 'khác'")  # noqa: S608


@pytest.mark.parametrize("table", ["snapshot", "snapshot_withdrawal"])
def test_what_was_frozen_is_never_removed(workspace, table):
    fill(workspace)
    decide(workspace)

    with (
        pytest.raises(sqlite3.IntegrityError, match="never removed"),
        connect(workspace.path, foreign_keys=False) as db,
    ):
        db.execute(f"DELETE FROM {table}")  # noqa: S608


def test_a_snapshot_changed_outside_the_program_is_found_by_its_hash(workspace, raw):
    fill(workspace)
    decide(workspace)
    sound = workspace.check()
    with raw(workspace.path) as db:
        db.execute("DROP TRIGGER snapshot_is_never_changed")
        db.execute("""UPDATE snapshot SET content = '{"format":2}'""")

    found = workspace.check()

    assert sound == ()
    assert found == (Problem("snapshot", "nui-thanh-2023 1"), Problem("rows"))


# --- late answers and scenarios ---


def test_an_answer_comes_back_as_it_was_given(session):
    snapshot = session.snapshots.add(KEY, FROZEN, SAID)
    answers = (
        make_answer(),
        make_answer(accepted=True, before=None, after='{"count":5}', period=None),
        make_answer(period=Period(None, NOVEMBER.end)),
    )
    for answer in answers:
        session.late_answers.add(snapshot, answer)

    assert session.late_answers.of(snapshot) == answers
    assert session.late_answers.of(99) == ()


def test_a_scenario_is_kept_once_by_its_name(session):
    session.scenarios.put(KEY, StoredScenario("Một", "{}"), SAID)
    session.scenarios.put(KEY, StoredScenario("Hai", "{}"), SAID)
    session.scenarios.put("khac", StoredScenario("Một", "{}"), SAID)
    session.scenarios.put(KEY, StoredScenario("Một", '{"a":1}'), SAID)

    found = session.scenarios.all(KEY)
    session.scenarios.remove(KEY, "Một")

    assert found == (StoredScenario("Một", '{"a":1}'), StoredScenario("Hai", "{}"))
    assert session.scenarios.all(KEY) == (StoredScenario("Hai", "{}"),)
    assert session.scenarios.all("khac") == (StoredScenario("Một", "{}"),)


# --- undo ---


def test_decisions_answers_and_scenarios_are_taken_back_and_done_again(workspace):
    fill(workspace)
    without = dump(workspace)
    decide(workspace)
    full = dump(workspace)

    taken = workspace.undo()
    undone = dump(workspace)
    workspace.redo()

    assert all(full[table] for table in schema.DECISIONS_WATCHED)
    assert taken.tables == {"decision", "late_answer", "reading_decision", "scenario"}
    frozen = {"snapshot", "snapshot_withdrawal"}
    assert {name: rows for name, rows in undone.items() if name not in frozen} == {
        name: rows for name, rows in without.items() if name not in frozen
    }
    assert all(undone[table] == full[table] for table in frozen)
    assert dump(workspace) == full
    assert workspace.check() == ()


def test_a_snapshot_outlives_the_campaign_it_was_made_of(workspace):
    with workspace.write("Thêm", kind="add") as session:
        session.campaigns.add(KEY, "a = 1")
    with workspace.write("Chốt", kind="freeze", undoable=False) as session:
        session.snapshots.add(KEY, FROZEN, SAID)

    workspace.undo()

    with workspace.read() as session:
        assert session.campaigns.all() == ()
        assert [one.name for one in session.snapshots.all(KEY)] == ["Trước khi họp"]
    assert workspace.check() == ()

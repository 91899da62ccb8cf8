"""Killed at any moment, the file holds all of the last action or none of it."""

import random
import subprocess
import sys
import time

import pytest
from store.samples import NOVEMBER, YEAR_END, fill, make_figure

from thidua_desktop.store.workspace import Workspace

ROWS = 8000

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from store.samples import NOVEMBER, make_figure, make_record
from thidua_desktop.store.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), user="An")
figures = [make_figure(1, f"m{n}", period=NOVEMBER, count=n) for n in range(int(sys.argv[2]))]
figures += [make_figure(1, f"old{n}", count=2) for n in range(200)]
print("ready", flush=True)
sys.stdin.readline()
with workspace.write("Nhập", kind="import") as session:
    session.figures.put_import(session.imports.add(make_record()), figures)
print("done", flush=True)
workspace.undo()
workspace.redo()
print("again", flush=True)
"""


@pytest.fixture
def workspace(workspace):
    commune, *_ = fill(workspace)
    with workspace.write("Số liệu cũ", kind="fill") as session:
        for n in range(200):
            session.figures.put(make_figure(commune, f"old{n}", period=YEAR_END, count=1))
    return workspace


def start(workspace):
    roots = [str(path) for path in (sys.path[0], *sys.path[1:]) if path]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(workspace.path), str(ROWS), *roots],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout.readline().strip() == b"ready"
    child.stdin.write(b"\n")
    child.stdin.flush()
    return child


@pytest.fixture
def duration(workspace, tmp_path):
    """Return how long the child works when nobody stops it."""
    copy = Workspace.open(workspace.backup(reason="thu", folder=tmp_path / "thu"), user="An")
    child = start(copy)
    began = time.perf_counter()
    child.communicate()
    return time.perf_counter() - began


def counts(workspace):
    with workspace.read() as session:
        figures = session.figures.all()
    new = sum(one.period == NOVEMBER for one in figures)
    changed = sum(one.measure.startswith("old") and one.count == 2 for one in figures)
    return new, changed


def kill_once(workspace, after):
    """Kill a child `after` seconds into its work; return what it left."""
    child = start(workspace)
    time.sleep(after)
    child.kill()
    child.communicate()
    opened = Workspace.open(workspace.path, user="An")
    assert opened.check() == ()
    left = counts(opened)
    while opened.undo_label() == "Nhập":
        opened.undo()
    assert counts(opened) == (0, 0)
    return left


def kill_often(workspace, duration, times):
    chance = random.Random(20231231)  # noqa: S311 - to spread the moments, not to hide them
    left = [kill_once(workspace, chance.uniform(0, duration)) for _ in range(times)]
    assert set(left) <= {(0, 0), (ROWS, 200)}
    return left


def test_killed_during_an_import_the_file_holds_all_or_none(workspace, duration):
    kill_often(workspace, duration, 6)


@pytest.mark.slow
def test_killed_at_two_hundred_moments_the_file_holds_all_or_none(workspace, duration):
    left = kill_often(workspace, duration, 200)

    assert (0, 0) in left
    assert (ROWS, 200) in left


DECIDING = """
import sys
from datetime import date
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from store.samples import SAID, make_answer
from thidua_desktop.store.snapshots import Frozen
from thidua_desktop.store.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), user="An")
print("ready", flush=True)
key = "nui-thanh-2023"
for n in range(10**6):
    content = '{"n":"' + "x" * 300_000 + f'{n}"}}'
    with workspace.write("Chốt", kind="freeze", undoable=False) as session:
        frozen = Frozen(f"Lần {n}", "K7W3MAXP", date(2024, 1, 5), content)
        snapshot = session.snapshots.add(key, frozen, SAID)
        session.snapshots.withdraw(snapshot, SAID)
    with workspace.write("Từ chối", kind="refuse-late") as session:
        session.decisions.record(key, {"order": str(n)}, SAID)
        session.late_answers.add(snapshot, make_answer())
"""


def kill_deciding(workspace, after):
    roots = [str(path) for path in (sys.path[0], *sys.path[1:]) if path]
    child = subprocess.Popen(
        [sys.executable, "-c", DECIDING, str(workspace.path), *roots], stdout=subprocess.PIPE
    )
    assert child.stdout.readline().strip() == b"ready"
    time.sleep(after)
    child.kill()
    child.communicate()


def test_killed_while_freezing_and_deciding_every_action_is_whole(workspace):
    chance = random.Random(20240105)  # noqa: S311 - to spread the moments, not to hide them
    key = "nui-thanh-2023"

    for _ in range(5):
        kill_deciding(workspace, chance.uniform(0.05, 0.4))

        opened = Workspace.open(workspace.path, user="An")
        assert opened.check() == ()
        with opened.read() as session:
            snapshots, decisions = session.snapshots.all(key), session.decisions.all(key)
            answers = [len(session.late_answers.of(one.id)) for one in snapshots]
            holds = session.campaigns.decisions(key)
        assert snapshots
        assert all(one.withdrawn for one in snapshots)
        assert [one.number for one in snapshots] == list(range(1, len(snapshots) + 1))
        assert len(decisions) == sum(answers)
        assert not decisions or holds == {"order": decisions[-1].value}

"""Killed at any moment, the file holds all of the last action or none of it.

A child tells how far it is, and is killed some time after a sign: how fast the machine is changes
which moments are tried, never what must hold.
"""

import random
import subprocess
import sys
import time

import pytest
from store.samples import NOVEMBER, YEAR_END, fill, make_figure

from thidua_desktop.store.workspace import Workspace

ROWS = 8000
NONE, ALL = (0, 0), (ROWS, 200)
PHASES = ("ready", "written", "done", "undone", "again")

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from store.samples import NOVEMBER, make_figure, make_record
from thidua_desktop.store.workspace import Workspace

def tell(sign):
    print(sign, flush=True)

workspace = Workspace.open(Path(sys.argv[1]), user="An")
figures = [make_figure(1, f"m{n}", period=NOVEMBER, count=n) for n in range(int(sys.argv[2]))]
figures += [make_figure(1, f"old{n}", count=2) for n in range(200)]
tell("ready")
sys.stdin.readline()
with workspace.write("Nhập", kind="import") as session:
    session.figures.put_import(session.imports.add(make_record()), figures)
    tell("written")
    sys.stdin.readline()
tell("done")
workspace.undo()
tell("undone")
workspace.redo()
tell("again")
"""


@pytest.fixture
def workspace(workspace):
    commune, *_ = fill(workspace)
    with workspace.write("Số liệu cũ", kind="fill") as session:
        for n in range(200):
            session.figures.put(make_figure(commune, f"old{n}", period=YEAR_END, count=1))
    return workspace


def start(program, *arguments):
    roots = [str(path) for path in (sys.path[0], *sys.path[1:]) if path]
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments), *roots],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def wait_for(child, sign):
    while (told := child.stdout.readline().decode().strip()) != sign:
        assert told, "the child ended by itself"


def go(child, lines=2):
    """Let a child work: the first line begins the import, the second lets it be kept."""
    child.stdin.write(b"\n" * lines)
    child.stdin.flush()


def kill(child):
    child.kill()
    child.communicate()


@pytest.fixture
def durations(workspace, tmp_path):
    """Return how long a child is about each phase when nobody stops it."""
    copy = Workspace.open(workspace.backup(reason="thu", folder=tmp_path / "thu"), user="An")
    child = start(CHILD, copy.path, ROWS)
    times = []
    for sign in PHASES:
        wait_for(child, sign)
        times.append(time.perf_counter())
        if sign == "ready":
            go(child)
    child.communicate()
    spans = zip(times, times[1:] + times[-1:], strict=True)
    return {sign: end - began for sign, (began, end) in zip(PHASES, spans, strict=True)}


def counts(workspace):
    with workspace.read() as session:
        figures = session.figures.all()
    new = sum(one.period == NOVEMBER for one in figures)
    changed = sum(one.measure.startswith("old") and one.count == 2 for one in figures)
    return new, changed


def left_by(workspace):
    """Return what a killed child left, and take it back."""
    opened = Workspace.open(workspace.path, user="An")
    assert opened.check() == ()
    left = counts(opened)
    while opened.undo_label() == "Nhập":
        opened.undo()
    assert counts(opened) == NONE
    return left


def kill_once(workspace, sign, after, *, lines=2):
    """Kill a child `after` seconds after its sign; return what it left."""
    child = start(CHILD, workspace.path, ROWS)
    wait_for(child, "ready")
    go(child, lines)
    if sign != "ready":
        wait_for(child, sign)
    time.sleep(after)
    kill(child)
    return left_by(workspace)


def kill_often(workspace, durations, times):
    chance = random.Random(20231231)  # noqa: S311 - to spread the moments, not to hide them
    for _ in range(times):
        sign = chance.choice(PHASES)
        assert kill_once(workspace, sign, chance.uniform(0, durations[sign])) in {NONE, ALL}


def test_killed_before_an_import_is_kept_the_file_holds_nothing_of_it(workspace):
    """Everything is written, and the child waits within its transaction."""
    assert kill_once(workspace, "written", 0, lines=1) == NONE


def test_killed_after_an_import_was_kept_the_file_holds_all_of_it(workspace):
    assert kill_once(workspace, "again", 0) == ALL


def test_killed_during_an_import_the_file_holds_all_or_none(workspace, durations):
    kill_often(workspace, durations, 6)


@pytest.mark.slow
def test_killed_at_two_hundred_moments_the_file_holds_all_or_none(workspace, durations):
    kill_often(workspace, durations, 200)


DECIDING = """
import sys
from datetime import date
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from store.samples import SAID, make_answer
from thidua_desktop.store.snapshots import Frozen
from thidua_desktop.store.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), user="An")
key = "nui-thanh-2023"
for n in range(10**6):
    content = '{"n":"' + "x" * 300_000 + f'{n}"}}'
    with workspace.write("Chốt", kind="freeze", undoable=False) as session:
        frozen = Frozen(f"Lần {n}", "K7W3MAXP", date(2024, 1, 5), content)
        snapshot = session.snapshots.add(key, frozen, SAID)
        session.snapshots.withdraw(snapshot, SAID)
    print("frozen", flush=True)
    with workspace.write("Từ chối", kind="refuse-late") as session:
        session.decisions.record(key, {"order": str(n)}, SAID)
        session.late_answers.add(snapshot, make_answer())
"""


def kill_deciding(workspace, chance):
    """Kill a child within one of its rounds, after at least one result was frozen."""
    child = start(DECIDING, workspace.path)
    wait_for(child, "frozen")
    for _ in range(chance.randint(1, 4)):
        began = time.perf_counter()
        wait_for(child, "frozen")
    time.sleep(chance.uniform(0, time.perf_counter() - began))
    kill(child)


def test_killed_while_freezing_and_deciding_every_action_is_whole(workspace):
    chance = random.Random(20240105)  # noqa: S311 - to spread the moments, not to hide them
    key = "nui-thanh-2023"

    for _ in range(5):
        kill_deciding(workspace, chance)

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

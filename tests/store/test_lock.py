"""Of two programs exactly one may write; a lock nobody holds any more is taken over."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import pytest

from thidua_desktop.errors import CannotWriteError, WorkspaceLockedError
from thidua_desktop.store import processes
from thidua_desktop.store.lock import (
    UNREADABLE_SECONDS,
    Holder,
    Lock,
    holder_of,
    lock_path,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Đợt thi đua.thidua"


@pytest.fixture
def child():
    """Run another process until the test ends."""
    program = "import sys; print(flush=True); sys.stdin.read()"
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    running.stdout.readline()
    yield running
    running.communicate()


def put(path, holder):
    lock_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")


def held_by(process):
    return replace(
        Holder.here("Bình"), process=process.pid, born=processes.birth(process.pid) or ""
    )


def test_the_lock_stands_beside_the_file_and_goes_when_released(path):
    with Lock.acquire(path, "An"):
        names = [one.name for one in path.parent.iterdir()]
        holder = holder_of(path)

    assert names == ["Đợt thi đua.thidua.lock"]
    assert (holder.user, holder.host, holder.process) == ("An", socket.gethostname(), os.getpid())
    assert list(path.parent.iterdir()) == []


def test_a_lock_held_by_a_living_program_names_who_has_it(path, child):
    holder = held_by(child)
    put(path, holder)

    with pytest.raises(WorkspaceLockedError) as caught:
        Lock.acquire(path, "An")

    error = caught.value
    assert (error.path, error.user) == (path, "Bình")
    assert (error.host, error.since) == (holder.host, holder.since)
    assert holder_of(path) == holder


def test_the_same_program_does_not_get_it_twice(path):
    with Lock.acquire(path, "An"), pytest.raises(WorkspaceLockedError):
        Lock.acquire(path, "An")


def test_a_lock_of_a_program_that_died_is_taken_over(path, child):
    put(path, held_by(child))
    child.kill()
    child.wait()

    with Lock.acquire(path, "An"):
        assert holder_of(path).user == "An"


def test_a_lock_from_before_a_restart_is_taken_over(path, child):
    put(path, replace(held_by(child), boot="started 0"))

    with Lock.acquire(path, "An"):
        assert holder_of(path).user == "An"


def test_a_lock_whose_number_belongs_to_a_later_program_is_taken_over(path, child):
    put(path, replace(held_by(child), born="1"))

    with Lock.acquire(path, "An"):
        assert holder_of(path).user == "An"


def test_a_lock_of_another_machine_is_respected(path):
    put(path, replace(Holder.here("Bình"), host="MAY-VAN-THU", process=2**22 - 1, boot="x"))

    with pytest.raises(WorkspaceLockedError) as caught:
        Lock.acquire(path, "An")

    assert caught.value.host == "MAY-VAN-THU"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"process": 1}'])
def test_a_lock_that_says_nothing_is_respected_for_a_minute(path, text):
    lock_path(path).write_text(text, encoding="utf-8")

    with pytest.raises(WorkspaceLockedError):
        Lock.acquire(path, "An")
    age(lock_path(path), UNREADABLE_SECONDS + 1)
    with Lock.acquire(path, "An"):
        assert holder_of(path).user == "An"


def age(path, seconds):
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_a_lock_lost_to_another_is_not_removed_on_release(path, child):
    lock = Lock.acquire(path, "An")
    put(path, held_by(child))

    lock.release()

    assert holder_of(path).user == "Bình"


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CannotWriteError) as caught:
        Lock.acquire(tmp_path / "không có" / "a.thidua", "An")

    assert caught.value.reason == "missing-folder"


def test_of_many_at_once_exactly_one_takes_over_a_stale_lock(path, child):
    child.kill()
    child.wait()
    program = (
        "import sys; from pathlib import Path; from thidua_desktop.store.lock import Lock;"
        "from thidua_desktop.errors import WorkspaceLockedError\n"
        "try: Lock.acquire(Path(sys.argv[1]), 'An')\n"
        "except WorkspaceLockedError: print('no')\n"
        "else: print('yes', flush=True); sys.stdin.read()\n"
    )
    put(path, held_by(child))

    with ThreadPoolExecutor(4) as pool:
        running = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for _ in range(4)
        ]
        answers = list(pool.map(lambda one: one.stdout.readline().strip(), running))
    for one in running:
        one.communicate()

    assert sorted(answers) == [b"no", b"no", b"no", b"yes"]


def test_this_process_lives_and_was_born_once():
    assert processes.birth(os.getpid())
    assert processes.birth(os.getpid()) == processes.birth(os.getpid())


def test_a_process_that_ended_is_gone(child):
    child.kill()
    child.wait()

    assert processes.birth(child.pid) is None


def test_boot_ids_that_count_seconds_may_differ_a_little():
    assert processes.same_boot(processes.boot_id(), processes.boot_id())
    assert processes.same_boot("started 1000", "started 1004")
    assert not processes.same_boot("started 1000", "started 2000")
    assert not processes.same_boot("started 1000", "a-b-c")

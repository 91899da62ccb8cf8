"""The border between the worker thread and the window."""

import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from thidua_desktop.errors import Cancelled
from thidua_desktop.ui.tasks import ProgressPopup, TaskRunner, run_with_popup
from thidua_desktop.ui.widgets.buttons import Button


@pytest.fixture
def tasks(qapp):
    tasks = TaskRunner()
    yield tasks
    tasks.shut_down()


def on_ui_thread(_=None):
    return threading.current_thread() is threading.main_thread()


def test_work_leaves_the_ui_thread_and_the_answer_returns_to_it(qtbot, tasks):
    seen = []

    tasks.run(
        tasks, on_ui_thread, done=lambda x: seen.extend([x, on_ui_thread()]), failed=seen.append
    )
    qtbot.waitUntil(lambda: len(seen) == 2)

    assert seen == [False, True]


def test_an_error_comes_back_as_an_error(qtbot, tasks):
    failures = []

    tasks.run(tasks, lambda _: 1 / 0, done=failures.append, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))

    assert isinstance(failures[0], ZeroDivisionError)


def test_work_on_the_file_never_overlaps_but_reads_do_not_wait_for_it(qtbot, tasks):
    gate, seen = threading.Event(), []

    tasks.run(tasks, lambda _: gate.wait(5), done=lambda _: seen.append("long"), failed=seen.append)
    tasks.run(tasks, lambda _: 0, done=lambda _: seen.append("queued"), failed=seen.append)
    tasks.reads.run(tasks, lambda _: 0, done=lambda _: seen.append("read"), failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["read"]

    gate.set()
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == ["read", "long", "queued"]


def endless(progress):
    while True:
        progress.step(1, 100)
        threading.Event().wait(0.005)


def test_cancel_reaches_the_work(qtbot, tasks):
    window = QWidget()
    qtbot.addWidget(window)
    answers = []

    progress = tasks.run(window, endless, done=answers.append, failed=answers.append)
    popup = ProgressPopup("Đang nhập", progress, window)
    qtbot.waitUntil(popup.isVisible)
    button = popup.findChild(Button)
    button.click()
    qtbot.waitUntil(lambda: bool(answers))

    assert isinstance(answers[0], Cancelled)
    assert button.text() == "Hủy"
    assert not button.isEnabled()
    popup.finish()


def test_the_popup_goes_when_the_work_is_over(qtbot, tasks):
    window = QWidget()
    qtbot.addWidget(window)
    gate, answers = threading.Event(), []

    run_with_popup(
        tasks, window, "Đang nhập", lambda _: gate.wait(5), answers.append, answers.append
    )
    popup = window.findChild(ProgressPopup)
    qtbot.waitUntil(popup.isVisible)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))

    assert not shiboken6.isValid(popup) or not popup.isVisible()


def test_quick_work_shows_no_popup(qtbot, runner):
    window = QWidget()
    qtbot.addWidget(window)

    run_with_popup(runner, window, "Đang nhập", lambda _: 1, lambda _: None, lambda _: None)

    assert window.findChild(ProgressPopup) is None


def test_an_answer_to_a_closed_screen_is_dropped(qtbot, tasks):
    screen, gate, answers = QWidget(), threading.Event(), []

    tasks.run(screen, lambda _: gate.wait(2), done=answers.append, failed=answers.append)
    shiboken6.delete(screen)
    gate.set()
    tasks.shut_down()
    qtbot.wait(20)

    assert answers == []

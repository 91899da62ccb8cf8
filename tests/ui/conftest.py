"""Screens are tested without threads; `TaskRunner` has its own tests."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.theme import Theme, apply_theme, current_theme


class InlineRunner:
    """A `Runner` that works and answers before `run` returns."""

    def run(self, owner, work, *, done, failed):
        progress = Progress()
        try:
            answer = work(progress)
        except Exception as error:  # noqa: BLE001 - the same border as TaskRunner
            failed(error)
        else:
            done(answer)
        return progress

    @property
    def reads(self):
        return self


@pytest.fixture
def runner():
    return InlineRunner()


@pytest.fixture
def look(qapp):
    """Dress the application in a theme; each test starts in the usual one."""
    # Windows of the tests before wait for an event loop to die, and dressing them costs time.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if current_theme() != Theme() or not qapp.styleSheet():
        apply_theme(qapp, Theme())
    return lambda theme: apply_theme(qapp, theme)


@pytest.fixture(autouse=True)
def usual_look(look):
    """Every test starts in the light theme at 100 %."""


@pytest.fixture(autouse=True)
def own_settings(tmp_path):
    """What one test lets the program remember no other test finds."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.fixture
def show_figures(qtbot):
    """Show Số liệu of a campaign in a window of the size a small screen leaves it."""

    def show(office, runner, key, height=620):
        screen = FiguresScreen(office, runner)
        qtbot.addWidget(screen)
        screen.resize(1100, height)
        screen.show()
        screen.show_campaign(key)
        return screen

    return show


@pytest.fixture
def show_ranking(qtbot):
    """Show Xếp hạng of a campaign in a window of the size a small screen leaves it."""

    def show(office, runner, key, day):
        screen = RankingScreen(office, runner)
        screen.changed.connect(screen.on_changed)
        qtbot.addWidget(screen)
        screen.resize(1176, 669)
        screen.show()
        screen.show_campaign(key, day)
        return screen

    return show

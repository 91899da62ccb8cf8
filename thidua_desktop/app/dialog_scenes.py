"""The pictures of dialogs, cards, boxes and lists that open over a page."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from thidua_desktop.errors import CannotWriteError
from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.reports import ReportsScreen
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.tasks import ProgressPopup
from thidua_desktop.ui.window import MainWindow

_ROW, _COLUMN = 5, 3
"""The cell of the demonstration whose source is shown: figures late in one office."""


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]


def _provenance(screen: Screen, _shown: Shown) -> None:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    table = screen.grid.table
    table.setFocus()
    index = table.model().index(_ROW, _COLUMN)
    table.setCurrentIndex(index)
    table.source_wanted.emit(index)


def _history(screen: Screen, _shown: Shown) -> None:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    screen.show_history()


def _history_of_an_older_import(screen: Screen, shown: Shown) -> QWidget | None:
    _history(screen, shown)
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    table = screen.history.table
    last = table.model().index(table.model().rowCount() - 1, 0)
    table.setCurrentIndex(last)
    return None


def _older_import_asked(screen: Screen, shown: Shown) -> QWidget | None:
    _history_of_an_older_import(screen, shown)
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    screen.history.undo_button.click()
    return next((box for box in shown.window.findChildren(QMessageBox) if box.isVisible()), None)


def _targets(screen: Screen, shown: Shown) -> QWidget | None:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    screen.show_targets()
    return _dialog(shown)


def _period(screen: Screen, shown: Shown) -> QWidget | None:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    screen.grid.ask_period()
    return _dialog(shown)


def _compare(screen: Screen, _shown: Shown) -> QWidget | None:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    return screen.compare()


def _begin_report(screen: Screen, shown: Shown) -> QWidget | None:
    assert isinstance(screen, ReportsScreen)  # noqa: S101 - the scene names this page
    screen.begin()
    return _dialog(shown)


def _error(_screen: Screen, shown: Shown) -> QWidget | None:
    show_error(shown.window, CannotWriteError(Path("bang-xep-hang.xlsx"), "in-use"))
    return next(box for box in shown.window.findChildren(QMessageBox) if box.isVisible())


def _progress(_screen: Screen, shown: Shown) -> QWidget | None:
    progress = Progress()
    progress.step(12, 28)
    popup = ProgressPopup("Đang xếp hạng", progress, shown.window)
    popup.canceled.connect(popup.finish)
    popup.open()
    return popup


def _keys(_screen: Screen, shown: Shown) -> QWidget | None:
    shown.window.run_command("help.keys")
    return _dialog(shown)


def _search(_screen: Screen, shown: Shown) -> QWidget | None:
    search = shown.window.top_bar.search
    search.setText("tam")
    search.look_now()
    search.clear()
    return QApplication.activePopupWidget()


def _dialog(shown: Shown) -> QWidget | None:
    dialogs = shown.window.findChildren(QDialog)
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


DIALOG_SCENES: Final[tuple[tuple[str, str, str, Prepare], ...]] = (
    ("40-so-lieu-nguon", "figures", POINTS, _provenance),
    ("41-lich-su-nhap", "figures", POINTS, _history),
    ("41b-lich-su-nhap-lan-cu", "figures", POINTS, _history_of_an_older_import),
    ("41c-hoan-tac-lan-cu", "figures", POINTS, _older_import_asked),
    ("42-muc-giao", "figures", TARGETS, _targets),
    ("43-ky-khac", "figures", TARGETS, _period),
    ("44-so-sanh-cach-hieu", "ranking", POINTS, _compare),
    ("45-lap-bao-cao", "reports", TARGETS, _begin_report),
    ("46-bao-loi", "overview", POINTS, _error),
    ("47-dang-lam", "ranking", POINTS, _progress),
    ("48-phim-tat", "overview", POINTS, _keys),
    ("49-tim", "overview", POINTS, _search),
)
"""Name, page, campaign, and what opens; the widget it returns is drawn, else the window."""

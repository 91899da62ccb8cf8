"""The pictures of what goes out of Số liệu: who has not reported, the reminder, the exports."""

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from PySide6.QtWidgets import QDialog, QWidget

from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.ui.screens.figure_remind import RemindDialog
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]


def _lacking(screen: Screen, _shown: Shown) -> None:
    figures = _figures(screen)
    figures.grid.show_period(_OCTOBER)
    figures.show_filter("missing")


def _remind(screen: Screen, shown: Shown) -> QWidget | None:
    figures = _figures(screen)
    _lacking(screen, shown)
    figures.remind()
    return _dialog(figures)


def _wrong_day(screen: Screen, shown: Shown) -> QWidget | None:
    dialog = _remind(screen, shown)
    if isinstance(dialog, RemindDialog):
        dialog.day.setText("cuối tháng")
        dialog.answer()
    return dialog


def _letter(screen: Screen, shown: Shown) -> QWidget | None:
    dialog = _remind(screen, shown)
    if isinstance(dialog, RemindDialog):
        dialog.preview_button.click()
        return _dialog(dialog)
    return dialog


def _exports(screen: Screen, _shown: Shown) -> QWidget | None:
    figures = _figures(screen)
    figures.grid.tools.export_button.click()
    return figures.grid.tools.export_menu


def _dialog(parent: QWidget) -> QWidget | None:
    shown = [one for one in parent.findChildren(QDialog) if one.isVisible()]
    return shown[-1] if shown else None


def _figures(screen: Screen) -> FiguresScreen:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    return screen


_OCTOBER: Final = date(2023, 10, 31)
"""Two communes lack a source there; the units of the other campaign reported nothing yet."""

EXPORT_SCENES: Final[tuple[tuple[str, str, bool, Prepare | None], ...]] = (
    ("50-so-lieu-chua-co", POINTS, False, _lacking),
    ("51-don-doc", POINTS, False, _remind),
    ("52-don-doc-han-sai", POINTS, False, _wrong_day),
    ("53-don-doc-cong-van", POINTS, False, _letter),
    ("54-xuat-so-lieu", POINTS, False, _exports),
    ("55-don-doc-so-noi-vu", TARGETS, False, _remind),
)

"""The pictures of reports and money under the decree in force since 01/7/2025."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.demo import TARGETS
from thidua_desktop.services.office import Office
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.screens.reports import ReportsScreen
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow

_DECIDED: Final = "20/11/2026"
_FORM: Final = "nd152-2025/mau-08-tap-the"


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]


def _reports(screen: Screen) -> ReportsScreen:
    assert isinstance(screen, ReportsScreen)  # noqa: S101 - the scene names this page
    return screen


def _written(screen: Screen, _shown: Shown) -> None:
    """Show a report on the form of 2025; the file is put back before the next scene."""
    reports = _reports(screen)
    office = reports.office
    office.legal.choose(TARGETS, _DECIDED)
    subject = next(
        one.subject.id
        for one in office.units.participants(TARGETS)
        if one.subject.kind is Kind.UNIT
    )
    created = office.reports.create(TARGETS, subject, _FORM, "bang-khen")
    reports.refresh()
    reports.show_filter(str(created.id))
    _put_back(office, steps=2)


def _notices(screen: Screen, shown: Shown) -> QWidget | None:
    _written(screen, shown)
    reports = _reports(screen)
    reports.notice.link_clicked.emit()
    return next((box for box in reports.findChildren(QMessageBox) if box.isVisible()), None)


def _begun(screen: Screen, shown: Shown) -> QWidget | None:
    reports = _reports(screen)
    reports.office.legal.choose(TARGETS, _DECIDED)
    reports.begin()
    _put_back(reports.office, steps=1)
    return _dialog(shown)


def _former(screen: Screen, _shown: Shown) -> None:
    """Show a report of the demonstration, on the plan's form, after a day was stated."""
    reports = _reports(screen)
    reports.office.legal.choose(TARGETS, _DECIDED)
    reports.refresh()
    _put_back(reports.office, steps=1)


def _money(screen: Screen, shown: Shown) -> QWidget | None:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    screen.office.legal.choose(TARGETS, _DECIDED)
    screen.refresh()
    screen.open_tab(AWARDS)
    screen.run_command("ranking.money")
    _put_back(screen.office, steps=1)
    return _dialog(shown)


def _put_back(office: Office, *, steps: int) -> None:
    for _ in range(steps):
        office.workspace.undo()


def _dialog(shown: Shown) -> QWidget | None:
    dialogs = shown.window.findChildren(QDialog)
    return next((one for one in dialogs if one.isVisible()), None)


LEGAL_SCENES: Final[tuple[tuple[str, str, str, Prepare], ...]] = (
    ("130-ho-so-nd152", "reports", TARGETS, _written),
    ("131-ho-so-nd152-luu-y", "reports", TARGETS, _notices),
    ("132-lap-bao-cao-nd152", "reports", TARGETS, _begun),
    ("133-ho-so-mau-cu", "reports", TARGETS, _former),
    ("134-tien-thuong-nd152", "ranking", TARGETS, _money),
)
"""Name, page, campaign, and what is shown."""

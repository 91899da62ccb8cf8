"""The pictures of a report beside the frozen result: the same, and after figures moved."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from thidua_desktop.services.demo import DAY, TARGETS
from thidua_desktop.ui.screens.reports import ReportsScreen
from thidua_desktop.ui.shell import Screen

Prepare = Callable[[Screen, object], QWidget | None]
_WHO: Final = "Hội đồng thi đua Sở"
_PREVIEW_PAUSE: Final = 900


def _frozen(*, moved: bool) -> Prepare:
    """Freeze, perhaps change a figure of the report shown, show it, and put the file back."""

    def prepare(screen: Screen, _shown: object) -> None:
        assert isinstance(screen, ReportsScreen)  # noqa: S101 - the scene names this page
        office = screen.office
        made = office.snapshots.freeze(TARGETS, "Trước khi họp", _WHO, "Theo biên bản", DAY)
        end = office.figures.grid(TARGETS).end
        if moved and screen.draft is not None and end is not None:
            who = screen.draft.participant.subject.id
            office.figures.set_figure(TARGETS, who, "services_active", end, "15")
        screen.refresh()
        _wait()  # the preview is drawn from the file as it is now
        if moved:
            office.workspace.undo()
        if made.snapshot is not None:
            office.snapshots.withdraw(TARGETS, made.snapshot.id, _WHO, "Chốt thử")

    return prepare


def _wait() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_PREVIEW_PAUSE, loop.quit)
    loop.exec()


REPORT_SNAPSHOT_SCENES: Final[tuple[tuple[str, str, str, Prepare], ...]] = (
    ("99e-ho-so-khop-chot", "reports", TARGETS, _frozen(moved=False)),
    ("99f-ho-so-doi-sau-chot", "reports", TARGETS, _frozen(moved=True)),
)

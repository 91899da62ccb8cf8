"""The pictures of the grid's other spans, of the reconciliation and of the trends."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.trends import Kind
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.shell import Screen

Prepare = Callable[[Screen, object], QWidget | None]

_OCTOBER: Final = date(2023, 10, 31)


def _figures(screen: Screen) -> FiguresScreen:
    assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
    return screen


def _other_span(screen: Screen, _shown: object) -> None:
    grid = _figures(screen).grid
    choices = [grid.tools.period.itemData(n) for n in range(grid.tools.period.count())]
    grid.show_period(next(one for one in choices if not isinstance(one, date | str)))


def _doubted(screen: Screen, _shown: object) -> None:
    grid = _figures(screen).grid
    grid.show_period(_OCTOBER)
    grid.choose_filter("doubted")


def _reconcile(tab: int, end: date | None = _OCTOBER) -> Prepare:
    def prepare(screen: Screen, _shown: object) -> None:
        figures = _figures(screen)
        figures.grid.show_period(end or figures.grid.end or _OCTOBER)
        figures.show_reconciliation()
        figures.reconciling.tabs.setCurrentIndex(tab)

    return prepare


def _trend(unit: str = "", kind: Kind | None = None) -> Prepare:
    def prepare(screen: Screen, _shown: object) -> None:
        figures = _figures(screen)
        figures.show_trend()
        if kind is not None:
            figures.trend.kind.chosen.emit(kind)
        figures.trend.table.choose(lambda one: one.full_name == unit)

    return prepare


FIGURE_SCENES: Final[tuple[tuple[str, str, bool, Prepare], ...]] = (
    ("56-so-lieu-ky-khac", POINTS, False, _other_span),
    ("56a-so-lieu-ky-khac-so-noi-vu", TARGETS, False, _other_span),
    ("56b-so-lieu-can-xem-lai", POINTS, False, _doubted),
    ("57-doi-chieu", POINTS, False, _reconcile(0)),
    ("57a-doi-chieu-tung-don-vi", POINTS, False, _reconcile(1)),
    ("57b-doi-chieu-tong", POINTS, False, _reconcile(2)),
    ("57c-doi-chieu-khop", TARGETS, False, _reconcile(0, None)),
    ("57d-doi-chieu-trong", POINTS, True, _reconcile(0, None)),
    ("58-dien-bien", POINTS, False, _trend("Xã Tam Hải")),
    ("58a-dien-bien-thieu-thang", POINTS, False, _trend("Xã Tam Xuân I")),
    ("58b-dien-bien-rieng-thang", POINTS, False, _trend("", Kind.MONTH)),
    ("58c-dien-bien-so-noi-vu", TARGETS, False, _trend()),
    ("58d-dien-bien-trong", POINTS, True, _trend()),
)

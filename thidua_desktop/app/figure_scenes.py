"""The pictures of the grid's other spans, of the reconciliation and of the trends."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from thidua_desktop import assets
from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.trends import Kind
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.shell import Screen


@runtime_checkable
class HasTable(Protocol):
    """Where a scene is played."""

    @property
    def table(self) -> Path:
        """Return a table with problems; its folder is the scratch one."""


Prepare = Callable[[Screen, object], QWidget | None]

_NOBODYS: Final = {"B12": "Đội thuế huyện", "B38": "Xã Tam Xuân", "B35": "UBND xã Tam Mỹ"}
"""Names of a table that are nobody's, or could be several."""
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


def _names_of_nobody(screen: Screen, shown: object) -> None:
    """Show names left out of an import; the file is put back before the next scene."""
    from openpyxl import load_workbook

    figures = _figures(screen)
    assert isinstance(shown, HasTable)  # noqa: S101 - the gallery's stage
    path = shown.table.parent / "so-lieu-gui-lai.xlsx"
    book = load_workbook(assets.resource("demo/nui-thanh-2023-12.xlsx"))
    for cell, name in _NOBODYS.items():
        book.worksheets[0][cell] = name
    book.save(path)
    workspace = figures.office.workspace
    import_table(workspace, POINTS, path, ImportOrder(accept_warnings=True, skip_errors=True))
    figures.refresh()
    figures.show_reconciliation()
    figures.reconciling.problems.choose(lambda one: one.typed == _NOBODYS["B38"])
    workspace.undo()


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
    ("135-doi-chieu-ten-chua-khop", POINTS, False, _names_of_nobody),
    ("58-dien-bien", POINTS, False, _trend("Xã Tam Hải")),
    ("58a-dien-bien-thieu-thang", POINTS, False, _trend("Xã Tam Xuân I")),
    ("58b-dien-bien-rieng-thang", POINTS, False, _trend("", Kind.MONTH)),
    ("58c-dien-bien-so-noi-vu", TARGETS, False, _trend()),
    ("58d-dien-bien-trong", POINTS, True, _trend()),
)

"""What stands on a screen, as a user reads it."""

from typing import TypeVar

from PySide6.QtWidgets import QTableView, QWidget

from thidua_desktop.ui.models.cells import CELL_ROLE, GROUP_ROLE

Kind = TypeVar("Kind", bound=QWidget)


def lines(table: QTableView) -> list[tuple[str, ...]]:
    """Return the cells of every row as they are spoken; headings of groups are no rows."""
    model = table.model()
    columns = range(model.columnCount())
    return [
        tuple(model.index(row, column).data(CELL_ROLE).spoken for column in columns)
        for row in range(model.rowCount())
        if model.index(row, 0).data(GROUP_ROLE) is None
    ]


def groups(table: QTableView) -> list[str]:
    """Return the headings of a table's groups."""
    model = table.model()
    found = [model.index(row, 0).data(GROUP_ROLE) for row in range(model.rowCount())]
    return [one.title for one in found if one]


def opened(parent: QWidget, kind: type[Kind]) -> Kind | None:
    """Return the dialog of a kind that is open."""
    return next((one for one in parent.findChildren(kind) if one.isVisible()), None)

"""A read-only table model over frozen objects, in groups or not, with its own sort and filter.

`QSortFilterProxyModel` over a Python model takes seconds for 20,000 rows; a Python list sort
takes milliseconds. Rows are replaced as a whole; an edit is announced, stored by a service, and
comes back as new rows.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.ui.models.cells import (
    CELL_ROLE,
    GROUP_ROLE,
    HEADING_ROLE,
    Cell,
    GroupLine,
    Heading,
)

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
# Joining flags is slow in Python, and a table asks for those of every cell it paints.
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADING_LINE: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How one column shows a row.

    `width` and `compact_width` are pixels at 100 % text size; a column that stretches takes the
    room left over and never gets narrower than its width. `sort_key` None: not sortable.
    """

    heading: Heading
    cell: Callable[[Row], Cell]
    sort_key: Callable[[Row], Any] | None = None
    right: bool = False
    width: int = 96
    compact_width: int = 0
    stretch: bool = False
    editable: Callable[[Row], bool] | None = None


@dataclass(frozen=True, slots=True)
class RowGroup(Generic[Row]):
    """Rows under one heading line; `key` keeps it closed when the rows are replaced."""

    title: str
    rows: Sequence[Row]
    caption: str = ""
    key: Hashable = None


@dataclass(slots=True)
class _Wish(Generic[Row]):
    """What the user wants to see: search words, a condition, an order."""

    words: tuple[str, ...] = ()
    keep: Callable[[Row], bool] | None = None
    column: int = -1
    order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    closed: set[Hashable] = field(default_factory=set)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows through columns; `search_text` says what the search box looks into."""

    edited = Signal(object, int, str)
    """A cell was typed over: the row, the column, the text as typed. Nothing is stored here."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        search_text: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._groups: tuple[RowGroup[Row], ...] = ()
        self._shown: list[Row | RowGroup[Row]] = []
        self._search_text = search_text or self._all_text
        self._wish: _Wish[Row] = _Wish()

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """Return the columns, from left to right."""
        return self._columns

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns; the rows stay."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._wish.column = -1
        self._arrange()
        self.endResetModel()

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other rows, not grouped."""
        self.replace_groups((RowGroup("", tuple(rows)),))

    def replace_groups(self, groups: Sequence[RowGroup[Row]]) -> None:
        """Show other rows; a group with a title gets a heading line."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self._arrange()
        self.endResetModel()

    def set_search(self, text: str) -> None:
        """Keep only rows that hold every word of `text`, marks and case aside."""
        self._rearrange(lambda wish: setattr(wish, "words", tuple(fold(text).split())))

    def set_condition(self, keep: Callable[[Row], bool] | None) -> None:
        """Keep only rows for which `keep` is true; None keeps all."""
        self._rearrange(lambda wish: setattr(wish, "keep", keep))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows inside each group; a column without a key restores the given order."""

        def want(wish: _Wish[Row]) -> None:
            wish.column, wish.order = column, order

        self._rearrange(want)

    def toggle_group(self, index: Index) -> None:
        """Open or close the group whose heading line is at `index`."""
        group = self._shown[index.row()]
        if isinstance(group, RowGroup):
            self._rearrange(lambda wish: wish.closed.symmetric_difference_update({_key(group)}))

    def row_at(self, index: Index) -> Row | None:
        """Return the object behind `index`; None on a heading line or outside."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        return None if isinstance(row, RowGroup) else row

    def index_of(self, matches: Callable[[Row], bool], column: int = 0) -> QModelIndex:
        """Return where the first shown row is for which `matches` is true, invalid if nowhere."""
        for number, row in enumerate(self._shown):
            if not isinstance(row, RowGroup) and matches(row):
                return self.index(number, column)
        return QModelIndex()

    def rows_below(self, index: Index) -> list[Row]:
        """Return the row at `index` and those shown under it, up to the next heading line."""
        below: list[Row] = []
        for row in self._shown[index.row() :] if index.isValid() else ():
            if isinstance(row, RowGroup):
                break
            below.append(row)
        return below

    def shown_rows(self) -> list[Row]:
        """Return the rows as they stand on screen, heading lines left out."""
        return [row for row in self._shown if not isinstance(row, RowGroup)]

    def first_rows(self, most: int) -> list[Row]:
        """Return the rows shown first, at most so many."""
        rows = (row for row in self._shown if not isinstance(row, RowGroup))
        return list(islice(rows, most))

    def heading_lines(self) -> list[int]:
        """Return which of the shown rows are the heading lines of groups."""
        if not any(group.title for group in self._groups):
            return []  # as in the longest lists: there is nothing to look for
        return [number for number, row in enumerate(self._shown) if isinstance(row, RowGroup)]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.row_at(index)
        if row is None:
            return _HEADING_LINE
        editable = self._columns[index.column()].editable
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if editable and editable(row) else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if isinstance(row, RowGroup):
            return self._group_data(row, role)
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return _cell_data(column.cell(row), role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != (self.data(index, role) or ""):
            self.edited.emit(row, index.column(), str(value))
        return False

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        heading = self._columns[section].heading
        if role == HEADING_ROLE:
            return heading
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(f"{heading.title} {heading.second}".split())
        return None

    def _group_data(self, group: RowGroup[Row], role: int) -> Any:
        line = GroupLine(group.title, group.caption, _key(group) not in self._wish.closed)
        if role == GROUP_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.title} {line.caption}".strip()
        return None

    def _rearrange(self, change: Callable[[_Wish[Row]], None]) -> None:
        # A reset and not layoutChanged: rows come and go, and the view keeps selection by object.
        self.beginResetModel()
        change(self._wish)
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._shown = []
        for group in self._groups:
            rows = self._sorted(self._wanted(group.rows))
            if group.title and (rows or not group.rows):
                self._shown.append(group)
            if _key(group) not in self._wish.closed:
                self._shown.extend(rows)

    def _wanted(self, rows: Sequence[Row]) -> list[Row]:
        if self._wish.keep is None and not self._wish.words:
            return list(rows)
        return [row for row in rows if self._is_wanted(row)]

    def _is_wanted(self, row: Row) -> bool:
        if self._wish.keep is not None and not self._wish.keep(row):
            return False
        if not self._wish.words:
            return True
        text = fold(self._search_text(row))
        return all(word in text for word in self._wish.words)

    def _sorted(self, rows: list[Row]) -> list[Row]:
        if not 0 <= self._wish.column < len(self._columns):
            return rows
        key = self._columns[self._wish.column].sort_key
        if key is None:
            return rows
        return sorted(rows, key=key, reverse=self._wish.order is Qt.SortOrder.DescendingOrder)

    def _all_text(self, row: Row) -> str:
        return " ".join(column.cell(row).spoken for column in self._columns)


def _key(group: RowGroup[Any]) -> Hashable:
    return group.title if group.key is None else group.key


def _cell_data(cell: Cell, role: int) -> Any:
    match role:
        case _ if role == CELL_ROLE:
            return cell
        case Qt.ItemDataRole.DisplayRole:
            return cell.spoken
        case Qt.ItemDataRole.EditRole:
            return cell.text if cell.edit is None else cell.edit
        case Qt.ItemDataRole.AccessibleTextRole:
            return cell.spoken or cell.tip  # a mark without words says itself in its tip
        case Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
    return None

"""The sections of a campaign as a list: icon, title, what is in it, how much to look at."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from thidua_desktop.services.campaign_views import SectionView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class SectionsModel(QAbstractListModel):
    """Shows sections; replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[SectionView, ...] = ()

    def replace(self, sections: Sequence[SectionView]) -> None:
        """Show other sections; where they are the same ones, the chosen one stays."""
        same = [one.key for one in sections] == [one.key for one in self.sections]
        if not same:
            self.beginResetModel()
        self.sections = tuple(sections)
        if not same:
            self.endResetModel()
        elif self.sections:
            self.dataChanged.emit(self.index(0), self.index(len(self.sections) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.sections[index.row()]
        watch = f"{one.warnings} điều cần chú ý" if one.warnings else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return ", ".join(part for part in (one.title, one.caption, watch) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (one.title, one.caption, watch) if part)
        return None

"""The list of reports at the left of Hồ sơ: whose, for what, whether anything is missing."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.report_views import DraftInfo
from thidua_desktop.ui.models.cells import Chip, Tone

Index = QModelIndex | QPersistentModelIndex
REPORT_ROLE: Final = Qt.ItemDataRole.UserRole + 20
_NOWHERE: Final = QModelIndex()
_KINDS: Final = {Kind.UNIT: "Tập thể", Kind.PERSON: "Cá nhân"}


class ReportList(QAbstractListModel):
    """The reports of a campaign, in the order they were begun."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reports: tuple[DraftInfo, ...] = ()

    @property
    def reports(self) -> tuple[DraftInfo, ...]:
        """Return what is listed."""
        return self._reports

    def replace(self, reports: Sequence[DraftInfo]) -> None:
        """List other reports."""
        self.beginResetModel()
        self._reports = tuple(reports)
        self.endResetModel()

    def index_of(self, report: int) -> QModelIndex:
        """Return where a report stands; invalid if it is gone."""
        for row, one in enumerate(self._reports):
            if one.id == report:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._reports)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._reports):
            return None
        report = self._reports[index.row()]
        match role:
            case _ if role == REPORT_ROLE:
                return report
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{report.subject}, {about(report)}, {state_of(report).text}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{report.subject}\n{report.award}\n{report.form}"
        return None


def about(report: DraftInfo) -> str:
    """Return what a report is for in few words: `Tập thể · Giấy khen`."""
    award = report.award.split(" của ", 1)[0]
    return " · ".join(part for part in (_KINDS[report.kind], award) if part)


def state_of(report: DraftInfo) -> Chip:
    """Return how far a report is: `đủ`, or how many sections are still empty."""
    if report.missing:
        return Chip(f"thiếu {report.missing}", Tone.AMBER)
    return Chip("đủ", Tone.GREEN)

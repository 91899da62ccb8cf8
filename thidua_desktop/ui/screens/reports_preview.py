"""The live preview of a report at the right of Hồ sơ."""

from PySide6.QtWidgets import QWidget

from thidua_desktop.ui.screens.reports_list import PaneHead
from thidua_desktop.ui.theme import Role
from thidua_desktop.ui.widgets.buttons import IconButton
from thidua_desktop.ui.widgets.cards import Card, Rule
from thidua_desktop.ui.widgets.pdf_pages import PdfPages
from thidua_desktop.ui.widgets.themed import Text


class PreviewPanel(Card):
    """Pages with a head that says which one is in view and turns them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.pages = PdfPages()
        self.back = IconButton("chevron-left", "Trang trước")
        self.forth = IconButton("chevron-right", "Trang sau")
        self.number = Text("", Role.BODY, tone="soft")
        self._head = PaneHead("Xem trước")
        for part in (self.back, self.number, self.forth):
            self._head.add(part)
        for widget in (self._head, Rule(), self.pages):
            self.body.addWidget(widget)
        self.body.setStretch(2, 1)
        self.pages.page_changed.connect(self._tell)
        self.back.clicked.connect(lambda: self.pages.go_to(self.pages.page - 1))
        self.forth.clicked.connect(lambda: self.pages.go_to(self.pages.page + 1))
        self._tell(0, 0)

    def show_pdf(self, data: bytes) -> None:
        """Show a report as it would be printed."""
        self.pages.show_pdf(data)

    def _tell(self, page: int, count: int) -> None:
        self.number.setText(f"Trang {page} / {count}" if count else "")
        self.back.setEnabled(page > 1)
        self.forth.setEnabled(page < count)

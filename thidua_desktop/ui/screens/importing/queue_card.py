"""The list of files of an import of several: what became of each, which comes next."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.ui.models.import_queue import FileState, ImportQueue, QueuedFile, queue_columns
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.screens.importing.layouts import padded
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import small_button
from thidua_desktop.ui.widgets.cards import Card, SectionHead
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text


class QueueCard(Card):
    """Files one a line; Enter on one that is not done takes it into work."""

    opened = Signal(Path)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._model: RowsModel[QueuedFile] = RowsModel(queue_columns(), self)
        self._head = SectionHead("Các tệp")
        self.more = small_button("Thêm tệp…", icon="plus-lg")
        self.more.clicked.connect(self.more_wanted)
        self._head.add(self.more)
        self.table = Table()
        self.table.setAccessibleName("Các tệp của lần nhập")
        self.table.setSortingEnabled(False)
        self.table.show_model(self._model, identity=lambda one: one.path)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.row_opened.connect(self._open)
        self.table.row_chosen.connect(self._say)
        self.words = Text("", tone="soft", wrap=True)
        self.body.addWidget(padded(self._head))
        self.body.addWidget(self.table, 1)
        self._said = padded(self.words)
        self.body.addWidget(self._said)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.redress()

    def show_queue(self, queue: ImportQueue) -> None:
        """Show what became of the files; the one in work, or to come next, is current."""
        self._model.replace(queue.files)
        self._head.caption.setText(queue.summary())
        wanted = queue.current or queue.waiting
        if wanted is not None:
            self.table.choose(lambda one: one.path == wanted.path)
        if (shown := self.table.current_row()) is not None:
            self._say(shown)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "table"):
            self.table.setMinimumHeight(theme.metrics.row * 3 + theme.metrics.header)

    def _say(self, file: QueuedFile) -> None:
        """Show the whole sentence of a file where its line is too short for it."""
        self.words.setText(file.words)
        self._said.setVisible(bool(file.words) and current_theme().compact)

    def _open(self, file: QueuedFile) -> None:
        if file.state not in {FileState.IMPORTED, FileState.CURRENT}:
            self.opened.emit(file.path)

"""Past imports (lịch sử nhập), newest first; the last action may be taken back as a whole."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.imports import ImportInfo
from thidua_desktop.services.office import Office
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.models.import_review import history_columns
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.widgets.buttons import Button, IconButton
from thidua_desktop.ui.widgets.cards import Card, EmptyState
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

Loaded = tuple[tuple[ImportInfo, ...], str | None]


class ImportHistoryPage(Page):
    """The list of imports of one campaign."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Lịch sử nhập", parent=parent)
        self._office = office
        self._runner = runner
        self._key = ""
        self._chosen: int | None = None
        self._model: RowsModel[ImportInfo] = RowsModel(history_columns(), self)
        self._build()

    def show_campaign(self, key: str, chosen: int | None = None) -> None:
        """Show the imports of a campaign, with one of them chosen."""
        self._key, self._chosen = key, chosen
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Load the list again."""
        key = self._key
        self._runner.run(
            self,
            lambda _progress: (
                self._office.imports.history(key),
                self._office.history.undo_label(),
            ),
            done=self._show,
            failed=partial(show_error, self),
        )

    def _build(self) -> None:
        self.back = IconButton("arrow-left", "Quay lại Số liệu (Alt+←)", size=16)
        self.back.setShortcut("Alt+Left")
        self.back.clicked.connect(self.closed)
        self.head.add_before_title(self.back)
        self.undo_button = Button("Hoàn tác cả lần nhập", icon="arrow-counterclockwise")
        self.undo_button.clicked.connect(self._undo)
        self.head.add_action(self.undo_button)
        self.table = Table()
        self.table.show_model(self._model, identity=lambda one: one.id)
        self.table.setAccessibleName("Các lần nhập")
        self.empty = EmptyState("clock-history", "Chưa có lần nhập nào trong đợt thi đua này.")
        frame = Card(flush=True)
        # Inside a widget from the start: else the first part is a window of its own for an instant.
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        frame.body.addWidget(inner)
        self._note = Text("", tone="muted", wrap=True)
        self.body.addWidget(frame, 1)
        self.body.addWidget(self._note)

    def _show(self, loaded: Loaded) -> None:
        imports, undoable = loaded
        self._model.replace(imports)
        self._stack.setCurrentIndex(0 if imports else 1)
        self.head.set_subtitle(f"{len(imports)} lần nhập, mới nhất ở trên" if imports else "")
        if imports:
            wanted = imports[0].id if self._chosen is None else self._chosen
            self.table.choose(lambda one: one.id == wanted)
        latest = imports[0] if imports else None
        last = latest is not None and undoable is not None and latest.file in undoable
        self.undo_button.setVisible(bool(imports))
        self.undo_button.setEnabled(last)
        self._note.setText(_note(latest, undoable, last=last))
        self.undo_button.setToolTip(self._note.text())

    def _undo(self) -> None:
        self._runner.run(
            self,
            self._office.history.undo,
            done=self._undone,
            failed=partial(show_error, self),
        )

    def _undone(self, changes: Changes) -> None:
        self._chosen = None
        self.changed.emit(changes)


def _note(latest: ImportInfo | None, undoable: str | None, *, last: bool) -> str:
    """Say what would be taken back, or why nothing can be from here."""
    if latest is None:
        return ""
    if last:
        written = latest.new + latest.changed
        return (
            f"Hoàn tác sẽ bỏ {written} số của lần nhập số {latest.id} ({latest.file}) "
            "và trả lại số cũ cùng nguồn của chúng. Có thể làm lại bằng Ctrl+Y."
        )
    before = f" («{undoable}»)" if undoable else ""
    return (
        f"Sau lần nhập số {latest.id} đã có thao tác khác{before}: "
        "hoàn tác lần lượt bằng Ctrl+Z rồi mới hoàn tác được lần nhập này."
    )

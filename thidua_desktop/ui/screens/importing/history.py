"""Past imports (lịch sử nhập), newest first; each may be taken back as a whole.

What was done after an import stands on its figures: it is taken back with it, and named before.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.imports import ImportInfo
from thidua_desktop.services.office import Office
from thidua_desktop.ui.errors import ask, show_error
from thidua_desktop.ui.models.import_review import history_columns
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.widgets.buttons import Button, IconButton
from thidua_desktop.ui.widgets.cards import Card, EmptyState
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

OnTop = Mapping[int, tuple[str, ...]]
"""What undoing an import undoes, by its number: the last action first, the import last."""
Loaded = tuple[tuple[ImportInfo, ...], OnTop]
_MOST_NAMED: Final = 5


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
        self._on_top: OnTop = {}
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
                self._office.history.imports_on_top(),
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
        self.table.row_chosen.connect(self._say_undo)
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
        imports, self._on_top = loaded
        self._model.replace(imports)
        self._stack.setCurrentIndex(0 if imports else 1)
        self.head.set_subtitle(f"{len(imports)} lần nhập, mới nhất ở trên" if imports else "")
        wanted = self._chosen
        if imports and (wanted is None or all(one.id != wanted for one in imports)):
            wanted = imports[0].id
        self.table.choose(lambda one: one.id == wanted)
        self.undo_button.setVisible(bool(imports))
        self._say_undo(self.table.current_row())

    def _say_undo(self, chosen: ImportInfo | None) -> None:
        """Say what taking back the chosen import would take back."""
        actions = self._on_top.get(chosen.id, ()) if chosen else ()
        several = len(actions) > 1
        number = f" số {chosen.id}" if chosen else ""
        self.undo_button.setText(
            f"Hoàn tác về trước lần nhập{number}…" if several else "Hoàn tác cả lần nhập"
        )
        self.undo_button.setEnabled(bool(actions))
        self._note.setText(_note(chosen, actions) if chosen else "")
        self.undo_button.setToolTip(self._note.text())

    def _undo(self) -> None:
        chosen = self.table.current_row()
        actions = self._on_top.get(chosen.id, ()) if chosen else ()
        if len(actions) == 1:
            self._take_back(chosen.id, 1)
        elif actions:
            later = len(actions) - 1
            ask(
                self,
                what=f"Hoàn tác lần nhập số {chosen.id} ({chosen.file}) "
                f"và {later} thao tác làm sau đó?",
                lost=f"Sẽ hoàn tác lần lượt, mới nhất trước: {_named(actions)}. "
                "Chỉ sai vài số thì nên sửa ở bảng Số liệu. Kết quả đã chốt giữ nguyên. "
                "Làm lại được từng bước bằng Ctrl+Y, miễn là chưa sửa gì mới.",
                do_it=f"Hoàn tác {len(actions)} thao tác",
                then=partial(self._take_back, chosen.id, len(actions)),
            )

    def _take_back(self, number: int, actions: int) -> None:
        self._runner.run(
            self,
            lambda progress: self._office.history.undo_import(number, actions, progress),
            done=self._undone,
            failed=partial(show_error, self),
        )

    def _undone(self, changes: Changes) -> None:
        self._chosen = None
        if changes.tables:
            self.changed.emit(changes)
        else:  # something else was done meanwhile: show anew what would be undone
            self.refresh()


def _named(actions: tuple[str, ...]) -> str:
    named = "; ".join(f"«{one}»" for one in actions[:_MOST_NAMED])
    more = len(actions) - _MOST_NAMED
    return f"{named}; và {more} thao tác nữa" if more > 0 else named


def _note(chosen: ImportInfo, actions: tuple[str, ...]) -> str:
    """Say what would be taken back, or how to come back to before the import."""
    written = chosen.new + chosen.changed
    if not actions:
        return (
            f"Lần nhập số {chosen.id} đã quá lâu, không còn giữ bước hoàn tác. Sửa từng số ở bảng "
            "Số liệu, hoặc chọn «Khôi phục bản sao lưu…» ở menu Tệp."
        )
    if len(actions) == 1:
        return (
            f"Hoàn tác sẽ bỏ {written} số của lần nhập số {chosen.id} ({chosen.file}) "
            "và trả lại số cũ cùng nguồn của chúng. Có thể làm lại bằng Ctrl+Y."
        )
    return (
        f"Sau lần nhập số {chosen.id} đã có thao tác khác: {_named(actions[:-1])}. Hoàn tác lần "
        f"nhập này sẽ hoàn tác cả {len(actions) - 1} thao tác đó và bỏ {written} số đã nhập; "
        "phần mềm hỏi lại trước khi làm."
    )

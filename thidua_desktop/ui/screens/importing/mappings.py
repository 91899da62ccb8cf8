"""Cách ghép đã nhớ: how tables of each known layout are read, to be looked at and corrected."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_mappings import MappingColumnView, MappingView
from thidua_desktop.services.imports import RoleChoice
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.models.cells import Cell, Heading
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.screens.importing.layouts import clear, padded, scrolled_grid
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, IconButton
from thidua_desktop.ui.widgets.cards import (
    Card,
    EmptyState,
    IconMark,
    Rule,
    SectionHead,
    next_step,
)
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.pages import Page, tab_through
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

Loaded = tuple[tuple[MappingView, ...], Sequence[RoleChoice]]
_NARROWEST_BOX = 170


class MappingsPage(Page):
    """The layouts at the left; the columns of the chosen one at the right."""

    changed = Signal(object)
    closed = Signal()
    import_wanted = Signal()

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Cách ghép đã nhớ", parent=parent)
        self._office = office
        self._runner = runner
        self._key = ""
        self._roles: Sequence[RoleChoice] = ()
        self._model: RowsModel[MappingView] = RowsModel(_columns(), self)
        self.boxes: list[Choice] = []
        self._build()

    def show_campaign(self, key: str) -> None:
        """Show what is remembered for a campaign."""
        self._key = key
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Load the list again."""
        key = self._key

        def work(_progress: Progress) -> Loaded:
            return self._office.mappings.all(key), self._office.imports.roles(key)

        self._run(work, self._show)

    def _run(self, work: Callable[[Progress], Any], done: Callable[..., None]) -> None:
        self._runner.run(self, work, done=done, failed=partial(show_error, self))

    def _build(self) -> None:
        self.back = IconButton("arrow-left", "Quay lại Số liệu (Alt+←)", size=16)
        self.back.setShortcut("Alt+Left")
        self.back.clicked.connect(self.closed)
        self.head.add_before_title(self.back)
        self.remove = Button("Bỏ cách ghép này", icon="trash")
        self.remove.clicked.connect(self._remove)
        self.head.add_action(self.remove)
        self.table = Table()
        self.table.setAccessibleName("Các cách ghép đã nhớ")
        self.table.show_model(self._model, identity=lambda one: one.signature)
        self.table.row_chosen.connect(self._show_mapping)
        self.begin = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self.begin.clicked.connect(self.import_wanted)
        self.empty = EmptyState(
            "table",
            "Chưa nhớ cách ghép nào. Mỗi lần nhập bảng tính xong, cách ghép cột được nhớ lại "
            "để đề nghị cho bảng cùng mẫu lần sau.",
            [self.begin],
        )
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Card(flush=True)
        left.body.addWidget(self.table)
        row.addWidget(left, 4)
        row.addWidget(self._build_columns(), 6)
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        self.body.addWidget(inner, 1)
        note = "Sửa ở đây có hiệu lực từ lần nhập sau; số đã nhập không đổi. Hoàn tác bằng Ctrl+Z."
        self._note = Text(note, tone="muted", wrap=True)
        self.body.addWidget(self._note)

    def _build_columns(self) -> QWidget:
        card = Card(flush=True)
        self._columns_head = SectionHead("Cột")
        self._grid, area = scrolled_grid("Cột của cách ghép")
        card.body.addWidget(padded(self._columns_head))
        card.body.addWidget(Rule())
        card.body.addWidget(area, 1)
        return card

    def _show(self, loaded: Loaded) -> None:
        mappings, self._roles = loaded
        self._model.replace(mappings)
        self._stack.setCurrentIndex(0 if mappings else 1)
        self.remove.setVisible(bool(mappings))
        self._note.setVisible(bool(mappings))
        words = f"{len(mappings)} mẫu bảng, mới dùng nhất ở trên" if mappings else ""
        self.head.set_subtitle(words)
        current = self.table.current_row()
        if mappings and current is None:
            self.table.choose(lambda one: one.signature == mappings[0].signature)
        elif current is not None:
            self._show_mapping(current)

    def _show_mapping(self, mapping: MappingView) -> None:
        focused = next((n for n, box in enumerate(self.boxes) if box.hasFocus()), None)
        clear(self._grid)
        self.boxes = []
        used = f"{mapping.used} trên {len(mapping.columns)} cột được dùng"
        self._columns_head.caption.setText(f"{used} · {mapping.who}" if mapping.who else used)
        self._columns_head.title.setText(mapping.file)
        self._columns_head.title.setToolTip(mapping.file)
        offered = [(role.name, role.role) for role in self._roles]
        for place, column in enumerate(mapping.columns):
            self._add_column(place, column, offered, mapping.signature)
        tab_through(self.head, self.table, *self.boxes)
        if focused is not None and focused < len(self.boxes):
            self.boxes[focused].setFocus()

    def _add_column(
        self,
        place: int,
        column: MappingColumnView,
        offered: list[tuple[str, Any]],
        signature: str,
    ) -> None:
        box = Choice(f"Cột {column.letter} là")
        box.offer(offered, current=column.role)
        box.setToolTip(box.currentText())
        box.setMinimumWidth(current_theme().px(_NARROWEST_BOX))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.chosen.connect(partial(self._set_role, signature, place))
        words = QVBoxLayout()
        words.setSpacing(0)
        used = "" if column.role else "muted"
        words.addWidget(Text(column.heading or "(không có tiêu đề)", tone=used, wrap=True))
        if column.notes:
            words.addWidget(Text(column.notes, Role.CAPTION, tone="muted", wrap=True))
        self._grid.addWidget(Text(column.letter, Role.STRONG, tone="soft"), place, 0)
        self._grid.addLayout(words, place, 1)
        self._grid.addWidget(IconMark("arrow-right", size=13), place, 2)
        self._grid.addWidget(box, place, 3)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 6)
        self._grid.setColumnStretch(3, 6)
        self.boxes.append(box)

    def _set_role(self, signature: str, place: int, role: str) -> None:
        key = self._key
        self._run(
            lambda _progress: self._office.mappings.set_role(key, signature, place, role),
            self._announce,
        )

    def _remove(self) -> None:
        mapping = self.table.current_row()
        if mapping is not None:
            key = self._key
            self._run(
                lambda _progress: self._office.mappings.remove(key, mapping.signature),
                self._announce,
            )

    def _announce(self, changes: Changes) -> None:
        self.changed.emit(changes)


def _columns() -> tuple[Column[MappingView], ...]:
    return (
        Column(
            Heading("Tệp"),
            lambda one: Cell(one.file, second=one.place, tip=one.file),
            width=170,
            compact_width=150,
            stretch=True,
        ),
        Column(
            Heading("Dùng lần cuối"),
            lambda one: Cell(one.day, tip=f"{one.day}, {one.who}"),
            width=108,
            compact_width=96,
        ),
    )

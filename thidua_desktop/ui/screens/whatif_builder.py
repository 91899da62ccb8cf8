"""The card «Nếu…»: what is supposed, the form for one thing more, the scenarios kept by name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.services.whatif_choices import Desk
from thidua_desktop.services.whatif_views import Supposed
from thidua_desktop.ui.screens.whatif_form import WhatIfForm
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import IconButton, small_button
from thidua_desktop.ui.widgets.cards import Card, Rule
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.inputs import Choice
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_UNSAVED = "Phương án chưa lưu"
_NOTHING = (
    "Chưa giả định gì. Chọn ở trên một số liệu, mức giao, cách hiểu hay tiêu chuẩn khác đi; "
    "bảng bên cạnh cho thấy ngay ai đổi hạng, đổi giải."
)


class SupposedRow(ThemedFrame):
    """One supposition in words, with a button that takes it back."""

    def __init__(self, supposed: Supposed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = f"{supposed.clause[:1].upper()}{supposed.clause[1:]}"
        self.drop_button = IconButton("x-lg", f"Bỏ giả định: {words}", size=12)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        text = Text(words, wrap=True)
        text.setToolTip(supposed.about)
        self._row.addWidget(text, 1)
        self._row.addWidget(self.drop_button, 0, Qt.AlignmentFlag.AlignTop)
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(6))


class WhatIfBuilder(Card):
    """Shows a scenario and says what the user wants of it; nothing is computed or kept here."""

    dropped = Signal(object)
    """A part of the scenario shall go."""
    opened = Signal(str)
    """The scenario of this name shall be shown; empty: a new one."""
    save_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.saved = Choice("Phương án đã lưu")
        self.form = WhatIfForm()
        self.save_button = small_button("Lưu…", icon="save")
        self.new_button = small_button("Làm lại", icon="arrow-counterclockwise")
        self.new_button.setToolTip("Bỏ mọi giả định, bắt đầu một phương án mới")
        self.more_button = IconButton("three-dots", "Đổi tên, xóa phương án")
        self.menu = QMenu(self)
        self.rename_action = self.menu.addAction("Đổi tên phương án…", self.rename_wanted.emit)
        self.remove_action = self.menu.addAction("Xóa phương án", self.remove_wanted.emit)
        self._state = ElidedText("", Role.CAPTION, tone="muted")
        self._list = QVBoxLayout()
        self._empty = Text(_NOTHING, tone="muted", wrap=True)
        self._rows: list[SupposedRow] = []
        self._parts: list[QHBoxLayout | QVBoxLayout] = []
        self._build()
        self._connect()
        self._dress_parts(current_theme())

    def show_desk(self, desk: Desk, name: str, *, is_kept: bool) -> None:
        """Show a scenario; `name` is the one it was opened under, `is_kept` as it is now."""
        words = name if is_kept else f"{name} (đã sửa)"
        others = [(one.name, one.name) for one in desk.saved if one.name != name]
        head = (words, name) if name else (_UNSAVED, "")
        new = [("Phương án mới", "")] if name else []
        self.saved.offer([head, *others, *new], current=name)
        self.save_button.setEnabled(bool(desk.view.supposed) and not is_kept)
        self.new_button.setEnabled(bool(desk.view.supposed) or bool(name))
        for action in (self.rename_action, self.remove_action):
            action.setEnabled(bool(name))
        self.more_button.setEnabled(bool(name))
        self._show_supposed(desk)
        self.form.show_desk(desk)

    @property
    def rows(self) -> tuple[SupposedRow, ...]:
        """Return the suppositions shown."""
        return tuple(self._rows)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setMinimumWidth(theme.metrics.side_panel)
        self.setMaximumWidth(theme.metrics.widest_panel)
        if hasattr(self, "_parts"):
            self._dress_parts(theme)

    def _dress_parts(self, theme: Theme) -> None:
        side = theme.metrics.card_padding
        for layout in self._parts:
            layout.setContentsMargins(side, theme.px(7), side, theme.px(7))
            layout.setSpacing(theme.px(8))
        self._list.setSpacing(theme.px(6))

    def _build(self) -> None:
        head, form, foot = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.addWidget(Text("Nếu…", Role.CARD))
        head.addWidget(self.saved, 1)
        form.addWidget(self.form)
        foot.addWidget(self.save_button)
        foot.addWidget(self.new_button)
        foot.addStretch(1)
        foot.addWidget(self.more_button)
        inner = QWidget()
        inner.setProperty("page", True)
        outer = QVBoxLayout(inner)
        outer.addWidget(self._empty)
        outer.addLayout(self._list)
        outer.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.body.addLayout(head)
        self.body.addWidget(Rule())
        self.body.addLayout(form)
        self.body.addWidget(Rule())
        self.body.addWidget(area, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(foot)
        self._parts = [head, form, outer, foot]

    def _connect(self) -> None:
        self.saved.chosen.connect(lambda name: self.opened.emit(str(name)))
        self.save_button.clicked.connect(self.save_wanted)
        self.new_button.clicked.connect(lambda: self.opened.emit(""))
        self.more_button.clicked.connect(self._open_menu)

    def _open_menu(self) -> None:
        self.menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _show_supposed(self, desk: Desk) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [SupposedRow(one) for one in desk.view.supposed]
        for row, one in zip(self._rows, desk.view.supposed, strict=True):
            row.drop_button.clicked.connect(lambda _=False, part=one.part: self.dropped.emit(part))
            self._list.addWidget(row)
        self._empty.setVisible(not self._rows)

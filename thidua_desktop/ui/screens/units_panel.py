"""The side panel of the page «Đơn vị»: everything known of the chosen one, edited in place."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.domain.vietnamese import count
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.unit_views import FIELD_WORDS, Member, MemberRow, MembersView
from thidua_desktop.ui.screens.units_fields import MemberForm
from thidua_desktop.ui.screens.units_history import HistoryBox
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import IconButton, Look, small_button
from thidua_desktop.ui.widgets.cards import Card, Rule
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.inputs import Field
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_WIDEST: Final = 16777215
_KINDS: Final = {Kind.UNIT: "Đơn vị", Kind.PERSON: "Cá nhân"}


class MemberPanel(Card):
    """Shows one unit or person; what is typed is announced, stored elsewhere, and comes back."""

    edited = Signal(object, object, str)
    """A field was left with another text: the `MemberRow`, the `Member`, the text."""
    alias_added = Signal(object, str)
    alias_removed = Signal(object, str)
    merge_wanted = Signal(object)
    remove_wanted = Signal(object)
    past_award_wanted = Signal(object, object)
    """Write down or correct a commendation: the `MemberRow`, the `PastAward` or None."""
    past_award_removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._row: MemberRow | None = None
        self._fills_page = False
        self._kind = Text("", Role.CAPTION, tone="muted")
        self._title = Text("", Role.CARD, wrap=True)
        self._note = Text("", Role.CAPTION, tone="muted", wrap=True)
        self.forms = {kind: MemberForm(kind) for kind in Kind}
        self.aliases = AliasBox()
        self.history = HistoryBox()
        self.merge_button = small_button("Gộp với…", icon="files", look=Look.TEXT)
        self.remove_button = small_button("Đưa ra khỏi đợt…", icon="x-circle")
        self.remove_button.is_danger = True
        self._build()
        self._connect()
        self.show_nobody()

    @property
    def row(self) -> MemberRow | None:
        """Return who is shown."""
        return self._row

    @property
    def form(self) -> MemberForm:
        """Return the form in use."""
        return self.forms[self._row.subject.kind if self._row else Kind.UNIT]

    def show_member(self, row: MemberRow, view: MembersView) -> None:
        """Show somebody; of the same one, what is just being typed stays."""
        same = self._row is not None and self._row.id == row.id
        self._row = row
        kind = row.subject.kind
        self._kind.setText(_KINDS[kind])
        self._title.setText(row.subject.name)
        self._note.setText(_note(row))
        self.setAccessibleName(f"{_KINDS[kind]}: {row.subject.name}")
        form = self.forms[kind]
        form.offer(view, group=row.group)
        form.show_texts({one: row.text(one) for one in form.fields}, keep_typing=same)
        self.aliases.show_aliases(row.aliases, keep_typing=same)
        for one, shown in self.forms.items():
            shown.setVisible(one is kind)
        self.aliases.setVisible(kind is Kind.UNIT)
        self.history.show_history(row.history)
        self.history.show()
        self.merge_button.setEnabled(True)
        self.remove_button.setEnabled(row.takes_part)
        self.remove_button.setToolTip("" if row.takes_part else "Chỉ là nơi công tác của cá nhân")
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def show_nobody(self) -> None:
        """Say that nobody is chosen."""
        self._row = None
        self._kind.setText("")
        self._title.setText("Chọn một dòng trong bảng")
        self._note.setText("")
        self.setAccessibleName("Chưa chọn dòng nào")
        for part in (*self.forms.values(), self.aliases, self.history):
            part.hide()
        self.merge_button.setEnabled(False)
        self.remove_button.setEnabled(False)

    def show_error(self, row: MemberRow, field: Member, error: InvalidValueError) -> bool:
        """Say beside the field what is wrong; False if that one is not shown any more."""
        if self._row is None or self._row.id != row.id:
            return False
        if field is Member.ALIAS:
            self.aliases.field.show_error(f"Cần {error.expected}.")
            return True
        # A field that is right alone may clash with another: then the clash names the field.
        named = next((one for one, words in FIELD_WORDS.items() if words == error.field), field)
        return self.form.show_error(error, field if named is Member.NAME else named)

    def set_fills_page(self, *, on: bool) -> None:
        """Take the width of the page, where the window is too narrow for a side panel."""
        self._fills_page = on
        self.dress(current_theme())

    def leave(self) -> None:
        """Announce the field that is still being typed in."""
        if self._row is not None:
            self.form.leave()

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self._row is not None:
            editor = self.form.fields[Member.NAME].editor
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if not hasattr(self, "_margined"):
            return
        self.setMinimumWidth(0 if self._fills_page else theme.metrics.side_panel)
        self.setMaximumWidth(_WIDEST if self._fills_page else theme.metrics.widest_panel)
        side = theme.metrics.card_padding
        for layout in self._margined:
            layout.setContentsMargins(side, theme.px(8), side, theme.px(8))
        self._parts.setSpacing(theme.px(6 if theme.compact else 9))

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        for part in (self._kind, self._title, self._note):
            names.addWidget(part)
        inner = QWidget()
        inner.setProperty("page", True)
        self._parts = QVBoxLayout(inner)
        for form in self.forms.values():
            self._parts.addWidget(form)
        self._parts.addWidget(self.aliases)
        self._parts.addWidget(self.history)
        self._parts.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.merge_button)
        self.body.addLayout(names)
        self.body.addWidget(Rule())
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(foot)
        self._margined = [names, self._parts, foot]
        self.dress(current_theme())

    def _connect(self) -> None:
        for form in self.forms.values():
            form.left.connect(self._announce)
        self.aliases.added.connect(lambda text: self.alias_added.emit(self._row, text))
        self.aliases.removed.connect(lambda text: self.alias_removed.emit(self._row, text))
        self.history.add_wanted.connect(lambda: self.past_award_wanted.emit(self._row, None))
        self.history.edit_wanted.connect(lambda one: self.past_award_wanted.emit(self._row, one))
        self.history.remove_wanted.connect(self.past_award_removed)
        self.merge_button.clicked.connect(lambda: self.merge_wanted.emit(self._row))
        self.remove_button.clicked.connect(lambda: self.remove_wanted.emit(self._row))

    def _announce(self, field: Member, text: str) -> None:
        if self._row is None:
            return
        self.form.fields[field].show_error("")
        if text != self._row.text(field):
            self.edited.emit(self._row, field, text)


class AliasBox(ThemedFrame):
    """The other spellings of a unit: each can be taken away, a line adds one."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self.line = _AddLine()
        self.field = Field("Cách viết khác, để nhận ra trong bảng nhập", self.line)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.field)
        self._rows.addLayout(self.list)
        self.line.returnPressed.connect(self._add)
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.px(3))

    def show_aliases(self, aliases: tuple[str, ...], *, keep_typing: bool) -> None:
        """List other spellings; a line being typed stays if asked."""
        if not keep_typing or len(aliases) > len(self._shown):
            self.line.clear()
            self.field.show_error("")
        if aliases == self._shown:
            return
        self._shown = aliases
        while (item := self.list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in aliases:
            self.list.addWidget(self._alias(one))

    def _alias(self, text: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ElidedText(text), 1)
        button = IconButton("x-lg", f"Bỏ cách viết «{text}»", size=12)
        button.clicked.connect(lambda: self.removed.emit(text))
        layout.addWidget(button)
        return row

    def _add(self) -> None:
        if text := self.line.text().strip():
            self.field.show_error("")
            self.added.emit(text)


class _AddLine(QLineEdit):
    """A line whose Enter adds; Esc empties it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Gõ rồi nhấn Enter")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _note(row: MemberRow) -> str:
    if not row.takes_part:
        return "Nơi công tác của cá nhân, không xếp nhóm"
    if row.figures:
        return f"{row.group_title} · {count(row.figures)} số liệu"
    return f"{row.group_title} · chưa có số liệu"

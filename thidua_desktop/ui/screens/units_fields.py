"""The form of a unit or a person: one field per fact, errors beside the field."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.unit_views import (
    FIELD_WORDS,
    GENDERS,
    PERSON_FIELDS,
    UNIT_FIELDS,
    Member,
    MembersView,
)
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.inputs import Choice, Field
from thidua_desktop.ui.widgets.themed import ThemedFrame

_TITLES: Final = {
    Member.NAME: "Tên",
    Member.SHORT_NAME: "Tên ngắn, dùng ở chỗ hẹp",
    Member.GROUP: "Nhóm thi đua",
    Member.OFFICE: "Đơn vị công tác",
    Member.BIRTH_DATE: "Ngày sinh",
    Member.GENDER: "Giới tính",
    Member.POSITION: "Chức vụ",
    Member.QUALIFICATION: "Trình độ",
    Member.HOME_TOWN: "Quê quán",
}
_NAMES: Final = {Kind.UNIT: "Tên đơn vị", Kind.PERSON: "Họ và tên"}
_SIDE_BY_SIDE: Final = ((Member.BIRTH_DATE, Member.GENDER),)
FIELDS: Final = {Kind.UNIT: UNIT_FIELDS, Kind.PERSON: PERSON_FIELDS}


class FactLine(QLineEdit):
    """A line that says once it is left with another text; Esc puts the stored text back."""

    left_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = self._told = ""
        self.editingFinished.connect(self.leave)

    def show_stored(self, text: str, *, keep_typing: bool) -> None:
        """Show what is stored; what is being typed stays if asked."""
        is_typing = self.text() != self._told
        self._stored = text
        self.setToolTip(text)
        if not (keep_typing and is_typing):
            self._told = text
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.setText(self._stored)
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Say what was typed, if anything was."""
        # Not `isModified`: a name taken from the list of offices does not count as modified.
        if self.text() != self._told:
            self._told = self.text()
            self.left_changed.emit(self._told)


class MemberForm(ThemedFrame):
    """The fields of units or of people; `left` tells which one was left with which text."""

    left = Signal(object, str)
    """A field was left changed: its `Member`, the text."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._offices = QStringListModel(self)
        self.fields = {one: self._field(one) for one in FIELDS[kind]}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._pairs: list[QHBoxLayout] = []
        for row in self._arranged():
            pair = QHBoxLayout()
            for field in row:
                pair.addWidget(self.fields[field], 1, Qt.AlignmentFlag.AlignTop)
            self._pairs.append(pair)
            self._rows.addLayout(pair)
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.px(6 if theme.compact else 9))
        for pair in self._pairs:
            pair.setSpacing(theme.px(8))

    def offer(self, view: MembersView, *, group: str | None = None) -> None:
        """Offer the groups and offices there are; `group` is the one chosen."""
        choices = [(one.name, one.id) for one in view.groups_of(self.kind)]
        editor = self.fields[Member.GROUP].editor
        assert isinstance(editor, Choice)  # noqa: S101 - built here
        if group is None:
            choices = [one for one in choices if one[1]]
            group = editor.value or None
        editor.offer(choices, current=group)
        if self._offices.stringList() != list(view.offices):
            self._offices.setStringList(list(view.offices))

    def show_texts(self, texts: dict[Member, str], *, keep_typing: bool) -> None:
        """Show what is stored; a field being typed in, or in error, stays if asked."""
        for one, field in self.fields.items():
            editor = field.editor
            if isinstance(editor, FactLine):
                if not (keep_typing and editor.property("error")):
                    editor.show_stored(texts[one], keep_typing=keep_typing)
            elif one is Member.GENDER and isinstance(editor, Choice):
                _offer_genders(editor, texts[one])
            if not keep_typing:
                field.show_error("")

    def texts(self) -> dict[Member, str]:
        """Return every field as it stands."""
        found: dict[Member, str] = {}
        for one, field in self.fields.items():
            editor = field.editor
            found[one] = editor.value or "" if isinstance(editor, Choice) else _text(editor)
        return found

    def show_error(self, error: InvalidValueError, field: Member | None = None) -> bool:
        """Say beside its field what is wrong; False if the form has no such field."""
        for one, shown in self.fields.items():
            is_it = one is field if field else FIELD_WORDS[one] == error.field
            if is_it:
                shown.show_error(f"Cần {error.expected}.")
                return True
        return False

    def leave(self) -> None:
        """Tell of the line that is still being typed in."""
        for field in self.fields.values():
            if isinstance(field.editor, FactLine):
                field.editor.leave()

    def clear_errors(self) -> None:
        """Take all errors back."""
        for field in self.fields.values():
            field.show_error("")

    def _arranged(self) -> Iterator[Sequence[Member]]:
        beside = {second for _, second in _SIDE_BY_SIDE}
        pairs = dict(_SIDE_BY_SIDE)
        for one in FIELDS[self.kind]:
            if one not in beside:
                yield (one, pairs[one]) if one in pairs else (one,)

    def _field(self, one: Member) -> Field:
        title = _NAMES[self.kind] if one is Member.NAME else _TITLES[one]
        if one in {Member.GROUP, Member.GENDER}:
            choice = Choice(title)
            choice.chosen.connect(lambda value: self.left.emit(one, value or ""))
            if one is Member.GENDER:
                _offer_genders(choice, "")
            return Field(title, choice)
        line = FactLine()
        if one is Member.BIRTH_DATE:
            line.setPlaceholderText("như 15/9/1980")
        if one is Member.OFFICE:
            line.setCompleter(self._completer())
        line.left_changed.connect(lambda text: self.left.emit(one, text))
        return Field(title, line)

    def _completer(self) -> QCompleter:
        # A list below only: completing inside the line breaks typing Vietnamese by Telex.
        completer = QCompleter(self._offices, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return completer


def _offer_genders(choice: Choice, current: str) -> None:
    known = GENDERS if current in GENDERS else (*GENDERS, current)
    choice.offer([(one or "Chưa ghi", one) for one in known], current=current)


def _text(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else ""

"""The small dialog that asks who says something and why: a decision, a freeze, a withdrawal."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.inputs import Field
from thidua_desktop.ui.widgets.themed import Text

_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Question:
    """What a dialog asks; without `name` there is no field for one."""

    title: str
    hint: str
    do_it: str
    icon: str
    user: str
    """Who is meant where nobody is named."""
    facts: tuple[str, ...] = ()
    warning: str = ""
    name: str = ""
    suggested: str = ""
    needs_why: bool = False
    """A reason must be given."""
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    who: str
    why: str
    name: str = ""


class SaidDialog(QDialog):
    """Asks one `Question`; `answered` once, when nothing that is needed is missing."""

    answered = Signal(object)
    """The `Answer`."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._question = question
        self.name = Field(question.name or "Tên", QLineEdit(question.suggested))
        self.who = Field("Ai quyết định", QLineEdit())
        why = "Lý do" if question.needs_why else "Lý do, căn cứ (có thể để trống)"
        self.why = Field(why, QLineEdit())
        look = Look.PLAIN if question.is_danger else Look.PRIMARY
        self.do_button = Button(question.do_it, icon=question.icon, look=look)
        self.do_button.is_danger = question.is_danger
        self._build()
        self.do_button.clicked.connect(self._answer)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _build(self) -> None:
        theme, question = current_theme(), self._question
        self.setWindowTitle(question.title)
        self.setFixedWidth(theme.px(_WIDTH))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(16),) * 4)
        rows.setSpacing(theme.px(10))
        rows.addWidget(Text(question.hint, tone="soft", wrap=True))
        for fact in question.facts:
            rows.addWidget(Text(fact, Role.STRONG, wrap=True))
        if question.warning:
            notice = NoticeBar(tone=Tone.AMBER)
            notice.show_notice("Chú ý:", question.warning)
            rows.addWidget(notice)
        self.name.setVisible(bool(question.name))
        line = self.who.editor
        assert isinstance(line, QLineEdit)  # noqa: S101 - made above
        line.setPlaceholderText(f"để trống thì ghi {question.user}")
        for field in (self.name, self.who, self.why):
            rows.addWidget(field)
        rows.addLayout(self._foot())
        (self.name if question.name else self.who).editor.setFocus()
        # Qt measures wrapped lines only at a known width.
        self.resize(theme.px(_WIDTH), rows.heightForWidth(theme.px(_WIDTH)))

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(current_theme().px(8))
        foot.addStretch(1)
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.do_button)
        self.do_button.setDefault(True)
        return foot

    def _answer(self) -> None:
        name, who, why = (_text(one) for one in (self.name, self.who, self.why))
        lacks_name = bool(self._question.name) and not name
        lacks_why = self._question.needs_why and not why
        self.name.show_error("Ghi tên để sau này tìm lại được." if lacks_name else "")
        self.why.show_error("Ghi lý do: sổ giữ lại lý do này." if lacks_why else "")
        if lacks_name or lacks_why:
            (self.name if lacks_name else self.why).editor.setFocus()
            return
        self.accept()
        self.answered.emit(Answer(who, why, name))


def _text(field: Field) -> str:
    editor = field.editor
    assert isinstance(editor, QLineEdit)  # noqa: S101 - only lines are made here
    return " ".join(editor.text().split())

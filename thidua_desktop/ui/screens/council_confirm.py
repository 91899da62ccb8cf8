"""The dialog in which the council's word on a criterion is recorded, for several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.services.council import Asked, Question
from thidua_desktop.services.rankings import STATE_WORDS
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.ranking_rows import state_chip
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look, danger_button, small_button
from thidua_desktop.ui.widgets.cards import Card
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Choice, Field, IconLine
from thidua_desktop.ui.widgets.marks import MarkTable
from thidua_desktop.ui.widgets.themed import Text

_SIZE: Final = (960, 540)
_FITS: Final = 70
"""A longer criterion is cut in the box and stands below it as well."""
_OVERRULES: Final = (
    "Chỉ gồm đơn vị, cá nhân không phát sinh hồ sơ: Hội đồng có thể cho qua. "
    "Khi có số liệu thì tính theo số liệu."
)


@dataclass(frozen=True, slots=True)
class Word:
    """What the council says: of whom, on which criterion; `met` None takes it back."""

    criterion: str
    subjects: tuple[SubjectId, ...]
    met: bool | None
    evidence: str
    who: str


class ConfirmDialog(QDialog):
    """Stays open from one criterion to the next; `said` once per word of the council."""

    said = Signal(object)
    """Record this: a `Word`."""

    def __init__(self, questions: Sequence[Question], user: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._questions = tuple(questions)
        self.criterion = Choice("Tiêu chuẩn")
        self.about = Text("", tone="soft", wrap=True)
        self.search = IconLine("search", "Tìm đơn vị, cá nhân…")
        self.only_waiting = small_button("Chưa xác nhận", look=Look.FILTER)
        self.all_button = small_button("Chọn tất cả đang hiện", icon="check2-circle")
        self.table = MarkTable(lambda row: row.participant.subject.id)
        self._model: RowsModel[Asked] = RowsModel(self._columns(), self, search_text=_words)
        self.evidence = Field("Căn cứ: văn bản, việc làm, sáng kiến cụ thể", QLineEdit())
        self.who = Field("Ai xác nhận", QLineEdit(placeholderText=f"để trống thì ghi {user}"))
        self.back_button = danger_button("Bỏ xác nhận", icon="arrow-counterclockwise")
        self.deny_button = Button("Không đạt", icon="x-lg")
        self.met_button = Button("Xác nhận đạt", icon="check-lg", look=Look.PRIMARY)
        self._build()
        self._connect()
        self._offer("")
        self._show_question()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @property
    def question(self) -> Question:
        """Return the criterion shown."""
        wanted = self.criterion.value
        found = (one for one in self._questions if one.criterion == wanted)
        return next(found, self._questions[0])

    def ask_about(self, subject: SubjectId) -> None:
        """Open at the first criterion that waits for this one, who is marked."""
        asking = [
            one
            for one in self._questions
            if any(row.participant.subject.id == subject for row in one.asked)
        ]
        waiting = [
            one
            for one in asking
            for row in one.asked
            if row.participant.subject.id == subject and row.waits
        ]
        for question in (*waiting[:1], *asking[:1]):
            self.choose(question.criterion)
            self.table.mark([subject])
            self.table.choose(lambda row: row.participant.subject.id == subject)
            return

    def choose(self, criterion: str) -> None:
        """Show another criterion."""
        place = self.criterion.findData(criterion)
        if place >= 0:
            self.criterion.setCurrentIndex(place)
            self._show_question()

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show how everything stands after something was recorded; nobody stays marked."""
        if not questions:
            self.accept()
            return
        before = self.question.criterion
        self._questions = tuple(questions)
        self._offer(before)
        self._show_question()

    def _columns(self) -> tuple[Column[Asked], ...]:
        return (
            self.table.mark_column(Heading("")),
            Column(
                Heading("Đơn vị, cá nhân"),
                lambda one: Cell(one.participant.subject.label, tip=one.participant.subject.label),
                width=230,
                stretch=True,
            ),
            Column(
                Heading("Tình trạng"),
                lambda one: Cell(chip=_state(one)),
                width=150,
            ),
            Column(Heading("Căn cứ đã ghi"), _grounds, width=220, stretch=True),
        )

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("Hội đồng xác nhận tiêu chuẩn")
        resize_within(self, theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self.table.setAccessibleName("Đơn vị, cá nhân được xét theo tiêu chuẩn này")
        self.table.setSortingEnabled(False)
        self.table.show_marked(self._model)
        self.only_waiting.setCheckable(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(9))
        rows.addWidget(Field("Tiêu chuẩn", self.criterion))
        rows.addWidget(self.about)
        rows.addLayout(_line(self.search, self.only_waiting, self.all_button))
        card = Card(flush=True)
        card.body.addWidget(self.table)
        rows.addWidget(card, 1)
        said = QHBoxLayout()
        said.setSpacing(theme.px(12))
        said.addWidget(self.evidence, 2, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.who, 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(said)
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        foot = _line(close)
        foot.addStretch(1)
        for button in (self.back_button, self.deny_button, self.met_button):
            foot.addWidget(button)
        rows.addLayout(foot)

    def _connect(self) -> None:
        self.criterion.chosen.connect(lambda _: self._show_question())
        self.search.textChanged.connect(self._model.set_search)
        self.only_waiting.toggled.connect(lambda only: self._filter(only=only))
        self.all_button.clicked.connect(self.table.mark_shown)
        self.table.marks_changed.connect(self._count)
        self.met_button.clicked.connect(lambda: self._say(met=True))
        self.deny_button.clicked.connect(lambda: self._say(met=False))
        self.back_button.clicked.connect(lambda: self._say(met=None))

    def _offer(self, current: str) -> None:
        offered = [(_title(one), one.criterion) for one in self._questions]
        self.criterion.offer(offered, current=current)

    def _show_question(self) -> None:
        question = self.question
        self.criterion.setToolTip(question.text)
        uses = f"Dùng cho: {'; '.join(question.uses)}."
        said = f"{question.text}. {uses}" if len(question.text) > _FITS else uses
        notes = (_OVERRULES if question.overrules else "", _outdated(question))
        self.about.setText(" ".join((said, *(one for one in notes if one))))
        groups: dict[str, list[Asked]] = {}
        for one in question.asked:
            groups.setdefault(one.group.name, []).append(one)
        self._model.replace_groups(
            tuple(RowGroup(name, tuple(rows), _tally(rows)) for name, rows in groups.items())
        )
        self.only_waiting.set_hint(vietnamese.count(question.waiting))
        self.table.mark([])
        if self.table.current_row() is None:
            self.table.choose(lambda _: True)
        self._count()

    def _filter(self, *, only: bool) -> None:
        self._model.set_condition((lambda row: row.waits) if only else None)

    def _count(self) -> None:
        marked = [one for one in self.question.asked if self._is_marked(one)]
        words = vietnamese.count(len(marked)) if marked else ""
        self.met_button.set_hint(words)
        self.met_button.setEnabled(bool(marked))
        self.deny_button.setEnabled(bool(marked))
        self.back_button.setEnabled(any(one.said for one in marked))

    def _is_marked(self, one: Asked) -> bool:
        return one.participant.subject.id in self.table.marked

    def _say(self, *, met: bool | None) -> None:
        evidence, who = _text(self.evidence), _text(self.who)
        lacks = met is not None and not evidence
        self.evidence.show_error("Ghi căn cứ: in kèm kết quả, sau này tra lại." if lacks else "")
        if lacks:
            self.evidence.editor.setFocus()
            return
        marked = [one for one in self.question.asked if self._is_marked(one)]
        if met is None:
            marked = [one for one in marked if one.said]
        ids = tuple(one.participant.subject.id for one in marked)
        self.said.emit(Word(self.question.criterion, ids, met, evidence, who))


def _line(*parts: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(current_theme().px(8))
    for part in parts:
        line.addWidget(part)
    return line


def _title(question: Question) -> str:
    waiting = f" · còn {vietnamese.count(question.waiting)}" if question.waiting else " · xong"
    return f"{'Không phát sinh: ' if question.overrules else ''}{question.text}{waiting}"


def _outdated(question: Question) -> str:
    """Say that the words were rewritten after the council had spoken, and what to do."""
    if not question.outdated:
        return ""
    return (
        f"Câu này đã sửa sau khi Hội đồng trả lời cho {vietnamese.count(question.outdated)} đơn "
        "vị, cá nhân: hỏi lại Hội đồng, rồi ghi lại câu trả lời theo lời mới."
    )


def _state(one: Asked) -> Chip:
    if one.old_words:
        return Chip(f"{STATE_WORDS[one.state]}, lời cũ", Tone.AMBER)
    word = "Chờ xác nhận" if one.state is State.COUNCIL else STATE_WORDS[one.state]
    return state_chip(one.state, word)


def _tally(rows: Sequence[Asked]) -> str:
    done = sum(not one.waits for one in rows)
    return f"{vietnamese.count(done)}/{vietnamese.count(len(rows))} đã xác nhận"


def _grounds(one: Asked) -> Cell:
    if one.said is None:
        return Cell("–", Tone.MUTED)
    return Cell(one.why if one.old_words else one.said.grounds, tip=one.why)


def _words(one: Asked) -> str:
    return one.participant.subject.label


def _text(field: Field) -> str:
    value: Any = field.editor.property("text")
    return " ".join(str(value).split())

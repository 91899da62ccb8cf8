"""The dialog that begins a report: whose, for which award, on which form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.domain.campaigns import Award
from thidua_desktop.domain.subjects import Kind, Participant, SubjectId
from thidua_desktop.services.legal import Proposal
from thidua_desktop.services.report_views import FormInfo
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card, NoticeBar
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Choice, Field, IconLine
from thidua_desktop.ui.widgets.tables import Table

_LIST_KEYS: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_KIND_WORDS = {Kind.UNIT: "Tập thể", Kind.PERSON: "Cá nhân"}


@dataclass(frozen=True, slots=True)
class NewReport:
    """What the dialog asked for."""

    subject: SubjectId
    form: str
    award: str


@dataclass(frozen=True, slots=True)
class AddChoices:
    """What there is to choose from."""

    participants: Sequence[Participant]
    awards: Mapping[Kind, Sequence[Award]]
    forms: Mapping[Kind, Sequence[FormInfo]]
    proposals: Mapping[tuple[str, Kind], Proposal] = field(default_factory=dict)
    """The form proposed for an award and a kind of subject, and why."""


class AddReportDialog(QDialog):
    """Finds a unit or a person whatever the marks; forms and awards follow the kind."""

    wanted = Signal(object)
    """Begin this report: a `NewReport`."""

    def __init__(self, choices: AddChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self.search = IconLine("search", "Tìm đơn vị, cá nhân…")
        self.table = Table()
        self.award = Choice("Hình thức khen thưởng")
        self.form = Choice("Mẫu báo cáo")
        self.status = NoticeBar()
        self.add_button = Button("Lập báo cáo", icon="file-earmark-plus", look=Look.PRIMARY)
        self._model: RowsModel[Participant] = RowsModel(_COLUMNS, self, search_text=_words)
        self._build()
        self._connect()
        self.table.choose(lambda _: True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The arrows choose in the list while the search goes on being typed.
        pressed = event.key() if isinstance(event, QKeyEvent) else None
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press and watched is self.search and pressed in _LIST_KEYS:
            QApplication.sendEvent(self.table, event)
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("Lập báo cáo thành tích")
        resize_within(self, theme.px(560), theme.px(520))
        self._model.replace(tuple(self._choices.participants))
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName("Đơn vị, cá nhân")
        self.table.horizontalHeader().hide()
        self.table.show_model(self._model, identity=lambda one: one.subject.id)
        card = Card(flush=True)
        card.body.addWidget(self.table)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(10))
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(10))
        pair.addWidget(Field("Hình thức khen thưởng", self.award), 3)
        pair.addWidget(Field("Mẫu báo cáo", self.form), 2)
        foot = QHBoxLayout()
        close = Button("Hủy")
        close.clicked.connect(self.reject)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.add_button)
        for part in (self.search, card):
            rows.addWidget(part)
        rows.addLayout(pair)
        rows.addWidget(self.status)
        rows.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._answer)
        self.search.installEventFilter(self)
        self.table.row_chosen.connect(self._offer)
        self.table.row_opened.connect(lambda _: self._answer())
        self.award.chosen.connect(lambda _: self._propose())
        self.form.chosen.connect(lambda _: self._show_status())
        self.add_button.clicked.connect(self._answer)

    def _filter(self, text: str) -> None:
        self._model.set_search(text)
        if self.table.current_row() is None:
            self.table.choose(lambda _: True)
        self.add_button.setEnabled(self.table.current_row() is not None)

    def _offer(self, who: Participant) -> None:
        """Offer what is for this kind of subject; what was chosen stays where it can."""
        kind = who.subject.kind
        awards = [(one.name, one.id) for one in self._choices.awards.get(kind, ())]
        forms = [(one.name, one.id) for one in self._choices.forms.get(kind, ())]
        self.award.offer(awards, current=self.award.value)
        self.form.offer(forms, current=self.form.value)
        self.add_button.setEnabled(bool(forms))
        self._propose()

    def _propose(self) -> None:
        """Choose the form proposed for the award; another one may be chosen after."""
        found = self._proposal
        if found and (place := self.form.findData(found.form)) >= 0:
            self.form.setCurrentIndex(place)
        self._show_status()

    @property
    def _proposal(self) -> Proposal | None:
        who = self.table.current_row()
        if not isinstance(who, Participant):
            return None
        return self._choices.proposals.get((self.award.value or "", who.subject.kind))

    def _show_status(self) -> None:
        every = [one for forms in self._choices.forms.values() for one in forms]
        form = next((one for one in every if one.id == self.form.value), None)
        said = [f"{form.status}."] if form and form.status else []
        proposed = self._proposal
        if proposed:
            said.append(proposed.why)
            # The first is what to ask before writing; all of them stand beside the report.
            said += proposed.notices[:1] if form and form.id == proposed.form else ()
        self.status.setVisible(bool(said))
        if form and said:
            self.status.show_notice(f"{form.name}:", " ".join(said))

    def _answer(self) -> None:
        who = self.table.current_row()
        if isinstance(who, Participant) and self.form.value:
            wanted = NewReport(who.subject.id, self.form.value, self.award.value or "")
            self.accept()
            self.wanted.emit(wanted)


def _words(who: Participant) -> str:
    return who.subject.label


_COLUMNS: Final[tuple[Column[Participant], ...]] = (
    Column(
        Heading("Tên"),
        lambda one: Cell(one.subject.label, tip=one.subject.label),
        width=240,
        stretch=True,
    ),
    Column(
        Heading("Loại"),
        lambda one: Cell(_KIND_WORDS[one.subject.kind], Tone.MUTED),
        width=84,
    ),
)

"""The dialog «Tiền thưởng, chỉ tiêu, căn cứ»: what everything costs, under which law."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.law import UNSURE
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.award_money import MoneyLine, MoneyView, money_of
from thidua_desktop.services.awards import AwardsView
from thidua_desktop.services.legal import BY_DATE, LegalView, proposed_form
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel
from thidua_desktop.ui.screens.awards_tables import in_short
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.dialogs import ListDialog
from thidua_desktop.ui.widgets.inputs import Choice, Field
from thidua_desktop.ui.widgets.themed import Text

_SIZE: Final = (1040, 600)
_HINT: Final = (
    "Tiền giải theo kế hoạch; tiền kèm hình thức khen theo kế hoạch, hoặc theo mức có hiệu lực "
    "ngày ra quyết định."
)
_NONE: Final = "Đợt thi đua này không có giải và không có hình thức khen thưởng nào."


@dataclass(frozen=True, slots=True)
class MoneyShown:
    """What the dialog shows, read in one go."""

    awards: AwardsView
    legal: LegalView


class MoneyDialog(ListDialog):
    """Shows the money; the day of the decision and another regime can be kept."""

    chosen = Signal(str, str)
    """Keep this day as typed, and this regime (`BY_DATE`: the day's own)."""

    def __init__(self, shown: MoneyShown, parent: QWidget) -> None:
        model: RowsModel[MoneyLine] = RowsModel(_COLUMNS)
        super().__init__("Tiền thưởng, chỉ tiêu, căn cứ", _HINT, model, _detail, parent)
        model.setParent(self)
        self.set_size(*_SIZE)
        self.table.setSortingEnabled(False)
        self.day = Field("Ngày ra quyết định", QLineEdit())
        self.regime = Choice("Theo văn bản")
        self.keep_button = Button("Ghi lại", icon="check-lg")
        self.total = Text("", Role.CARD, wrap=True)
        self.bases = Text("", tone="soft", wrap=True)
        self.mindful = Text("", tone="soft", wrap=True)
        self.notice = NoticeBar()
        self._build_parts()
        self.keep_button.clicked.connect(self._keep)
        self.show_money(shown)

    def show_money(self, shown: MoneyShown) -> None:
        """Show the money of one day and regime."""
        legal, money = shown.legal, money_of(shown.awards)
        line = self.day.editor
        assert isinstance(line, QLineEdit)  # noqa: S101 - made above
        line.setText(vietnamese.day(legal.day) if legal.stated else "")
        line.setPlaceholderText(f"chưa ghi: tính {vietnamese.day(legal.day)}")
        self.day.show_error("")
        self._offer_regimes(legal)
        self.show_groups(_groups(money), empty=_NONE)
        self.total.setText(_total(money))
        self.bases.setText(_bases(legal))
        mindful = legal.council_notices
        self.mindful.setText(f"Khi xét: {' '.join(mindful)}")
        self.mindful.setVisible(bool(mindful))
        self.notice.setVisible(bool(shown.awards.notices))
        self.notice.show_notice("Hội đồng lưu ý:", in_short(shown.awards.notices))
        self.notice.setToolTip("\n".join(shown.awards.notices))

    def show_wrong_day(self, sentence: str) -> None:
        """Say beside the field what is wrong with the day."""
        self.day.show_error(sentence)
        self.day.editor.setFocus()

    def _build_parts(self) -> None:
        theme = current_theme()
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        self.day.setFixedWidth(theme.px(200))
        line.addWidget(self.day, 0, top)
        line.addWidget(Field("Theo văn bản", self.regime), 1, top)
        line.addWidget(self.keep_button, 0, bottom)
        self.above.addLayout(line)
        self.below.setSpacing(theme.px(8))
        for part in (self.total, self.notice, self.mindful, self.bases):
            self.below.addWidget(part)

    def _offer_regimes(self, legal: LegalView) -> None:
        name = legal.by_date.name if legal.by_date else "chưa có dữ liệu"
        offered = [(f"Theo ngày ra quyết định: {name}", BY_DATE)]
        offered += [(f"Chọn {one.name}", one.id) for one in legal.regimes]
        self.regime.offer(offered, current=legal.kept)

    def _keep(self) -> None:
        line = self.day.editor
        assert isinstance(line, QLineEdit)  # noqa: S101 - made above
        self.chosen.emit(line.text(), self.regime.value)


def _groups(money: MoneyView) -> Sequence[RowGroup[MoneyLine]]:
    every = (
        ("Giải thưởng theo kế hoạch", money.prizes),
        ("Tiền kèm hình thức khen thưởng", money.awards),
    )
    return [
        RowGroup(title, lines, vietnamese.money(sum(one.total for one in lines)))
        for title, lines in every
        if lines
    ]


def _total(money: MoneyView) -> str:
    needed = f"Cần chi theo kết quả hiện nay: {vietnamese.money(money.needed)}"
    if money.most == money.needed:
        return f"{needed}."
    return f"{needed}; nhiều nhất, khi trao đủ: {vietnamese.money(money.most)}."


def _bases(legal: LegalView) -> str:
    regime = legal.regime
    if regime is None:
        said = "Chưa có dữ liệu về văn bản có hiệu lực vào ngày này: chọn văn bản áp dụng."
    else:
        ships = all(proposed_form(regime, kind) for kind in Kind)
        form = f"Mẫu báo cáo đề nghị: {regime.report}{'' if ships else ' (chưa có sẵn để in)'}"
        said = f"Căn cứ đề nghị: {'; '.join(regime.bases)}. {form}."
    own = len(legal.own_bases)
    return f"{said} Đợt thi đua tự ghi {own} căn cứ, sửa ở Đợt thi đua › Thông tin chung."


def _detail(line: MoneyLine) -> str:
    said = f"{line.name}, {line.who[0].lower()}{line.who[1:]}: {line.why}."
    if line.quota is not None and line.given > line.quota:
        said += f" {line.given} đạt, vượt chỉ tiêu {line.quota}: Hội đồng chọn."
    return said


def _number(count: int | None) -> str:
    return "–" if count is None else vietnamese.count(count)


def _each(line: MoneyLine) -> Cell:
    icon = "exclamation-triangle-fill" if UNSURE in line.why else ""
    return Cell(_number(line.each), icon=icon, icon_tone=Tone.AMBER, tip=line.why)


def _given(line: MoneyLine) -> Cell:
    over = line.quota is not None and line.given > line.quota
    tone = Tone.RED if over else Tone.PLAIN
    return Cell(vietnamese.count(line.given), tone, strong=True)


_COLUMNS: Final[tuple[Column[MoneyLine], ...]] = (
    Column(
        Heading("Giải, hình thức khen"),
        lambda one: Cell(one.name, strong=True, tip=one.name),
        width=246,
    ),
    Column(
        Heading("Nhóm, đối tượng"),
        lambda one: Cell(one.who[:1].upper() + one.who[1:], tip=one.who),
        width=250,
        stretch=True,
    ),
    Column(Heading("Đạt", right=True), _given, right=True, width=58),
    Column(
        Heading("Chờ", "Hội đồng", right=True),
        lambda one: Cell(_number(one.waiting or None)),
        right=True,
        width=76,
    ),
    Column(
        Heading("Chỉ tiêu", right=True), lambda one: Cell(_number(one.quota)), right=True, width=72
    ),
    Column(Heading("Mỗi suất", "đồng", right=True), _each, right=True, width=120),
    Column(
        Heading("Thành tiền", "đồng", right=True),
        lambda one: Cell(vietnamese.count(one.total), strong=True),
        right=True,
        width=118,
    ),
)

"""The dialog «Thêm đợt thi đua…»: one that ships, like one of the file, blank, or from a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import DataFileError, InvalidValueError
from thidua_desktop.services.campaign_adding import SUFFIX, Added, BlankOrder, CampaignAdder
from thidua_desktop.services.campaign_editing import field_sentence
from thidua_desktop.services.campaigns import CampaignInfo, PresetInfo, presets
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.wording import describe
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.screens.start import PresetChoice, PresetRow
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Choice, Field
from thidua_desktop.ui.widgets.tabs import TabBar
from thidua_desktop.ui.widgets.themed import Text

_WAYS: Final = ("Mẫu có sẵn", "Như một đợt trong sổ", "Đợt trống", "Tệp mẫu")
_YEARS: Final = (
    ("Sang năm sau", 1),
    ("Sau 2 năm", 2),
    ("Sau 3 năm", 3),
    ("Cùng năm", 0),
)

Work = Callable[[Progress], Added]


class PresetPanel(QWidget):
    """The campaigns that ship."""

    def __init__(self, adder: CampaignAdder) -> None:
        super().__init__()
        self._adder = adder
        self.rows = [PresetRow(_choice(one), topic_lines=2) for one in presets()]
        self._group = QButtonGroup(self)
        inner = QWidget()
        inner.setProperty("page", True)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, current_theme().px(6), 0)
        lines.setSpacing(current_theme().px(6))
        for row in self.rows:
            self._group.addButton(row)
            lines.addWidget(row)
        lines.addStretch(1)
        self.rows[0].setChecked(True)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def work(self) -> Work:
        """Return what adds the chosen one."""
        chosen = next(row.preset.key for row in self.rows if row.isChecked())
        return lambda _progress: self._adder.from_preset(chosen)


class CopyPanel(QWidget):
    """A campaign like one of the file."""

    def __init__(self, adder: CampaignAdder, campaigns: tuple[CampaignInfo, ...]) -> None:
        super().__init__()
        self._adder = adder
        self.source = Choice("Đợt làm gốc")
        self.source.offer([(one.title, one.key) for one in campaigns])
        self.years = Choice("Thời gian")
        self.years.offer(_YEARS, current=1)
        self.short = QLineEdit()
        self.members = QCheckBox("Lấy cả danh sách đơn vị, cá nhân và nhóm")
        self.members.setChecked(True)
        words = (
            "Các ngày của đợt và của từng mốc chuyển theo số năm đã chọn. Căn cứ giữ nguyên, sửa "
            "lại sau. Số liệu, hồ sơ và các quyết định về cách hiểu không chép sang."
        )
        column = _column(self)
        column.addWidget(Field("Chép từ đợt", self.source))
        pair = QHBoxLayout()
        pair.setSpacing(current_theme().px(12))
        pair.addWidget(Field("Thời gian", self.years))
        pair.addWidget(Field("Tên ngắn của đợt mới", self.short), 1)
        column.addLayout(pair)
        column.addWidget(self.members)
        column.addWidget(Text(words, tone="soft", wrap=True))
        column.addStretch(1)
        for choice in (self.source, self.years):
            choice.chosen.connect(lambda _value: self._suggest())
        self._suggest()

    def work(self) -> Work:
        """Return what adds the copy."""
        make = partial(
            self._adder.copy,
            self.source.value,
            years=self.years.value,
            short=self.short.text(),
            with_members=self.members.isChecked(),
        )
        return lambda _progress: make()

    def _suggest(self) -> None:
        self.short.setText(self._adder.suggested_copy(self.source.value, self.years.value))


class BlankPanel(QWidget):
    """The smallest campaign there can be."""

    def __init__(self, office: str) -> None:
        super().__init__()
        self.short, self.office = QLineEdit(), QLineEdit(office)
        self.start, self.end = QLineEdit(), QLineEdit()
        self.short.setPlaceholderText("như Chuyển đổi số 2025")
        self.start.setPlaceholderText("để trống nếu chưa rõ")
        self.end.setPlaceholderText("như 30/11/2025")
        words = (
            "Đợt mới có một nhóm, một tiêu chuẩn do Hội đồng xác nhận và một hình thức khen; "
            "viết tiếp mốc, nội dung, tiêu chuẩn ở trang Đợt thi đua."
        )
        column = _column(self)
        column.addWidget(Field("Tên ngắn", self.short))
        column.addWidget(Field("Cơ quan tổ chức", self.office))
        pair = QHBoxLayout()
        pair.setSpacing(current_theme().px(12))
        pair.addWidget(Field("Ngày phát động", self.start))
        pair.addWidget(Field("Ngày kết thúc", self.end))
        column.addLayout(pair)
        column.addWidget(Text(words, tone="soft", wrap=True))
        column.addStretch(1)

    def order(self) -> BlankOrder:
        """Return what was typed."""
        return BlankOrder(self.short.text(), self.office.text(), self.start.text(), self.end.text())


class FilePanel(QWidget):
    """A campaign another office gave away as a file."""

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.button = Button("Chọn tệp…", icon="folder2")
        self.name = Text("Chưa chọn tệp nào.", tone="muted", wrap=True)
        words = (
            "Tệp .toml do phần mềm này lưu ra («Lưu thành mẫu…») hoặc soạn bằng tay. Tệp được kiểm "
            "tra từng mục; sai ở đâu báo đúng mục đó và sổ không thay đổi."
        )
        column = _column(self)
        column.addWidget(Text(words, tone="soft", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(12))
        row.addWidget(self.button)
        row.addWidget(self.name, 1)
        column.addLayout(row)
        column.addStretch(1)
        self.button.clicked.connect(lambda _checked: self._ask())

    def show_path(self, path: Path) -> None:
        """Take this file."""
        self.path = path
        self.name.setText(path.name)
        self.name.setToolTip(str(path))

    def chosen(self) -> Path:
        """Return the file chosen; InvalidValueError while there is none."""
        if self.path is None:
            raise InvalidValueError("tệp", "", "chọn một tệp .toml")
        return self.path

    def _ask(self) -> None:
        dialog = QFileDialog(self, "Chọn tệp mẫu đợt thi đua")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"Mẫu đợt thi đua (*{SUFFIX})")
        dialog.fileSelected.connect(lambda chosen: self.show_path(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class AddCampaignDialog(QDialog):
    """Adds a campaign and tells which; what is wrong is said in the dialog, which stays."""

    added = Signal(object)
    """A campaign was added: `Added`."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._adder = adder = CampaignAdder(office.workspace)
        campaigns = office.campaigns.all()
        named = office.campaigns.load(campaigns[0].key).office.name if campaigns else ""
        self._runner = runner
        self.presets = PresetPanel(adder)
        self.copying = CopyPanel(adder, campaigns)
        self.blank = BlankPanel(named)
        self.file = FilePanel()
        self.tabs = TabBar("Cách thêm đợt thi đua")
        self.notice = NoticeBar(tone=Tone.RED)
        self.add_button = Button("Thêm đợt thi đua", icon="plus-lg", look=Look.PRIMARY)
        self._stack = QStackedWidget()
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def choose_way(self, number: int) -> None:
        """Show one of the ways, from 0."""
        self.tabs.setCurrentIndex(number)

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("Thêm đợt thi đua")
        resize_within(self, theme.px(640), theme.px(430))
        self.tabs.offer([(way, "") for way in _WAYS])
        self.tabs.currentChanged.connect(self._change_way)
        for panel in (self.presets, self.copying, self.blank, self.file):
            self._stack.addWidget(panel)
        self.notice.hide()
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        self.add_button.clicked.connect(lambda _checked: self._answer())
        self.add_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.add_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(12))
        rows.addWidget(self.tabs)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.notice)
        rows.addLayout(foot)

    def _change_way(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.notice.hide()

    def _answer(self) -> None:
        ways = (self.presets.work, self.copying.work, self._blank, self._from_file)
        try:
            work = ways[self.tabs.currentIndex()]()
        except InvalidValueError as error:
            self._refuse(error)
            return
        self.add_button.setEnabled(False)
        self._runner.run(self, work, done=self._done, failed=self._refuse)

    def _blank(self) -> Work:
        order = self.blank.order()
        return lambda _progress: self._adder.blank(order)

    def _from_file(self) -> Work:
        path = self.file.chosen()
        return lambda _progress: self._adder.from_file(path)

    def _done(self, added: Added) -> None:
        self.added.emit(added)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self.add_button.setEnabled(True)
        say_why_not(self.notice, error)


def say_why_not(notice: NoticeBar, error: Exception) -> None:
    """Show in a notice what is wrong with what was typed or chosen."""
    if isinstance(error, InvalidValueError):
        notice.show_notice(f"{error.field[:1].upper()}{error.field[1:]}:", _need(error))
    elif isinstance(error, DataFileError):
        message = describe(error)
        notice.show_notice(message.what, message.now)
    else:
        notice.show_notice("", str(describe(error)))
    notice.show()


def _need(error: InvalidValueError) -> str:
    sentence = field_sentence(error).removesuffix(" Giá trị cũ được giữ.")
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _choice(one: PresetInfo) -> PresetChoice:
    until = vietnamese.day(one.ends)
    days = f"{vietnamese.short_day(one.starts)} – {until}" if one.starts else f"đến {until}"
    return PresetChoice(one.id, one.title, one.theme, days, one.kinds)


def _column(panel: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().px(12))
    return column

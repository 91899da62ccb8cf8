"""The first run: make a workbook, open one, or try with sample data; recent files."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card, IconMark, Rule, next_step
from thidua_desktop.ui.widgets.paint import RIGHT, paint_brand, paint_text
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_MARK: Final = 56
_WIDTH: Final = 1440
_SIDE: Final = 316
_PRESET: Final = 54
_COMPACT_PRESET: Final = 41
_CIRCLE: Final = 16
_MOST_RECENT: Final = 5
_FEW_PRESETS: Final = 3
_LINE: Final = 16
_WRAPPED: Final = (
    Qt.AlignmentFlag.AlignTop
    | Qt.AlignmentFlag.AlignLeft
    | Qt.TextFlag.TextWordWrap
    | Qt.TextFlag.TextDontClip
)


@dataclass(frozen=True, slots=True)
class PresetChoice:
    """A campaign that ships: `days` and `kind` stand at the right of its line."""

    key: str
    name: str
    topic: str
    days: str = ""
    kind: str = ""


BLANK: Final = "blank"
FILE: Final = "file"
_OWN: Final = (
    PresetChoice(BLANK, "Đợt trống", "Tự viết chỉ tiêu, cách tính điểm"),
    PresetChoice(FILE, "Tệp mẫu", "Đợt cơ quan khác gửi (.toml)"),
)
"""Campaigns that do not ship."""
_OWN_WORDS: Final = ("Tạo sổ với đợt trống…", "Tạo sổ từ tệp mẫu…")


class PresetRow(QRadioButton):
    """One preset in a frame: its name, and what it is about in one line or in as many as given."""

    def __init__(
        self, preset: PresetChoice, parent: QWidget | None = None, *, topic_lines: int = 1
    ) -> None:
        super().__init__(parent)
        self.preset = preset
        self._topic_lines = topic_lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{preset.name}: {preset.topic}")
        self.setToolTip(preset.topic)

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802 - Qt's own name
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        height = _COMPACT_PRESET if theme.compact else _PRESET
        return QSize(theme.px(420), theme.px(height + _LINE * (self._topic_lines - 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        tokens, chosen = theme.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if chosen or self.hasFocus() else 1
        edge = tokens.focus if self.hasFocus() else tokens.accent if chosen else tokens.line
        painter.setPen(QPen(edge, width))
        hovered = self.underMouse() and not chosen
        fill = tokens.selected if chosen else tokens.hover if hovered else tokens.surface
        painter.setBrush(fill)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)
        self._paint_circle(painter, theme)
        self._paint_words(painter, theme)

    def _paint_circle(self, painter: QPainter, theme: Theme) -> None:
        tokens, side = theme.tokens, theme.px(_CIRCLE)
        circle = QRectF(theme.px(13), (self.height() - side) / 2, side, side)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent_fill)
            painter.drawEllipse(circle)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawEllipse(circle.center(), side / 5, side / 5)
        else:
            painter.setPen(tokens.control)
            painter.setBrush(tokens.surface)
            painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        tokens = theme.tokens
        left, right = theme.px(42), self.width() - theme.px(12)
        line, more = theme.px(19), theme.px(_LINE) * (self._topic_lines - 1)
        top = self.height() / 2 - line - more / 2 + theme.px(1)
        caption = theme.font(Role.CAPTION)
        metrics = QFontMetricsF(caption)
        # All beside the name: what it is about has the whole width.
        notes = " · ".join(filter(None, (self.preset.days, self.preset.kind)))
        rows = (
            (self.preset.name, theme.font(Role.STRONG), tokens.ink, notes),
            (self.preset.topic, caption, tokens.ink_2, ""),
        )
        for number, (words, font, colour, note) in enumerate(rows):
            row = QRectF(left, top + number * (line - theme.px(2)), right - left, line)
            paint_text(painter, row, note, caption, tokens.ink_3, RIGHT)
            row.setRight(right - metrics.horizontalAdvance(note) - theme.px(16) if note else right)
            if number and more:
                row.setHeight(line + more)
                painter.setFont(font)
                painter.setPen(colour)
                painter.drawText(row, int(_WRAPPED), words)
            else:
                paint_text(painter, row, words, font, colour)


class _Mark(QWidget):
    """The brand mark, large."""

    def sizeHint(self) -> QSize:
        side = current_theme().px(_MARK)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_brand(QPainter(self), QRectF(self.rect()), current_theme())


class StartScreen(QFrame):
    """Three choices and the files opened lately; tells which was wanted."""

    create_wanted = Signal(str)
    """Make a workbook with the preset of this key."""
    own_wanted = Signal(str)
    """Make a workbook with a blank campaign (`BLANK`) or one from a preset file (`FILE`)."""
    open_wanted = Signal()
    recent_opened = Signal(object)
    """Open this `Path`."""
    demo_wanted = Signal()

    def __init__(
        self,
        presets: Sequence[PresetChoice],
        recent: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.presets = [PresetRow(preset) for preset in presets]
        self.own = [PresetRow(choice) for choice in _OWN]
        self.create_button = next_step("Tạo sổ")
        self.open_button = Button("Chọn tệp…", icon="folder2", hint="Ctrl+O")
        self.demo_button = Button("Xem thử", icon="play-fill")
        self._group = QButtonGroup(self)
        self._recent = QVBoxLayout()
        self._build()
        self._connect()
        self.show_recent(recent)
        (self.presets or self.own)[0].setChecked(True)
        self._name_button()

    def show_recent(self, recent: Sequence[Path]) -> None:
        """Show these files, the latest first."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for path in recent[:_MOST_RECENT]:
            button = RecentButton(path)
            button.clicked.connect(partial(self._open_recent, path))
            self._recent.addWidget(button)
        if not recent:
            words = "Chưa có tệp nào. Tệp đã mở sẽ hiện ở đây."
            self._recent.addWidget(Text(words, Role.CAPTION, tone="muted", wrap=True))

    def _connect(self) -> None:
        self._group.buttonToggled.connect(lambda *_: self._name_button())
        self.create_button.clicked.connect(self._create)
        self.open_button.clicked.connect(lambda _checked: self.open_wanted.emit())
        self.demo_button.clicked.connect(lambda _checked: self.demo_wanted.emit())

    def _name_button(self) -> None:
        row = self._group.checkedButton()
        if isinstance(row, PresetRow):
            own = dict(zip(self.own, _OWN_WORDS, strict=True))
            words = own.get(row, f"Tạo sổ {row.preset.name}")
            self.create_button.setText(words)
            self.create_button.setAccessibleName(words)

    def _create(self) -> None:
        row = self._group.checkedButton()
        if isinstance(row, PresetRow):
            signal = self.own_wanted if row in self.own else self.create_wanted
            signal.emit(row.preset.key)

    def _open_recent(self, path: Path, _checked: bool = False) -> None:
        self.recent_opened.emit(path)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("page", True)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        centre = QHBoxLayout(inner)
        centre.addStretch(1)
        centre.addWidget(_Middle(self._head(), self._main(), self._side()), 100)
        centre.addStretch(1)

    def _head(self) -> QHBoxLayout:
        row, lines = QHBoxLayout(), QVBoxLayout()
        mark = _Mark()
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        lines.setSpacing(0)
        lines.addWidget(Text("Thi Đua", Role.START))
        about = "Theo dõi đợt thi đua, xếp hạng đơn vị và lập hồ sơ khen thưởng. Không cần mạng."
        lines.addWidget(Text(about, Role.UNIT, tone="soft", wrap=True))
        row.setSpacing(16)
        row.addWidget(mark)
        row.addLayout(lines, 1)
        return row

    def _main(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self._new_card())
        if len(self.presets) <= _FEW_PRESETS:
            column.addWidget(DropZone(), 1)
        return column

    def _new_card(self) -> Card:
        card = ChoiceCard(
            "journal-plus",
            "Tạo sổ thi đua mới",
            "Chọn đợt có sẵn để dùng ngay chỉ tiêu, cách tính điểm và mẫu hồ sơ; "
            "sau đó sửa lại được.",
        )
        for row in self.presets:
            self._group.addButton(row)
            card.body.addWidget(row)
        pair = QHBoxLayout()
        pair.setSpacing(current_theme().px(8))
        for row in self.own:
            self._group.addButton(row)
            pair.addWidget(row, 1)
        card.body.addLayout(pair)
        card.body.addStretch(1)
        foot = QHBoxLayout()
        note = "Mọi thứ lưu trong một tệp .thidua trên máy này."
        foot.addWidget(Text(note, Role.CAPTION, tone="muted", wrap=True), 1)
        foot.addWidget(self.create_button)
        card.body.addLayout(foot)
        return card

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        opening = ChoiceCard(
            "folder2-open", "Mở tệp có sẵn", "Sổ .thidua đã lưu, hoặc sổ chép từ máy khác."
        )
        opening.body.addWidget(self.open_button)
        opening.body.addWidget(Rule())
        opening.body.addWidget(Text("Mở gần đây", Role.CHIP, weight=600))
        self._recent.setSpacing(0)
        opening.body.addLayout(self._recent)
        trying = ChoiceCard(
            "eye",
            "Xem thử với dữ liệu mẫu",
            "Mở một bản chép của đợt Núi Thành có đủ 28 đơn vị để xem trước mọi màn hình. "
            "Không ảnh hưởng sổ thật.",
        )
        trying.body.addWidget(self.demo_button)
        column.addWidget(opening)
        column.addWidget(trying)
        if len(self.presets) > _FEW_PRESETS:
            column.addWidget(DropZone())
        column.addStretch(1)
        return column


class _Middle(ThemedFrame):
    """The column in the middle: head above, cards below; never wider than reads well."""

    def __init__(self, head: QHBoxLayout, main: QVBoxLayout, side: QVBoxLayout) -> None:
        super().__init__()
        self._side = QWidget()
        self._side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._columns = (main, side)
        self._cards = QHBoxLayout()
        self._cards.addLayout(main, 1)
        self._cards.addWidget(self._side)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addLayout(head)
        self._column.addLayout(self._cards)
        self._column.addStretch(2)
        self.redress()

    def dress(self, theme: Theme) -> None:
        pad = theme.px(10 if theme.compact else 24)
        self.setMaximumWidth(theme.px(_WIDTH) + 2 * pad)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.px(10 if theme.compact else 24))
        self._cards.setSpacing(theme.px(16))
        for column in self._columns:
            column.setSpacing(theme.px(10 if theme.compact else 16))
        self._side.setFixedWidth(theme.px(_SIDE))


class ChoiceCard(Card):
    """One of the three choices: red icon, title, a sentence."""

    def __init__(self, icon: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._head = QHBoxLayout()
        self._head.addWidget(IconMark(icon, Tone.RED, size=18))
        self._head.addWidget(Text(title, Role.CARD), 1)
        self.body.addLayout(self._head)
        self.body.addWidget(Text(sentence, tone="soft", wrap=True))
        self._set_margins(current_theme())

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_head"):
            self._set_margins(theme)

    def _set_margins(self, theme: Theme) -> None:
        self._head.setSpacing(theme.px(10))
        side, tall = theme.px(16 if theme.compact else 20), theme.px(12 if theme.compact else 18)
        self.body.setContentsMargins(side, tall, side, tall)
        self.body.setSpacing(theme.px(5 if theme.compact else 8))


class RecentButton(Button):
    """A file opened lately: its name, its folder in the tooltip."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(path.stem, icon="file-earmark-text", look=Look.TEXT, parent=parent)
        self.is_small = True
        self.is_left_aligned = True
        self.setToolTip(str(path))
        self.setAccessibleName(f"Mở {path.name}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(80), self.sizeHint().height())


class DropZone(ThemedFrame):
    """Says that files can be dropped; the window itself takes them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("drop", "true")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(Text("Hoặc kéo tệp vào cửa sổ này", weight=600, tone="soft"))
        for words in (".thidua để mở sổ", ".xlsx, .xls, .ods, .csv để nhập số liệu"):
            lines.addWidget(Text(words, Role.CAPTION, tone="soft"))
        lines.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconMark("file-earmark-arrow-down", Tone.MUTED, size=24))
        self._row.addLayout(lines, 1)
        self.redress()

    def dress(self, theme: Theme) -> None:
        tall = theme.px(8 if theme.compact else 14)
        self._row.setContentsMargins(theme.px(20), tall, theme.px(16), tall)
        self._row.setSpacing(theme.px(14))

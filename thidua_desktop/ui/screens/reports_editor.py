"""The editor of one report: its sections one under the other, linked figures, what is missing."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.services.report_views import Draft, LinkedField
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.screens.reports_list import PaneHead
from thidua_desktop.ui.screens.reports_section import HeadingSection, ResultsSection, TextSection
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Look, small_button
from thidua_desktop.ui.widgets.cards import Card, Rule
from thidua_desktop.ui.widgets.chips import ChipLabel
from thidua_desktop.ui.widgets.flow import FlowLayout
from thidua_desktop.ui.widgets.paint import CHIP_HEIGHT
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_LINKED_NOTE = "Ô nền xanh lấy từ số liệu và tự đổi khi số liệu đổi."


class ReportEditor(Card):
    """Shows one draft; texts are sent to be kept as the clerk writes."""

    section_edited = Signal(int, str, str)
    """A text should be kept: report, section, text."""
    typed = Signal()
    """A text changed under the clerk's hands; it is not kept yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self._draft: Draft | None = None
        self._shape: tuple[object, ...] = ()
        self._sections: list[QWidget] = []
        self._entered: TextSection | None = None
        self.insert_button = small_button("Chèn số liệu", icon="plus-square", look=Look.TEXT)
        self.insert_button.setToolTip(
            "Chèn con số của đơn vị vào chỗ con trỏ; số tự đổi theo dữ liệu"
        )
        self._head = PaneHead("Báo cáo thành tích")
        self._column = QVBoxLayout()
        self._checks = _Checks()
        self._inner = QWidget()
        self._area = QScrollArea(widgetResizable=True)
        self._build()
        self._dress_parts(current_theme())

    @property
    def draft(self) -> Draft | None:
        """Return the draft shown."""
        return self._draft

    @property
    def texts(self) -> dict[str, TextSection]:
        """Return the sections to write, by key."""
        return {one.key: one for one in self._sections if isinstance(one, TextSection)}

    def show_draft(self, draft: Draft) -> None:
        """Show another draft, or the same as stored now."""
        shape = (draft.id, draft.form.id, *(one.key for one in draft.sections))
        self._draft = draft
        self._head.caption.setText(draft.form.name)
        if shape != self._shape:
            self._shape = shape
            self._make_sections(draft)
        values = {one.key: one.value for one in draft.fields}
        for section in draft.sections:
            if section.key in self.texts:
                self.texts[section.key].show_section(section, values)
        for part in self._sections:
            if isinstance(part, ResultsSection):
                part.show_results(draft.results)
        self._checks.show_checks(_chips(draft))

    def keep(self) -> None:
        """Send every changed text to be kept now."""
        for section in self.texts.values():
            section.keep()

    def unsaved(self) -> dict[str, str]:
        """Return the texts that are ahead of what is kept, by section."""
        return {key: one.edit.text() for key, one in self.texts.items() if one.is_ahead}

    def write_first_empty(self) -> None:
        """Put the cursor into the first section without a word, or the first of all."""
        texts = list(self.texts.values())
        empty = [one for one in texts if not one.edit.words()]
        for section in (empty or texts)[:1]:
            section.edit.setFocus()
            self._enter(section)

    def insert_menu(self) -> QMenu:
        """Return the menu of the figures of this subject, one submenu per indicator."""
        menu = QMenu(self)
        fields: Sequence[LinkedField] = self._draft.fields if self._draft else ()
        submenus: dict[str, QMenu] = {}
        for one in fields:
            group, _, name = one.name.rpartition(": ")
            target = menu
            if group:
                target = submenus.get(group) or menu.addMenu(group)
                submenus[group] = target
            words = name[:1].upper() + name[1:]
            action = target.addAction(f"{words}\t{_short(one.value)}")
            action.triggered.connect(lambda _=False, key=one.key: self.insert(key))
        return menu

    def insert(self, key: str) -> None:
        """Put a linked figure where the clerk last wrote."""
        section = self._entered or next(iter(self.texts.values()), None)
        if section is not None:
            section.edit.insert_figure(key)
            section.edit.setFocus()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_checks"):
            self._dress_parts(theme)

    def _build(self) -> None:
        self._head.add(self.insert_button)
        self._inner.setProperty("page", True)
        self._inner.setLayout(self._column)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        self.body.addWidget(self._head)
        self.body.addWidget(Rule())
        self.body.addWidget(self._area, 1)
        self.body.addWidget(Rule())
        self.body.addWidget(self._checks)
        self.insert_button.clicked.connect(self._open_insert_menu)

    def _make_sections(self, draft: Draft) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._entered = None
        self._sections = list(_sections(draft))
        for part in self._sections:
            self._column.addWidget(part)
            if isinstance(part, TextSection):
                part.edited.connect(partial(self.section_edited.emit, draft.id))
                part.entered.connect(self._enter)
                part.edit.edited.connect(self.typed)
        self._column.addWidget(Text(_LINKED_NOTE, Role.CAPTION, tone="muted", wrap=True))
        self._column.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _enter(self, section: TextSection) -> None:
        self._entered = section
        # The text grows and never scrolls itself: the editor follows the cursor.
        place = section.edit.mapTo(self._inner, section.edit.cursorRect().center())
        line = current_theme().px(24)
        self._area.ensureVisible(place.x(), place.y(), 0, line)

    def _open_insert_menu(self) -> None:
        below = QPoint(0, self.insert_button.height())
        self.insert_menu().popup(self.insert_button.mapToGlobal(below))

    def _dress_parts(self, theme: Theme) -> None:
        pad = theme.metrics.card_padding
        self._column.setContentsMargins(pad, theme.px(10), pad, theme.px(10))
        self._column.setSpacing(theme.px(14))


class _Checks(ThemedFrame):
    """«Trước khi in»: what is right and what is missing, as chips in as many rows as needed."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._chips: list[QWidget] = []
        self._name = Text("Trước khi in", Role.STRONG)
        self._flow.addWidget(self._name)
        self.redress()

    def show_checks(self, chips: Iterable[tuple[Chip, str]]) -> None:
        for old in self._chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = []
        for chip, tip in chips:
            label = ChipLabel(chip.text, chip.tone, chip.icon)
            label.setToolTip(tip)
            self._flow.addWidget(label)
            self._chips.append(label)
        self.updateGeometry()

    def dress(self, theme: Theme) -> None:
        pad = theme.metrics.card_padding
        self._flow.setContentsMargins(pad, theme.px(7), pad, theme.px(7))
        self._flow.setSpacing(theme.px(7))
        self._name.setMinimumHeight(theme.px(CHIP_HEIGHT))
        # Where room is short the chips speak for themselves.
        self._name.setVisible(not theme.compact)


def _sections(draft: Draft) -> Iterable[QWidget]:
    for section in draft.sections:
        match section.kind:
            case "results":
                yield ResultsSection(section, draft.results)
            case "heading":
                yield HeadingSection(section)
            case _:
                yield TextSection(section)


def _chips(draft: Draft) -> Iterable[tuple[Chip, str]]:
    """Return the checks with their tooltips; empty sections share one chip."""
    empty = [words for words, fine in draft.checks if not fine and words.startswith("Mục ")]
    for words, fine in draft.checks:
        if words not in empty:
            yield Chip(words, Tone.GREEN if fine else Tone.AMBER), words
    if len(empty) == 1:
        yield Chip(empty[0], Tone.AMBER), empty[0]
    elif empty:
        yield Chip(f"{len(empty)} mục trống", Tone.AMBER), ", ".join(empty)
    if draft.snapshot:
        tone = Tone.GREEN if draft.snapshot.same else Tone.AMBER
        yield Chip(draft.snapshot.words, tone), draft.snapshot.sentence
    if draft.form.status:
        tip = f"{draft.form.name}: {draft.form.status}"
        yield Chip("Mẫu dựng lại", Tone.INFO, "info-circle"), tip


def _short(value: str, most: int = 32) -> str:
    return value if len(value) <= most else f"{value[: most - 1]}…"

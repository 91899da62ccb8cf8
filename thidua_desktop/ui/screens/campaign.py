"""Đợt thi đua: everything the campaign's document says, read as sentences and edited in place.

A value is kept when its field is left; what cannot be kept stays typed, with the sentence that
says why under it. Each change is one action of the file and can be undone.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.errors import DataFileError, InvalidValueError
from thidua_desktop.services.calendar_export import SUFFIX as CALENDAR_SUFFIX
from thidua_desktop.services.calendar_export import save_ics
from thidua_desktop.services.campaign_adding import SUFFIX, Added
from thidua_desktop.services.campaign_editing import CampaignEditor, field_sentence
from thidua_desktop.services.campaign_views import (
    Addition,
    CampaignView,
    CardView,
    FieldView,
    Move,
    Removal,
    SectionView,
)
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.screens.campaign_add import AddCampaignDialog
from thidua_desktop.ui.screens.campaign_cards import CardBox
from thidua_desktop.ui.screens.campaign_fields import FieldBox
from thidua_desktop.ui.screens.campaign_sections import SectionList
from thidua_desktop.ui.screens.snapshots_work import SnapshotsWork
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look, small_button
from thidua_desktop.ui.widgets.cards import Card
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.save_file import ExportKind, ask_where
from thidua_desktop.ui.widgets.themed import Text

COMMANDS: Final = frozenset({"campaign.preset", "campaign.calendar"})
"""The commands of the window this page handles."""
PRESET_FILE: Final = ExportKind("Mẫu đợt thi đua", SUFFIX)
CALENDAR_FILE: Final = ExportKind("Lịch", CALENDAR_SUFFIX)
_WIDEST = 1460
_NEEDING = {
    "indicators": "phần «Nội dung và chỉ tiêu»",
    "contents": "phần «Nội dung và chỉ tiêu»",
    "ranking": "phần «Cách tính điểm»",
    "criteria": "tiêu chuẩn có mục này",
    "groups": "phần «Nhóm»",
    "prizes": "phần «Hình thức khen và giải»",
    "awards": "phần «Hình thức khen và giải»",
}
_WATCHED = ("campaign", "reading_decision")


class CampaignScreen(Page):
    """The document of one campaign."""

    changed = Signal(object)
    said = Signal(str)
    added = Signal(str)
    """A campaign was added to the file: its key."""
    page_wanted = Signal(str, str)

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Đợt thi đua", parent=parent)
        self._office, self._runner = office, runner
        self._editor = CampaignEditor(office.workspace)
        self._key = ""
        self._view: CampaignView | None = None
        self._drafts: dict[str, tuple[str, str]] = {}
        self._goal = ""
        self._asked = ""
        self._expects_new = False
        self.cards: list[CardBox] = []
        self.sections = SectionList()
        self.save_button = Button("Lưu thành mẫu…", icon="download")
        self.add_button = Button("Thêm đợt thi đua…", icon="plus-lg")
        self.link_button = small_button("", icon="arrow-right", look=Look.TEXT)
        self.decisions_button = small_button("Quyết định…", icon="bank", look=Look.TEXT)
        self._decisions = SnapshotsWork(office, runner, self)
        self._about = Text("", tone="soft", wrap=True)
        self._build()
        self._connect()

    # --- what the window calls ---

    def show_campaign(self, key: str) -> None:
        """Show another campaign of the file."""
        self._key = key
        self._drafts.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the document again."""
        if self._key:
            key = self._key
            self._run(lambda _progress: self._editor.view(key), self._show)

    def on_changed(self, changes: Changes) -> None:
        """React to a committed action anywhere in the program."""
        if changes.touch(*_WATCHED):
            self.refresh()

    def show_filter(self, place: str) -> None:
        """Open the section and card of a place: `milestones.trinh`, or a milestone's id alone."""
        self._goal = place
        self._go_to_goal()

    def run_command(self, key: str) -> None:
        """Do what a menu of the window asks for; see `COMMANDS`."""
        self._asked = key
        if self._view is not None:
            self._do_asked()

    def leave(self) -> None:
        """Send what is typed to be kept before the file goes."""
        for box in self.boxes.values():
            box.keep()

    def begin_adding(self) -> AddCampaignDialog:
        """Ask where the new campaign comes from."""
        dialog = AddCampaignDialog(self._office, self._runner, self)
        dialog.added.connect(self._tell_added)
        dialog.open()
        return dialog

    # --- building ---

    def _build(self) -> None:
        self.head.add_action(self.save_button)
        self.head.add_action(self.add_button)
        left = Card(flush=True)
        left.body.addWidget(self.sections)
        inner = QWidget()
        inner.setProperty("page", True)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        centre = QHBoxLayout(inner)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addLayout(self._column, 1)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._about_row = QHBoxLayout()
        self._about_row.addWidget(self._about, 1)
        self._about_row.addWidget(self.decisions_button, 0, Qt.AlignmentFlag.AlignTop)
        self._about_row.addWidget(self.link_button, 0, Qt.AlignmentFlag.AlignTop)
        self._right = QVBoxLayout()
        self._right.addLayout(self._about_row)
        line = QHBoxLayout()
        line.addWidget(self._area, 100)
        line.addStretch(1)
        self._right.addLayout(line, 1)
        self._columns = QHBoxLayout()
        self._columns.addWidget(left)
        self._columns.addLayout(self._right, 1)
        self.body.addLayout(self._columns, 1)
        self.setFocusProxy(self.sections)
        self._space(current_theme())

    def _connect(self) -> None:
        self.sections.section_chosen.connect(lambda _key: self._show_section())
        self.save_button.clicked.connect(lambda _checked: self.run_command("campaign.preset"))
        self.add_button.clicked.connect(lambda _checked: self.begin_adding())
        self.link_button.clicked.connect(lambda _checked: self._follow())
        self.decisions_button.clicked.connect(
            lambda _checked: self._decisions.show_decisions(self._key)
        )

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_columns"):
            self._space(theme)

    def _space(self, theme: Theme) -> None:
        self._columns.setSpacing(theme.metrics.gap)
        self._right.setSpacing(theme.px(6))
        self._column.setSpacing(theme.metrics.gap)
        self._area.setMaximumWidth(theme.px(_WIDEST))

    # --- showing ---

    @property
    def section(self) -> SectionView | None:
        """Return the section shown."""
        if self._view is None:
            return None
        return next((one for one in self._view.sections if one.key == self.sections.chosen), None)

    @property
    def boxes(self) -> dict[str, FieldBox]:
        """Return the fields shown, by path."""
        return {box.field.path: box for card in self.cards for box in card.boxes}

    def _show(self, view: CampaignView) -> None:
        before, self._view = self._view, view
        self.head.set_subtitle(view.subtitle)
        self.sections.show_sections(view.sections)
        self._show_section()
        if before is not None and before.key == view.key:
            self._enter_new(before, view)
        self._go_to_goal()
        self._do_asked()

    def _show_section(self) -> None:
        section = self.section
        if section is None:
            return
        self._about.setText(section.about)
        self._about.setVisible(bool(section.about))
        words, _ = section.link
        self.link_button.setText(words)
        self.link_button.setVisible(bool(words))
        self.decisions_button.setVisible(section.key == "readings")
        if [one.id for one in section.cards] == [card.view.id for card in self.cards]:
            for number, card in enumerate(section.cards):
                self._show_card(number, card)
        else:
            self._make_cards(section)

    def _show_card(self, number: int, wanted: CardView) -> None:
        card = self.cards[number]
        if card.fits(wanted):
            if wanted != card.view:
                card.show_card(wanted)
            return
        self._keep_drafts([card])
        focused = self._focused_path()
        made = self._make_card(wanted)
        self._column.replaceWidget(card, made)
        self.cards[number] = made
        _drop(card)
        self._focus(focused)

    def _make_cards(self, section: SectionView) -> None:
        self._keep_drafts(self.cards)
        focused = self._focused_path()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                _drop(widget)
        self.cards = [self._make_card(one) for one in section.cards]
        for card in self.cards:
            self._column.addWidget(card)
        for addition in section.additions:
            button = Button(addition.words, icon="plus-lg")
            button.clicked.connect(partial(self._add_clicked, addition))
            self._column.addWidget(button)
        self._column.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self._focus(focused)

    def _make_card(self, view: CardView) -> CardBox:
        card = CardBox(view)
        card.committed.connect(self._keep)
        card.add_wanted.connect(self._add)
        card.remove_wanted.connect(self._remove)
        card.move_wanted.connect(self._move)
        for box in card.boxes:
            if box.field.path in self._drafts:
                box.show_draft(*self._drafts[box.field.path])
        return card

    def _focused_path(self) -> str:
        widget = QApplication.focusWidget()
        boxes = self.boxes.items()
        return next((path for path, box in boxes if box.editor is widget), "")

    def _focus(self, path: str) -> None:
        if path and path in self.boxes:
            self.boxes[path].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_drafts(self, cards: list[CardBox]) -> None:
        """Remember what is typed and not kept in cards that are about to go."""
        for box in (box for card in cards for box in card.boxes):
            if box.is_ahead:
                self._drafts[box.field.path] = (box.typed, box.error.text())
            else:
                self._drafts.pop(box.field.path, None)

    def _enter_new(self, before: CampaignView, view: CampaignView) -> None:
        """Put the cursor into the first field of what was just added."""
        added = [path for path in view.fields() if path not in before.fields()]
        box = next((self.boxes[path] for path in added if path in self.boxes), None)
        if self._expects_new and box is not None:
            self._expects_new = False
            box.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            select = getattr(box.editor, "selectAll", None)
            if select is not None:
                select()
            self._scroll_to(box)

    def show_field(self, path: str) -> None:
        """Bring a field of the section shown into view."""
        if path in self.boxes:
            self._scroll_to(self.boxes[path])

    def _go_to_goal(self) -> None:
        goal, view = self._goal, self._view
        if not goal or view is None:
            return
        for section in view.sections:
            for card in section.cards:
                if goal in {section.key, card.id, card.id.partition(".")[2]}:
                    self._goal = ""
                    self.sections.choose(section.key)
                    found = next((one for one in self.cards if one.view.id == card.id), None)
                    if found is not None and goal != section.key:
                        self._scroll_to(found)
                    return

    def _scroll_to(self, widget: QWidget) -> None:
        QApplication.sendPostedEvents()
        self._area.ensureWidgetVisible(widget, 0, current_theme().px(40))

    # --- changing ---

    def _keep(self, field: FieldView, typed: str) -> None:
        key = self._key
        self._run(
            lambda _progress: self._editor.change(key, field, typed),
            partial(self._kept, field.path),
            partial(self._refused, field.path, typed),
        )

    def _kept(self, path: str, changes: Changes) -> None:
        self._drafts.pop(path, None)
        if path in self.boxes:
            self.boxes[path].show_error("")
        if changes.tables:
            self.changed.emit(changes)
        else:
            self.refresh()

    def _refused(self, path: str, typed: str, error: Exception) -> None:
        if not isinstance(error, InvalidValueError | DataFileError):
            show_error(self, error)
            return
        sentence = field_sentence(error)
        self._drafts[path] = (typed, sentence)
        if path in self.boxes:
            self.boxes[path].show_error(sentence)

    def _add_clicked(self, addition: Addition, _checked: bool = False) -> None:
        self._add(addition)

    def _add(self, addition: Addition) -> None:
        key = self._key
        self._expects_new = True
        self._run(lambda _progress: self._editor.add(key, addition), self.changed.emit)

    def _remove(self, removal: Removal) -> None:
        key = self._key
        self._run(lambda _progress: self._editor.remove(key, removal), self._removed, self._kept_it)

    def _move(self, move: Move) -> None:
        key = self._key
        self._run(lambda _progress: self._editor.move(key, move), self._removed, self._not_moved)

    def _removed(self, changes: Changes) -> None:
        # Positions in lists have moved: what was typed at one is not of that place any more.
        self._drafts.clear()
        self.changed.emit(changes)

    def _not_moved(self, error: Exception) -> None:
        if isinstance(error, DataFileError):
            tell(self, "Chưa chuyển được.", f"Cần {error.expected}.")
        else:
            show_error(self, error)

    def _kept_it(self, error: Exception) -> None:
        if isinstance(error, DataFileError):
            where = _NEEDING.get(error.key.partition(".")[0], "phần khác của đợt thi đua")
            tell(self, "Chưa bỏ được: mục này còn được dùng.", f"Sửa ở {where} trước.")
        elif isinstance(error, InvalidValueError):
            tell(self, f"Chưa bỏ được {error.field}.", f"Cần {error.expected}.")
        else:
            show_error(self, error)

    def _run(
        self,
        work: Callable[[Progress], object],
        done: Callable[..., None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._runner.run(self, work, done=done, failed=failed or partial(show_error, self))

    # --- files and other pages ---

    def _do_asked(self) -> None:
        asked, self._asked = self._asked, ""
        if asked and self._view is not None:
            files = {
                "campaign.preset": (PRESET_FILE, self._save),
                "campaign.calendar": (CALENDAR_FILE, self._save_calendar),
            }
            kind, write = files[asked]
            ask_where(self, kind, self._view.title, write)

    def _save(self, path: Path, *, replace: bool) -> None:
        key = self._key
        self._run(
            lambda _progress: self._editor.save_preset(key, path, replace=replace),
            lambda _none: self.said.emit(f"Đã lưu mẫu: {path.name}"),
        )

    def _save_calendar(self, path: Path, *, replace: bool) -> None:
        key, workspace = self._key, self._office.workspace
        self._run(
            lambda _progress: save_ics(workspace, key, path, replace=replace),
            lambda _none: self.said.emit(f"Đã lưu lịch: {path.name}"),
        )

    def _tell_added(self, added: Added) -> None:
        self.changed.emit(added.changes)
        self.added.emit(added.key)

    def _follow(self) -> None:
        section = self.section
        if section is None:
            return
        if section.link[1] in COMMANDS:
            self.run_command(section.link[1])
        elif section.link[1]:
            self.page_wanted.emit(section.link[1], "")


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()

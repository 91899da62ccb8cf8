"""Page Đơn vị: who takes part, in tables with a side panel that edits the chosen one in place."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain.subjects import Kind, SubjectId
from thidua_desktop.domain.vietnamese import count
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.unit_views import Member, MemberRow, MembersView
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.metrics import BESIDE_PANEL, COMPACT, PANEL_IS_TAB_BELOW, PANEL_SHARE
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.models.units import (
    EVERYBODY,
    Line,
    condition,
    filters_of,
    member_columns,
)
from thidua_desktop.ui.screens.units_add import AddMemberDialog
from thidua_desktop.ui.screens.units_history import PastAwardDialog
from thidua_desktop.ui.screens.units_panel import MemberPanel
from thidua_desktop.ui.screens.units_work import Loaded, UnitsWork
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card, EmptyState, next_step
from thidua_desktop.ui.widgets.flow import FlowLayout
from thidua_desktop.ui.widgets.inputs import IconLine
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.tabs import TabBar

COMMANDS: Final = frozenset(
    {"units.add", "units.import", "units.export", "units.merge", "units.history"}
)
"""The commands of the window this page handles."""
_READS: Final = (
    *("campaign", "subject", "alias", "participant", "figure"),
    *("past_award", "snapshot", "snapshot_withdrawal"),
)
_KINDS: Final = (Kind.UNIT, Kind.PERSON)
_TAB_WORDS: Final = {Kind.UNIT: "Đơn vị", Kind.PERSON: "Cá nhân"}
_ADD_WORDS: Final = {Kind.UNIT: "Thêm đơn vị…", Kind.PERSON: "Thêm cá nhân…"}
_DETAIL_TAB: Final = "Chi tiết"
_TABLE, _EMPTY, _NOT_FOUND = 0, 1, 2
_SEARCH_WIDTH: Final = 230
_FILES: Final = "Bảng tính Excel (*.xlsx)"


class UnitsScreen(Page):
    """Units and people of one campaign."""

    changed = Signal(object)
    """Something was written: `Changes`, for every screen, this one included."""
    said = Signal(str)
    """A sentence for the status bar."""
    page_wanted = Signal(str, str)
    """Open another page, at a place in it."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Đơn vị", parent=parent)
        self._work = UnitsWork(office, runner, self)
        self._view: MembersView | None = None
        self._group = EVERYBODY
        self._wanted = ""
        self._asked = ""
        self._is_narrow = False
        self._lines: Mapping[Kind, tuple[Line, ...]] = {}
        self._model: RowsModel[Line] = RowsModel(member_columns(Kind.UNIT), self)
        self._chips: list[tuple[Button, str]] = []
        self._build()
        self._connect()

    @property
    def view(self) -> MembersView | None:
        """Return what is shown."""
        return self._view

    @property
    def kind(self) -> Kind:
        """Return whether units or people are shown."""
        return _KINDS[self._kind_tab]

    def show_campaign(self, key: str) -> None:
        """Show another campaign; units first, or people where there are only people."""
        self._work.key, self._group, self._view = key, EVERYBODY, None
        self.search.clear()
        self._show_tab(0)
        self.refresh()

    def refresh(self) -> None:
        """Load everybody again."""
        if self._work.key:
            self._work.load(self._show)

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """React to a committed step anywhere in the program."""
        if self._work.key and changes.touch(*_READS):
            self.refresh()

    def show_filter(self, name: str) -> None:
        """Show somebody by name, label or id, or a group by its id."""
        self._wanted = name
        self._choose_wanted()

    def run_command(self, key: str) -> None:
        """Do a command of the menu; see `COMMANDS`."""
        actions: dict[str, Callable[[], object]] = {
            "units.add": self.add_button.click,
            "units.import": self._work.choose_register,
            "units.export": self.export_button.click,
            "units.merge": self.merge_button.click,
            "units.history": self.start_past_award,
        }
        if self._view is None:
            self._asked = key
        else:
            actions[key]()

    def leave(self) -> None:
        """Store what is still being typed: the page is about to go."""
        self.panel.leave()

    @property
    def work(self) -> UnitsWork:
        """Return what carries out the commands of the page."""
        return self._work

    def start_adding(self) -> AddMemberDialog | None:
        """Open the dialog that adds a unit, or on the other tab a person."""
        if self._view is None:
            return None
        group = "" if self._group == EVERYBODY else self._group
        return self._work.start_adding(self.kind, self._view, group)

    def start_past_award(self) -> PastAwardDialog | None:
        """Open the dialog that writes down a commendation of who is chosen."""
        row = self.panel.row
        if row is None:
            tell(self, "Chưa chọn đơn vị, cá nhân nào.", "Chọn một dòng trong bảng rồi làm lại.")
            return None
        return self._work.start_past_award(row, None)

    def find_duplicates(self, chosen: MemberRow | None = None) -> None:
        """Look for names written twice, then open the dialog that merges two."""
        if self._view is not None:
            self._work.find_duplicates(self.kind, self._view, chosen)

    def _export(self) -> None:
        if self._view is not None:
            self._work.choose_export(self.kind, self._view.campaign)

    # --- looks ---

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_row"):
            self._row.setSpacing(theme.metrics.gap)
            self._left.setSpacing(theme.px(8))
            self.body.setSpacing(theme.px(8))
            self.search.setFixedWidth(theme.px(_SEARCH_WIDTH))
            self._measure_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_room()

    def _measure_room(self) -> None:
        narrow = self.width() < current_theme().px(PANEL_IS_TAB_BELOW - COMPACT.rail)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.panel.set_fills_page(on=narrow)
            self._offer_tabs()
            self._show_parts()

    def _build(self) -> None:
        self.merge_button = Button("Gộp trùng…", icon="files")
        self.export_button = Button("Xuất danh sách…", icon="download")
        self.import_button = Button("Nhập danh sách…", icon="box-arrow-in-down")
        self.add_button = next_step(_ADD_WORDS[Kind.UNIT], icon="plus-lg")
        for button in self._buttons:
            self.head.add_action(button)
        self.tabs = TabBar("Đơn vị, cá nhân")
        self._kind_tab = 0
        self.search = IconLine("search", "Tìm theo tên, đơn vị…")
        self.table = Table()
        self.table.setAccessibleName("Bảng đơn vị, cá nhân")
        self.table.show_model(self._model, identity=lambda line: line.row.id)
        self.panel = MemberPanel()
        self.empty_import = next_step("Nhập danh sách…", icon="box-arrow-in-down")
        self.empty_add = Button(_ADD_WORDS[Kind.UNIT], icon="plus-lg")
        self.empty_groups = next_step("Thêm nhóm ở Đợt thi đua", icon="flag")
        self.empty_groups.hide()  # or a narrow page would keep room for it
        buttons = (self.empty_import, self.empty_add, self.empty_groups)
        self.empty = EmptyState("people", "", buttons)
        self.show_all_button = Button("Hiện tất cả", icon="x-lg")
        self.not_found = EmptyState(
            "search", "Không có dòng nào khớp với ô tìm và nhóm đang chọn.", (self.show_all_button,)
        )
        self._arrange()
        self.setFocusProxy(self.table)
        self.dress(current_theme())
        self._offer_tabs()

    def _arrange(self) -> None:
        self._card = Card(flush=True)
        self._stack = QStackedLayout()
        for part in (self.table, self.empty, self.not_found):
            self._stack.addWidget(part)
        self._card.body.addLayout(self._stack)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        self._chip_row = FlowLayout()
        self._chip_row.setSpacing(6)
        self._chip_group = QButtonGroup(self)
        tools.addLayout(self._chip_row, 1)
        self._top = QHBoxLayout()
        self._top.setSpacing(0)
        self._top.addWidget(self.tabs, 1)
        self._top.addWidget(self.search)
        self._left = QVBoxLayout()
        self._left.addWidget(self._tools)
        self._left.addWidget(self._card, 1)
        self._row = QHBoxLayout()
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self.panel)
        self.body.addLayout(self._top)
        self.body.addLayout(self._row, 1)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (self.merge_button, self.export_button, self.import_button, self.add_button)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._show_member)
        self.table.row_opened.connect(lambda _: self._go_to_fields())
        self.table.menu_wanted.connect(self._open_menu)
        work = self._work
        self.panel.edited.connect(work.edit)
        self.panel.alias_added.connect(work.add_alias)
        self.panel.alias_removed.connect(work.remove_alias)
        self.panel.merge_wanted.connect(self.find_duplicates)
        self.panel.remove_wanted.connect(work.ask_removal)
        self.panel.past_award_wanted.connect(work.start_past_award)
        self.panel.past_award_removed.connect(work.remove_past_award)
        work.written.connect(self.changed)
        work.unchanged.connect(self.refresh)
        work.added.connect(self._want)
        work.refused.connect(self._show_refusal)
        work.said.connect(self.said)
        self.merge_button.clicked.connect(lambda _checked: self.find_duplicates())
        self.export_button.clicked.connect(self._export)
        for button in (self.import_button, self.empty_import):
            button.clicked.connect(work.choose_register)
        for button in (self.add_button, self.empty_add):
            button.clicked.connect(self.start_adding)
        self.empty_groups.clicked.connect(lambda: self.page_wanted.emit("campaign", "groups"))
        self.show_all_button.clicked.connect(self._show_everybody)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, action, where in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.search.setFocus, self),
            (QKeySequence(Qt.Key.Key_F2), self._go_to_fields, self.table),
            (QKeySequence(Qt.Key.Key_Delete), self._remove_current, self.table),
        ):
            QShortcut(keys, where, action, context=context)

    # --- showing ---

    def _show(self, loaded: Loaded) -> None:
        view, first = loaded[0], self._view is None
        self._view, self._lines = loaded
        self._offer_tabs()
        if first and not any(one.takes_part for one in view.units) and view.people:
            self.tabs.setCurrentIndex(_KINDS.index(Kind.PERSON))
        self.head.set_subtitle(_subtitle(view))
        self._show_kind()
        self._choose_wanted()
        asked, self._asked = self._asked, ""
        if asked:
            self.run_command(asked)

    def _offer_tabs(self) -> None:
        view = self._view
        counts = {kind: str(len(view.rows(kind))) if view else "" for kind in _KINDS}
        tabs = [(_TAB_WORDS[kind], counts[kind]) for kind in _KINDS]
        on_detail = self.tabs.currentIndex() >= len(_KINDS)
        self.tabs.offer([*tabs, (_DETAIL_TAB, "")] if self._is_narrow else tabs)
        if on_detail and not self._is_narrow:
            self.tabs.setCurrentIndex(self._kind_tab)

    @Slot(int)
    def _show_tab(self, tab: int) -> None:
        if 0 <= tab < len(_KINDS) and tab != self._kind_tab:
            self._kind_tab, self._group = tab, EVERYBODY
            self.search.clear()
            self._show_kind()
        if self.tabs.currentIndex() != tab:
            self.tabs.setCurrentIndex(tab)
        self._show_parts()

    def _show_kind(self) -> None:
        if self._view is None:
            return
        rows = self._view.rows(self.kind)
        columns = member_columns(self.kind)
        if self._model.columns != columns:
            # The rows go first: units have no cells under the headings of people.
            self._model.replace(())
            self._model.set_columns(columns)
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._show_chips()
        self._model.replace(self._lines[self.kind])
        possible = bool(self._view.groups_of(self.kind))
        self.add_button.setText(_ADD_WORDS[self.kind])
        self.add_button.setAccessibleName(_ADD_WORDS[self.kind].removesuffix("…"))
        self.add_button.updateGeometry()
        self.add_button.setEnabled(possible)
        self.add_button.setToolTip("" if possible else _no_groups(self.kind))
        # One filled button a page: while there is nobody it stands in the middle.
        self.add_button.setVisible(bool(rows) or not possible)
        self.empty_add.setText(_ADD_WORDS[self.kind])
        self.empty_add.updateGeometry()
        for button in (self.empty_add, self.empty_import):
            button.setVisible(possible)
        self.empty_groups.setVisible(not possible)
        self.merge_button.setEnabled(len(rows) > 1)
        self.export_button.setEnabled(any(one.takes_part for one in rows))
        self.empty.set_sentence(_empty_sentence(self.kind, possible=possible))
        self._filter()

    def _show_chips(self) -> None:
        assert self._view is not None  # noqa: S101 - the caller looked
        filters = filters_of(self._view, self.kind)
        if self._group not in {one.id for one in filters}:
            self._group = EVERYBODY
        if [one.id for one in filters] == [group for _, group in self._chips]:
            for (button, _), one in zip(self._chips, filters, strict=True):
                button.set_hint(str(one.count))
        else:
            self._replace_chips([(one.id, one.title, one.count) for one in filters])
        for button, group in self._chips:
            button.setChecked(group == self._group)

    def _replace_chips(self, filters: list[tuple[str, str, int]]) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                self._chip_group.removeButton(widget)  # type: ignore[arg-type]
                widget.hide()
                widget.deleteLater()
        self._chips = []
        for group, title, found in filters:
            button = Button(title, hint=str(found), look=Look.FILTER)
            button.is_small = True
            button.clicked.connect(partial(self._choose_group, group))
            self._chip_group.addButton(button)
            self._chip_row.addWidget(button)
            self._chips.append((button, group))

    def _choose_group(self, group: str, _checked: bool = True) -> None:
        self._group = group
        for button, one in self._chips:
            button.setChecked(one == group)
        self._filter()

    @Slot()
    def _filter(self) -> None:
        if self._view is None:
            return
        self._model.set_condition(condition(self._group, self.search.text()))
        shown = self._model.shown_rows()
        if not self._view.rows(self.kind):
            self._stack.setCurrentIndex(_EMPTY)
        else:
            self._stack.setCurrentIndex(_TABLE if shown else _NOT_FOUND)
        current = self.table.current_row()
        if current is None and not self.table.choose(lambda _: True):
            self.panel.show_nobody()
        elif current is not None:
            self._show_member(current)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show table and panel side by side, or, in a narrow window, one of them."""
        on_detail = self._is_narrow and self.tabs.currentIndex() >= len(_KINDS)
        anybody = self._view is None or bool(self._view.rows(self.kind))
        self.panel.setVisible(anybody and (on_detail or not self._is_narrow))
        self._card.setVisible(not on_detail)
        self._row.setStretch(0, 0 if on_detail else BESIDE_PANEL)
        self._row.setStretch(1, PANEL_SHARE)
        self._tools.setVisible(bool(self._chips) and anybody and not on_detail)
        self.search.setVisible(anybody and not on_detail)

    def _show_member(self, line: Line) -> None:
        if self._view is not None:
            self.panel.show_member(line.row, self._view)

    def _show_everybody(self) -> None:
        self.search.clear()
        self._choose_group(EVERYBODY)
        self.table.setFocus()

    def _go_to_fields(self) -> None:
        if self._is_narrow:
            self.tabs.setCurrentIndex(len(_KINDS))
        self.panel.focus_first()

    def _remove_current(self) -> None:
        line = self.table.current_row()
        if isinstance(line, Line):
            self._work.ask_removal(line.row)

    def _open_menu(self, line: Line, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Sửa", self._go_to_fields)
        menu.addAction("Gộp với…", partial(self.find_duplicates, line.row))
        blank = menu.addAction(
            "Bảng trống để điền số liệu…", partial(self._work.choose_template, line.row)
        )
        blank.setEnabled(line.row.takes_part)
        menu.addSeparator()
        removal = menu.addAction("Đưa ra khỏi đợt…", partial(self._work.ask_removal, line.row))
        removal.setEnabled(line.row.takes_part)
        menu.popup(place)

    def _choose_wanted(self) -> None:
        """Go to whom or what another page, or adding somebody, asked for."""
        view, wanted = self._view, self._wanted
        if view is None or not wanted:
            return
        self._wanted = ""
        for kind in _KINDS:
            for row in view.rows(kind):
                if wanted in {row.subject.name, row.subject.label, str(row.id)}:
                    self.tabs.setCurrentIndex(_KINDS.index(kind))
                    self._show_everybody()
                    self._choose(row.id)
                    return
            if wanted in {one.id for one in view.groups_of(kind)}:
                self.tabs.setCurrentIndex(_KINDS.index(kind))
                self._choose_group(wanted)
                return

    def _choose(self, subject: SubjectId) -> None:
        self.table.choose(lambda line: line.row.id == subject)

    def _want(self, name: str) -> None:
        self._wanted = name

    def _show_refusal(self, row: MemberRow, field: Member, error: InvalidValueError) -> None:
        if not self.panel.show_error(row, field, error):
            show_error(self, error)


def _subtitle(view: MembersView) -> str:
    units = sum(one.takes_part for one in view.units)
    offices = len(view.units) - units
    found = [
        f"{count(number)} {noun}"
        for number, noun in ((units, "đơn vị"), (len(view.people), "cá nhân"))
        if number
    ]
    said = [f"{' · '.join(found)} trong đợt"] if found else []
    if offices:  # in the list of units, so counted in its tab, but in no group
        said.append(f"{count(offices)} nơi công tác")
    return " · ".join(said)


def _no_groups(kind: Kind) -> str:
    noun = "đơn vị" if kind is Kind.UNIT else "cá nhân"
    return f"Đợt thi đua này không có nhóm {noun} nào"


def _empty_sentence(kind: Kind, *, possible: bool) -> str:
    if not possible:
        return f"{_no_groups(kind)}. Thêm nhóm ở trang Đợt thi đua trước."
    if kind is Kind.UNIT:
        return (
            "Chưa có đơn vị nào trong đợt thi đua này. Nhập danh sách từ Excel "
            "(cột «Tên đơn vị» và «Nhóm»), hoặc thêm từng đơn vị."
        )
    return (
        "Chưa có cá nhân nào trong đợt thi đua này. Nhập danh sách từ Excel "
        "(cột «Họ và tên», «Cơ quan, bộ phận» và «Nhóm»), hoặc thêm từng người."
    )

"""The main window: menu bar, rail, top bar, one page at a time, status bar.

It knows no service. The composition root gives it pages (made when first shown), the start page
and a handler for every command it can carry out, and tells it by `show_state` what the frame says.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.services.changes import Changes
from thidua_desktop.ui.commands import COMMANDS
from thidua_desktop.ui.icons import icon
from thidua_desktop.ui.menus import KeysDialog, Menus, key_lines
from thidua_desktop.ui.metrics import USUAL_SIZE, is_narrow
from thidua_desktop.ui.shell import PageSpec, Screen, SearchEntry, ShellState
from thidua_desktop.ui.statusbar import StatusBar
from thidua_desktop.ui.theme import PERCENT_STEP, SMALLEST_PERCENT, ThemeKeeper, current_theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.rail import Rail
from thidua_desktop.ui.widgets.searching import Hit
from thidua_desktop.ui.widgets.topbar import TopBar

_TABLES: Final = frozenset(
    {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html", ".xml"}
)
_WORKBOOK: Final = ".thidua"
_SMALLEST: Final = (900, 480)
_HINT_PERCENT: Final = 36
"""How much of the window's width the name of what can be undone may take."""
_LEAST_HINT: Final = 60
"""Below this width, at 100 % text size, the name would say nothing."""
_HINT_EDGES: Final = 60
"""The icon and the edges of that name, and those of the row of menus."""
_MENU_PADDING: Final = 22
_OWN: Final = frozenset(
    {
        "file.quit",
        "edit.undo",
        "edit.redo",
        "edit.find",
        "view.rail",
        "view.larger",
        "view.smaller",
        "view.usual",
        "view.system",
        "view.light",
        "view.dark",
        "view.full",
        "help.keys",
    }
)


class MainWindow(QMainWindow):
    """The frame of the program.

    `pages`: those that exist, in the order of the rail. `start`: makes the page shown while no
    file is open; until it is asked for by `show_state`, its place is empty.
    `handlers`: what the composition root can do, by command key (`commands.py`); a command nobody
    handles is not shown. A command that a `PageSpec` names opens that page, then its screen's
    `run_command(key)` is called. Signals tell what the user wants; nothing is done here.
    """

    undo_wanted = Signal()
    redo_wanted = Signal()
    campaign_chosen = Signal(str)
    files_dropped = Signal(list)
    """Paths of tables and workbooks dropped onto the window."""
    page_shown = Signal(str)
    closed = Signal()

    def __init__(
        self,
        pages: Sequence[PageSpec],
        start: Callable[[], QWidget],
        keeper: ThemeKeeper,
        handlers: Mapping[str, Callable[[], None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = tuple(pages)
        self._make_start, self._keeper = start, keeper
        self._handlers = {**self._own_handlers(), **handlers}
        self._screens: dict[str, Screen] = {}
        self._missed: dict[str, list[Changes]] = {}
        self._entries: tuple[SearchEntry, ...] = ()
        self._state = ShellState()
        self._rail_choice: bool | None = None
        self.rail = Rail([(page.title, page.icon) for page in pages])
        self.top_bar = TopBar()
        self.status = StatusBar()
        self._page_stack = QStackedWidget()
        self._outer = QStackedWidget()
        self._start_place = QVBoxLayout()
        self._undo_hint = QToolButton()
        self._menus = Menus(self, self.menuBar(), self._is_handled)
        self._page_actions = self._menus.add_pages([page.title for page in pages], self._open_row)
        self._build()
        self._connect()
        # Before it is dressed: the sizes for a narrow window would be put on only to go again.
        self.resize(QSize(*USUAL_SIZE).boundedTo(self.screen().availableSize()))
        self._dress()
        self._show_frame(self._state)

    # --- what the composition root calls ---

    def show_state(self, state: ShellState) -> None:
        """Show what the frame says; without a file the start page takes the whole window."""
        was_open, is_open = bool(self._state.file_name), bool(state.file_name)
        self._state = state
        if not is_open and self._start_place.isEmpty():
            self._start_place.addWidget(self._make_start())
        self._outer.setCurrentIndex(1 if is_open else 0)
        self._show_frame(state)
        if is_open and not was_open:
            self.open_page(self._pages[0].key)

    def _show_frame(self, state: ShellState) -> None:
        is_open = bool(state.file_name)
        self._menus.show_for(file_is_open=is_open)
        for action in self._page_actions:
            action.setVisible(is_open)
            action.setEnabled(is_open)
        self.top_bar.switcher.offer(state.campaigns, state.campaign)
        self.top_bar.show_chips(state.phase, state.deadline)
        rows = {page.key: row for row, page in enumerate(self._pages)}
        self.rail.show_badges(
            {rows[key]: n for key, n in state.badges.items() if key in rows and n}
        )
        self.status.show_state(state)
        self._show_undo(state)
        self._show_title(state)

    def open_page(self, key: str, filter: str = "") -> None:  # noqa: A002 - as the views call it
        """Show a page, at a place in it if `filter` is given."""
        screen = self._screen(key)
        self._page_stack.setCurrentWidget(screen.widget)
        self.rail.show_current(self._row_of(key))
        # The next Tab goes into the page, not through the rail and the top bar first.
        screen.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        for changes in self._missed.pop(key, []):
            screen.on_changed(changes)
        show_filter = getattr(screen, "show_filter", None)
        if filter and show_filter is not None:
            show_filter(filter)
        self.page_shown.emit(key)

    def leave_pages(self) -> None:
        """Let every page send what is unsaved to be kept: the file is about to go."""
        for screen in self._screens.values():
            leave: Any = getattr(screen, "leave", None)
            if leave is not None:
                leave()

    def forget_pages(self) -> None:
        """Throw the pages away: another file or campaign was opened."""
        self.leave_pages()
        for screen in self._screens.values():
            self._page_stack.removeWidget(screen.widget)
            screen.widget.deleteLater()
        self._screens.clear()
        self._missed.clear()

    def on_changed(self, changes: Changes) -> None:
        """Pass changes on to the page shown; the others hear of them when they are shown."""
        shown = self.current_page
        for key, screen in self._screens.items():
            if key == shown:
                screen.on_changed(changes)
            else:
                self._missed.setdefault(key, []).append(changes)

    def offer_search(self, entries: Sequence[SearchEntry]) -> None:
        """Let the search box find these too."""
        self._entries = tuple(entries)
        self._offer_hits()

    def say(self, words: str) -> None:
        """Show a success in the status bar for some seconds."""
        self.status.say(words)

    @property
    def current_page(self) -> str:
        """Return the key of the page shown, empty if none."""
        widget = self._page_stack.currentWidget()
        keys = (key for key, screen in self._screens.items() if screen.widget is widget)
        return next(keys, "")

    def page(self, key: str) -> Screen | None:
        """Return a page that was shown already."""
        return self._screens.get(key)

    # --- building ---

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST)
        self._undo_hint.setProperty("hint", True)
        # Ctrl+Z does the same: Tab goes from the page to the rail.
        self._undo_hint.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo_hint.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.menuBar().setCornerWidget(self._undo_hint)
        self.menuBar().setNativeMenuBar(False)
        self.setStatusBar(self.status)
        body, start = QWidget(), QWidget()
        row, column = QHBoxLayout(body), QVBoxLayout()
        start.setLayout(self._start_place)
        for layout in (row, column, self._start_place):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        column.addWidget(self.top_bar)
        column.addWidget(self._page_stack, 1)
        self._outer.addWidget(start)
        self._outer.addWidget(body)
        self.setCentralWidget(self._outer)

    def _connect(self) -> None:
        self._menus.triggered.connect(self.run_command)
        self.rail.page_chosen.connect(self._open_row)
        self.rail.collapse_wanted.connect(self._choose_rail)
        self.top_bar.switcher.campaign_chosen.connect(self.campaign_chosen)
        self.top_bar.search.hit_chosen.connect(self._open_hit)
        self._undo_hint.clicked.connect(self.undo_wanted)
        self._keeper.changed.connect(self._dress)

    def _own_handlers(self) -> dict[str, Callable[[], None]]:
        keeper = self._keeper
        return {
            "file.quit": lambda: void(self.close()),
            "edit.undo": self.undo_wanted.emit,
            "edit.redo": self.redo_wanted.emit,
            "edit.find": self._go_to_search,
            "view.rail": lambda: self._choose_rail(not self.rail.is_collapsed),
            "view.larger": lambda: keeper.choose_percent(keeper.theme.percent + PERCENT_STEP),
            "view.smaller": lambda: keeper.choose_percent(keeper.theme.percent - PERCENT_STEP),
            "view.usual": lambda: keeper.choose_percent(SMALLEST_PERCENT),
            "view.system": lambda: keeper.choose_scheme(None),
            "view.light": lambda: keeper.choose_scheme(Scheme.LIGHT),
            "view.dark": lambda: keeper.choose_scheme(Scheme.DARK),
            "view.full": self._toggle_full_screen,
            "help.keys": self._show_keys,
        }

    def _is_handled(self, key: str) -> bool:
        return key in self._handlers or any(key in page.commands for page in self._pages)

    # --- commands ---

    def run_command(self, key: str) -> None:
        """Carry out a command: here, at the composition root, or on its page."""
        if key in self._handlers:
            self._handlers[key]()
            self._check_actions()
            return
        for page in self._pages:
            if key in page.commands:
                self.open_page(page.key)
                run: Any = getattr(self._screens[page.key], "run_command", None)
                if run is not None:
                    run(key)

    def _go_to_search(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def _toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def _show_keys(self) -> None:
        actions = [*self._page_actions, *self._menus.actions.values()]
        KeysDialog(key_lines(actions), self).open()

    def _choose_rail(self, collapsed: bool) -> None:
        self._rail_choice = collapsed
        self.rail.set_collapsed(collapsed)
        self._check_actions()

    # --- pages ---

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self._pages) and self._pages[row].key != self.current_page:
            self.open_page(self._pages[row].key)

    def _row_of(self, key: str) -> int:
        return next(row for row, page in enumerate(self._pages) if page.key == key)

    def _screen(self, key: str) -> Screen:
        if key not in self._screens:
            screen = self._pages[self._row_of(key)].factory()
            self._screens[key] = screen
            self._page_stack.addWidget(screen.widget)
            screen.refresh()
        return self._screens[key]

    # --- search ---

    def _offer_hits(self) -> None:
        hits = [Hit(page.title, "trang", page.icon, ("page", page.key, "")) for page in self._pages]
        hits += [
            Hit(one.words, one.note, one.icon, ("page", one.page, one.filter))
            for one in self._entries
        ]
        hits += [
            Hit(
                command.words.removesuffix("…"),
                f"lệnh {command.keys}".strip(),
                command.icon or "chevron-right",
                ("command", command.key, ""),
            )
            for command in COMMANDS
            if command.key in self._menus.actions and command.key != "edit.find"
        ]
        self.top_bar.search.offer(hits)

    def _open_hit(self, value: tuple[str, str, str]) -> None:
        kind, key, place = value
        if kind == "command":
            self.run_command(key)
        else:
            self.open_page(key, place)

    # --- the frame ---

    def _show_undo(self, state: ShellState) -> None:
        words = f"Hoàn tác: {state.undo}" if state.undo else "Hoàn tác"
        room = min(self.width() * _HINT_PERCENT // 100, self._beside_menus())
        metrics = self._undo_hint.fontMetrics()
        self._undo_hint.setText(f" {metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)}")
        self._undo_hint.setToolTip(f"{words} (Ctrl+Z)")
        # The menu bar places its corner when it is resized only, not when the words there grow.
        bar = self.menuBar()
        QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))
        has_room = room >= current_theme().px(_LEAST_HINT)
        self._undo_hint.setVisible(bool(state.file_name and state.undo) and has_room)
        undo, redo = self._menus.actions["edit.undo"], self._menus.actions["edit.redo"]
        undo.setText(words)
        undo.setEnabled(bool(state.undo))
        redo.setText(f"Làm lại: {state.redo}" if state.redo else "Làm lại")
        redo.setEnabled(bool(state.redo))

    def _beside_menus(self) -> int:
        """Return what the menus leave of their row: a menu pushed out could not be opened."""
        theme, bar = current_theme(), self.menuBar()
        metrics = bar.fontMetrics()
        titles = [one.text().replace("&", "") for one in bar.actions()]
        menus = sum(metrics.horizontalAdvance(one) + theme.px(_MENU_PADDING) for one in titles)
        return self.width() - menus - theme.px(_HINT_EDGES)

    def _show_title(self, state: ShellState) -> None:
        named = next((one.name for one in state.campaigns if one.key == state.campaign), "")
        self.setWindowTitle(
            " - ".join(part for part in (named, state.file_name, "Thi Đua") if part)
        )

    def _dress(self) -> None:
        self._fit()
        theme = current_theme()
        side = theme.px(14)
        self._undo_hint.setIcon(icon("arrow-counterclockwise", side, theme.tokens.ink_3))
        # The corner of a menu bar takes the widget's own height: without this it sticks to the top.
        self._undo_hint.setFixedHeight(theme.metrics.menu_bar)
        self.menuBar().setFixedHeight(theme.metrics.menu_bar)
        self._menus.dress()
        self._offer_hits()
        if self._rail_choice is None:
            self.rail.set_collapsed(theme.compact)
        self._check_actions()

    def _check_actions(self) -> None:
        scheme = self._keeper.scheme
        chosen = {None: "view.system", Scheme.LIGHT: "view.light", Scheme.DARK: "view.dark"}[scheme]
        self._menus.actions[chosen].setChecked(True)
        self._menus.actions["view.rail"].setChecked(self.rail.is_collapsed)
        self._menus.actions["view.full"].setChecked(self.isFullScreen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._show_undo(self._state)

    def _fit(self) -> None:
        compact = is_narrow(self.width(), self._keeper.theme.percent)
        if compact != self._keeper.theme.compact:
            self._rail_choice = None
            self._keeper.set_compact(compact)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _dropped(event):
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


def _dropped(event: QDropEvent) -> list[Path]:
    """Return the tables and workbooks among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in {_WORKBOOK, *_TABLES}]


def void(_answer: object) -> None:
    """Drop an answer nobody needs."""

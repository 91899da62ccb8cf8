"""The menu bar built from the command table, and the list of keys shown by F1."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QMenu,
    QMenuBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.ui.commands import COMMANDS, MENUS, Command
from thidua_desktop.ui.icons import icon
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.themed import Text

_ICON: Final = 14
_TABLE_KEYS: Final = (
    ("Sửa ô đang chọn", "Enter, F2"),
    ("Số này lấy từ đâu", "Alt+↓"),
    ("Xóa số trong ô", "Delete"),
    ("Sao chép các ô đang chọn", "Ctrl+C"),
    ("Dán khối ô từ Excel", "Ctrl+V"),
    ("Thôi sửa, đóng thẻ", "Esc"),
    ("Đóng, mở nhóm", "Dấu cách"),
)
_EXCLUSIVE: Final = ("view.system", "view.light", "view.dark")


class Menus(QObject):
    """Every command that has a handler, on its menu, with its shortcut."""

    triggered = Signal(str)

    def __init__(self, window: QWidget, bar: QMenuBar, handled: Callable[[str], bool]) -> None:
        super().__init__(window)
        self._window, self._bar = window, bar
        self.actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        for name in MENUS:
            commands = [one for one in COMMANDS if one.menu == name and handled(one.key)]
            if commands:
                self._menus[name] = self._menu(name, commands)
        group = QActionGroup(self)
        for key in _EXCLUSIVE:
            if key in self.actions:
                group.addAction(self.actions[key])

    def menu(self, name: str) -> QMenu | None:
        """Return a menu, None if it has no commands."""
        return self._menus.get(name)

    def add_pages(self, titles: list[str], opened: Callable[[int], None]) -> list[QAction]:
        """Put the pages on top of the menu Xem, with Ctrl+1 and so on."""
        menu = self._menus["Xem"]
        first = menu.actions()[0]
        added = []
        for number, title in enumerate(titles):
            action = QAction(title, self._window)
            action.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
            action.triggered.connect(lambda _checked=False, row=number: opened(row))
            menu.insertAction(first, action)
            added.append(action)
        menu.insertSeparator(first)
        return added

    def show_for(self, *, file_is_open: bool) -> None:
        """Show what can be used without a file, or everything."""
        for command in COMMANDS:
            if (action := self.actions.get(command.key)) is not None and command.needs_file:
                action.setVisible(file_is_open)
                action.setEnabled(file_is_open)
        for menu in self._menus.values():
            usable = any(one.isVisible() and not one.isSeparator() for one in menu.actions())
            menu.menuAction().setVisible(usable)

    def dress(self) -> None:
        """Colour the icons anew."""
        theme = current_theme()
        for command in COMMANDS:
            action = self.actions.get(command.key)
            if action is not None and command.icon and not command.checkable:
                action.setIcon(icon(command.icon, theme.px(_ICON), theme.tokens.ink_3))

    def _menu(self, name: str, commands: list[Command]) -> QMenu:
        menu = self._bar.addMenu(MENUS[name])
        block = commands[0].block
        for command in commands:
            if command.block != block:
                menu.addSeparator()
                block = command.block
            action = QAction(command.words, self._window)
            action.setCheckable(command.checkable)
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
            action.triggered.connect(
                lambda _checked=False, key=command.key: self.triggered.emit(key)
            )
            menu.addAction(action)
            # Also on the window: a shortcut of a hidden menu must still work.
            self._window.addAction(action)
            self.actions[command.key] = action
        return menu


class KeysDialog(QDialog):
    """Every shortcut in use, one a line: those of the menus, then those inside tables."""

    def __init__(self, lines: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Phím tắt")
        theme = current_theme()
        inner = QWidget()
        inner.setProperty("page", True)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, theme.px(8), 0)
        rows.setSpacing(theme.px(6))
        for title, group in (("Ở mọi nơi", lines), ("Trong bảng số liệu", _TABLE_KEYS)):
            rows.addWidget(Text(title, Role.CARD))
            rows.addWidget(_key_card(group))
        rows.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        close = Button("Đóng")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(14),) * 4)
        layout.setSpacing(theme.px(12))
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        resize_within(self, theme.px(440), theme.px(500))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide:
            self.deleteLater()
        return super().event(event)


def _key_card(lines: Sequence[tuple[str, str]]) -> Card:
    theme = current_theme()
    card = Card()
    grid = QGridLayout()
    grid.setVerticalSpacing(theme.px(5))
    grid.setColumnStretch(0, 1)
    for row, (words, keys) in enumerate(lines):
        grid.addWidget(Text(words), row, 0)
        grid.addWidget(Text(keys, tone="soft", weight=500), row, 1, Qt.AlignmentFlag.AlignRight)
    card.body.addLayout(grid)
    return card


def key_lines(actions: list[QAction]) -> list[tuple[str, str]]:
    """Return (words, keys) of every visible action that has keys."""
    return [
        (action.text().partition(":")[0].removesuffix("…"), action.shortcut().toString())
        for action in actions
        if action.isVisible() and not action.shortcut().isEmpty()
    ]

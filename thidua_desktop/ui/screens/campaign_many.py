"""Several of a few words as one field: a box that opens a list to tick."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy

from thidua_desktop.services.campaign_views import FieldView
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.inputs import Choice

_WIDEST = 420
_NARROWEST = 150
_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TickMenu(QMenu):
    """A menu that stays open while its lines are ticked; Esc or a press outside closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _PRESS or not _tick(self.activeAction()):
            super().keyPressEvent(event)


def _tick(action: QAction | None) -> bool:
    """Change the tick of a line; False if there is none."""
    if action is None or not action.isCheckable():
        return False
    action.toggle()
    return True


class ManyInput(Choice):
    """What is ticked, in the order it was; kept when the list is closed."""

    left = Signal()
    dropped = Signal()

    def __init__(self, field: FieldView) -> None:
        super().__init__(field.name)
        self._hint = field.hint or "chưa chọn"
        self._choices = field.choices
        self._ticked: list[str] = []
        self.menu = TickMenu(self)
        for words, value in field.choices:
            action = QAction(words, self.menu)
            action.setCheckable(True)
            action.setData(value)
            action.toggled.connect(self._read)
            self.menu.addAction(action)
        self.menu.aboutToHide.connect(self.left)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def words(self) -> str:
        """Return what is ticked, one value a line."""
        return "\n".join(self._ticked)

    def show_words(self, words: str) -> None:
        """Tick other lines."""
        self._ticked = words.split("\n") if words else []
        for action in self.menu.actions():
            action.blockSignals(True)
            action.setChecked(action.data() in self._ticked)
            action.blockSignals(False)
        self._say()

    def tick(self, value: str, *, on: bool = True) -> None:
        """Tick a line, or take its tick away, as pressing it does."""
        next(one for one in self.menu.actions() if one.data() == value).setChecked(on)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list below the box."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def hidePopup(self) -> None:  # noqa: N802 - Qt's name
        """Close the list."""
        self.menu.hide()

    def sizeHint(self) -> QSize:
        hinted, theme = super().sizeHint(), current_theme()
        width = max(theme.px(_NARROWEST), min(hinted.width(), theme.px(_WIDEST)))
        return QSize(width, hinted.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _read(self, _on: bool) -> None:
        ticked = [one.data() for one in self.menu.actions() if one.isChecked()]
        kept = [one for one in self._ticked if one in ticked]
        self._ticked = [*kept, *(one for one in ticked if one not in kept)]
        self._say()

    def _say(self) -> None:
        named = {value: words for words, value in self._choices}
        said = ", ".join(named.get(one, one) for one in self._ticked) or self._hint
        self.offer(((said, None),))
        self.setToolTip(said)
        self.updateGeometry()

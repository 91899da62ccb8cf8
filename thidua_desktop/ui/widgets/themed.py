"""What widgets with sizes of their own share: asking again when the theme changes."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from thidua_desktop.ui.theme import Role, Theme, current_theme


class ThemedFrame(QFrame):
    """A frame that calls `dress` now and after every change of theme or text size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dressed_in: Theme | None = None

    def dress(self, theme: Theme) -> None:
        """Set the sizes that depend on `theme`; called once the parts exist."""

    def redress(self) -> None:
        """Call `dress` if the theme is not the one worn."""
        theme = current_theme()
        if theme != self._dressed_in:
            self._dressed_in = theme
            self.dress(theme)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Before the first `redress` the parts may not exist yet.
        if event.type() is QEvent.Type.StyleChange and self._dressed_in is not None:
            self.redress()


class Text(QLabel):
    """A label of a role and a tone (`""`, `"muted"`, `"soft"`, `"red"`, `"amber"`, `"green"`)."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        tone: str = "",
        weight: int | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.name.lower())
        self.setProperty("tone", tone)
        if weight is not None:
            self.setProperty("weight", str(weight))
        self.setWordWrap(wrap)
        self._make_room()

    def set_tone(self, tone: str) -> None:
        """Colour the text; see `QLabel[tone=…]` in the style sheet."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._make_room()

    def _make_room(self) -> None:
        # Stacked marks: Ẳ and Ỗ reach above the font's own ascent.
        room = current_theme().px(1)
        self.setContentsMargins(0, room, 0, room)

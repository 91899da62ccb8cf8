"""The frame of a page: head with title, subtitle and buttons; the body under it."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thidua_desktop.ui.metrics import WIDEST_TEXT_PAGE
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame


def tab_through(*regions: QWidget) -> None:
    """Let Tab visit these one after the other, and inside each its parts as they were added.

    Parts made later come last until this is called again. All must be in one window already;
    the lists of choice boxes are windows of their own.
    """
    stops = [
        part
        for region in regions
        for part in (region, *region.findChildren(QWidget))
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.window() is region.window()
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class PageHead(ThemedFrame):
    """Title and subtitle on one baseline, buttons at the right (`add_action`)."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, Role.PAGE)
        self._subtitle = ElidedText("", Role.CAPTION, tone="muted")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        baseline = Qt.AlignmentFlag.AlignVCenter
        self.row.addWidget(self.title, 0, baseline)
        self.row.addWidget(self._subtitle, 1, baseline)
        self.redress()

    def set_subtitle(self, text: str) -> None:
        """Say what the page shows now."""
        self._subtitle.show_text(text)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right; the page's one filled button comes last."""
        self.row.addWidget(widget)

    def add_before_title(self, widget: QWidget) -> None:
        """Put a way back before the title."""
        self.row.insertWidget(0, widget)

    def dress(self, theme: Theme) -> None:
        self.setFixedHeight(theme.metrics.page_head)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.px(10))
        # The subtitle is smaller: lowered so that both stand on one line.
        self._subtitle.setIndent(0)


class Page(ThemedFrame):
    """A page: `head`, then `body`; `scrolls` lets the whole body scroll when it is too tall."""

    def __init__(self, title: str, *, scrolls: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PageHead(title)
        self.body = QVBoxLayout()
        self.setAccessibleName(title)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self.head)
        self._scrolls = scrolls
        if scrolls:
            self._add_scrolled()
        else:
            self._outer.addLayout(self.body, 1)
        self.redress()

    @property
    def widget(self) -> QWidget:
        """Return what the window shows."""
        return self

    def dress(self, theme: Theme) -> None:
        pad = theme.metrics.page_padding
        self._outer.setSpacing(0)
        if self._scrolls:
            widest = theme.px(WIDEST_TEXT_PAGE)
            self._inner.setMaximumWidth(widest)
            self.head.setMaximumWidth(widest)
        self._outer.setContentsMargins(pad, 0, pad, 0 if self._scrolls else theme.px(12))
        self.body.setSpacing(theme.metrics.gap)
        self.body.setContentsMargins(0, 0, 0, theme.px(12) if self._scrolls else 0)

    def _add_scrolled(self) -> None:
        inner = QWidget()
        inner.setProperty("page", True)
        inner.setLayout(self.body)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self._inner = inner
        self._outer.addWidget(area, 1)

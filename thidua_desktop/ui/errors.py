"""From an exception to what the user reads; boxes with Vietnamese buttons, never `exec()`."""

import logging
import traceback
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from thidua_desktop.errors import AppError, Cancelled
from thidua_desktop.ui.icons import pixmap
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import danger_button

log = logging.getLogger(__name__)


def show_error(parent: QWidget | None, error: Exception) -> None:
    """Tell the user about `error`, unless the user caused it by cancelling."""
    if isinstance(error, Cancelled):
        return
    from thidua_desktop.services.wording import describe

    message = describe(error)
    box = _box(parent, "exclamation-triangle-fill", message.what, message.now)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setDefaultButton(QMessageBox.StandardButton.Close)
    if not isinstance(error, AppError):
        log.error("unexpected error", exc_info=error)
        box.setDetailedText("".join(traceback.format_exception(error)))
    _open(box)


def ask(
    parent: QWidget,
    *,
    what: str,
    lost: str,
    do_it: str,
    then: Callable[[], None],
) -> None:
    """Ask before something is lost: `what` happens, what is `lost`, the verb on the button."""
    box = _box(parent, "exclamation-triangle-fill", what, lost)
    act = danger_button(do_it, icon="")
    act.setParent(box)
    box.addButton(act, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton("Hủy", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    act.clicked.connect(lambda _checked: then())
    _open(box)


def tell(parent: QWidget | None, what: str, now: str = "") -> None:
    """Say something that is not an error and needs no choice."""
    box = _box(parent, "info-circle", what, now)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    _open(box)


def _open(box: QMessageBox) -> None:
    for button in box.buttons():
        button.setIcon(QIcon())  # some desktops put their own before the word
    # Last: buttons and details lay the box out anew.
    theme = current_theme()
    if (layout := box.layout()) is not None:
        layout.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(14))
    box.open()


def _box(parent: QWidget | None, icon: str, what: str, now: str) -> QMessageBox:
    theme = current_theme()
    box = QMessageBox(parent)
    box.setWindowTitle("Thi Đua")
    box.setText(what)
    box.setInformativeText(now)
    ratio = parent.devicePixelRatioF() if parent is not None else 1.0
    tone = theme.tokens.amber if icon.startswith("exclamation") else theme.tokens.accent
    box.setIconPixmap(pixmap(icon, theme.px(32), tone, ratio))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box

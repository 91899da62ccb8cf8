"""The QApplication: its names, Vietnamese words, look, and where settings and samples are kept."""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QApplication

from thidua_desktop import __version__
from thidua_desktop.ui.metrics import USUAL_SIZE, is_narrow
from thidua_desktop.ui.qt_words import QtWords
from thidua_desktop.ui.theme import SMALLEST_PERCENT, ThemeKeeper
from thidua_desktop.ui.tokens import Scheme

_SCHEME: Final = "look/scheme"
_PERCENT: Final = "look/percent"


def make_application(arguments: Sequence[str]) -> tuple[QApplication, ThemeKeeper]:
    """Return the application, dressed as the user likes it."""
    if not os.environ.get("QT_QPA_PLATFORM") and _has_no_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication(list(arguments))
    application.setOrganizationName("ThiDua")
    application.setApplicationName("ThiDua")
    application.setApplicationDisplayName("Thi Đua")
    application.setApplicationVersion(__version__)
    keep_settings_in(data_folder())
    words = QtWords(application)
    application.installTranslator(words)
    stored = settings()
    scheme = str(stored.value(_SCHEME, ""))
    percent = _number(stored.value(_PERCENT), SMALLEST_PERCENT)
    room = application.primaryScreen().availableSize()
    keeper = ThemeKeeper(
        application,
        scheme=Scheme(scheme) if scheme in set(Scheme) else None,
        percent=percent,
        compact=is_narrow(min(room.width(), USUAL_SIZE[0]), percent),
    )
    keeper.changed.connect(lambda: _keep_look(keeper))
    return application, keeper


def _has_no_display() -> bool:
    return sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def keep_settings_in(folder: Path) -> None:
    """Let every part of the window keep its settings in an ini file under `folder`."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


def settings() -> QSettings:
    """Return the user's settings."""
    return QSettings()


def data_folder() -> Path:
    """Return the folder for settings, samples and the log; it is made when first asked for."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep_look(keeper: ThemeKeeper) -> None:
    stored = settings()
    stored.setValue(_SCHEME, keeper.scheme.value if keeper.scheme else "")
    stored.setValue(_PERCENT, keeper.theme.percent)


def _number(value: object, default: int) -> int:
    try:
        return int(str(value))
    except ValueError:
        return default


def catch_bugs(show: Callable[[Exception], None]) -> None:
    """Show what nobody caught as an unexpected error, and keep it in the log."""
    logging.basicConfig(filename=data_folder() / "thidua.log", level=logging.INFO, encoding="utf-8")

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            show(error)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = caught

"""The pictures of decisions, the frozen result, late figures, near misses and awards."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QDialog, QWidget

from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import AWARDS, FROZEN, MISSES
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]


def _tab(kind: str) -> Prepare:
    def prepare(screen: Screen, _shown: Shown) -> None:
        _ranking(screen).open_tab(kind)

    return prepare


def _decide(screen: Screen, _shown: Shown) -> QWidget | None:
    ranking = _ranking(screen)
    ranking.try_reading("order", "coefficient-first")
    return ranking.adopt_trial()


def _freeze(screen: Screen, _shown: Shown) -> QWidget | None:
    return _ranking(screen).freeze()


def _frozen(screen: Screen, _shown: Shown) -> None:
    ranking = _ranking(screen)
    dialog = ranking.freeze()
    if dialog is not None:
        dialog.who.editor.setProperty("text", "Hội đồng thi đua huyện")
        dialog.why.editor.setProperty("text", "Theo biên bản họp")
        dialog.do_button.click()
    ranking.refresh()


def _late(screen: Screen, _shown: Shown) -> None:
    """Type a figure after the scene before froze the result."""
    ranking = _ranking(screen)
    shown = ranking.shown
    if shown is None:
        return
    participants = ranking.office.units.participants(shown.key)
    unit = find_participant(participants, _LATE_UNIT).subject.id
    figures = ranking.office.figures
    end = figures.grid(shown.key).end
    if end is not None:
        figures.set_figure(shown.key, unit, "online_early", end, "10")
    ranking.refresh()


def _answer(screen: Screen, _shown: Shown) -> QWidget | None:
    ranking = _ranking(screen)
    ranking.answer_late()
    return _dialog(ranking)


def _withdraw(screen: Screen, _shown: Shown) -> QWidget | None:
    return _ranking(screen).withdraw()


def _withdrawn(screen: Screen, _shown: Shown) -> None:
    """Put the file back as it was before these scenes, but for the snapshot withdrawn."""
    ranking = _ranking(screen)
    ranking.office.history.undo(Progress())
    dialog = ranking.withdraw()
    if dialog is not None:
        dialog.why.editor.setProperty("text", "Còn số liệu nộp muộn")
        dialog.do_button.click()
    ranking.refresh()


def _dialog(screen: RankingScreen) -> QWidget | None:
    return next((one for one in screen.findChildren(QDialog) if one.isVisible()), None)


def _ranking(screen: Screen) -> RankingScreen:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    return screen


_LATE_UNIT: Final = "Xã Tam Sơn"

RANKING_SCENES: Final[tuple[tuple[str, str, Prepare], ...]] = (
    ("70-suyt-dat", POINTS, _tab(MISSES)),
    ("71-suyt-dat-so-noi-vu", TARGETS, _tab(MISSES)),
    ("72-khen-thuong", POINTS, _tab(AWARDS)),
    ("73-khen-thuong-so-noi-vu", TARGETS, _tab(AWARDS)),
    ("74-ghi-quyet-dinh", POINTS, _decide),
    ("75-chot", POINTS, _freeze),
    ("76-da-chot", POINTS, _frozen),
    ("77-so-voi-ban-chot-khong-doi", POINTS, _tab(FROZEN)),
    ("78-so-lieu-nop-muon", POINTS, _late),
    ("79-so-voi-ban-chot", POINTS, _tab(FROZEN)),
    ("80-tra-loi-so-lieu-muon", POINTS, _answer),
    ("81-rut-ban-chot", POINTS, _withdraw),
    ("82-da-rut", POINTS, _withdrawn),
)
"""Name, campaign, and what opens; the order matters from the frozen result to its withdrawal."""

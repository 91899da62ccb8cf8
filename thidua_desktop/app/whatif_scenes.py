"""The pictures of «Nếu… thì…»: nothing supposed, one dossier more, much at once, a stale one."""

from typing import Final

from PySide6.QtWidgets import QWidget

from thidua_desktop.app.ranking_scenes import Prepare, Shown
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.domain.whatif import Drop, FigureTry, ReadingTry
from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import WHATIF
from thidua_desktop.ui.screens.whatif import WhatIfPane
from thidua_desktop.ui.shell import Screen

_NAME: Final = "Tam Anh Bắc thêm một hồ sơ"


def _pane(screen: Screen) -> WhatIfPane:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    screen.open_tab(WHATIF)
    return screen.whatif


def _nothing(screen: Screen, _shown: Shown) -> None:
    _pane(screen)


def _one_more(screen: Screen, _shown: Shown) -> None:
    pane = _pane(screen)
    pane.try_figure(_who(screen, "Xã Tam Anh Bắc"), "online_total", "16250")


def _much(screen: Screen, shown: Shown) -> None:
    """Suppose a figure, a reading, a threshold and a criterion otherwise."""
    _one_more(screen, shown)
    pane = _pane(screen)
    desk = pane.desk
    if desk is not None:
        pane.try_limit(desk.choices.limits[-2], "60")
    pane.try_part(ReadingTry("order", "coefficient-first"))
    pane.try_part(Drop("giai-nhat"))


def _save(screen: Screen, shown: Shown) -> QWidget | None:
    _one_more(screen, shown)
    pane = _pane(screen)
    dialog = pane.save()
    if dialog is not None:
        dialog.name.editor.setProperty("text", _NAME)
    return dialog


def _stale(screen: Screen, shown: Shown) -> None:
    """Suppose a figure of somebody who is not in the campaign any more."""
    _one_more(screen, shown)
    _pane(screen).try_part(FigureTry(SubjectId(9999), "online_total", None, count=10))


def _targets(screen: Screen, _shown: Shown) -> None:
    _pane(screen).try_part(Drop("digitisation"))


def _who(screen: Screen, name: str) -> SubjectId:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - as above
    shown = screen.shown
    key = shown.key if shown else POINTS
    return find_participant(screen.office.units.participants(key), name).subject.id


WHATIF_SCENES: Final[tuple[tuple[str, str, Prepare], ...]] = (
    ("83-neu-thi-chua-gia-dinh", POINTS, _nothing),
    ("84-neu-thi", POINTS, _one_more),
    ("85-neu-thi-nhieu-gia-dinh", POINTS, _much),
    ("86-neu-thi-so-noi-vu", TARGETS, _targets),
    ("86-neu-thi-luu", POINTS, _save),
    ("86-neu-thi-don-vi-da-ra", POINTS, _stale),
)
"""Name, campaign, and what is supposed."""

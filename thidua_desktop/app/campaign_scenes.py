"""The pictures of rules being edited on «Đợt thi đua», and of a history on «Đơn vị»."""

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.past_awards import Past, PastAward
from thidua_desktop.ui.screens.campaign import CampaignScreen
from thidua_desktop.ui.screens.campaign_many import ManyInput
from thidua_desktop.ui.screens.units import UnitsScreen
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]

_ROUNDS: Final = 4
"""How often a layout is asked for until wrapped lines have their height."""
_HISTORY: Final = (
    PastAward(2023, "Giải nhất, Xã, thị trấn", note="Núi Thành 2023, chốt lần 2"),
    PastAward(
        2022,
        "Giấy khen của Chủ tịch UBND huyện",
        "2145/QĐ-UBND",
        date(2022, 12, 20),
        "Chủ tịch UBND huyện Núi Thành",
        row=1,
    ),
    PastAward(2020, "Bằng khen của Chủ tịch UBND tỉnh", row=2),
)


def _steps(screen: Screen, _shown: Shown) -> None:
    _open_at(screen, "scoring", "ranking.steps.factor.name")


def _criteria(screen: Screen, _shown: Shown) -> None:
    _open_at(screen, "awards", "criteria.don-vi-dat-chi-tieu.of")


def _ticking(screen: Screen, _shown: Shown) -> QWidget:
    campaign = _campaign(screen)
    campaign.sections.choose("contents")
    editor = campaign.boxes["contents.1.indicators"].editor
    assert isinstance(editor, ManyInput)  # noqa: S101 - the field of several indicators
    editor.showPopup()
    return editor.menu


def _history(screen: Screen, _shown: Shown) -> None:
    units = _units(screen)
    units.show_filter("Xã Tam Sơn")
    units.panel.history.show_history(_HISTORY)
    for _ in range(_ROUNDS):
        QApplication.processEvents()
    for area in units.panel.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _write_down(screen: Screen, shown: Shown) -> QWidget | None:
    _history(screen, shown)
    dialog = _units(screen).start_past_award()
    if dialog is not None:
        for field in (Past.AWARD, Past.NUMBER, Past.DECIDED_ON, Past.AUTHORITY):
            dialog.fields[field].editor.setProperty("text", _HISTORY[1].text(field))
        dialog.fields[Past.YEAR].show_error("Cần năm bốn chữ số, như 2022.")
    return dialog


def _open_at(screen: Screen, section: str, path: str) -> None:
    campaign = _campaign(screen)
    campaign.sections.choose(section)
    QApplication.processEvents()
    campaign.show_field(path)


def _campaign(screen: Screen) -> CampaignScreen:
    assert isinstance(screen, CampaignScreen)  # noqa: S101 - the scene names this page
    return screen


def _units(screen: Screen) -> UnitsScreen:
    assert isinstance(screen, UnitsScreen)  # noqa: S101 - the scene names this page
    return screen


CAMPAIGN_SCENES: Final[tuple[tuple[str, str, str, Prepare], ...]] = (
    ("95-dot-thi-dua-buoc", "campaign", POINTS, _steps),
    ("96-dot-thi-dua-tieu-chuan", "campaign", TARGETS, _criteria),
    ("97-dot-thi-dua-chon-nhieu", "campaign", TARGETS, _ticking),
    ("98-don-vi-lich-su", "units", POINTS, _history),
    ("98b-don-vi-ghi-khen-thuong", "units", POINTS, _write_down),
)
"""Name, page, campaign, and what is done there; the widget it returns is drawn, else the window."""

"""The pictures of the campaigns of Lạng Sơn: targets per unit, people only, n of m contents."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from thidua_desktop.services.demo_lang_son import CENTRE, OFFICE, PROVINCE
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.screens.campaign import CampaignScreen
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import AWARDS, MISSES, WHY
from thidua_desktop.ui.screens.units import UnitsScreen
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]


def _why(name: str, tab: str = "") -> Prepare:
    """Ask «Vì sao?» of one unit or person, on the tab of its group or another."""

    def prepare(screen: Screen, _shown: Shown) -> None:
        ranking = _ranking(screen)
        state = ranking.shown
        if state is None:
            return
        who = find_participant(ranking.office.units.participants(state.key), name)
        ranking.show_filter(tab or who.group)
        ranking.table.choose(lambda line: line.participant.subject.id == who.subject.id)
        if not ranking.why.isVisible():
            ranking.open_tab(WHY)

    return prepare


def _tab(kind: str) -> Prepare:
    def prepare(screen: Screen, _shown: Shown) -> None:
        _ranking(screen).open_tab(kind)

    return prepare


def _goals(screen: Screen, _shown: Shown) -> QWidget | None:
    ranking = _ranking(screen)
    ranking.show_goals()
    return next((one for one in ranking.findChildren(QDialog) if one.isVisible()), None)


def _section(key: str, field: str = "") -> Prepare:
    def prepare(screen: Screen, _shown: Shown) -> None:
        assert isinstance(screen, CampaignScreen)  # noqa: S101 - the scene names this page
        screen.sections.choose(key)
        for _ in range(_ROUNDS if field else 0):
            QApplication.processEvents()
            screen.show_field(field)

    return prepare


def _people(screen: Screen, _shown: Shown) -> None:
    assert isinstance(screen, UnitsScreen)  # noqa: S101 - the scene names this page
    screen.tabs.setCurrentIndex(1)


def _ranking(screen: Screen) -> RankingScreen:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    return screen


_ROUNDS: Final = 2
"""How often a layout is asked for until wrapped lines have their height."""
_BRANCH: Final = "Chi nhánh Văn phòng Đăng ký đất đai huyện Hữu Lũng"

_TARGETS: Final = "indicators.services-active.short"

PRESET_SCENES: Final[tuple[tuple[str, str, str, Prepare | None], ...]] = (
    ("110-khen-da-xac-nhan", "campaign", PROVINCE, _section("awards", "criteria.giai-phap.text")),
    ("111-ubnd-tong-quan", "overview", PROVINCE, None),
    ("112-ubnd-xep-hang", "ranking", PROVINCE, _why("Sở Tư pháp")),
    ("112b-ubnd-xep-hang-chua-so-lieu", "ranking", PROVINCE, _why("Thanh tra tỉnh")),
    ("112c-ubnd-xep-hang-xa", "ranking", PROVINCE, _why("Xã Hòa Bình, huyện Hữu Lũng")),
    ("113-ubnd-khen-thuong", "ranking", PROVINCE, _tab(AWARDS)),
    ("113b-ubnd-khen-thuong-ca-nhan", "ranking", PROVINCE, _why("Nông Văn Thắng", AWARDS)),
    ("113c-ubnd-suyt-dat", "ranking", PROVINCE, _tab(MISSES)),
    ("114-ubnd-dot", "campaign", PROVINCE, None),
    (
        "114b-ubnd-chi-tieu",
        "campaign",
        PROVINCE,
        _section("contents", _TARGETS),
    ),
    ("114c-ubnd-tieu-chuan", "campaign", PROVINCE, _section("awards")),
    ("114d-ubnd-cach-hieu", "campaign", PROVINCE, _section("readings")),
    ("115-ubnd-don-vi", "units", PROVINCE, None),
    ("116-trung-tam-tong-quan", "overview", CENTRE, None),
    ("117-trung-tam-xep-hang", "ranking", CENTRE, _why("Hoàng Ngọc Tuấn")),
    ("117b-trung-tam-xep-hang-mot-cua", "ranking", CENTRE, _why("Lê Đức Thủy")),
    ("117c-trung-tam-chua-so-lieu", "ranking", CENTRE, _why("Đàm Thị Ánh Quỳnh")),
    ("118-trung-tam-khen-thuong", "ranking", CENTRE, _tab(AWARDS)),
    ("118b-trung-tam-muc-tieu", "ranking", CENTRE, _goals),
    ("119-trung-tam-dot", "campaign", CENTRE, None),
    ("119b-trung-tam-chi-tieu", "campaign", CENTRE, _section("contents")),
    ("119c-trung-tam-tieu-chuan", "campaign", CENTRE, _section("awards")),
    ("120-trung-tam-ca-nhan", "units", CENTRE, _people),
    ("121-tnmt-tong-quan", "overview", OFFICE, None),
    ("122-tnmt-xep-hang", "ranking", OFFICE, _why(_BRANCH)),
    ("122b-tnmt-khong-phat-sinh", "ranking", OFFICE, _why("Phòng Khoáng sản và Tài nguyên nước")),
    ("122c-tnmt-chua-so-lieu", "ranking", OFFICE, _why("Trung tâm Phát triển quỹ đất")),
    ("123-tnmt-khen-thuong", "ranking", OFFICE, _tab(AWARDS)),
    ("123b-tnmt-khen-thuong-vi-sao", "ranking", OFFICE, _why("Chi cục Bảo vệ môi trường", AWARDS)),
    ("124-tnmt-dot", "campaign", OFFICE, None),
    ("124b-tnmt-chi-tieu", "campaign", OFFICE, _section("contents")),
    (
        "99g-tieu-chuan-theo-muc-giao",
        "campaign",
        OFFICE,
        _section("awards", "criteria.thanh-toan.text"),
    ),
    ("124c-tnmt-tieu-chuan", "campaign", OFFICE, _section("awards")),
    ("125-tnmt-don-vi", "units", OFFICE, None),
)
"""Name, page, campaign, and what is done there; the widget it returns is drawn, else the window."""

"""A PNG of every screen, import step and empty state, at three sizes, light and dark.

For human eyes: drawn from the same pages the window shows, with the demonstration data, without a
worker thread, so that a picture is taken when the page has settled.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from thidua_desktop.app.application import keep_settings_in, make_application
from thidua_desktop.app.campaign_scenes import CAMPAIGN_SCENES
from thidua_desktop.app.council_scenes import COUNCIL_SCENES, show_goals
from thidua_desktop.app.dialog_scenes import DIALOG_SCENES
from thidua_desktop.app.export_scenes import EXPORT_SCENES
from thidua_desktop.app.figure_scenes import FIGURE_SCENES
from thidua_desktop.app.frame import frame_state, search_entries
from thidua_desktop.app.gallery_files import Offices, table_with_problems
from thidua_desktop.app.import_scenes import IMPORT_SCENES
from thidua_desktop.app.legal_scenes import LEGAL_SCENES
from thidua_desktop.app.pages import page_specs
from thidua_desktop.app.preset_scenes import PRESET_SCENES
from thidua_desktop.app.ranking_scenes import RANKING_SCENES
from thidua_desktop.app.report_snapshot_scenes import REPORT_SNAPSHOT_SCENES
from thidua_desktop.app.starting import start_screen
from thidua_desktop.app.unit_scenes import UNIT_SCENES
from thidua_desktop.app.whatif_scenes import WHATIF_SCENES
from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.demo_lang_son import CENTRE
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.screens.campaign import CampaignScreen
from thidua_desktop.ui.screens.figures import FiguresScreen
from thidua_desktop.ui.screens.overview import OverviewScreen
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.reports import ReportsScreen
from thidua_desktop.ui.screens.start import BLANK, FILE
from thidua_desktop.ui.screens.start_begin import BeginDialog
from thidua_desktop.ui.screens.units import UnitsScreen
from thidua_desktop.ui.shell import Screen, ShellState
from thidua_desktop.ui.theme import SMALLEST_PERCENT, ThemeKeeper
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.window import MainWindow

T = TypeVar("T")

SIZES: Final = ((1093, 614), (1093, 534), (1920, 1080))
_SETTLE_ROUNDS: Final = 6
_FIRST: Final = "01-lan-dau"


class InlineRunner:
    """A runner that works and answers before `run` returns."""

    def run(
        self,
        owner: QObject,  # noqa: ARG002 - the runner's own signature
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Progress:
        """Do the work now."""
        progress = Progress()
        try:
            answer = work(progress)
        except Exception as error:  # noqa: BLE001 - the same border as the worker's
            failed(error)
        else:
            done(answer)
        return progress

    @property
    def reads(self) -> "InlineRunner":
        """Return the lane for work that only reads: this one."""
        return self


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: which file and campaign, which page, and what to do on it first."""

    name: str
    page: str
    campaign: str = POINTS
    empty: bool = False
    prepare: Callable[[Screen, "Stage"], QWidget | None] | None = None
    """It may return a dialog, which is drawn instead of the window."""


def draw(folder: Path, only: str = "*") -> Iterator[str]:
    """Draw every scene in every size and look; say which pictures were made.

    `only` is a shell pattern of picture names (`12-*-dark`); other scenes are not even played.
    """
    qInstallMessageHandler(_speak)
    _, keeper = make_application(["gallery"])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        keep_settings_in(Path(scratch))
        keeper.choose_percent(SMALLEST_PERCENT)  # whatever text size the user likes
        offices = Offices(Path(scratch))
        table = table_with_problems(Path(scratch))
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            keeper.choose_scheme(scheme)
            for size in SIZES:
                ending = f"-{size[0]}x{size[1]}-{scheme.value}"
                stage = Stage(offices, table, keeper, size)
                for name, picture in stage.pictures(only, ending):
                    target = folder / f"{name}{ending}.png"
                    picture.grab().save(str(target))
                    yield target.name
                stage.close()


def _speak(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:  # noqa: ARG001
    """Pass Qt's messages on, but for what its invisible screen says of itself."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


class Stage:
    """One window in one size and look, on which the scenes are played."""

    def __init__(
        self,
        offices: Offices,
        table: Path,
        keeper: ThemeKeeper,
        size: tuple[int, int],
    ) -> None:
        self._offices = offices
        self.table = table
        self._runner = InlineRunner()
        self._scene = SCENES[0]
        handlers: dict[str, Callable[[], None]] = dict.fromkeys(
            ("file.new", "file.open", "file.demo", "file.backup", "help.about"), _nothing
        )
        self.window = MainWindow(page_specs(self._make), start_screen, keeper, handlers)
        self.window.show_state(ShellState())
        # Nothing is under the mouse in a picture.
        QCursor.setPos(*size)
        self.window.resize(*size)
        self.window.show()

    def pictures(self, only: str, ending: str) -> Iterator[tuple[str, QWidget]]:
        """Play the scenes asked for; the picture is to be taken before the next one."""
        self._settle()
        if fnmatchcase(f"{_FIRST}{ending}", only):
            yield _FIRST, self.window
        for scene in SCENES:
            if not fnmatchcase(f"{scene.name}{ending}", only):
                continue
            dialog = self._play(scene)
            yield scene.name, dialog or self.window
            if dialog is not None:
                dialog.close()

    def close(self) -> None:
        """Take the window away."""
        self.window.close()
        self.window.deleteLater()
        self._settle()

    @property
    def today(self) -> date:
        """Return the day the demonstration pretends."""
        return self._offices.day_of(self._scene.campaign)

    def _play(self, scene: Scene) -> QWidget | None:
        self._scene = scene
        office = self._offices.of(scene.campaign, empty=scene.empty)
        self.window.forget_pages()
        self.window.show_state(frame_state(office, scene.campaign, self.today))
        self.window.offer_search(search_entries(office, scene.campaign))
        self.window.open_page(scene.page)
        self._settle()
        screen = self.window.page(scene.page)
        dialog = None
        if scene.prepare is not None and screen is not None:
            dialog = scene.prepare(screen, self)
            if isinstance(dialog, QDialog):
                # The screen of the pictures is larger than the one they stand for.
                dialog.resize(dialog.size().boundedTo(self.window.size()))
            self._settle()
        return dialog

    def _make(self, key: str) -> Screen:
        office = self._offices.of(self._scene.campaign, empty=self._scene.empty)
        campaign, today = self._scene.campaign, self.today
        if key == "overview":
            return OverviewScreen(
                lambda _progress: office.overview.view(campaign, today), self._runner
            )
        if key == "campaign":
            page = CampaignScreen(office, self._runner)
            page.show_campaign(campaign)
            return page
        if key == "units":
            units = UnitsScreen(office, self._runner)
            units.show_campaign(campaign)
            return units
        if key == "figures":
            figures = FiguresScreen(office, self._runner, today=lambda: today)
            figures.show_campaign(campaign)
            return figures
        if key == "ranking":
            ranking = RankingScreen(office, self._runner)
            ranking.show_campaign(campaign, today)
            return ranking
        reports = ReportsScreen(office, self._runner)
        reports.show_campaign(campaign, today)
        return reports

    def _settle(self) -> None:
        for _ in range(_SETTLE_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()


def _nothing() -> None:
    """Stand for a command that a picture never carries out."""


def _import_step(number: int) -> Callable[[Screen, Stage], None]:
    def prepare(screen: Screen, stage: Stage) -> None:
        assert isinstance(screen, FiguresScreen)  # noqa: S101 - the scene names this page
        screen.start_import(stage.table if number > 1 else ())
        for _ in range(2, number):
            screen.importing.next_step()

    return prepare


def _second_group(screen: Screen, _stage: Stage) -> None:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    screen.tabs.setCurrentIndex(1)


def _section(key: str) -> Callable[[Screen, Stage], None]:
    def prepare(screen: Screen, _stage: Stage) -> None:
        assert isinstance(screen, CampaignScreen)  # noqa: S101 - the scene names this page
        screen.sections.choose(key)

    return prepare


def _add_campaign(way: int) -> Callable[[Screen, Stage], QWidget]:
    def prepare(screen: Screen, _stage: Stage) -> QWidget:
        assert isinstance(screen, CampaignScreen)  # noqa: S101 - the scene names this page
        dialog = screen.begin_adding()
        dialog.choose_way(way)
        return dialog

    return prepare


def _begin(way: str) -> Callable[[Screen, Stage], QWidget]:
    def prepare(_screen: Screen, stage: Stage) -> QWidget:
        dialog = BeginDialog(way, InlineRunner(), stage.window)
        dialog.open()
        return dialog

    return prepare


def _begin_wrongly(screen: Screen, stage: Stage) -> QWidget:
    dialog = _begin(BLANK)(screen, stage)
    assert isinstance(dialog, BeginDialog)  # noqa: S101 - made above
    dialog.next_button.click()
    return dialog


SCENES: Final = (
    Scene("02-tong-quan", "overview"),
    Scene("03-tong-quan-so-noi-vu", "overview", TARGETS),
    Scene("04-tong-quan-trong", "overview", empty=True),
    Scene("05-so-lieu", "figures"),
    Scene("06-so-lieu-so-noi-vu", "figures", TARGETS),
    Scene("07-so-lieu-trong", "figures", empty=True),
    Scene("08-nhap-1-tep", "figures", prepare=_import_step(1)),
    Scene("09-nhap-2-trang-tinh", "figures", prepare=_import_step(2)),
    Scene("10-nhap-3-ghep-cot", "figures", prepare=_import_step(3)),
    Scene("11-nhap-4-xem-lai", "figures", prepare=_import_step(4)),
    Scene("12-xep-hang", "ranking"),
    Scene("13-xep-hang-nhom-2", "ranking", prepare=_second_group),
    Scene("14-xep-hang-so-noi-vu", "ranking", TARGETS),
    Scene("15-xep-hang-trong", "ranking", empty=True),
    Scene("16-ho-so", "reports", TARGETS),
    Scene("17-ho-so-nui-thanh", "reports"),
    Scene("18-ho-so-trong", "reports", empty=True),
    Scene("19-dot-thi-dua", "campaign"),
    Scene("20-dot-thi-dua-moc", "campaign", TARGETS, prepare=_section("milestones")),
    Scene("21-dot-thi-dua-nhom", "campaign", prepare=_section("groups")),
    Scene("22-dot-thi-dua-chi-tieu", "campaign", TARGETS, prepare=_section("contents")),
    Scene("23-dot-thi-dua-tinh-diem", "campaign", prepare=_section("scoring")),
    Scene("24-dot-thi-dua-cach-hieu", "campaign", prepare=_section("readings")),
    Scene("25-dot-thi-dua-giai", "campaign", prepare=_section("awards")),
    Scene("26-dot-thi-dua-khen", "campaign", TARGETS, prepare=_section("awards")),
    Scene("27-dot-thi-dua-ho-so", "campaign", TARGETS, prepare=_section("dossiers")),
    Scene("28-them-dot-mau", "campaign", prepare=_add_campaign(0)),
    Scene("29-them-dot-chep", "campaign", prepare=_add_campaign(1)),
    Scene("30-them-dot-trong", "campaign", prepare=_add_campaign(2)),
    Scene("99-so-moi-dot-trong", "overview", prepare=_begin_wrongly),
    Scene("99-so-moi-tep-mau", "overview", prepare=_begin(FILE)),
    *(
        Scene(name, page, campaign, prepare=prepare)
        for name, page, campaign, prepare in (
            *DIALOG_SCENES,
            *LEGAL_SCENES,
            *REPORT_SNAPSHOT_SCENES,
        )
    ),
    *(
        Scene(name, "figures", campaign, empty=empty, prepare=prepare)
        for name, campaign, empty, prepare in (*EXPORT_SCENES, *IMPORT_SCENES)
    ),
    *(
        Scene(name, page, campaign, prepare=prepare)
        for name, page, campaign, prepare in CAMPAIGN_SCENES
    ),
    *(
        Scene(name, page, campaign, prepare=prepare)
        for name, page, campaign, prepare in PRESET_SCENES
    ),
    *(
        Scene(name, "units", campaign, empty=empty, prepare=prepare)
        for name, campaign, empty, prepare in UNIT_SCENES
    ),
    *(
        Scene(name, "figures", campaign, empty=empty, prepare=prepare)
        for name, campaign, empty, prepare in FIGURE_SCENES
    ),
    *(
        Scene(name, "ranking", campaign, prepare=prepare)
        for name, campaign, prepare in (*RANKING_SCENES, *WHATIF_SCENES, *COUNCIL_SCENES)
    ),
    Scene("94b-muc-tieu-chung", "ranking", CENTRE, empty=True, prepare=show_goals),
)

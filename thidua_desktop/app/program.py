"""The program while it runs: the open file, the campaign shown, and what the frame says.

It joins window, pages and services. Work goes through the runner; an action's changes come back
once and are passed to every page, and the frame is told again what is saved and what can be undone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from thidua_desktop import __version__
from thidua_desktop.app.application import catch_bugs, data_folder, settings
from thidua_desktop.app.frame import frame_state, search_entries
from thidua_desktop.app.pages import page_specs
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.files import (
    SUFFIX,
    OpenedFile,
    backup_if_changed,
    create_file,
    create_file_with,
    open_for_work,
)
from thidua_desktop.services.history import SAMPLE_DAY
from thidua_desktop.services.office import Office, office_of
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import ask, show_error, tell
from thidua_desktop.ui.metrics import USUAL_SIZE
from thidua_desktop.ui.screens.overview import OverviewScreen
from thidua_desktop.ui.shell import Screen, SearchEntry, ShellState
from thidua_desktop.ui.tasks import TaskRunner, run_with_popup
from thidua_desktop.ui.theme import ThemeKeeper
from thidua_desktop.ui.window import MainWindow, void

if TYPE_CHECKING:
    from thidua_desktop.services.campaign_adding import NewCampaign
    from thidua_desktop.ui.screens.start import StartScreen

_RECENT: Final = "files/recent"
_CAMPAIGN: Final = "files/campaign"
_MOST_RECENT: Final = 6
_BACKUP_EVERY_MS: Final = 30 * 60 * 1000
_FILES: Final = f"Sổ thi đua (*{SUFFIX})"


@dataclass
class _Open:
    """The file that is open, its services, and the day it is looked at."""

    file: OpenedFile
    office: Office
    key: str
    sample_day: date | None


class Program(QObject):
    """One running program with one window."""

    def __init__(self, application: QApplication, keeper: ThemeKeeper) -> None:
        super().__init__(application)
        self._open: _Open | None = None
        self.runner = TaskRunner(self)
        self._start_page: StartScreen | None = None
        self.window = MainWindow(page_specs(self._make), self._make_start, keeper, self._handlers())
        self.window.status.set_version(__version__)
        self._backup = QTimer(self, interval=_BACKUP_EVERY_MS)
        self._connect(application)

    def start(self, path: Path | None) -> None:
        """Show the window, and open a file if one was named, or else the start page."""
        catch_bugs(partial(show_error, self.window))
        if path is None:
            self._show_start()
        self._show_window()
        if path is not None:
            self.open_path(path)

    def _show_window(self) -> None:
        """Show the window at its usual size, or over the whole of a small screen."""
        room = self.window.screen().availableSize()
        width, height = USUAL_SIZE
        self.window.resize(QSize(width, height).boundedTo(room))
        if room.width() > width and room.height() > height:
            self.window.show()
        else:
            self.window.showMaximized()

    # --- building ---

    def _make_start(self) -> "StartScreen":
        from thidua_desktop.app.starting import start_screen

        screen = self._start_page = start_screen(self._recent())
        screen.create_wanted.connect(self.choose_new)
        screen.own_wanted.connect(self.choose_own)
        screen.open_wanted.connect(self.choose_file)
        screen.recent_opened.connect(self.open_path)
        screen.demo_wanted.connect(self.open_demo)
        return screen

    def _make(self, key: str) -> Screen:
        made = {
            "overview": self._overview,
            "campaign": self._campaign,
            "units": self._units,
            "figures": self._figures,
            "ranking": self._ranking,
            "reports": self._reports,
        }
        return made[key]()

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "file.new": self.close_file,
            "file.open": self.choose_file,
            "file.demo": self.open_demo,
            "file.add_campaign": self.begin_campaign,
            "file.backup": self.back_up,
            "file.restore": self.choose_backup,
            "file.folder": self._open_folder,
            "file.close": self.close_file,
            "help.about": self._about,
        }

    def _connect(self, application: QApplication) -> None:
        self.window.undo_wanted.connect(self.undo)
        self.window.redo_wanted.connect(self.redo)
        self.window.campaign_chosen.connect(self.show_campaign)
        self.window.files_dropped.connect(self.take_dropped)
        self.window.closed.connect(self._finish)
        self._backup.timeout.connect(self._back_up_quietly)
        application.aboutToQuit.connect(self._finish)

    # --- files ---

    def choose_file(self) -> None:
        """Ask which file to open."""
        name, _ = QFileDialog.getOpenFileName(self.window, "Mở sổ thi đua", self._folder(), _FILES)
        if name:
            self.open_path(Path(name))

    def choose_new(self, preset: str) -> None:
        """Ask where the new file is to be, then make it with a campaign that ships."""
        self._choose_where(preset, lambda path: create_file(path, preset))

    def choose_own(self, way: str) -> None:
        """Ask what the first campaign of a new file is, and where it is to be; then make it."""
        from thidua_desktop.ui.screens.start_begin import BeginDialog

        dialog = BeginDialog(way, self.runner, self.window)
        dialog.ready.connect(self._choose_for)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_for(self, new: "NewCampaign") -> None:
        self._choose_where(new.id, lambda path: create_file_with(path, new))

    def _choose_where(self, name: str, make: Callable[[Path], object]) -> None:
        suggested = str(Path(self._folder()) / f"{name}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(
            self.window,
            "Tạo sổ thi đua",
            suggested,
            _FILES,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.create_path(Path(name).with_suffix(SUFFIX), make)

    def create_path(self, path: Path, make: Callable[[Path], object]) -> None:
        """Make a new file with one campaign and open it; an existing one is never replaced."""

        def work(_: Progress) -> OpenedFile:
            make(path)
            return open_for_work(path)

        run_with_popup(
            self.runner, self.window, "Đang tạo sổ", work, self._opened, self._not_opened
        )

    def open_path(self, path: Path) -> None:
        """Open a file in place of the one that is open."""
        if self._open and self._open.file.workspace.path == path.absolute():
            return
        run_with_popup(
            self.runner,
            self.window,
            f"Đang mở {path.name}",
            lambda _progress: open_for_work(path),
            self._opened,
            self._not_opened,
        )

    def open_demo(self) -> None:
        """Make the sample file anew in the program's own folder and open it."""
        from thidua_desktop.services.demo import FILE_NAME, make_demo_file

        path = data_folder() / "du-lieu-mau" / FILE_NAME
        if self._open and self._open.file.workspace.path == path:
            self.close_file()

        def work(progress: Progress) -> OpenedFile:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            make_demo_file(path, progress)
            return open_for_work(path)

        run_with_popup(
            self.runner, self.window, "Đang tạo dữ liệu mẫu", work, self._opened, self._not_opened
        )

    def take_dropped(self, paths: list[Path]) -> None:
        """Open a file that was dropped, or begin importing a table."""
        for path in paths:
            if path.suffix.lower() == SUFFIX:
                self.open_path(path)
                return
        if paths and self._open is not None:
            self.start_import(paths)
        elif paths:
            tell(
                self.window,
                f"Chưa mở sổ nào để nhập «{paths[0].name}».",
                "Tạo sổ mới hoặc mở sổ có sẵn, rồi kéo bảng tính vào cửa sổ lần nữa.",
            )

    def close_file(self) -> None:
        """Close the file and show the start page."""
        if self._open is None:
            return
        self._let_go()
        self._show_start()

    def _opened(self, file: OpenedFile) -> None:
        self._let_go()
        office = office_of(file.workspace)
        keys = [one.key for one in office.campaigns.all()]
        if not keys:
            file.close()
            self._show_start()
            tell(
                self.window,
                f"Sổ «{file.workspace.path.name}» chưa có đợt thi đua nào.",
                "Tạo sổ mới từ một đợt có sẵn.",
            )
            return
        path = file.workspace.path
        last = str(settings().value(f"{_CAMPAIGN}/{path.name}", ""))
        day = office.history.setting(SAMPLE_DAY)
        self._open = _Open(
            file,
            office,
            last if last in keys else keys[0],
            date.fromisoformat(day) if day else None,
        )
        self._remember(path)
        self._backup.start()
        self.window.forget_pages()
        self.refresh_frame()
        if file.held_by:
            tell(
                self.window,
                f"Sổ «{path.name}» đang được mở ở nơi khác ({file.held_by}).",
                "Chỉ xem được. Đóng ở nơi kia rồi mở lại để sửa.",
            )

    def _failed(self, error: Exception) -> None:
        show_error(self.window, error)

    def _not_opened(self, error: Exception) -> None:
        if self._open is None:
            self._show_start()
        self._failed(error)

    def _let_go(self) -> None:
        if self._open is None:
            return
        self._backup.stop()
        self.window.leave_pages()
        file, self._open = self._open.file, None
        # Behind what the pages have just sent: the worker does one thing after the other.
        self.runner.run(self.window, lambda _progress: file.close(), done=void, failed=self._failed)

    def _finish(self) -> None:
        self.window.leave_pages()
        self.runner.shut_down()
        if self._open is None:
            return
        file, self._open = self._open.file, None
        self._backup.stop()
        if file.lock is not None:
            backup_if_changed(file.workspace)
        file.close()

    # --- pages ---

    def _overview(self) -> Screen:
        service, key, today = self._office.overview, self._key, self.today
        screen = OverviewScreen(lambda _progress: service.view(key, today), self.runner)
        screen.import_wanted.connect(self.start_import)
        screen.page_wanted.connect(self.window.open_page)
        screen.milestone_opened.connect(partial(self.window.open_page, "campaign"))
        return screen

    def _campaign(self) -> Screen:
        from thidua_desktop.ui.screens.campaign import CampaignScreen

        screen = CampaignScreen(self._office, self.runner)
        screen.changed.connect(self.on_changed)
        screen.said.connect(self.window.say)
        screen.added.connect(self._show_added)
        screen.page_wanted.connect(self.window.open_page)
        screen.show_campaign(self._key)
        return screen

    def _units(self) -> Screen:
        from thidua_desktop.ui.screens.units import UnitsScreen

        screen = UnitsScreen(self._office, self.runner)
        screen.changed.connect(self.on_changed)
        screen.said.connect(self.window.say)
        screen.page_wanted.connect(self.window.open_page)
        screen.show_campaign(self._key)
        return screen

    def _figures(self) -> Screen:
        from thidua_desktop.ui.screens.figures import FiguresScreen

        screen = FiguresScreen(self._office, self.runner, today=lambda: self.today)
        screen.changed.connect(self.on_changed)
        screen.imported.connect(self._imported)
        screen.said.connect(self.window.say)
        screen.show_campaign(self._key)
        return screen

    def _ranking(self) -> Screen:
        from thidua_desktop.ui.screens.ranking import RankingScreen

        screen = RankingScreen(self._office, self.runner)
        screen.changed.connect(self.on_changed)
        screen.said.connect(self.window.say)
        screen.import_wanted.connect(self.start_import)
        screen.show_campaign(self._key, self.today)
        return screen

    def _reports(self) -> Screen:
        from thidua_desktop.ui.screens.reports import ReportsScreen

        screen = ReportsScreen(self._office, self.runner)
        screen.changed.connect(self.on_changed)
        screen.said.connect(self.window.say)
        screen.import_wanted.connect(self.start_import)
        screen.show_campaign(self._key, self.today)
        return screen

    @property
    def _office(self) -> Office:
        assert self._open is not None  # noqa: S101 - pages exist only while a file is open
        return self._open.office

    @property
    def _key(self) -> str:
        return self._open.key if self._open else ""

    @property
    def today(self) -> date:
        """Return the day the program looks at the file; a sample file pretends another."""
        if self._open and self._open.sample_day:
            return self._open.sample_day
        return datetime.now().astimezone().date()

    def show_campaign(self, key: str) -> None:
        """Show another campaign of the file."""
        if self._open is None or key == self._open.key:
            return
        self._open.key = key
        settings().setValue(f"{_CAMPAIGN}/{self._open.file.workspace.path.name}", key)
        shown = self.window.current_page
        self.window.forget_pages()
        self.refresh_frame()
        self.window.open_page(shown)

    def begin_campaign(self) -> None:
        """Open the page of the campaign and ask where a new one comes from."""
        from thidua_desktop.ui.screens.campaign import CampaignScreen

        self.window.open_page("campaign")
        screen = self.window.page("campaign")
        if isinstance(screen, CampaignScreen):
            screen.begin_adding()

    def _show_added(self, key: str) -> None:
        self.show_campaign(key)
        self.window.open_page("campaign")

    def start_import(self, paths: Sequence[Path] = ()) -> None:
        """Open the import page, with tables if some are given."""
        from thidua_desktop.ui.screens.figures import FiguresScreen

        self.window.open_page("figures")
        screen = self.window.page("figures")
        if isinstance(screen, FiguresScreen):
            screen.start_import(paths)

    # --- changes ---

    def on_changed(self, changes: Changes) -> None:
        """Pass on what an action changed."""
        if not changes.tables:
            return
        if changes.touch("campaign") and self._leave_campaign_gone():
            return
        self.window.on_changed(changes)
        if changes.label:
            self.window.say(f"Đã lưu: {changes.label}")
        self.refresh_frame()

    def _leave_campaign_gone(self) -> bool:
        """Show another campaign if the one shown was taken out again: its adding was undone."""
        keys = [one.key for one in self._office.campaigns.all()]
        if self._key in keys or not keys:
            return False
        self.show_campaign(keys[0])
        return True

    def _imported(self, changes: Changes) -> None:
        self.on_changed(changes)

    def undo(self) -> None:
        """Take back the last action."""
        if self._open is not None:
            self._replay("Đang hoàn tác", self._office.history.undo)

    def redo(self) -> None:
        """Do the last undone action again."""
        if self._open is not None:
            self._replay("Đang làm lại", self._office.history.redo)

    def _replay(self, title: str, work: Callable[[Progress], Changes]) -> None:
        run_with_popup(self.runner, self.window, title, work, self.on_changed, self._failed)

    def back_up(self) -> None:
        """Copy the file now."""
        self.runner.run(
            self.window,
            lambda _progress: self._office.history.backup(),
            done=self._backed_up,
            failed=self._failed,
        )

    def _backed_up(self, path: Path) -> None:
        self.window.say(f"Đã sao lưu vào {path.parent.name}")
        self.refresh_frame()

    def choose_backup(self) -> None:
        """Ask which copy is to be put back, say what is lost, and put it back."""
        if self._open is None:
            return
        copies = self._office.history.backups()
        if not copies:
            tell(self.window, "Chưa có bản sao lưu nào của sổ này.", "Chọn Tệp → Sao lưu ngay.")
            return
        folder = str(copies[0].path.parent)
        name, _ = QFileDialog.getOpenFileName(self.window, "Khôi phục bản sao lưu", folder, _FILES)
        if name:
            ask(
                self.window,
                what=f"Khôi phục sổ từ «{Path(name).name}»?",
                lost="Những gì nhập sau bản sao lưu đó sẽ không còn trong sổ. "
                "Sổ hiện tại được sao lưu trước, nên vẫn lấy lại được.",
                do_it="Khôi phục",
                then=partial(self._restore, Path(name)),
            )

    def _restore(self, copy: Path) -> None:
        path = self._office.workspace.path
        history = self._office.history

        def done(_: None) -> None:
            self.close_file()
            self.open_path(path)

        run_with_popup(
            self.runner,
            self.window,
            "Đang khôi phục",
            lambda _progress: history.restore(copy),
            done,
            self._failed,
        )

    def _back_up_quietly(self) -> None:
        if self._open is None or self._open.file.lock is None:
            return
        workspace = self._open.file.workspace
        self.runner.run(
            self.window,
            lambda _progress: backup_if_changed(workspace),
            done=lambda _path: self.refresh_frame(),
            failed=self._failed,
        )

    # --- the frame ---

    def refresh_frame(self) -> None:
        """Tell the frame again what is saved, due and undoable."""
        if self._open is None:
            return
        office, key, today = self._open.office, self._open.key, self.today
        held = self._open.file.held_by
        sample = self._open.sample_day is not None

        def work(_: Progress) -> tuple[ShellState, tuple[SearchEntry, ...]]:
            state = frame_state(office, key, today, held_by=held, sample=sample)
            return state, search_entries(office, key)

        self.runner.run(self.window, work, done=self._show_frame, failed=self._failed)

    def _show_frame(self, found: tuple[ShellState, tuple[SearchEntry, ...]]) -> None:
        state, entries = found
        if self._open is None:
            return
        self.window.show_state(state)
        self.window.offer_search(entries)

    def _open_folder(self) -> None:
        if self._open is not None:
            folder = self._open.file.workspace.path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _about(self) -> None:
        tell(
            self.window,
            f"Thi Đua, phiên bản {__version__}",
            "Theo dõi đợt thi đua, xếp hạng đơn vị, họp Hội đồng và lập hồ sơ khen thưởng. "
            "Không cần mạng. Giấy phép MIT; phông chữ Inter và Liberation Serif theo SIL OFL.",
        )

    # --- what is remembered ---

    def _folder(self) -> str:
        recent = self._recent()
        return str(recent[0].parent if recent else Path.home())

    def _recent(self) -> list[Path]:
        stored = settings().value(_RECENT, [])
        names = stored if isinstance(stored, list) else [stored]
        return [Path(str(name)) for name in names if name and Path(str(name)).is_file()]

    def _remember(self, path: Path) -> None:
        if path.is_relative_to(data_folder()):
            return
        kept = [path, *(one for one in self._recent() if one != path)][:_MOST_RECENT]
        settings().setValue(_RECENT, [str(one) for one in kept])

    def _show_start(self) -> None:
        """Show the start page: no file is open."""
        if self._start_page is not None:
            self._start_page.show_recent(self._recent())
        self.window.forget_pages()
        self.window.show_state(ShellState())

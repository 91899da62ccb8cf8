"""Page Hồ sơ: achievement reports with the figures in place, written beside their print."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QWidget

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.printing import save_summary
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.report_views import Created, Draft, DraftInfo
from thidua_desktop.ui.errors import ask, show_error, tell
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.screens.reports_add import AddChoices, AddReportDialog, NewReport
from thidua_desktop.ui.screens.reports_editor import ReportEditor
from thidua_desktop.ui.screens.reports_list import ReportsPanel
from thidua_desktop.ui.screens.reports_preview import PreviewPanel
from thidua_desktop.ui.tasks import Runner, TaskRunner, run_with_popup
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card, EmptyState, NoticeBar, next_step
from thidua_desktop.ui.widgets.pages import Page, tab_through
from thidua_desktop.ui.widgets.pdf_pages import open_pdf, print_pdf
from thidua_desktop.ui.widgets.save_file import PDF, ask_where

COMMANDS: Final = frozenset({"reports.new", "reports.print", "reports.pdf", "reports.summary"})
"""The commands of the window this page handles."""
PREVIEW_AFTER_MS: Final = 400
"""How long after a change the preview is composed again."""
_SHOWN_TABLES: Final = (
    "campaign",
    "reading_decision",
    "subject",
    "participant",
    "figure",
    "report",
    "report_section",
    "setting",
    "confirmation",
    "snapshot",
    "snapshot_withdrawal",
)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What one refresh brings."""

    participants: int
    reports: tuple[DraftInfo, ...]
    draft: Draft | None


class ReportsScreen(Page):
    """Lists the reports of a campaign; the chosen one is written in the middle."""

    changed = Signal(object)
    """Something was written: `Changes`, for every screen."""
    said = Signal(str)
    """A sentence for the status bar."""
    import_wanted = Signal()
    """Nobody takes part yet: open the import page."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("Hồ sơ", parent=parent)
        self._office, self._runner = office, runner
        # Previews only read: where there is a lane for that, they do not wait behind writing.
        self._previews: Runner = runner.reads if isinstance(runner, TaskRunner) else runner
        self._key = ""
        self._as_of = date.max
        self._wanted: int | None = None
        self._begun: int | None = None
        """A report that was just begun and is not shown yet."""
        self._is_composing = self._compose_again = False
        self._preview_pause = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._build()
        self._connect()

    @property
    def office(self) -> Office:
        """Return the services this page works with."""
        return self._office

    @property
    def draft(self) -> Draft | None:
        """Return the report shown."""
        return self.editor.draft if self.editor.isVisibleTo(self) else None

    def show_campaign(self, key: str, as_of: date | None = None) -> None:
        """Show another campaign's reports, with the figures known by a day (today)."""
        self.editor.keep()
        if key != self._key:
            self._wanted = None
        self._key = key
        self._as_of = as_of or date.today()  # noqa: DTZ011 - the clerk's own day
        self.refresh()

    def refresh(self) -> None:
        """Load the list and the chosen report again."""
        if not self._key:
            return
        key, as_of, wanted = self._key, self._as_of, self._wanted
        office = self._office

        def work(_: Progress) -> _Loaded:
            reports = office.reports.all(key)
            ids = [one.id for one in reports]
            shown = wanted if wanted in ids else (ids[0] if ids else None)
            draft = office.reports.draft(key, shown, as_of) if shown is not None else None
            return _Loaded(len(office.units.participants(key)), reports, draft)

        self._runner.run(self, work, done=self._show, failed=partial(show_error, self))

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """React to a committed step anywhere in the program."""
        if changes.touch(*_SHOWN_TABLES):
            self.refresh()

    def run_command(self, key: str) -> None:
        """Do what a menu of the window asks for; see `COMMANDS`."""
        if key == "reports.new":
            self.begin()
        elif self.draft is not None:
            commands = {
                "reports.print": self.ask_printer,
                "reports.pdf": self.ask_pdf,
                "reports.summary": self.ask_summary,
            }
            commands[key]()

    def begin(self) -> None:
        """Ask whose report to begin."""
        key, office, as_of = self._key, self._office, self._as_of

        def work(_: Progress) -> AddChoices:
            awards = {kind: office.reports.awards(key, kind) for kind in Kind}
            every = {one.id: one for offered in awards.values() for one in offered}.values()
            return AddChoices(
                office.units.participants(key),
                awards,
                {kind: office.reports.forms(kind) for kind in Kind},
                office.legal.proposals(key, every, as_of),
            )

        self._runner.run(self, work, done=self._ask_whose, failed=partial(show_error, self))

    def begin_report(self, new: NewReport) -> None:
        """Begin a report and show it."""
        key, reports = self._key, self._office.reports

        def work(_: Progress) -> Created:
            return reports.create(key, new.subject, new.form, new.award)

        self._runner.run(self, work, done=self._created, failed=partial(show_error, self))

    def remove(self, report: int) -> None:
        """Take a report away after asking; undo brings it back."""
        found = next((one for one in self.list.model.reports if one.id == report), None)
        if found is None:
            return
        self.editor.keep()
        ask(
            self,
            what=f"Bỏ báo cáo thành tích của {found.subject}?",
            lost="Các mục đã soạn không còn trong sổ. Hoàn tác (Ctrl+Z) lấy lại được.",
            do_it="Bỏ báo cáo",
            then=partial(self._remove_now, report),
        )

    def save_pdf(self, path: Path, *, replace: bool) -> None:
        """Write the report shown to a PDF file."""
        if self.draft is None:
            return
        key, report, as_of, reports = self._key, self.draft.id, self._as_of, self._office.reports
        self.editor.keep()

        def work(_: Progress) -> Path:
            reports.save_pdf(key, report, as_of, path, replace=replace)
            return path

        run_with_popup(
            self._runner,
            self,
            f"Đang ghi {path.name}",
            work,
            lambda done: self.said.emit(f"Đã lưu {done.name}"),
            partial(show_error, self),
        )

    def ask_pdf(self) -> None:
        """Ask where the PDF goes."""
        if self.draft is not None:
            name = f"Báo cáo thành tích {self.draft.participant.subject.name}"
            ask_where(self, PDF, name, self.save_pdf)

    def ask_summary(self) -> None:
        """Ask where the summary of all reports goes («Biểu tóm tắt thành tích»)."""
        self.editor.keep()
        ask_where(self, PDF, "Biểu tóm tắt thành tích", self.save_summary)

    def save_summary(self, path: Path, *, replace: bool) -> None:
        """Write the summary of all reports to a PDF file, and say what it lacks."""
        key, as_of, workspace = self._key, self._as_of, self._office.workspace

        def work(_: Progress) -> tuple[str, ...]:
            return save_summary(workspace, key, as_of, path, replace=replace)

        run_with_popup(
            self._runner,
            self,
            f"Đang ghi {path.name}",
            work,
            lambda lacking: self._summary_saved(path, lacking),
            partial(show_error, self),
        )

    def _summary_saved(self, path: Path, lacking: tuple[str, ...]) -> None:
        self.said.emit(f"Đã lưu {path.name}")
        if lacking:
            tell(self, f"Biểu đã lưu, còn thiếu {len(lacking)} mục.", "\n".join(lacking))

    def ask_printer(self) -> None:
        """Ask for a printer, then print the report shown."""
        if self.draft is None:
            return
        self.editor.keep()
        key, report, as_of, reports = self._key, self.draft.id, self._as_of, self._office.reports

        def work(_: Progress) -> bytes:
            return reports.pdf(key, report, as_of)

        self._runner.run(self, work, done=self._print, failed=partial(show_error, self))

    def show_filter(self, name: str) -> None:
        """Open at a report, by its number."""
        if name.isdigit():
            self._choose(int(name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The window lets the file go while it closes: what was just typed is kept before.
        if event.type() is QEvent.Type.Close and watched is self.window():
            self.leave()
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Send what is being typed to be kept: the page or the file is about to go."""
        self.editor.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        self.editor.keep()
        super().hideEvent(event)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        if hasattr(self, "_panes"):
            self._dress_panes(theme)

    def _build(self) -> None:
        self.preview_button = Button("Xem trước", icon="eye")
        self.preview_button.setCheckable(True)
        self.preview_button.setChecked(True)
        self.print_button = Button("In…", icon="printer")
        self.pdf_button = next_step("Lưu PDF…", icon="file-earmark-pdf")
        for button in (self.preview_button, self.print_button, self.pdf_button):
            self.head.add_action(button)
        self.list = ReportsPanel()
        self.editor = ReportEditor()
        self.preview = PreviewPanel()
        self._panes_box = QWidget()
        self._panes = QHBoxLayout(self._panes_box)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.addWidget(self.list)
        self._panes.addWidget(self.editor, 10)
        self._panes.addWidget(self.preview, 9)
        self.begin_button = next_step("Lập báo cáo thành tích…", icon="file-earmark-plus")
        self.import_button = next_step("Nhập bảng tính…", icon="box-arrow-in-down")
        self.empty = EmptyState("folder2-open", "", (self.begin_button, self.import_button))
        self._empty_card = Card(flush=True)
        self._empty_card.body.addWidget(self.empty)
        self.notice = NoticeBar(tone=Tone.INFO, icon="info-circle")
        self.body.addWidget(self.notice)
        self.body.addWidget(self._panes_box, 1)
        self.body.addWidget(self._empty_card, 1)
        self._show_panes(on=False)
        self.notice.hide()
        self._empty_card.hide()
        self._dress_panes(current_theme())

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.add_wanted.connect(self.begin)
        self.list.remove_wanted.connect(self.remove)
        self.list.menu_wanted.connect(self._open_menu)
        self.editor.section_edited.connect(self._keep_section)
        self.editor.typed.connect(self._preview_pause.start)
        self.preview_button.toggled.connect(self.preview.setVisible)
        self.preview_button.toggled.connect(lambda _: self._compose())
        self.print_button.clicked.connect(self.ask_printer)
        self.pdf_button.clicked.connect(self.ask_pdf)
        self.notice.link_clicked.connect(self._tell_notices)
        self.begin_button.clicked.connect(self.begin)
        self.import_button.clicked.connect(self.import_wanted)
        self._preview_pause.timeout.connect(self._compose)

    def _dress_panes(self, theme: Theme) -> None:
        self._panes.setSpacing(theme.metrics.gap)

    def _show_panes(self, *, on: bool) -> None:
        self._panes_box.setVisible(on)
        for button in (self.preview_button, self.print_button, self.pdf_button):
            button.setVisible(on)

    @Slot(object)
    def _show(self, loaded: _Loaded) -> None:
        draft = loaded.draft
        self._show_panes(on=draft is not None)
        self._empty_card.setVisible(draft is None)
        self._show_notices(draft)
        self.head.set_subtitle(_subtitle(loaded.reports))
        if draft is None:
            self._show_empty(has_people=loaded.participants > 0)
            return
        is_other = self.editor.draft is None or self.editor.draft.id != draft.id
        self._wanted = draft.id
        self.list.show_reports(loaded.reports, draft.id)
        kind = draft.participant.subject.kind
        self.list.show_parts([one for one in draft.parts if one.kind in (None, kind)])
        self.editor.show_draft(draft)
        tab_through(self.head, self.list, self.editor, self.preview)
        if draft.id == self._begun:
            self._begun = None
            self.editor.write_first_empty()
        if not is_other:
            self._preview_pause.start()
        else:
            self._preview_pause.stop()
            self.preview.pages.clear()
            self._compose()

    def _show_notices(self, draft: Draft | None) -> None:
        """Show the first thing to be mindful of before printing; the others are a click away."""
        notices = _notices(draft) if draft else ()
        self.notice.setVisible(bool(notices))
        if draft and notices:
            more = f"Xem cả {len(notices)} lưu ý" if len(notices) > 1 else ""
            about = draft.form.name if notices[0] in draft.notices else "Bản chốt"
            self.notice.show_notice(f"{about}:", notices[0], link=more)

    def _tell_notices(self) -> None:
        if self.draft is not None:
            name = self.draft.form.name
            tell(self, f"Lưu ý khi lập báo cáo theo {name}", "\n\n".join(_notices(self.draft)))

    def _show_empty(self, *, has_people: bool) -> None:
        self.begin_button.setVisible(has_people)
        self.import_button.setVisible(not has_people)
        self.empty.set_sentence(
            "Chưa có báo cáo nào. Chọn đơn vị hoặc cá nhân được đề nghị; "
            "số liệu đã nhập tự vào báo cáo."
            if has_people
            else "Chưa có đơn vị, cá nhân nào trong đợt thi đua. "
            "Nhập bảng tính hoặc danh sách trước, rồi lập báo cáo ở đây."
        )

    def _choose(self, report: int) -> None:
        if report != self._wanted:
            self.editor.keep()
            self._wanted = report
            self.refresh()

    def _keep_section(self, report: int, section: str, text: str) -> None:
        reports = self._office.reports

        def work(_: Progress) -> Changes:
            return reports.write_section(report, section, text)

        def failed(error: Exception) -> None:
            written = self.editor.texts.get(section)
            if written is not None:
                written.forget_sent()
            # Not on this page: it may be gone before the clerk has read why.
            show_error(self.window(), error)

        self._runner.run(self, work, done=self.changed.emit, failed=failed)

    def _compose(self) -> None:
        """Compose the preview with what is being typed; one at a time, the latest wish last."""
        draft = self.editor.draft
        if draft is None or not self.preview_button.isChecked():
            return
        if self._is_composing:
            self._compose_again = True
            return
        self._is_composing, self._compose_again = True, False
        key, as_of, reports, report = self._key, self._as_of, self._office.reports, draft.id
        unsaved = self.editor.unsaved()

        def work(_: Progress) -> bytes:
            return reports.preview(key, report, as_of, unsaved=unsaved)

        self._previews.run(
            self, work, done=partial(self._composed, report), failed=self._not_composed
        )

    def _composed(self, report: int, data: bytes) -> None:
        self._is_composing = False
        if self.editor.draft is not None and self.editor.draft.id == report:
            self.preview.show_pdf(data)
        if self._compose_again:
            self._compose()

    def _not_composed(self, error: Exception) -> None:
        self._is_composing = False
        show_error(self, error)

    def _ask_whose(self, choices: AddChoices) -> None:
        dialog = AddReportDialog(choices, self)
        dialog.wanted.connect(self.begin_report)
        dialog.open()

    def _created(self, created: Created) -> None:
        self.editor.keep()
        self._wanted = self._begun = created.id
        self.changed.emit(created)

    def _remove_now(self, report: int) -> None:
        reports = self._office.reports
        self._runner.run(
            self,
            lambda _: reports.remove(report),
            done=self.changed.emit,
            failed=partial(show_error, self),
        )

    def _open_menu(self, report: int, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Bỏ báo cáo…", partial(self.remove, report))
        menu.popup(place)

    def _print(self, data: bytes) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Báo cáo thành tích")
        dialog = QPrintDialog(printer, self)
        document = open_pdf(data, dialog)
        dialog.setMinMax(1, document.pageCount())
        dialog.accepted.connect(lambda: print_pdf(document, printer))
        dialog.finished.connect(dialog.deleteLater)
        # Its own `open` hides the plain one.
        QDialog.open(dialog)


def _subtitle(reports: tuple[DraftInfo, ...]) -> str:
    if not reports:
        return ""
    complete = sum(not one.missing for one in reports)
    lacking = sum(one.missing for one in reports)
    parts = [f"{len(reports)} báo cáo", f"{complete} đủ"]
    if lacking:
        parts.append(f"còn {lacking} mục chưa soạn")
    return " · ".join(parts)


def _notices(draft: Draft) -> tuple[str, ...]:
    """Return what differs from the frozen result, then what the law asks."""
    match = draft.snapshot
    changed = (match.sentence,) if match and not match.same else ()
    return (*changed, *draft.notices)

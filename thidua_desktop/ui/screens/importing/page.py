"""The import page (Nhập bảng tính): four steps, nothing written before the last one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QWidget,
)

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Period
from thidua_desktop.errors import PeriodNeededError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_mappings import Remembered
from thidua_desktop.services.imports import (
    ImportChoices,
    Inspection,
    Review,
    RoleChoice,
    TableView,
    UnitChoice,
)
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.wording import describe
from thidua_desktop.ui.models.import_choices import (
    with_header,
    with_month,
    with_role,
    with_sheet,
    with_text_as_typed,
)
from thidua_desktop.ui.models.import_marks import Mark, marks_of
from thidua_desktop.ui.models.import_queue import FileState, ImportQueue
from thidua_desktop.ui.screens.importing.columns_step import ColumnsStep
from thidua_desktop.ui.screens.importing.files import ImportFiles
from thidua_desktop.ui.screens.importing.frame import COLUMNS, FILE, REVIEW, SHEET
from thidua_desktop.ui.screens.importing.legacy_dialog import LegacyDialog
from thidua_desktop.ui.screens.importing.problems import ProblemPanel
from thidua_desktop.ui.screens.importing.recent import (
    Months,
    months_of,
    recent_files,
    remember_file,
)
from thidua_desktop.ui.screens.importing.roster import Roster
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.widgets.pages import tab_through


class ImportPage(ImportFiles):
    """Leads a table from outside into the figures of one campaign."""

    imported = Signal(object)
    """The import is written; carries its `Changes`."""
    closed = Signal()
    """The clerk left; what was not written is not written."""
    mappings_wanted = Signal()
    """What is remembered of layouts is to be shown."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(office, runner, parent)
        self._choices = ImportChoices()
        self._table: TableView | None = None
        self._review: Review | None = None
        self._roles: Sequence[RoleChoice] = ()
        self._roster = Roster()
        self._months: Months = ()
        self._known: Remembered | None = None
        self._sheets: tuple[str, ...] = ()
        """What is still to be imported of a workbook this program wrote, the present one first."""
        self.last_period: Period | None = None
        """What the last figures written are filed under."""
        self._arriving = False
        self._owed: QWidget | None = None
        self._connect()

    @property
    def choices(self) -> ImportChoices:
        """Return what was decided so far."""
        return self._choices

    def start(self, key: str, paths: Sequence[Path] = ()) -> None:
        """Begin at the first step, or with files already given."""
        self._key = key
        self._queue = ImportQueue()
        self._choices = ImportChoices()
        self._forget_file()
        self.file_step.clear()
        self.file_step.set_recent(recent_files())
        self._go(FILE)
        self._jobs.run("Đang đọc đợt thi đua…", self._load_campaign, self._take_campaign)
        if paths:
            self.take_files(paths)

    def on_changed(self, changes: Changes) -> None:
        """React to a committed step anywhere: an import may have been undone or done again."""
        if changes.touch("import") and any(one.number for one in self._queue.files):
            key = self._key
            self._jobs.run(
                "Đang xem lịch sử nhập…",
                lambda _progress: [one.id for one in self._office.imports.history(key)],
                self._take_history,
            )
        if self.step == REVIEW and changes.touch("figure", "subject", "alias"):
            self._look_again()

    def next_step(self) -> None:
        """Do what the filled button says, if it can be done now."""
        if self.foot.forward.isEnabled() and self.foot.forward.isVisibleTo(self):
            self._forward()

    def previous_step(self) -> None:
        """Go one step back, keeping what was decided; from the first one, leave."""
        if self._jobs.is_busy:
            return
        if self.step == FILE:
            self.closed.emit()
        else:
            self._go(self.step - 1)

    def leave(self) -> None:
        """Give the import up; nothing was written."""
        self._jobs.cancel()
        self.closed.emit()

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.foot.back.clicked.connect(self.previous_step)
        self.foot.cancel.clicked.connect(self.leave)
        self.foot.forward.clicked.connect(self.next_step)
        self.foot.skip.clicked.connect(self.skip_file)
        self.file_step.chosen.connect(self.take_files)
        self.file_step.reopened.connect(self._reopen)
        self.file_step.mappings_wanted.connect(self.mappings_wanted)
        self.file_step.large_wanted.connect(self.read_large)
        for bar in (self.sheet_step.known, self.columns_step.known):
            bar.link_clicked.connect(self._recognise_anew)
        self.sheet_step.legacy.link_clicked.connect(self.show_legacy)
        self.sheet_step.sheet_chosen.connect(self._choose_sheet)
        self.sheet_step.header_chosen.connect(self._choose_header)
        self.columns_step.role_chosen.connect(self._choose_role)
        self.columns_step.month_chosen.connect(self._choose_month)
        self.columns_step.decided.connect(self._decide)
        self.review_step.decided.connect(self._decide)
        for keys, slot in (
            ("Alt+Right", self.next_step),
            ("Alt+Left", self.previous_step),
            ("Ctrl+Return", self.next_step),
            ("Esc", self.leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the campaign and the file ---

    def _load_campaign(self, _progress: Progress) -> tuple[Sequence[RoleChoice], Roster, Months]:
        roles = self._office.imports.roles(self._key)
        participants = self._office.units.participants(self._key)
        units = [UnitChoice(one.subject.id, one.subject.label, "") for one in participants]
        campaign = self._office.campaigns.load(self._key)
        groups = [(one.short, one.id) for one in campaign.groups]
        return roles, Roster(units, groups), months_of(campaign)

    def _take_campaign(self, loaded: tuple[Sequence[RoleChoice], Roster, Months]) -> None:
        self._roles, self._roster, self._months = loaded

    def _take_file(self, found: tuple[Inspection, tuple[str, ...]]) -> None:
        inspection, self._sheets = found
        if not self._is_current(inspection.path):
            return
        self._inspection = inspection
        remember_file(inspection.path)
        self._take_sheet(inspection)

    def _take_sheet(self, inspection: Inspection) -> None:
        """Go to the proposed sheet; of our own workbooks to the next one that was filled in."""
        sheet = next(iter(self._sheets), None)
        self._choices = ImportChoices(month=self._choices.month, sheet=sheet)
        self._table = self._review = self._known = None
        self.sheet_step.show_sheets(inspection, sheet)
        self._go(SHEET)
        self._find_table(as_last_time=sheet is None)

    def _forget_file(self) -> None:
        super()._forget_file()
        self._table = self._review = self._known = None

    # --- the table ---

    def _find_table(self, *, as_last_time: bool) -> None:
        """Find the table under the present choices; perhaps read it as one like it was read."""
        inspection, choices, key = self._inspection, self._choices, self._key
        if inspection is None:
            return
        imports = self._office.imports

        def work(_progress: Progress) -> tuple[Remembered | None, ImportChoices, TableView]:
            known = imports.remembered(key, inspection, choices) if as_last_time else None
            chosen = known.choices if known else choices
            return known, chosen, imports.table(inspection, chosen)

        self._jobs.run("Đang tìm bảng số liệu…", work, self._take_table, self._refuse_table)

    def _take_table(self, found: tuple[Remembered | None, ImportChoices, TableView]) -> None:
        known, self._choices, self._table = found
        self._known = known or self._known
        self._review = None
        if known is not None and self._inspection is not None:
            self.sheet_step.show_sheets(self._inspection, self._table.sheet)
        self.sheet_step.show_table(self._table, self._marks())
        for bar in (self.sheet_step.known, self.columns_step.known):
            bar.show_known(self._known)
        self._say_where()
        self._show_foot()
        tab_through(self.page.head, self._steps, self.foot)

    def _refuse_table(self, error: Exception) -> None:
        self._table = self._review = None
        if self._inspection is not None:
            plain = self._office.imports.plain_rows(self._inspection, self.sheet_step.sheet)
            self.sheet_step.show_plain(plain)
        self.sheet_step.show_refusal(describe(error))
        self._say_where()
        self._show_foot()

    def _choose_sheet(self, name: str) -> None:
        self._choices, self._known = with_sheet(self._choices, name), None
        self._find_table(as_last_time=True)

    def _choose_header(self, first: int, last: int) -> None:
        self._choices, self._known = with_header(self._choices, first, last), None
        self._find_table(as_last_time=True)

    def _recognise_anew(self) -> None:
        """Forget, for this import, how a table like it was read."""
        self._choices, self._known = ImportChoices(month=self._choices.month), None
        self._go(SHEET)
        self._find_table(as_last_time=False)

    def show_legacy(self) -> LegacyDialog | None:
        """Show both readings of old text, to choose between them."""
        if self._table is None or not self._table.legacy:
            return None
        dialog = LegacyDialog(self._table.legacy, self)
        dialog.chosen.connect(self._choose_text)
        dialog.open()
        return dialog

    def _choose_text(self, kept: frozenset[str]) -> None:
        self._choices = with_text_as_typed(self._choices, kept)
        self._find_table(as_last_time=False)

    def _marks(self) -> Mapping[str, Mark]:
        if self._table is None:
            return {}
        return marks_of(self._table.columns, self._choices.columns, self._roles)

    # --- columns, units, problems ---

    def _choose_role(self, letter: str, role: str) -> None:
        if self._table is not None:
            self._choices = with_role(self._choices, self._table, letter, role)
            self._look_again()

    def _choose_month(self, month: str | None) -> None:
        self._choices = with_month(self._choices, month)
        self._look_again()

    def _decide(self, decision: Callable[[ImportChoices], ImportChoices]) -> None:
        self._choices = decision(self._choices)
        self._look_again()

    def _look_again(self) -> None:
        """Ask what the import would do under the present choices, and show it."""
        inspection, choices, key = self._inspection, self._choices, self._key
        if inspection is not None:
            self._jobs.run(
                "Đang đối chiếu với sổ…",
                lambda progress: self._office.imports.review(key, inspection, choices, progress),
                self._take_review,
                self._miss_review,
            )

    def _take_review(self, review: Review) -> None:
        self._review = review
        self._show_step()

    def _miss_review(self, error: Exception) -> None:
        self._review = None
        if isinstance(error, PeriodNeededError):
            self._show_step()
        else:
            self._go(SHEET)
            self.sheet_step.show_refusal(describe(error))

    # --- going on ---

    def _forward(self) -> None:
        if self.step == REVIEW:
            self._write()
        elif self.step == FILE:
            self._continue()
        else:
            self._go(self.step + 1)

    def _continue(self) -> None:
        """Do what the list of files says comes next."""
        if self._inspection is not None:
            self._go(SHEET)
        elif (file := self._queue.current) is not None:  # its reading was stopped
            self.open_file(file.path)
        else:
            self._next_file_or_leave()

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.stepper.show_step(step)
        self._arriving = True
        if step in (COLUMNS, REVIEW):
            self._look_again()
        else:
            self._show_step()

    def _show_step(self) -> None:
        self._say_where()
        self.file_step.show_queue(self._queue)
        if self.step == SHEET and self._table is not None:
            self.sheet_step.table.show_marks(self._table.rows, self._marks())
        if self.step == COLUMNS and self._table is not None:
            chosen = dict(self._choices.columns)
            self.columns_step.show_table(self._table, chosen, self._roles, self._marks())
            self.columns_step.show_period(
                self._table.period_text,
                self._months,
                self._choices.month,
                needed=self._review is None,
            )
            self.columns_step.show_units(self._review, self._roster)
        if self.step == REVIEW and self._review is not None:
            skipped = sorted(row for row, whom in self._choices.units.items() if whom is None)
            if self._table is not None:
                self.review_step.show_sheet(self._table, self._marks())
            self.review_step.show_review(self._review, self._roster, skipped)
        self._show_foot()
        tab_through(self.page.head, self._steps, self.foot)
        if self._arriving:
            self._arriving = False
            self.review_step.begin()
            self._focus_step()
        else:
            self._lead_on()

    def _lead_on(self) -> None:
        """Give the keyboard to the next question after an answer, then to the filled button.

        The widget that was answered on is gone; left alone, Enter would go back a step.
        """
        steps: dict[int, ColumnsStep | ProblemPanel] = {
            COLUMNS: self.columns_step,
            REVIEW: self.review_step.panel,
        }
        step = steps.get(self.step)
        if step is not None and not step.take_focus_back():
            self.foot.forward.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_where(self) -> None:
        inspection, table = self._inspection, self._table
        parts: list[str] = []
        file = self._queue.current
        if file is not None and self._queue.has_several:
            parts.append(f"Tệp {self._queue.place(file)}")
        if inspection is not None:
            parts.append(inspection.file)
        if inspection is not None and table is not None:
            later = len(self._sheets) - 1
            then = f" (còn {later} trang, mỗi trang một lần nhập)" if later > 0 else ""
            parts += [f"trang «{table.sheet}»{then}", f"vùng {table.area}"]
            months = {value: words for words, value in self._months}
            month = months.get(self._choices.month or "")
            period = table.period_text or (month or "")
            parts += [period] if period else []
        self.page.head.set_subtitle(" · ".join(parts))
        written = any(one.number for one in self._queue.files)
        self.promise.setText("Tệp này chưa ghi vào sổ" if written else "Chưa ghi gì vào sổ")
        for part in (self.promise_mark, self.promise):
            part.setHidden(written and self.step == FILE)

    def _focus_step(self) -> None:
        is_begun = self._queue.has_several or self._queue.current is not None
        targets: dict[int, QWidget] = {
            FILE: self.foot.forward if is_begun else self.file_step.zone.choose,
            SHEET: self.sheet_step.sheets,
            COLUMNS: self.columns_step.first_question() or self.foot.forward,
            REVIEW: self.review_step.table if self._has_questions() else self.foot.forward,
        }
        target = targets[self.step]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        # While work is under way the filled button takes no focus: it gets it afterwards.
        self._owed = None if target.isEnabled() else target

    def _has_questions(self) -> bool:
        return self._review is not None and bool(self._review.open)

    def _show_foot(self) -> None:
        self.foot.show_state(
            self.step,
            self._review,
            self._queue,
            ready=self._is_ready(),
            busy=self._jobs.is_busy,
        )
        owed = self._owed
        if owed is not None and owed.isEnabled():
            self._owed = None
            owed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_ready(self) -> bool:
        if self.step == FILE:
            return self._inspection is not None or bool(
                self._queue.has_several or self._queue.current
            )
        if self.step == SHEET:
            return self._table is not None
        return self._review is not None

    # --- writing ---

    def _write(self) -> None:
        review, choices, key = self._review, self._choices, self._key
        if review is None:
            return
        imports = self._office.imports

        def work(progress: Progress) -> tuple[Changes, int]:
            changes = imports.apply(key, review, choices, progress)
            return changes, imports.history(key)[0].id

        self._jobs.run("Đang ghi vào sổ…", work, partial(self._written, review))

    def _written(self, review: Review, done: tuple[Changes, int]) -> None:
        changes, number = done
        self.last_period = review.plan.period
        self._sheets = self._sheets[1:]
        if self._sheets and self._inspection is not None:
            self.imported.emit(changes)
            self._take_sheet(self._inspection)
            return
        words = f"Đã ghi {vietnamese.count(review.writes)} số, lần nhập số {number}."
        self._queue.end(FileState.IMPORTED, words, number)
        self._forget_file()
        self.imported.emit(changes)
        self._next_file()

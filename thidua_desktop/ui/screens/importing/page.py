"""The import page (Nhập bảng tính): four steps, nothing written before the last one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.errors import AppError, PeriodNeededError
from thidua_desktop.services.changes import Changes
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
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.models.import_choices import (
    with_header,
    with_month,
    with_role,
    with_sheet,
)
from thidua_desktop.ui.screens.importing.columns_step import ColumnsStep, Months
from thidua_desktop.ui.screens.importing.file_step import MOST_RECENT, FileStep
from thidua_desktop.ui.screens.importing.foot import ImportFoot
from thidua_desktop.ui.screens.importing.review_step import ReviewStep
from thidua_desktop.ui.screens.importing.sheet_step import SheetStep
from thidua_desktop.ui.tasks import Runner
from thidua_desktop.ui.widgets.buttons import IconButton
from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.pages import Page, tab_through
from thidua_desktop.ui.widgets.tabs import Stepper
from thidua_desktop.ui.widgets.themed import Text

T = TypeVar("T")
FILE, SHEET, COLUMNS, REVIEW = range(4)
STEPS: Final = ("Chọn tệp", "Trang tính, tiêu đề", "Ghép cột, đơn vị", "Xem lại")
RECENT_KEY: Final = "import/recent"
_YEAR: Final = 12


class ImportPage(QWidget):
    """Leads a table from outside into the figures of one campaign."""

    imported = Signal(object)
    """The import is written; carries its `Changes`."""
    closed = Signal()
    """The clerk left; nothing was written."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._key = ""
        self._inspection: Inspection | None = None
        self._choices = ImportChoices()
        self._table: TableView | None = None
        self._review: Review | None = None
        self._roles: Sequence[RoleChoice] = ()
        self._units: Sequence[UnitChoice] = ()
        self._months: Months = ()
        self._progress: Progress | None = None
        self._arriving = False
        self._build()
        self._connect()

    @property
    def step(self) -> int:
        """Return the present step, from 0."""
        return self._steps.currentIndex()

    @property
    def choices(self) -> ImportChoices:
        """Return what was decided so far."""
        return self._choices

    def start(self, key: str, path: Path | None = None) -> None:
        """Begin at the first step, or with a file already given."""
        self._key = key
        self._inspection = self._table = self._review = None
        self._choices = ImportChoices()
        self.file_step.clear()
        self.file_step.set_recent(_recent())
        self._go(FILE)
        self._run("Đang đọc đợt thi đua…", self._load_campaign, self._take_campaign)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file; go on to its sheets, or say why it cannot be read."""
        self.file_step.clear()
        self._run(
            f"Đang đọc {path.name}…",
            lambda progress: self._office.imports.inspect(path, progress),
            self._take_file,
            self._refuse_file,
        )

    def next_step(self) -> None:
        """Do what the filled button says, if it can be done now."""
        if self.foot.forward.isEnabled() and self.foot.forward.isVisibleTo(self):
            self._forward()

    def previous_step(self) -> None:
        """Go one step back, keeping what was decided; from the first one, leave."""
        if self._progress is not None:
            return
        if self.step == FILE:
            self.closed.emit()
        else:
            self._go(self.step - 1)

    def leave(self) -> None:
        """Give the import up; nothing was written."""
        if self._progress is not None:
            self._progress.cancel()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        typing = isinstance(focused, QLineEdit | QAbstractSpinBox | QComboBox)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not typing:
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.next_step()
        else:
            super().keyPressEvent(event)

    # --- building ---

    def _build(self) -> None:
        self.page = Page("Nhập bảng tính")
        self.back = IconButton("arrow-left", "Về Số liệu, chưa ghi gì (Esc)", size=16)
        self.page.head.add_before_title(self.back)
        self.page.head.add_action(IconMark("shield-check", size=14))
        self.page.head.add_action(Text("Chưa ghi gì vào sổ", tone="muted"))
        self.stepper = Stepper(STEPS)
        self.file_step = FileStep()
        self.sheet_step = SheetStep()
        self.columns_step = ColumnsStep()
        self.review_step = ReviewStep()
        self._steps = QStackedWidget()
        for step in (self.file_step, self.sheet_step, self.columns_step, self.review_step):
            self._steps.addWidget(step)
        self.page.body.addWidget(self.stepper)
        self.page.body.addWidget(self._steps, 1)
        self.foot = ImportFoot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.foot.back.clicked.connect(self.previous_step)
        self.foot.cancel.clicked.connect(self.leave)
        self.foot.forward.clicked.connect(self.next_step)
        self.file_step.chosen.connect(self.open_file)
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

    # --- running ---

    def _run(
        self,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        started: list[Progress] = []
        answered: list[bool] = []

        def finish() -> None:
            answered.append(True)
            if started and self._progress is started[0]:
                self._progress = None
                self.foot.busy.end()
                self._show_foot()

        def on_done(answer: T) -> None:
            finish()
            done(answer)

        def on_failed(error: Exception) -> None:
            finish()
            if failed is not None and isinstance(error, AppError):
                failed(error)
            else:
                show_error(self, error)

        progress = self._runner.run(self, work, done=on_done, failed=on_failed)
        if not answered:
            started.append(progress)
            self._progress = progress
            self.foot.busy.begin(words, progress)
            self._show_foot()

    # --- the campaign and the file ---

    def _load_campaign(
        self, _progress: Progress
    ) -> tuple[Sequence[RoleChoice], Sequence[UnitChoice], Months]:
        roles = self._office.imports.roles(self._key)
        participants = self._office.units.participants(self._key)
        units = [UnitChoice(one.subject.id, one.subject.label, "") for one in participants]
        return roles, units, months_of(self._office.campaigns.load(self._key))

    def _take_campaign(
        self, loaded: tuple[Sequence[RoleChoice], Sequence[UnitChoice], Months]
    ) -> None:
        self._roles, self._units, self._months = loaded

    def _take_file(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._choices = ImportChoices(month=self._choices.month)
        self._table = self._review = None
        _remember(inspection.path)
        self.sheet_step.show_sheets(inspection, None)
        self._go(SHEET)
        self._find_table()

    def _refuse_file(self, error: Exception) -> None:
        self._inspection = None
        self._go(FILE)
        self.file_step.show_refusal(describe(error))

    # --- the table ---

    def _find_table(self) -> None:
        inspection, choices = self._inspection, self._choices
        if inspection is not None:
            self._run(
                "Đang tìm bảng số liệu…",
                lambda _progress: self._office.imports.table(inspection, choices),
                self._take_table,
                self._refuse_table,
            )

    def _take_table(self, table: TableView) -> None:
        self._table, self._review = table, None
        self.sheet_step.show_table(table)
        self._say_where()
        self._show_foot()

    def _refuse_table(self, error: Exception) -> None:
        self._table = self._review = None
        self.sheet_step.show_refusal(describe(error))
        self._show_foot()

    def _choose_sheet(self, name: str) -> None:
        self._choices = with_sheet(self._choices, name)
        self._find_table()

    def _choose_header(self, first: int, last: int) -> None:
        self._choices = with_header(self._choices, first, last)
        self._find_table()

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
            self._run(
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
            self._go(SHEET)
        else:
            self._go(self.step + 1)

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
        if self.step == COLUMNS and self._table is not None:
            self.columns_step.show_table(self._table, dict(self._choices.columns), self._roles)
            self.columns_step.show_period(
                self._table.period_text, self._months, self._choices.month
            )
            self.columns_step.show_units(self._review, self._units)
        if self.step == REVIEW and self._review is not None:
            skipped = sorted(row for row, whom in self._choices.units.items() if whom is None)
            self.review_step.show_review(self._review, self._units, skipped)
        self._show_foot()
        tab_through(self.page.head, self._steps, self.foot)
        if self._arriving:
            self._arriving = False
            self.review_step.begin()
            self._focus_step()

    def _say_where(self) -> None:
        inspection, table = self._inspection, self._table
        parts: list[str] = []
        if inspection is not None:
            parts.append(inspection.file)
        if inspection is not None and table is not None:
            parts += [f"trang “{table.sheet}”", f"vùng {table.area}"]
            months = {value: words for words, value in self._months}
            month = months.get(self._choices.month or "")
            period = table.period_text or (month or "")
            parts += [period] if period else []
        self.page.head.set_subtitle(" · ".join(parts))

    def _focus_step(self) -> None:
        targets: dict[int, QWidget] = {
            FILE: self.file_step.zone.choose,
            SHEET: self.sheet_step.sheets,
            COLUMNS: self.columns_step.first_question() or self.foot.forward,
            REVIEW: self.review_step.table if self._has_questions() else self.foot.forward,
        }
        targets[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_questions(self) -> bool:
        return self._review is not None and bool(self._review.open)

    def _show_foot(self) -> None:
        self.foot.show_state(
            self.step,
            self._review,
            ready=self._is_ready(),
            busy=self._progress is not None,
        )

    def _is_ready(self) -> bool:
        if self.step == FILE:
            return self._inspection is not None
        if self.step == SHEET:
            return self._table is not None
        return self._review is not None

    # --- writing ---

    def _write(self) -> None:
        review, choices, key = self._review, self._choices, self._key
        if review is not None:
            self._run(
                "Đang ghi vào sổ…",
                lambda progress: self._office.imports.apply(key, review, choices, progress),
                self._written,
            )

    def _written(self, changes: Changes) -> None:
        self._inspection = self._table = self._review = None
        self.imported.emit(changes)


def months_of(campaign: Campaign) -> Months:
    """Return the months figures of a campaign may be filed under, latest first."""
    last = campaign.end
    first = campaign.start
    months: list[tuple[str, str]] = []
    year, month = last.year, last.month
    while len(months) < _YEAR or (first is not None and (year, month) >= (first.year, first.month)):
        if first is not None and (year, month) < (first.year, first.month):
            break
        months.append((f"tháng {month}/{year}", f"{year}-{month:02d}"))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(months)


def _recent() -> list[Path]:
    stored: Any = QSettings().value(RECENT_KEY, [])
    names = [stored] if isinstance(stored, str) else list(stored or [])
    return [Path(str(name)) for name in names]


def _remember(path: Path) -> None:
    others = [one for one in _recent() if one != path]
    QSettings().setValue(RECENT_KEY, [str(one) for one in [path, *others][:MOST_RECENT]])

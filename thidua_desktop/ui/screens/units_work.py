"""What the page «Đơn vị» does: dialogs asked, services called, what was written passed on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from thidua_desktop.domain.subjects import Kind, SubjectId
from thidua_desktop.domain.vietnamese import count, nfc
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.figure_tables import FigureTables
from thidua_desktop.services.office import Office
from thidua_desktop.services.past_awards import Past, PastAward
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.unit_merging import Likely
from thidua_desktop.services.unit_registers import RegisterPlan
from thidua_desktop.services.unit_views import Member, MemberRow, MembersView
from thidua_desktop.ui.errors import ask, show_error, tell
from thidua_desktop.ui.models.units import Line, lines_of
from thidua_desktop.ui.screens.units_add import AddMemberDialog
from thidua_desktop.ui.screens.units_history import PastAwardDialog
from thidua_desktop.ui.screens.units_merge import MergeDialog
from thidua_desktop.ui.screens.units_register import RegisterDialog
from thidua_desktop.ui.tasks import Runner, run_with_popup
from thidua_desktop.ui.widgets.save_file import WORKBOOK, ask_where

T = TypeVar("T")
Loaded = tuple[MembersView, Mapping[Kind, tuple[Line, ...]]]
_FILES: Final = "Bảng tính Excel (*.xlsx)"


class UnitsWork(QObject):
    """Carries out what the page and its dialogs ask for; dialogs stand over `page`."""

    written = Signal(object)
    """Something was written: its `Changes`."""
    unchanged = Signal()
    """What was typed is what is stored."""
    added = Signal(str)
    """Somebody of this name is about to be shown."""
    refused = Signal(object, object, object)
    """A field was not stored: the `MemberRow`, the `Member`, the `InvalidValueError`."""
    said = Signal(str)

    def __init__(self, office: Office, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._runner, self._page = office, runner, page
        self.key = ""

    def load(self, done: Callable[[Loaded], None]) -> None:
        """Read everybody, and make the lines of both tables."""
        key = self.key

        def work(_: Progress) -> Loaded:
            view = self._office.units.members(key)
            return view, {kind: lines_of(view.rows(kind)) for kind in Kind}

        self._run(work, done)

    # --- one by one ---

    def start_adding(self, kind: Kind, view: MembersView, group: str) -> AddMemberDialog:
        """Open the dialog that adds a unit or a person."""
        dialog = AddMemberDialog(kind, view, self._page, group=group)
        dialog.wanted.connect(partial(self._add, dialog))
        dialog.open()
        return dialog

    def _add(self, dialog: AddMemberDialog, texts: dict[Member, str]) -> None:
        key, kind = self.key, dialog.kind

        def added(changes: Changes) -> None:
            dialog.accept()
            self.added.emit(nfc(texts[Member.NAME]))
            self.written.emit(changes)

        def failed(error: Exception) -> None:
            if not (isinstance(error, InvalidValueError) and dialog.show_error(error)):
                show_error(dialog, error)

        self._runner.run(
            dialog,
            lambda _progress: self._office.units.add(key, kind, texts),
            done=added,
            failed=failed,
        )

    def edit(self, row: MemberRow, field: Member, text: str) -> None:
        """Store one field."""
        key = self.key
        self._store(row, field, lambda: self._office.units.set_fact(key, row.id, field, text))

    def add_alias(self, row: MemberRow, text: str) -> None:
        """Store another spelling."""
        self._store(row, Member.ALIAS, lambda: self._office.units.add_alias(row.id, text))

    def remove_alias(self, row: MemberRow, text: str) -> None:
        """Forget another spelling."""
        self._store(row, Member.ALIAS, lambda: self._office.units.remove_alias(row.id, text))

    def _store(self, row: MemberRow, field: Member, write: Callable[[], Changes]) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, InvalidValueError):
                self.refused.emit(row, field, error)
            else:
                show_error(self._page, error)

        def done(changes: Changes) -> None:
            if changes.tables:
                self.written.emit(changes)
            else:
                self.unchanged.emit()

        self._runner.run(self, lambda _progress: write(), done=done, failed=failed)

    def ask_removal(self, row: MemberRow) -> None:
        """Say what taking somebody out of the campaign means, then do it."""
        if not row.takes_part:
            return
        kept = f"{count(row.figures)} số liệu" if row.figures else "Tên, cách viết"
        ask(
            self._page,
            what=f"Đưa «{row.subject.name}» ra khỏi đợt thi đua này?",
            lost=f"Không còn được xếp hạng, xét thưởng trong đợt. {kept} vẫn ở trong sổ; "
            "thêm lại cùng tên là trở lại như cũ. Hoàn tác được.",
            do_it="Đưa ra khỏi đợt",
            then=partial(self.remove, row.id),
        )

    def remove(self, subject: SubjectId) -> None:
        """Take somebody out of the campaign."""
        key = self.key
        self._run(lambda _: self._office.units.remove(key, subject), self.written.emit)

    # --- history ---

    def start_past_award(self, row: MemberRow, past: PastAward | None) -> PastAwardDialog:
        """Open the dialog that writes down or corrects a commendation."""
        dialog = PastAwardDialog(row.subject.label, self._page, past=past)
        dialog.wanted.connect(partial(self._keep_past_award, dialog, row))
        dialog.open()
        return dialog

    def _keep_past_award(
        self, dialog: PastAwardDialog, row: MemberRow, texts: dict[Past, str]
    ) -> None:
        service, past = self._office.past_awards, dialog.past

        def work(_: Progress) -> Changes:
            return service.change(past.row, texts) if past else service.add(row.id, texts)

        def kept(changes: Changes) -> None:
            dialog.accept()
            self.written.emit(changes)

        def failed(error: Exception) -> None:
            if not (isinstance(error, InvalidValueError) and dialog.show_error(error)):
                show_error(dialog, error)

        self._runner.run(dialog, work, done=kept, failed=failed)

    def remove_past_award(self, past: PastAward) -> None:
        """Take a commendation out; undo brings it back."""
        self._run(lambda _: self._office.past_awards.remove(past.row), self.written.emit)

    # --- duplicates ---

    def find_duplicates(self, kind: Kind, view: MembersView, chosen: MemberRow | None) -> None:
        """Look for names written twice, then open the dialog that merges two."""
        key = self.key

        def work(progress: Progress) -> tuple[Likely, ...]:
            return self._office.units.duplicates(key, progress)

        def done(likely: tuple[Likely, ...]) -> None:
            dialog = MergeDialog(kind, view, likely, self._page, chosen=chosen)
            dialog.plan_wanted.connect(partial(self._plan_merge, dialog))
            dialog.merge_wanted.connect(self.merge)
            dialog.open()

        self._run_with_popup("Đang tìm tên trùng", work, done)

    def _plan_merge(self, dialog: MergeDialog, gone: SubjectId, kept: SubjectId) -> None:
        self._runner.run(
            dialog,
            lambda _progress: self._office.units.merge_plan(gone, kept),
            done=dialog.show_plan,
            failed=partial(show_error, dialog),
        )

    def merge(self, gone: SubjectId, kept: SubjectId, choices: dict[str, bool]) -> None:
        """Make two one."""
        self._run(lambda _: self._office.units.merge(gone, kept, choices), self.written.emit)

    # --- registers ---

    def choose_register(self) -> None:
        """Ask for a register of units or people."""
        folder = str(self._office.workspace.path.parent)
        name, _kind = QFileDialog.getOpenFileName(self._page, "Nhập danh sách", folder, _FILES)
        if name:
            self.plan_register(Path(name))

    def plan_register(self, path: Path) -> None:
        """Read a register and show what loading it would do."""
        key = self.key

        def done(plan: RegisterPlan) -> None:
            if not plan.lines:
                tell(
                    self._page,
                    f"«{plan.file}» không có dòng nào để nhập.",
                    "Kiểm tra lại tệp đã chọn.",
                )
                return
            dialog = RegisterDialog(plan, self._page)
            dialog.load_wanted.connect(partial(self.load_register, path))
            dialog.open()

        self._run_with_popup(
            f"Đang đọc {path.name}", lambda _: self._office.units.plan_register(key, path), done
        )

    def load_register(self, path: Path) -> None:
        """Load a register."""
        key = self.key
        self._run(lambda _: self._office.units.load_register(key, path), self.written.emit)

    def choose_export(self, kind: Kind, campaign: str) -> None:
        """Ask where the register is to be written."""
        words = "đơn vị" if kind is Kind.UNIT else "cá nhân"
        ask_where(self._page, WORKBOOK, f"Danh sách {words} {campaign}", partial(self.export, kind))

    def export(self, kind: Kind, path: Path, *, replace: bool) -> None:
        """Write the units or the people as a register."""
        key = self.key

        def work(_: Progress) -> Path:
            self._office.units.save_register(key, kind, path, replace=replace)
            return path

        self._run(work, lambda done: self.said.emit(f"Đã xuất {done.name}"))

    def choose_template(self, row: MemberRow) -> None:
        """Ask where the blank table of figures of one of them goes."""
        name = f"Bảng mẫu số liệu {row.subject.name}"
        ask_where(self._page, WORKBOOK, name, partial(self.save_template, row.id))

    def save_template(self, subject: SubjectId, path: Path, *, replace: bool) -> None:
        """Write the blank table of the latest period, for one of them."""
        key, tables = self.key, FigureTables(self._office.workspace)

        def work(_: Progress) -> Path:
            end = tables.period_end(key, None, datetime.now().astimezone().date())
            tables.save_template(key, end, path, only={subject}, replace=replace)
            return path

        self._run(work, lambda done: self.said.emit(f"Đã xuất {done.name}"))

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._runner.run(self, work, done=done, failed=partial(show_error, self._page))

    def _run_with_popup(
        self, title: str, work: Callable[[Progress], T], done: Callable[[T], None]
    ) -> None:
        run_with_popup(self._runner, self._page, title, work, done, partial(show_error, self._page))

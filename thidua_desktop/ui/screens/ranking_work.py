"""What the page Xếp hạng writes: decisions, the frozen result, answers to late figures, files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.office import Office
from thidua_desktop.services.printing import save_frozen, save_why
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.rankings import RankingView
from thidua_desktop.services.result_tables import save_awards, save_workbook
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.screens.ranking_said import Answer, Question, SaidDialog
from thidua_desktop.ui.screens.ranking_state import RankingState
from thidua_desktop.ui.screens.snapshots_late import LateDialog
from thidua_desktop.ui.tasks import Runner, run_with_popup
from thidua_desktop.ui.widgets.save_file import PDF, WORKBOOK, ExportKind, ask_where


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: a campaign on the figures of a day, under readings only tried."""

    key: str
    as_of: date
    trial: Mapping[str, str]
    state: RankingState

    @property
    def is_frozen_result(self) -> bool:
        """Say whether what is shown is the frozen result itself."""
        return not self.trial and self.state.is_as_frozen


class RankingWork(QObject):
    """Asks who and why, then lets the services write."""

    changed = Signal(object)
    """Something was written: `Changes`."""
    decided = Signal()
    """What was tried is a decision now."""
    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, office: Office, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._runner, self._page = office, runner, page

    def decide(self, shown: Shown, readings: Mapping[str, str]) -> SaidDialog | None:
        """Ask who reads these rules so and why, then record the numbered decisions."""
        wanted = dict(readings)
        if not wanted:
            return None
        dialog = self._ask(
            Question(
                "Ghi thành quyết định",
                "Mỗi cách hiểu dưới đây thành một quyết định có số của Hội đồng, "
                "in kèm bảng xếp hạng. Hoàn tác được.",
                "Ghi quyết định",
                "check-lg",
                self._user,
                facts=_reading_facts(shown.state.view, wanted),
            )
        )
        record = self._office.decisions.record

        def write(answer: Answer) -> None:
            self._write(
                lambda: record(shown.key, wanted, answer.who, answer.why), self.decided.emit
            )

        dialog.answered.connect(write)
        return dialog

    def freeze(self, shown: Shown) -> SaidDialog:
        """Ask for a name, who and why, then freeze the result."""
        frozen = shown.state.snapshot
        dialog = self._ask(
            Question(
                "Chốt kết quả",
                "Giữ nguyên xếp hạng, giải, số liệu và quy định lúc này, kèm một mã để đối chiếu. "
                "Số liệu đến sau sẽ chờ Hội đồng chấp nhận. Không hoàn tác, chỉ rút lại được.",
                "Chốt kết quả",
                "lock-fill",
                self._user,
                warning=_freeze_warning(shown),
                name="Tên bản chốt",
                suggested="Kết quả xếp hạng" if frozen is None else "Kết quả sau điều chỉnh",
            )
        )
        service = self._office.snapshots

        def write(answer: Answer) -> None:
            self._write(
                lambda: service.freeze(shown.key, answer.name, answer.who, answer.why, shown.as_of),
                lambda: self.said.emit(f"Đã chốt «{answer.name}»"),
            )

        dialog.answered.connect(write)
        return dialog

    def withdraw(self, shown: Shown) -> SaidDialog | None:
        """Ask who takes the newest snapshot back and why, then do so."""
        frozen = shown.state.snapshot
        if frozen is None:
            tell(self._page, "Chưa có bản chốt nào để rút.", "Bấm «Chốt kết quả…» để chốt.")
            return None
        dialog = self._ask(
            Question(
                f"Rút bản chốt số {frozen.number}",
                f"«{frozen.name}», mã {frozen.code}, chốt lúc {vietnamese.moment(frozen.at)}. "
                "Bản chốt vẫn còn trong sổ, ghi là đã rút; kết quả trở lại là tạm tính.",
                "Rút bản chốt",
                "arrow-counterclockwise",
                self._user,
                needs_why=True,
                is_danger=True,
            )
        )
        service, number = self._office.snapshots, frozen.number

        def write(answer: Answer) -> None:
            self._write(
                lambda: service.withdraw(shown.key, frozen.id, answer.who, answer.why),
                lambda: self.said.emit(f"Đã rút bản chốt số {number}"),
            )

        dialog.answered.connect(write)
        return dialog

    def answer_late(self, shown: Shown) -> LateDialog | None:
        """Show the figures that came after the frozen result; accept or refuse them."""
        ledger = shown.state.ledger
        if not ledger.pending:
            tell(
                self._page,
                "Không có số liệu nào chờ Hội đồng trả lời.",
                "Số liệu vào sổ sau khi chốt kết quả sẽ hiện ở đây.",
            )
            return None
        dialog = LateDialog(ledger, self._user, self._page)
        late = self._office.late

        def write(take: Callable[..., Changes], ids: tuple[str, ...], answer: Answer) -> None:
            self._write(lambda: take(shown.key, ids, answer.who, answer.why))

        dialog.accepted_late.connect(partial(write, late.accept))
        dialog.refused_late.connect(partial(write, late.refuse))
        dialog.open()
        return dialog

    def ask_export(self, shown: Shown, kind: ExportKind) -> None:
        """Ask where the ranking goes."""
        name = f"Xếp hạng {shown.state.view.loaded.campaign.short}"
        ask_where(self._page, kind, name, partial(self.export, shown, kind))

    def export(self, shown: Shown, kind: ExportKind, path: Path, *, replace: bool) -> None:
        """Write the ranking as shown, trials included; a frozen result names its snapshot."""
        office = self._office
        frozen = shown.state.snapshot if shown.is_frozen_result else None

        def save() -> None:
            if frozen is not None:
                save_frozen(office.snapshots.get(shown.key, frozen.id), path, replace=replace)
                return
            trial = dict(shown.trial)
            if kind is WORKBOOK:
                save_workbook(
                    office.workspace, shown.key, shown.as_of, trial, path, replace=replace
                )
                return
            office.rankings.save_pdf(shown.key, shown.as_of, trial, path, replace=replace)

        self._save(path, save)

    def ask_awards(self, shown: Shown) -> None:
        """Ask where the lists of who meets which award go."""
        name = f"Khen thưởng {shown.state.view.loaded.campaign.short}"
        ask_where(self._page, WORKBOOK, name, partial(self.export_awards, shown))

    def export_awards(self, shown: Shown, path: Path, *, replace: bool) -> None:
        """Write who meets which award; a result that is as frozen names its snapshot."""
        workspace = self._office.workspace

        def save() -> None:
            trial = dict(shown.trial)
            save_awards(workspace, shown.key, shown.as_of, trial, path, replace=replace)

        self._save(path, save)

    def ask_why(self, shown: Shown, participant: Participant) -> None:
        """Ask where the page that explains one subject goes."""
        name = f"Vì sao {participant.subject.name}"
        ask_where(self._page, PDF, name, partial(self.export_why, shown, participant))

    def export_why(
        self, shown: Shown, participant: Participant, path: Path, *, replace: bool
    ) -> None:
        """Write the page that explains one subject."""
        frozen = shown.state.snapshot if shown.is_frozen_result else None
        stamp = {"snapshot": frozen.stamp} if frozen else {}
        workspace = self._office.workspace

        def save() -> None:
            save_why(
                workspace,
                shown.key,
                shown.as_of,
                dict(shown.trial),
                participant,
                path,
                replace=replace,
                **stamp,
            )

        self._save(path, save)

    @property
    def _user(self) -> str:
        return self._office.workspace.user

    def _ask(self, question: Question) -> SaidDialog:
        dialog = SaidDialog(question, self._page)
        dialog.open()
        return dialog

    def _write(self, act: Callable[[], Changes], after: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            if after is not None:
                after()
            self.changed.emit(changes)

        failed = partial(show_error, self._page)
        self._runner.run(self._page, lambda _progress: act(), done=done, failed=failed)

    def _save(self, path: Path, save: Callable[[], None]) -> None:
        def work(_: Progress) -> Path:
            save()
            return path

        run_with_popup(
            self._runner,
            self._page,
            f"Đang ghi {path.name}",
            work,
            lambda done: self.said.emit(f"Đã xuất {done.name}"),
            partial(show_error, self._page),
        )


def _reading_facts(view: RankingView, wanted: Mapping[str, str]) -> tuple[str, ...]:
    chosen = []
    for reading in view.readings:
        if reading.key in wanted:
            text = {one.value: one.text for one in reading.options}[wanted[reading.key]]
            chosen.append(f"{reading.name}: {text}")
    return tuple(chosen)


def _freeze_warning(shown: Shown) -> str:
    view = shown.state.view
    said = []
    if view.have < view.total:
        said.append(f"{view.total - view.have} đơn vị, cá nhân chưa có số liệu.")
    undecided = [one.name for one in view.readings if not one.decided]
    if undecided:
        said.append(f"Chưa quyết định cách hiểu: {'; '.join(undecided)}.")
    if shown.trial:
        said.append("Cách hiểu đang xem thử không được chốt; bản chốt theo cách đã quyết định.")
    return " ".join(said)

"""What Xếp hạng opens for the council: criteria to confirm, decisions, snapshots, late figures."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.council import Question
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.wording import describe
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.screens.awards_money import MoneyDialog, MoneyShown
from thidua_desktop.ui.screens.council_confirm import ConfirmDialog, Word
from thidua_desktop.ui.screens.ranking_work import Shown
from thidua_desktop.ui.tasks import Runner, run_with_popup

T = TypeVar("T")

COMMANDS: Final = frozenset({"ranking.confirm", "ranking.money"})
"""The commands of Xếp hạng handled here."""


class CouncilWork(QObject):
    """Reads off the UI thread, opens dialogs, lets the services write."""

    changed = Signal(object)
    """Something was written: `Changes`."""
    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, office: Office, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._runner, self._page = office, runner, page

    def handlers(self, shown: Shown) -> Mapping[str, Callable[[], object]]:
        """Return what each command does."""
        return {
            "ranking.confirm": partial(self.confirm, shown),
            "ranking.money": partial(self.show_money, shown),
        }

    def show_money(self, shown: Shown) -> None:
        """Show prizes, quotas, money and the law they rest on."""
        self._read(
            "Đang tính tiền thưởng",
            lambda _: self._money(shown),
            partial(self._open_money, shown),
        )

    def confirm(self, shown: Shown, subject: SubjectId | None = None) -> None:
        """Ask what the council says on the criteria only it can confirm, `subject` first."""
        self._read(
            "Đang xem các tiêu chuẩn Hội đồng xác nhận",
            lambda _: self._questions(shown),
            partial(self._open_confirm, shown, subject),
        )

    def _money(self, shown: Shown) -> MoneyShown:
        office = self._office
        return MoneyShown(
            office.awards.view(shown.key, shown.as_of, dict(shown.trial)),
            office.legal.view(shown.key, shown.as_of),
        )

    def _open_money(self, shown: Shown, found: MoneyShown) -> None:
        dialog = MoneyDialog(found, self._page)
        dialog.chosen.connect(partial(self._keep_law, shown, dialog))
        dialog.open()

    def _keep_law(self, shown: Shown, dialog: MoneyDialog, day: str, regime: str) -> None:
        legal = self._office.legal

        def work(_: Progress) -> tuple[Changes, MoneyShown]:
            return legal.choose(shown.key, day, regime), self._money(shown)

        def done(found: tuple[Changes, MoneyShown]) -> None:
            changes, money = found
            if isValid(dialog):
                dialog.show_money(money)
            self.said.emit(changes.label)
            self.changed.emit(changes)

        def failed(error: Exception) -> None:
            if isinstance(error, InvalidValueError) and isValid(dialog):
                dialog.show_wrong_day(describe(error).what)
            else:
                show_error(self._page, error)

        # For the page and not the dialog: what was written shows even if that is closed by then.
        self._runner.run(self._page, work, done=done, failed=failed)

    def _questions(self, shown: Shown) -> tuple[Question, ...]:
        return self._office.council.questions(shown.key, shown.as_of, dict(shown.trial))

    def _open_confirm(
        self, shown: Shown, subject: SubjectId | None, questions: tuple[Question, ...]
    ) -> None:
        if not questions:
            tell(
                self._page,
                "Đợt thi đua này không có tiêu chuẩn nào phải chờ Hội đồng xác nhận.",
                "Mọi tiêu chuẩn đều tính từ số liệu.",
            )
            return
        dialog = ConfirmDialog(questions, self._office.workspace.user, self._page)
        if subject is not None:
            dialog.ask_about(subject)
        dialog.said.connect(partial(self._record, shown, dialog))
        dialog.open()

    def _record(self, shown: Shown, dialog: ConfirmDialog, word: Word) -> None:
        council = self._office.council

        def work(_: Progress) -> tuple[Changes, tuple[Question, ...]]:
            changes = council.confirm(
                shown.key,
                word.subjects,
                word.criterion,
                met=word.met,
                evidence=word.evidence,
                who=word.who,
            )
            return changes, self._questions(shown)

        def done(found: tuple[Changes, tuple[Question, ...]]) -> None:
            changes, questions = found
            if isValid(dialog):
                dialog.show_questions(questions)
            self.said.emit(changes.label)
            self.changed.emit(changes)

        self._runner.run(self._page, work, done=done, failed=partial(show_error, self._page))

    def _read(self, title: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        run_with_popup(self._runner, self._page, title, work, done, partial(show_error, self._page))

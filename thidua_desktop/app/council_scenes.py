"""The pictures of what the council confirms, decides, freezes and answers."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from thidua_desktop.services.campaign_editing import CampaignEditor
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant
from thidua_desktop.ui.screens.council_confirm import ConfirmDialog
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
from thidua_desktop.ui.screens.snapshots_list import SnapshotsDialog
from thidua_desktop.ui.shell import Screen
from thidua_desktop.ui.window import MainWindow


class Shown(Protocol):
    """Where a scene is played."""

    window: MainWindow


Prepare = Callable[[Screen, Shown], QWidget | None]


def _ranking(screen: Screen) -> RankingScreen:
    assert isinstance(screen, RankingScreen)  # noqa: S101 - the scene names this page
    return screen


def _dialog(screen: RankingScreen) -> QWidget | None:
    return next((one for one in screen.findChildren(QDialog) if one.isVisible()), None)


def _run(command: str) -> Prepare:
    def prepare(screen: Screen, _shown: Shown) -> QWidget | None:
        ranking = _ranking(screen)
        ranking.open_tab(AWARDS)
        ranking.run_command(command)
        return _dialog(ranking)

    return prepare


def _confirm(screen: Screen, shown: Shown) -> QWidget | None:
    """Mark three and leave the evidence out, so that the sentence beside the field shows."""
    dialog = _run("ranking.confirm")(screen, shown)
    assert isinstance(dialog, ConfirmDialog)  # noqa: S101 - opened above
    dialog.table.mark([one.participant.subject.id for one in dialog.question.asked[:3]])
    dialog.met_button.click()
    return dialog


def _confirmed(screen: Screen, shown: Shown) -> QWidget | None:
    dialog = _confirm(screen, shown)
    assert isinstance(dialog, ConfirmDialog)  # noqa: S101 - opened above
    for field, text in ((dialog.evidence, _EVIDENCE), (dialog.who, "Hội đồng thi đua Sở")):
        editor = field.editor
        assert isinstance(editor, QLineEdit)  # noqa: S101 - only lines are made there
        editor.setText(text)
    dialog.met_button.click()
    return dialog


def _awards(screen: Screen, _shown: Shown) -> None:
    ranking = _ranking(screen)
    ranking.open_tab(AWARDS)


_CONFIRMED: Final = 1
_DECIDED: Final = 7
"""How many actions the scenes wrote that can be undone."""
_EVIDENCE: Final = "Biên bản họp Hội đồng ngày 01/12/2023; Báo cáo số 45/BC-VP"


def _decisions(screen: Screen, shown: Shown) -> QWidget | None:
    """Decide a rule twice, so that the first decision no longer holds."""
    ranking = _ranking(screen)
    _undo(ranking, _CONFIRMED)
    record = ranking.office.decisions.record
    record(POINTS, {"order": "coefficient-first"}, "Hội đồng thi đua huyện", "Theo biên bản họp")
    record(POINTS, {"order": "document-order"}, "Hội đồng thi đua huyện", "Xem lại thể lệ")
    ranking.refresh()
    return _run("ranking.decisions")(screen, shown)


def _snapshots(screen: Screen, shown: Shown) -> QWidget | None:
    """Freeze twice, with figures that came between answered both ways, and others pending."""
    ranking = _ranking(screen)
    office = ranking.office
    who = "Hội đồng thi đua huyện"
    office.snapshots.freeze(POINTS, "Trước khi họp", who, "Theo biên bản họp", DAY)
    for unit, measure, text in (
        ("Xã Tam Sơn", "online_early", "10"),
        ("Xã Tam Hải", "resolved_late", "3"),
    ):
        _retype(ranking, unit, measure, text)
    first, second = (one.id for one in office.late.pending(POINTS).pending)
    office.late.accept(POINTS, [first], who, "Có công văn giải trình")
    office.late.refuse(POINTS, [second], who, "Nộp sau hạn, không có lý do")
    office.snapshots.freeze(POINTS, "Kết quả sau điều chỉnh", who, "", DAY)
    _retype(ranking, "Xã Tam Hòa", "online_total", "900")
    ranking.refresh()
    return _run("ranking.snapshots")(screen, shown)


def _retype(ranking: RankingScreen, unit: str, measure: str, text: str) -> None:
    office = ranking.office
    subject = find_participant(office.units.participants(POINTS), unit).subject.id
    end = office.figures.grid(POINTS).end
    if end is not None:
        office.figures.set_figure(POINTS, subject, measure, end, text)


def _restored(screen: Screen, shown: Shown) -> QWidget | None:
    """Put the file back as it was before these scenes; the snapshots stay, withdrawn."""
    ranking = _ranking(screen)
    _undo(ranking, _DECIDED)
    snapshots = ranking.office.snapshots
    for one in snapshots.list(POINTS):
        if one.stands:
            snapshots.withdraw(POINTS, one.id, "Hội đồng thi đua huyện", "Chốt thử")
    ranking.refresh()
    return _run("ranking.snapshots")(screen, shown)


def _undo(ranking: RankingScreen, actions: int) -> None:
    for _ in range(actions):
        ranking.office.history.undo(Progress())


def _opened(screen: Screen, shown: Shown) -> QWidget | None:
    listed = _run("ranking.snapshots")(screen, shown)
    assert isinstance(listed, SnapshotsDialog)  # noqa: S101 - opened above
    listed.table.choose(lambda one: one.name == "Trước khi họp")
    listed.open_button.click()
    return next(one for one in listed.findChildren(QDialog) if one.isVisible())


def _compared(screen: Screen, shown: Shown) -> QWidget | None:
    listed = _run("ranking.snapshots")(screen, shown)
    assert isinstance(listed, SnapshotsDialog)  # noqa: S101 - opened above
    listed.table.choose(lambda one: one.name == "Trước khi họp")
    listed.compare_button.click()
    return next(one for one in listed.findChildren(QDialog) if one.isVisible())


_CRITERION: Final = "thanh-tich-tieu-bieu"
_NEW_WORDS: Final = "Có thành tích tiêu biểu, được từ 2/3 phiếu tín nhiệm của Hội đồng"


def _by_old_words(show: Prepare) -> Prepare:
    """Confirm a criterion and rewrite it, show that, and leave the file as it was."""

    def prepare(screen: Screen, shown: Shown) -> QWidget | None:
        ranking = _ranking(screen)
        office = ranking.office
        subjects = [one.subject.id for one in office.units.participants(TARGETS)[:3]]
        said = {"evidence": _EVIDENCE, "who": "Hội đồng thi đua Sở"}
        office.council.confirm(TARGETS, subjects, _CRITERION, met=True, **said)
        editor = CampaignEditor(office.workspace)
        field = editor.view(TARGETS).fields()[f"criteria.{_CRITERION}.text"]
        editor.change(TARGETS, field, _NEW_WORDS)
        ranking.refresh()
        drawn = show(screen, shown)
        _undo(ranking, 2)  # what is drawn stays as it is
        return drawn

    return prepare


def _awards_of_the_first(screen: Screen, shown: Shown) -> None:
    _awards(screen, shown)
    first = _ranking(screen).office.units.participants(TARGETS)[0]
    _ranking(screen).table.choose(lambda one: one.participant == first)


def show_goals(screen: Screen, _shown: Shown) -> QWidget | None:
    """List the goals of a campaign that has some."""
    ranking = _ranking(screen)
    ranking.show_goals()
    return _dialog(ranking)


COUNCIL_SCENES: Final[tuple[tuple[str, str, Prepare], ...]] = (
    ("87-hoi-dong-xac-nhan", TARGETS, _confirm),
    ("87b-hoi-dong-da-xac-nhan", TARGETS, _confirmed),
    ("87c-khen-thuong-da-xac-nhan", TARGETS, _awards),
    ("88-tien-thuong", POINTS, _run("ranking.money")),
    ("88b-tien-thuong-so-noi-vu", TARGETS, _run("ranking.money")),
    ("89-quyet-dinh", POINTS, _decisions),
    ("89b-chua-quyet-dinh", TARGETS, _run("ranking.decisions")),
    ("90-cac-ban-chot", POINTS, _snapshots),
    ("91-mo-ban-chot", POINTS, _opened),
    ("92-so-hai-ban-chot", POINTS, _compared),
    ("93-so-so-lieu-muon", POINTS, _run("ranking.ledger")),
    ("94-ban-chot-da-rut", POINTS, _restored),
    ("99c-hoi-dong-loi-cu", TARGETS, _by_old_words(_run("ranking.confirm"))),
    ("99d-khen-thuong-loi-cu", TARGETS, _by_old_words(_awards_of_the_first)),
)
"""Name, campaign, and what opens; the order matters: what one scene wrote the next ones show."""

"""The pictures of what the council confirms, decides, freezes and answers."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from thidua_desktop.services.demo import TARGETS
from thidua_desktop.ui.screens.council_confirm import ConfirmDialog
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.screens.ranking_tabs import AWARDS
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


def _overruled(screen: Screen, shown: Shown) -> QWidget | None:
    dialog = _run("ranking.confirm")(screen, shown)
    assert isinstance(dialog, ConfirmDialog)  # noqa: S101 - opened above
    dialog.choose("dat-vuot-truc-tuyen")
    return dialog


def _awards(screen: Screen, _shown: Shown) -> None:
    ranking = _ranking(screen)
    ranking.open_tab(AWARDS)


_EVIDENCE: Final = "Biên bản họp Hội đồng ngày 01/12/2023; Báo cáo số 45/BC-VP"

COUNCIL_SCENES: Final[tuple[tuple[str, str, Prepare], ...]] = (
    ("87-hoi-dong-xac-nhan", TARGETS, _confirm),
    ("87b-hoi-dong-da-xac-nhan", TARGETS, _confirmed),
    ("87c-hoi-dong-khong-phat-sinh", TARGETS, _overruled),
    ("87d-khen-thuong-da-xac-nhan", TARGETS, _awards),
)
"""Name, campaign, and what opens; the order matters: what was confirmed stays confirmed."""

"""Screens are tested without threads; `TaskRunner` has its own tests."""

import pytest

from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.theme import Theme, apply_theme


class InlineRunner:
    """A `Runner` that works and answers before `run` returns."""

    def run(self, owner, work, *, done, failed):
        progress = Progress()
        try:
            answer = work(progress)
        except Exception as error:
            failed(error)
        else:
            done(answer)
        return progress

    @property
    def reads(self):
        return self


@pytest.fixture
def runner():
    return InlineRunner()


@pytest.fixture
def look(qapp):
    """Dress the application in a theme, and in the usual one afterwards."""
    apply_theme(qapp, Theme())
    yield lambda theme: apply_theme(qapp, theme)
    apply_theme(qapp, Theme())


@pytest.fixture(autouse=True)
def usual_look(look):
    """Every test starts in the light theme at 100 %."""

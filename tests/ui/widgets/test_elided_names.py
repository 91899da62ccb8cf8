"""A name that does not fit keeps the words that tell it from its like."""

import pytest
from PySide6.QtGui import QFontMetricsF

from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.paint import elided_name

BRANCH = "Chi nhánh Văn phòng Đăng ký đất đai huyện Bình Gia"


@pytest.fixture
def metrics(qapp):
    return QFontMetricsF(Theme().font(Role.BODY))


def test_a_name_that_fits_is_left_alone(metrics):
    assert elided_name(metrics, BRANCH, 1000) == BRANCH


@pytest.mark.parametrize("room", [120, 160, 240, 300])
def test_the_last_words_stay_whole_and_nothing_is_wider_than_the_room(metrics, room):
    shown = elided_name(metrics, BRANCH, room)

    assert shown.startswith("Ch")
    assert "…" in shown
    assert shown.endswith(" Gia")
    assert metrics.horizontalAdvance(shown) <= room


def test_a_single_long_word_is_cut_at_its_end(metrics):
    assert elided_name(metrics, "Ủyban" * 20, 100).endswith("…")

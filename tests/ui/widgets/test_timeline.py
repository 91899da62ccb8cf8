"""The timeline: scale, collisions, today, keyboard."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from overview_samples import MARKS, make_timeline
from PySide6.QtCore import QPoint, Qt

from thidua_desktop.services.overview_views import MilestoneMark
from thidua_desktop.ui.widgets.timeline import Timeline
from thidua_desktop.ui.widgets.timeline_layout import LEVELS, arrange


def measure(text, strong):
    return len(text) * (7.2 if strong else 6.6)


def place(view, width=1100.0, *, compact=False):
    return arrange(view, width, measure, compact=compact)


def label(layout, milestone):
    return next(one for one in layout.labels if one.mark.id == milestone)


def test_the_closing_weeks_take_nearly_half_of_the_width():
    layout = place(make_timeline())

    assert layout.closing.right - layout.closing.left == pytest.approx(1100 * 0.47)
    assert layout.run.right < layout.closing.left


def test_without_milestones_after_the_end_there_is_one_stretch():
    layout = place(make_timeline(milestones=MARKS[:2]))

    assert layout.closing is None
    assert layout.run.right == 1100


def test_a_day_stands_where_its_share_of_the_stretch_is():
    layout = place(make_timeline())

    week = layout.closing.middle(date(2024, 1, 8)) - layout.closing.middle(date(2024, 1, 1))
    day = layout.closing.middle(date(2024, 1, 9)) - layout.closing.middle(date(2024, 1, 8))

    assert week == pytest.approx(7 * day)


def test_on_a_collision_the_earlier_milestone_goes_up():
    layout = place(make_timeline(), width=800)

    assert label(layout, "freeze").level > label(layout, "council").level


def test_a_day_that_is_already_too_late_says_so():
    mark = MilestoneMark("x", "Họp", date(2024, 1, 8), done=False, late=False, before=True)

    assert label(place(make_timeline(milestones=(*MARKS[:2], mark))), "x").day == "trước 08/01"
    assert label(place(make_timeline()), "freeze").day == "08/01"


def test_a_label_at_the_right_edge_flips_to_the_left_of_its_stem():
    end = label(place(make_timeline()), "end")

    assert end.on_left
    assert end.right < end.x


def test_before_the_start_and_after_the_end_the_flag_stands_at_the_edge_with_an_arrow():
    early = place(make_timeline(today=date(2023, 5, 1))).flag
    late = place(make_timeline(today=date(2024, 6, 1))).flag

    assert (early.beyond, early.words, early.left) == (-1, "← Hôm nay", 0)
    assert (late.beyond, late.words) == (1, "Hôm nay →")
    assert late.right == pytest.approx(1100)


def test_an_open_start_begins_with_the_first_thing_known():
    layout = place(make_timeline(start=None, milestones=MARKS[1:]))

    assert layout.run.first == date(2023, 6, 1)


END = date(2023, 12, 31)
marks = st.lists(
    st.tuples(st.text("aăâêiouHS ", min_size=1, max_size=24), st.integers(-200, 60)),
    min_size=1,
    max_size=9,
).map(
    lambda days: tuple(
        MilestoneMark(str(n), name, END + timedelta(days=days), done=False, late=False)
        for n, (name, days) in enumerate(sorted(days, key=lambda one: one[1]))
    )
)


@given(marks, st.integers(400, 1900), st.integers(-250, 80))
def test_no_word_is_crossed_by_a_stem_a_word_or_the_line_of_today(marks, width, today):
    layout = place(make_timeline(milestones=marks, today=END + timedelta(days=today)), width)
    worded = [one for one in layout.labels if one.right > one.left]

    for one in worded:
        assert 0 <= one.level < LEVELS
        assert one.left >= -1
        assert one.right <= width + 1
        if not layout.flag.beyond:
            assert not one.left < layout.flag.x < one.right
        for other in layout.labels:
            if other is one:
                continue
            if other in worded and other.level == one.level:
                assert one.right <= other.left or other.right <= one.left
            # Two milestones on one day share their stem.
            if other.level >= one.level and other.x != one.x:
                assert not one.left < other.x < one.right


@pytest.fixture
def timeline(qtbot):
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(1100, timeline.sizeHint().height())
    timeline.show_view(make_timeline())
    timeline.show()
    return timeline


def test_the_arrows_walk_over_the_milestones_and_enter_opens_one(qtbot, timeline):
    timeline.setFocus()
    qtbot.keyClick(timeline, Qt.Key.Key_Right)

    assert "Họp Hội đồng xét giải: Thứ Sáu, 12/01/2024, sắp tới" in timeline.accessibleName()

    with qtbot.waitSignal(timeline.milestone_opened) as opened:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == ["council"]


def test_walking_stops_at_both_ends(qtbot, timeline):
    for _ in range(9):
        qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert "Phát động" in timeline.accessibleName()

    for _ in range(9):
        qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert "Trao giải" in timeline.accessibleName()


def test_a_click_on_the_words_opens_the_milestone(qtbot, timeline):
    label = next(one for one in timeline.layout_now().labels if one.mark.id == "award")
    middle = QPoint(round((label.left + label.right) / 2), timeline.height() - 60)

    with qtbot.waitSignal(timeline.milestone_opened, timeout=500) as opened:
        for y in range(0, timeline.height(), 8):
            qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(middle.x(), y))
            if opened.signal_triggered:
                break

    assert opened.args == ["award"]


def test_every_milestone_is_told_to_a_screen_reader(timeline):
    said = timeline.accessibleDescription()

    assert "Kết thúc: Chủ nhật, 31/12/2023, đã qua" in said
    assert said.count(";") == len(MARKS) - 1


def test_a_milestone_on_a_holiday_says_which(qtbot, timeline):
    mark = MilestoneMark("x", "Báo cáo", date(2024, 1, 1), done=False, late=True)
    timeline.show_view(make_timeline(milestones=(mark,)))

    assert "Thứ Hai, 01/01/2024 (Tết Dương lịch), quá hạn" in timeline.accessibleDescription()

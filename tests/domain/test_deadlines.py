from dataclasses import replace
from datetime import date, timedelta

import pytest
from domain.contest import NUI_THANH, SO_NOI_VU
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain import deadlines as dl
from thidua_desktop.domain.campaigns import Bound, Milestone
from thidua_desktop.domain.deadlines import NoticeKind, Phase

HOLIDAYS = {date(2024, 1, 1): "Tết Dương lịch", date(2025, 1, 1): "Tết Dương lịch"}
READ = SO_NOI_VU.readings_with({})


def test_days_are_counted_with_both_ends():
    assert dl.day_count(date(2023, 8, 20), date(2023, 11, 30)) == 103
    assert dl.day_count(date(2023, 6, 1), date(2023, 12, 31)) == 214
    assert dl.day_count(date(2023, 6, 1), date(2023, 6, 1)) == 1


def test_a_plan_that_counts_otherwise_gets_a_notice_with_both_numbers():
    assert _texts(SO_NOI_VU, NoticeKind.DAYS_DIFFER) == [
        "Kế hoạch ghi 100 ngày, 20/08/2023 – 30/11/2023 là 103 ngày"
    ]
    assert _texts(replace(SO_NOI_VU, stated_days=103), NoticeKind.DAYS_DIFFER) == []
    assert _texts(NUI_THANH, NoticeKind.DAYS_DIFFER) == []


def test_the_notices_of_nui_thanh_are_those_of_its_timeline():
    found = dl.notices(NUI_THANH, NUI_THANH.readings_with({}), HOLIDAYS)

    assert [one.text for one in found] == [
        "Ngày kết thúc 31/12/2023 là Chủ nhật",
        "01/01/2024 nghỉ Tết Dương lịch",
    ]


def test_the_notices_of_so_noi_vu_name_the_day_that_satisfies_before_a_sunday():
    found = dl.notices(SO_NOI_VU, READ, HOLIDAYS)

    assert [one.text for one in found][1:] == [
        "Ngày phát động 20/08/2023 là Chủ nhật",
        "Nhận hồ sơ của đơn vị 30/11/2023 trùng ngày kết thúc đợt thi đua",
        "Họp Hội đồng trước 03/12/2023 (Chủ nhật): ngày làm việc cuối là Thứ Sáu 01/12/2023",
    ]
    assert [one.milestone for one in found] == ["", "start", "nop-ho-so", "hop-hoi-dong"]


@pytest.mark.parametrize(
    ("day", "bound", "expected"),
    [
        (date(2023, 12, 3), Bound.BEFORE, date(2023, 12, 1)),
        (date(2023, 12, 4), Bound.BEFORE, date(2023, 12, 1)),
        (date(2023, 12, 5), Bound.BEFORE, date(2023, 12, 4)),
        (date(2023, 12, 3), Bound.BY, date(2023, 12, 1)),
        (date(2023, 12, 6), Bound.BY, date(2023, 12, 6)),
        (date(2024, 1, 1), Bound.BY, date(2023, 12, 29)),
        (date(2024, 1, 2), Bound.BEFORE, date(2023, 12, 29)),
    ],
)
def test_the_last_working_day_looks_back_over_weekends_and_holidays(day, bound, expected):
    assert dl.last_working_day(Milestone("m", "Mốc", day, bound), HOLIDAYS) == expected


def test_a_window_without_a_working_day_has_no_last_one_and_says_so():
    weekend = Milestone("m", "Nộp", date(2025, 1, 5), Bound.BY, opens=date(2025, 1, 4))
    campaign = replace(NUI_THANH, milestones=(weekend,))

    assert dl.last_working_day(weekend, HOLIDAYS) is None
    assert "Nộp từ 04/01/2025 đến 05/01/2025 không có ngày làm việc nào" in _texts(campaign)


def test_the_last_working_day_of_a_window_may_be_the_one_it_opens_on():
    window = Milestone("m", "Nộp", date(2024, 1, 7), Bound.BY, opens=date(2024, 1, 5))

    assert dl.last_working_day(window, HOLIDAYS) == date(2024, 1, 5)


def test_the_days_off_inside_a_short_window_are_each_named():
    submit = Milestone("a", "Đơn vị nộp", date(2025, 1, 2), Bound.BY, opens=date(2025, 1, 1))
    forward = Milestone("b", "Trình tỉnh", date(2025, 1, 6), Bound.BY, opens=date(2025, 1, 4))

    found = _texts(replace(NUI_THANH, milestones=(submit, forward)))

    assert found[1:] == [
        "01/01/2025 nghỉ Tết Dương lịch",
        "Đơn vị nộp chỉ có 1 ngày làm việc: Thứ Năm 02/01/2025",
        "Trình tỉnh 04/01/2025 là Thứ Bảy",
        "Trình tỉnh 05/01/2025 là Chủ nhật",
        "Trình tỉnh chỉ có 1 ngày làm việc: Thứ Hai 06/01/2025",
    ]


@pytest.mark.parametrize(
    ("first", "named"),
    [
        (date(2024, 1, 11), ["Nộp 13/01/2024 là Thứ Bảy", "Nộp 14/01/2024 là Chủ nhật"]),
        (date(2024, 1, 10), []),
    ],
)
def test_of_a_window_of_a_week_every_day_off_is_named_of_a_longer_one_its_ends(first, named):
    window = Milestone("a", "Nộp", date(2024, 1, 17), Bound.BY, opens=first)

    assert _texts(replace(NUI_THANH, milestones=(window,)))[1:] == named


def test_a_window_that_ends_on_a_weekend_is_moved_and_its_earlier_days_off_are_named():
    window = Milestone("a", "Nộp", date(2024, 1, 7), Bound.BY, opens=date(2024, 1, 1))

    assert _texts(replace(NUI_THANH, milestones=(window,)))[1:] == [
        "Nộp hạn 07/01/2024 (Chủ nhật): ngày làm việc cuối là Thứ Sáu 05/01/2024",
        "01/01/2024 nghỉ Tết Dương lịch",
    ]


def test_a_meeting_on_a_saturday_stays_where_it_is():
    meeting = Milestone("m", "Trao giải", date(2024, 1, 27))

    assert _texts(replace(NUI_THANH, milestones=(meeting,)))[1:] == [
        "Trao giải 27/01/2024 là Thứ Bảy"
    ]


def test_milestones_out_of_order_are_noticed():
    first = Milestone("a", "Họp Hội đồng", date(2024, 1, 12))
    second = Milestone("b", "Nộp hồ sơ", date(2024, 1, 10))
    too_early = Milestone("c", "Nộp sớm", date(2023, 5, 31))

    assert _texts(replace(NUI_THANH, milestones=(first, second)), NoticeKind.OUT_OF_ORDER) == [
        "Nộp hồ sơ 10/01/2024 sớm hơn Họp Hội đồng 12/01/2024"
    ]
    assert _texts(replace(NUI_THANH, milestones=(too_early,)), NoticeKind.OUT_OF_ORDER) == [
        "Nộp sớm 31/05/2023 sớm hơn Ngày phát động 01/06/2023"
    ]
    same_day = replace(second, day=first.day)
    assert _texts(replace(NUI_THANH, milestones=(first, same_day)), NoticeKind.OUT_OF_ORDER) == []


def test_an_open_start_is_said_and_everything_else_still_works():
    campaign = replace(SO_NOI_VU, start=None)

    assert _texts(campaign)[0] == "Chưa có ngày phát động"
    assert dl.START_ID not in {one.id for one in dl.timeline(campaign, READ)}
    assert dl.phase_on(campaign, date(2023, 11, 20)) == dl.PhaseDays(Phase.RUNNING, left=10)


@pytest.mark.parametrize(
    ("today", "phase", "day", "total", "left"),
    [
        (date(2023, 5, 31), Phase.NOT_STARTED, None, None, 1),
        (date(2023, 6, 1), Phase.RUNNING, 1, 214, 213),
        (date(2023, 12, 31), Phase.RUNNING, 214, 214, 0),
        (date(2024, 1, 1), Phase.CLOSING, 1, 31, 30),
        (date(2024, 1, 5), Phase.CLOSING, 5, 31, 26),
        (date(2024, 1, 31), Phase.CLOSING, 31, 31, 0),
        (date(2024, 2, 1), Phase.ENDED, None, None, None),
    ],
)
def test_the_phase_changes_on_its_day(today, phase, day, total, left):
    assert dl.phase_on(NUI_THANH, today) == dl.PhaseDays(phase, day, total, left)


@pytest.mark.parametrize(
    ("opens", "last", "said"),
    [
        # Wednesday is New Year: one of the two days is left
        (date(2025, 1, 1), date(2025, 1, 2), ["Nộp chỉ có 1 ngày làm việc: Thứ Năm 02/01/2025"]),
        # Thursday and Friday
        (
            date(2025, 1, 9),
            date(2025, 1, 10),
            ["Nộp chỉ có 2 ngày làm việc: Thứ Năm 09/01/2025, Thứ Sáu 10/01/2025"],
        ),
        # Saturday to Monday
        (date(2025, 1, 4), date(2025, 1, 6), ["Nộp chỉ có 1 ngày làm việc: Thứ Hai 06/01/2025"]),
        # Monday to Wednesday
        (date(2023, 12, 4), date(2023, 12, 6), []),
        (None, date(2023, 12, 6), []),
        # a weekend only is said in words of its own
        (date(2025, 1, 4), date(2025, 1, 5), []),
    ],
)
def test_a_window_with_one_or_two_days_to_work_on_is_said(opens, last, said):
    window = Milestone("nop", "Nộp", last, Bound.BY, opens)
    campaign = replace(NUI_THANH, milestones=(window,))

    assert _texts(campaign, dl.NoticeKind.SHORT_WINDOW) == said


def test_phases_have_words():
    assert [phase.words for phase in Phase] == [
        "Chưa bắt đầu",
        "Đang thực hiện",
        "Đang tổng kết",
        "Đã kết thúc",
    ]


def test_the_timeline_is_in_the_order_of_the_days_and_named_under_the_reading():
    names = [one.name for one in dl.timeline(SO_NOI_VU, {**READ, "meeting": "prepared"})]

    assert names == [
        "Phát động",
        "Kết thúc",
        "Nhận hồ sơ của đơn vị",
        "Chuẩn bị xong nội dung họp Hội đồng",
        "Trình khen thưởng",
    ]


def test_what_is_due_next_counts_the_last_day_that_satisfies_it():
    found = dl.next_deadline(SO_NOI_VU, READ, date(2023, 12, 1))

    assert found is not None
    assert (found.milestone.id, found.due, found.days_left) == (
        "hop-hoi-dong",
        date(2023, 12, 2),
        1,
    )


def test_what_is_done_is_not_due_and_after_the_last_nothing_is():
    done = {"hop-hoi-dong"}

    after = dl.next_deadline(SO_NOI_VU, READ, date(2023, 12, 1), done)
    at_the_end = dl.next_deadline(SO_NOI_VU, READ, date(2023, 12, 7))

    assert after is not None
    assert after.milestone.id == "trinh"
    assert at_the_end is None


def test_what_was_not_done_in_time_is_late():
    found = dl.deadlines(SO_NOI_VU, READ, date(2023, 12, 3), {"nop-ho-so", "end"})

    assert [(one.milestone.id, one.late) for one in found] == [
        ("hop-hoi-dong", True),
        ("trinh", False),
    ]


def test_days_off_name_the_holiday_before_the_weekday():
    new_year_on_a_sunday = {date(2023, 1, 1): "Tết Dương lịch"}

    found = dl.days_off(date(2022, 12, 30), date(2023, 1, 2), new_year_on_a_sunday)

    assert [(one.day.day, one.name, one.holiday) for one in found] == [
        (31, "Thứ Bảy", False),
        (1, "Tết Dương lịch", True),
    ]


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, st.sampled_from(Bound), st.frozensets(days, max_size=5))
def test_the_last_working_day_is_the_latest_that_satisfies_the_bound(day, bound, off):
    holidays = dict.fromkeys(off, "Nghỉ")
    milestone = Milestone("m", "Mốc", day, bound)

    found = dl.last_working_day(milestone, holidays)

    assert found is not None
    assert dl.day_off(found, holidays) is None
    assert found < day if bound is Bound.BEFORE else found <= day
    after = found + timedelta(days=1)
    while after <= dl.last_day(milestone):
        assert dl.day_off(after, holidays) is not None
        after += timedelta(days=1)


def _texts(campaign, kind=None):
    found = dl.notices(campaign, campaign.readings_with({}), HOLIDAYS)
    return [one.text for one in found if kind in (None, one.kind)]

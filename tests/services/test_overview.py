"""What the first page says, on days that matter."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.campaign_adding import BlankOrder, blank_campaign
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.files import create_file, create_file_with
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of
from thidua_desktop.services.unit_views import Member


@pytest.fixture
def empty(tmp_path):
    return office_of(create_file(tmp_path / "mới.thidua", TARGETS))


def titles(view):
    return [task.title for task in view.tasks]


def test_the_timeline_counts_103_days_where_the_plan_says_100(office):
    timeline = office.overview.view(TARGETS, date(2023, 10, 1)).timeline

    assert timeline.phase_days == 103
    assert any("100 ngày" in text and "103 ngày" in text for text in timeline.notices)


def test_a_meeting_before_a_sunday_is_due_on_friday(office):
    header = office.overview.header(TARGETS, date(2023, 12, 1))

    assert header.deadline == "Hôm nay: họp Hội đồng"
    assert header.deadline_tone == "amber"


def test_sundays_and_holidays_are_told(office):
    notices = office.overview.view(POINTS, DAY).timeline.notices

    assert "Ngày kết thúc 31/12/2023 là Chủ nhật" in notices
    assert "01/01/2024 nghỉ Tết Dương lịch" in notices


def test_every_month_says_how_many_reported(office):
    periods = office.overview.view(POINTS, DAY).timeline.periods

    assert [(one.label, one.have, one.total) for one in periods] == [
        (f"T{month}", 28, 28) for month in range(6, 13)
    ]


def test_a_reading_that_changes_prizes_is_a_task_until_decided(office):
    before = titles(office.overview.view(POINTS, DAY))

    office.campaigns.decide(POINTS, {"order": "document-order"})

    assert "Thứ tự tính: cách hiểu làm thay đổi giải" in before
    assert "Thứ tự tính: cách hiểu làm thay đổi giải" not in titles(
        office.overview.view(POINTS, DAY)
    )


def test_a_rate_that_rounds_up_to_the_threshold_is_pointed_out(office):
    assert "Xã Tam Anh Bắc 64,996%: dưới 65%" in titles(office.overview.view(POINTS, DAY))


def test_a_new_file_asks_for_units_and_targets(empty):
    tasks = titles(empty.overview.view(TARGETS, date(2023, 9, 1)))

    assert "Chưa có danh sách đơn vị" in tasks
    assert tasks.count("Chưa có mức giao") == 2


def test_targets_entered_once_are_no_longer_asked_for(office):
    assert "Chưa có mức giao" not in titles(office.overview.view(TARGETS, date(2023, 12, 1)))


def test_the_money_is_that_of_all_prizes(office):
    (card,) = (
        one for one in office.overview.view(POINTS, DAY).cards if one.title.startswith("Kinh phí")
    )

    assert (card.figure, card.unit) == ("26.500.000", "đồng")


def test_trends_are_of_all_units_together(office):
    (first, *_) = office.overview.view(POINTS, DAY).trends

    assert len(first.points) == 7
    assert first.points[-1] == Fraction(42_434, 60_951)
    assert first.value == "69,62%"
    assert first.change.endswith("so với T11")


def test_before_the_figures_there_is_nothing_to_trend(empty):
    view = empty.overview.view(TARGETS, date(2023, 9, 1))

    assert view.trends == ()
    assert all(not group.rows for group in view.leaders)


def test_after_the_campaign_the_council_is_asked_until_it_has_spoken(office):
    def waiting(day):
        return [one for one in titles(office.overview.view(TARGETS, day)) if "Hội đồng" in one]

    day = date(2023, 12, 1)
    assert not [one for one in waiting(date(2023, 11, 1)) if "xác nhận" in one]
    before = [one for one in waiting(day) if "xác nhận" in one]
    assert len(before) == 1
    for question in office.council.questions(TARGETS, day):
        subjects = [one.participant.subject.id for one in question.asked]
        office.council.confirm(
            TARGETS, subjects, question.criterion, met=True, evidence="Biên bản họp"
        )
    assert not [one for one in waiting(day) if "xác nhận" in one]


def test_where_criteria_are_counted_who_meets_all_of_them_is(tmp_path):
    order = BlankOrder("Thử 2026", "Sở Thử", "", "30/11/2026")
    office = office_of(create_file_with(tmp_path / "thử.thidua", blank_campaign(order)))
    (campaign,) = office.campaigns.all()
    day = date(2026, 11, 1)
    for name in ("Phòng Một", "Phòng Hai"):
        typed = {Member.NAME: name, Member.GROUP: "don-vi"}
        office.units.add(campaign.key, Kind.UNIT, typed)

    def card():
        cards = office.overview.view(campaign.key, day).cards
        return next((one.figure, one.of) for one in cards if one.title == "Đạt mọi tiêu chuẩn")

    before = card()
    (first, _) = office.units.participants(campaign.key)
    office.council.confirm(
        campaign.key, [first.subject.id], "hoan-thanh", met=True, evidence="Biên bản 1"
    )

    assert (before, card()) == (("0", "đơn vị"), ("1", "đơn vị"))


def test_two_leaders_of_one_name_are_told_apart_by_their_offices(tmp_path):
    centre, tables = "ttpvhcc-lang-son-2023", Path(__file__).parents[1] / "files" / "tables"
    register = tables / "registers" / "ca-nhan-ttpvhcc.xlsx"
    workspace = create_file(tmp_path / "trung tâm.thidua", centre, register)
    import_table(
        workspace, centre, tables / "ca-nhan-ttpvhcc.xlsx", ImportOrder(accept_warnings=True)
    )

    leaders = office_of(workspace).overview.view(centre, date(2023, 10, 30)).leaders

    names = [one.name for group in leaders for one in group.rows]
    assert [name for name in names if name.startswith("Triệu Quang Quỳnh")] == [
        "Triệu Quang Quỳnh (Sở Giao thông vận tải)",
        "Triệu Quang Quỳnh (Sở Tư pháp)",
    ]
    assert "Lê Đức Thủy" in names

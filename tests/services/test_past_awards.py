"""What somebody was commended for before: entered by hand, and from frozen results."""

from datetime import date

import pytest

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.past_awards import Past
from thidua_desktop.services.unit_views import Member

GIVEN = {
    Past.YEAR: "2022",
    Past.AWARD: "Giấy khen của Chủ tịch UBND huyện",
    Past.NUMBER: "123/QĐ-UBND",
    Past.DECIDED_ON: "5/1/2023",
    Past.AUTHORITY: "Chủ tịch UBND huyện",
}


def commune(office, name="Xã Tam Sơn"):
    return next(
        one.subject.id for one in office.units.participants(POINTS) if one.subject.name == name
    )


def history(office, subject, key=POINTS):
    return office.past_awards.of(key, subject)


def test_what_was_entered_is_said_with_its_decision(office):
    who = commune(office)

    changes = office.past_awards.add(who, GIVEN)

    (one,) = history(office, who)
    assert one.title == "2022: Giấy khen của Chủ tịch UBND huyện"
    assert one.basis == "Quyết định số 123/QĐ-UBND ngày 05/01/2023; Chủ tịch UBND huyện"
    assert one.by_hand
    assert changes.label == ("Ghi khen thưởng của Xã Tam Sơn: Giấy khen của Chủ tịch UBND huyện")
    row = next(one for one in office.units.members(POINTS).units if one.id == who)
    assert row.history == (one,)


def test_it_is_corrected_taken_out_and_undone(office):
    who = commune(office)
    office.past_awards.add(who, GIVEN)
    row = history(office, who)[0].row

    office.past_awards.change(row, {**GIVEN, Past.YEAR: "2021", Past.NUMBER: ""})
    same = office.past_awards.change(row, {**GIVEN, Past.YEAR: "2021", Past.NUMBER: ""})
    after = history(office, who)[0]
    office.past_awards.remove(row)
    gone = history(office, who)
    office.history.undo(None)

    assert (after.year, after.number) == (2021, "")
    assert after.basis == "Quyết định ngày 05/01/2023; Chủ tịch UBND huyện"
    assert not same.tables
    assert gone == ()
    assert history(office, who) == (after,)


def test_the_year_is_that_of_the_decision_where_none_is_typed(office):
    who = commune(office)

    office.past_awards.add(who, {**GIVEN, Past.YEAR: ""})

    assert history(office, who)[0].year == 2023


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({Past.AWARD: " "}, "hình thức khen thưởng"),
        ({Past.YEAR: "22"}, "năm"),
        ({Past.YEAR: "hai nghìn"}, "năm"),
        ({Past.YEAR: "1944"}, "năm"),
        ({Past.YEAR: "", Past.DECIDED_ON: ""}, "năm"),
        ({Past.DECIDED_ON: "31/02/2023"}, "ngày quyết định"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(office, typed, field):
    who = commune(office)

    with pytest.raises(InvalidValueError) as refused:
        office.past_awards.add(who, {**GIVEN, **typed})

    assert refused.value.field == field
    assert history(office, who) == ()


def test_what_is_not_there_is_not_corrected(office):
    with pytest.raises(UnknownChoiceError):
        office.past_awards.change(99, GIVEN)
    with pytest.raises(UnknownChoiceError):
        office.past_awards.add(99_999, GIVEN)


def test_prizes_and_awards_of_another_campaigns_frozen_result_are_told(office):
    frozen = office.snapshots.freeze(POINTS, "Tổng kết", "Hội đồng", "", DAY)
    who = commune(office)
    named = {Member.NAME: "Xã Tam Sơn", Member.GROUP: "don-vi"}
    office.units.add(TARGETS, Kind.UNIT, named)

    there = history(office, who, TARGETS)

    assert [(one.year, one.award, one.basis) for one in there] == [
        (2023, "Giải nhất, Xã, thị trấn", "Núi Thành 2023, chốt lần 1"),
        (
            2023,
            "Đạt tiêu chuẩn Giấy khen của Chủ tịch UBND huyện",
            "Núi Thành 2023, chốt lần 1",
        ),
    ]
    assert not any(one.by_hand for one in there)
    assert history(office, who) == ()  # not of the campaign that is shown
    assert frozen is not None


def test_a_result_that_was_withdrawn_is_told_no_more(office):
    office.snapshots.freeze(POINTS, "Tổng kết", "Hội đồng", "", DAY)
    (info,) = office.snapshots.list(POINTS)
    who = commune(office)

    office.snapshots.withdraw(POINTS, info.id, "Hội đồng", "sai số liệu")

    assert history(office, who, TARGETS) == ()


def test_somebody_merged_since_is_found_by_name(office):
    office.units.add(POINTS, Kind.UNIT, {Member.NAME: "Xã Tam Sơn mới", Member.GROUP: "xa"})
    office.snapshots.freeze(POINTS, "Tổng kết", "Hội đồng", "", DAY)
    old, new = commune(office), commune(office, "Xã Tam Sơn mới")
    office.units.merge(old, new, {})
    office.units.set_fact(POINTS, new, Member.NAME, "Xã Tam Sơn")

    told = history(office, new, TARGETS)

    assert "Giải nhất, Xã, thị trấn" in [one.award for one in told]


def test_a_report_may_link_to_what_was_decided_before(office):
    report = office.reports.all(TARGETS)[0]
    draft = office.reports.draft(TARGETS, report.id, date(2023, 12, 1))
    who = draft.participant.subject.id
    office.past_awards.add(who, GIVEN)

    after = office.reports.draft(TARGETS, report.id, date(2023, 12, 1))
    linked = {one.key: one for one in after.fields}

    assert "past_awards" not in {one.key for one in draft.fields}
    assert linked["past_awards"].value == (
        "Năm 2022: Giấy khen của Chủ tịch UBND huyện; Quyết định số 123/QĐ-UBND ngày "
        "05/01/2023; Chủ tịch UBND huyện."
    )

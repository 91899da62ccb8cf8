"""Who meets what, how many, what the council says and is warned of."""

from dataclasses import replace
from datetime import date

import pytest

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.awards import (
    as_text,
    awards_of,
    law_on,
)
from thidua_desktop.services.council import council_criteria
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.legal import proposed_form
from thidua_desktop.services.loading import load
from thidua_desktop.services.rankings import ranking_of

MERIT = "bang-khen"


@pytest.fixture
def awards(office):
    return office.awards


def of(view, name):
    return next(one for one in view.subjects if one.participant.subject.name == name)


def state(view, name, award):
    return next(one.state for one in of(view, name).standings if one.award.id == award)


def everything_confirmed(office, key):
    for criterion in council_criteria(office.campaigns.load(key)):
        everybody = [one.subject.id for one in office.units.participants(key)]
        office.council.confirm(key, everybody, criterion.id, met=True, evidence="Biên bản họp")


def test_every_winner_of_a_prize_has_the_award_for_winners(awards):
    view = awards.view(POINTS, DAY)

    winners = [one for one in view.subjects if one.met]
    assert len(winners) == 8
    assert [(one.met, one.quota) for one in view.counts] == [(8, None)]
    assert of(view, "Xã Tam Sơn").standings[0].judgement.why == "Giải nhất, hạng 1"
    assert view.notices == ()


def test_subjects_stand_in_the_order_of_the_register(awards, office):
    view = awards.view(TARGETS, DAY)

    assert [one.participant for one in view.subjects] == list(office.units.participants(TARGETS))
    assert {one.office for one in view.subjects if one.group.kind is Kind.UNIT} == {None}
    assert all(one.office for one in view.subjects if one.group.kind is Kind.PERSON)


def test_two_awards_for_one_achievement_are_warned_of(awards, office):
    everything_confirmed(office, TARGETS)

    view = awards.view(TARGETS, DAY)

    both = [one for one in view.subjects if len(one.met) == 2]
    assert both
    assert len([one for one in view.notices if "nhiều hình thức" in one]) == len(both)
    assert view.notices[0].startswith(
        f"{both[0].participant.subject.label} đủ tiêu chuẩn Giấy khen của Giám đốc Sở và Bằng khen"
    )
    assert view.notices[0] in as_text(view)


def test_more_than_the_quota_is_for_the_council_to_choose(awards, office):
    everything_confirmed(office, TARGETS)
    loaded = load(office.workspace, TARGETS)
    few = tuple(replace(one, quota={Kind.UNIT: 2}) for one in loaded.campaign.awards)
    limited = replace(loaded, campaign=replace(loaded.campaign, awards=few))

    view = awards_of(limited, ranking_of(limited, DAY, {}), DAY)

    assert view.counts[0].quota == 2
    assert any("chỉ tiêu 2: Hội đồng chọn" in one for one in view.notices)


def test_a_reading_holds_for_the_call(awards, office):
    everything_confirmed(office, TARGETS)

    default = awards.view(TARGETS, DAY)
    strict = awards.view(TARGETS, DAY, {"digitisation": "both"})

    met = [
        {one.participant.subject.name for one in view.subjects if MERIT in {a.id for a in one.met}}
        for view in (default, strict)
    ]
    assert met[1] <= met[0]
    assert strict.ranking.readings["digitisation"] == "both"


def test_money_is_that_of_the_law_on_the_day_of_the_decision(awards, office):
    everything_confirmed(office, TARGETS)

    before, after = (
        awards.view(TARGETS, DAY, decided_on=day) for day in (date(2023, 12, 20), date(2025, 1, 10))
    )

    assert [(one.award.id, one.kind, one.each) for one in before.counts] == [
        ("giay-khen", Kind.UNIT, 1_080_000),
        ("giay-khen", Kind.PERSON, 540_000),
        (MERIT, Kind.UNIT, 3_600_000),
        (MERIT, Kind.PERSON, 1_800_000),
    ]
    assert [one.each for one in after.counts] == [1_410_000, 710_000, 7_020_000, 3_510_000]
    assert before.bonus_money == sum(one.met * one.each for one in before.counts) > 0
    assert "0,6 × 2.340.000 = 1.404.000, làm tròn lên 1.410.000 đồng" in as_text(after)
    assert "mức chưa đối chiếu bản gốc" in as_text(after)


def test_money_of_the_plan_comes_before_the_laws(awards, office):
    loaded = load(office.workspace, TARGETS)
    own = tuple(replace(one, reward={Kind.UNIT: 500_000}) for one in loaded.campaign.awards)
    paid = replace(loaded, campaign=replace(loaded.campaign, awards=own))

    counts = awards_of(paid, ranking_of(paid, DAY, {}), DAY).counts

    assert (counts[0].each, counts[0].why) == (500_000, "500.000 đồng theo kế hoạch")
    assert counts[1].each == 540_000


def test_a_form_of_another_regime_than_the_decisions_is_a_notice(awards):
    before = awards.view(TARGETS, DAY, decided_on=date(2023, 12, 31))
    after = awards.view(TARGETS, DAY, decided_on=date(2024, 1, 1))

    assert before.notices == ()
    assert after.notices[0].startswith("Kế hoạch ghi mẫu báo cáo khác Mẫu số 08")


@pytest.mark.parametrize(
    ("day", "form"),
    [
        (date(2023, 12, 31), "nd91-2017/mau-07-tap-the"),
        (date(2024, 1, 1), "nd98-2023/mau-08-tap-the"),
        (date(2025, 6, 30), "nd98-2023/mau-08-tap-the"),
        (date(2025, 7, 1), "nd152-2025/mau-08-tap-the"),
        (date(2017, 9, 30), ""),
    ],
)
def test_the_form_the_law_asks_for_is_proposed_where_it_ships(day, form):
    assert proposed_form(law_on(day), Kind.UNIT) == form

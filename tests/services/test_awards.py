"""Who meets what, how many, what the council says and is warned of."""

from dataclasses import replace

import pytest

from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.awards import AwardService, as_text, awards_of, council_criteria
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.loading import load
from thidua_desktop.services.rankings import ranking_of

MERIT = "bang-khen"


@pytest.fixture
def awards(office):
    return AwardService(office.workspace)


def of(view, name):
    return next(one for one in view.subjects if one.participant.subject.name == name)


def state(view, name, award):
    return next(one.state for one in of(view, name).standings if one.award.id == award)


def everything_confirmed(awards, office, key):
    for criterion in council_criteria(office.campaigns.load(key)):
        for one in office.units.participants(key):
            awards.confirm(key, one.subject.id, criterion.id, met=True)


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


def test_the_councils_word_decides_and_is_kept_with_its_evidence(awards, office):
    who = office.units.participants(TARGETS)[0].subject
    place = (who.id, "thanh-tich-tieu-bieu")

    before = state(awards.view(TARGETS, DAY), who.name, "giay-khen")
    changes = awards.confirm(TARGETS, *place, met=True, evidence="Biên bản số 12")
    confirmed = state(awards.view(TARGETS, DAY), who.name, "giay-khen")
    kept = awards.evidence(TARGETS)
    awards.confirm(TARGETS, *place, met=False)
    denied = state(awards.view(TARGETS, DAY), who.name, "giay-khen")
    awards.confirm(TARGETS, *place, met=None)
    taken_back = state(awards.view(TARGETS, DAY), who.name, "giay-khen")

    assert (before, confirmed, denied, taken_back) == (
        State.COUNCIL,
        State.MET,
        State.NOT_MET,
        State.COUNCIL,
    )
    assert kept == {place: "Biên bản số 12"}
    assert changes.label.startswith(f"Xác nhận đạt: {who.name}, Có thành tích tiêu biểu")


def test_nobody_and_nothing_unknown_is_confirmed(awards, office):
    who = office.units.participants(TARGETS)[0].subject.id

    with pytest.raises(UnknownChoiceError) as no_criterion:
        awards.confirm(TARGETS, who, "dat-vuot-so-hoa", met=True)
    with pytest.raises(UnknownChoiceError):
        awards.confirm(TARGETS, 10_000, "sang-kien", met=True)

    assert "sang-kien" in no_criterion.value.choices


def test_two_awards_for_one_achievement_are_warned_of(awards, office):
    everything_confirmed(awards, office, TARGETS)

    view = awards.view(TARGETS, DAY)

    both = [one for one in view.subjects if len(one.met) == 2]
    assert both
    assert len(view.notices) == len(both)
    assert view.notices[0].startswith(
        f"{both[0].participant.subject.label} đủ tiêu chuẩn Giấy khen của Giám đốc Sở và Bằng khen"
    )
    assert view.notices[0] in as_text(view)


def test_more_than_the_quota_is_for_the_council_to_choose(awards, office):
    everything_confirmed(awards, office, TARGETS)
    loaded = load(office.workspace, TARGETS)
    few = tuple(replace(one, quota={Kind.UNIT: 2}) for one in loaded.campaign.awards)
    limited = replace(loaded, campaign=replace(loaded.campaign, awards=few))

    view = awards_of(limited, ranking_of(limited, DAY, {}))

    assert view.counts[0].quota == 2
    assert any("chỉ tiêu 2: Hội đồng chọn" in one for one in view.notices)


def test_a_reading_holds_for_the_call(awards, office):
    everything_confirmed(awards, office, TARGETS)

    default = awards.view(TARGETS, DAY)
    strict = awards.view(TARGETS, DAY, {"digitisation": "both"})

    met = [
        {one.participant.subject.name for one in view.subjects if MERIT in {a.id for a in one.met}}
        for view in (default, strict)
    ]
    assert met[1] <= met[0]
    assert strict.ranking.readings["digitisation"] == "both"

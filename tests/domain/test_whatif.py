"""A scenario changes what it names and nothing else, and never the campaign it was given."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    CountCriterion,
    OfficeCriterion,
    RateCriterion,
)
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.domain.whatif import (
    Drop,
    FigureTry,
    ReadingTry,
    Scenario,
    TargetTry,
    ThresholdTry,
    campaign_under,
    criteria_of,
    figures_under,
    scenario_of,
)
from thidua_desktop.importing.presets import load_preset

DECEMBER = Period(date(2023, 6, 1), date(2023, 12, 31))


@pytest.fixture
def campaign():
    return load_preset("nui-thanh-2023")[0]


@pytest.fixture
def targets():
    return load_preset("so-noi-vu-lang-son-2023")[0]


def group(campaign, group_id="xa"):
    return campaign.group(group_id)


def test_a_figure_is_put_in_its_place_added_or_taken_away():
    kept, old = Figure(1, "a", DECEMBER, 1), Figure(1, "b", DECEMBER, 2)
    gone = Figure(1, "c", DECEMBER, 3)
    scenario = Scenario(
        figures=(
            FigureTry(1, "b", DECEMBER, count=5),
            FigureTry(1, "c", DECEMBER),
            FigureTry(2, "target", None, percent=Decimal("65.5")),
        )
    )

    found = figures_under(scenario, (kept, old, gone))

    assert found == (
        kept,
        Figure(1, "b", DECEMBER, 5, by_hand=True),
        Figure(2, "target", None, percent=Decimal("65.5"), by_hand=True),
    )


def test_an_empty_scenario_changes_nothing_that_counts(campaign, targets):
    for one in (campaign, targets):
        same = campaign_under(Scenario(), one)

        assert (same.groups, same.prizes, same.awards) == (one.groups, one.prizes, one.awards)
        assert same.indicators == one.indicators
        assert same.ranking.indicators == one.ranking.indicators


def test_a_target_of_one_group_or_of_all(campaign):
    share = Fraction(1, 2)

    one = campaign_under(Scenario(targets=(TargetTry("online", share, "xa"),)), campaign)
    every = campaign_under(Scenario(targets=(TargetTry("online", share),)), campaign)

    before = campaign.indicators["online"].target
    assert one.indicators["online"].target.by_group == {**before.by_group, "xa": share}
    assert every.indicators["online"].target.share == share
    assert not every.indicators["online"].target.by_group


def test_an_indicator_without_a_target_gets_none(campaign):
    tried = Scenario(targets=(TargetTry("late", Fraction(1)),))

    assert campaign_under(tried, campaign).indicators["late"].target is None


def test_thresholds_of_rates_and_counts_wherever_they_stand(campaign):
    scenario = Scenario(
        thresholds=(
            ThresholdTry("xet-xa", Fraction(60, 100)),
            ThresholdTry("co-quan-so-luong", Fraction(90)),
        )
    )

    found = campaign_under(scenario, campaign)

    assert group(found).considered.share == Fraction(60, 100)
    assert group(found, "co-quan").considered.members[1].count == 90
    assert group(found, "co-quan").considered.members[0].share == Fraction(70, 100)
    assert group(campaign).considered.share == Fraction(65, 100)


def test_a_dropped_criterion_leaves_what_it_was_part_of(campaign):
    found = campaign_under(Scenario(dropped=("co-quan-so-luong", "xet-xa")), campaign)

    assert group(found).considered is None
    assert [one.id for one in group(found, "co-quan").considered.members] == ["co-quan-ty-le"]
    assert all(one.condition is not None for one in found.prizes if one.name == "Giải nhất")


def test_a_combination_without_members_is_dropped_too(campaign):
    found = campaign_under(Scenario(dropped=("co-quan-so-luong", "co-quan-ty-le")), campaign)

    assert group(found, "co-quan").considered is None


RATE = RateCriterion("rate", "Tỷ lệ", "online", ">=", Fraction(1, 2))
COUNT = CountCriterion("count", "Số", "online_total", ">=", 5)
SAID = CouncilCriterion("said", "Hội đồng")


def with_award(campaign, criterion):
    from dataclasses import replace

    award = replace(campaign.awards[0], criteria={Kind.UNIT: criterion}, for_winners=False)
    return replace(campaign, awards=(award,))


def award_of(campaign, scenario, criterion):
    found = campaign_under(scenario, with_award(campaign, criterion))
    return found.awards[0].criteria.get(Kind.UNIT)


def test_at_least_n_of_m_never_needs_more_than_are_left(campaign):
    three = Combined("three", "Hai trong ba", (RATE, COUNT, SAID), need=2)

    one_less = award_of(campaign, Scenario(dropped=("rate",)), three)
    two_less = award_of(campaign, Scenario(dropped=("rate", "said")), three)

    assert (one_less.need, [one.id for one in one_less.members]) == (2, ["count", "said"])
    assert (two_less.need, [one.id for one in two_less.members]) == (1, ["count"])


def test_the_criterion_of_an_office_goes_with_what_it_holds(campaign):
    office = OfficeCriterion("office", "Đơn vị", RATE)

    assert award_of(campaign, Scenario(dropped=("rate",)), office) is None
    assert award_of(campaign, Scenario(dropped=("office",)), office) is None
    changed = award_of(campaign, Scenario(thresholds=(ThresholdTry("rate", Fraction(1)),)), office)
    assert changed.member.share == 1


def test_a_threshold_of_what_has_none_changes_nothing(campaign):
    tried = Scenario(thresholds=(ThresholdTry("said", Fraction(1)),))

    assert award_of(campaign, tried, SAID) == SAID


def test_an_indicator_is_dropped_from_the_order_but_still_shown(targets):
    first, *rest = targets.ranking.indicators

    found = campaign_under(Scenario(dropped=(first,)), targets)

    assert list(found.ranking.indicators) == rest
    assert first in found.ranking.columns


def test_a_dropped_indicator_stays_a_column_where_the_plan_names_none(targets):
    plain = replace(targets, ranking=replace(targets.ranking, columns=()))
    first, *_ = plain.ranking.indicators

    found = campaign_under(Scenario(dropped=(first,)), plain)

    assert found.ranking.columns == plain.ranking.indicators


def test_every_criterion_is_known_by_its_id(campaign):
    three = Combined("three", "Hai", (RATE, OfficeCriterion("office", "Đơn vị", COUNT)), need=2)

    found = criteria_of(with_award(campaign, three))

    assert {"three", "rate", "office", "count", "xet-xa", "co-quan-so-luong"} <= found.keys()
    assert found["count"] == COUNT


PARTS = (
    FigureTry(1, "a", DECEMBER, 5),
    TargetTry("online", Fraction(1, 2), "xa"),
    ThresholdTry("rate", Fraction(3, 5)),
    ReadingTry("order", "no-coefficient"),
    Drop("said"),
)


def test_a_scenario_is_its_parts():
    scenario = scenario_of(PARTS)

    assert scenario.parts == PARTS
    assert scenario.readings == {"order": "no-coefficient"}
    assert Scenario().parts == ()


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        (FigureTry(1, "a", None, 6), PARTS[0]),  # of one measure, whatever the period
        (TargetTry("online", Fraction(1), "xa"), PARTS[1]),
        (ThresholdTry("rate", Fraction(1)), PARTS[2]),
        (ReadingTry("order", "coefficient-first"), PARTS[3]),
        (Drop("said"), PARTS[4]),
    ],
)
def test_two_things_of_one_place_cannot_both_be_supposed(more, gone):
    scenario = scenario_of(PARTS)

    found = scenario.plus(more)

    assert set(found.parts) == {*PARTS, more} - ({gone} - {more})
    assert set(scenario.minus(more).parts) == {*PARTS} - {gone}


def test_other_places_are_left_alone():
    scenario = scenario_of(PARTS)

    others = (FigureTry(2, "a", DECEMBER, 5), TargetTry("online", Fraction(1)), Drop("rate"))
    for one in others:
        scenario = scenario.plus(one)

    assert set(scenario.parts) == {*PARTS, *others}

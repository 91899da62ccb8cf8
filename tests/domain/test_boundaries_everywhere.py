"""Every threshold of every preset, a hair below it, exactly on it, a hair above it.

The thresholds are typed here from the plans, not read from the presets: a preset that says
something else, or a threshold nobody typed here, fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from domain.contest import NAMES, NUI_THANH, SO_NOI_VU, Dossiers, figures, places, score_of, xa
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.criteria import (
    Combined,
    CountCriterion,
    Criterion,
    OfficeCriterion,
    RateCriterion,
    TargetCriterion,
    judge,
)
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, scope_of
from thidua_desktop.domain.subjects import Kind, Participant, Person, SubjectId, Unit
from thidua_desktop.importing.presets import load_preset, preset_ids

MET, NOT_MET = State.MET, State.NOT_MET
FROM = (NOT_MET, MET, MET)
ABOVE = (NOT_MET, NOT_MET, MET)
NONE = (None, MET, NOT_MET)
"""What below, at and above a threshold mean: «từ», «trên», «không có»."""

NUI_THANH_ID, CENTRE, LAND = "nui-thanh-2023", "ttpvhcc-lang-son-2023", "so-tnmt-lang-son-2024"
THRESHOLDS = [
    # preset, criterion, threshold in percent or a count, what below, at, above it mean
    (NUI_THANH_ID, "xet-xa", "65%", FROM),
    (NUI_THANH_ID, "co-quan-ty-le", "70%", FROM),
    (NUI_THANH_ID, "co-quan-so-luong", "100", FROM),
    (NUI_THANH_ID, "giai-nhat", "70%", FROM),
    (LAND, "dich-vu-cong", "90%", ABOVE),
    (LAND, "thanh-toan", "45%", ABOVE),
    (CENTRE, "tin-bai", "5", FROM),
    (CENTRE, "sang-kien", "1", FROM),
    (CENTRE, "khong-cham-muon", "0", NONE),
    (CENTRE, "khong-chinh-sua", "0", NONE),
    (CENTRE, "rat-hai-long", "98%", FROM),
    (CENTRE, "khong-hai-long", "0", NONE),
    (CENTRE, "khong-phan-anh", "0", NONE),
    (CENTRE, "ho-so-truc-tuyen", "80%", FROM),
    (CENTRE, "dich-vu-cong", "85%", FROM),
]
WHOLE = 100_000


def leaves(criterion: Criterion) -> Iterator[Criterion]:
    if isinstance(criterion, Combined):
        for one in criterion.members:
            yield from leaves(one)
    elif isinstance(criterion, OfficeCriterion):
        yield from leaves(criterion.member)
    else:
        yield criterion


def asked(campaign: Campaign) -> dict[str, Criterion]:
    """Return every single criterion that some rule of a campaign asks for."""
    roots = [
        *(one.considered for one in campaign.groups),
        *(one.condition for one in campaign.prizes),
        *(each for one in campaign.awards for each in one.all_criteria),
        *campaign.ranking.criteria.values(),
    ]
    return {leaf.id: leaf for root in roots if root for leaf in leaves(root)}


def is_met_as_its_target(criterion: Criterion) -> bool:
    """Say whether a threshold is written once, as the target of its indicator."""
    return isinstance(criterion, TargetCriterion) and criterion.comparison is None


def somebody(campaign: Campaign, group_id: str | None = None) -> Participant:
    group = campaign.group(group_id) if group_id else campaign.groups[0]
    number = SubjectId(1)
    made = Unit(number, "A") if group.kind is Kind.UNIT else Person(number, "A", "B")
    return Participant(made, group.id)


def state_of(
    campaign: Campaign,
    criterion: Criterion,
    counts: Mapping[str, int],
    readings: Mapping[str, str] = {},
    group: str | None = None,
    targets: Mapping[str, str] = {},
) -> State:
    """Judge one criterion on counts reported for the campaign's whole span."""
    starts = {campaign.start} | {at for one in campaign.indicators.values() for at in one.starts}
    found = [one for start in starts for one in figures(1, counts, Period(start, campaign.end))]
    found += [
        Figure(SubjectId(1), name, percent=Decimal(percent)) for name, percent in targets.items()
    ]
    who = somebody(campaign, group)
    data = Field([who], campaign.book(found), NAMES)
    return judge(criterion, scope_of(campaign, data, campaign.end, readings), who).state


def counts_for(campaign: Campaign, indicator: str, part: int, whole: int) -> dict[str, int]:
    """Return counts that make a rate exactly `part` / `whole`, under any reading."""
    ratios = campaign.indicators[indicator].ratios
    every = ratios.values.values() if hasattr(ratios, "values") else (ratios,)
    found: dict[str, int] = {}
    for ratio in (one for many in every for one in many):
        found |= dict.fromkeys(ratio.measures, 0)
        found[ratio.whole[0]] = whole
        found[ratio.part[0]] = part
    return found


def test_every_threshold_of_every_preset_stands_here():
    typed = {(preset, criterion) for preset, criterion, *_ in THRESHOLDS}
    written = {
        (preset, name)
        for preset in preset_ids()
        for name, one in asked(load_preset(preset)[0]).items()
        if isinstance(one, RateCriterion | CountCriterion) or is_met_as_its_target(one)
    }

    assert written == typed


@pytest.mark.parametrize(("preset", "criterion", "threshold", "expected"), THRESHOLDS)
def test_a_hair_below_exactly_on_and_a_hair_above(preset, criterion, threshold, expected):
    campaign = load_preset(preset)[0]
    rule = asked(campaign)[criterion]
    for step, state in zip((-1, 0, 1), expected, strict=True):
        if isinstance(rule, RateCriterion | TargetCriterion):
            part = int(Fraction(threshold.removesuffix("%")) * WHOLE / 100) + step
            counts = counts_for(campaign, rule.indicator, part, WHOLE)
        else:
            assert not threshold.endswith("%")
            counts = {rule.measure: max(int(threshold) + step, 0)}
        if state is not None:
            assert state_of(campaign, rule, counts) is state, step


# --- targets: campaigns 1 and 2 ---

PROVINCE = load_preset("ubnd-tinh-lang-son-2023")[0]
AT_LEAST, MORE = {"exceed": "at-least"}, {"exceed": "more-than"}
POINTS, RELATIVE = {"uplift": "points"}, {"uplift": "relative"}
OWN = "target_services_active"
TARGETS = [
    # campaign, group, criterion, assigned to the unit, reading, the target in percent
    (SO_NOI_VU, "don-vi", "dat-vuot-so-hoa", {}, {}, "70"),
    (PROVINCE, "tinh", "dat-vuot-so-hoa", {}, {}, "70"),
    (PROVINCE, "huyen", "dat-vuot-so-hoa", {}, {}, "60"),
    (PROVINCE, "xa", "dat-vuot-so-hoa", {}, {}, "55"),
    (SO_NOI_VU, "don-vi", "dat-vuot-dich-vu-cong", {OWN: "60"}, POINTS, "65"),
    (SO_NOI_VU, "don-vi", "dat-vuot-dich-vu-cong", {OWN: "60"}, RELATIVE, "63"),
    (SO_NOI_VU, "don-vi", "dat-vuot-truc-tuyen", {"target_received_online": "65.5"}, {}, "70.5"),
    (PROVINCE, "tinh", "dat-vuot-dich-vu-cong", {OWN: "65.5"}, POINTS, "70.5"),
    (PROVINCE, "tinh", "dat-vuot-dich-vu-cong", {OWN: "65.5"}, RELATIVE, "68.775"),
    (PROVINCE, "xa", "dat-vuot-truc-tuyen", {"target_received_online": "40"}, RELATIVE, "42"),
]


@pytest.mark.parametrize(
    ("campaign", "group", "criterion", "own", "reading", "percent"),
    TARGETS,
    ids=lambda one: getattr(one, "id", None),
)
def test_a_target_is_reached_exactly_and_exceeded_by_a_hair(
    campaign, group, criterion, own, reading, percent
):
    rule = asked(campaign)[criterion]
    assert isinstance(rule, TargetCriterion)
    for exceed, expected in ((AT_LEAST, FROM), (MORE, ABOVE)):
        for step, state in zip((-1, 0, 1), expected, strict=True):
            part = int(Fraction(percent) * WHOLE / 100) + step
            counts = counts_for(campaign, rule.indicator, part, WHOLE)
            read = {**campaign.readings_with({}), **reading, **exceed}
            assert state_of(campaign, rule, counts, read, group, own) is state, (exceed, step)


@pytest.mark.parametrize("campaign", [SO_NOI_VU, PROVINCE], ids=lambda one: one.id)
@pytest.mark.parametrize("assigned", ["95", "96", "100"])
def test_a_target_raised_to_the_cap_is_exceeded_when_it_is_reached(campaign, assigned):
    rule = asked(campaign)["dat-vuot-dich-vu-cong"]
    read = {**campaign.readings_with({}), **MORE, **POINTS}
    group = campaign.groups[0].id
    for part, state in ((WHOLE, MET), (WHOLE - 1, NOT_MET)):
        counts = counts_for(campaign, rule.indicator, part, WHOLE)
        assert state_of(campaign, rule, counts, read, group, {OWN: assigned}) is state


def test_without_an_assigned_target_nothing_is_missed_yet():
    rule = asked(SO_NOI_VU)["dat-vuot-dich-vu-cong"]
    counts = counts_for(SO_NOI_VU, rule.indicator, 0, WHOLE)
    read = SO_NOI_VU.readings_with({})

    assert state_of(SO_NOI_VU, rule, counts, read, "don-vi") is State.NO_DATA
    assert state_of(SO_NOI_VU, rule, counts, read, "don-vi", {OWN: "0"}) is NOT_MET  # 0 + 5


@given(
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.integers(0, 100),
    st.sampled_from([Comparison.AT_LEAST, Comparison.MORE]),
)
def test_a_rate_is_compared_as_the_fraction_it_is(part, whole, percent, comparison):
    rule = replace(asked(NUI_THANH)["xet-xa"], share=Fraction(percent, 100), comparison=comparison)
    counts = counts_for(NUI_THANH, "online", part, whole)

    found = state_of(NUI_THANH, rule, counts)

    exact = part * 100 - percent * whole
    met = exact >= 0 if comparison is Comparison.AT_LEAST else exact > 0
    assert found is (MET if met else NOT_MET)


# --- campaign 5: points ---


@pytest.mark.parametrize(
    ("late", "proportional", "full"),
    [
        (0, "60", "60"),
        (5, "59.5", "60"),  # 0,5 %
        (9, "59.1", "60"),
        (10, "59", "59"),
        (49, "55.1", "56"),
        (50, "55", "55"),  # 5 %, the most there is
        (51, "55", "55"),
        (300, "55", "55"),
    ],
)
def test_late_dossiers_take_at_most_five_points(late, proportional, full):
    dossiers = Dossiers("A", 1000, 700, 600, late)

    found = [
        score_of(dossiers, order="no-coefficient", deduction=one)
        for one in ("proportional", "full-percent")
    ]

    assert found == [Fraction(proportional), Fraction(full)]


def test_the_first_prize_goes_to_seventy_percent_exactly_and_passes_a_hair_below_it():
    ahead_below = Dossiers("Xã A", 10_000, 6_999, 6_999)
    behind = Dossiers("Xã B", 1000, 700, 500)
    exactly = Dossiers("Xã A", 10_000, 7_000, 7_000)

    assert [prize for *_, prize in places(xa([ahead_below, behind]))] == ["Giải nhì", "Giải nhất"]
    assert [prize for *_, prize in places(xa([exactly, behind]))] == ["Giải nhất", "Giải nhì"]
    assert [prize for *_, prize in places(xa([ahead_below, behind], first_prize="vacant"))] == [
        "Giải nhì",
        "Giải ba",
    ]


def test_a_hair_is_seen_in_the_ranking():
    below, above = (Dossiers("Xã A", WHOLE, one, one) for one in (64_999, 65_000))

    assert xa([below]).rows == ()
    assert [row.rank for row in xa([above]).rows] == [1]

"""Laws that hold for every campaign that ships, whatever the figures."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from domain.contest import NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.measures import MeasureUnit
from thidua_desktop.domain.ranking import Field, rank, scope_of
from thidua_desktop.domain.subjects import Kind, Participant, Person, SubjectId, Unit
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.presets import load_preset, preset_ids

CAMPAIGNS = [load_preset(one)[0] for one in preset_ids()]
UNITS = load_catalogue().measures
every_campaign = pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda one: one.id)

seeds = st.integers(0, 10**6)

# few and small numbers, so that ties, empty wholes and boundaries happen often
COUNTS = (None, 0, 1, 5, 45, 90, 100, 300, 2700)


def members_of(campaign: Campaign) -> list[Participant]:
    found: list[Participant] = []
    for group in campaign.groups:
        for _ in range(3):
            number = SubjectId(len(found) + 1)
            made = (
                Unit(number, f"Đơn vị {number}")
                if group.kind is Kind.UNIT
                else Person(number, f"Người {number}", "Đơn vị 1")
            )
            found.append(Participant(made, group.id))
    return found


def spans_of(campaign: Campaign) -> list[Period]:
    starts = {campaign.start} | {at for one in campaign.indicators.values() for at in one.starts}
    return [Period(start, campaign.end) for start in sorted(starts, key=str)]


def a_figure(measure: str, subject: int, period: Period, count: int | None) -> Figure:
    if UNITS[measure].unit is MeasureUnit.PERCENT:
        percent = None if count is None else Decimal(min(count, 100))
        missing = "-" if count is None else None
        return Figure(SubjectId(subject), measure, percent=percent, missing=missing)
    missing = "-" if count is None else None
    return Figure(SubjectId(subject), measure, period, count=count, missing=missing)


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same numbers again, not secret ones


def reported(campaign: Campaign, seed: int) -> list[Figure]:
    """Return figures for everybody, the same for the same seed."""
    choose = dice(seed)
    return [
        a_figure(measure, member.subject.id, period, choose.choice(COUNTS))
        for member in members_of(campaign)
        for measure in sorted(campaign.measures)
        for period in _periods(campaign, measure)
    ]


def _periods(campaign: Campaign, measure: str) -> list[Period]:
    timeless = UNITS[measure].unit is MeasureUnit.PERCENT
    return spans_of(campaign)[:1] if timeless else spans_of(campaign)


def ranked(campaign: Campaign, members: Sequence[Participant], found: Sequence[Figure]):
    data = Field(members, campaign.book(found), NAMES)
    return rank(campaign, data, campaign.end, {})


def standings(campaign: Campaign, members: Sequence[Participant], found: Sequence[Figure]):
    data = Field(members, campaign.book(found), NAMES)
    ranking = rank(campaign, data, campaign.end, {})
    scope = scope_of(campaign, data, campaign.end, {})
    return {
        (award.id, one.subject.id): standing(award, campaign.group(one.group), one, scope, ranking)
        for award in campaign.awards
        for one in members
    }


@every_campaign
@given(seeds)
@settings(max_examples=20, deadline=None)
def test_everybody_stands_once_where_their_group_does_and_ranks_count_who_is_ahead(campaign, seed):
    members = members_of(campaign)

    ranking = ranked(campaign, members, reported(campaign, seed))

    compared = [one for one in members if campaign.group(one.group).ranked]
    assert sorted(one.subject.id for one in ranking.participants) == [
        one.subject.id for one in compared
    ]
    for group in ranking.groups:
        ranks = [row.rank for row in group.rows]
        assert ranks == [ranks.index(one) + 1 for one in ranks]


@every_campaign
@given(seeds)
@settings(max_examples=15, deadline=None)
def test_neither_the_order_of_the_figures_nor_of_the_members_matters(campaign, seed):
    found = reported(campaign, seed)
    members = members_of(campaign)
    mixed_figures, mixed_members = list(found), list(members)
    dice(seed).shuffle(mixed_figures)
    dice(seed).shuffle(mixed_members)

    assert ranked(campaign, mixed_members, mixed_figures) == ranked(campaign, members, found)


@every_campaign
def test_without_any_figure_nobody_is_ranked_and_nobody_is_not_met(campaign):
    members = members_of(campaign)

    groups = ranked(campaign, members, []).groups
    outside = [one.state for group in groups for one in group.not_ranked]
    judged = [one.state for one in standings(campaign, members, []).values() if one]

    assert set(outside) == {State.NO_DATA}
    assert len(outside) == sum(campaign.group(one.group).ranked for one in members)
    assert set(judged) <= {State.NO_DATA, State.COUNCIL}


@every_campaign
@given(seeds)
@settings(max_examples=15, deadline=None)
def test_an_award_of_criteria_never_changes_when_others_take_part(campaign, seed):
    found = reported(campaign, seed)
    members = members_of(campaign)
    alone = [members[0]]
    own = [one.id for one in campaign.awards if not one.for_winners]

    everybody = standings(campaign, members, found)
    single = standings(campaign, alone, found)

    for award in own:
        assert single[award, members[0].subject.id] == everybody[award, members[0].subject.id]


@every_campaign
@given(seeds)
@settings(max_examples=15, deadline=None)
def test_figures_after_the_day_asked_for_change_nothing(campaign, seed):
    members = members_of(campaign)
    before = reported(campaign, seed)
    later = [
        Figure(
            one.subject,
            one.measure,
            Period(one.period.start, one.period.end + timedelta(31)),
            count=one.count,
            missing=one.missing,
        )
        for one in reported(campaign, seed + 1)
        if one.period is not None
    ]

    assert ranked(campaign, members, [*before, *later]) == ranked(campaign, members, before)


@every_campaign
def test_every_rule_says_something_and_ids_are_those_of_the_commands(campaign):
    awards = {one.id for one in campaign.awards}
    texts = [leaf.text for one in campaign.awards for leaf in _texts(one.all_criteria)]

    assert awards <= {"giay-khen", "bang-khen"}
    assert all(texts)
    assert campaign.end > date(2023, 1, 1)
    assert campaign.start is not None or campaign.earliest_start is not None


def _texts(criteria):
    for one in criteria:
        yield one
        yield from _texts(getattr(one, "members", ()))

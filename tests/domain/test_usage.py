"""A traced ranking is the same ranking, and names the figures it was made from."""

from dataclasses import replace
from datetime import date

import pytest

from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Figure, FigureBook, Period
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, rank, scope_of
from thidua_desktop.domain.subjects import Participant, Unit
from thidua_desktop.domain.usage import (
    NotingBook,
    NotingConfirmations,
    key_of,
    trace,
    trace_on,
)
from thidua_desktop.importing.presets import load_preset

DAY = date(2024, 1, 5)
YES, NO = Confirmation(met=True), Confirmation(met=False)
COUNTS = {
    "resolved_total": 1000,
    "online_total": 800,
    "online_early": 500,
    "online_on_time": 280,
    "resolved_late": 10,
}


@pytest.fixture(scope="module")
def campaign():
    return load_preset("nui-thanh-2023")[0]


def figures(campaign, subject, end=date(2023, 12, 31), **changes):
    period = Period(campaign.start, end)
    return [Figure(subject, name, period, n) for name, n in {**COUNTS, **changes}.items()]


def traced(campaign, given, confirmations=None):
    members = [Participant(Unit(1, "Xã Một"), "xa"), Participant(Unit(2, "Xã Hai"), "xa")]
    data = Field(members, FigureBook(given), {}, confirmations or {})
    return trace(campaign, data, given, DAY, {}), rank(campaign, data, DAY, {})


def test_tracing_changes_nothing_in_the_ranking(campaign):
    found, plain = traced(campaign, figures(campaign, 1) + figures(campaign, 2, online_total=700))

    assert found.ranking == plain
    assert found.awards[1, "giay-khen"] is State.MET


@pytest.mark.parametrize("twins", [False, True])
def test_awards_for_winners_stand_as_awards_say(campaign, twins):
    counts = [2000, 1900, 1800, 1700, 1600, 1500, 500]
    members = [Participant(Unit(n, f"Xã {n}"), "xa") for n in range(len(counts) + 1)]
    given = [
        figure
        for n, count in enumerate(counts)
        for figure in figures(campaign, n, online_total=700 if twins and n < 6 else 700 + n)
    ]
    given += figures(campaign, 6, resolved_total=0)
    data = Field(members, FigureBook(given), {})

    found = trace(campaign, data, given, DAY, {})

    (award,) = campaign.awards
    scope = scope_of(campaign, data, DAY, {})
    group = campaign.group("xa")
    expected = {
        (one.subject.id, award.id): standing(award, group, one, scope, found.ranking).state
        for one in members
    }
    assert found.awards == expected
    assert (State.COUNCIL in expected.values()) == twins


def test_only_the_figures_of_the_latest_period_were_used(campaign):
    latest = figures(campaign, 1)
    earlier = figures(campaign, 1, date(2023, 11, 30))
    unread = [Figure(1, "complaints", latest[0].period, 3)]

    found, _ = traced(campaign, latest + earlier + unread)

    assert {key_of(one) for one in found.used} == {key_of(one) for one in latest}
    assert found.shown == ()


def test_the_confirmations_and_targets_asked_for_are_named_and_no_others(campaign):
    other, _ = load_preset("so-noi-vu-lang-son-2023")
    members = [Participant(Unit(1, "Phòng Nội vụ"), other.groups[0].id)]
    target = Figure(1, "target_services_active", None, percent=None, missing="chưa giao")
    confirmed = {(1, criterion): YES for criterion in _council_ids(other)}
    data = Field(members, FigureBook(()), {}, {**confirmed, (1, "không có"): YES})

    found = trace(other, data, [target], DAY, {})

    assert (1, "không có") not in found.confirmed
    assert found.confirmed
    assert found.confirmed.items() <= confirmed.items()
    assert found.used == (target,)


def test_confirmations_that_note_are_still_the_same_confirmations():
    given = {(1, "a"): YES, (2, "b"): NO}

    noting = NotingConfirmations(given)
    found = noting.get((2, "b")), noting.get((3, "c"))

    assert found == (NO, None)
    assert noting.noted == {(2, "b"): NO}
    assert (len(noting), list(noting)) == (2, list(given))


def test_an_award_that_is_not_for_the_group_is_left_out(campaign):
    awards = tuple(replace(one, for_winners=False) for one in campaign.awards)

    found, _ = traced(replace(campaign, awards=awards), figures(campaign, 1))

    assert found.awards == {}


def test_figures_that_are_only_looked_at_decide_nothing(campaign):
    rule = replace(campaign.ranking, tie_breaks=())
    shown_only = replace(campaign, ranking=rule, awards=())
    extra = replace(
        campaign.indicators["online"], id="extra", ratios=_ratio("received_online", "received_new")
    )
    looked_at = replace(shown_only, indicators={**campaign.indicators, "extra": extra})
    period = Period(campaign.start, date(2023, 12, 31))
    given = [Figure(1, "received_online", period, 5), Figure(1, "received_new", period, 9)]

    found, _ = traced(looked_at, [*figures(campaign, 1), *given])

    assert set(found.shown) == set(given)
    assert not set(given) & set(found.used)
    assert found.awards == {}


def _ratio(part, whole):
    from thidua_desktop.domain.figures import Ratio

    return (Ratio((part,), (whole,)),)


def _council_ids(campaign):
    from thidua_desktop.domain.criteria import Combined, CouncilCriterion, OfficeCriterion

    def ids(criterion):
        match criterion:
            case CouncilCriterion():
                yield criterion.id
            case Combined():
                for member in criterion.members:
                    yield from ids(member)
            case OfficeCriterion():
                yield from ids(criterion.member)

    return {one for award in campaign.awards for each in award.all_criteria for one in ids(each)}


def everybody(campaign, given):
    members = [Participant(Unit(n, f"Xã {n}"), "xa") for n in (1, 2, 3)]
    return Field(members, campaign.book(given), {})


@pytest.mark.parametrize("subjects", [(), (2,), (2, 3)])
def test_a_book_made_otherwise_ranks_as_one_made_anew(campaign, subjects):
    given = [one for n in (1, 2, 3) for one in figures(campaign, n, online_total=600 + n)]
    changed = [one for n in subjects for one in figures(campaign, n, online_total=900 + n)]
    data = everybody(campaign, given)
    first = trace(campaign, data, given, DAY, {})
    now = [*(one for one in given if one.subject not in subjects), *changed]

    again = trace_on(campaign, data, first.book.otherwise(subjects, changed), DAY, {})

    anew = trace(campaign, data, now, DAY, {})
    assert (again.ranking, again.awards) == (anew.ranking, anew.awards)
    assert first.ranking == rank(campaign, data, DAY, {})
    noted = {key_of(one) for one in (*again.used, *again.shown) if one.subject in subjects}
    assert noted == {key_of(one) for one in changed}


def test_a_book_made_otherwise_forgets_facts_and_open_spans_of_those_subjects():
    def book(*given):
        return NotingBook(given, None, None)

    end = date(2023, 12, 31)
    fact = Figure(1, "target", None, count=5)
    opened = [Figure(n, "a", Period(None, end), n) for n in (1, 2)]
    both = book(fact, *opened)
    before = [both.latest(n, ("a",), (None,), end) for n in (1, 2)]

    without = both.otherwise((1,), [])

    assert all(before)
    assert without.timeless(1, "target") is None
    assert without.latest(1, ("a",), (None,), end) is None
    assert without.latest(2, ("a",), (None,), end) == {"a": opened[1]}
    assert both.timeless(1, "target") == fact


def test_a_start_entered_late_is_read_as_the_ranking_reads_it(campaign):
    entered = replace(campaign, earliest_start=date(2023, 5, 1))
    period = Period(None, date(2023, 12, 31))
    given = [
        replace_period(one, period)
        for n in (1, 2)
        for one in figures(campaign, n, online_total=700)
    ]
    data = everybody(entered, given)

    found = trace(entered, data, given, DAY, {})

    assert found.ranking == rank(entered, data, DAY, {})
    assert len(found.ranking.groups[1].rows) == 2
    assert found.used


def replace_period(figure, period):
    return figure._replace(period=period)

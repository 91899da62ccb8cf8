"""Tables of one period put together: who is missing where, what contradicts, which value holds."""

from datetime import date, datetime, timedelta, timezone

import pytest

from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.domain.measures import PartRule
from thidua_desktop.domain.reconciliation import (
    BY_HAND,
    Disagreement,
    Origin,
    Refusal,
    Stored,
    UnitState,
    origin_of,
    reconcile,
)
from thidua_desktop.domain.suspicions import fell, jumped, parts_over

START = date(2023, 6, 1)
DECEMBER = Period(START, date(2023, 12, 31))
NOON = datetime(2024, 1, 5, 12, 0, tzinfo=timezone(timedelta(hours=7)))
ONLINE, TOTAL, LATE = "online_total", "resolved_total", "resolved_late"
MEASURES = (ONLINE, TOTAL, LATE)
CULTURE, OFFICE = Origin("van-hoa.xlsx", "Truc tuyen"), Origin("van-phong.xlsx", "Tong so")
RULES = (PartRule(TOTAL, (ONLINE,)), PartRule(TOTAL, (ONLINE, LATE)))
A, B, C, D = 1, 2, 3, 4


def figure(subject, measure, count=10, origin=CULTURE, *, period=DECEMBER, at=NOON):
    missing = "-" if count is None else None
    source = Source(origin.file, origin.sheet, "C7", at, "An")
    return Figure(subject, measure, period, count, None, missing, origin.by_hand, source)


def online(subject, count=10, **changes):
    return figure(subject, ONLINE, count, **changes)


def totals(subject, count=20, late=0, origin=OFFICE, **changes):
    return [
        figure(subject, TOTAL, count, origin, **changes),
        figure(subject, LATE, late, origin, **changes),
    ]


def together(figures, members=(A, B, C), **changes):
    return reconcile(members, MEASURES, Stored(figures, **changes), RULES[:1])


def test_two_offices_each_give_their_half():
    found = together([online(A), *totals(A), online(B, 7), *totals(B, 30, 2)], (A, B))

    culture, office = found.sources
    assert {culture.origin, office.origin} == {CULTURE, OFFICE}
    by_origin = {one.origin: one for one in found.sources}
    assert by_origin[CULTURE].measures == by_origin[CULTURE].main == (ONLINE,)
    assert by_origin[CULTURE].totals == {ONLINE: 17}
    assert by_origin[OFFICE].totals == {TOTAL: 50, LATE: 2}
    assert by_origin[OFFICE].subjects == {A, B}
    assert found.problems == 0
    assert set(found.states.values()) == {UnitState.COMPLETE}


def test_a_unit_one_office_forgot_is_absent_there_and_nowhere_else():
    found = together([online(A), *totals(A), online(B)], (A, B, C))

    (absence,) = found.absences
    assert (absence.subject, absence.origin, absence.measures) == (B, OFFICE, (TOTAL, LATE))
    assert found.nowhere == (C,)
    assert found.states == {A: UnitState.COMPLETE, B: UnitState.NO_DATA, C: UnitState.NO_DATA}
    assert found.problems == 1


def test_nobody_is_absent_where_another_group_reports():
    # B is not judged by what the first office counts: only the other one's halves are asked.
    figures = [online(A), *totals(A), *totals(B)]
    asked = {B: frozenset({TOTAL, LATE})}

    found = together(figures, (A, B), asked_of=asked)

    assert found.absences == ()
    assert found.states == {A: UnitState.COMPLETE, B: UnitState.COMPLETE}
    assert [one.subject for one in together(figures, (A, B)).absences] == [B]


def test_a_supplement_for_one_unit_asks_the_others_for_nothing():
    late_table = Origin("bo-sung.xlsx", "Sheet1")
    first = [one for who in (A, B) for one in (online(who), *totals(who))]

    found = together([*first, online(C), *totals(C, origin=late_table)])

    assert found.absences == ()
    assert [one.main for one in found.sources if one.origin == late_table] == [()]


def test_what_was_typed_by_hand_is_no_table_and_stands_last():
    found = together([figure(A, ONLINE, 5, BY_HAND), *totals(A), *totals(B)], (A, B))

    assert found.sources[-1].origin == BY_HAND
    assert found.sources[-1].main == ()
    assert found.absences == ()


def test_a_cell_the_clerk_corrected_still_is_of_its_table():
    corrected = Figure(A, ONLINE, DECEMBER, 4, by_hand=True, source=Source("a.xlsx", "S", "B2"))

    assert origin_of(corrected) == Origin("a.xlsx", "S")
    assert origin_of(Figure(A, ONLINE, DECEMBER, 4)) == BY_HAND


def test_a_blank_cell_is_known_and_has_no_total():
    found = together([online(A, None), *totals(A)], (A,))

    assert found.absences == ()
    assert found.states == {A: UnitState.NO_DATA}
    assert found.sources[0].totals in ({ONLINE: 0}, {TOTAL: 20, LATE: 0})


def test_a_figure_without_a_moment_is_older_than_any_other():
    found = together([online(A, at=None), online(B)], (A, B))

    assert found.sources[0].latest.subject == B


def test_a_part_larger_than_the_whole_of_another_table_is_told():
    found = together([online(A, 216), *totals(A, 206), online(B, 206), *totals(B, 206)], (A, B))

    (over,) = found.parts_over
    assert (over.subject, over.part, over.whole) == (A, 216, 206)
    assert [origin_of(one) for one in over.figures] == [CULTURE, OFFICE]
    assert found.states[A] is UnitState.CONTRADICTION
    assert found.problems == 1


def test_another_span_is_compared_in_itself_and_fills_no_gap():
    other = Period(date(2023, 8, 20), DECEMBER.end)
    beside = [online(A, 9, period=other), *totals(A, 8, period=other)]

    found = together([online(A)], (A,), beside=beside)

    assert [(one.part, one.whole) for one in found.parts_over] == [(9, 8)]
    assert [one.measures for one in found.sources] == [(ONLINE,)]


def test_strangers_are_left_out():
    found = together([online(D, 99), *totals(D, 1)], (A,))

    assert (found.sources, found.parts_over, found.nowhere) == ((), (), (A,))


# --- rows left out at the import ---


def refusal(subject=A, at=NOON):
    return Refusal(subject, OFFICE, at)


def test_a_row_left_out_is_a_contradiction_and_one_problem_with_its_absence():
    found = together([online(A, 216), online(B), *totals(B)], (A, B), refused=[refusal()])

    assert found.refusals == (refusal(),)
    assert [one.subject for one in found.absences] == [A]
    assert found.states[A] is UnitState.CONTRADICTION
    assert found.problems == 1


def test_a_row_left_out_is_settled_once_its_figures_came_later():
    later = NOON + timedelta(hours=1)
    figures = [online(A), *totals(A, at=later), *totals(B)]

    assert together(figures, (A, B), refused=[refusal()]).refusals == ()
    assert together(figures, (A, B), refused=[refusal(at=later)]).refusals != ()


def test_figures_of_the_other_table_settle_nothing():
    later = NOON + timedelta(hours=1)

    found = together([online(A, at=later), *totals(B)], (A, B), refused=[refusal()])

    assert found.refusals == (refusal(),)


def test_a_table_of_which_nothing_is_left_asks_for_any_later_figure():
    gone = Refusal(A, Origin("cu.xlsx", "S"), NOON)
    later = NOON + timedelta(hours=1)

    assert together([online(A)], (A,), refused=[gone]).refusals == (gone,)
    assert together([online(A, at=later)], (A,), refused=[gone]).refusals == ()
    assert together([online(A, at=None)], (A,), refused=[gone]).refusals == (gone,)


# --- two tables, one figure ---


def test_two_tables_that_disagree_are_both_told():
    held, other = figure(A, TOTAL, 21, OFFICE), figure(A, TOTAL, 20, CULTURE)

    found = together([held], (A,), replaced=[other])

    assert found.disagreements == (Disagreement(held, other),)
    assert found.problems == 1


@pytest.mark.parametrize(
    "other",
    [
        figure(A, TOTAL, 21, CULTURE),
        figure(A, TOTAL, 20, CULTURE, period=Period(START, date(2023, 11, 30))),
        figure(B, TOTAL, 20, CULTURE),
    ],
)
def test_the_same_value_another_period_and_a_stranger_are_no_disagreement(other):
    assert together([figure(A, TOTAL, 21, OFFICE)], (A,), replaced=[other]).disagreements == ()


# --- what looks wrong ---


@pytest.mark.parametrize(
    ("before", "now", "fallen", "jump"),
    [
        (10, 9, True, False),
        (10, 10, False, False),
        (10, 99, False, False),
        (10, 100, False, True),
        (9, 90, False, False),
        (0, 500, False, False),
        (120, 1200, False, True),
    ],
)
def test_a_running_total_that_fell_or_grew_tenfold(before, now, fallen, jump):
    assert (fell(before, now), jumped(before, now)) == (fallen, jump)


def test_parts_are_added_and_compared_within_one_period_only():
    other = Period(date(2018, 1, 1), DECEMBER.end)

    assert parts_over([online(A, 10), *totals(A, 12, 3)], RULES) != ()
    assert parts_over([online(A, 10), *totals(A, 13, 3)], RULES) == ()
    assert parts_over([online(A, 30, period=other), *totals(A, 20)], RULES) == ()


def test_without_the_whole_nothing_is_compared():
    assert parts_over([online(A, 30)], RULES) == ()
    assert parts_over([online(A, 30), figure(A, TOTAL, None)], RULES) == ()

"""What differs between two frozen states, and which figures came after one."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.domain.snapshots import (
    LETTERS,
    FigureChange,
    Known,
    Move,
    Place,
    changed_figures,
    late_figures,
    moves,
    same_value,
    short_code,
    worth_keeping,
)
from thidua_desktop.domain.usage import key_of

START = date(2023, 6, 1)
NOVEMBER, DECEMBER = (Period(START, date(2023, month, day)) for month, day in ((11, 30), (12, 31)))
FROZEN_AT = datetime(2024, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=7)))


def figure(measure="online_total", period=DECEMBER, count=10, subject=1, hours=-1, **changes):
    at = FROZEN_AT + timedelta(hours=hours)
    return Figure(subject, measure, period, count, source=Source(at=at), **changes)


def place(subject, rank, prize=None, group="xa"):
    return Place(subject, f"Xã {subject}", group, rank, prize=prize)


# --- the code ---


def test_a_code_by_hand():
    assert short_code(0) == "22222222"
    assert short_code(1) == "32222222"
    assert short_code(26 + 25) == "Y3222222"


@given(st.integers(0, 26**8 - 1), st.integers(0, 26**8 - 1))
def test_short_digests_differ_in_their_codes(one, other):
    assert (short_code(one) == short_code(other)) == (one == other)


@given(st.integers(0, 2**256))
def test_a_code_has_eight_letters_nobody_mistakes(digest):
    code = short_code(digest)

    assert len(code) == 8
    assert set(code) <= set(LETTERS)
    assert not set(LETTERS) & set("01OILSZB58")


# --- moves ---


def test_who_moved_won_came_or_went_is_named_and_nobody_else():
    before = (place(1, 1, "Giải nhất"), place(2, 2), place(3, 3), place(4, None), place(5, 5))
    after = (place(2, 1), place(1, 2, "Giải nhất"), place(3, 3, "Giải ba"), place(4, None))
    new = place(6, 6)

    found = moves(before, (*after, new))

    assert found == (
        Move(before[1], after[0]),
        Move(before[0], after[1]),
        Move(before[2], after[2]),
        Move(None, new),
        Move(before[4], None),
    )


def test_another_group_is_a_move():
    assert len(moves([place(1, 1)], [place(1, 1, group="co-quan")])) == 1


# --- figures that differ ---


def test_two_figures_are_the_same_by_value_wherever_they_came_from():
    typed = figure(by_hand=True, hours=5)

    assert same_value(figure(), typed)
    assert same_value(None, None)
    assert not same_value(figure(), figure(count=11))
    assert not same_value(figure(), None)
    assert not same_value(figure(count=None, missing=""), figure(count=None, percent=Decimal(0)))


def test_changed_figures_are_paired_by_key_then_by_measure():
    same = figure("same")
    corrected, wrong = figure("corrected", count=2), figure("corrected", count=1)
    moved_on, from_ = figure("moved", DECEMBER), figure("moved", NOVEMBER)
    target = Figure(1, "target", None, percent=Decimal(65))
    before = [same, wrong, from_, figure("gone")]

    found = changed_figures(before, [same, corrected, moved_on, target])

    assert found == (
        FigureChange(wrong, corrected),
        FigureChange(from_, moved_on),
        FigureChange(None, target),
        FigureChange(figure("gone"), None),
    )
    assert found[3].figure == figure("gone")
    assert found[1].figure == moved_on


def test_several_periods_of_one_measure_pair_the_newest_first():
    before = [figure(period=NOVEMBER, count=1), figure(period=DECEMBER, count=2)]
    later = Period(START, date(2024, 1, 31))

    found = changed_figures(before, [figure(period=later, count=3)])

    assert found == (
        FigureChange(before[1], figure(period=later, count=3)),
        FigureChange(before[0], None),
    )


# --- late figures ---


def late(used, others, used_now, all_now=None):
    there = {key_of(one): one for one in (all_now if all_now is not None else used_now)}
    return late_figures(Known(used, others, FROZEN_AT), used_now, there)


def test_unused_figures_worth_keeping_are_newer_than_those_used():
    used = figure(period=NOVEMBER)
    older = figure(period=Period(START, date(2023, 10, 31)))
    half = figure(period=DECEMBER, count=None, missing="#REF!")
    unknown = figure("never_used", NOVEMBER)

    assert worth_keeping([older, used, half, unknown], [used]) == (half, unknown)


def test_a_figure_used_that_changes_or_goes_is_late():
    used, other = figure(), figure("resolved_total")
    corrected = figure(count=11, hours=1)

    found = late([used, other], [], [corrected])

    assert found == (FigureChange(used, corrected), FigureChange(other, None))


def test_a_new_figure_is_late_and_so_is_what_replaces_a_missing_one():
    missing = figure(count=None, missing="")
    arrived = figure(hours=1)
    target = Figure(1, "target", None, percent=Decimal(65))

    assert late([], [missing], [arrived]) == (FigureChange(missing, arrived),)
    assert late([], [], [arrived, target]) == (
        FigureChange(None, arrived),
        FigureChange(None, target),
    )


def test_a_newer_period_is_late_even_when_its_clock_says_otherwise():
    used, newer = figure(period=NOVEMBER), figure(period=DECEMBER, hours=-9)

    assert late([used], [], [newer], [used, newer]) == (FigureChange(None, newer),)


def test_what_only_comes_into_use_was_there_already():
    half = figure("half", DECEMBER)
    used = figure("half", NOVEMBER)
    older = figure("whole", NOVEMBER)
    gone = figure("whole", DECEMBER)

    assert late([used], [half], [half], [used, half]) == ()
    assert late([gone], [], [older]) == (FigureChange(gone, None),)


def test_an_older_period_that_was_filed_late_is_late():
    gone = figure(period=DECEMBER)
    stamped, unstamped = figure(period=NOVEMBER, hours=2), Figure(1, "online_total", NOVEMBER, 9)

    assert late([gone], [], [stamped])[1:] == (FigureChange(None, stamped),)
    assert late([gone], [], [unstamped])[1:] == (FigureChange(None, unstamped),)

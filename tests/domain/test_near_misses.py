"""By how much a criterion was missed: by hand at the boundaries, then against counting up."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thidua_desktop.domain.comparisons import Comparison, compare_ratio
from thidua_desktop.domain.figures import Figure, Rate
from thidua_desktop.domain.judgements import Counted, Held, Judgement, Said, State
from thidua_desktop.domain.near_misses import Shortfall, is_last_one, missed, remedy, shortfall

AT_LEAST, MORE = Comparison.AT_LEAST, Comparison.MORE
AT_MOST, LESS, EQUAL = Comparison.AT_MOST, Comparison.LESS, Comparison.EQUAL


def held(part, whole, comparison, percent):
    return Held(Rate(part, whole, (), None), comparison, Fraction(percent) / 100)


def counted(count, comparison, limit):
    return Counted(Figure(1, "news_items", None, count), comparison, limit)


@pytest.mark.parametrize(
    ("part", "whole", "comparison", "percent", "alone", "growing"),
    [
        (79, 122, AT_LEAST, 65, 1, 1),  # 64,75 %: 80/122 and 80/123 are above 65 %
        (64996, 100000, AT_LEAST, 65, 4, 12),  # 64,996 % shows as 65,00 %
        (90, 100, MORE, 90, 1, 1),  # exactly 90 % is not «trên 90 %»
        (0, 10, AT_LEAST, 50, 5, 10),
        (99, 100, AT_LEAST, 100, 1, None),  # new ones never make it all of them
        (100, 100, MORE, 100, None, None),
        (2, 100, AT_MOST, 1, 1, 100),
        (1, 100, LESS, 1, 1, 1),
        (1, 100, EQUAL, 0, 1, None),
        (0, 100, LESS, 0, None, None),
        (1, 4, EQUAL, 50, 1, 2),
        (1, 3, EQUAL, 50, None, 1),
    ],
)
def test_what_would_have_done_by_hand(part, whole, comparison, percent, alone, growing):
    found = shortfall(held(part, whole, comparison, percent))

    assert (found.alone, found.growing) == (alone, growing)
    assert found.gap == abs(Fraction(part, whole) - Fraction(percent, 100))


@pytest.mark.parametrize(
    ("count", "comparison", "limit", "expected"),
    [
        (4, AT_LEAST, 5, Shortfall(Fraction(1), Fraction(1, 5), fewer=False, alone=1)),
        (5, MORE, 5, Shortfall(Fraction(0), Fraction(0), fewer=False, alone=1)),
        (2, EQUAL, 0, Shortfall(Fraction(2), Fraction(2), fewer=True, alone=2)),
        (3, AT_MOST, 2, Shortfall(Fraction(1), Fraction(1, 2), fewer=True, alone=1)),
        (2, LESS, 2, Shortfall(Fraction(0), Fraction(0), fewer=True, alone=1)),
    ],
)
def test_counts_by_hand(count, comparison, limit, expected):
    assert shortfall(counted(count, comparison, limit)) == expected


@given(
    whole=st.integers(1, 60),
    data=st.data(),
    comparison=st.sampled_from(Comparison),
    limit=st.fractions(0, 1, max_denominator=40),
)
def test_the_smallest_number_is_what_counting_up_finds(whole, data, comparison, limit):
    part = data.draw(st.integers(0, whole))
    assume(not compare_ratio(part, whole, comparison, limit))
    found = shortfall(Held(Rate(part, whole, (), None), comparison, limit))

    def meets(n, grow):
        if found.fewer:
            return compare_ratio(part if grow else part - n, whole + n * grow, comparison, limit)
        return compare_ratio(part + n, whole + n * grow, comparison, limit)

    room = part if found.fewer else whole - part
    alone = next((n for n in range(room + 1) if meets(n, 0)), None)
    growing = next((n for n in range(2500) if meets(n, 1)), None)
    assert found.alone == alone
    assert found.growing == growing


def judgement(name, state, *members, basis=None):
    return Judgement(name, name, state, basis or Said(), members)


def test_what_was_missed_are_the_figures_below_combinations_that_were_missed():
    rate = judgement("rate", State.NOT_MET, basis=held(1, 2, AT_LEAST, 60))
    count = judgement("count", State.NOT_MET, basis=counted(4, AT_LEAST, 5))
    said = judgement("said", State.NOT_MET)
    met = judgement("met", State.MET, basis=held(1, 2, AT_LEAST, 50))
    either = judgement("any", State.MET, count, met)
    whole = judgement(
        "all", State.NOT_MET, rate, said, either, judgement("b", State.NOT_MET, count)
    )

    assert missed(whole) == (rate, count)
    assert missed(either) == ()
    assert missed(said) == ()


def test_a_criterion_is_the_last_one_when_all_others_are_settled():
    rate = judgement("rate", State.NOT_MET, basis=held(1, 2, AT_LEAST, 60))
    met, nothing = judgement("met", State.MET), judgement("none", State.NOT_APPLICABLE)
    waiting = judgement("council", State.COUNCIL)

    assert is_last_one(judgement("all", State.NOT_MET, rate, met, nothing), rate)
    assert not is_last_one(judgement("all", State.NOT_MET, rate, waiting), rate)


def rate_of(counts, added, whole):
    figures = tuple(Figure(1, f"m{place}", None, count) for place, count in enumerate(counts))
    return Rate(sum(counts[:added]), whole, figures, None, added)


@pytest.mark.parametrize(
    ("counts", "added", "whole", "comparison", "percent", "expected"),
    [
        ((79, 122), 1, 122, AT_LEAST, 65, ("m0", 80)),
        ((30, 49, 122), 2, 122, AT_LEAST, 65, ("m1", 50)),  # the largest of the part
        ((2, 100), 1, 100, AT_MOST, 1, ("m0", 1)),
        ((79, 43), 1, 122, AT_LEAST, 65, None),  # the part is counted in the whole too
        ((1, 3), 1, 3, EQUAL, 50, None),  # no whole number does
        ((100, 100, 400), 2, 400, LESS, 20, None),  # more than any one figure has
    ],
)
def test_the_figure_that_would_have_done(counts, added, whole, comparison, percent, expected):
    basis = Held(rate_of(counts, added, whole), comparison, Fraction(percent) / 100)

    found = remedy(basis, shortfall(basis))

    assert (found and (found.measure, found.count)) == expected


def test_the_count_that_would_have_done():
    basis = counted(4, AT_LEAST, 5)

    assert remedy(basis, shortfall(basis)) == Figure(1, "news_items", None, 5)

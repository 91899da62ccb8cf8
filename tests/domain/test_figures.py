from datetime import date, timedelta
from fractions import Fraction

from domain.contest import DECEMBER, NOVEMBER, START, figures
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.figures import Figure, FigureBook, Known, Period, Ratio, measure_rate
from thidua_desktop.domain.subjects import SubjectId

ONE = SubjectId(1)
SHARE = Ratio(("online_early", "online_on_time"), ("resolved_total",))
FULL = {"online_early": 3, "online_on_time": 4, "resolved_total": 10}
YEAR_END = date(2023, 12, 31)


def test_a_rate_adds_up_its_parts_and_keeps_their_figures():
    found = measure_rate(FigureBook(figures(1, FULL)), ONE, SHARE, (START,), YEAR_END)

    assert found.known is Known.KNOWN
    assert found.rate is not None
    assert (found.rate.part, found.rate.whole, found.rate.share) == (7, 10, Fraction(7, 10))
    assert [one.measure for one in found.rate.figures] == [
        "online_early",
        "online_on_time",
        "resolved_total",
    ]
    assert found.rate.period == DECEMBER


def test_the_latest_period_with_all_parts_counts_and_periods_never_mix():
    book = FigureBook([*figures(1, FULL, NOVEMBER), *figures(1, {"online_early": 9}, DECEMBER)])

    found = measure_rate(book, ONE, SHARE, (START,), YEAR_END)

    assert found.rate is not None
    assert (found.rate.part, found.rate.period) == (7, NOVEMBER)


def test_parts_in_two_periods_make_no_rate_and_the_latest_says_what_lacks():
    book = FigureBook(
        [*figures(1, {"resolved_total": 10}, NOVEMBER), *figures(1, {"online_early": 3}, DECEMBER)]
    )

    found = measure_rate(book, ONE, SHARE, (START,), YEAR_END)

    assert found.known is Known.NO_DATA
    assert found.lacking == ("online_on_time", "resolved_total")


def test_a_value_stored_as_missing_is_no_count_and_the_month_before_is_used():
    missing = Figure(ONE, "resolved_total", DECEMBER, missing="-")
    december = [*figures(1, {"online_early": 5, "online_on_time": 5}, DECEMBER), missing]

    found = measure_rate(
        FigureBook([*figures(1, FULL, NOVEMBER), *december]), ONE, SHARE, (START,), YEAR_END
    )

    assert found.rate is not None
    assert found.rate.period == NOVEMBER


def test_only_spans_of_the_accepted_starts_are_read_the_preferred_first():
    single_month = Period(date(2023, 12, 1), YEAR_END)
    since_2018 = Period(date(2018, 1, 1), date(2023, 10, 31))
    book = FigureBook(
        [*figures(1, FULL, single_month), *figures(1, FULL, since_2018), *figures(1, FULL)]
    )

    found = measure_rate(book, ONE, SHARE, (date(2018, 1, 1), START), YEAR_END)
    fallback = measure_rate(book, ONE, SHARE, (date(2017, 1, 1), START), YEAR_END)
    nothing = measure_rate(book, ONE, SHARE, (date(2017, 1, 1),), YEAR_END)

    assert found.rate is not None
    assert found.rate.period == since_2018
    assert fallback.rate is not None
    assert fallback.rate.period == DECEMBER
    assert nothing.lacking == SHARE.measures


def test_ends_after_the_day_asked_for_are_not_read():
    book = FigureBook([*figures(1, FULL, NOVEMBER), *figures(1, FULL, DECEMBER)])

    on_the_day = measure_rate(book, ONE, SHARE, (START,), YEAR_END)
    the_day_before = measure_rate(book, ONE, SHARE, (START,), date(2023, 12, 30))

    assert on_the_day.rate is not None
    assert on_the_day.rate.period == DECEMBER
    assert the_day_before.rate is not None
    assert the_day_before.rate.period == NOVEMBER


def test_a_whole_of_zero_is_nothing_arose_and_not_a_rate_of_zero():
    nothing = dict.fromkeys(FULL, 0)

    found = measure_rate(FigureBook(figures(1, nothing)), ONE, SHARE, (START,), YEAR_END)

    assert found.known is Known.NOT_APPLICABLE


def test_targets_have_no_period_and_stand_apart():
    book = FigureBook([Figure(ONE, "target_received_online", count=3), *figures(1, FULL)])

    assert book.timeless(ONE, "target_received_online") is not None
    assert book.timeless(ONE, "online_early") is None
    assert book.timeless(SubjectId(2), "target_received_online") is None
    assert book.latest(SubjectId(2), ("online_early",), (START,), YEAR_END) is None


def test_the_ends_in_use_may_be_asked_of_some_measures_only():
    book = FigureBook([*figures(1, FULL, NOVEMBER), *figures(2, {"news_items": 1}, DECEMBER)])

    assert book.ends((START,), YEAR_END) == (NOVEMBER.end, DECEMBER.end)
    assert book.ends((START,), YEAR_END, ["online_early"]) == (NOVEMBER.end,)
    assert book.ends((START,), date(2023, 12, 1)) == (NOVEMBER.end,)
    assert book.ends((NOVEMBER.end,), YEAR_END) == ()


def test_a_period_is_filed_under_the_month_it_ends_in():
    assert Period(None, date(2023, 9, 30)).month == "2023-09"


reported = st.lists(
    st.tuples(
        st.sampled_from(["online_early", "online_on_time", "resolved_total"]),
        st.sampled_from([START, date(2018, 1, 1), date(2023, 12, 1)]),
        st.integers(0, 5).map(lambda month: date(2023, 7, 31) + timedelta(days=31 * month)),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    max_size=20,
)


@given(reported, st.dates(date(2023, 7, 1), date(2024, 2, 1)))
def test_a_rate_never_mixes_periods_or_spans_and_no_later_complete_period_exists(rows, as_of):
    made = {
        (measure, start, end): Figure(
            ONE, measure, Period(start, end), count=count, missing=None if count else "…"
        )
        for measure, start, end, count in rows
    }
    book = FigureBook(made.values())

    found = measure_rate(book, ONE, SHARE, (START,), as_of)

    complete = [
        end
        for end in {end for _, start, end in made if start == START and end <= as_of}
        if all(
            (key := (name, START, end)) in made and made[key].count is not None
            for name in SHARE.measures
        )
    ]
    if found.rate is None:
        assert complete == []
    else:
        assert {one.period for one in found.rate.figures} == {Period(START, max(complete))}


# --- a campaign whose first day nobody has entered ---


JUNE_15, JULY_1 = date(2024, 6, 15), date(2024, 7, 1)
OPEN_END = date(2024, 12, 31)


def open_rate(*found, as_of=OPEN_END, earliest=date(2024, 6, 6)):
    return measure_rate(FigureBook([*found], earliest), ONE, SHARE, (None,), as_of).rate


def test_an_open_start_reads_figures_with_a_stated_start_and_without():
    stated = figures(1, FULL, Period(JUNE_15, OPEN_END))
    unstated = figures(1, FULL, Period(None, OPEN_END))

    for found in (stated, unstated):
        rate = open_rate(*found)
        assert rate is not None
        assert rate.period == found[0].period


def test_an_open_start_reads_the_newest_end_whatever_its_start():
    older = figures(1, FULL, Period(None, date(2024, 9, 30)))
    newer = figures(1, FULL, Period(JUNE_15, OPEN_END))

    rate = open_rate(*older, *newer)

    assert rate is not None
    assert rate.period == Period(JUNE_15, OPEN_END)


def test_of_equal_ends_an_open_start_reads_the_unstated_then_the_longest_span():
    unstated = figures(1, FULL, Period(None, OPEN_END))
    longest = figures(1, FULL, Period(JUNE_15, OPEN_END))
    shortest = figures(1, FULL, Period(JULY_1, OPEN_END))

    first, second = open_rate(*shortest, *longest, *unstated), open_rate(*shortest, *longest)

    assert first is not None
    assert second is not None
    assert (first.period, second.period) == (Period(None, OPEN_END), Period(JUNE_15, OPEN_END))


def test_an_open_start_never_takes_one_rate_from_two_spans():
    parts = figures(1, {"online_early": 3, "online_on_time": 4}, Period(JUNE_15, OPEN_END))
    whole = figures(1, {"resolved_total": 10}, Period(None, OPEN_END))

    assert open_rate(*parts, *whole) is None


def test_an_open_start_reads_no_single_month():
    october = Period(date(2024, 10, 1), date(2024, 10, 31))
    december = Period(date(2024, 12, 1), OPEN_END)

    assert october.is_one_month
    assert december.is_one_month
    assert not Period(date(2024, 9, 1), date(2024, 10, 31)).is_one_month
    assert not Period(date(2023, 10, 1), date(2024, 10, 31)).is_one_month
    assert not Period(date(2024, 10, 2), date(2024, 10, 31)).is_one_month
    assert open_rate(*figures(1, FULL, october), *figures(1, FULL, december)) is None


def test_an_open_start_reads_nothing_that_began_before_the_plan():
    plan = date(2024, 6, 6)
    before = figures(1, FULL, Period(date(2024, 6, 5), OPEN_END))
    on_the_day = figures(1, FULL, Period(plan, OPEN_END))

    assert open_rate(*before, earliest=plan) is None
    assert open_rate(*before, earliest=None) is not None
    assert open_rate(*on_the_day, earliest=plan) is not None


def test_an_entered_start_reads_its_own_span_only():
    stated = figures(1, FULL, Period(JULY_1, OPEN_END))
    book = FigureBook([*stated, *figures(1, FULL, Period(None, OPEN_END))])

    assert measure_rate(book, ONE, SHARE, (JUNE_15,), OPEN_END).rate is None
    assert book.ends((None,), OPEN_END) == (OPEN_END,)
    assert book.ends((JUNE_15,), OPEN_END) == ()


def test_figures_stored_before_the_start_was_entered_are_still_the_campaigns():
    unstated = figures(1, FULL, Period(None, date(2024, 9, 30)))
    stated = figures(1, {**FULL, "online_early": 6}, Period(JUNE_15, date(2024, 9, 30)))
    other = figures(1, FULL, Period(JULY_1, OPEN_END))

    def rate(*found, entered=JUNE_15):
        book = FigureBook([*found], None, entered)
        return measure_rate(book, ONE, SHARE, (JUNE_15,), OPEN_END).rate

    alone, both = rate(*unstated, *other), rate(*unstated, *stated, *other)
    assert alone is not None
    assert both is not None
    assert (alone.part, both.part) == (7, 10)
    assert rate(*unstated, entered=None) is None


def test_figures_of_another_span_are_named_where_none_of_the_asked_one_exist():
    year = Period(date(2023, 1, 1), YEAR_END)
    half = Period(date(2023, 1, 1), date(2023, 6, 30))
    book = FigureBook([*figures(1, FULL, half), *figures(1, FULL, year)])

    found = measure_rate(book, ONE, SHARE, (START,), YEAR_END)
    earlier = measure_rate(book, ONE, SHARE, (START,), date(2023, 11, 30))

    assert (found.known, found.elsewhere) == (Known.NO_DATA, year)
    assert earlier.elsewhere == half

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from domain.contest import NUI_THANH, SO_NOI_VU, figures, scope, unit

from thidua_desktop.domain.figures import Figure, Known, Period, Ratio
from thidua_desktop.domain.indicators import Indicator, Target, Uplift, measure, target_of
from thidua_desktop.domain.readings import Choice
from thidua_desktop.domain.subjects import SubjectId

SPAN = Period(SO_NOI_VU.start, SO_NOI_VU.end)
TWO = (Ratio(("paid_online",), ("fee_total",)), Ratio(("received_online",), ("received_new",)))
DON_VI = unit(1, group="don-vi")


@pytest.mark.parametrize(
    ("assigned", "reading", "share", "why"),
    [
        ("60", "points", "0.65", "mức giao 60%, tăng 5 điểm phần trăm thành 65%"),
        ("60", "relative", "0.63", "mức giao 60% × 1,05 thành 63%"),
        ("65.5", "points", "0.705", "mức giao 65,5%, tăng 5 điểm phần trăm thành 70,5%"),
        ("65.5", "relative", "0.68775", "mức giao 65,5% × 1,05 thành 68,775%"),
        ("95", "points", "1", "mức giao 95%, tăng 5 điểm phần trăm thành 100%"),
        ("97", "points", "1", "mức giao 97%, tăng 5 điểm phần trăm thành 100%"),
        ("97", "relative", "1", "mức giao 97% × 1,05 thành 100%"),
    ],
)
def test_five_percent_more_is_read_as_points_or_as_a_share(assigned, reading, share, why):
    given = [Figure(SubjectId(1), "target_received_online", percent=Decimal(assigned))]
    target = SO_NOI_VU.indicators["received-online"].target

    found = target_of(scope(SO_NOI_VU, given, readings={"uplift": reading}), DON_VI, target)

    assert found is not None
    assert (found.share, found.why) == (Fraction(share), why)
    assert found.capped is (share == "1")
    assert found.figure == given[0]


def test_a_units_own_target_comes_before_its_groups_and_that_before_the_campaigns():
    own = [Figure(SubjectId(1), "target_received_online", percent=Decimal(80))]
    target = Target(Fraction(1, 2), {"xa": Fraction(55, 100)}, "target_received_online")
    looked_at = scope(NUI_THANH, own)

    shares = [
        found.share
        for who in (unit(1), unit(2), unit(3, group="co-quan"))
        if (found := target_of(looked_at, who, target))
    ]

    assert shares == [Fraction(4, 5), Fraction(55, 100), Fraction(1, 2)]


def test_without_any_target_there_is_none():
    blank = [Figure(SubjectId(1), "target_received_online", missing="-")]

    assert (
        target_of(scope(NUI_THANH, blank), unit(1), Target(measure="target_received_online"))
        is None
    )
    assert target_of(scope(NUI_THANH, []), unit(1), Target()) is None


def test_a_target_that_is_not_raised_is_named_as_assigned():
    found = target_of(scope(NUI_THANH, []), unit(1), Target(Fraction(7, 10)))

    assert found is not None
    assert (found.why, found.capped) == ("mức giao 70%", False)


@pytest.mark.parametrize(("smaller_is_better", "share"), [(False, "0.2"), (True, "0.9")])
def test_of_several_rates_the_worst_one_counts(smaller_is_better, share):
    indicator = Indicator("two", "Hai", "Hai", TWO, smaller_is_better=smaller_is_better)

    found = measure(_scope({"paid_online": 2, "received_online": 9}), unit(1), indicator)

    assert found.rate is not None
    assert found.rate.share == Fraction(share)


def test_of_several_rates_one_without_a_whole_is_left_out():
    indicator = Indicator("two", "Hai", "Hai", TWO)

    one = measure(
        _scope({"paid_online": 0, "fee_total": 0, "received_online": 9}), unit(1), indicator
    )
    none = measure(
        _scope({"paid_online": 0, "fee_total": 0, "received_online": 0, "received_new": 0}),
        unit(1),
        indicator,
    )

    assert one.rate is not None
    assert one.rate.share == Fraction(9, 10)
    assert none.known is Known.NOT_APPLICABLE


def test_of_several_rates_everything_that_lacks_is_named_once():
    same = Indicator("two", "Hai", "Hai", (TWO[0], TWO[0], TWO[1]))

    found = measure(scope(NUI_THANH, []), unit(1), same)

    assert found.lacking == ("paid_online", "fee_total", "received_online", "received_new")


def test_a_reading_chooses_the_rate_and_all_of_them_are_its_measures():
    digitisation = SO_NOI_VU.indicators["digitisation"]

    assert isinstance(digitisation.ratios, Choice)
    assert len(digitisation.ratios_under({"digitisation": "both"})) == 2
    assert digitisation.measures == (
        "parts_digitised",
        "received_total",
        "results_digitised",
        "resolved_total",
    )
    assert NUI_THANH.indicators["late"].measures == ("resolved_late", "resolved_total")


def test_an_indicators_own_span_comes_before_the_campaigns():
    looked_at = scope(SO_NOI_VU, [])

    assert looked_at.starts_of(None) == (SO_NOI_VU.start,)
    assert looked_at.starts_of(SO_NOI_VU.indicators["on-system"]) == (SO_NOI_VU.start,)
    own = looked_at.starts_of(SO_NOI_VU.indicators["digitisation"])
    assert [one.year for one in own if one] == [2018, 2023]


def test_what_was_measured_is_not_carried_into_another_scope():
    online = NUI_THANH.indicators["online"]
    first = scope(NUI_THANH, figures(1, {"online_total": 7, "resolved_total": 10}))
    measure(first, unit(1), online)

    earlier = replace(first, as_of=first.as_of.replace(year=2022))

    assert measure(earlier, unit(1), online).known is Known.NO_DATA


def test_raising_by_a_share_keeps_exact_fractions():
    third = Target(Fraction(1, 3), uplift=Fraction(1, 20), uplift_way=Uplift.RELATIVE)

    found = target_of(scope(NUI_THANH, []), unit(1), third)

    assert found is not None
    assert found.share == Fraction(7, 20)


def _scope(changes):
    return scope(NUI_THANH, figures(1, {"fee_total": 10, "received_new": 10, **changes}))

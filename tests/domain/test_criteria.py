from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from domain.contest import NUI_THANH, SO_NOI_VU, figures, person, scope, unit

from thidua_desktop.domain.comparisons import Comparison, compare, threshold_words
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.criteria import (
    Combined,
    CouncilCriterion,
    CountCriterion,
    OfficeCriterion,
    RateCriterion,
    TargetCriterion,
    combine,
    judge,
    measures_in,
    with_targets,
)
from thidua_desktop.domain.figures import Figure, Period, Ratio
from thidua_desktop.domain.indicators import Indicator, Target
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.subjects import SubjectId

MET, NOT_MET, NO_DATA, COUNCIL, NOT_APPLICABLE = State
SPAN = Period(SO_NOI_VU.start, SO_NOI_VU.end)
BOTH = {"digitisation": "both"}


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([MET, MET], MET),
        ([MET, NOT_MET], NOT_MET),
        ([NO_DATA, NOT_MET], NOT_MET),
        ([COUNCIL, NOT_MET], NOT_MET),
        ([MET, NO_DATA], NO_DATA),
        ([COUNCIL, NO_DATA], NO_DATA),
        ([MET, COUNCIL], COUNCIL),
        ([MET, NOT_APPLICABLE], MET),
        ([NOT_APPLICABLE, NOT_MET], NOT_MET),
        ([NOT_APPLICABLE, NOT_APPLICABLE], NOT_APPLICABLE),
        ([], NOT_APPLICABLE),
    ],
)
def test_all_of_them(states, expected):
    assert combine(states, None) is expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([NOT_MET, MET], MET),
        ([NO_DATA, COUNCIL], COUNCIL),
        ([NOT_MET, NO_DATA], NO_DATA),
        ([NOT_MET, NOT_MET], NOT_MET),
        ([NOT_APPLICABLE, NO_DATA], NO_DATA),
        ([NOT_APPLICABLE], NOT_APPLICABLE),
    ],
)
def test_any_of_them(states, expected):
    assert combine(states, 1) is expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([MET, MET, MET, NOT_MET, NOT_MET], MET),
        ([MET, MET, NOT_MET, NOT_MET, NOT_MET], NOT_MET),
        ([MET, MET, COUNCIL, NOT_MET, NOT_MET], COUNCIL),
        ([MET, MET, NO_DATA, NOT_MET, NOT_MET], NO_DATA),
        ([MET, COUNCIL, NO_DATA, NOT_MET, NOT_MET], NO_DATA),
        ([MET, COUNCIL, COUNCIL, NO_DATA, NOT_MET], COUNCIL),
        ([MET, NO_DATA, NOT_MET, NOT_MET, NOT_MET], NOT_MET),
        ([NOT_APPLICABLE, NOT_APPLICABLE, MET, MET, MET], MET),
        ([NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, MET, MET], NOT_MET),
    ],
)
def test_at_least_three_of_five(states, expected):
    assert combine(states, 3) is expected


def test_at_least_as_many_as_there_are_is_all_and_at_least_one_is_any():
    decided = [MET, NOT_MET]

    for states in product(decided, repeat=3):
        assert combine(states, 3) is combine(states, None)
        assert combine(states, 1) is (MET if MET in states else NOT_MET)


def test_missing_figures_that_can_no_longer_decide_do_not_hide_the_answer():
    # whatever the unknown ones turn out to be, the answer must agree with it
    for states in product([MET, NOT_MET, NO_DATA], repeat=4):
        for need in (None, 1, 2, 3):
            found = combine(states, need)
            filled = product([MET, NOT_MET], repeat=states.count(NO_DATA))
            outcomes = {combine(_filled(states, one), need) for one in filled}
            assert found is (outcomes.pop() if len(outcomes) == 1 else NO_DATA)


@pytest.mark.parametrize(
    ("comparison", "below", "equal", "above", "words"),
    [
        (Comparison.MORE, False, False, True, "trên 65%"),
        (Comparison.AT_LEAST, False, True, True, "từ 65%"),
        (Comparison.EQUAL, False, True, False, "bằng 65%"),
        (Comparison.AT_MOST, True, True, False, "không quá 65%"),
        (Comparison.LESS, True, False, False, "dưới 65%"),
    ],
)
def test_every_comparison_at_its_boundary(comparison, below, equal, above, words):
    limit = Fraction(65, 100)
    hair = Fraction(1, 10**9)

    assert compare(limit - hair, comparison, limit) is below
    assert compare(limit, comparison, limit) is equal
    assert compare(limit + hair, comparison, limit) is above
    assert threshold_words(comparison, "65%") == words


@pytest.mark.parametrize(("count", "state"), [(4, NOT_MET), (5, MET), (6, MET)])
def test_a_count_meets_its_number_from_it_up(count, state):
    criterion = CountCriterion("n", "Từ 05 tin, bài", "news_items", Comparison.AT_LEAST, 5)

    found = judge(criterion, scope(NUI_THANH, figures(1, {"news_items": count})), unit(1))

    assert found.state is state
    assert (found.value, found.threshold) == (str(count), ">= 5")
    assert found.why == f"{count}; cần từ 5"
    assert found.period == Period(date(2023, 6, 1), date(2023, 12, 31))
    assert [one.count for one in found.figures] == [count]


def test_a_count_nobody_reported_is_no_data_and_zero_is_not():
    none_late = CountCriterion("n", "Không chậm muộn", "late_tasks", Comparison.EQUAL, 0)

    zero = judge(none_late, scope(NUI_THANH, figures(1, {"late_tasks": 0})), unit(1))
    nothing = judge(none_late, scope(NUI_THANH, []), unit(1))

    assert zero.state is MET
    assert nothing.state is NO_DATA
    assert (nothing.value, nothing.threshold) == ("", "= 0")
    assert nothing.why == "chưa có số liệu: Nhiệm vụ chậm muộn"
    assert nothing.period is None
    assert nothing.figures == ()


def test_a_stored_missing_value_is_no_count():
    blank = Figure(SubjectId(1), "news_items", SPAN, missing="…")
    criterion = CountCriterion("n", "Tin, bài", "news_items", Comparison.AT_LEAST, 5)

    assert judge(criterion, scope(SO_NOI_VU, [blank]), unit(1)).state is NO_DATA


def test_a_rate_whose_whole_is_zero_does_not_apply():
    criterion = RateCriterion("r", "Tỷ lệ", "online", Comparison.AT_LEAST, Fraction(65, 100))
    nothing = figures(1, {"online_total": 0, "resolved_total": 0})

    found = judge(criterion, scope(NUI_THANH, nothing), unit(1))

    assert found.state is NOT_APPLICABLE
    assert (found.value, found.threshold) == ("", ">= 65%")
    assert found.why == "không phát sinh hồ sơ (mẫu số bằng 0)"
    assert found.period is not None
    assert len(found.figures) == 2


def test_the_council_confirms_denies_or_has_not_spoken_yet():
    criterion = CouncilCriterion("gp", "Có giải pháp")
    said = {(1, "gp"): Confirmation(True), (2, "gp"): Confirmation(False)}

    found = [judge(criterion, scope(NUI_THANH, [], confirmations=said), unit(n)) for n in (1, 2, 3)]

    assert [one.state for one in found] == [MET, NOT_MET, COUNCIL]
    assert [one.why for one in found] == [
        "Hội đồng đã xác nhận",
        "Hội đồng không xác nhận",
        "chờ Hội đồng xác nhận",
    ]


def test_a_confirmation_says_what_it_rests_on_who_said_so_and_when():
    criterion = CouncilCriterion("gp", "Có giải pháp")
    day = date(2023, 12, 5)
    said = {
        (1, "gp"): Confirmation(True, "Biên bản số 12", "Hội đồng", day),
        (2, "gp"): Confirmation(False, "Không có hồ sơ"),
        (3, "gp"): Confirmation(True, "Báo cáo số 5", on=day),
    }

    found = [judge(criterion, scope(NUI_THANH, [], confirmations=said), unit(n)) for n in (1, 2, 3)]

    assert [one.why for one in found] == [
        "Hội đồng đã xác nhận: Biên bản số 12 (Hội đồng, 05/12/2023)",
        "Hội đồng không xác nhận: Không có hồ sơ",
        "Hội đồng đã xác nhận: Báo cáo số 5 (05/12/2023)",
    ]


@pytest.mark.parametrize(("met", "state"), [(True, MET), (False, NOT_MET)])
def test_the_council_may_overrule_only_where_nothing_arose(met, state):
    criterion = RateCriterion("r", "Tỷ lệ", "online", Comparison.AT_LEAST, Fraction(65, 100))
    nothing = figures(1, {"online_total": 0, "resolved_total": 0})
    some = figures(2, {"online_total": 64, "resolved_total": 100})
    word = Confirmation(met, "Thủ tục mới, chưa có hồ sơ")
    found = scope(NUI_THANH, [*nothing, *some], confirmations={(1, "r"): word, (2, "r"): word})

    overruled, held = (judge(criterion, found, unit(one)) for one in (1, 2))

    assert overruled.state is state
    assert overruled.why == f"không phát sinh hồ sơ (mẫu số bằng 0); {word.why}"
    assert (held.state, held.value) == (NOT_MET, "64,00%")


def test_an_outline_names_combinations_before_their_single_criteria():
    contents = tuple(CouncilCriterion(f"nd-{n}", f"Nội dung {n}") for n in (1, 2, 3))
    criterion = Combined(
        "gk",
        "Giấy khen",
        (
            CouncilCriterion("gp", "Có giải pháp"),
            Combined("hai", "Từ 02 nội dung", contents, need=2),
            Combined("mot", "Một nội dung", contents[:1]),
        ),
    )
    said = {(1, "nd-1"): Confirmation(met=True), (1, "nd-2"): Confirmation(met=False)}

    found = judge(criterion, scope(NUI_THANH, [], confirmations=said), unit(1))

    assert [one.id for one in found.outline()] == ["gp", "hai", "nd-1", "nd-2", "nd-3", "nd-1"]
    assert found.outline()[1].tally == "1/3 đạt"
    assert found.members[0].outline() == (found.members[0],)


def test_a_combination_shows_its_single_criteria():
    criterion = Combined(
        "a",
        "Cả hai",
        (CouncilCriterion("x", "X"), Combined("b", "", (CouncilCriterion("y", "Y"),))),
    )

    found = judge(criterion, scope(NUI_THANH, []), unit(1))

    assert [leaf.id for leaf in found.leaves()] == ["x", "y"]


@pytest.mark.parametrize(
    ("parts", "reading", "state"),
    [
        (700, "at-least", MET),
        (699, "at-least", NOT_MET),
        (700, "more-than", NOT_MET),
        (701, "more-than", MET),
    ],
)
def test_meeting_and_exceeding_a_target_is_read_in_both_ways(parts, reading, state):
    found = judge(
        _target("digitisation"),
        scope(SO_NOI_VU, _digitised(parts), readings={"exceed": reading}),
        unit(1, group="don-vi"),
    )

    assert found.state is state


@pytest.mark.parametrize("reading", ["at-least", "more-than"])
def test_a_target_cut_at_a_hundred_percent_is_exceeded_when_it_is_reached(reading):
    assigned = [Figure(SubjectId(1), "target_services_active", percent=Decimal(97))]
    every = figures(1, {"services_active": 10, "services_total": 10}, SPAN)

    found = judge(
        _target("services-active"),
        scope(SO_NOI_VU, [*assigned, *every], readings={"exceed": reading}),
        unit(1, group="don-vi"),
    )

    assert found.state is MET
    assert found.why == (
        "10 / 10 = 100,00%; cần từ 100%; mức giao 97%, tăng 5 điểm phần trăm thành 100%"
    )
    assert [one.measure for one in found.figures] == [
        "services_active",
        "services_total",
        "target_services_active",
    ]


def test_a_target_nobody_assigned_is_no_data_unless_nothing_arose():
    reported = figures(1, {"services_active": 1, "services_total": 2}, SPAN)
    nothing = figures(1, {"services_active": 0, "services_total": 0}, SPAN)

    asked = [
        judge(_target("services-active"), scope(SO_NOI_VU, one), unit(1, group="don-vi"))
        for one in (reported, nothing, [])
    ]

    assert [one.state for one in asked] == [NO_DATA, NOT_APPLICABLE, NO_DATA]
    assert asked[0].why == "chưa có mức giao: Tỷ lệ dịch vụ công phát sinh hồ sơ trực tuyến"


def test_an_indicator_without_a_target_can_never_meet_one():
    criterion = TargetCriterion("t", "Đạt", "late", Comparison.AT_LEAST)
    reported = figures(1, {"resolved_late": 1, "resolved_total": 2})

    assert judge(criterion, scope(NUI_THANH, reported), unit(1)).state is NO_DATA


@pytest.mark.parametrize(
    ("parts", "results", "state", "value"),
    [
        (800, 900, MET, "80,00%"),
        (800, 600, NOT_MET, "60,00%"),
        (600, 900, NOT_MET, "60,00%"),
        (600, 500, NOT_MET, "50,00%"),
        (600, None, NOT_MET, "60,00%"),
        (800, None, NO_DATA, ""),
        (None, None, NO_DATA, ""),
    ],
)
def test_of_two_rates_each_must_meet_the_target_and_the_deciding_one_is_shown(
    parts, results, state, value
):
    reported = [*_digitised(parts), *_results(results)]

    found = judge(
        _target("digitisation"), scope(SO_NOI_VU, reported, readings=BOTH), unit(1, group="don-vi")
    )

    assert (found.state, found.value) == (state, value)


def test_of_two_rates_one_that_never_arose_is_left_out():
    nothing = figures(1, {"results_digitised": 0, "resolved_total": 0}, SPAN)

    met = judge(
        _target("digitisation"),
        scope(SO_NOI_VU, [*_digitised(800), *nothing], readings=BOTH),
        unit(1, group="don-vi"),
    )
    neither = judge(
        _target("digitisation"),
        scope(
            SO_NOI_VU,
            [*figures(1, {"parts_digitised": 0, "received_total": 0}, SPAN), *nothing],
            readings=BOTH,
        ),
        unit(1, group="don-vi"),
    )

    assert (met.state, met.value) == (MET, "80,00%")
    assert neither.state is NOT_APPLICABLE


def test_a_person_is_held_against_the_figures_of_the_office_they_work_in():
    criterion = OfficeCriterion("o", "Đơn vị đạt", _target("digitisation"))
    office = unit(1, "Văn phòng Sở", "don-vi")
    staff = person(2, "Nguyễn Văn A", "văn phòng  Sở")
    stranger = person(3, "Trần Thị B", "Cơ quan khác")
    looked_at = scope(SO_NOI_VU, _digitised(800), [office, staff, stranger])

    found = [judge(criterion, looked_at, one) for one in (office, staff, stranger)]

    assert [one.state for one in found] == [MET, MET, NO_DATA]
    assert found[1].leaves()[0].value == "80,00%"
    assert found[2].why == "cơ quan, đơn vị của người này chưa có trong danh sách đơn vị"


def test_the_measures_of_a_criterion_are_all_it_may_read():
    award = SO_NOI_VU.awards[1]

    read = {
        one
        for criterion in award.all_criteria
        for one in measures_in(criterion, SO_NOI_VU.indicators)
    }

    assert read == {
        "parts_digitised",
        "received_total",
        "results_digitised",
        "resolved_total",
        "services_active",
        "services_total",
        "received_online",
        "received_new",
    }
    counted = CountCriterion("n", "", "news_items", Comparison.AT_LEAST, 5)
    assert list(measures_in(counted, {})) == ["news_items"]


def _filled(states, values):
    unknown = iter(values)
    return [next(unknown) if one is NO_DATA else one for one in states]


def _target(indicator):
    chosen = next(
        leaf
        for leaf in _leaves(SO_NOI_VU.awards[1].criteria["unit"])
        if getattr(leaf, "indicator", "") == indicator
    )
    assert isinstance(chosen, TargetCriterion)
    return chosen


def _leaves(criterion):
    members = getattr(criterion, "members", ())
    return [leaf for one in members for leaf in _leaves(one)] or [criterion]


def _digitised(parts):
    if parts is None:
        return []
    return figures(1, {"parts_digitised": parts, "received_total": 1000}, SPAN)


def _results(results):
    if results is None:
        return []
    return figures(1, {"results_digitised": results, "resolved_total": 1000}, SPAN)


def test_a_condition_shows_the_target_of_the_group_and_none_of_a_single_subject():
    def indicator(target):
        return Indicator("i", "Tỷ lệ", "Tỷ lệ", (Ratio(("a",), ("b",)),), target)

    own = TargetCriterion("own", "Đạt", "i", Comparison.MORE)
    both = Combined("all", "Cả hai", (TargetCriterion("t", "Đạt", "i"), own))
    by_group = Target(Fraction(1, 2), {"xa": Fraction(13, 20)})
    unsettled = (
        None,
        Target(),
        replace(by_group, measure="m"),
        replace(by_group, uplift=Fraction(1)),
    )

    written = with_targets(both, {"i": indicator(by_group)}, "xa")
    common = with_targets(own, {"i": indicator(by_group)}, "khác")

    assert written.members == (
        RateCriterion("t", "Đạt", "i", Comparison.AT_LEAST, Fraction(13, 20)),
        RateCriterion("own", "Đạt", "i", Comparison.MORE, Fraction(13, 20)),
    )
    assert common.share == Fraction(1, 2)
    assert all(with_targets(own, {"i": indicator(one)}, "xa") is own for one in unsettled)
    assert with_targets(CouncilCriterion("c", "Tốt"), {}, "xa") == CouncilCriterion("c", "Tốt")


def test_a_criterion_without_a_comparison_is_met_as_its_target_is():
    strict = Target(Fraction(1, 2), comparison=Comparison.MORE)
    late = replace(NUI_THANH.indicators["late"], target=strict)
    campaign = replace(NUI_THANH, indicators={**NUI_THANH.indicators, "late": late})
    half = figures(1, {"resolved_late": 1, "resolved_total": 2})

    judged = [
        judge(TargetCriterion("t", "Đạt", "late", asked), scope(campaign, half), unit(1))
        for asked in (None, Comparison.AT_LEAST)
    ]

    assert [(one.threshold, one.state) for one in judged] == [("> 50%", NOT_MET), (">= 50%", MET)]

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from domain.contest import (
    CLOSING,
    DECEMBER,
    FILES,
    NAMES,
    NOVEMBER,
    NUI_THANH,
    SO_NOI_VU,
    Dossiers,
    field,
    figures,
    group_of,
    nui_thanh_units,
    person,
    places,
    ranked,
    row,
    unit,
    without_conditions,
    xa,
)
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.campaigns import RankBy, RankingRule
from thidua_desktop.domain.criteria import Combined, Comparison, CouncilCriterion, CountCriterion
from thidua_desktop.domain.figures import FigureBook
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, rank, sort_key

EXPECTED = json.loads((FILES / "nui-thanh" / "expected.json").read_text("utf-8"))
TWO_OFFICES = json.loads((FILES / "domain" / "hai-dau-moi.json").read_text("utf-8"))
GROUPS = {"co-quan": "1", "xa": "2"}


@pytest.mark.parametrize("key", [key for key in EXPECTED if "/" in key])
def test_the_sample_tables_rank_as_worked_out_by_hand_under_every_reading(key):
    order, deduction = key.split("/")

    ranking = ranked(nui_thanh_units(), {"order": order, "deduction": deduction})

    for group in ranking.groups:
        assert [
            {
                "rank": one.rank,
                "unit": one.participant.subject.name,
                "score": f"{one.score.numerator}/{one.score.denominator}",
                "prize": one.prize.name.removeprefix("Giải ") if one.prize else None,
                "amount": one.prize.amount if one.prize else 0,
            }
            for one in group.rows
        ] == EXPECTED[key][GROUPS[group.group.id]]


@pytest.mark.parametrize("key", [key for key in TWO_OFFICES["ranking"] if "/" in key])
def test_counts_from_two_offices_rank_without_the_units_that_lack_one_half(key):
    order, deduction = key.split("/")
    rows = TWO_OFFICES["rows"]
    members = [unit(n, one["unit"], one["group"]) for n, one in enumerate(rows, start=1)]
    found = [one for n, row in enumerate(rows, start=1) for one in figures(n, row["values"])]

    ranking = rank(
        NUI_THANH,
        Field(members, FigureBook(found), NAMES),
        CLOSING,
        {"order": order, "deduction": deduction},
    )

    for group in ranking.groups:
        expected = TWO_OFFICES["ranking"][key][GROUPS[group.group.id]]
        assert [(one.rank, one.participant.subject.name, str(one.score)) for one in group.rows] == [
            (one["rank"], one["unit"], str(Fraction(one["score"]))) for one in expected
        ]
        assert [one.prize.amount if one.prize else 0 for one in group.rows] == [
            one["amount"] for one in expected
        ]
    without_data = {
        one.participant.subject.name
        for group in ranking.groups
        for one in group.not_ranked
        if one.state is State.NO_DATA
    }
    assert without_data == {one["unit"] for one in rows if not one["complete"]}


def test_the_sample_tables_leave_out_who_may_not_be_considered():
    ranking = ranked(nui_thanh_units())

    outside = {one.participant.subject.name for g in ranking.groups for one in g.not_ranked}
    assert outside == set(EXPECTED["not_considered"])
    assert ranking.money == 26_500_000
    assert ranking.period == "2023-12"
    assert len(ranking.participants) == 28


@pytest.mark.parametrize(
    ("dossiers", "ranked_at_all"),
    [
        (Dossiers("A", 1000, 650, 650), True),
        (Dossiers("A", 25_000, 16_249, 16_249), False),
        (Dossiers("A", 1000, 700, 700, group="co-quan"), True),
        (Dossiers("A", 10_000, 6_999, 6_999, group="co-quan"), False),
        (Dossiers("A", 100, 100, 100, group="co-quan"), True),
        (Dossiers("A", 99, 99, 99, group="co-quan"), False),
    ],
)
def test_conditions_hold_exactly_at_their_threshold(dossiers, ranked_at_all):
    group = group_of(ranked([dossiers]), dossiers.group)

    assert bool(group.rows) is ranked_at_all
    assert [one.state for one in group.not_ranked] == ([] if ranked_at_all else [State.NOT_MET])


def test_a_rate_that_rounds_to_the_threshold_shows_that_it_is_below():
    group = xa([Dossiers("Xã Tam Anh Bắc", 25_000, 16_249, 16_249)])

    assert "16.249 / 25.000 = 64,996%; cần từ 65%" in group.not_ranked[0].why


@pytest.mark.parametrize(
    ("dossiers", "named", "met"),
    [
        (Dossiers("A", 99, 99, 99, group="co-quan"), "99", "99 / 99"),
        (Dossiers("A", 1000, 699, 699, group="co-quan"), "699 / 1.000 = 69,90%", "699; cần"),
    ],
)
def test_of_two_conditions_only_the_missed_one_is_the_reason(dossiers, named, met):
    (out,) = group_of(ranked([dossiers]), "co-quan").not_ranked

    assert named in out.why
    assert met not in out.why


def test_a_unit_without_dossiers_has_nothing_to_rank_whatever_the_conditions_say():
    group = group_of(ranked([Dossiers("Phòng Y tế", 0, 0, 0, group="co-quan")]), "co-quan")

    assert group.not_ranked[0].state is State.NOT_APPLICABLE
    assert group.not_ranked[0].why == "không phát sinh hồ sơ, không có gì để xếp hạng"


def test_missing_figures_are_no_data_and_never_not_met():
    missing_total = Dossiers("Xã A", None, 80, 80)
    missing_late = Dossiers("Xã B", 100, 80, 80, None)

    group = xa([missing_total, missing_late])

    assert [one.state for one in group.not_ranked] == [State.NO_DATA, State.NO_DATA]
    assert "chưa có số liệu: Tổng số hồ sơ đã giải quyết" in group.not_ranked[0].why
    assert group.not_ranked[1].why == "chưa có số liệu: Giải quyết quá hạn (trễ hạn)"


def test_a_unit_that_misses_a_condition_is_not_met_even_where_other_figures_lack():
    group = xa([Dossiers("Xã A", 100, 10, None)])

    assert group.not_ranked[0].state is State.NOT_MET


def test_equal_scores_share_a_rank_and_the_next_rank_counts_them():
    group = xa(
        [
            Dossiers("Xã Nhất", 1000, 900, 900),
            Dossiers("Xã Hai", 1000, 800, 800),
            Dossiers("Xã Hai Nữa", 1000, 800, 800),
            Dossiers("Xã Bốn", 1000, 700, 700),
        ]
    )

    assert [one.rank for one in group.rows] == [1, 2, 2, 4]
    assert [one.tie for one in group.rows] == [False, True, True, False]


def test_the_larger_number_of_online_dossiers_separates_equal_scores():
    small = Dossiers("Xã Ít", 100, 80, 80)
    large = Dossiers("Xã Nhiều", 200, 160, 160)

    group = xa([small, large])

    assert places(group) == [(1, "Xã Nhiều", "Giải nhất"), (1, "Xã Ít", "Giải nhì")]
    assert [one.tie for one in group.rows] == [False, False]
    assert {one.tie_note for one in group.rows} == {"đồng hạng, thứ tự theo tiêu chí phụ"}


def test_the_smaller_late_rate_separates_what_the_online_dossiers_do_not():
    late = Dossiers("Xã Trễ", 1000, 800, 800, 9)
    punctual = Dossiers("Xã Đúng", 1000, 800, 800, 8)

    group = xa([late, punctual], deduction="full-percent")

    assert places(group)[0] == (1, "Xã Đúng", "Giải nhất")
    assert group.rows[0].score == group.rows[1].score


def test_a_tie_break_without_figures_counts_as_the_worst():
    first, second = Dossiers("Xã A", 100, 80, 80), Dossiers("Xã B", 100, 80, 80)
    no_breaks = without_conditions()
    by_news = replace(
        no_breaks,
        ranking=replace(
            no_breaks.ranking,
            tie_breaks=(replace(NUI_THANH.ranking.tie_breaks[0], measure="news_items"),),
        ),
    )
    data = field([first, second])
    reported = [*_all_figures([first, second]), *figures(2, {"news_items": 3})]

    ranking = rank(by_news, replace(data, book=FigureBook(reported)), CLOSING, {})

    assert places(group_of(ranking))[0][1] == "Xã B"


def test_a_tie_break_on_a_rate_that_never_arose_counts_as_the_worst():
    from thidua_desktop.domain.campaigns import Better, TieBreak

    by_paid = replace(
        NUI_THANH,
        indicators={**NUI_THANH.indicators, "paid": _paid()},
        ranking=replace(
            NUI_THANH.ranking, tie_breaks=(TieBreak(Better.SMALLER, indicator="paid"),)
        ),
    )
    units = [Dossiers("Xã A", 100, 80, 80), Dossiers("Xã B", 100, 80, 80)]
    found = [
        *_all_figures(units),
        *figures(1, {"paid_online": 0, "fee_total": 0}),
        *figures(2, {"paid_online": 50, "fee_total": 50}),
    ]

    ranking = rank(by_paid, replace(field(units), book=FigureBook(found)), CLOSING, {})

    assert places(group_of(ranking))[0][1] == "Xã B"


def test_a_group_that_only_takes_part_is_not_ranked():
    ranking = rank(
        SO_NOI_VU, Field([person(1, "Nguyễn Văn A", "")], FigureBook([]), {}), CLOSING, {}
    )

    assert [one.group.id for one in ranking.groups] == ["don-vi"]
    assert ranking.period is None


def test_targets_order_by_how_many_are_met_then_by_mean_attainment_then_by_dossiers():
    reported = {
        1: _results(parts=75, active=9, online=70),
        2: _results(parts=80, active=9, online=70),
        3: _results(parts=80, active=9, online=70, new=200),
        4: _results(parts=100, active=10, online=30),
        5: _results(parts=75, active=9, online=70, new=900),
    }

    group = _so_noi_vu(reported)

    assert [one.participant.subject.name for one in group.rows] == ["3", "2", "5", "1", "4"]
    assert [one.rank for one in group.rows] == [1, 2, 3, 4, 5]
    assert [sum(a.met for a in one.attainments) for one in group.rows] == [3, 3, 3, 3, 2]
    assert group.rows[0].score is None
    assert group.rows[2].attainments[0].why == "75,00% / 70%, mức giao 70%"


def test_attainment_counts_at_most_one_and_a_half_times_the_target():
    group = _so_noi_vu({1: _results(parts=100, active=10, online=100)}, assigned="20")

    assert [one.ratio for one in group.rows[0].attainments] == [
        Fraction(100, 70),
        Fraction(3, 2),
        Fraction(3, 2),
    ]


def test_without_an_assigned_target_nobody_is_ranked_by_targets():
    group = _so_noi_vu({1: _results(parts=75, active=9, online=70)}, assigned=None)

    assert group.not_ranked[0].state is State.NO_DATA
    assert "Tỷ lệ dịch vụ công phát sinh hồ sơ trực tuyến: chưa có mức giao" in (
        group.not_ranked[0].why
    )
    assert [
        (one.state, one.value, one.threshold, one.period.month if one.period else None)
        for one in group.not_ranked[0].criteria
    ] == [
        (State.MET, "75,00%", ">= 70%", "2023-11"),
        (State.NO_DATA, "90,00%", "", "2023-11"),
        (State.NO_DATA, "70,00%", "", "2023-11"),
    ]
    assert group.not_ranked[0].criteria[1].why == "9 / 10 = 90,00%; chưa có mức giao"
    assert [one.count for one in group.not_ranked[0].criteria[1].figures] == [9, 10]


def test_where_neither_a_target_nor_a_dossier_is_there_nothing_arose():
    counts = _results(parts=75, active=9, online=70)
    counts |= {"services_total": 0, "services_active": 0}
    del counts["received_online"]

    (left_out,) = _so_noi_vu({1: counts}, assigned=None).not_ranked

    assert [one.state for one in left_out.criteria] == [
        State.MET,
        State.NOT_APPLICABLE,
        State.NO_DATA,
    ]
    assert left_out.criteria[1].why == "không phát sinh hồ sơ (mẫu số bằng 0)"
    assert left_out.criteria[2].why == "chưa có số liệu: Tiếp nhận trực tuyến"


def test_an_indicator_that_never_arose_is_left_out_and_all_of_them_leave_nothing_to_rank():
    nothing = dict.fromkeys(_results(parts=0, active=0, online=0), 0)
    group = _so_noi_vu(
        {
            1: {
                **_results(parts=75, active=9, online=70),
                "services_total": 0,
                "services_active": 0,
            },
            2: nothing,
        }
    )

    assert [one.indicator for one in group.rows[0].attainments] == [
        "digitisation",
        "received-online",
    ]
    assert [one.state for one in group.rows[0].criteria] == [
        State.MET,
        State.NOT_APPLICABLE,
        State.MET,
    ]
    assert group.rows[0].tally == (2, 2)
    assert group.not_ranked[0].state is State.NOT_APPLICABLE
    assert {one.state for one in group.not_ranked[0].criteria} == {State.NOT_APPLICABLE}


def test_an_indicator_without_figures_keeps_a_unit_out_and_says_which():
    counts = _results(parts=75, active=9, online=70)
    del counts["parts_digitised"]

    group = _so_noi_vu({1: counts})

    assert group.not_ranked[0].why == (
        "Tỷ lệ số hóa hồ sơ, kết quả giải quyết TTHC còn hiệu lực: "
        "chưa có số liệu: Có số hóa thành phần hồ sơ"
    )
    lacks, *others = group.not_ranked[0].criteria
    assert (lacks.state, lacks.value, lacks.threshold) == (State.NO_DATA, "", ">= 70%")
    assert lacks.why == "chưa có số liệu: Có số hóa thành phần hồ sơ; mức giao 70%"
    assert [one.state for one in others] == [State.MET, State.MET]


def test_who_misses_a_condition_still_sees_how_it_stands_against_every_target():
    few = CountCriterion("few", "Từ 500 hồ sơ", "received_new", Comparison.AT_LEAST, 500)

    found = _so_noi_vu({1: _results(parts=75, active=9, online=70)}, considered=few)

    (left_out,) = found.not_ranked
    assert left_out.state is State.NOT_MET
    assert left_out.criteria[0].text == "Từ 500 hồ sơ"
    assert [one.state for one in left_out.criteria] == [State.NOT_MET, *[State.MET] * 3]


def test_a_target_where_less_is_better_is_attained_the_other_way_round():
    from thidua_desktop.domain.indicators import Target

    at_most = Target(share=Fraction(1, 10), comparison=Comparison.AT_MOST)
    late = replace(NUI_THANH.indicators["late"], target=at_most)
    by_late = replace(
        without_conditions(),
        indicators={**NUI_THANH.indicators, "late": late},
        ranking=RankingRule(RankBy.TARGETS, indicators=("late",)),
    )
    units = [
        Dossiers("Xã Không", 100, 80, 80, 0),
        Dossiers("Xã Đạt", 100, 80, 80, 10),
        Dossiers("Xã Trượt", 100, 80, 80, 20),
    ]

    group = group_of(ranked(units, campaign=by_late))

    assert [(a.met, a.ratio) for one in group.rows for a in one.attainments] == [
        (True, Fraction(3, 2)),
        (True, Fraction(1)),
        (False, Fraction(1, 2)),
    ]


def test_criteria_order_by_how_many_are_met():
    group = _by_criteria({1: {"news_items": 5, "ideas": 1}, 2: {"news_items": 4, "ideas": 1}})

    assert [(one.rank, one.participant.subject.name) for one in group.rows] == [(1, "1"), (2, "2")]
    assert [one.tally for one in group.rows] == [(2, 3), (1, 3)]
    assert [one.state for one in group.rows[1].criteria] == [
        State.NOT_MET,
        State.MET,
        State.COUNCIL,
    ]


def test_criteria_without_figures_keep_a_person_out_of_the_order():
    group = _by_criteria({1: {"news_items": 5}})

    assert group.not_ranked[0].state is State.NO_DATA
    assert group.not_ranked[0].why == "Sáng kiến: chưa có số liệu: Ý tưởng, sáng kiến"


def test_criteria_that_do_not_apply_leave_nothing_to_rank():
    from thidua_desktop.domain.criteria import RateCriterion

    never = RateCriterion("r", "Tỷ lệ", "online", Comparison.AT_LEAST, Fraction(1, 2))
    rule = RankingRule(RankBy.CRITERIA, criteria={"xa": never})
    campaign = replace(without_conditions(), ranking=rule)

    ranking = ranked(
        [Dossiers("Xã A", 0, 0, 0), Dossiers("Y", 1, 1, 1, group="co-quan")], campaign=campaign
    )

    assert group_of(ranking).not_ranked[0].state is State.NOT_APPLICABLE
    assert group_of(ranking, "co-quan").not_ranked[0].why == "nhóm này không xếp thứ tự"


def test_a_condition_the_council_has_not_confirmed_keeps_a_unit_out_as_no_data():
    asked = CouncilCriterion("gp", "Có giải pháp")
    groups = tuple(replace(one, considered=asked) for one in NUI_THANH.groups)

    group = group_of(
        ranked([Dossiers("Xã A", 100, 80, 80)], campaign=replace(NUI_THANH, groups=groups))
    )

    assert group.not_ranked[0].state is State.NO_DATA
    assert group.not_ranked[0].why == "Có giải pháp: chờ Hội đồng xác nhận"


def test_the_period_named_is_the_latest_with_a_figure_the_rules_read():
    units = [Dossiers("Xã A", 100, 80, 80)]
    found = [*_all_figures(units, NOVEMBER), *figures(1, {"news_items": 3}, DECEMBER)]

    ranking = rank(NUI_THANH, replace(field(units), book=FigureBook(found)), CLOSING, {})

    assert ranking.period == "2023-11"


def test_figures_after_the_day_asked_for_are_not_used():
    ranking = ranked([Dossiers("Xã A", 100, 80, 80)], as_of=date(2023, 12, 30))

    assert group_of(ranking).not_ranked[0].state is State.NO_DATA
    assert ranking.period is None


def test_a_row_lists_each_criterion_once():
    found = row([Dossiers("Xã A", 100, 80, 80)], "Xã A")

    assert [one.id for one in found.criteria] == ["xet-xa", "giai-nhat"]


units_strategy = st.lists(
    st.tuples(st.integers(1, 4), st.integers(65, 100), st.integers(0, 3)), min_size=1, max_size=8
).map(
    lambda rows: [
        Dossiers(f"Xã {i:02d}", 100 * size, share * size, share * size, late * size)
        for i, (size, share, late) in enumerate(rows)
    ]
)


@given(units_strategy, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(units, random):
    shuffled = list(units)
    random.shuffle(shuffled)

    assert places(xa(shuffled)) == places(xa(units))


@given(units_strategy, st.randoms(use_true_random=False))
def test_ranks_and_prizes_do_not_look_at_names(units, random):
    names = [one.name for one in units]
    random.shuffle(names)
    renamed = [replace(one, name=name) for one, name in zip(units, names, strict=True)]

    def by_work(group):
        return sorted(
            (one.order_key, one.rank, one.prize.name if one.prize else "") for one in group.rows
        )

    assert by_work(xa(renamed)) == by_work(xa(units))


@given(units_strategy)
def test_a_rank_is_one_more_than_the_number_strictly_ahead(units):
    rows = xa(units).rows

    for one in rows:
        assert one.rank == 1 + sum(other.score > one.score for other in rows)


@given(units_strategy)
def test_a_unit_that_is_not_ranked_changes_nothing(units):
    outside = Dossiers("Xã Ngoài", 100, 10, 10)

    assert places(xa([*units, outside])) == places(xa(units))


def _all_figures(units, period=DECEMBER):
    return [
        one
        for number, dossiers in enumerate(units, start=1)
        for one in figures(number, dossiers.counts(), period)
    ]


def _paid():
    from thidua_desktop.domain.figures import Ratio
    from thidua_desktop.domain.indicators import Indicator

    return Indicator("paid", "Thanh toán", "TT", (Ratio(("paid_online",), ("fee_total",)),))


def _results(parts, active, online, new=100):
    return {
        "parts_digitised": parts,
        "received_total": 100,
        "services_active": active,
        "services_total": 10,
        "received_online": online * new // 100,
        "received_new": new,
    }


def _so_noi_vu(reported, assigned="60", considered=None):
    from decimal import Decimal

    from thidua_desktop.domain.figures import Period
    from thidua_desktop.importing.presets import load_preset, parse_campaign, with_target

    text = load_preset("so-noi-vu-lang-son-2023")[1]
    percent = None if assigned is None else Decimal(assigned)
    for indicator in ("services-active", "received-online"):
        text = with_target(text, indicator, percent)
    campaign = parse_campaign(text, file="x.toml")
    groups = tuple(replace(one, considered=considered) for one in campaign.groups)
    campaign = replace(campaign, groups=groups)
    span = Period(campaign.start, campaign.end)
    members = [unit(number, str(number), "don-vi") for number in reported]
    found = [one for number, counts in reported.items() for one in figures(number, counts, span)]
    ranking = rank(campaign, Field(members, FigureBook(found), NAMES), CLOSING, {})
    return group_of(ranking, "don-vi")


def _by_criteria(reported):
    criterion = Combined(
        "c",
        "Tiêu chuẩn",
        (
            CountCriterion("news", "Tin, bài", "news_items", Comparison.AT_LEAST, 5),
            CountCriterion("ideas", "Sáng kiến", "ideas", Comparison.AT_LEAST, 1),
            CouncilCriterion("good", "Hoàn thành nhiệm vụ"),
        ),
    )
    rule = RankingRule(RankBy.CRITERIA, criteria={"xa": criterion})
    campaign = replace(without_conditions(), ranking=rule, prizes=())
    members = [unit(number, str(number)) for number in reported]
    found = [one for number, counts in reported.items() for one in figures(number, counts)]
    return group_of(rank(campaign, Field(members, FigureBook(found), NAMES), CLOSING, {}))


KEYS = st.lists(
    st.one_of(
        st.integers(-3, 3).map(Fraction),
        st.fractions(-3, 3, max_denominator=12),
        st.fractions(0, Fraction(1, 10**5), max_denominator=10**9),
    ),
    min_size=2,
    max_size=2,
).map(tuple)


@given(KEYS, KEYS)
def test_the_quick_key_orders_as_the_exact_one_does(one, other):
    assert (sort_key(one) < sort_key(other)) == (one < other)
    assert (sort_key(one) == sort_key(other)) == (one == other)

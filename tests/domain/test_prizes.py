from dataclasses import replace
from fractions import Fraction

import pytest
from domain.contest import Dossiers, places, unit, xa

from thidua_desktop.domain.campaigns import Prize, UnmetPrize
from thidua_desktop.domain.criteria import CouncilCriterion
from thidua_desktop.domain.judgements import Judgement, State
from thidua_desktop.domain.prizes import Contender, hand_out

CONDITION = CouncilCriterion("dk", "Điều kiện")
FIRST = Prize("first", "Nhất", "xa", 7, condition=CONDITION)
SECOND = Prize("second", "Nhì", "xa", 4)
THIRD = Prize("third", "Ba", "xa", 3)
EXTRA = Prize("extra", "Khuyến khích", "xa", 2, count=2)
ALL = (FIRST, SECOND, THIRD, EXTRA)


def contenders(*made: tuple[str, int, bool]) -> list[Contender]:
    """Make contenders of (name, score, meets the first prize's condition), best first."""
    return [
        Contender(
            unit(number, name),
            (Fraction(score),),
            {"first": Judgement("dk", "", State.MET if meets else State.NOT_MET)},
        )
        for number, (name, score, meets) in enumerate(made, start=1)
    ]


def names(handed, field):
    return {place: prize.name for place, prize in handed.given.items()}


def test_prizes_go_down_the_order_one_each():
    handed = hand_out(contenders(*[(c, 9 - i, True) for i, c in enumerate("ABCDEF")]), ALL, {})

    assert names(handed, ALL) == {
        0: "Nhất",
        1: "Nhì",
        2: "Ba",
        3: "Khuyến khích",
        4: "Khuyến khích",
    }
    assert handed.undecided == []
    assert handed.vacant == []


def test_the_first_prize_passes_to_the_next_that_meets_it_and_the_best_takes_the_second():
    handed = hand_out(contenders(("A", 9, False), ("B", 8, True), ("C", 7, True)), ALL, {})

    assert names(handed, ALL) == {1: "Nhất", 0: "Nhì", 2: "Ba"}


def test_the_first_prize_stays_vacant_when_the_plan_is_read_so():
    strict = replace(FIRST, if_unmet=UnmetPrize.VACANT)

    handed = hand_out(
        contenders(("A", 9, False), ("B", 8, True), ("C", 7, True)), (strict, SECOND, THIRD), {}
    )

    assert names(handed, ALL) == {0: "Nhì", 1: "Ba"}
    assert [one.why for one in handed.vacant] == ["đơn vị xếp đầu không đủ điều kiện của giải"]


def test_a_prize_nobody_meets_is_given_to_nobody():
    handed = hand_out(contenders(("A", 9, False)), (FIRST, SECOND, THIRD), {})

    assert names(handed, ALL) == {0: "Nhì"}
    assert [one.prize.name for one in handed.vacant] == ["Nhất", "Ba"]
    assert {one.why for one in handed.vacant} == {"không còn đơn vị nào đủ điều kiện"}


def test_a_tie_for_a_single_prize_is_the_councils():
    handed = hand_out(contenders(("A", 9, True), ("B", 9, True), ("C", 8, True)), ALL, {})

    assert [p.name for p in handed.undecided[0].prizes] == ["Nhất", "Nhì"]
    assert [p.subject.name for p in handed.undecided[0].rows] == ["A", "B"]
    assert names(handed, ALL) == {2: "Ba"}


def test_two_equals_for_two_equal_prizes_need_no_decision():
    handed = hand_out(
        contenders(*[(c, s, True) for c, s in [("A", 9), ("B", 8), ("C", 7), ("D", 6), ("E", 6)]]),
        ALL,
        {},
    )

    assert names(handed, ALL)[3] == names(handed, ALL)[4] == "Khuyến khích"
    assert handed.undecided == []


def test_three_equals_for_the_last_two_prizes_leave_both_to_the_council():
    made = [("A", 9), ("B", 8), ("C", 7), ("D", 6), ("E", 6), ("F", 6)]

    handed = hand_out(contenders(*[(c, s, True) for c, s in made]), ALL, {})

    assert [p.name for p in handed.undecided[0].prizes] == ["Khuyến khích", "Khuyến khích"]
    assert len(handed.undecided[0].rows) == 3
    assert 3 not in handed.given


def test_equals_astride_the_last_prizes_leave_different_prizes_to_the_council():
    handed = hand_out(
        contenders(("A", 9, True), ("B", 8, True), ("C", 7, True), ("D", 7, True)), ALL, {}
    )

    assert [p.name for p in handed.undecided[0].prizes] == ["Ba", "Khuyến khích"]


def test_equals_of_whom_one_meets_the_condition_need_no_decision_for_that_prize():
    handed = hand_out(contenders(("A", 9, False), ("B", 9, True)), (FIRST, SECOND), {})

    assert names(handed, ALL) == {1: "Nhất", 0: "Nhì"}
    assert handed.undecided == []


def test_an_equal_that_misses_the_first_prize_is_in_the_running_for_the_next():
    handed = hand_out(
        contenders(("A", 9, True), ("B", 9, True), ("C", 9, False), ("D", 8, True)), ALL, {}
    )

    assert [p.name for p in handed.undecided[0].prizes] == ["Nhất", "Nhì", "Ba"]
    assert [p.subject.name for p in handed.undecided[0].rows] == ["A", "B", "C"]
    assert names(handed, ALL) == {3: "Khuyến khích"}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("pass-down", [("Xã Đầu", "Giải nhì"), ("Xã Kế", "Giải nhất")]),
        ("vacant", [("Xã Đầu", "Giải nhì"), ("Xã Kế", "Giải ba")]),
    ],
)
def test_the_plan_reads_the_first_prize_in_both_ways(reading, expected):
    under_seventy = Dossiers("Xã Đầu", 4000, 2760, 2760)
    next_one = Dossiers("Xã Kế", 1000, 900, 900)

    group = xa([under_seventy, next_one], first_prize=reading)

    assert [(name, prize) for _, name, prize in places(group)] == expected


def test_a_row_that_waits_for_the_council_says_so():
    twin = Dossiers("Xã A", 1000, 800, 800)

    group = xa([twin, replace(twin, name="Xã B")])

    assert [one.prize for one in group.rows] == [None, None]
    assert {one.tie_note for one in group.rows} == {
        "đồng hạng, bằng nhau ở mọi tiêu chí phụ, Hội đồng quyết định giải"
    }
    assert [p.name for p in group.undecided[0].prizes] == ["Giải nhất", "Giải nhì"]


def test_equals_beyond_the_prizes_need_no_council():
    ahead = [Dossiers(f"Xã {i}", 1000, 990 - i, 990 - i) for i in range(5)]
    twins = [Dossiers("Xã Y", 1000, 700, 700), Dossiers("Xã Z", 1000, 700, 700)]

    group = xa([*ahead, *twins])

    assert {one.tie_note for one in group.rows[5:]} == {"đồng hạng, bằng nhau ở mọi tiêu chí phụ"}
    assert group.undecided == ()

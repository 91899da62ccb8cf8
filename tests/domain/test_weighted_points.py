"""Points for several rates, each against its own target, worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest
from domain.contest import NUI_THANH, figures, scope, unit

from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.figures import Figure, Known, Rate
from thidua_desktop.domain.indicators import Target, attained
from thidua_desktop.domain.scoring import Effect, RateStep, Scoring, formula, score
from thidua_desktop.domain.subjects import SubjectId

CAP = Fraction(12, 10)
STEPS = {
    "online": RateStep("online", "Trực tuyến", "online", 60, CAP),
    "late": RateStep("late", "Trễ hạn", "late", 40, CAP),
    "in-time": RateStep("in-time", "Đúng hạn", "in-time", 10),
}
COUNTS = {
    "resolved_total": 100,
    "online_total": 63,
    "online_early": 30,
    "online_on_time": 25,
    "resolved_late": 4,
}


def scored(counts=COUNTS, order=("online", "late", "in-time"), target=None, *more):
    of_online = target or Target(share=Fraction(70, 100))
    at_most = Target(share=Fraction(3, 100), comparison=Comparison.AT_MOST)
    indicators = {
        **NUI_THANH.indicators,
        "online": replace(NUI_THANH.indicators["online"], target=of_online),
        "late": replace(NUI_THANH.indicators["late"], target=at_most),
    }
    campaign = replace(NUI_THANH, indicators=indicators)
    found = [*figures(1, counts), *more]
    return score(Scoring(STEPS, order), scope(campaign, found), unit(1))


def test_each_rate_adds_its_points_and_less_is_better_where_the_target_says_so():
    found = scored()

    # 60 × 63/70 = 54; 40 × 3/4 = 30; 10 × 55/100 = 5,5
    assert [one.amount for one in found.lines] == [54, 30, Fraction(55, 10)]
    assert [one.effect for one in found.lines] == [Effect.START, Effect.ADD, Effect.ADD]
    assert found.score == Fraction(895, 10)
    assert formula(found.lines) == "54,00 + 30,00 + 5,50"
    assert [one.value for one in found.lines] == ["54,00", "+ 30,00", "+ 5,50"]


def test_points_end_at_the_cap():
    found = scored(COUNTS | {"online_total": 90, "resolved_late": 0})

    assert [one.amount for one in found.lines[:2]] == [72, 48]


@pytest.mark.parametrize(
    ("part", "target", "comparison", "reached"),
    [
        (35, "0.7", Comparison.AT_LEAST, "0.5"),
        (70, "0.7", Comparison.MORE, "1"),
        (84, "0.7", Comparison.AT_LEAST, "1.2"),
        (90, "0.7", Comparison.AT_LEAST, "1.2"),
        (0, "0.7", Comparison.AT_LEAST, "0"),
        (50, "0", Comparison.AT_LEAST, "1.2"),
        (0, "0", Comparison.AT_LEAST, "1.2"),
        (0, "0", Comparison.AT_MOST, "1.2"),
        (6, "0.03", Comparison.AT_MOST, "0.5"),
        (0, "0.03", Comparison.LESS, "1.2"),
    ],
)
def test_attainment_is_result_over_target_at_most_the_cap(part, target, comparison, reached):
    found = attained(Rate(part, 100, (), None), Fraction(target), comparison, CAP)

    assert found == Fraction(reached)


def test_an_own_target_is_named_among_the_figures():
    own = Figure(SubjectId(1), "target_received_online", percent=63)

    found = scored(COUNTS, ("online",), Target(measure="target_received_online"), own)

    assert found.lines[0].amount == 60
    assert found.lines[0].figures[-1] == own
    assert "63,00%, chia cho 63% (mức giao 63%), tối đa 120%, × 60" in found.lines[0].why


def test_without_a_target_there_is_no_score_and_what_lacks_is_named():
    of_measure = scored(COUNTS, ("online",), Target(measure="target_received_online"))
    of_group = scored(COUNTS, ("online",), Target(by_group={"co-quan": Fraction(1, 2)}))

    assert (of_measure.known, of_measure.lacking) == (Known.NO_DATA, ("target_received_online",))
    assert of_group.lacking == (f"mức giao của {NUI_THANH.indicators['online'].name}",)


def test_where_nothing_arose_no_target_is_missed():
    nothing = dict.fromkeys(COUNTS, 0)

    found = scored(nothing, ("online",), Target(measure="target_received_online"))

    assert found.known is Known.NOT_APPLICABLE

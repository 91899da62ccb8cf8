from datetime import date
from fractions import Fraction

from domain.contest import figures, person, scope, unit

from thidua_desktop.domain.campaigns import Goal
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.figures import Period, Ratio
from thidua_desktop.domain.goals import goal_standing
from thidua_desktop.domain.judgements import State
from thidua_desktop.importing.presets import load_preset

CENTRE = load_preset("ttpvhcc-lang-son-2023")[0]
UNTIL = Period(None, date(2023, 10, 30))
ON_TIME = Goal(
    "dung-han",
    "Trên 99%",
    Ratio(("resolved_early", "resolved_on_time"), ("resolved_total",)),
    Comparison.MORE,
    Fraction(99, 100),
)
STAFF = [person(number, f"Người {number}", "Sở Y tế", "mot-cua") for number in (1, 2, 3)]


def resolved(subject, in_time, total):
    counts = {"resolved_early": 0, "resolved_on_time": in_time, "resolved_total": total}
    return figures(subject, counts, UNTIL)


def standing(*found, goal=ON_TIME):
    return goal_standing(goal, scope(CENTRE, found), STAFF)


def test_the_counts_of_everybody_are_added_up_not_their_rates():
    found = standing(*resolved(1, 9, 10), *resolved(2, 990, 990))

    assert found.held is not None
    assert (found.held.rate.part, found.held.rate.whole, found.people) == (999, 1000, 2)
    assert found.state is State.MET


def test_units_and_people_who_were_added_up_are_counted_apart():
    members = [unit(1), person(2, "Trần An", "Sở Y tế"), person(3, "Lê Bình", "Sở Y tế"), unit(4)]
    known = [one for number in (1, 2, 3) for one in resolved(number, 9, 10)]

    found = goal_standing(ON_TIME, scope(CENTRE, known), members)

    assert (found.units, found.people) == (1, 2)


def test_a_goal_met_exactly_is_not_passed():
    assert standing(*resolved(1, 99, 100)).state is State.NOT_MET
    assert standing(*resolved(1, 9901, 10_000)).state is State.MET


def test_without_figures_or_dossiers_nothing_is_said_about_a_goal():
    nobody = standing()
    nothing = standing(*resolved(1, 0, 0))

    assert (nobody.state, nobody.held) == (State.NO_DATA, None)
    assert (nothing.state, nothing.people) == (State.NOT_APPLICABLE, 1)


def test_a_goal_in_words_is_for_the_council():
    assert standing(goal=Goal("cong-bo", "100%")).state is State.COUNCIL


def test_the_centre_has_its_goals_and_no_member_is_held_against_them():
    held = {one.id: (one.comparison, one.share) for one in CENTRE.goals if one.ratio}

    assert held == {
        "dung-han": (Comparison.MORE, Fraction(99, 100)),
        "rat-hai-long": (Comparison.AT_LEAST, Fraction(98, 100)),
        "khong-hai-long": (Comparison.EQUAL, Fraction(0)),
        "dich-vu-cong": (Comparison.AT_LEAST, Fraction(90, 100)),
        "truc-tuyen": (Comparison.AT_LEAST, Fraction(73, 100)),
    }
    assert len(CENTRE.goals) == 10
    assert "resolved_early" in CENTRE.measures

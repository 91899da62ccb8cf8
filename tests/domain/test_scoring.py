from fractions import Fraction

import pytest
from domain.contest import NUI_THANH, Dossiers, row, score_of
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.figures import Rate
from thidua_desktop.domain.scoring import band_words, formula

WORKED = Dossiers("Xã A", 1000, 800, 780, 10)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("document-order", "23.1"),
        ("coefficient-first", "22.4"),
        ("no-coefficient", "77"),
        ("coefficient-added", "77.3"),
    ],
)
def test_the_worked_check_of_the_plan_comes_out_exactly(order, expected):
    assert score_of(WORKED, order=order) == Fraction(expected)


@pytest.mark.parametrize(
    ("online", "factor"),
    [
        (0, "0.1"),
        (299, "0.1"),
        (300, "0.2"),
        (599, "0.2"),
        (600, "0.3"),
        (899, "0.3"),
        (900, "0.4"),
        (1199, "0.4"),
        (1200, "0.5"),
        (1499, "0.5"),
        (1500, "0.6"),
        (1799, "0.6"),
        (1800, "0.7"),
        (2099, "0.7"),
        (2100, "0.8"),
        (2399, "0.8"),
        (2400, "0.9"),
        (2699, "0.9"),
        (2700, "1"),
        (1_000_000, "1"),
    ],
)
def test_every_band_of_the_coefficient_begins_where_the_plan_says(online, factor):
    whole = max(online, 1)
    found = _scored(Dossiers("Xã A", whole, online, online))

    assert found.lines[2].amount == Fraction(factor)


@pytest.mark.parametrize(
    ("late", "proportional", "full"),
    [(0, "0", 0), (5, "0.5", 0), (10, "1", 1), (19, "1.9", 1), (50, "5", 5), (51, "5", 5)],
)
def test_late_percents_are_taken_off_up_to_five_points(late, proportional, full):
    whole = Dossiers("Xã A", 1000, 1000, 900, late)

    as_it_is = row([whole], "Xã A", deduction="proportional").lines[1]
    only_whole = row([whole], "Xã A", deduction="full-percent").lines[1]

    assert as_it_is.amount == Fraction(proportional)
    assert only_whole.amount == full
    assert "chỉ tính phần trăm tròn" in only_whole.why
    assert "chỉ tính phần trăm tròn" not in as_it_is.why


def test_a_negative_result_stays_negative_and_is_shown_as_it_is():
    hopeless = Dossiers("Xã A", 1000, 700, 0, 300)

    found = row([hopeless], "Xã A", order="coefficient-first")

    assert found.score == -5
    assert vietnamese.decimal(found.score) == "−5,00"


def test_the_lines_read_as_the_mockup_has_them():
    found = row([Dossiers("Xã Tam Sơn", 2757, 2649, 2490, 122)], "Xã Tam Sơn")

    assert [(line.name, line.value) for line in found.lines] == [
        ("Điểm gốc", "90,32"),
        ("Điểm trừ", "−4,43"),
        ("Hệ số hồ sơ", "× 0,9"),
    ]
    assert formula(found.lines) == "(90,32 − 4,43) × 0,9"
    assert found.lines[0].why == "(2.490 + 0) / 2.757 hồ sơ × 100"
    assert found.lines[1].why == "122 / 2.757 hồ sơ = 4,43%; mỗi 1% trừ 1 điểm, tối đa 5 điểm"
    assert found.lines[2].why == "2.649 hồ sơ, bậc 2.400 đến 2.699"
    assert [line.step for line in found.lines] == ["base", "deduction", "factor"]
    assert all(line.period and line.figures for line in found.lines)


@pytest.mark.parametrize(
    ("online", "words"),
    [
        (299, "299 hồ sơ, bậc dưới 300"),
        (300, "300 hồ sơ, bậc 300 đến 599"),
        (2699, "2.699 hồ sơ, bậc 2.400 đến 2.699"),
        (2700, "2.700 hồ sơ, bậc từ 2.700"),
    ],
)
def test_the_line_of_the_coefficient_names_its_band(online, words):
    assert _scored(Dossiers("Xã A", online, online, online)).lines[2].why == words


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("document-order", "(78,00 − 1,00) × 0,3"),
        ("coefficient-first", "78,00 × 0,3 − 1,00"),
        ("no-coefficient", "78,00 − 1,00"),
        ("coefficient-added", "78,00 − 1,00 + 0,3"),
    ],
)
def test_the_formula_puts_brackets_only_where_they_matter(order, expected):
    assert formula(row([WORKED], "Xã A", order=order).lines) == expected


def test_what_is_added_or_not_taken_off_is_shown_with_its_sign():
    added = row([Dossiers("Xã A", 1000, 800, 780)], "Xã A", order="coefficient-added").lines

    assert [line.value for line in added] == ["78,00", "0,00", "+ 0,3"]


def test_a_rate_with_one_part_is_written_without_brackets():
    found = row([WORKED], "Xã A").lines[0]
    single = scoring.Line(
        found.rule, found.effect, found.amount, found.score, _without_second_part(found.given)
    )

    assert single.why == "780 / 1.000 hồ sơ × 100"


@pytest.mark.parametrize(
    ("lowest", "following", "words"),
    [(0, 300, "bậc dưới 300"), (2400, 2700, "bậc 2.400 đến 2.699"), (2700, None, "bậc từ 2.700")],
)
def test_bands_are_named_in_words(lowest, following, words):
    assert band_words(lowest, following) == words


@st.composite
def dossiers(draw):
    whole = draw(st.integers(1, 10_000))
    online = draw(st.integers(-(-whole * 65 // 100), whole))
    return Dossiers(
        "Xã A", whole, online, draw(st.integers(0, online)), draw(st.integers(0, whole))
    )


orders = st.sampled_from(
    ["document-order", "coefficient-first", "no-coefficient", "coefficient-added"]
)
deductions = st.sampled_from(["proportional", "full-percent"])


@given(dossiers(), orders, deductions)
def test_a_score_is_never_below_minus_five_or_above_a_hundred_and_one(one, order, deduction):
    assert -5 <= score_of(one, order=order, deduction=deduction) <= 101


@given(dossiers(), orders, deductions)
def test_the_lines_add_up_to_the_score_they_explain(one, order, deduction):
    found = row([one], "Xã A", order=order, deduction=deduction)

    running = Fraction(0)
    for line in found.lines:
        match line.effect:
            case scoring.Effect.START | scoring.Effect.ADD:
                running += line.amount
            case scoring.Effect.SUBTRACT:
                running -= line.amount
            case scoring.Effect.MULTIPLY:
                running *= line.amount
        assert line.score == running
    assert found.score == running


@given(dossiers(), orders, deductions)
def test_the_formula_works_out_to_the_score_within_its_rounding(one, order, deduction):
    found = row([one], "Xã A", order=order, deduction=deduction)
    written = formula(found.lines).replace("−", "-").replace("×", "*").replace(",", ".")

    assert found.score is not None
    assert abs(Fraction(str(round(_worked_out(written), 9))) - found.score) <= Fraction("0.011")


def _worked_out(expression):
    return eval(expression, {"__builtins__": {}})  # noqa: S307 - digits and signs of ours only


def _scored(one):
    from domain.contest import CLOSING, without_conditions
    from domain.contest import field as made

    from thidua_desktop.domain.ranking import rank

    ranking = rank(without_conditions(NUI_THANH), made([one]), CLOSING, {})
    return ranking.groups[1].rows[0]


def _without_second_part(given_):
    first, *_, last = given_.figures
    return Rate(given_.part, given_.whole, (first, last), given_.period, added=1)

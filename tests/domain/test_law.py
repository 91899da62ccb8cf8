"""Bonus money by law, each amount worked out by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from thidua_desktop.domain.law import Law, Notice, Topic
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.importing.legal import load_law

LAW = load_law()
PROVINCE, OFFICE, COMMUNE = "bang-khen-tinh", "giay-khen-so", "giay-khen-xa"
UNIT, PERSON = Kind.UNIT, Kind.PERSON
DEC_2021, DEC_2023, JAN_2025, AUG_2025, AUG_2026 = (
    date(2021, 12, 1),
    date(2023, 12, 20),
    date(2025, 1, 10),
    date(2025, 8, 1),
    date(2026, 8, 1),
)


@pytest.mark.parametrize(
    ("decided", "award", "kind", "amount"),
    [
        (DEC_2021, OFFICE, PERSON, 450_000),  # 0,3 × 1.490.000 = 447.000
        (DEC_2021, OFFICE, UNIT, 900_000),  # 894.000
        (DEC_2021, PROVINCE, PERSON, 1_490_000),
        (DEC_2021, PROVINCE, UNIT, 2_980_000),
        (DEC_2023, OFFICE, PERSON, 540_000),
        (DEC_2023, OFFICE, UNIT, 1_080_000),
        (DEC_2023, PROVINCE, PERSON, 1_800_000),
        (DEC_2023, PROVINCE, UNIT, 3_600_000),
        (DEC_2023, COMMUNE, PERSON, 270_000),
        (DEC_2023, COMMUNE, UNIT, 540_000),
        (JAN_2025, OFFICE, PERSON, 710_000),  # 702.000
        (JAN_2025, OFFICE, UNIT, 1_410_000),  # 1.404.000
        (JAN_2025, PROVINCE, PERSON, 3_510_000),
        (JAN_2025, PROVINCE, UNIT, 7_020_000),
        (AUG_2025, PROVINCE, PERSON, 3_510_000),
        (AUG_2025, PROVINCE, UNIT, 7_020_000),
        (AUG_2025, OFFICE, PERSON, 710_000),
        (AUG_2025, COMMUNE, PERSON, 710_000),  # Điều 54: communes as departments
        (AUG_2025, COMMUNE, UNIT, 1_410_000),
        (AUG_2026, OFFICE, PERSON, 760_000),  # 759.000
        (AUG_2026, OFFICE, UNIT, 1_520_000),  # 1.518.000
        (AUG_2026, PROVINCE, PERSON, 3_800_000),  # 3.795.000
        (AUG_2026, PROVINCE, UNIT, 7_590_000),
    ],
)
def test_a_bonus_is_a_multiple_of_the_base_salary_rounded_up_to_ten_thousand(
    decided, award, kind, amount
):
    bonus = LAW.bonus(award, kind, decided)

    assert bonus is not None
    assert bonus.amount == amount


@pytest.mark.parametrize(
    ("day", "regime", "salary"),
    [
        (date(2017, 9, 30), None, None),
        (date(2018, 6, 30), "nd91", None),
        (date(2019, 6, 30), "nd91", 1_390_000),
        (date(2019, 7, 1), "nd91", 1_490_000),
        (date(2023, 6, 30), "nd91", 1_490_000),
        (date(2023, 7, 1), "nd91", 1_800_000),
        (date(2023, 12, 31), "nd91", 1_800_000),
        (date(2024, 1, 1), "nd98", 1_800_000),
        (date(2024, 6, 30), "nd98", 1_800_000),
        (date(2024, 7, 1), "nd98", 2_340_000),
        (date(2025, 6, 30), "nd98", 2_340_000),
        (date(2025, 7, 1), "nd152", 2_340_000),
        (date(2026, 7, 1), "nd152", 2_530_000),
    ],
)
def test_the_law_is_that_of_the_day_of_the_decision(day, regime, salary):
    found, base = LAW.regime_on(day), LAW.salary_on(day)

    assert (found.id if found else None) == regime
    assert (base.amount if base else None) == salary


def test_where_the_law_says_nothing_there_is_no_money():
    assert LAW.bonus("khác", PERSON, AUG_2025) is None
    assert LAW.bonus(OFFICE, PERSON, date(2017, 1, 1)) is None
    assert LAW.bonus(OFFICE, PERSON, date(2018, 1, 1)) is None


def test_rounding_may_be_left_off():
    plain = LAW.bonus(OFFICE, PERSON, JAN_2025, rounded=False)
    odd = Law(LAW.regimes, LAW.salaries, LAW.classes, 7).bonus(OFFICE, PERSON, JAN_2025)

    assert plain is not None
    assert odd is not None
    assert (plain.amount, odd.amount) == (702_000, 702_002)  # 7 × 100.286


@pytest.mark.parametrize(
    ("times", "amount", "words"),
    [
        (Fraction("0.3"), 450_000, "0,3 × 1.490.000 = 447.000, làm tròn lên 450.000 đồng"),
        (Fraction(1, 3), 500_000, "0,33 × 1.490.000 = 496.666,67, làm tròn lên 500.000 đồng"),
    ],
)
def test_what_is_rounded_is_written_with_dots_or_with_its_decimals(times, amount, words):
    bonus = LAW.bonus(OFFICE, PERSON, DEC_2021)
    assert bonus is not None

    other = replace(bonus, amount=amount, multiple=replace(bonus.multiple, times=times))

    assert other.why.startswith(words)


def test_a_bonus_says_how_it_came_about_and_whether_it_was_checked():
    seen = LAW.bonus(PROVINCE, UNIT, AUG_2025)
    recalled = LAW.bonus(OFFICE, PERSON, JAN_2025)

    assert seen is not None
    assert recalled is not None
    assert (seen.verified, recalled.verified) == (True, False)
    assert seen.why == (
        "3 × 2.340.000 = 7.020.000 đồng (Nghị định 152/2025/NĐ-CP, Nghị định 73/2024/NĐ-CP)"
    )
    assert recalled.why == (
        "0,3 × 2.340.000 = 702.000, làm tròn lên 710.000 đồng (Nghị định 98/2023/NĐ-CP, "
        "Nghị định 73/2024/NĐ-CP; mức chưa đối chiếu bản gốc)"
    )


def test_a_regime_kept_to_in_spite_of_the_day_gives_the_rate_and_the_day_the_salary():
    former = LAW.regime_on(DEC_2023)

    bonus = LAW.bonus(PROVINCE, UNIT, JAN_2025, regime=former)

    assert bonus.amount == 4_680_000  # 2 × 2.340.000
    assert bonus.regime is former


def test_every_rate_of_the_decree_that_was_read_is_marked_as_seen():
    read = LAW.regime_on(AUG_2025)
    found = [one for by_kind in read.rates.values() for one in by_kind.values()]

    assert len(found) == 6
    assert all(one.verified and "Điều 54 khoản" in one.source for one in found)
    assert LAW.bonus(PROVINCE, UNIT, AUG_2026).verified
    # Of the other decrees the text was not found: what is recalled stays marked.
    assert not any(LAW.bonus(COMMUNE, kind, JAN_2025).verified for kind in (UNIT, PERSON))


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, (True, True, True)),
        (date(2025, 7, 2), None, (False, True, True)),
        (None, date(2025, 7, 2), (True, True, False)),
        (date(2025, 7, 2), date(2025, 7, 2), (False, True, False)),
    ],
)
def test_a_notice_holds_from_its_first_day_to_its_last(since, until, holds):
    notice = Notice(Topic.REPORT, "…", since, until)

    assert tuple(notice.holds_on(date(2025, 7, day)) for day in (1, 2, 3)) == holds


def test_what_to_be_mindful_of_depends_on_the_day_and_on_who_asks():
    decree = LAW.regime_on(AUG_2025)

    def articles(day, topic):
        said = " ".join(decree.notices_on(day, topic))
        named = ("Điều 6 khoản 2", "60 khoản 1", "60 khoản 2", "60 khoản 3", "Điều 4")
        return [one for one in named if one in said]

    report, council = Topic.REPORT, Topic.COUNCIL
    assert articles(date(2025, 12, 31), report) == ["Điều 6 khoản 2", "60 khoản 2", "60 khoản 3"]
    assert articles(date(2026, 1, 1), report) == ["Điều 6 khoản 2", "60 khoản 3"]
    assert articles(date(2027, 2, 28), report) == ["Điều 6 khoản 2", "60 khoản 3"]
    assert articles(date(2027, 3, 1), report) == ["Điều 6 khoản 2", "60 khoản 1", "60 khoản 3"]
    assert articles(date(2025, 12, 31), council) == ["Điều 4"]
    assert LAW.regime_on(DEC_2023).notices_on(DEC_2023, report) == ()

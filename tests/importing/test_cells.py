"""Reading one cell: what is sure, what is missing, what is asked about."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.findings import Code
from thidua_desktop.importing.book import Cell, CellKind
from thidua_desktop.importing.cells import (
    DECIMALS,
    THOUSANDS,
    count_in,
    percent_in,
    printed_rate,
    shown,
    typed_count,
    typed_percent,
)


def text(value: str) -> Cell:
    return Cell(CellKind.TEXT, value)


def number(value: str, number_format: str = "") -> Cell:
    return Cell(CellKind.NUMBER, value, number_format)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("0", 0),
        ("1.234", 1234),
        ("1 195", 1195),
        ("1\u00a0175", 1175),
        (" 1797 ", 1797),
        ("3.403,0", 3403),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("412,0", 412),
    ],
)
def test_counts_typed_as_text_are_read(typed, count):
    assert count_in(text(typed)).count == count


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("-47", Code.NEGATIVE_COUNT),
        ("−93", Code.NEGATIVE_COUNT),
        ("(7)", Code.NEGATIVE_COUNT),
        ("1.234,5", Code.NOT_A_WHOLE_NUMBER),
        ("1,234.5", Code.NOT_A_WHOLE_NUMBER),
        ("0.455", Code.NOT_A_WHOLE_NUMBER),
        ("1O5", Code.NOT_A_NUMBER),
        ("1.23.4", Code.NOT_A_NUMBER),
        ("khoảng 200", Code.NOT_A_NUMBER),
        ("1,000", Code.AMBIGUOUS_NUMBER),
        ("15/9/2023", Code.DATE_INSTEAD_OF_NUMBER),
        ("#NAME?", Code.ERROR_VALUE),
    ],
)
def test_what_is_no_count_is_named(typed, problem):
    value = count_in(text(typed))

    assert (value.problem, value.count) == (problem, None)


def test_a_percentage_is_no_count_even_where_it_is_a_whole():
    assert count_in(Cell(CellKind.NUMBER, "1", "0%")).problem is Code.NOT_A_NUMBER
    assert count_in(Cell(CellKind.NUMBER, "0", "0%")).count == 0


@pytest.mark.parametrize(
    "typed", ["-", "–", "…", "/", "chưa báo cáo", "không", "Không phát sinh", "n/a"]
)
def test_marks_for_nothing_are_missing_and_keep_what_stood_there(typed):
    value = count_in(text(typed))

    assert (value.missing, value.count, value.problem) == (typed, None, None)


def test_a_blank_cell_is_missing_and_not_zero():
    assert count_in(None).missing == ""
    assert count_in(number("0")).count == 0


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        (text("65,5%"), "65.5"),
        (text("65.5 %"), "65.5"),
        (text("65,5"), "65.5"),
        (text("58"), "58"),
        (number("65.5"), "65.5"),
        (number("0.655", "0.0%"), "65.5"),
        (number("0.606"), "60.6"),
        (number("0.57499999999999996", "0.0%"), "57.5"),
        (number("1", "0%"), "100"),
        (text("100%"), "100"),
    ],
)
def test_percentages_typed_in_every_way_are_exact(cell, percent):
    found = percent_in(cell).percent

    assert str(found) == percent


@pytest.mark.parametrize("cell", [text("1.234"), text("1"), number("1"), number("250")])
def test_a_percentage_with_two_senses_is_asked_about(cell):
    value = percent_in(cell)

    assert (value.problem, value.percent) == (Code.AMBIGUOUS_NUMBER, None)
    assert value.readings


@pytest.mark.parametrize(
    ("cell", "part", "whole", "agrees"),
    [
        (text("27.10%"), 474, 1749, True),
        (number("0.1205020920502092", "0.00%"), 144, 1195, True),
        (number("0.87"), 87, 10000, True),
        (number("0.974"), 974, 1000, True),
        (text("58,5%"), 931, 1416, False),
        (text("65,75%"), 931, 1416, True),
        (number("77", "0.00"), 1617, 2100, True),
    ],
)
def test_a_printed_rate_is_held_against_the_counts(cell, part, whole, agrees):
    rate = printed_rate(cell)

    assert rate is not None
    assert rate.agrees(part, whole) is agrees


@pytest.mark.parametrize("cell", [None, text("-"), text("#DIV/0!"), text("x")])
def test_a_rate_that_says_nothing_is_no_rate(cell):
    assert printed_rate(cell) is None


def test_what_a_clerk_types_is_read_the_same_way():
    assert typed_count("1.234") == 1234
    assert typed_count("một") is None
    assert typed_percent("65,5") == Decimal("65.5")
    assert typed_percent("140") is None


@given(st.integers(0, 10**9))
def test_a_count_survives_being_shown(count):
    assert count_in(text(vietnamese.count(count))).count == count
    assert count_in(number(str(count))).count == count
    assert shown(number(str(count))) == str(count)


@given(st.decimals(0, 100, places=2).filter(lambda value: value == 0 or value > 1))
def test_a_percentage_survives_being_typed(percent):
    typed = f"{percent}".replace(".", ",") + "%"

    found = percent_in(text(typed)).percent

    assert found == percent


@given(st.text())
def test_no_text_breaks_the_reading(noise):
    for read in (count_in, percent_in):
        value = read(text(noise))
        said = [value.count, value.percent, value.missing, value.problem]
        assert sum(one is not None for one in said) == 1
    printed_rate(text(noise))


def test_a_number_too_long_for_decimal_arithmetic_is_no_count():
    found = count_in(Cell(CellKind.NUMBER, "9.999999999999995e+27"))

    assert found.problem is Code.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        ("NaN", Code.NOT_A_NUMBER),
        ("Infinity", Code.NOT_A_NUMBER),
        ("1E-31", Code.NOT_A_NUMBER),
        ("1E-30", Code.NOT_A_WHOLE_NUMBER),
    ],
)
def test_a_stored_number_beyond_all_counting_is_named_and_never_breaks(stored, problem):
    assert count_in(number(stored)).problem is problem


def test_a_number_stored_with_zeros_before_it_is_shown_without():
    assert shown(number("007")) == "7"
    assert shown(number("0")) == "0"


def test_a_percentage_in_groups_of_three_is_what_its_column_is_read_as():
    assert percent_in(text("1.234"), DECIMALS).percent == Decimal("1.234")
    assert percent_in(text("1.234"), THOUSANDS).problem is Code.AMBIGUOUS_NUMBER
    assert percent_in(text("0.064"), THOUSANDS).percent == Decimal("6.4")

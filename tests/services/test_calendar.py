"""Public holidays: those that ship as data are those of the library, other years are computed."""

import sys
from datetime import date

import pytest

from thidua_desktop.services.calendar import computed, holidays_between


@pytest.mark.parametrize("year", range(2018, 2027))
def test_the_holidays_that_ship_are_those_of_the_library(year):
    assert holidays_between(year, year) == dict(sorted(computed([year]).items()))


def test_a_holiday_has_its_name():
    assert holidays_between(2023, 2024)[date(2023, 9, 2)] == "Quốc khánh"


def test_years_that_do_not_ship_are_computed_too():
    found = holidays_between(2032, 2034)

    assert {day.year for day in found} == {2032, 2033, 2034}
    assert list(found) == sorted(found)
    assert date(2034, 9, 2) in found


def test_a_usual_year_does_not_load_the_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)  # importing it fails
    holidays_between.cache_clear()

    assert date(2030, 4, 30) in holidays_between(2030, 2031)

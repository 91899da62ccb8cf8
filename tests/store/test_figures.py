"""Figures come back exactly as they went in, one per subject, measure and period."""

import sqlite3
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.samples import AT, NOVEMBER, YEAR_END, make_figure, make_record

from thidua_desktop.domain.figures import Figure, Period, Source
from thidua_desktop.store.figures import canonical

KEY = "nui-thanh-2023"
OPEN_START = Period(None, YEAR_END.end)


@pytest.fixture
def session(workspace):
    with workspace.write("Thử", kind="test") as session:
        session.campaigns.add(KEY, "a = 1")
        session.subjects.add_unit("UBND xã Tam Hải")
        session.subjects.add_unit("UBND xã Tam Quang")
        yield session


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"count": 0},
        {"count": 2**63 - 1},
        {"period": None},
        {"period": OPEN_START},
        {"count": None, "percent": Decimal("65.5"), "by_hand": True},
        {"count": None, "missing": ""},
        {"count": None, "missing": "#DIV/0!"},
        {"source": Source()},
    ],
)
def test_a_figure_comes_back_as_it_went_in(session, changes):
    figure = make_figure(1, **changes)

    session.figures.put(figure)

    assert session.figures.all() == [figure]
    assert session.figures.get(1, figure.measure, figure.period) == figure


def test_a_figure_takes_the_place_of_the_one_at_its_key_whatever_kind_it_was(session):
    by_hand = make_figure(1, count=None, percent=Decimal("98.5"), by_hand=True, source=Source())

    for figure in (make_figure(1), make_figure(1, count=None, missing="-"), by_hand):
        session.figures.put(figure)

    assert session.figures.all() == [by_hand]


def test_keys_differ_by_subject_measure_from_and_to(session):
    periods = [None, YEAR_END, NOVEMBER, OPEN_START, Period(date(2018, 1, 1), YEAR_END.end)]
    figures = [
        make_figure(subject, measure, period=period)
        for subject in (1, 2)
        for measure in ("a", "b")
        for period in periods
    ]
    for figure in figures:
        session.figures.put(figure)
        session.figures.put(figure)

    assert session.figures.all() == figures
    for figure in figures:
        session.figures.remove(figure.subject, figure.measure, figure.period)
        assert session.figures.get(figure.subject, figure.measure, figure.period) is None
    assert session.figures.all() == []


def test_figures_are_chosen_by_the_start_of_their_span(session):
    early, later, end = date(2023, 1, 1), date(2023, 6, 1), date(2023, 12, 31)
    periods = [Period(early, end), Period(later, end), Period(None, end), None]
    figures = [make_figure(1, "a", period=period) for period in periods]
    for figure in [*figures, make_figure(2, "a", period=None)]:
        session.figures.put(figure)

    assert session.figures.of_spans([1], [later]) == figures[1:]
    assert session.figures.of_spans([1], [early, later]) == figures
    assert session.figures.of_spans([1], []) == figures[2:]
    assert session.figures.of_spans([], [early]) == []


def test_figures_are_chosen_by_subject(session):
    figures = [make_figure(who, what) for who in (1, 2) for what in ("a", "b", "c")]
    for figure in figures:
        session.figures.put(figure)

    assert session.figures.of_subjects({2}) == figures[3:]
    assert session.figures.of_subjects({1, 2}) == figures
    assert session.figures.of_subjects(set()) == []


def test_an_import_says_of_every_figure_which_import_it_was(session):
    session.figures.put(make_figure(1, "a", count=1, by_hand=True, source=Source(by="Bình")))
    number = session.imports.add(make_record())
    told = []

    session.figures.put_import(
        number,
        [make_figure(1, "a"), make_figure(1, "b"), make_figure(2, "a", count=None, missing="-")],
        progress=lambda done, total: told.append((done, total)),
    )

    source = Source("thang-12.xlsx", "Tổng hợp", "C7", AT, "An", number)
    assert session.figures.all() == [
        make_figure(1, "a", source=source),
        make_figure(1, "b", source=source),
        make_figure(2, "a", count=None, missing="-", source=source),
    ]
    assert told == [(3, 3)]


def test_an_import_of_nothing_stores_nothing(session):
    session.figures.put_import(session.imports.add(make_record()), [])

    assert session.figures.all() == []


def test_of_two_figures_at_one_key_the_later_one_stays(session):
    number = session.imports.add(make_record())

    session.figures.put_import(number, [make_figure(1, count=1), make_figure(1, count=2)])

    assert [one.count for one in session.figures.all()] == [2]


@pytest.mark.parametrize(
    "figure",
    [
        Figure(1, "a", YEAR_END),
        Figure(1, "a", YEAR_END, count=1, percent=Decimal(1)),
        Figure(1, "a", YEAR_END, count=1, missing="-"),
        Figure(1, "a", YEAR_END, count=-1),
        Figure(1, "a", YEAR_END, percent=Decimal("-0.5")),
        Figure(1, "a", YEAR_END, percent=Decimal("NaN")),
        Figure(1, "", YEAR_END, count=1),
        Figure(99, "a", YEAR_END, count=1),
        Figure(1, "a", Period(date(2024, 1, 1), date(2023, 12, 31)), count=1),
        Figure(1, "a", YEAR_END, count=1, source=Source(import_id=99)),
    ],
)
def test_what_must_never_be_stored_of_a_figure(workspace, figure):
    with workspace.write("Chuẩn bị", kind="test") as session:
        session.subjects.add_unit("UBND xã Tam Hải")

    with pytest.raises(sqlite3.IntegrityError), workspace.write("Thử", kind="test") as session:
        session.figures.put(figure)

    with workspace.read() as session:
        assert session.figures.all() == []


@pytest.mark.parametrize(
    ("percent", "text"),
    [("65.50", "65.5"), ("100", "100"), ("100.00", "100"), ("1E+2", "100"), ("0.0", "0")],
)
def test_one_percentage_has_one_spelling(percent, text):
    assert canonical(Decimal(percent)) == text


PERCENTS = st.decimals(
    min_value=0, max_value=10**6, allow_nan=False, allow_infinity=False, places=6
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(percent=PERCENTS)
def test_every_percentage_comes_back_exactly(session, percent):
    session.figures.put(make_figure(1, count=None, percent=percent, by_hand=True))

    assert session.figures.get(1, "resolved_total", YEAR_END).percent == percent

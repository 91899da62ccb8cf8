"""Imports, reports, confirmations and settings come back as they went in."""

import sqlite3
from datetime import date

import pytest
from store.samples import NOVEMBER, make_record

from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Period

KEY = "nui-thanh-2023"
FORM = "nd91-2017/mau-07-tap-the"


@pytest.fixture
def session(workspace):
    with workspace.write("Thử", kind="test") as session:
        session.campaigns.add(KEY, "a = 1")
        session.campaigns.add("khac", "a = 1")
        session.subjects.add_unit("UBND xã Tam Hải")
        session.subjects.add_unit("UBND xã Tam Quang")
        yield session


# --- imports ---


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"period": None},
        {"period": Period(None, NOVEMBER.end)},
        {"new": 0, "changed": 5, "same": 7, "left_out": ()},
    ],
)
def test_an_import_comes_back_as_it_went_in(session, changes):
    record = make_record(**changes)

    number = session.imports.add(record)

    assert session.imports.get(number).record == record
    assert session.imports.get(number).id == number
    assert session.imports.get(99) is None


def test_imports_are_listed_by_campaign_and_by_file_newest_first(session):
    first = session.imports.add(make_record())
    second = session.imports.add(make_record(digest="cd" * 32))
    third = session.imports.add(make_record("khac"))

    assert [one.id for one in session.imports.all(KEY)] == [second, first]
    assert [one.id for one in session.imports.by_digest("ab" * 32)] == [third, first]
    assert session.imports.by_digest("không có") == ()


def test_an_import_belongs_to_a_campaign(session):
    with pytest.raises(KeyError):
        session.imports.add(make_record("không có"))


@pytest.mark.parametrize("changes", [{"new": -1}, {"changed": -1}, {"same": -1}, {"file": ""}])
def test_what_must_never_be_stored_of_an_import(session, changes):
    with pytest.raises(sqlite3.IntegrityError):
        session.imports.add(make_record(**changes))


# --- reports ---


def test_a_report_comes_back_with_what_was_written(session):
    report = session.reports.add(KEY, 1, FORM, "giay-khen")
    session.reports.write_section(report, "thanh-tich", "Bản nháp")
    session.reports.write_section(report, "hinh-thuc", "Giấy khen năm 2022")

    session.reports.write_section(report, "thanh-tich", "Hoàn thành\n\ntốt.")

    stored = session.reports.get(report)
    assert (stored.id, stored.subject, stored.form, stored.award) == (report, 1, FORM, "giay-khen")
    assert stored.sections == {
        "thanh-tich": "Hoàn thành\n\ntốt.",
        "hinh-thuc": "Giấy khen năm 2022",
    }
    assert session.reports.all(KEY) == (stored,)
    assert session.reports.all("khac") == ()


def test_an_emptied_section_is_gone(session):
    report = session.reports.add(KEY, 1, FORM, "giay-khen")
    session.reports.write_section(report, "thanh-tich", "Bản nháp")

    session.reports.write_section(report, "thanh-tich", "")

    assert session.reports.get(report).sections == {}


def test_reports_keep_their_order_and_leave_with_their_text(session):
    reports = [session.reports.add(KEY, who, FORM, "giay-khen") for who in (2, 1)]
    session.reports.write_section(reports[0], "thanh-tich", "Văn bản")

    listed = [one.id for one in session.reports.all(KEY)]
    session.reports.remove(reports[0])

    assert listed == reports
    assert [one.id for one in session.reports.all(KEY)] == reports[1:]
    assert session.reports.get(reports[0]) is None


def test_one_subject_has_one_report_per_form_and_award(session):
    session.reports.add(KEY, 1, FORM, "giay-khen")
    session.reports.add(KEY, 1, FORM, "bang-khen")
    session.reports.add("khac", 1, FORM, "giay-khen")

    with pytest.raises(sqlite3.IntegrityError):
        session.reports.add(KEY, 1, FORM, "giay-khen")


# --- confirmations ---


def test_what_the_council_confirmed_comes_back_and_may_be_changed(session):
    session.confirmations.put(KEY, 1, "solution", Confirmation(met=False))
    session.confirmations.put(KEY, 2, "solution", Confirmation(met=True, evidence="Báo cáo số 5"))
    session.confirmations.put("khac", 1, "solution", Confirmation(met=True))

    word = Confirmation(True, "Biên bản ngày 03/01", "Hội đồng", date(2024, 1, 3))
    session.confirmations.put(KEY, 1, "solution", word)

    assert session.confirmations.of(KEY) == {
        (1, "solution"): word,
        (2, "solution"): Confirmation(met=True, evidence="Báo cáo số 5"),
    }


def test_what_the_council_takes_back_is_unconfirmed(session):
    session.confirmations.put(KEY, 1, "solution", Confirmation(met=True))

    session.confirmations.remove(KEY, 1, "solution")

    assert session.confirmations.of(KEY) == {}


# --- settings ---


def test_settings_are_stored_and_changed(session):
    session.settings.put("office", "UBND")
    session.settings.put("place", "Núi Thành")

    session.settings.put("office", "UBND huyện Núi Thành")

    assert session.settings.get("office") == "UBND huyện Núi Thành"
    assert session.settings.get("không có") is None
    assert session.settings.all() == {"office": "UBND huyện Núi Thành", "place": "Núi Thành"}

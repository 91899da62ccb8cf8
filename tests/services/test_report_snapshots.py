"""A report cites the frozen result that says the same, and no other; it says when figures moved."""

from dataclasses import replace
from datetime import date

import pytest

from thidua_desktop.documents.forms import load_form
from thidua_desktop.documents.pdf import render_pdf
from thidua_desktop.services import reports as module
from thidua_desktop.services.demo import DAY, TARGETS
from thidua_desktop.services.printing import summary_document

FORM, AWARD = "nd91-2017/mau-07-tap-the", "giay-khen"
UNIT, OTHER = "Văn phòng Sở", "Thanh tra Sở"


@pytest.fixture
def report(office):
    for one in office.reports.all(TARGETS):
        office.reports.remove(one.id)
    return office.reports.create(TARGETS, subject(office, UNIT), FORM, AWARD).id


def subject(office, name):
    every = office.units.participants(TARGETS)
    return next(one.subject.id for one in every if one.subject.name == name)


def freeze(office, name="Trước khi họp"):
    return office.snapshots.freeze(TARGETS, name, "Hội đồng Sở", "", DAY).snapshot


def retype(office, name, measure="services_active", text="3"):
    end = office.figures.grid(TARGETS).end
    office.figures.set_figure(TARGETS, subject(office, name), measure, end, text)


def footer(office, report, day=DAY):
    return office.reports.document(TARGETS, report, day).footer


def test_without_a_frozen_result_nothing_stands_at_the_foot(office, report):
    assert footer(office, report) == ""
    assert office.reports.draft(TARGETS, report, DAY).snapshot is None


def test_a_report_that_says_what_was_frozen_cites_its_code_on_every_page(office, report):
    info = freeze(office)

    match = office.reports.draft(TARGETS, report, DAY).snapshot

    assert footer(office, report) == info.stamp
    assert info.code in info.stamp
    assert match.sentence == f"Khớp {info.title}: in mã {info.code} ở chân trang."
    assert render_pdf(office.reports.document(TARGETS, report, DAY))


def test_words_of_the_report_are_no_figures(office, report):
    info = freeze(office)

    office.reports.write_section(report, "measures", "Đã làm nhiều việc.")

    assert footer(office, report) == info.stamp


def test_a_figure_of_its_own_that_moved_takes_the_code_away_and_is_named(office, report):
    freeze(office)
    retype(office, UNIT)

    match = office.reports.draft(TARGETS, report, DAY).snapshot

    assert footer(office, report) == ""
    assert match.words == "Số liệu đã đổi sau lần chốt 1"
    assert "Trong báo cáo này: Tỷ lệ dịch vụ công phát sinh hồ sơ trực tuyến: " in match.sentence
    office.workspace.undo()
    assert footer(office, report) != ""


def test_a_figure_of_somebody_else_takes_the_code_away_as_well(office, report):
    freeze(office)
    retype(office, OTHER)

    match = office.reports.draft(TARGETS, report, DAY).snapshot

    assert (match.same, match.changes, footer(office, report)) == (False, (), "")
    assert "Số liệu của riêng báo cáo này không đổi." in match.sentence


def test_a_target_that_moved_is_named(office, report):
    freeze(office)
    office.campaigns.set_target(TARGETS, "services-active", None)

    match = office.reports.draft(TARGETS, report, DAY).snapshot

    assert not match.same
    assert any("giao 85% thành " in one for one in match.changes)


def test_a_withdrawn_result_is_not_cited_and_a_new_one_is(office, report):
    first = freeze(office)
    office.snapshots.withdraw(TARGETS, first.id, "Hội đồng Sở", "Chốt nhầm")
    withdrawn = footer(office, report)
    retype(office, UNIT)
    second = freeze(office, "Sau khi họp")

    assert withdrawn == ""
    assert footer(office, report) == second.stamp
    assert second.stamp.startswith("Chốt lần 2 ")


def test_a_reading_tried_for_one_call_is_not_what_was_frozen(office, report, tmp_path):
    freeze(office)
    who = next(one for one in office.units.participants(TARGETS) if one.subject.name == UNIT)

    def said(readings):
        path = tmp_path / f"{len(readings)}.pdf"
        return office.reports.print_form(TARGETS, FORM, who, DAY, path, readings=readings)

    changed = [one for one in said({"exceed": "more-than"}) if "Số liệu đã đổi" in one]
    assert changed
    assert not any("Số liệu đã đổi" in one for one in said({}))


def test_a_day_before_the_figures_is_not_what_was_frozen(office, report):
    freeze(office)

    assert footer(office, report, date(2023, 9, 1)) == ""


def test_a_form_whose_law_wants_a_clean_foot_carries_none(office, report, monkeypatch):
    info = freeze(office)
    clean = replace(load_form(FORM), snapshot_line=False)
    monkeypatch.setattr(module, "load_form", lambda _: clean)

    assert info.stamp
    assert footer(office, report) == ""


def test_the_summary_cites_the_code_only_while_every_report_fits(office, report):
    office.reports.create(TARGETS, subject(office, OTHER), FORM, AWARD)
    info = freeze(office)
    fits = summary_document(office.workspace, TARGETS, DAY)
    retype(office, OTHER)
    moved = summary_document(office.workspace, TARGETS, DAY)

    assert fits.footer == info.stamp
    assert moved.footer == ""
    assert "Số liệu đã đổi sau lần chốt 1: biểu không in mã chốt" in moved.missing
    assert not any("chốt" in one for one in fits.missing)

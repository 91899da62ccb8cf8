"""Achievement reports: figures in place, texts kept, honest about what is missing."""

from datetime import date

import pytest

from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import FileExistsAlreadyError
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.units import find_participant

UNIT_FORM = "nd91-2017/mau-07-tap-the"


def report_of(office, key, name):
    return next(one for one in office.reports.all(key) if one.subject.startswith(name))


def draft_of(office, key, name):
    return office.reports.draft(key, report_of(office, key, name).id, DAY)


def test_results_stand_against_the_raised_target(office):
    results = draft_of(office, TARGETS, "Phòng Cải cách hành chính").results

    assert [(one.target, one.result, one.standing) for one in results] == [
        ("70%", "82,20%", "Vượt"),
        ("85%", "88,57%", "Vượt"),
        ("80%", "87,29%", "Vượt"),
        ("100%", "100,00%", "Đạt"),
    ]


def test_the_results_of_staff_are_those_of_their_unit(office):
    own = draft_of(office, TARGETS, "Nông Thị Hạnh").results
    unit = draft_of(office, TARGETS, "Phòng Cải cách hành chính").results

    assert [one.result for one in own] == [one.result for one in unit]
    assert all(one.name.endswith("(của đơn vị)") for one in own)


def test_a_unit_without_figures_says_so(office):
    subject = find_participant(office.units.participants(TARGETS), "Ban Tôn giáo").subject.id
    created = office.reports.create(TARGETS, subject, UNIT_FORM, "bang-khen")

    draft = office.reports.draft(TARGETS, created.id, date(2023, 9, 1))

    assert {one.standing for one in draft.results} == {"Chưa có số liệu"}
    assert ("Thiếu số liệu", False) in draft.checks


def test_a_linked_figure_follows_the_data(office):
    report = report_of(office, POINTS, "Xã Tam Sơn").id
    before = office.reports.document(POINTS, report, DAY)
    subject = find_participant(office.units.participants(POINTS), "Xã Tam Sơn").subject.id

    office.figures.set_figure(POINTS, subject, "online_total", date(2023, 12, 31), "2.700")

    after = office.reports.document(POINTS, report, DAY)
    assert "2.649 trên 2.757" in words_of(before)
    assert "2.700 trên 2.757" in words_of(after)


def words_of(document):
    runs = [run.text for block in document.blocks for run in getattr(block, "runs", ())]
    return "".join(runs)


def test_an_empty_section_is_told_and_a_written_one_is_not(office):
    report = report_of(office, POINTS, "Xã Tam Sơn")
    before = draft_of(office, POINTS, "Xã Tam Sơn").checks

    office.reports.write_section(report.id, "effects", "Người dân đỡ đi lại.")

    assert ("Mục II.4 trống", False) in before
    assert ("Mục II.4 trống", False) not in draft_of(office, POINTS, "Xã Tam Sơn").checks
    assert office.history.undo_label() == "Sửa báo cáo, mục II.4"


def test_typed_text_is_kept_composed(office):
    report = report_of(office, POINTS, "Xã Tam Sơn")

    office.reports.write_section(report.id, "effects", "ho\u0300a gia\u0309i")

    sections = {one.key: one.text for one in draft_of(office, POINTS, "Xã Tam Sơn").sections}
    assert sections["effects"] == "hòa giải"


def test_a_removed_report_comes_back_with_its_texts(office):
    report = report_of(office, POINTS, "Xã Tam Sơn")
    before = draft_of(office, POINTS, "Xã Tam Sơn").sections

    office.reports.remove(report.id)
    gone = office.reports.all(POINTS)
    office.workspace.undo()

    assert gone == ()
    assert draft_of(office, POINTS, "Xã Tam Sơn").sections == before


def test_a_pdf_never_replaces_a_file_unasked(office, tmp_path):
    report = report_of(office, POINTS, "Xã Tam Sơn").id
    path = tmp_path / "báo cáo.pdf"
    path.write_text("của người khác", encoding="utf-8")

    with pytest.raises(FileExistsAlreadyError):
        office.reports.save_pdf(POINTS, report, DAY, path, replace=False)

    assert path.read_text(encoding="utf-8") == "của người khác"


def test_forms_are_offered_by_kind_with_their_status(office):
    forms = office.reports.forms(Kind.PERSON)

    assert [one.id for one in forms] == [
        "nd91-2017/mau-07-ca-nhan",
        "nd98-2023/mau-08-ca-nhan",
        "nd152-2025/mau-08-ca-nhan",
    ]
    assert all(one.status.startswith("dựng lại") for one in forms)

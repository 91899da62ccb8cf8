"""Paper made from the file: «Vì sao?» of everybody, and nothing overwritten unasked."""

from datetime import date
from pathlib import Path

import pytest
from documents.paper import pages_of
from openpyxl import load_workbook

from thidua_desktop.documents.model import Paragraph, TableBlock
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.errors import FileExistsAlreadyError, NothingToPrintError, UnknownChoiceError
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of
from thidua_desktop.services.printing import (
    frozen_why_document,
    save_frozen,
    save_summary,
    save_why,
    summary_document,
    why_document,
)
from thidua_desktop.services.units import find_participant


def who(office, key, name):
    ranking = office.rankings.ranking(key, DAY)
    return next(one for one in ranking.participants if one.subject.name.startswith(name))


def why(office, key, name, readings=None, **more):
    participant = who(office, key, name)
    return why_document(office.workspace, key, DAY, readings or {}, participant, **more)


def sentences(document):
    return [block.runs[0].text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document):
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    return [cell for table in tables for row in table.rows for cell in row]


def test_a_place_by_points_is_led_back_to_its_cells(office):
    document = why(office, POINTS, "Xã Tam Sơn")

    assert sentences(document)[1].startswith("UBND các xã, thị trấn: hạng 1 trên 12 được xếp hạng")
    source = "ô E34, trang «Tổng hợp», tệp nui-thanh-2023-12.xlsx (Nguyễn Thị Hà, "
    assert any(cell.startswith(source) for cell in cells(document))
    assert "2.649 hồ sơ, bậc 2.400 đến 2.699" in cells(document)


def test_a_place_by_targets_is_led_back_to_its_cells_too(office):
    document = why(office, TARGETS, "Phòng Cải cách hành chính")

    assert any(one.startswith("1.284 / 1.562 = 82,20%; cần từ ") for one in cells(document))
    source = "ô D12, trang «Số hóa», tệp so-noi-vu-2023-11-so-hoa.xlsx (Nguyễn Thị Hà, "
    assert any(cell.startswith(source) for cell in cells(document))


def test_a_reading_given_for_the_call_is_the_one_explained(office):
    document = why(office, POINTS, "Xã Tam Sơn", {"order": "no-coefficient"})

    assert "Hệ số hồ sơ" not in cells(document)
    assert "- Thứ tự tính: Điểm gốc − điểm trừ, không dùng hệ số (chưa quyết định)." in sentences(
        document
    )


def test_a_printed_ranking_cites_the_councils_decision(qapp, office, tmp_path):
    office.decisions.record(POINTS, {"order": "document-order"}, "Hội đồng huyện", "họp 03/01")
    path = tmp_path / "xếp hạng.pdf"

    office.rankings.save_pdf(POINTS, DAY, {}, path, replace=False)

    words = " ".join(" ".join(pages_of(path.read_bytes(), tmp_path)).split())
    assert "(Điểm gốc − điểm trừ) × hệ số (quyết định số 1 ngày" in words
    assert "Điểm trừ trễ hạn: Theo tỷ lệ thực: 0,5% trừ 0,5 (chưa quyết định)" in words
    assert "SỐ LIỆU TẠM TÍNH" in words


@pytest.fixture
def snapshot(office):
    office.decisions.record(POINTS, {"order": "document-order"}, "Hội đồng huyện", "họp 03/01")
    made = office.snapshots.freeze(POINTS, "Trước khi họp", "Hội đồng huyện", "để họp", DAY)
    subject = find_participant(office.units.participants(POINTS), "Xã Tam Sơn").subject.id
    office.figures.set_figure(POINTS, subject, "online_total", date(2023, 12, 31), "1.900")
    return office.snapshots.get(POINTS, made.snapshot.id)


def test_a_frozen_ranking_is_printed_as_it_was_with_its_code(qapp, snapshot, tmp_path):
    path = tmp_path / "chốt.pdf"

    save_frozen(snapshot, path, replace=False)

    words = " ".join(" ".join(pages_of(path.read_bytes(), tmp_path)).split())
    assert snapshot.info.stamp in words
    assert snapshot.info.code in words
    assert "SỐ LIỆU TẠM TÍNH" not in words
    assert "1 Xã Tam Sơn 96,08%" in words
    assert "quyết định số 1 ngày" in words


def test_a_frozen_ranking_is_a_workbook_too_and_nothing_else(snapshot, tmp_path):
    path = tmp_path / "chốt.xlsx"

    save_frozen(snapshot, path, replace=False)

    assert load_workbook(path).worksheets[0]["A4"].value == snapshot.info.stamp
    with pytest.raises(UnknownChoiceError):
        save_frozen(snapshot, tmp_path / "chốt.docx", replace=False)


def test_why_of_a_snapshot_explains_the_frozen_figures(office, snapshot):
    participant = who(office, POINTS, "Xã Tam Sơn")

    then = cells(frozen_why_document(snapshot, participant))
    now = cells(why(office, POINTS, "Xã Tam Sơn"))

    assert "2.649" in then
    assert "2.649" not in now
    assert "1.900" in now


def test_a_sheet_never_replaces_a_file_unasked(office, tmp_path):
    path = tmp_path / "vì sao.pdf"
    path.write_text("của người khác", encoding="utf-8")
    participant = who(office, POINTS, "Xã Tam Sơn")

    with pytest.raises(FileExistsAlreadyError):
        save_why(office.workspace, POINTS, DAY, {}, participant, path, replace=False)
    save_why(office.workspace, POINTS, DAY, {}, participant, path, replace=True)

    assert path.read_bytes().startswith(b"%PDF")


def test_the_summary_tells_results_and_what_was_done(office):
    document = summary_document(office.workspace, TARGETS, DAY)

    (unit,) = [row for row in rows_of(document) if row[1:2] == ("Phòng Cải cách hành chính",)]
    assert unit[4].startswith("Đạt 4/4 chỉ tiêu: ")
    assert "82,20% (giao 70%)" in unit[4]
    assert unit[4].endswith("số hóa 1.284 trên 1.562 hồ sơ còn hiệu lực, đạt 82,20%, hơn "
                            "mức giao 12,20 điểm phần trăm.")  # fmt: skip
    assert unit[5] == "Bằng khen của Chủ tịch UBND tỉnh"


def rows_of(document):
    return [row for block in document.blocks if isinstance(block, TableBlock) for row in block.rows]


def test_the_summary_of_one_award_holds_only_its_reports(office):
    document = summary_document(office.workspace, TARGETS, DAY, award="giay-khen")

    assert [row[1] for row in rows_of(document) if len(row) > 1] == ["Bà Nông Thị Hạnh"]
    with pytest.raises(UnknownChoiceError):
        summary_document(office.workspace, TARGETS, DAY, award="huan-chuong")


def test_a_report_without_figures_or_texts_has_no_summary_and_says_so(office):
    subject = find_participant(office.units.participants(TARGETS), "Ban Tôn giáo").subject.id
    office.reports.create(TARGETS, subject, "nd91-2017/mau-07-tap-the", "bang-khen")

    document = summary_document(office.workspace, TARGETS, date(2023, 9, 1))

    assert "Chưa có tóm tắt thành tích: Ban Tôn giáo" in document.missing


def test_without_reports_there_is_nothing_to_summarise(office, tmp_path):
    for one in office.reports.all(POINTS):
        office.reports.remove(one.id)

    with pytest.raises(NothingToPrintError):
        save_summary(office.workspace, POINTS, DAY, tmp_path / "biểu.pdf", replace=False)

    assert not (tmp_path / "biểu.pdf").exists()


def test_the_summary_is_written_and_says_what_lacks(office, tmp_path):
    path = tmp_path / "biểu.pdf"

    lacking = save_summary(office.workspace, TARGETS, DAY, path, replace=False)

    assert lacking == ()
    assert path.read_bytes().startswith(b"%PDF")


def test_somebody_outside_the_ranking_is_named(office):
    stranger = Participant(Unit(SubjectId(9999), "Xã Không Có"), "xa")

    with pytest.raises(UnknownChoiceError) as caught:
        why_document(office.workspace, POINTS, DAY, {}, stranger)

    assert caught.value.given == "Xã Không Có"


def test_the_councils_word_is_printed_with_its_evidence(office):
    name = "Phòng Cải cách hành chính"
    who_id = who(office, TARGETS, name).subject.id
    before = cells(why(office, TARGETS, name))

    office.council.confirm(
        TARGETS, [who_id], "giai-phap", met=True, evidence="Sáng kiến số 12", who="Hội đồng Sở"
    )
    after = why(office, TARGETS, name)

    assert "chờ Hội đồng xác nhận" in before
    assert any(
        cell.startswith("Hội đồng đã xác nhận: Sáng kiến số 12 (Hội đồng Sở, ")
        for cell in cells(after)
    )
    assert "Giấy khen của Giám đốc Sở: chờ Hội đồng." in sentences(after)


def test_somebody_who_is_not_compared_has_a_sheet_of_awards(office):
    person = find_participant(office.units.participants(TARGETS), "Nông Thị Hạnh")

    document = why_document(office.workspace, TARGETS, DAY, {}, person)

    assert sentences(document)[1].endswith("không xếp thứ tự, chỉ xét khen thưởng.")
    assert "Giấy khen của Giám đốc Sở: chờ Hội đồng." in sentences(document)


def test_criteria_ordered_by_are_not_printed_twice_for_the_award(tmp_path):
    tables = Path(__file__).parents[1] / "files" / "tables"
    key, day = "ttpvhcc-lang-son-2023", date(2023, 10, 30)
    path = tmp_path / "trung tâm.thidua"
    workspace = create_file(path, key, tables / "registers" / "ca-nhan-ttpvhcc.xlsx")
    import_table(workspace, key, tables / "ca-nhan-ttpvhcc.xlsx", ImportOrder())
    office = office_of(workspace)
    person = find_participant(office.units.participants(key), "Nguyễn Thị Thúy")

    document = why_document(workspace, key, day, {}, person)

    assert cells(document).count("Có từ 05 tin, bài trở lên") == 1
    assert "Giấy khen của Chánh Văn phòng UBND tỉnh: chờ Hội đồng." in sentences(document)


def test_criteria_two_awards_share_are_printed_once_under_their_combination(tmp_path):
    tables = Path(__file__).parents[1] / "files" / "tables"
    key, day = "so-tnmt-lang-son-2024", date(2025, 1, 6)
    path = tmp_path / "sở.thidua"
    workspace = create_file(path, key, tables / "registers" / "so-tnmt.xlsx")
    import_table(workspace, key, tables / "thanh-toan.xls", ImportOrder())
    office = office_of(workspace)
    body = find_participant(office.units.participants(key), "Văn phòng Sở")
    office.council.confirm(key, [body.subject.id], "noi-dung-2", met=True, evidence="Báo cáo")

    document = why_document(workspace, key, day, {}, body)

    found = cells(document)
    place = found.index("Hoàn thành từ 03 trong 05 nội dung thi đua")
    assert found[place + 1 : place + 3] == ["1/5 đạt", "Chờ Hội đồng"]
    content = "Nội dung 2: rà soát TTHC đủ điều kiện thực hiện dịch vụ công trực tuyến toàn trình"
    assert found.count(content) == 1
    assert "Có tiêu chuẩn đã nêu ở trên." in sentences(document)

"""Reminding those who have not reported: letters and blank tables in a folder."""

from datetime import date
from pathlib import Path

import pytest
from documents.paper import pages_of
from openpyxl import load_workbook

from thidua_desktop.services.files import writing
from thidua_desktop.services.office import office_of

REGISTER = Path(__file__).parents[1] / "files" / "tables" / "registers"
KEY = "nui-thanh-2023"
END = date(2023, 11, 30)
MEASURES = ("resolved_total", "resolved_late", "online_total", "online_early", "online_on_time")
ON = ("--as-of", "2023-12-04")


@pytest.fixture
def begun(tmp_path, thidua):
    """A file in which all but three units reported: one of them in part."""
    path = tmp_path / "sổ.thidua"
    thidua("new", path, "--preset", KEY, "--units", REGISTER / "nui-thanh.xlsx")
    with writing(path) as workspace:
        office = office_of(workspace)
        units = [one.subject for one in office.units.participants(KEY)]
        late = {"Xã Tam Sơn", "Xã Tam Hải", "Phòng Tư pháp"}
        for unit in units:
            for measure in MEASURES if unit.name not in late else ():
                office.figures.set_figure(KEY, unit.id, measure, END, "10")
        part = next(one for one in units if one.name == "Phòng Tư pháp")
        office.figures.set_figure(KEY, part.id, "resolved_total", END, "10")
    return path


def text_of(path, tmp_path):
    return " ".join(" ".join(pages_of(path.read_bytes(), tmp_path)).split())


def units_in(path):
    sheet = load_workbook(path).worksheets[0]
    return [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]


def test_one_letter_lists_everybody_and_a_table_goes_with_it(begun, tmp_path, thidua):
    folder = tmp_path / "đôn đốc" / "tháng 11"

    status, out, said = thidua("remind", begun, "-o", folder, *ON)

    letter, table = (Path(line) for line in out.splitlines())
    text = text_of(letter, tmp_path)
    assert (status, letter.name) == (0, "Công văn đôn đốc 30-11-2023.pdf")
    assert "đã có 25/28 đơn vị báo cáo đủ" in text
    assert "chậm nhất ngày 29/12/2023" in text  # the last working day of the campaign
    assert "- Phòng Tư pháp; - Xã Tam Hải; - Xã Tam Sơn." in text
    assert "Giải quyết quá hạn (trễ hạn)" in text
    assert units_in(table) == ["Phòng Tư pháp", "Xã Tam Hải", "Xã Tam Sơn"]
    assert "Đã ghi 2 tệp" in said


def test_each_may_get_a_letter_of_its_own(begun, tmp_path, thidua):
    folder = tmp_path / "riêng"

    status, out, _ = thidua(
        "remind", begun, "-o", folder, "--each", "--no-tables", "--deadline", "08/12/2023", *ON
    )

    assert status == 0
    assert [Path(line).name for line in out.splitlines()] == [
        f"Công văn đôn đốc 30-11-2023 - {name}.pdf"
        for name in ("Phòng Tư pháp", "Xã Tam Hải", "Xã Tam Sơn")
    ]
    text = text_of(folder / "Công văn đôn đốc 30-11-2023 - Phòng Tư pháp.pdf", tmp_path)
    assert "Kính gửi: Phòng Tư pháp." in text
    assert "của Phòng Tư pháp còn thiếu: giải quyết quá hạn (trễ hạn); hồ sơ giải quyết" in text
    assert "chậm nhất ngày 08/12/2023" in text


@pytest.mark.parametrize(
    ("day", "deadline"), [("2023-12-29", "31/01/2024"), ("2024-01-31", "…………")]
)
def test_the_deadline_is_a_working_day_to_come_or_left_blank(
    begun, tmp_path, thidua, day, deadline
):
    status, out, said = thidua("remind", begun, "-o", tmp_path / "x", "--as-of", day)

    assert status == 0
    assert deadline in text_of(Path(out.splitlines()[0]), tmp_path).replace(". . .", "…")
    assert ("Chưa có: Hạn gửi số liệu" in said) is (deadline == "…………")


def test_no_file_is_written_while_one_of_them_is_there(begun, tmp_path, thidua):
    folder = tmp_path / "có sẵn"
    folder.mkdir()
    table = folder / "Bảng số liệu 30-11-2023.xlsx"
    table.write_text("của người khác", "utf-8")

    status, _, said = thidua("remind", begun, "-o", folder, *ON)

    assert (status, [one.name for one in folder.iterdir()]) == (1, [table.name])
    assert "Đã có tệp" in said
    assert thidua("remind", begun, "-o", folder, "--replace", *ON)[0] == 0
    assert units_in(table)


def test_a_file_where_the_folder_should_be_is_a_sentence(begun, tmp_path, thidua):
    status, _, said = thidua("remind", begun, "-o", begun, *ON)

    assert status == 2
    assert "Traceback" not in said


def test_nobody_to_remind_is_said(begun, tmp_path, thidua):
    with writing(begun) as workspace:
        office = office_of(workspace)
        for one in office.units.participants(KEY):
            for measure in MEASURES:
                office.figures.set_figure(KEY, one.subject.id, measure, END, "10")

    status, _, said = thidua("remind", begun, "-o", tmp_path / "x", *ON)

    assert (status, (tmp_path / "x").exists()) == (1, False)
    assert "không có đơn vị nào còn thiếu số liệu" in said


def test_one_letter_about_people_goes_to_their_offices(tmp_path, thidua):
    path = tmp_path / "người.thidua"
    preset = "ttpvhcc-lang-son-2023"
    thidua("new", path, "--preset", preset, "--units", REGISTER / "ca-nhan-ttpvhcc.xlsx")

    _, out, _ = thidua("remind", path, "-o", tmp_path / "r", "--as-of", "2023-10-20")

    text = text_of(Path(out.splitlines()[0]), tmp_path)
    assert "Kính gửi: Các cơ quan, đơn vị có cá nhân có tên trong danh sách kèm theo." in text


def test_people_are_asked_through_their_office(tmp_path, thidua):
    path = tmp_path / "người.thidua"
    preset = "ttpvhcc-lang-son-2023"
    thidua("new", path, "--preset", preset, "--units", REGISTER / "ca-nhan-ttpvhcc.xlsx")

    status, out, _ = thidua("remind", path, "-o", tmp_path / "r", "--each", "--as-of", "2023-10-20")

    letters = [Path(line) for line in out.splitlines() if line.endswith(".pdf")]
    assert status == 0
    texts = [text_of(one, tmp_path) for one in letters]
    assert any("cá nhân thuộc" in one for one in texts)
    assert all("Kính gửi:" in one and "rated_" not in one for one in texts)

"""Tables going out and coming back: what is filled in is what the file holds."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from thidua_desktop import assets
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.measures import OWN_RESULT, OWN_TABLE
from thidua_desktop.importing.columns import meanings
from thidua_desktop.importing.presets import load_preset
from thidua_desktop.services.demo import POINTS, TARGETS, make_demo_file
from thidua_desktop.services.figure_tables import heading_of
from thidua_desktop.services.files import open_file, writing
from thidua_desktop.services.loading import catalogue
from thidua_desktop.services.office import office_of

REGISTERS = Path(__file__).parents[1] / "files" / "tables" / "registers"
PRESETS = {
    "nui-thanh-2023": "nui-thanh.xlsx",
    "so-noi-vu-lang-son-2023": "so-noi-vu.xlsx",
    "ubnd-tinh-lang-son-2023": "lang-son.xlsx",
    "ttpvhcc-lang-son-2023": "ca-nhan-ttpvhcc.xlsx",
    "so-tnmt-lang-son-2024": "so-tnmt.xlsx",
}


def made(thidua, path, preset):
    register = REGISTERS / PRESETS[preset]
    assert thidua("new", path, "--preset", preset, "--units", register)[0] == 0
    return path


def header_row(sheet):
    return next(row for row in sheet.iter_rows() if row[0].value == "TT")


def lines(sheet):
    """Return the rows with a running number, which are those of subjects."""
    top = header_row(sheet)[0].row
    return [row for row in sheet.iter_rows(min_row=top + 1) if isinstance(row[0].value, int)]


def is_open(cell):
    return not cell.protection.locked


def tables_of(book):
    return [sheet for sheet in book if sheet.title != "Hướng dẫn"]


def fill(path):
    """Write a number of its own into every open cell; return what stands where, sheet by sheet."""
    book = load_workbook(path)
    wanted = []
    for sheet in tables_of(book):
        titles = {cell.column: cell.value for cell in header_row(sheet)}
        for number, row in enumerate(lines(sheet), start=1):
            for place, cell in enumerate(c for c in row if is_open(c)):
                title = titles[cell.column].split("\n")[0]
                if title == "Ghi chú":
                    cell.value = "=đã kiểm tra"
                    cell.data_type = "s"
                    continue
                is_percent = title.endswith("(%)")
                cell.value = 60.5 + place if is_percent else (number << 16) >> place
                wanted.append((sheet.title, row[1].value, title, cell.value))
    book.save(path)
    return wanted


@pytest.mark.parametrize("preset", PRESETS)
def test_a_filled_template_is_imported_without_a_question(tmp_path, thidua, preset):
    path = made(thidua, tmp_path / "sổ.thidua", preset)
    template = tmp_path / "mẫu.xlsx"
    assert thidua("template", path, "-o", template)[0] == 0
    wanted = fill(template)

    status, _, said = thidua("import", path, template)

    assert status == 0, said
    assert not [line for line in said.splitlines() if line.startswith(("Lỗi", "Cảnh báo", "Lưu ý"))]
    names = {
        (who, titles[measure], period and period.start): value
        for who, measure, period, value, _ in stored(path)
    }
    starts = {"Số liệu": first_day(preset), "Số liệu từ 01-01-2018": date(2018, 1, 1)}
    assert names == {
        (who, title, starts.get(sheet.removesuffix(" cá nhân"))): str(value)
        for sheet, who, title, value in wanted
    }
    assert len(wanted) > 0


titles = {one.id: one.name for one in catalogue().measures.values()}


def first_day(preset):
    return load_preset(preset)[0].start


def stored(path):
    """Return every figure of a file: whose, what, when, the number, what stood instead."""
    with open_file(path, read_only=True).read() as session:
        figures = session.figures.all()
        names = {key: one.name for key, one in session.subjects.all().items()}
    return [
        (
            names[one.subject],
            one.measure,
            one.period,
            str(one.count if one.percent is None else one.percent),
            one.missing,
        )
        for one in figures
    ]


@pytest.fixture
def demo(demo_file, tmp_path):
    return shutil.copy(demo_file, tmp_path / "mẫu.thidua")


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "mẫu.thidua"
    make_demo_file(path)
    return path


def in_another_file(thidua, tmp_path, campaign, table):
    """Import a table into an empty file of the same campaign and units; return what it holds."""
    register = assets.resource(
        f"demo/{'nui-thanh' if 'nui' in campaign else 'so-noi-vu'}-don-vi.xlsx"
    )
    other = tmp_path / "sổ khác.thidua"
    assert thidua("new", other, "--preset", campaign, "--units", register)[0] == 0
    status, _, said = thidua("import", other, table)
    assert status == 0, said
    return sorted(stored(other), key=str), said


@pytest.mark.parametrize("campaign", [POINTS, TARGETS])
def test_exported_figures_come_back_unchanged(demo, tmp_path, thidua, campaign):
    table = tmp_path / "số liệu.xlsx"
    assert thidua("export", demo, "--campaign", campaign, "-o", table)[0] == 0

    status, out, _ = thidua("import", demo, table, "--campaign", campaign, "--dry-run", "--json")
    plans = json.loads(out)
    plans = plans if isinstance(plans, list) else [plans]
    back, _ = in_another_file(thidua, tmp_path, campaign, table)

    assert status == 0
    assert {(one["new"], one["changed"], bool(one["findings"])) for one in plans} == {(0, 0, False)}
    first = campaign == POINTS
    latest = [one for one in stored(demo) if one[2] and one[2].end == ENDS[campaign]]
    measures = {one[1] for one in back}
    assert back == sorted((one for one in latest if one[1] in measures), key=str)
    assert len(back) == (140 if first else 54 + 18)


def test_digitisation_keeps_its_own_span_and_has_its_own_sheet(demo, tmp_path, thidua):
    table = tmp_path / "số liệu.xlsx"
    thidua("export", demo, "--campaign", TARGETS, "-o", table)

    book = load_workbook(table)

    assert book.sheetnames == ["Số liệu", "Số liệu từ 01-01-2018"]
    said = [sheet["A3"].value for sheet in book]
    assert said[1] == "Kỳ số liệu: từ ngày 01/01/2018 đến hết ngày 30/11/2023"


def test_missing_figures_and_typed_targets_come_back_as_they_were(tmp_path, thidua):
    path = made(thidua, tmp_path / "sổ.thidua", "ubnd-tinh-lang-son-2023")
    key = "ubnd-tinh-lang-son-2023"
    with writing(path) as workspace:
        office = office_of(workspace)
        units = office.units.participants(key)
        end = date(2023, 11, 30)
        for unit, text in ((units[0], "65,5"), (units[1], "100")):
            office.figures.set_figure(key, unit.subject.id, "target_received_online", end, text)
        office.figures.set_figure(key, units[0].subject.id, "received_new", end, "1.234")
        missing = Figure(
            units[0].subject.id, "on_system", Period(date(2023, 8, 20), end), missing="-"
        )
        blank = missing._replace(measure="received_total", missing="")
        half = Figure(units[2].subject.id, "target_received_online", percent=Decimal("0.5"))
        with workspace.write("Thử", kind="edit-figure") as session:
            session.figures.put(missing)
            session.figures.put(blank)
            session.figures.put(half)
    table, other = tmp_path / "ra.xlsx", tmp_path / "khác.thidua"

    assert thidua("export", path, "-o", table)[0] == 0
    made(thidua, other, key)
    status, _, said = thidua("import", other, table)

    assert status == 0, said
    back = {(who, measure): (value, missing) for who, measure, _, value, missing in stored(other)}
    names = [one.subject.name for one in units]
    assert back == {
        (names[0], "target_received_online"): ("65.5", None),
        (names[1], "target_received_online"): ("100", None),
        (names[2], "target_received_online"): ("0.5", None),
        (names[0], "received_new"): ("1234", None),
        (names[0], "on_system"): ("None", "-"),
        (names[0], "received_total"): ("None", "chưa có"),
    }


def test_a_template_that_one_unit_filled_in_leaves_the_others_alone(demo, tmp_path, thidua):
    table = tmp_path / "mẫu.xlsx"
    assert (
        thidua("template", demo, "--campaign", POINTS, "--period", "2023-12", "-o", table)[0] == 0
    )
    book = load_workbook(table)
    row = next(one for one in lines(book.worksheets[0]) if one[1].value == "Xã Tam Sơn")
    row[2].value = 9999
    book.save(table)
    before = {one[:3]: one[3:] for one in stored(demo)}

    status, _, said = thidua("import", demo, table, "--campaign", POINTS, "--accept-warnings")

    assert status == 0, said
    after = {one[:3]: one[3:] for one in stored(demo)}
    changed = {key[:2]: after[key] for key in after if after[key] != before.get(key)}
    assert changed == {("Xã Tam Sơn", "resolved_total"): ("9999", None)}
    assert "0 số mới, 1 số thay đổi, 0 số giữ nguyên" in said


def test_an_error_on_one_sheet_keeps_all_of_them_out(tmp_path, thidua):
    path = made(thidua, tmp_path / "sổ.thidua", "so-noi-vu-lang-son-2023")
    template = tmp_path / "mẫu.xlsx"
    thidua("template", path, "-o", template)
    book = load_workbook(template)
    good, wrong = tables_of(book)[:2]
    for cell in lines(good)[0][2:4]:
        cell.value = 100
    lines(wrong)[0][2].value = -5
    book.save(template)

    status, _, said = thidua("import", path, template)

    assert (status, stored(path)) == (1, [])
    assert "«-5» là số âm" in said
    assert thidua("import", path, template, "--skip-errors")[0] == 0
    assert len(stored(path)) == 2


def test_a_template_nobody_filled_in_says_so(demo, tmp_path, thidua):
    table = tmp_path / "mẫu.xlsx"
    thidua("template", demo, "--campaign", TARGETS, "-o", table)

    status, _, said = thidua("import", demo, table, "--campaign", TARGETS)

    assert status == 1
    assert "chưa được điền số nào" in said


def test_a_template_is_locked_but_for_what_is_to_be_filled_in(demo, tmp_path, thidua):
    table = tmp_path / "mẫu.xlsx"
    thidua("template", demo, "--campaign", POINTS, "-o", table)
    sheet = load_workbook(table).worksheets[0]

    (header,) = [header_row(sheet)]
    example = next(row for row in sheet.iter_rows() if str(row[1].value).startswith("Ví dụ"))

    assert sheet.protection.sheet
    assert not any(is_open(cell) for cell in (*header, *example))
    assert [is_open(cell) for cell in lines(sheet)[0]] == [False, False, *[True] * 6]
    assert [cell.value for cell in header] == [
        "TT",
        "Tên đơn vị",
        "Tổng số hồ sơ đã giải quyết\n(hồ sơ)",
        "Giải quyết quá hạn (trễ hạn)\n(hồ sơ)",
        "Hồ sơ giải quyết qua DVC trực tuyến toàn trình, một phần\n(hồ sơ)",
        "Trực tuyến, trước hạn\n(hồ sơ)",
        "Trực tuyến, đúng hạn\n(hồ sơ)",
        "Ghi chú",
    ]
    assert "Dùng để tính: Tỷ lệ hồ sơ" in header[2].comment.text
    checks = {
        (one.type, one.operator, one.formula1) for one in sheet.data_validations.dataValidation
    }
    assert checks == {("whole", "greaterThanOrEqual", "0")}
    assert sheet.freeze_panes == f"C{header[0].row + 1}"
    assert sheet.print_title_rows == f"${header[0].row}:${header[0].row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_a_percentage_is_checked_as_one(tmp_path, thidua):
    path = made(thidua, tmp_path / "sổ.thidua", "so-noi-vu-lang-son-2023")
    template = tmp_path / "mẫu.xlsx"
    made_so = thidua("template", path, "-o", template)[0]
    ubnd = made(thidua, tmp_path / "tỉnh.thidua", "ubnd-tinh-lang-son-2023")
    targets = tmp_path / "mức giao.xlsx"

    assert (made_so, thidua("template", ubnd, "-o", targets)[0]) == (0, 0)

    sheet = load_workbook(targets)["Mức giao"]
    (check, *_) = sheet.data_validations.dataValidation
    assert (check.type, check.formula1, check.formula2) == ("decimal", "0", "100")


def test_every_measure_of_the_catalogue_is_known_by_the_heading_it_goes_out_with():
    measures = list(catalogue().measures.values())
    paths = {number: (heading_of(one),) for number, one in enumerate(measures, start=1)}

    found = meanings(paths, catalogue())

    assert {number: one.id for number, one in enumerate(measures, start=1)} == found
    for number, path in paths.items():
        assert meanings({number: path}, catalogue()) == {number: found[number]}


def test_one_unit_gets_a_table_of_its_own(demo, tmp_path, thidua):
    table = tmp_path / "riêng.xlsx"

    status, _, _ = thidua(
        "template", demo, "--campaign", POINTS, "--unit", "xã tam sơn", "-o", table
    )

    assert status == 0
    assert [row[1].value for row in lines(load_workbook(table).worksheets[0])] == ["Xã Tam Sơn"]


def test_an_office_gets_the_table_of_its_people(tmp_path, thidua):
    path = made(thidua, tmp_path / "sổ.thidua", "ttpvhcc-lang-son-2023")
    with open_file(path, read_only=True).read() as session:
        person = session.subjects.people()[0]
    table = tmp_path / "cơ quan.xlsx"

    assert thidua("template", path, "--unit", person.office, "-o", table)[0] == 0

    rows = lines(load_workbook(table).worksheets[0])
    assert {row[3].value for row in rows} == {person.office}
    assert person.name in {row[1].value for row in rows}


def test_an_unknown_unit_is_wrong_use(demo, tmp_path, thidua):
    table = tmp_path / "x.xlsx"

    status, _, said = thidua("template", demo, "--campaign", POINTS, "--unit", "Xã Lạ", "-o", table)

    assert (status, table.exists()) == (2, False)
    assert "Xã Lạ" in said


@pytest.mark.parametrize("what", ["figures", "ranking", "awards"])
def test_an_existing_file_is_only_replaced_when_told_so(demo, tmp_path, thidua, what):
    table = tmp_path / "có sẵn.xlsx"
    table.write_text("của người khác", "utf-8")
    asked = ("export", demo, "--campaign", POINTS, "--what", what, "-o", table)

    status, _, said = thidua(*asked)

    assert (status, table.read_text("utf-8")) == (1, "của người khác")
    assert "Đã có tệp" in said
    assert thidua(*asked, "--replace")[0] == 0
    assert load_workbook(table).sheetnames


@pytest.mark.parametrize("what", ["ranking", "awards"])
def test_results_are_provisional_until_frozen_and_then_name_their_snapshot(
    demo, tmp_path, thidua, what
):
    asked = ("export", demo, "--campaign", POINTS, "--what", what, "--as-of", "2024-01-05", "-o")
    before, after = tmp_path / "trước.xlsx", tmp_path / "sau.xlsx"

    assert thidua(*asked, before)[0] == 0
    with writing(demo) as workspace:
        frozen = office_of(workspace).snapshots.freeze(POINTS, "Họp", "HĐ", "", date(2024, 1, 5))
    assert thidua(*asked, after)[0] == 0

    assert stamps(before) == {"SỐ LIỆU TẠM TÍNH"}
    assert stamps(after) == {frozen.snapshot.stamp}


def stamps(path):
    """Return the lines that name the frozen result, above results and below their figures."""
    book = load_workbook(path)
    results = {sheet["A4"].value for sheet in book if sheet["A5"].value == OWN_RESULT}
    below = [
        cell.value
        for sheet in book
        if sheet["A1"].value == OWN_TABLE
        for cell in sheet["A"]
        if str(cell.value).startswith("Ghi chú: ")
    ]
    return results | {one.removeprefix("Ghi chú: ").removesuffix(".") for one in below}


def test_the_awards_say_who_and_why_not(demo, tmp_path, thidua):
    table = tmp_path / "khen thưởng.xlsx"
    thidua(
        "export",
        demo,
        "--campaign",
        POINTS,
        "--what",
        "awards",
        "-o",
        table,
        "--as-of",
        "2024-01-05",
    )
    (sheet, sums, *_) = load_workbook(table)

    rows = [[cell.value for cell in row] for row in lines(sheet)]

    assert sums.title == "Tổng hợp"
    assert [row[4] for row in rows] == sorted((row[4] for row in rows), key=STATES.index)
    assert {row[1] for row in rows if row[4] == "Đạt"} >= {"Xã Tam Sơn"}
    assert all(row[6] for row in rows if row[4] == "Không đạt")


STATES = ["Đạt", "Hội đồng xác nhận", "Không đạt", "Chưa có số liệu", "Không phát sinh"]
ENDS = {POINTS: date(2023, 12, 31), TARGETS: date(2023, 11, 30)}

"""The two offices of Núi Thành: one sent the online counts, the other the totals."""

import json
from datetime import date
from pathlib import Path

import pytest
from figure_samples import COLUMN, KEY, NOI_VU, TAM_SON, import_rows, make_office
from openpyxl import load_workbook

from thidua_desktop.domain.reconciliation import UnitState
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of
from thidua_desktop.services.reconciliation_views import LineKind
from thidua_desktop.services.units import find_participant

TABLES = Path(__file__).parents[1] / "files" / "tables"
EXPECTED = json.loads((TABLES / "hai-dau-moi-ca-hai.json").read_text("utf-8"))
FIRST, SECOND = "hai-dau-moi-1.xlsx", "hai-dau-moi-2.xlsx"
DECEMBER = date(2023, 12, 31)
DAY = date(2024, 1, 5)
ORDER = ImportOrder(skip_errors=True)
STATES = {
    "complete": UnitState.COMPLETE,
    "chưa có số liệu": UnitState.NO_DATA,
    "lỗi: trực tuyến nhiều hơn tổng": UnitState.CONTRADICTION,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("hai-dau-moi") / "sổ.thidua"
    workspace = create_file(path, KEY, TABLES / "registers" / "nui-thanh.xlsx", user="Lan")
    for name in (FIRST, SECOND):
        import_table(workspace, KEY, TABLES / name, ORDER)
    return office_of(workspace)


@pytest.fixture(scope="module")
def view(made):
    return made.reconciliation.view(KEY)


def line(view, kind):
    (found,) = [one for one in view.lines if one.kind is kind]
    return found


# --- the sample, against what was worked out by hand ---


def test_every_unit_is_as_complete_as_the_key_says(view):
    assert {one.name: one.state for one in view.units} == {
        one["unit"]: STATES[one["state"]] for one in EXPECTED["rows"]
    }


def test_every_figure_stored_is_that_of_the_key(made):
    names = {one.subject.id: one.subject.name for one in made.units.participants(KEY)}
    with made.workspace.read() as session:
        stored = session.figures.all()

    found = {}
    for one in stored:
        found.setdefault(names[one.subject], {})[one.measure] = one.count
    assert found == {one["unit"]: one["values"] for one in EXPECTED["rows"]}


@pytest.mark.parametrize("key", [one for one in EXPECTED["ranking"] if "/" in one])
def test_the_complete_units_rank_as_the_key_says_under_every_reading(made, key):
    order, deduction = key.split("/")

    ranking = made.rankings.ranking(KEY, DAY, {"order": order, "deduction": deduction})

    for number, group in enumerate(ranking.groups, 1):
        assert [
            {
                "rank": one.rank,
                "unit": one.participant.subject.name,
                "score": f"{one.score.numerator}/{one.score.denominator}",
                "prize": one.prize.name.removeprefix("Giải ").lower() if one.prize else None,
                "amount": one.prize.amount if one.prize else 0,
            }
            for one in group.rows
        ] == EXPECTED["ranking"][key][str(number)]


def test_each_office_is_named_with_what_it_gave_and_its_totals(view):
    rows = EXPECTED["rows"]
    by_name = {one.name: one for one in view.sources}

    assert set(by_name) == {FIRST, SECOND}
    assert (by_name[FIRST].units, by_name[SECOND].units) == (28, 26)
    totals = dict(zip(view.measures, by_name[FIRST].totals, strict=True))
    online = sum(one["values"]["online_total"] for one in rows)
    assert int(totals["Trực tuyến"].replace(".", "")) == online
    assert totals["Đã giải quyết"] == ""
    assert "Lan" in by_name[SECOND].stored


def test_the_unit_the_second_office_forgot_is_named_with_what_is_lacking(view):
    absent = line(view, LineKind.ABSENT)

    assert absent.unit == "Xã Tam Mỹ Tây"
    assert absent.title == f"Không có trong {SECOND}"
    assert "đã giải quyết" in absent.detail
    assert f"Đã có ở: {FIRST}" in absent.detail
    assert view.to_remind == ("Xã Tam Mỹ Tây",)


def test_the_row_left_out_says_why_and_which_import_it_was(view):
    refused = line(view, LineKind.REFUSED)

    assert (refused.unit, refused.import_id) == ("Xã Tam Xuân I", 2)
    assert refused.title == f"Dòng 30 của {SECOND} chưa được nhập"
    assert "216" in refused.detail
    assert "206" in refused.detail


def test_two_problems_stand_open_and_the_overview_asks_for_them(made, view):
    assert len(view.lines) == made.reconciliation.problems(KEY) == 2
    assert made.figures.grid(KEY).to_reconcile == 2

    (task,) = [one for one in made.overview.view(KEY, DAY).tasks if one.filter == "reconcile"]

    assert task.title == "2 chỗ chưa khớp giữa các nguồn"
    assert task.page == "figures"


def test_every_figure_of_a_unit_says_where_it_came_from(view):
    unit = next(one for one in view.units if one.name == "Xã Tam Thạnh")

    origins = dict(zip(view.measures, unit.origins, strict=True))

    assert origins["Đã giải quyết"].startswith(f"{SECOND}, trang «Tong so», ô C6 (nhập ")
    assert origins["Trực tuyến"].startswith(f"{FIRST}, trang «Truc tuyen», ô ")


def test_what_is_typed_afterwards_settles_the_row_left_out(made, tmp_path):
    import shutil

    from thidua_desktop.services.files import open_file

    copy = tmp_path / "sổ.thidua"
    shutil.copy(made.workspace.path, copy)
    office = office_of(open_file(copy, user="An"))
    who = find_participant(office.units.participants(KEY), "Xã Tam Xuân I").subject.id
    office.figures.set_figure(KEY, who, "resolved_total", DECEMBER, "300")
    settled = office.reconciliation.view(KEY)
    office.figures.set_figure(KEY, who, "resolved_total", DECEMBER, "200")

    over = line(office.reconciliation.view(KEY), LineKind.OVER)

    assert [one.kind for one in settled.lines] == [LineKind.ABSENT]
    assert over.title == "«Trực tuyến» là 216, lớn hơn «Đã giải quyết» là 200"
    assert "nhập tay" in over.detail
    assert settled.sources[-1].name == "Nhập tay"


# --- two tables that disagree ---


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path)
    import_rows(made, tmp_path / "mot-cua.xlsx", (NOI_VU, TAM_SON))
    changed = (TAM_SON[0], TAM_SON[1] + 8, *TAM_SON[2:])
    import_rows(made, tmp_path / "van-phong.xlsx", (NOI_VU, changed))
    return made


def held(office):
    row = next(one for one in office.figures.grid(KEY).rows if one.full_name == "Xã Tam Sơn")
    return row.inputs[COLUMN["total"] - 2]


def test_two_tables_that_disagree_are_shown_with_both_cells(office):
    disagreement = line(office.reconciliation.view(KEY), LineKind.DISAGREES)

    assert disagreement.title == "Đã giải quyết: hai nguồn ghi 2.765 và 2.757"
    assert "Đang dùng 2.765: van-phong.xlsx, trang «Tổng hợp», ô C6" in disagreement.detail
    assert "Trước đó 2.757: mot-cua.xlsx, trang «Tổng hợp», ô C6" in disagreement.detail


def test_keeping_the_value_in_force_settles_it_and_can_be_undone(office):
    number = line(office.reconciliation.view(KEY), LineKind.DISAGREES).replaced

    changes = office.reconciliation.keep(KEY, number)
    kept = office.reconciliation.problems(KEY)
    office.workspace.undo()

    assert changes.label == "Giữ số đang dùng: đã giải quyết, Xã Tam Sơn"
    assert (kept, held(office).text, office.reconciliation.problems(KEY)) == (0, "2.765", 1)


def test_taking_the_other_value_puts_it_back_with_its_source(office):
    number = line(office.reconciliation.view(KEY), LineKind.DISAGREES).replaced

    office.reconciliation.take(KEY, number)

    assert (held(office).text, held(office).figure.source.file) == ("2.757", "mot-cua.xlsx")
    assert office.reconciliation.problems(KEY) == 0
    with pytest.raises(UnknownChoiceError):
        office.reconciliation.take(KEY, number)


def test_a_campaign_without_figures_has_nothing_to_reconcile(tmp_path):
    empty = make_office(tmp_path)

    view = empty.reconciliation.view(KEY)

    assert (view.end, view.sources, view.lines) == (None, (), ())
    assert len(view.nowhere) == 6


def test_a_month_by_itself_fills_no_gap_of_the_running_total(office, tmp_path):
    from thidua_desktop.services.demo import make_demo_file

    demo = office_of(make_demo_file(tmp_path / "mẫu.thidua"))

    view = demo.reconciliation.view(KEY, date(2023, 10, 31))

    kinds = [(one.kind, one.unit) for one in view.lines]
    assert kinds == [
        (LineKind.REFUSED, "Xã Tam Xuân I"),
        (LineKind.DISAGREES, "Xã Tam Trà"),
        (LineKind.DISAGREES, "Xã Tam Trà"),
        (LineKind.ABSENT, "Xã Tam Mỹ Tây"),
    ]
    assert "nui-thanh-2023-rieng-thang-10.xlsx" not in [one.name for one in view.sources]


def test_a_person_whose_row_was_left_out_is_named(tmp_path):
    key = "ttpvhcc-lang-son-2023"
    register = TABLES / "registers" / "ca-nhan-ttpvhcc.xlsx"
    workspace = create_file(tmp_path / "sổ.thidua", key, register, user="Lan")
    book = load_workbook(TABLES / "ca-nhan-ttpvhcc.xlsx")
    book.worksheets[0]["Q10"] = "năm"
    book.save(tmp_path / "ca-nhan.xlsx")

    import_table(workspace, key, tmp_path / "ca-nhan.xlsx", ORDER)

    refused = line(office_of(workspace).reconciliation.view(key), LineKind.REFUSED)
    assert refused.unit.startswith("Hoàng Ngọc Tuấn")
    assert "Ô Q10: «năm» không phải số" in refused.detail


# --- rows whose name is nobody's ---


@pytest.fixture
def with_unknown_names(tmp_path):
    register = TABLES / "registers" / "nui-thanh.xlsx"
    workspace = create_file(tmp_path / "sổ.thidua", KEY, register, user="Lan")
    import_table(workspace, KEY, TABLES / "bad" / "unknown-units.xlsx", ORDER)
    return office_of(workspace)


def test_names_that_are_nobodys_are_listed_with_their_rows(with_unknown_names):
    (key,) = [TABLES / "bad" / "unknown-units.xlsx.expected.json"]
    excluded = json.loads(key.read_text("utf-8"))["excluded"]

    unnamed = unnamed_in(with_unknown_names)

    assert sorted((one.unit, one.title) for one in unnamed) == sorted(
        (
            f"«{one['as_typed']}»",
            f"Dòng {one['row']} của unknown-units.xlsx: tên chưa khớp ai trong danh sách",
        )
        for one in excluded
    )
    assert len(unnamed) >= 2
    assert all(one.import_id == 1 and "Ô B" in one.detail for one in unnamed)


def test_names_that_are_nobodys_are_counted_wherever_what_does_not_fit_is(with_unknown_names):
    office = with_unknown_names
    unnamed = unnamed_in(office)
    without = [one for one in office.reconciliation.view(KEY).lines if one not in unnamed]

    tasks = office.overview.view(KEY, DAY).tasks
    task = next(one for one in tasks if one.filter == "reconcile")

    assert office.reconciliation.problems(KEY) == len(unnamed) + len(without)
    assert task.title == f"{len(unnamed) + len(without)} chỗ chưa khớp giữa các nguồn"
    assert "Tên chưa khớp ai" in task.detail


def test_a_name_that_was_told_since_is_no_longer_listed(with_unknown_names):
    office = with_unknown_names
    before = unnamed_in(office)
    who = find_participant(office.units.participants(KEY), "Xã Tam Xuân II").subject.id
    line = next(one for one in before if one.typed == "Xã Tam Xuân")
    assert who in line.likely[:2]

    changes = office.reconciliation.tell(KEY, line.typed, who)

    after = office.reconciliation.view(KEY)
    assert [one for one in before if one.typed != "Xã Tam Xuân"] == unnamed_in(office)
    assert "Thêm cách viết «Xã Tam Xuân»" in changes.label
    refused = [one for one in after.lines if one.kind is LineKind.REFUSED]
    assert [(one.unit, one.import_id) for one in refused] == [("Xã Tam Xuân II", 1)]
    office.workspace.undo()
    assert unnamed_in(office) == before


def test_a_name_of_somebody_else_is_not_told_anew(with_unknown_names):
    office = with_unknown_names
    who = find_participant(office.units.participants(KEY), "Xã Tam Sơn").subject.id

    with pytest.raises(InvalidValueError):
        office.reconciliation.tell(KEY, "Xã Tam Hải", who)
    with pytest.raises(UnknownChoiceError):
        office.reconciliation.tell(KEY, "Xã Lạ", SubjectId(999))


@pytest.fixture
def with_unknown_person(tmp_path):
    """Return a file of people into which a table with a name that is nobody's was imported."""
    key = "ttpvhcc-lang-son-2023"
    register = TABLES / "registers" / "ca-nhan-ttpvhcc.xlsx"
    workspace = create_file(tmp_path / "sổ.thidua", key, register, user="Lan")
    book = load_workbook(TABLES / "ca-nhan-ttpvhcc.xlsx")
    sheet = book.worksheets[0]
    row = next(row for row in range(1, 30) if sheet.cell(row, 2).value == "Hoàng Ngọc Tuấn")
    sheet.cell(row, 2).value = "Người Không Quen"
    book.save(tmp_path / "ca-nhan.xlsx")
    import_table(workspace, key, tmp_path / "ca-nhan.xlsx", ORDER)
    return office_of(workspace), key, tmp_path / "ca-nhan.xlsx"


def test_a_person_is_told_with_the_office(with_unknown_person):
    office, key, table = with_unknown_person
    (line,) = unnamed_in(office, key)
    people = [one.subject for one in office.units.participants(key)]
    who = next(one for one in people if one.name == "Hoàng Ngọc Tuấn")

    office.reconciliation.tell(key, line.typed, who.id)
    again = import_table(office.workspace, key, table, ORDER)

    assert unnamed_in(office, key) == []
    assert "Người Không Quen" in {one.as_typed for one in again.plan.rows}


def test_a_name_told_of_two_offices_is_nobodys_by_itself(with_unknown_person):
    office, key, _ = with_unknown_person
    (line,) = unnamed_in(office, key)
    people = [one.subject for one in office.units.participants(key)]
    who = next(one for one in people if one.name == "Hoàng Ngọc Tuấn")
    other = next(one for one in people if one.office != who.office)

    office.reconciliation.tell(key, line.typed, who.id)
    office.reconciliation.tell(key, line.typed, other.id)

    assert [one.typed for one in unnamed_in(office, key)] == [line.typed]


def unnamed_in(office, key=KEY):
    """Return the lines about names that are nobody's."""
    return [one for one in office.reconciliation.view(key).lines if one.kind is LineKind.UNNAMED]


def test_only_the_last_import_of_a_table_counts(with_unknown_names, tmp_path):
    office = with_unknown_names
    again = tmp_path / "unknown-units.xlsx"
    book = load_workbook(TABLES / "bad" / "unknown-units.xlsx")
    sheet = book.active
    excluded = [row for row in range(1, sheet.max_row + 1) if _is_unknown(office, sheet, row)]
    for row in reversed(excluded):
        sheet.delete_rows(row)
    book.save(again)

    import_table(office.workspace, KEY, again, ORDER)

    assert len(office.imports.history(KEY)) == 2
    assert unnamed_in(office) == []


def _is_unknown(office, sheet, row):
    return any(one.title.startswith(f"Dòng {row} của ") for one in unnamed_in(office))

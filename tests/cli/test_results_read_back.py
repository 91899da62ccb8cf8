"""Ranking and award workbooks coming back: the figures they rest on are those of the file."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from thidua_desktop.domain.measures import OWN_RESULT
from thidua_desktop.services.files import open_file, writing
from thidua_desktop.services.office import office_of
from thidua_desktop.services.printing import save_frozen
from thidua_desktop.services.units import Member

TABLES = Path(__file__).parents[1] / "files" / "tables"
MADE = {
    "nui-thanh-2023": (
        "nui-thanh.xlsx",
        "2024-01-05",
        [("hai-dau-moi-1.xlsx", "2023-12"), ("hai-dau-moi-2.xlsx", "2023-12")],
    ),
    "so-noi-vu-lang-son-2023": ("so-noi-vu.xlsx", "2023-12-01", [("sheet.ods", "2023-11")]),
    "ubnd-tinh-lang-son-2023": (
        "lang-son.xlsx",
        "2023-12-15",
        [
            ("so-hoa.xlsx", None),
            ("tien-do-766.xlsx", None),
            ("chi-tieu-533.xlsx", None),
            ("bieu-II06a.xlsx", None),
        ],
    ),
    "ttpvhcc-lang-son-2023": (
        "ca-nhan-ttpvhcc.xlsx",
        "2023-10-30",
        [("ca-nhan-ttpvhcc.xlsx", "2023-10")],
    ),
    "so-tnmt-lang-son-2024": (
        "so-tnmt.xlsx",
        "2025-01-02",
        [("thanh-toan-gop-o.xls", "2024-11"), ("thanh-toan-gop-o.xls", "2024-12")],
    ),
}
"""What is imported into a file of each preset before its results go out, and the day asked for."""


@pytest.fixture(scope="module", params=MADE)
def book(request, tmp_path_factory):
    """Return a file of one preset with figures and the council's answers."""
    from thidua_desktop.cli import commands, run

    preset = request.param
    register, day, tables = MADE[preset]
    path = tmp_path_factory.mktemp("so") / "sổ.thidua"

    def called(*arguments):
        assert run(commands, [str(one) for one in arguments]) == 0, arguments

    called("new", path, "--preset", preset, "--units", TABLES / "registers" / register)
    for name, month in tables:
        given = ("--period", month) if month else ()
        called("import", path, TABLES / name, *given, "--skip-errors", "--accept-warnings")
    answer(path, preset, day)
    return path, preset, day


def answer(path, preset, day):
    """Let the council say yes to the first of each question and no to the second."""
    with writing(path) as workspace:
        council = office_of(workspace).council
        for question in council.questions(preset, date.fromisoformat(day)):
            who = [one.participant.subject.id for one in question.asked[:2]]
            council.confirm(preset, who[:1], question.criterion, met=True, evidence="=Văn bản 12")
            council.confirm(preset, who[1:], question.criterion, met=False, evidence="-5")


def stored(path):
    with open_file(path, read_only=True).read() as session:
        names = {key: one.label for key, one in session.subjects.all().items()}
        return {
            (names[one.subject], one.measure, one.period): (one.count, one.percent, one.missing)
            for one in session.figures.all()
        }


def planned(thidua, path, table):
    status, out, said = thidua("import", path, table, "--dry-run", "--json")
    assert status == 0, said
    plans = json.loads(out)
    return plans if isinstance(plans, list) else [plans]


def exported(thidua, book, tmp_path, what):
    path, _, day = book
    table = tmp_path / f"{what}.xlsx"
    status, _, said = thidua("export", path, "--what", what, "-o", table, "--as-of", day)
    assert status == 0, said
    return table


@pytest.mark.parametrize("what", ["ranking", "awards"])
def test_results_come_back_as_the_very_figures_of_the_file(book, tmp_path, thidua, what):
    table = exported(thidua, book, tmp_path, what)

    plans = planned(thidua, book[0], table)

    assert {(one["new"], one["changed"], *one["findings"]) for one in plans} == {(0, 0)}
    assert sum(one["same"] for one in plans) > 0
    assert not any(one["excluded"] for one in plans)


@pytest.mark.parametrize("what", ["ranking", "awards"])
def test_an_empty_file_gets_the_figures_and_with_them_the_ranking(book, tmp_path, thidua, what):
    path, preset, day = book
    table, other = exported(thidua, book, tmp_path, what), tmp_path / "khác.thidua"
    register = TABLES / "registers" / MADE[preset][0]
    assert thidua("new", other, "--preset", preset, "--units", register)[0] == 0

    status, _, said = thidua("import", other, table)

    assert status == 0, said
    back, before = stored(other), stored(path)
    assert back
    assert {key: said_of(one) for key, one in back.items()} == {
        key: said_of(before[key]) for key in back
    }
    answer(other, preset, day)
    assert ranked(thidua, other, day) == ranked(thidua, path, day)


def said_of(figure):
    """Return what a figure says; what stood in an empty cell is not told from «chưa có»."""
    count, percent, missing = figure
    return count, percent, missing and missing.replace("chưa có", "")


def ranked(thidua, path, day):
    """Return who stands where, and every step of it."""
    groups = json.loads(thidua("rank", path, "--as-of", day, "--json")[1])["groups"]
    return [
        [
            [row.get("rank"), row["unit"], row.get("score_exact"), row.get("steps")]
            for row in (*group["rows"], *group["not_ranked"])
        ]
        for group in groups
    ]


def test_a_frozen_ranking_brings_its_own_figures_whatever_came_since(book, tmp_path, thidua):
    path, preset, day = book
    table = tmp_path / "chốt.xlsx"
    with writing(path) as workspace:
        office = office_of(workspace)
        frozen = office.snapshots.freeze(preset, "Họp", "HĐ", "", date.fromisoformat(day))
        snapshot = office.snapshots.get(preset, frozen.snapshot.id)
        used = next(one for one in snapshot.content.used if one.count)
        later = used._replace(count=used.count + 1000)
        with workspace.write("Sửa", kind="edit-figure") as session:
            session.figures.put(later)
        save_frozen(snapshot, table, replace=False)
    plans = planned(thidua, path, table)

    with writing(path) as workspace, workspace.write("Sửa", kind="edit-figure") as session:
        session.figures.put(used)
    same = planned(thidua, path, table)

    assert (sum(one["new"] for one in plans), sum(one["changed"] for one in plans)) == (0, 1)
    assert {(one["new"], one["changed"], *one["findings"]) for one in same} == {(0, 0)}


@pytest.mark.parametrize("what", ["ranking", "awards"])
def test_a_sheet_of_results_is_never_read_as_figures(book, tmp_path, thidua, what):
    table = exported(thidua, book, tmp_path, what)
    results = [sheet.title for sheet in load_workbook(table) if is_result(sheet)]

    said = [thidua("import", book[0], table, "--sheet", one, "--dry-run") for one in results]

    assert len(results) >= 2
    for name, (status, _, words) in zip(results, said, strict=True):
        assert status == 1
        assert f"({name}) là kết quả do chương trình tính, không phải số liệu." in words


def test_a_workbook_left_with_results_only_says_so(book, tmp_path, thidua):
    table = exported(thidua, book, tmp_path, "ranking")
    workbook = load_workbook(table)
    for sheet in [one for one in workbook if not is_result(one)]:
        workbook.remove(sheet)
    workbook.save(table)

    status, out, _ = thidua("import", book[0], table, "--dry-run", "--json")

    assert (status, json.loads(out)["code"]) == (1, "results")


def is_result(sheet):
    return any(row[0] == OWN_RESULT for row in sheet.iter_rows(max_row=8, values_only=True))


@pytest.mark.parametrize("what", ["ranking", "awards"])
def test_nothing_in_a_workbook_of_results_is_a_formula(book, tmp_path, thidua, what):
    """Names and the council's evidence may begin with = + - @: they stay text, and are known."""
    path, preset, _ = book
    with writing(path) as workspace:
        units = office_of(workspace).units
        first = units.participants(preset)[0].subject
        units.set_fact(preset, first.id, Member.NAME, "=SUM(A1:A9)")
    table = exported(thidua, book, tmp_path, what)
    plans = planned(thidua, path, table)
    with writing(path) as workspace:
        office_of(workspace).units.set_fact(preset, first.id, Member.NAME, first.name)

    cells = [cell for sheet in load_workbook(table) for row in sheet for cell in row]
    assert not [one.coordinate for one in cells if one.data_type == "f"]
    assert "=SUM(A1:A9)" in {one.value for one in cells}
    assert {(one["new"], one["changed"], *one["findings"]) for one in plans} == {(0, 0)}


@pytest.mark.parametrize("what", ["ranking", "awards"])
def test_the_councils_answers_stand_with_what_they_rest_on(book, tmp_path, thidua, what):
    path, preset, _ = book
    with open_file(path, read_only=True).read() as session:
        said = session.confirmations.of(preset)

    names = load_workbook(exported(thidua, book, tmp_path, what))

    if not said:
        assert "Hội đồng xác nhận" not in names.sheetnames
        return
    rows = list(names["Hội đồng xác nhận"].iter_rows(min_row=6, values_only=True))
    assert len(rows) == len(said)
    assert {row[3] for row in rows} <= {"Đạt", "Không đạt"}
    assert {(row[3], row[4]) for row in rows} <= {("Đạt", "=Văn bản 12"), ("Không đạt", "-5")}

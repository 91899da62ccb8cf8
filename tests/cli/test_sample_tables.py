"""Every sample table through `thidua import --dry-run --json`, against its key."""

import json
from pathlib import Path
from unicodedata import normalize

import pytest

from thidua_desktop.cli import commands, run

TABLES = Path(__file__).parents[1] / "files" / "tables"
ENDING = ".expected.json"
NAMES = sorted(
    path.relative_to(TABLES).as_posix().removesuffix(ENDING) for path in TABLES.rglob(f"*{ENDING}")
)


NOT_STATED = {"thanh-toan-gop-o.xls"}
"""Its key names the period of the table it was made from; the file itself says nothing of it.

Neither cells nor page headers, properties, names, comments or another sheet do: the clerk is asked.
"""


def expected(name):
    return json.loads((TABLES / f"{name}{ENDING}").read_text("utf-8"))


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory):
    """Return a file of the key's campaign with its register, and what is imported before."""
    made = {}

    def workspace(key):
        first = [one["file"] for one in key.get("context", {}).get("import_first", [])]
        about = key["campaign"], key["register"], *first
        if about not in made:
            path = tmp_path_factory.mktemp("so") / "sổ.thidua"
            register = TABLES / key["register"]
            called("new", path, "--preset", key["campaign"], "--units", register)
            for one in first:
                month = expected(one).get("context", {}).get("period")
                called("import", path, TABLES / one, *(("--period", month) if month else ()))
            made[about] = path
        return made[about]

    return workspace


def called(*arguments):
    assert run(commands, [str(one) for one in arguments]) == 0


@pytest.fixture
def printed(workspaces, capsys):
    def call(name):
        key = expected(name)
        path = workspaces(key)
        month = key.get("context", {}).get("period")
        capsys.readouterr()
        given = ["--period", month] if month else []
        status = run(
            commands,
            [str(one) for one in ("import", path, TABLES / name, *given, "--dry-run", "--json")],
        )
        captured = capsys.readouterr()
        return status, json.loads(captured.out), captured.err

    return call


@pytest.mark.parametrize("name", [one for one in NAMES if expected(one)["outcome"] == "imported"])
def test_the_printed_plan_is_that_of_the_key(printed, name):
    key = expected(name)

    status, found, _ = printed(name)

    assert (status, found["outcome"], found["sheet"]) == (0, "imported", key["sheet"])
    if name not in NOT_STATED:
        assert found["period"] == key["period"]
    assert [(row["row"], row["unit"], row["values"]) for row in found["rows"]] == [
        (row["row"], row["unit"], row["values"]) for row in key["rows"]
    ]
    assert [normalize("NFC", row["as_typed"]) for row in found["rows"]] == [
        normalize("NFC", row["as_typed"]) for row in key["rows"]
    ]
    assert [row["missing"] for row in found["rows"]] == [row["missing"] for row in key["rows"]]
    for name_of in ("group", "office"):
        assert [normalize("NFC", row.get(name_of) or "") for row in found["rows"]] == [
            normalize("NFC", row.get(name_of) or "") for row in key["rows"]
        ]
    assert {(row["row"], row["unit"], *row["because"]) for row in found["excluded"]} == {
        (row["row"], row["unit"], *row["because"]) for row in key["excluded"]
    }
    assert {row["row"] for row in found["skipped"] if row["why"] != "blank"} == {
        row["row"] for row in key["skipped"] if row["why"] != "blank"
    }


@pytest.mark.parametrize("name", [one for one in NAMES if expected(one)["outcome"] == "refused"])
def test_a_refused_file_is_named_with_its_reason_in_vietnamese(printed, name):
    key = expected(name)

    status, found, said = printed(name)

    assert (status, found["outcome"]) == (1, "refused")
    assert Path(name).name in said
    assert found["code"] in key["refusal"]["any_of"]


def test_what_a_table_states_is_told_apart_from_what_it_is_filed_under(printed):
    found = printed("semicolon.csv")[1]

    assert found["period"] == {"from": None, "to": "2023-11-30"}
    assert found["filed_under"] == {"from": "2023-08-20", "to": "2023-11-30"}


def test_a_table_that_states_no_period_is_filed_under_the_month_given(workspaces, capsys):
    table = "thanh-toan-gop-o.xls"
    path = workspaces(expected(table))
    order = ["import", path, TABLES / table, "--dry-run", "--json"]
    capsys.readouterr()

    assert run(commands, [str(one) for one in order]) == 0
    alone = json.loads(capsys.readouterr().out)
    assert run(commands, [str(one) for one in (*order, "--period", "2024-12")]) == 0
    given = json.loads(capsys.readouterr().out)
    asked = run(commands, [str(one) for one in order[:3]])

    assert (alone["period"], alone["filed_under"]) == (None, None)
    assert given["period"] is None
    assert given["filed_under"] == {"from": None, "to": "2024-12-31"}
    assert asked == 2
    assert "không ghi kỳ số liệu" in capsys.readouterr().err


SAID = {
    "dates-as-numbers.xlsx": "Ô E6: «01/02/2023» là ngày tháng, cần số.",
    "decreasing.xlsx": "Ô E11: số lũy kế 2.059 nhỏ hơn kỳ trước (2.067).",
    "duplicate-units.xlsx": "Ô B14: «Xã Tam Quang» đã có ở dòng 9 với số liệu khác.",
    "empty.xlsx": "không có bảng số liệu nào: trang tính trống.",
    "entity-bomb.xlsx": "chứa thực thể XML tự khai báo, kiểu có thể lồng nhau đến mức làm treo máy",
    "errors.xlsx": "Ô C5: công thức báo lỗi #REF!.",
    "external-entity.xlsx": "đòi đọc tệp khác trên máy nên không được mở; chưa tệp nào bị đọc.",
    "formula-injection.xlsx": "trông như công thức nên được giữ là chữ, không chạy.",
    "hidden-sheet.xlsx": "Trang tính ẩn «2022» không được nhập.",
    "macro.xlsm": "Tệp có macro; phần mềm không chạy macro, chỉ đọc số liệu.",
    "negative.xlsx": "Ô D6: «-56» là số âm.",
    "no-cached-values.xlsx": "Ô C6: công thức chưa có kết quả.",
    "not-a-zip.xlsx": "không phải bảng tính (đây là tệp PDF).",
    "number-text.xlsx": "Ô C11: «1.234,5» không phải số nguyên.",
    "part-over-whole.xlsx": "là 2.136, lớn hơn «Tổng số hồ sơ đã giải quyết» là 2.135.",
    "password.xlsx": "có mật khẩu nên không đọc được.",
    "truncated.xlsx": "bị hỏng hoặc bị cắt cụt, chép hay tải chưa xong.",
    "unknown-units.xlsx": "Ô B14: «UBND xã Tam Mỹ» có thể là Xã Tam Mỹ Tây, Xã Tam Mỹ Đông",
    "word-renamed.xlsx": "không phải bảng tính (đây là văn bản Word).",
    "xfd1048576.xlsx": "không có bảng số liệu, chỉ có hai ô ở hai góc trang tính (A1, XFD1048576).",
    "zero-bytes.xlsx": "rỗng (0 byte), có thể chép chưa xong.",
    "zip-bomb.xlsx": "bung ra quá lớn (476 MB) so với kích thước trên đĩa nên không được mở.",
}
"""Every bad file, and what is said of it and of no other."""
NOTHING_WRONG = {"decreasing-thang-truoc.xlsx", "million-empty-rows.xlsx", "wide-16384.xlsx"}
"""Files beside them that are read like any other: nothing is said of these."""


def test_every_bad_file_is_listed_with_its_sentence(printed):
    bad = {name.removeprefix("bad/") for name in NAMES if name.startswith("bad/")}
    assert bad == SAID.keys() | NOTHING_WRONG

    said = {name: printed(f"bad/{name}")[2] for name in sorted(bad)}

    for name, words in SAID.items():
        assert [one for one, text in said.items() if words in text] == [name]
    for name in NOTHING_WRONG:
        assert "«" not in said[name]


def test_no_two_refused_files_are_told_in_the_same_words(printed):
    refused = [one for one in NAMES if expected(one)["outcome"] == "refused"]

    said = {name: printed(name)[2].replace(Path(name).name, "") for name in refused}

    assert len(set(said.values())) == len(refused) > 9
    assert len({text.partition(".")[0] for text in said.values()}) == len(refused)


def test_findings_are_told_under_the_name_of_their_file_and_sheet(printed):
    said = printed("bad/negative.xlsx")[2].splitlines()

    sheet = expected("bad/negative.xlsx")["sheet"]
    assert said[0] == f"Tệp «negative.xlsx», trang «{sheet}»:"
    assert said[1].startswith("Lỗi: Ô ")


def test_a_file_known_to_be_large_is_read_when_told_so(tmp_path, capsys):
    """Notes of 42 million letters: more than is kept of any file unless somebody says so."""
    path, table = tmp_path / "sổ.thidua", tmp_path / "lớn.csv"
    register = TABLES / "registers" / "nui-thanh.xlsx"
    called("new", path, "--preset", "nui-thanh-2023", "--units", register)
    head = "STT;Tên đơn vị;Tổng số hồ sơ đã giải quyết;Hồ sơ giải quyết trực tuyến;Ghi chú\n"
    rows = (f"{number};Xã số {number};5;4;{'x' * 105_000}\n" for number in range(1, 401))
    table.write_text(head + "".join(rows), "utf-8")
    order = ["import", path, table, "--period", "2023-12", "--dry-run"]

    refused = run(commands, [str(one) for one in order])
    said = capsys.readouterr().err
    read = run(commands, [str(one) for one in [*order, "--large"]])

    assert (refused, read) == (1, 0)
    assert "quá lớn" in said
    assert "thêm --large" in said


def test_a_bomb_is_refused_even_where_large_files_are_read(workspaces, capsys):
    name = "bad/zip-bomb.xlsx"
    order = ["import", workspaces(expected(name)), TABLES / name, "--dry-run", "--large"]
    capsys.readouterr()

    assert run(commands, [str(one) for one in order]) == 1
    said = capsys.readouterr().err
    assert "bung ra quá lớn" in said
    assert "--large" not in said

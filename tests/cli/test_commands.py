"""The command line as IT staff and scripts use it: real files, real exit statuses."""

import json
import sqlite3
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from thidua_desktop.cli import commands

TABLES = Path(__file__).parents[1] / "files" / "nui-thanh"
REGISTER = TABLES / "don-vi.xlsx"
EXPECTED = json.loads((TABLES / "expected.json").read_text("utf-8"))
READINGS = [
    (order, deduction)
    for order in ("document-order", "coefficient-first", "no-coefficient", "coefficient-added")
    for deduction in ("proportional", "full-percent")
]
IN_JANUARY = ("--as-of", "2024-01-05")


@pytest.fixture
def new_file(tmp_path, thidua):
    path = tmp_path / "núi thành.thidua"
    status, _, said = thidua("new", path, "--preset", "nui-thanh-2023", "--units", REGISTER)
    assert (status, "28 đơn vị" in said) == (0, True)
    return path


@pytest.fixture
def filled(new_file, thidua):
    status, _, _ = thidua("import", new_file, TABLES / "tong-hop-cong.xlsx")
    assert status == 0
    return new_file


def in_short(row):
    prize = row["prize"] and row["prize"].removeprefix("Giải ").lower()
    return {
        "rank": row["rank"],
        "unit": row["unit"],
        "score": row["score_exact"],
        "prize": prize,
        "amount": row["amount"],
    }


@pytest.mark.parametrize("table", ["tong-hop-cong.xlsx", "so-lieu-chu.xlsx"])
def test_both_layouts_rank_as_expected_under_every_reading(new_file, thidua, table):
    assert thidua("import", new_file, TABLES / table, "--period", "2023-12")[0] == 0

    for order, deduction in READINGS:
        status, out, _ = thidua(
            *("rank", new_file, "--json", *IN_JANUARY),
            *("--reading", f"order={order}", "--reading", f"deduction={deduction}"),
        )
        ranking = json.loads(out)
        expected = EXPECTED[f"{order}/{deduction}"]
        for number, group in zip(("1", "2"), ranking["groups"], strict=True):
            assert [in_short(row) for row in group["rows"]] == expected[number]
        outside = {one["unit"] for group in ranking["groups"] for one in group["not_ranked"]}
        assert status == 0
        assert outside == set(EXPECTED["not_considered"])


def test_the_json_of_a_ranking_has_the_promised_keys(filled, thidua):
    _, out, _ = thidua("rank", filled, "--json", *IN_JANUARY)
    ranking = json.loads(out)

    assert (ranking["campaign"], ranking["as_of"]) == ("nui-thanh-2023", "2024-01-05")
    assert ranking["period"] == "2023-12"
    assert ranking["readings"] == {
        "order": "document-order",
        "deduction": "proportional",
        "first-prize": "pass-down",
    }
    first = ranking["groups"][1]["rows"][0]
    assert (first["unit"], first["score"], first["score_exact"]) == (
        "Xã Tam Sơn",
        "78,51",
        "72150/919",
    )
    assert (first["prize"], first["amount"], first["tie"]) == ("Giải nhất", 7_000_000, False)
    assert [step["value"] for step in first["steps"]] == ["91,66", "−4,43", "× 0,9"]
    assert first["criteria"][0]["state"] == "met"
    assert first["criteria"][0]["value"] == "96,08%"
    assert first["criteria"][0]["period"] == "2023-12"


def test_a_hair_below_the_threshold_is_not_considered(filled, thidua):
    _, out, _ = thidua("rank", filled, "--json", *IN_JANUARY)
    communes = json.loads(out)["groups"][1]

    (below,) = (one for one in communes["not_ranked"] if one["unit"] == "Xã Tam Anh Bắc")
    exactly = [row["unit"] for row in communes["rows"]]
    assert Fraction(16_249, 25_000) < Fraction(65, 100)
    assert below["state"] == "not_met"
    assert below["criteria"][0]["value"] == "64,996%"
    assert "Thị trấn Núi Thành" in exactly  # 1300 / 2000, exactly 65 %


def test_figures_after_the_day_asked_for_are_not_used(filled, thidua):
    _, out, _ = thidua("rank", filled, "--json", "--as-of", "2023-12-30")
    ranking = json.loads(out)

    assert ranking["period"] is None
    assert all(one["state"] == "no_data" for one in ranking["groups"][0]["not_ranked"])


def test_a_table_without_a_period_asks_for_one(new_file, thidua):
    status, _, said = thidua("import", new_file, TABLES / "so-lieu-chu.xlsx")

    assert status == 2
    assert "không ghi kỳ số liệu" in said


def test_a_dry_run_writes_nothing(new_file, thidua):
    before = new_file.read_bytes()

    status, out, _ = thidua(
        "import", new_file, TABLES / "tong-hop-cong.xlsx", "--dry-run", "--json"
    )
    plan = json.loads(out)

    assert status == 0
    assert (plan["outcome"], plan["new"], plan["changed"], plan["same"]) == ("imported", 140, 0, 0)
    assert plan["rows"][0]["values"]["resolved_total"] == 1314
    assert new_file.read_bytes() == before


def test_importing_again_changes_nothing(filled, thidua):
    _, out, _ = thidua("import", filled, TABLES / "tong-hop-cong.xlsx", "--dry-run", "--json")
    plan = json.loads(out)

    assert (plan["new"], plan["changed"], plan["same"]) == (0, 0, 140)
    assert "already-imported" in {one["code"] for one in plan["findings"]}


def test_unknown_units_are_added_with_their_figures_in_one_action(tmp_path, thidua):
    path = tmp_path / "a.thidua"
    thidua("new", path, "--preset", "nui-thanh-2023")
    before = path.read_bytes()
    table = TABLES / "tong-hop-cong.xlsx"

    _, out, said = thidua("import", path, table, "--add-units", "--dry-run", "--json")
    tried = path.read_bytes()
    status, _, _ = thidua("import", path, table, "--add-units")

    assert json.loads(out)["new"] == 140
    assert "thêm 28 đơn vị" in said
    assert tried == before
    assert status == 0
    _, ranked, _ = thidua("rank", path, "--json", *IN_JANUARY)
    assert [len(one["rows"]) for one in json.loads(ranked)["groups"]] == [4, 12]


def test_units_whose_group_nobody_knows_are_not_added(tmp_path, thidua):
    path = tmp_path / "a.thidua"
    thidua("new", path, "--preset", "nui-thanh-2023")

    status, _, said = thidua(
        "import", path, TABLES / "so-lieu-chu.xlsx", "--add-units", "--period", "2023-12"
    )

    assert status == 1
    assert "còn 28 lỗi" in said


def test_a_refused_file_says_why_and_leaves_the_file_alone(new_file, thidua, tmp_path):
    empty = tmp_path / "trống.xlsx"
    empty.write_bytes(b"")
    before = new_file.read_bytes()

    status, out, said = thidua("import", new_file, empty, "--json")

    assert status == 1
    assert json.loads(out)["outcome"] == "refused"
    assert "trống.xlsx" in said
    assert "rỗng" in said
    assert new_file.read_bytes() == before


def test_explain_ends_in_the_score(filled, thidua):
    status, out, _ = thidua("explain", filled, "xã tam son".replace("son", "sơn"), *IN_JANUARY)

    assert status == 0
    assert "Điểm xếp hạng: 78,51 = (91,66 − 4,43) × 0,9" in out
    assert "tong-hop-cong.xlsx, trang «Tổng hợp», ô D34" in out


def test_an_unknown_subject_lists_the_choices(filled, thidua):
    status, _, said = thidua("explain", filled, "Xã Tam Sơm")

    assert status == 2
    assert "Có thể chọn: «Xã Tam Sơn»" in said


def test_an_unknown_reading_lists_the_choices(filled, thidua):
    status, _, said = thidua("rank", filled, "--reading", "order=backwards")

    assert status == 2
    assert "document-order" in said


def test_new_never_replaces_a_file(new_file, thidua):
    before = new_file.read_bytes()

    status, _, said = thidua("new", new_file, "--preset", "nui-thanh-2023")

    assert status == 1
    assert "Đã có tệp" in said
    assert new_file.read_bytes() == before


def test_a_register_with_an_unknown_group_names_the_cell_and_the_groups(tmp_path, thidua):
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.append(["STT", "Tên đơn vị", "Nhóm"])
    workbook.active.append([1, "Xã Tam Sơn", "Nhóm Mười"])
    register = tmp_path / "danh-sach.xlsx"
    workbook.save(register)
    path = tmp_path / "a.thidua"

    status, _, said = thidua("new", path, "--preset", "nui-thanh-2023", "--units", register)

    assert status == 1
    assert "ô C2" in said
    assert "UBND các xã, thị trấn" in said
    assert not path.exists()


def test_two_campaigns_in_one_file_must_be_told_apart(filled, thidua):
    assert thidua("campaign", "add", filled, "--preset", "so-noi-vu-lang-son-2023")[0] == 0

    status, _, said = thidua("rank", filled)

    assert status == 2
    assert "so-noi-vu-lang-son-2023" in said
    assert thidua("rank", filled, "--campaign", "nui-thanh-2023")[0] == 0


def test_a_report_is_written_once(filled, thidua, tmp_path):
    target = tmp_path / "báo cáo.pdf"
    order = ("report", filled, "--form", "nd91-2017/mau-07-tap-the", "--subject", "Xã Tam Sơn")

    first, _, _ = thidua(*order, "-o", target, *IN_JANUARY)
    second, _, said = thidua(*order, "-o", target, *IN_JANUARY)

    assert (first, second) == (0, 1)
    assert target.read_bytes().startswith(b"%PDF")
    assert "Đã có tệp" in said


def test_a_form_for_people_is_refused_for_a_unit(filled, thidua, tmp_path):
    status, _, said = thidua(
        *("report", filled, "--form", "nd91-2017/mau-07-ca-nhan", "--subject", "Xã Tam Sơn"),
        *("-o", tmp_path / "a.pdf"),
    )

    assert status == 2
    assert "nd91-2017/mau-07-tap-the" in said


def test_check_finds_a_change_made_outside_the_program(filled, thidua):
    assert thidua("check", filled)[0] == 0
    with closing(sqlite3.connect(filled)) as raw, raw:
        raw.execute("UPDATE figure SET count = count + 1 WHERE id = 3")

    status, _, said = thidua("check", filled)

    assert status == 1
    assert said.strip()


def test_a_backup_restores(filled, thidua):
    _, out, _ = thidua("backup", filled)
    backup = Path(out.strip())
    thidua("import", filled, TABLES / "so-lieu-chu.xlsx", "--period", "2023-11")
    _, changed, _ = thidua("rank", filled, "--json", "--as-of", "2023-12-01")

    status, _, _ = thidua("restore", filled, backup)
    _, restored, _ = thidua("rank", filled, "--json", "--as-of", "2023-12-01")

    assert status == 0
    assert json.loads(changed)["period"] == "2023-11"
    assert json.loads(restored)["period"] is None


@pytest.mark.parametrize(
    ("mapping", "words"),
    [("nothing_known=C", "Không có chỉ số «nothing_known»"), ("resolved_total=ZZ", "cột «ZZ»")],
)
def test_a_mapping_that_cannot_be_is_refused(new_file, thidua, mapping, words):
    status, _, said = thidua("import", new_file, TABLES / "tong-hop-cong.xlsx", "--map", mapping)

    assert status == 2
    assert words in said


def test_a_mapping_wins_over_what_was_detected(new_file, thidua):
    table = TABLES / "tong-hop-cong.xlsx"

    _, out, _ = thidua(
        *("import", new_file, table, "--dry-run", "--json", "--map", "resolved_late=C")
    )

    plan = json.loads(out)
    assert plan["columns"]["resolved_late"] == "C"
    assert "resolved_total" not in plan["columns"]


def test_presets_are_listed(thidua):
    _, out, _ = thidua("presets", "--json")

    presets = {one["id"]: one for one in json.loads(out)}
    assert presets["nui-thanh-2023"]["starts"] == "2023-06-01"
    assert presets["so-noi-vu-lang-son-2023"]["ends"] == "2023-11-30"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rank",), "Thiếu tham số TỆP"),
        (("rank", "a.thidua", "--nope"), "Không có tùy chọn --nope"),
        (("rank", "a.thidua", "--as-of", "hôm nay"), "không phải ngày"),
        (("rank", "a.thidua", "--reading", "order"), "KHÓA=GIÁ_TRỊ"),
        (("import", "a.thidua", "b.xlsx", "--period", "2023-13"), "không phải tháng"),
        (("sing",), "«sing»"),
        (("new", "a.thidua"), "Thiếu tùy chọn --preset"),
    ],
)
def test_wrong_use_is_said_in_vietnamese(thidua, arguments, words):
    status, _, said = thidua(*arguments)

    assert status == 2
    assert words in said


def test_help_is_vietnamese_throughout(thidua):
    for command in ((), *((name,) for name in commands.commands), ("campaign", "add")):
        _, out, _ = thidua(*command, "--help")

        for english in ("Usage", "Options", "Commands", "Show this", "required", "exit."):
            assert english not in out, (command, english)


def test_a_file_that_is_not_there(thidua, tmp_path):
    status, _, said = thidua("rank", tmp_path / "không có.thidua")

    assert status == 1
    assert "Không thấy tệp" in said


def test_a_reading_of_a_date_is_no_reading_of_the_ranking(tmp_path, thidua):
    path = tmp_path / "a.thidua"
    thidua("new", path, "--preset", "so-noi-vu-lang-son-2023")

    _, out, _ = thidua("rank", path, "--json")

    ranking = json.loads(out)
    assert set(ranking["readings"]) == {"digitisation", "uplift", "exceed"}
    assert [group["id"] for group in ranking["groups"]] == ["don-vi"]


def test_a_file_of_an_older_program_is_brought_up_to_date_when_read(tmp_path, thidua):
    museum = TABLES.parent / "workspaces" / "schema-4.thidua"
    path = tmp_path / "cũ.thidua"
    path.write_bytes(museum.read_bytes())

    status, _, said = thidua("check", path)

    assert status == 0
    assert "nguyên vẹn" in said
    assert list((tmp_path / "cũ-sao-luu").glob("*.truoc-khi-nang-cap.thidua"))


def test_columns_are_taken_as_last_time_unless_told_otherwise(filled, thidua):
    again = ("import", filled, TABLES / "tong-hop-cong.xlsx", "--dry-run")

    assert "Ghép cột như lần nhập ngày" in thidua(*again)[2]
    assert "Ghép cột như lần nhập ngày" not in thidua(*again, "--ignore-mapping")[2]


def test_old_text_and_ambiguous_numbers_are_read_as_told(tmp_path, new_file, thidua):
    old = TABLES.parent / "tables" / "tcvn3.xlsx"
    kept = thidua("import", new_file, old, "--dry-run", "--keep-text")[2]
    assert "được giữ nguyên như trong tệp" in kept

    path = tmp_path / "tỉnh.thidua"
    tables = TABLES.parent / "tables"
    register = tables / "registers" / "lang-son.xlsx"
    thidua("new", path, "--preset", "ubnd-tinh-lang-son-2023", "--units", register)
    targets = ("import", path, tables / "chi-tieu-533.xlsx", "--dry-run")
    assert "1.234" in thidua(*targets)[2]
    read = thidua(*targets, "--read", "C=decimals", "--read", "D=decimals")[2]
    assert "«1.234» đọc được hai cách" not in read
    status, _, said = thidua(*targets, "--read", "C=roman")
    assert (status, "Không có cách đọc số «roman»" in said) == (2, True)

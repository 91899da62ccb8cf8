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


def test_every_refusal_has_a_sentence_of_its_own(printed):
    refused = [one for one in NAMES if expected(one)["outcome"] == "refused"]

    said = {name: printed(name)[2].replace(Path(name).name, "") for name in refused}

    by_code = {printed(name)[1]["code"]: said[name] for name in refused}
    assert len(set(by_code.values())) == len(by_code) >= 7


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

"""Tables as offices send them, each against what somebody worked out by hand."""

import json
from pathlib import Path
from unicodedata import normalize

import pytest
from importing.campaigns_of_tables import TABLES, figures_of, participants, plan_of

from thidua_desktop.domain.findings import Severity
from thidua_desktop.errors import RefusedFileError

ENDING = ".expected.json"
GOOD = sorted(path.name.removesuffix(ENDING) for path in TABLES.glob(f"*{ENDING}"))
BAD = sorted(f"bad/{path.name.removesuffix(ENDING)}" for path in TABLES.glob(f"bad/*{ENDING}"))


def expected(name: str) -> dict:
    return json.loads((TABLES / f"{name}.expected.json").read_text("utf-8"))


IMPORTED = [name for name in GOOD + BAD if expected(name)["outcome"] == "imported"]
REFUSED = [name for name in GOOD + BAD if expected(name)["outcome"] == "refused"]

NOT_STATED = {"tab.tsv": "2023-11", "thanh-toan-gop-o.xls": "2024-12"}
"""The month that the clerk gives for tables that state no period."""


@pytest.fixture(scope="module")
def plans():
    made = {}

    def plan(name):
        if name not in made:
            key = expected(name)
            members = participants(key["campaign"], TABLES / key["register"])
            context = key.get("context", {})
            before = [
                figure
                for first in context.get("import_first", [])
                for figure in figures_of(plan(first["file"]))
            ]
            month = context.get("period") or NOT_STATED.get(name)
            made[name] = plan_of(TABLES / name, key["campaign"], members, before, month=month)
        return made[name]

    return plan


def composed(text: str | None) -> str:
    return normalize("NFC", text or "")


def words_of(figure) -> str:
    return f"{figure.cell}: «{figure.missing}»" if figure.missing else f"{figure.cell}: để trống"


@pytest.mark.parametrize("name", IMPORTED)
def test_rows_that_can_go_in_are_those_of_the_key(plans, name):
    key = {row["row"]: row for row in expected(name)["rows"]}

    plan = plans(name)

    for row in plan.rows:
        wanted = key[row.row]
        values = {
            one.measure: one.count if one.percent is None else str(one.percent)
            for one in row.figures
            if one.missing is None
        }
        missing = {one.measure: words_of(one) for one in row.figures if one.missing is not None}
        assert row.subject.name == wanted["unit"]
        assert composed(row.as_typed) == composed(wanted["as_typed"])
        assert composed(row.group) == composed(wanted["group"])
        assert values == wanted["values"]
        assert missing == wanted["missing"]
    assert {row.row for row in plan.rows} == set(key)


@pytest.mark.parametrize("name", IMPORTED)
def test_rows_that_need_a_person_stay_out(plans, name):
    key = {row["row"]: row for row in expected(name)["excluded"]}

    plan = plans(name)

    found = {row.row: ([*map(str, row.because)], row.subject) for row in plan.excluded}
    assert {row: because for row, (because, _) in found.items()} == {
        row: wanted["because"] for row, wanted in key.items()
    }
    assert all(
        (subject.name if subject else None) == key[row]["unit"]
        for row, (_, subject) in found.items()
    )


@pytest.mark.parametrize("name", IMPORTED)
def test_rows_that_are_no_data_are_named(plans, name):
    key = {row["row"]: row["why"] for row in expected(name)["skipped"]}

    plan = plans(name)

    found = {row.row: row.why for row in plan.skipped}
    assert {row: why for row, why in found.items() if why != "blank"} == {
        row: why for row, why in key.items() if why != "blank"
    }


@pytest.mark.parametrize("name", IMPORTED)
def test_every_finding_is_raised_and_no_other(plans, name):
    key = expected(name)

    plan = plans(name)

    left = [
        (one.code.value, one.place.cell)
        for one in plan.findings
        if one.severity is not Severity.NOTICE
    ]
    for wanted in key["findings"]:
        cells = [wanted["cell"], *wanted.get("cell_may_also_be", [])]
        codes = [wanted["code"], *wanted.get("code_may_also_be", [])]
        hit = next((one for one in left if one[0] in codes and one[1] in cells), None)
        assert hit is not None, wanted
        left.remove(hit)
    assert set(left) <= {(one["code"], one["cell"]) for one in key["optional_findings"]}


@pytest.mark.parametrize("name", IMPORTED)
def test_sheet_period_and_columns_are_found(plans, name):
    key = expected(name)

    plan = plans(name)

    columns = {
        meaning: {"column": letter, "line": plan.lines[meaning]}
        if meaning in plan.lines
        else letter
        for meaning, letter in plan.columns.items()
        if meaning != "stt"
    }
    assert (plan.sheet if plan.names_sheets else None) == key["sheet"]
    assert columns == {k: letter for k, letter in key["columns"].items() if k != "stt"}
    if key["period"] or name not in NOT_STATED:
        assert (str(plan.period.end) if plan.period else None) == (key["period"] or {}).get("to")
    if key["period"] and key["period"]["from"]:
        assert str(plan.period.start) == key["period"]["from"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(plans, name):
    reasons = expected(name)["refusal"]["any_of"]

    with pytest.raises(RefusedFileError) as refused:
        plans(name)

    assert refused.value.code in reasons
    assert refused.value.file == Path(name).name

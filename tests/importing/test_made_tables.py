"""Tables nobody has seen: made by seed in every layout, and read as their maker knows them."""

from pathlib import Path
from random import Random

import pytest
from importing.campaigns_of_tables import plan_of
from importing.made_files import as_ods, as_page, as_text, as_xlsx
from importing.made_tables import Made, make

from thidua_desktop.domain.findings import Severity

FAST, SLOW = 60, 1500
BOOKS = {"xlsx": "", "xlsx .VnTime": ".VnTime", "xlsx VNI-Times": "VNI-Times"}
TEXTS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "tcvn3", "vni")
WRITERS = (*["xlsx"] * 5, *BOOKS, "ods", "ods", "html", *TEXTS)


def made_file(seed: int, folder: Path, layout: str | None = None) -> tuple[Made, Path]:
    """Make the table of a seed as a file of some kind."""
    chance = Random(seed)  # noqa: S311 - tables that can be made again
    kind = chance.choice(WRITERS)
    made = make(seed, layout, plain=kind in {"html", *TEXTS})
    if kind in BOOKS:
        return made, as_xlsx(made, folder / f"{seed}.xlsx", BOOKS[kind])
    if kind == "ods":
        return made, as_ods(made, folder / f"{seed}.ods")
    if kind == "html":
        return made, as_page(made, folder / f"{seed}.xls")
    return made, as_text(made, folder / f"{seed}.csv", chance, kind)


def plan_made(seed: int, folder: Path, layout: str | None = None):
    made, path = made_file(seed, folder, layout)
    plan = plan_of(path, made.campaign, made.members, month=None, undated=True, start=None)
    return made, plan


def problems_of(seed: int, folder: Path, layout: str | None = None) -> list[str]:
    """Return what an import of a made table gets wrong, in words."""
    made, plan = plan_made(seed, folder, layout)
    truth = made.truth
    return [
        *_wrong_columns(made, plan),
        *_wrong_rows(truth, plan),
        *_wrong_skips(truth, plan),
        *_wrong_findings(truth, plan),
        *_wrong_period(made, plan),
    ]


def _wrong_columns(made, plan):
    truth = made.truth
    for key, letter in truth.columns.items():
        if plan.columns.get(key) != letter:
            head = made.heads.get(letter) if hasattr(made, "heads") else ""
            there = next((k for k, v in plan.columns.items() if v == letter), None)
            yield f"column {made.layout} {key} {there}: {letter} is {plan.columns.get(key)} {head}"
    for key, letter in plan.columns.items():
        if key != "stt" and letter not in {truth.columns.get(key), truth.maybe.get(key)}:
            yield f"WRONG column {made.layout} {key}: {letter}"


def _wrong_rows(truth, plan):
    found = {one.row: one for one in plan.rows}
    left_out = {one.row: tuple(map(str, one.because)) for one in plan.excluded}
    for row, (member, values) in truth.rows.items():
        if row not in found:
            yield f"row lost {left_out.get(row)}: {row} {member.subject.name!r}"
            continue
        if found[row].subject != member.subject:
            yield f"WRONG subject: {row}"
        for one in found[row].figures:
            wanted = values.get(one.measure)
            said = one.count if one.percent is None else str(one.percent)
            if said != wanted:
                yield f"WRONG value {one.measure}: {one.cell} {said!r} is not {wanted!r}"
    for row in found.keys() - truth.rows.keys():
        why = truth.excluded.get(row) or truth.skipped.get(row)
        yield f"WRONG row taken, which is {why}: {row} {found[row].as_typed!r}"
    for row, code in truth.excluded.items():
        if left_out.get(row, (code,)) != (code,):
            yield f"excluded for {left_out[row]}, not {code}: {row}"
    for row in left_out.keys() - truth.excluded.keys() - truth.rows.keys():
        yield f"excluded {left_out[row]} {truth.skipped.get(row)}: {row}"


def _wrong_skips(truth, plan):
    found = {one.row: one.why for one in plan.skipped if one.why != "blank"}
    for row in found.keys() | truth.skipped.keys():
        if found.get(row) != truth.skipped.get(row):
            yield f"skipped as {found.get(row)}, not {truth.skipped.get(row)}: {row}"


def _wrong_findings(truth, plan):
    found = {
        (one.code.value, one.place.cell)
        for one in plan.findings
        if one.severity is not Severity.NOTICE
    }
    for code, cell in truth.findings - found:
        yield f"missed {code}: {cell}"
    for code, cell in found - truth.findings:
        yield f"false alarm {code}: {cell}"


def _wrong_period(made, plan):
    said = (plan.period.start, plan.period.end) if plan.period else None
    if said != made.truth.period and made.layout != "P":
        yield f"period: {said} is not {made.truth.period}"


@pytest.mark.parametrize("seed", range(FAST))
def test_a_table_nobody_has_seen_is_read_as_it_was_made(tmp_path, seed):
    assert problems_of(seed, tmp_path) == []


@pytest.mark.slow
def test_many_tables_nobody_has_seen_are_read_as_they_were_made(tmp_path):
    wrong = {
        seed: found for seed in range(FAST, FAST + SLOW) if (found := problems_of(seed, tmp_path))
    }

    assert wrong == {}

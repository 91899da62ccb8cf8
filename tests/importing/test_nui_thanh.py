"""The tables of Núi Thành: two layouts of the same year."""

from datetime import date

import pytest
from importing.campaigns_of_tables import TABLES, figures_of, participants, plan_of

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.findings import Code
from thidua_desktop.errors import PeriodNeededError
from thidua_desktop.importing.plan import ChangeKind

FOLDER = TABLES / "nui-thanh"
CAMPAIGN = "nui-thanh-2023"
YEAR = Period(date(2023, 6, 1), date(2023, 12, 31))


@pytest.fixture(scope="module")
def members():
    return participants(CAMPAIGN, FOLDER / "don-vi.xlsx")


def counts(plan):
    return {(row.subject.name, one.measure): one.count for row in plan.rows for one in row.figures}


def test_the_official_form_gives_every_count_of_every_unit(members):
    plan = plan_of(FOLDER / "tong-hop-cong.xlsx", CAMPAIGN, members)

    found = counts(plan)
    assert (plan.period, len(plan.rows), plan.findings, plan.excluded) == (YEAR, 28, (), ())
    assert found["Xã Tam Sơn", "resolved_total"] == 2757
    assert found["Xã Tam Sơn", "online_total"] == 2649
    assert found["Xã Tam Sơn", "online_early"] == 1487
    assert found["Xã Tam Sơn", "online_on_time"] == 1040
    assert found["Xã Tam Sơn", "resolved_late"] == 122
    assert sum(v for (_, measure), v in found.items() if measure == "resolved_total") == 60951


def test_the_flat_table_of_texts_gives_the_same_ranking_counts(members):
    official = counts(plan_of(FOLDER / "tong-hop-cong.xlsx", CAMPAIGN, members))

    plan = plan_of(FOLDER / "so-lieu-chu.xlsx", CAMPAIGN, members, month="2023-12")

    flat = counts(plan)
    assert (plan.period, len(plan.rows), plan.findings) == (YEAR, 28, ())
    for name in {name for name, _ in flat}:
        for measure in ("resolved_total", "online_total", "resolved_late"):
            assert flat[name, measure] == official[name, measure]
        assert sum(flat[name, one] for one in ("online_early", "online_on_time")) == sum(
            official[name, one] for one in ("online_early", "online_on_time")
        )


@pytest.mark.parametrize("name", ["so-lieu.csv", "xuat-web.xls", "vntime.xls"])
def test_other_kinds_of_file_give_the_same_counts(members, name):
    flat = counts(plan_of(FOLDER / "so-lieu-chu.xlsx", CAMPAIGN, members, month="2023-12"))

    plan = plan_of(FOLDER / name, CAMPAIGN, members, month="2023-12")

    found = {row.subject.name: row for row in plan.rows}
    errors = [one for one in plan.findings if one.code is not Code.LEGACY_ENCODING]
    assert (plan.period, len(found), errors) == (YEAR, 28, [])
    for (unit, measure), value in flat.items():
        if measure in {"resolved_total", "online_total", "resolved_late"}:
            assert counts(plan)[unit, measure] == value


def test_old_text_is_noticed_with_both_readings(members):
    plan = plan_of(FOLDER / "vntime.xls", CAMPAIGN, members, month="2023-12")

    assert [one.code for one in plan.findings] == [Code.LEGACY_ENCODING]
    facts = plan.findings[0].facts
    assert (facts["encoding"], facts["columns"]) == ("TCVN3", "B, C, D, E, F, G")
    assert facts["before"] == "Phßng N«ng nghiÖp vµ Ph¸t triÓn n«ng th«n"
    assert facts["after"] == "Phòng Nông nghiệp và Phát triển nông thôn"


def test_a_table_without_a_period_asks_for_the_month(members):
    with pytest.raises(PeriodNeededError):
        plan_of(FOLDER / "so-lieu-chu.xlsx", CAMPAIGN, members)


def test_importing_the_same_table_again_changes_nothing(members):
    first = plan_of(FOLDER / "tong-hop-cong.xlsx", CAMPAIGN, members)

    again = plan_of(FOLDER / "tong-hop-cong.xlsx", CAMPAIGN, members, figures_of(first))

    assert first.count(ChangeKind.NEW) == 28 * 5
    assert again.count(ChangeKind.SAME) == 28 * 5
    assert again.count(ChangeKind.NEW) == again.count(ChangeKind.CHANGED) == 0

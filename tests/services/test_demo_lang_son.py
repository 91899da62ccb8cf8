"""The second file of the pictures: what its data files say is all taken."""

from fractions import Fraction

import pytest

from thidua_desktop.domain.judgements import State
from thidua_desktop.services import demo_lang_son
from thidua_desktop.services.demo_lang_son import CENTRE, OFFICE, PROVINCE, samples
from thidua_desktop.services.import_orders import import_table
from thidua_desktop.services.office import office_of


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    results = {}

    def watched(workspace, key, table, order):
        results[table.name] = import_table(workspace, key, table, order)
        return results[table.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_lang_son, "import_table", watched)
        path = tmp_path_factory.mktemp("demo") / "lang-son.thidua"
        workspace = demo_lang_son.make_lang_son_file(path)
    return office_of(workspace), results


def test_no_table_has_a_finding(made):
    _, results = made

    assert {name: one.plan.findings for name, one in results.items() if one.plan.findings} == {}
    assert all(not one.plan.excluded for one in results.values())


@pytest.mark.parametrize(
    ("campaign", "ranked", "outside"),
    [(PROVINCE, (18, 11, 15), (1, 0, 3)), (CENTRE, (7, 12), (1, 1)), (OFFICE, (16,), (1,))],
)
def test_some_are_ranked_and_some_are_not(made, campaign, ranked, outside):
    office, _ = made
    day = next(one.day for one in samples() if one.key == campaign)

    groups = office.rankings.ranking(campaign, day).groups

    assert tuple(len(one.rows) for one in groups) == ranked
    assert tuple(len(one.not_ranked) for one in groups) == outside


@pytest.mark.parametrize("sample", samples(), ids=lambda one: one.key)
def test_the_council_has_spoken_of_some(made, sample):
    office, _ = made

    view = office.awards.view(sample.key, sample.day)

    met = [one for one in view.subjects if one.met]
    waiting = [
        one for one in view.subjects if any(it.state is State.COUNCIL for it in one.standings)
    ]
    assert met
    assert waiting


def day_of(campaign):
    return next(one.day for one in samples() if one.key == campaign)


def overview(made, campaign):
    return made[0].overview.view(campaign, day_of(campaign))


def test_only_who_is_compared_counts_as_having_figures(made):
    # Five bodies below the offices have figures too, and are not compared.
    months = overview(made, PROVINCE).timeline.periods

    assert [(one.label, one.have, one.total) for one in months] == [
        ("T8", 0, 48),
        ("T9", 46, 48),
        ("T10", 48, 48),
        ("T11", 48, 48),
    ]


def test_people_are_called_so(made):
    view = overview(made, CENTRE)

    assert [(one.title, one.note) for one in view.cards[:2]] == [
        ("Người đã có số liệu", "Còn thiếu 2 người"),
        ("Đủ số liệu để so tiêu chuẩn", "Trung tâm: 7 · Một cửa: 12"),
    ]
    assert view.tasks[0].title == "2 người chưa có số liệu"
    assert {one.unit for one in view.leaders} == {"tiêu chuẩn đạt"}


def test_nobody_lacks_what_only_another_group_is_judged_by(made):
    office, _ = made

    assert office.figures.lacking(CENTRE).subjects == 2
    assert not any("chưa khớp" in one.title for one in overview(made, CENTRE).tasks)
    first = office.figures.grid(CENTRE).groups[0].rows[0]
    asked = {cell.asked for cell in first.inputs if cell.figure is None}
    assert asked == {False}
    assert first.complete


def ranking(made, campaign):
    return made[0].rankings.view(campaign, day_of(campaign))


def test_a_group_shows_the_rates_its_own_criteria_name(made):
    staff, desk = ranking(made, CENTRE).groups

    assert [one.title for one in staff.rate_columns] == []
    assert [one.title for one in desk.rate_columns] == [
        "Rất hài lòng",
        "Trực tuyến",
        "DVC phát sinh",
    ]


def test_a_rate_just_below_the_own_target_shows_the_digits_it_takes(made):
    rows = ranking(made, PROVINCE).groups[0].rows
    row = next(one for one in rows if one.name == "Sở Xây dựng")

    assert row.rates[0] == "69,997%"


def test_the_bar_is_as_long_as_what_is_met(made):
    rows = ranking(made, PROVINCE).groups[0].rows

    assert {(one.score_text, one.share) for one in rows} == {
        ("3/3", 1),
        ("2/3", Fraction(2, 3)),
        ("1/3", Fraction(1, 3)),
        ("0/3", 0),
    }


def test_a_near_miss_has_a_short_name_for_narrow_tables(made):
    office, _ = made
    found = office.near_misses.near_misses(PROVINCE, day_of(PROVINCE))

    assert {one.short for one in found} == {"Số hóa", "DVC phát sinh", "Nhận trực tuyến"}

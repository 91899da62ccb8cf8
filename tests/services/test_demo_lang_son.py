"""The second file of the pictures: what its data files say is all taken."""

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

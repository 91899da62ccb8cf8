"""A threshold written once: a criterion that refers to its indicator's target, in the window."""

from datetime import date
from pathlib import Path

import pytest

from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.judgements import State
from thidua_desktop.services.campaign_editing import CampaignEditor
from thidua_desktop.services.demo import DAY, POINTS
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of

TABLES = Path(__file__).parents[1] / "files" / "tables"
LAND, LAND_DAY = "so-tnmt-lang-son-2024", date(2025, 1, 6)
TARGET = "indicators.paid-online.target"
CRITERION = "criteria.thanh-toan"
BRANCH = "Chi nhánh Văn phòng Đăng ký đất đai huyện Bình Gia"


@pytest.fixture
def land(tmp_path):
    workspace = create_file(tmp_path / "sở.thidua", LAND, TABLES / "registers" / "so-tnmt.xlsx")
    import_table(workspace, LAND, TABLES / "thanh-toan.xls", ImportOrder(accept_warnings=True))
    return office_of(workspace)


def change(office, path, typed, key=LAND):
    editor = CampaignEditor(office.workspace)
    editor.change(key, editor.view(key).fields()[path], typed)


def fields(office, key=LAND):
    return CampaignEditor(office.workspace).view(key).fields()


def judged(office):
    """Return how one unit stands on online payment: for the award, and in the order."""
    view = office.awards.view(LAND, LAND_DAY)
    (row,) = (one for one in view.subjects if one.participant.subject.name == BRANCH)
    award = next(one for one in row.standings[0].criteria if one.id == "thanh-toan")
    (group,) = view.ranking.groups
    (left_out,) = (one for one in group.not_ranked if one.participant == row.participant)
    return award, next(one for one in left_out.criteria if one.id == "target:paid-online")


def test_one_change_of_the_target_changes_the_award_the_order_and_the_words(land):
    before = [(one.state, one.threshold) for one in judged(land)]

    change(land, f"{TARGET}.percent", "38,6")

    after = judged(land)
    assert before == [(State.NOT_MET, "> 45%")] * 2
    assert [(one.state, one.threshold) for one in after] == [(State.MET, "> 38,6%")] * 2
    assert after[0].text.endswith("đạt trên 38,6%")
    content = fields(land)["contents.1.text"].value
    assert content.endswith("đạt trên 38,6%")
    assert "đạt trên 90%" in content
    land.workspace.undo()
    assert judged(land)[0].text.endswith("đạt trên 45%")


def test_another_comparison_of_the_target_is_that_of_the_criterion_too(land):
    change(land, f"{TARGET}.compare", ">=")

    award, order = judged(land)
    assert (award.threshold, order.threshold) == (">= 45%", ">= 45%")
    assert award.text.endswith("đạt từ 45%")


def test_a_criterion_may_ask_for_more_than_the_target_does(land):
    change(land, f"{TARGET}.compare", ">=")
    change(land, f"{CRITERION}.compare", ">")

    award, order = judged(land)
    assert (award.threshold, order.threshold) == ("> 45%", ">= 45%")
    assert award.text.endswith("đạt trên 45%")
    change(land, f"{CRITERION}.compare", "")
    assert judged(land)[0].threshold == ">= 45%"


def test_a_threshold_of_its_own_begins_as_the_target_and_leaves_it(land):
    change(land, f"{CRITERION}.kind", "rate")
    same = judged(land)[0].threshold
    change(land, f"{TARGET}.percent", "50")
    own = judged(land)
    change(land, f"{CRITERION}.kind", "target")

    assert same == "> 45%"
    assert [one.threshold for one in own] == ["> 45%", "> 50%"]
    assert judged(land)[0].threshold == "> 50%"


def test_an_own_threshold_without_a_common_target_begins_at_half(office):
    change(office, "criteria.xet-xa.kind", "target", POINTS)
    change(office, "criteria.xet-xa.kind", "rate", POINTS)

    found = fields(office, POINTS)
    assert found["criteria.xet-xa.percent"].value == "50"


def test_a_condition_for_being_considered_may_be_the_target_of_the_group(office):
    (_, before) = office.rankings.view(POINTS, DAY).ranking.groups

    change(office, "criteria.xet-xa.kind", "target", POINTS)

    view = office.rankings.view(POINTS, DAY)
    (_, after) = view.ranking.groups
    assert [one.participant for one in after.rows] == [one.participant for one in before.rows]
    assert after.rows[0].considered.threshold == ">= 65%"
    assert view.groups[1].criterion_columns[0].subtitle == "từ 65%"
    assert view.groups[1].rate_columns[0].near == before.group.considered.share


def test_new_criteria_refer_to_the_target_and_take_its_comparison(land):
    editor = CampaignEditor(land.workspace)
    addition = next(
        one
        for section in editor.view(LAND).sections
        for card in section.cards
        for one in card.additions
        if one.kind == "criterion-target:paid-online"
    )
    editor.add(LAND, addition)

    made = fields(land)["criteria.dat-giao.compare"]
    assert (made.value, made.optional) == ("", True)
    change(land, "criteria.dat-giao.compare", Comparison.AT_LEAST.value)
    assert fields(land)["criteria.dat-giao.compare"].value == ">="

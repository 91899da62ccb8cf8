"""Decisions of the council: numbered, cited where the ranking is shown, and undoable."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.importing.presets import load_preset
from thidua_desktop.services.decisions import DecisionService
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.jsonout import decisions_json
from thidua_desktop.services.progress import Progress
from thidua_desktop.store.workspace import Workspace

MUSEUM = Path(__file__).parents[1] / "files" / "workspaces"


def standing(office, reading):
    return next(one for one in office.decisions.standings(POINTS) if one.key == reading)


def test_until_somebody_decides_the_default_is_marked_undecided(office):
    order = standing(office, "order")

    assert (order.value, order.decided, order.decision) == ("document-order", False, None)
    assert order.text == "chưa quyết định"
    assert office.decisions.list(POINTS) == ()


def test_a_decision_is_numbered_and_cited(office):
    before = datetime.now().astimezone().replace(microsecond=0)
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "Hội đồng", "họp ngày 05/01")

    changes = office.decisions.record(
        POINTS, {"deduction": "full-percent", "order": "coefficient-first"}, "", ""
    )

    first, second, third = office.decisions.list(POINTS)
    assert (first.number, first.who, first.why) == (1, "Hội đồng", "họp ngày 05/01")
    assert [one.holds for one in (first, second, third)] == [False, True, True]
    assert before <= third.at <= datetime.now().astimezone()
    day = vietnamese.day(third.at.astimezone().date())
    assert standing(office, "order").text == f"quyết định số 3 ngày {day}, Trần Thị An"
    assert third.value_text == "Điểm gốc × hệ số − điểm trừ"
    assert changes.label == (
        "Chọn cách hiểu: Điểm trừ trễ hạn – Chỉ tính phần trăm tròn: 1,9% trừ 1; "
        "Thứ tự tính – Điểm gốc × hệ số − điểm trừ"
    )
    assert changes.touch("decision")
    assert changes.touch("reading_decision")


def test_a_decision_is_in_force_in_the_ranking(office):
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "Hội đồng", "")

    view = office.rankings.view(POINTS, DAY)

    assert view.groups[1].rows[0].full_name == "Xã Tam Hiệp"
    assert office.decisions.list(TARGETS) == ()


def test_undo_takes_back_the_number_and_what_it_decided(office):
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "Hội đồng", "")
    office.decisions.record(POINTS, {"order": "coefficient-first"}, "Hội đồng", "")

    office.history.undo(Progress())

    order = standing(office, "order")
    assert (order.value, order.decision.number) == ("no-coefficient", 1)
    office.history.undo(Progress())
    assert standing(office, "order").text == "chưa quyết định"
    office.history.redo(Progress())
    assert standing(office, "order").decision.number == 1


def test_a_choice_made_on_the_ranking_page_is_a_numbered_decision_too(office):
    office.campaigns.decide(POINTS, {"order": "document-order"})

    order = standing(office, "order")

    assert (order.decided, order.decision.number, order.decision.who) == (True, 1, "Trần Thị An")


@pytest.mark.parametrize("readings", [{"gì": "đó"}, {"order": "gì đó"}])
def test_what_the_campaign_does_not_know_is_refused_and_nothing_is_numbered(office, readings):
    with pytest.raises(UnknownChoiceError):
        office.decisions.record(POINTS, readings, "Hội đồng", "")

    assert office.decisions.list(POINTS) == ()


def test_a_reading_decided_before_decisions_were_numbered_stays_decided(office):
    with office.workspace.write("Như bản cũ", kind="decide-reading") as session:
        session.campaigns.decide(POINTS, "order", "no-coefficient")

    order = standing(office, "order")

    assert (order.value, order.decided, order.decision) == ("no-coefficient", True, None)
    assert order.text == "đã quyết định, chưa ghi số"


def test_a_file_of_the_first_schema_keeps_its_choice_and_takes_decisions(tmp_path):
    copy = tmp_path / "cũ.thidua"
    shutil.copyfile(MUSEUM / "schema-4.thidua", copy)
    workspace = Workspace.open(copy, user="An")
    with workspace.read() as session:
        kept = session.campaigns.decisions(POINTS)
    with workspace.write("Thay", kind="set") as session:
        # the museum's campaign is a line of text, no whole document
        session.campaigns.replace(POINTS, load_preset(POINTS)[1])
    service = DecisionService(workspace)

    service.record(POINTS, {"deduction": "full-percent"}, "Hội đồng", "")

    assert kept == {"order": "coefficient-first"}
    assert [one.number for one in service.list(POINTS)] == [1]
    by_key = {one.key: one for one in service.standings(POINTS)}
    assert (by_key["order"].value, by_key["order"].decision) == ("coefficient-first", None)


def test_a_decision_on_a_rule_that_was_removed_shows_its_keys(office):
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "Hội đồng", "")
    preset = load_preset(POINTS)[1].replace("no-coefficient", "without-coefficient")
    with office.workspace.write("Sửa", kind="edit") as session:
        session.campaigns.replace(POINTS, preset)

    (found,) = office.decisions.list(POINTS)

    assert found.value_text == "no-coefficient"


def test_as_json_each_reading_names_its_decision_or_none(office):
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "Hội đồng", "họp")

    order, deduction, _ = decisions_json(office.decisions.standings(POINTS))

    assert order["decision"]["number"] == 1
    assert order["decision"]["who"] == "Hội đồng"
    assert (order["value"], deduction["decision"]) == ("no-coefficient", None)
    assert deduction["text"] == "chưa quyết định"

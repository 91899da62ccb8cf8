import pytest
from domain.contest import NUI_THANH, SO_NOI_VU

from thidua_desktop.domain.findings import Code, Finding, Place, Severity
from thidua_desktop.domain.measures import RateRule
from thidua_desktop.domain.readings import Choice, chosen
from thidua_desktop.domain.subjects import Kind, Person, SubjectId, Unit
from thidua_desktop.importing.catalogue import load_catalogue


def test_the_prizes_cost_what_the_plan_says():
    assert NUI_THANH.total_prize_money == 26_500_000


def test_groups_are_found_by_id():
    assert NUI_THANH.group("xa").name == "UBND các xã, thị trấn"
    with pytest.raises(KeyError):
        NUI_THANH.group("huyen")


def test_decided_readings_win_over_defaults():
    assert NUI_THANH.readings_with({"order": "no-coefficient"}) == {
        "order": "no-coefficient",
        "deduction": "proportional",
        "first-prize": "pass-down",
    }


def test_a_reading_knows_its_options():
    order = NUI_THANH.readings[0]

    assert order.option("no-coefficient").short == "Gốc − trừ"
    with pytest.raises(KeyError):
        order.option("other")


def test_a_value_may_depend_on_a_reading():
    either = Choice("order", {"a": 1, "b": 2})

    assert chosen(either, {"order": "b"}) == 2
    assert chosen(3, {}) == 3


def test_a_milestone_is_named_under_the_reading_in_force():
    meeting = SO_NOI_VU.milestones[1]

    assert meeting.named({"meeting": "held"}) == meeting.name == "Họp Hội đồng"
    assert meeting.named({"meeting": "prepared"}) == "Chuẩn bị xong nội dung họp Hội đồng"
    assert SO_NOI_VU.milestones[0].named({}) == "Nhận hồ sơ của đơn vị"


def test_an_award_asks_units_and_persons_for_different_things():
    bang_khen = SO_NOI_VU.awards[1]
    don_vi, ca_nhan = SO_NOI_VU.groups

    for_unit, for_person = bang_khen.criterion_for(don_vi), bang_khen.criterion_for(ca_nhan)

    assert for_unit is not None
    assert for_person is not None
    assert (for_unit.id, for_person.id) == ("bang-khen-tap-the", "bang-khen-ca-nhan")
    assert NUI_THANH.awards[0].criterion_for(NUI_THANH.groups[0]) is None
    assert len(bang_khen.all_criteria) == 2


def test_the_measures_of_a_campaign_are_all_its_rules_read():
    assert NUI_THANH.measures == {
        "online_total",
        "resolved_total",
        "online_early",
        "online_on_time",
        "resolved_late",
    }
    assert SO_NOI_VU.measures == {
        "parts_digitised",
        "received_total",
        "results_digitised",
        "resolved_total",
        "services_active",
        "services_total",
        "received_online",
        "received_new",
        "on_system",
        "target_services_active",
        "target_received_online",
        "fee_total",
    }


def test_subjects_are_named_so_that_they_can_be_told_apart():
    office = Unit(SubjectId(1), "Sở Tư pháp")
    clerk = Person(SubjectId(2), "Nguyễn Thị Thúy", "Sở Tư pháp")
    nobody = Person(SubjectId(3), "Trần Văn B")

    assert (office.kind, office.label) == (Kind.UNIT, "Sở Tư pháp")
    assert (clerk.kind, clerk.label) == (Kind.PERSON, "Nguyễn Thị Thúy (Sở Tư pháp)")
    assert nobody.label == "Trần Văn B"


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        (Code.UNKNOWN_UNIT, Severity.ERROR),
        (Code.SUM_MISMATCH, Severity.WARNING),
        (Code.HIDDEN_SHEET, Severity.NOTICE),
    ],
)
def test_a_finding_weighs_what_its_code_weighs(code, severity):
    assert Finding(code, Place("Trang 1", "B3", 3)).severity is severity


def test_measures_have_names_and_printed_rates_their_parts():
    rule = RateRule("r", ("a", "b"), ("c",), ("b",))

    assert load_catalogue().names["online_late"] == "Trực tuyến, quá hạn"
    assert rule.measures == ("a", "b", "c")

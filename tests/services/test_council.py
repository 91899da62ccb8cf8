"""The council's word on real registers and tables: who is asked, what it decides, undone."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import EvidenceNeededError, UnknownChoiceError
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.files import create_file, open_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of
from thidua_desktop.services.unit_views import Member
from thidua_desktop.services.units import find_participant
from thidua_desktop.services.wording import describe

TABLES = Path(__file__).parents[1] / "files" / "tables"
CENTRE, LAND = "ttpvhcc-lang-son-2023", "so-tnmt-lang-son-2024"
CENTRE_DAY, LAND_DAY = date(2023, 10, 30), date(2025, 1, 6)
EVIDENCE = "Biên bản họp ngày 05/12/2023"


def made(path, key, register, *tables):
    workspace = create_file(path, key, TABLES / "registers" / register)
    for table in tables:
        import_table(workspace, key, TABLES / table, ImportOrder(accept_warnings=True))
    return path


@pytest.fixture(scope="module")
def centre_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("centre") / "trung tâm.thidua"
    return made(path, CENTRE, "ca-nhan-ttpvhcc.xlsx", "ca-nhan-ttpvhcc.xlsx")


@pytest.fixture(scope="module")
def land_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("land") / "sở.thidua"
    return made(path, LAND, "so-tnmt.xlsx", "thanh-toan.xls", "tu-lam.xlsx")


@pytest.fixture
def centre(centre_file, tmp_path):
    return opened(centre_file, tmp_path)


@pytest.fixture
def land(land_file, tmp_path):
    return opened(land_file, tmp_path)


def opened(path, folder):
    copy = folder / path.name
    shutil.copy(path, copy)
    return office_of(open_file(copy, user="Trần Thị An"))


def one(office, key, name):
    return find_participant(office.units.participants(key), name).subject.id


def state(office, key, day, name, award):
    who = one(office, key, name)
    view = office.awards.view(key, day)
    (subject,) = (row for row in view.subjects if row.participant.subject.id == who)
    return next(held.state for held in subject.standings if held.award.id == award)


def asked(office, key, day):
    return {question.criterion: question for question in office.council.questions(key, day)}


def confirm(office, key, name, *criteria, met=True, evidence=EVIDENCE):
    who = [one(office, key, name)]
    for criterion in criteria:
        office.council.confirm(key, who, criterion, met=met, evidence=evidence)


def test_the_word_of_the_council_decides_and_says_what_it_rests_on(office):
    who = office.units.participants(TARGETS)[0].subject

    changes = office.council.confirm(
        TARGETS,
        [who.id],
        "thanh-tich-tieu-bieu",
        met=True,
        evidence=" Biên bản  số 12 ",
        who="Hội đồng Sở",
    )

    (held,) = (
        leaf
        for row in office.awards.view(TARGETS, DAY).subjects
        if row.participant.subject == who
        for standing in row.standings
        for leaf in standing.criteria
        if leaf.id == "thanh-tich-tieu-bieu"
    )
    assert held.state is State.MET
    assert held.why.startswith("Hội đồng đã xác nhận: Biên bản số 12 (Hội đồng Sở, ")
    assert changes.label.startswith(f"Xác nhận đạt: {who.name}, Có thành tích tiêu biểu")


def test_several_at_once_are_one_action_that_is_undone_at_once(land):
    names = ("Văn phòng Sở", "Phòng Quản lý đất đai")
    before = {name: state(land, LAND, LAND_DAY, name, "giay-khen") for name in names}
    everybody = [one(land, LAND, name) for name in names]

    changes = land.council.confirm(
        LAND, everybody, "giai-phap-hieu-qua", met=False, evidence=EVIDENCE
    )
    denied = {name: state(land, LAND, LAND_DAY, name, "giay-khen") for name in names}
    land.workspace.undo()

    assert before == dict.fromkeys(names, State.COUNCIL)
    assert denied == dict.fromkeys(names, State.NOT_MET)
    assert {name: state(land, LAND, LAND_DAY, name, "giay-khen") for name in names} == before
    assert changes.label.startswith("Xác nhận không đạt: 2 đơn vị, cá nhân, Có giải pháp")


def test_a_word_is_replaced_and_taken_back(office):
    name = office.units.participants(TARGETS)[0].subject.name
    before = state(office, TARGETS, DAY, name, "giay-khen")

    confirm(office, TARGETS, name, "thanh-tich-tieu-bieu")
    met = state(office, TARGETS, DAY, name, "giay-khen")
    confirm(office, TARGETS, name, "thanh-tich-tieu-bieu", met=False, evidence="Đơn thư")
    denied = state(office, TARGETS, DAY, name, "giay-khen")
    confirm(office, TARGETS, name, "thanh-tich-tieu-bieu", met=None, evidence="")

    assert (before, met, denied) == (State.COUNCIL, State.MET, State.NOT_MET)
    assert state(office, TARGETS, DAY, name, "giay-khen") is State.COUNCIL


def test_without_evidence_nothing_is_confirmed(office):
    who = office.units.participants(TARGETS)[0].subject.id

    with pytest.raises(EvidenceNeededError) as refused:
        office.council.confirm(TARGETS, [who], "giai-phap", met=True, evidence="  ")

    assert "Chưa ghi căn cứ để xác nhận «Có giải pháp" in str(describe(refused.value))
    assert asked(office, TARGETS, DAY)["giai-phap"].asked[0].said is None


def test_nobody_and_nothing_unknown_is_confirmed(office):
    who = office.units.participants(TARGETS)[0].subject.id

    with pytest.raises(UnknownChoiceError) as no_criterion:
        office.council.confirm(TARGETS, [who], "khong-co", met=True, evidence=EVIDENCE)
    with pytest.raises(UnknownChoiceError):
        office.council.confirm(TARGETS, [who, 10_000], "giai-phap", met=True, evidence=EVIDENCE)

    assert "giai-phap" in no_criterion.value.choices
    assert asked(office, TARGETS, DAY)["giai-phap"].asked[0].said is None


def test_a_campaign_of_figures_alone_asks_the_council_nothing(office):
    assert office.council.questions(POINTS, DAY) == ()


# --- campaign 3: people in two groups ---


def test_each_group_is_asked_about_by_its_own_criteria(centre):
    questions = asked(centre, CENTRE, CENTRE_DAY)

    groups = {key: {row.group.id for row in question.asked} for key, question in questions.items()}
    assert groups["tuyen-truyen"] == {"trung-tam"}
    assert groups["huong-dan"] == {"mot-cua"}
    assert groups["guong-mau"] == {"trung-tam", "mot-cua"}
    assert (len(questions["guong-mau"].asked), questions["guong-mau"].waiting) == (21, 21)
    assert questions["guong-mau"].uses == (
        "Xếp thứ tự",
        "Giấy khen của Chánh Văn phòng UBND tỉnh",
    )


COMMON = ("tich-cuc-huong-ung", "guong-mau", "cong-so-van-minh", "nhiem-vu-khac")


def test_a_person_has_the_award_when_the_last_criterion_is_confirmed(centre):
    name = "Nguyễn Thị Thúy"

    confirm(centre, CENTRE, name, *COMMON, "vuot-nhiem-vu")
    before = state(centre, CENTRE, CENTRE_DAY, name, "giay-khen")
    confirm(centre, CENTRE, name, "tuyen-truyen")

    assert before is State.COUNCIL
    assert state(centre, CENTRE, CENTRE_DAY, name, "giay-khen") is State.MET


def test_what_is_confirmed_counts_in_the_order_of_a_campaign_by_criteria(centre):
    def tally():
        ranking = centre.rankings.ranking(CENTRE, CENTRE_DAY)
        who = one(centre, CENTRE, "Nguyễn Thị Thúy")
        rows = (row for group in ranking.groups for row in group.rows)
        return next(row.tally for row in rows if row.participant.subject.id == who)

    before = tally()
    confirm(centre, CENTRE, "Nguyễn Thị Thúy", *COMMON)

    assert (before, tally()) == ((4, 10), (8, 10))


def test_whom_nobody_rated_may_be_let_pass_and_nobody_else(centre):
    name = "Đàm Thị Ánh Quỳnh"
    question = asked(centre, CENTRE, CENTRE_DAY)["rat-hai-long"]
    before = state(centre, CENTRE, CENTRE_DAY, name, "giay-khen")

    confirm(centre, CENTRE, name, "rat-hai-long", met=False, evidence="Không tiếp nhận hồ sơ")
    (row,) = asked(centre, CENTRE, CENTRE_DAY)["rat-hai-long"].asked

    assert question.overrules
    assert [one.participant.subject.name for one in question.asked] == [name]
    assert before is not State.NOT_APPLICABLE
    assert (row.state, row.said and row.said.met) == (State.NOT_MET, False)
    assert row.why.startswith("không phát sinh hồ sơ (mẫu số bằng 0); Hội đồng không xác nhận")


# --- campaign 4: n of m contents, any of two ---


def test_three_of_five_contents_and_a_solution(land):
    name = "Văn phòng Sở"
    first = asked(land, LAND, LAND_DAY)

    confirm(land, LAND, name, "giai-phap-hieu-qua", "noi-dung-2", "noi-dung-3")
    two = state(land, LAND, LAND_DAY, name, "giay-khen")
    confirm(land, LAND, name, "noi-dung-4")
    three = state(land, LAND, LAND_DAY, name, "giay-khen")

    assert set(first["noi-dung-2"].uses) == {
        "Giấy khen của Giám đốc Sở",
        "Bằng khen của Chủ tịch UBND tỉnh",
    }
    assert (two, three) == (State.COUNCIL, State.MET)


def test_two_contents_denied_leave_no_three_of_five_without_figures(land):
    """Content 1 has no figures for «dịch vụ công»: denied 3 of the other 4, three cannot be."""
    name = "Văn phòng Sở"

    confirm(land, LAND, name, "giai-phap-hieu-qua")
    confirm(land, LAND, name, "noi-dung-2", "noi-dung-3", "noi-dung-4", met=False)

    assert state(land, LAND, LAND_DAY, name, "giay-khen") is State.NOT_MET


@pytest.fixture
def land_staff(land):
    who = {Member.NAME: "Vi Thị Lan", Member.OFFICE: "Văn phòng Sở", Member.GROUP: "ca-nhan"}
    land.units.add(LAND, Kind.PERSON, who)
    return land


def test_the_criteria_of_a_person_stand_beside_those_of_the_office(land_staff):
    questions = asked(land_staff, LAND, LAND_DAY)

    people = {
        key: [row.participant.subject.name for row in question.asked if row.group.id == "ca-nhan"]
        for key, question in questions.items()
    }
    assert people["tich-cuc-tham-muu"] == ["Vi Thị Lan"]
    assert people["noi-dung-2"] == ["Vi Thị Lan"]
    assert people["giai-phap-hieu-qua"] == []


def test_either_of_two_criteria_is_enough_for_a_person(land_staff):
    confirm(land_staff, LAND, "Vi Thị Lan", "lanh-dao-hieu-qua", met=False)
    before = state(land_staff, LAND, LAND_DAY, "Vi Thị Lan", "giay-khen")

    confirm(land_staff, LAND, "Vi Thị Lan", "tich-cuc-tham-muu")

    assert before is State.COUNCIL
    assert state(land_staff, LAND, LAND_DAY, "Vi Thị Lan", "giay-khen") is State.MET


# --- frozen ---


def test_a_snapshot_keeps_the_evidence_and_its_code_is_that_of_the_word(office):
    name = office.units.participants(TARGETS)[0].subject.name
    place = (one(office, TARGETS, name), "thanh-tich-tieu-bieu")
    confirm(office, TARGETS, name, place[1])
    first = office.snapshots.freeze(TARGETS, "Lần 1", "", "", DAY).snapshot
    confirm(office, TARGETS, name, place[1], evidence="Căn cứ ghi đầy đủ hơn")
    second = office.snapshots.freeze(TARGETS, "Lần 2", "", "", DAY).snapshot
    confirm(office, TARGETS, name, place[1], met=False)
    third = office.snapshots.freeze(TARGETS, "Lần 3", "", "", DAY).snapshot

    kept = office.snapshots.get(TARGETS, first.id).content.confirmed[place]

    assert isinstance(kept, Confirmation)
    assert (kept.met, kept.evidence, kept.who) == (True, EVIDENCE, "Trần Thị An")
    assert first.code == second.code != third.code


def test_two_snapshots_name_the_words_of_the_council_that_differ(office):
    name = office.units.participants(TARGETS)[0].subject.name
    first = office.snapshots.freeze(TARGETS, "Lần 1", "", "", DAY).snapshot
    confirm(office, TARGETS, name, "giai-phap")
    second = office.snapshots.freeze(TARGETS, "Lần 2", "", "", DAY).snapshot
    confirm(office, TARGETS, name, "giai-phap", met=False, evidence="Đơn thư")

    found = office.snapshots.compare(TARGETS, first.id, second.id)
    later = office.snapshots.compare_with_now(TARGETS, second.id)

    (made,) = found.rules
    assert made.startswith(f"Hội đồng xác nhận, {name}, Có giải pháp tăng tỷ lệ")
    assert made.endswith(f": chưa xác nhận thành đạt ({EVIDENCE})")
    (changed,) = later.rules
    assert changed.endswith(f": đạt ({EVIDENCE}) thành không đạt (Đơn thư)")

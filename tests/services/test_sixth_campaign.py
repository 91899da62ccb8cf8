"""A campaign written as one TOML file, mixing the rules of the five: no code of its own."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Figure, FigureBook, Period
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, rank
from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.errors import DataFileError
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.presets import parse_campaign
from thidua_desktop.services.awards import awards_of
from thidua_desktop.services.loading import Loaded
from thidua_desktop.services.rankings import explain

FILE = Path(__file__).parents[1] / "files" / "campaigns" / "hon-hop.toml"
TEXT = FILE.read_text("utf-8")
CAMPAIGN = parse_campaign(TEXT, file=FILE.name)
SPAN = Period(date(2026, 1, 1), date(2026, 6, 30))
DAY = date(2026, 6, 30)

A, B, C = (
    Participant(Unit(SubjectId(number), name), "xa")
    for number, name in ((1, "Xã An"), (2, "Xã Bình"), (3, "Xã Cát"))
)
HEAD = Participant(Person(SubjectId(4), "Vi Thị Lan", "Xã An"), "lanh-dao")
CLERK = Participant(Person(SubjectId(5), "Hà Văn Nam", "Xã Cát"), "mot-cua")


def reported(who, **counts):
    return [Figure(who.subject.id, name, SPAN, count=count) for name, count in counts.items()]


FIGURES = [
    # 66 % of a target of 55 + 5; 40 % of 50 %; 2 % late; 100 dossiers
    Figure(SubjectId(1), "target_received_online", percent=Decimal(55)),
    *reported(A, received_online=66, received_new=100, paid_online=20, fee_total=50),
    *reported(A, resolved_late=2, resolved_total=100),
    # 60 % of the group's 70 + 5; 60 % of 50 %, at most 120 % of it; none late; 50 dossiers
    *reported(B, received_online=30, received_new=50, paid_online=30, fee_total=50),
    *reported(B, resolved_late=0, resolved_total=50),
    *reported(CLERK, news_items=5),
]
MEMBERS = (A, B, C, HEAD, CLERK)


def loaded(confirmed=()):
    names = load_catalogue().names
    said = {(1, one): Confirmation(met=True) for one in confirmed}
    data = Field(MEMBERS, FigureBook(FIGURES), names, said)
    return Loaded(CAMPAIGN.id, CAMPAIGN, {}, data, tuple(FIGURES))


def ranked(confirmed=(), **readings):
    return rank(CAMPAIGN, loaded(confirmed).data, DAY, readings)


def test_weighted_points_against_own_targets_are_scaled_by_volume():
    (group,) = ranked().groups

    assert [(one.participant, one.score) for one in group.rows] == [
        (A, Fraction(96)),  # (60 × 1,1 + 40 × 0,8 − 2) × 1
        (B, Fraction(864, 10)),  # (60 × 0,8 + 40 × 1,2 − 0) × 0,9
    ]
    assert [(one.participant, one.state) for one in group.not_ranked] == [(C, State.NO_DATA)]


def test_a_reading_of_its_own_changes_the_score():
    (group,) = ranked(volume="add").groups

    assert [one.score for one in group.rows] == [Fraction(97), Fraction(969, 10)]


def test_two_of_three_decide_the_prize_and_the_council_may_be_one_of_them():
    open_, (decided,) = ranked().groups[0], ranked(["mo-hinh"]).groups

    assert [one.prize for one in open_.rows] == [None, None]
    assert [one.prize.name if one.prize else None for one in decided.rows] == ["Giải nhất", None]


def test_it_explains_every_step_without_a_line_of_code():
    text = explain(ranked(), A).as_text()

    assert (
        "66 / 100 hồ sơ = 66,00%, chia cho 60% (mức giao 55%, tăng 5 điểm phần trăm thành 60%), "
        "tối đa 120%, × 60" in text
    )
    assert "Thanh toán: + 32,00" in text
    assert "Điểm xếp hạng: 96,00 = (66,00 + 32,00 − 2,00) × 1" in text


def test_people_stand_by_group_and_by_the_unit_they_work_in():
    found = loaded(["mo-hinh"])

    view = awards_of(found, ranked(["mo-hinh"]), DAY)

    assert [one.standings[0].state for one in view.subjects] == [
        State.MET,
        State.COUNCIL,
        State.NO_DATA,
        State.MET,
        State.MET,
    ]
    assert [(one.kind, one.met, one.quota, one.each) for one in view.counts] == [
        ("unit", 1, None, 1_410_000),
        ("person", 2, 1, 710_000),
    ]
    assert any("2 đạt tiêu chuẩn, chỉ tiêu 1" in one for one in view.notices)
    assert view.goals[0].held is not None
    assert view.goals[0].held.rate.share == Fraction(96, 150)


def test_a_target_nobody_assigned_leaves_no_score_and_says_so():
    text = TEXT.replace(', groups = { xa = "70" }', "")
    campaign = parse_campaign(text, file="x.toml")

    (group,) = rank(campaign, loaded().data, DAY, {}).groups

    outside = {one.participant: one.why for one in group.not_ranked}
    assert [one.participant for one in group.rows] == [A]
    assert outside[B] == (
        "chưa có số liệu: Chỉ tiêu giao: tỷ lệ hồ sơ tiếp nhận, xử lý trực tuyến (%)"
    )


def test_points_against_a_target_need_one():
    text = TEXT.replace('target = { percent = "50" }\n', "")

    with pytest.raises(DataFileError) as caught:
        parse_campaign(text, file="x.toml")

    assert caught.value.key == "ranking.steps.paid.of-target"

"""What the other readings would change, in words: prizes, then the largest moves, and awards."""

from dataclasses import replace
from datetime import date

import pytest

from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking_changes import Change
from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.reading_effects import AwardShift, effect_words, headlines

DECEMBER = date(2023, 12, 1)
PRIZE, SECOND = "Giải nhất", "Giải nhì"


def who(number, name):
    return Participant(Unit(SubjectId(number), name), "xa")


def moved(number, before, after, prizes=(None, None)):
    return Change(who(number, f"Xã {number}"), "xa", before, after, *prizes)


@pytest.mark.parametrize(
    ("changes", "has_prizes", "expected"),
    [
        ((), True, ""),
        ((moved(1, 3, 1),), True, "Xã 1 từ hạng 3 lên hạng 1, không đổi giải"),
        ((moved(1, 3, 1),), False, "Xã 1 từ hạng 3 lên hạng 1"),
        (
            (moved(1, 1, 2), moved(2, 9, 3), moved(3, None, 4), moved(4, 5, 6)),
            False,
            (
                "Xã 3 được xếp hạng, Xã 2 từ hạng 9 lên hạng 3, Xã 1 từ hạng 1 xuống hạng 2 "
                "và 1 đơn vị khác đổi hạng"
            ),
        ),
        ((moved(1, 3, None),), False, "Xã 1 không còn xếp hạng"),
        (
            (
                moved(1, 1, 2, (PRIZE, SECOND)),
                moved(2, 2, 1, (SECOND, PRIZE)),
                moved(3, 3, 4, (SECOND, None)),
                moved(4, 7, 8),
            ),
            True,
            "Xã 2 nhận giải nhất, Xã 1 nhận giải nhì và 1 thay đổi giải khác",
        ),
    ],
)
def test_prizes_are_named_else_the_largest_moves(changes, has_prizes, expected):
    assert effect_words(changes, (), has_prizes=has_prizes) == expected


def test_people_are_counted_as_people_and_awards_are_added():
    people = [
        replace(moved(n, n, n + 1), participant=Participant(Person(SubjectId(n), f"Bà {n}"), "x"))
        for n in (1, 2, 3)
    ]
    shift = AwardShift(who(1, "Xã 1"), "Bằng khen", State.MET, State.NOT_MET)

    found = effect_words(people, (shift, shift), has_prizes=False)

    assert found == (
        "Bà 1 từ hạng 1 xuống hạng 2, Bà 2 từ hạng 2 xuống hạng 3 và 1 người khác đổi hạng; "
        "2 thay đổi về khen thưởng"
    )
    assert shift.text == "Xã 1, Bằng khen: Đạt thành Không đạt"


def test_a_reading_nobody_has_figures_for_says_who_would_go(office):
    view = office.rankings.view(TARGETS, DECEMBER)

    (digitisation,) = (one for one in view.readings if one.key == "digitisation")
    results = digitisation.options[1]
    assert results.effect.startswith("9 đơn vị không còn xếp hạng; ")
    assert "Văn phòng Sở: hạng 4 thành không xếp hạng" in results.details
    assert "giải" not in view.headline


def test_who_would_meet_an_award_under_another_reading_is_said(office):
    """`Phòng Tổ chức, biên chế` reached exactly what it was given: «đạt và vượt», or not."""
    unit = office.units.participants(TARGETS)[0].subject
    for measure, text in (("received_new", "100"), ("received_online", "80")):
        office.figures.set_figure(TARGETS, unit.id, measure, date(2023, 11, 30), text)

    view = office.rankings.view(TARGETS, DECEMBER)

    (exceed,) = (one for one in view.readings if one.key == "exceed")
    assert exceed.changes_awards
    assert "thay đổi về khen thưởng" in exceed.options[1].effect
    assert any(f"{unit.name}, " in one for one in exceed.options[1].details)


def test_awards_of_prize_winners_follow_the_prizes_and_are_not_said_twice(office):
    view = office.rankings.view(POINTS, DAY)

    assert not any(one.changes_awards for one in view.readings)
    assert "khen thưởng" not in " ".join(one for each in view.readings for one in each.effects)


def test_many_readings_are_counted_where_there_is_little_room(office):
    order, *others = office.rankings.view(POINTS, DAY).readings
    long = replace(order, name="Một quy định có tên dài hơn chỗ dành cho nó")
    calm = [replace(one, changes_prizes=False) for one in others]

    assert headlines([order, *calm], has_prizes=True) == (
        "thứ tự tính làm thay đổi giải thưởng",
        "thứ tự tính làm đổi giải",
    )
    assert headlines([long], has_prizes=True)[1] == "1 cách hiểu làm đổi giải"
    assert headlines([order, long], has_prizes=True)[1] == "2 cách hiểu làm đổi giải"
    only_ranks = replace(order, changes_prizes=False)
    assert headlines([only_ranks], has_prizes=True) == (
        "thứ tự tính làm đổi hạng, không đổi giải",
        "thứ tự tính làm đổi hạng",
    )
    assert headlines([only_ranks], has_prizes=False)[0] == "thứ tự tính làm đổi hạng"
    awards = replace(only_ranks, changes_awards=True)
    assert headlines([awards], has_prizes=False)[0] == "thứ tự tính làm thay đổi khen thưởng"
    assert headlines([], has_prizes=True) == ("", "")

"""Names as typed against those registered: sure, doubtful, several."""

from datetime import date

import pytest

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.importing.matching import Matcher, group_named, person_alias

GROUPS = (
    Group("huyen", "Cấp huyện", "Huyện", aliases=("UBND các huyện, thành phố",)),
    Group("xa", "UBND các xã, thị trấn", "Xã"),
)


def matcher(*names: str, group: str = "xa", aliases=None) -> Matcher:
    return Matcher(
        [Participant(Unit(SubjectId(i), name), group) for i, name in enumerate(names, 1)],
        aliases,
        GROUPS,
    )


TOWNS = matcher(
    "Xã Tam Hòa",
    "Xã Tam Xuân I",
    "Xã Tam Xuân II",
    "Xã Tam Mỹ Đông",
    "Xã Tam Mỹ Tây",
    "Thị trấn Núi Thành",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Lao động - Thương binh và Xã hội",
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("XÃ TAM HÒA", "Xã Tam Hòa"),
        ("  Xã\u00a0 Tam  Hoà ", "Xã Tam Hòa"),
        ("Xa\u0303 Tam Ho\u0300a", "Xã Tam Hòa"),
        ("UBND xã Tam Hòa", "Xã Tam Hòa"),
        ("Uỷ ban nhân dân xã Tam Hòa", "Xã Tam Hòa"),
        ("Tam Hòa", "Xã Tam Hòa"),
        ("TT Núi Thành", "Thị trấn Núi Thành"),
        ("TT. Núi Thành", "Thị trấn Núi Thành"),
        ("Phòng Tài nguyên & Môi trường", "Phòng Tài nguyên và Môi trường"),
        ("Phòng TN&MT", "Phòng Tài nguyên và Môi trường"),
        ("Phòng LĐ-TB&XH", "Phòng Lao động - Thương binh và Xã hội"),
        ("Phòng Lao động – Thương binh và Xã hội", "Phòng Lao động - Thương binh và Xã hội"),
    ],
)
def test_one_name_in_many_spellings_is_taken(typed, name):
    found = TOWNS.unit(typed)

    assert found.subject is not None
    assert found.subject.name == name


@pytest.mark.parametrize(
    ("typed", "problem", "first"),
    [
        ("Xã Tam Xuân", Code.AMBIGUOUS_UNIT, {"Xã Tam Xuân I", "Xã Tam Xuân II"}),
        ("UBND xã Tam Mỹ", Code.AMBIGUOUS_UNIT, {"Xã Tam Mỹ Đông", "Xã Tam Mỹ Tây"}),
        ("Xã Tam Xuân 2", Code.UNKNOWN_UNIT, {"Xã Tam Xuân I", "Xã Tam Xuân II"}),
        ("Xã Tam Hoa", Code.UNKNOWN_UNIT, {"Xã Tam Hòa"}),
        ("Xã Núi Thành", Code.UNKNOWN_UNIT, set()),
    ],
)
def test_a_doubtful_name_is_only_proposed(typed, problem, first):
    found = TOWNS.unit(typed)

    best = {one.name for one, _ in found.candidates[: max(1, len(first))]}
    assert (found.subject, found.problem) == (None, problem)
    assert first <= best
    assert all(likeness < 100 for _, likeness in found.candidates)


def test_a_name_like_nobody_has_no_candidates():
    found = TOWNS.unit("=HYPERLINK(1)")

    assert (found.problem, found.candidates) == (Code.UNKNOWN_UNIT, ())


def test_a_confirmed_spelling_is_remembered():
    towns = matcher("Xã Tam Xuân I", aliases={"Xã Tam Xuân 1": SubjectId(1)})

    assert towns.unit("XÃ TAM XUÂN 1").subject.name == "Xã Tam Xuân I"


def test_a_bare_name_of_two_bodies_is_told_apart_only_by_its_group():
    both = Matcher(
        [
            Participant(Unit(SubjectId(1), "Huyện Bắc Sơn"), "huyen"),
            Participant(Unit(SubjectId(2), "Thị trấn Bắc Sơn"), "xa"),
        ],
        groups=GROUPS,
    )

    assert both.unit("Bắc Sơn").problem is Code.AMBIGUOUS_UNIT
    assert both.unit("Bắc Sơn", "Cấp huyện").subject.name == "Huyện Bắc Sơn"
    assert both.unit("Bắc Sơn", "UBND các xã, thị trấn").subject.name == "Thị trấn Bắc Sơn"
    assert both.unit("Huyện Bắc Sơn", "UBND các xã, thị trấn").subject.name == "Huyện Bắc Sơn"


def test_people_of_one_name_are_told_apart_by_office_then_birth():
    people = Matcher(
        [
            Participant(Person(SubjectId(1), "Vi Thu Hà", "Sở Y tế", date(1980, 1, 2)), "a"),
            Participant(Person(SubjectId(2), "Vi Thu Hà", "Sở Tư pháp"), "a"),
            Participant(Person(SubjectId(3), "Lê Hòa", "Sở Y tế", date(1985, 1, 2)), "a"),
            Participant(Person(SubjectId(4), "Lê Hòa", "Sở Y tế", date(1990, 1, 2)), "a"),
        ]
    )

    assert people.person("VI THU HÀ", "SỞ TƯ PHÁP").subject.id == 2
    assert people.person("Vi Thu Hà").problem is Code.AMBIGUOUS_UNIT
    assert people.person("Vi Thu Hà", "Sở Xây dựng").problem is Code.AMBIGUOUS_UNIT
    assert people.person("Lê Hoà", "Sở Y tế", date(1990, 1, 2)).subject.id == 4
    assert people.person("Lê Hoà", "Sở Y tế").problem is Code.AMBIGUOUS_UNIT
    assert people.person("Nguyễn Ai").problem is Code.UNKNOWN_UNIT


def test_groups_are_known_by_their_names_and_aliases():
    assert group_named("CẤP  HUYỆN", GROUPS).id == "huyen"
    assert group_named("UBND các huyện, thành phố", GROUPS).id == "huyen"
    assert group_named("UBND các xã - thị trấn", GROUPS).id == "xa"
    assert group_named("Khối khác", GROUPS) is None
    assert group_named("", GROUPS) is None


def test_initials_within_a_name_stand_for_its_words():
    offices = ("Chi nhánh Văn phòng Đăng ký đất đai huyện Bắc Sơn", "Văn phòng Sở")
    units = Matcher(Participant(Unit(SubjectId(i), one), "a") for i, one in enumerate(offices, 1))

    assert units.unit("Chi nhánh VPĐKĐĐ huyện Bắc Sơn").subject.id == 1
    assert units.unit("CN VP ĐKĐĐ huyện Bắc Sơn").subject.id == 1
    assert units.unit("VP Sở").subject.id == 2
    assert units.unit("Chi nhánh VPDKDD huyện Bắc Sơn").subject is None
    assert units.unit("Chi nhánh VPĐKĐĐ huyện Cao Lộc").subject is None


def test_a_persons_other_spelling_holds_in_that_office_only():
    people = [
        Participant(Person(SubjectId(1), "Vi Thu Hà", "Sở Y tế", date(1980, 1, 2)), "a"),
        Participant(Person(SubjectId(2), "Vi Thu Hằng", "Sở Tư pháp"), "a"),
    ]
    known = Matcher(people, {person_alias("Vi Thị Thu Hà", "Sở Y tế"): SubjectId(1)})

    assert known.person("VI THỊ THU HÀ", "Sở Y tế").subject == people[0].subject
    assert known.person("Vi Thị Thu Hà", "Sở Tư pháp").subject is None
    assert known.person("Vi Thị Thu Hà", "Sở Y tế", date(1999, 1, 2)).subject is None

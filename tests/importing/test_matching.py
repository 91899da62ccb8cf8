"""Names as typed against those registered: sure, doubtful, several."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.importing.matching import Matcher, group_named, name_key, person_alias

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
        ("Phòng TN-MT huyện", "Phòng Tài nguyên và Môi trường"),
        ("Xã Tam Mỹ \u00d0ông", "Xã Tam Mỹ Đông"),
        ("Xã\u200b Tam Hòa\ufeff", "Xã Tam Hòa"),
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


def test_the_level_of_what_a_body_belongs_to_may_be_left_out_but_not_changed():
    bodies = matcher(
        "Xã Hòa Bình (huyện Bình Gia)", "Xã Hòa Bình (huyện Hữu Lũng)", "Thanh tra tỉnh A"
    )

    found = bodies.unit("Xã Hòa Bình (Bình Gia)").subject

    assert found is not None
    assert found.name == "Xã Hòa Bình (huyện Bình Gia)"
    assert bodies.unit("Xã Hòa Bình").subject is None
    assert bodies.unit("Thanh tra huyện A").subject is None


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


def test_one_person_of_a_name_in_another_office_is_proposed_and_not_taken():
    people = Matcher([Participant(Person(SubjectId(1), "Vi Thu Hà", "Sở Y tế"), "a")])

    found = people.person("Vi Thu Hà", "Sở Tư pháp")

    assert (found.subject, found.problem) == (None, Code.UNKNOWN_UNIT)
    assert [(one.id, likeness) for one, likeness in found.candidates] == [(1, 100)]


def test_a_spelling_of_somebody_who_takes_no_part_means_nobody():
    units = matcher("Xã Tam Hòa", aliases={"Xã Cũ": SubjectId(99)})

    assert units.unit("Xã Cũ").problem is Code.UNKNOWN_UNIT


def test_after_five_hundred_strange_names_no_more_are_compared():
    units = matcher("Xã Tam Hòa")
    for number in range(499):
        units.unit(f"Tổ công tác số {number}")

    assert [one.name for one, _ in units.unit("Xã Tam Hoàn").candidates] == ["Xã Tam Hòa"]
    assert units.unit("Xã Tam Hoà B").candidates == ()
    assert units.unit("Xã Tam Hòa").subject.id == 1


def test_three_words_may_be_told_by_their_first_letters_and_two_may_not():
    units = matcher("Chi cục Bảo vệ rừng", "Chi cục Kiểm lâm")

    assert units.unit("Chi cục B.V.R.").subject.id == 1
    assert units.unit("Chi cục K.L.").subject is None


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


OFFICES = matcher(
    "Sở Kế hoạch và Đầu tư",
    "Sở Giáo dục và Đào tạo",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Phòng Nội vụ",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Kinh tế và Hạ tầng",
    "Thanh tra huyện",
    "Xã Tam Trường",
    "Xã Tam Sơn",
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở Kế hoạch Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở VH-TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("P. TN&MT", "Phòng Tài nguyên và Môi trường"),
        ("P.LĐ-TB&XH", "Phòng Lao động - Thương binh và Xã hội"),
        ("Phòng Kinh tế - Hạ tầng", "Phòng Kinh tế và Hạ tầng"),
        ("Phòng Nội vụ huyện", "Phòng Nội vụ"),
        ("Thanh tra huyện", "Thanh tra huyện"),
        ("Ủy ban ND xã Tam Sơn", "Xã Tam Sơn"),
        ("Xã Tam Trừơng", "Xã Tam Trường"),
        ("7. Xã Tam Sơn", "Xã Tam Sơn"),
        ("1.2. X.Tam Sơn", "Xã Tam Sơn"),
        ("Xã TamSơn", "Xã Tam Sơn"),
    ],
)
def test_what_offices_leave_out_and_put_before_is_still_the_same_name(typed, name):
    found = OFFICES.unit(typed)

    assert found.subject is not None
    assert found.subject.name == name


@pytest.mark.parametrize(
    "typed",
    [
        "Xã Tam Sơn, huyện Phú Ninh",
        "Xã Tam Sơn (cũ)",
        "XA TAM SON",
        "Huyện Tam Sơn",
        "Sở Nội vụ",
        "Xã Tam Sớn",
    ],
)
def test_what_may_be_another_body_is_never_taken(typed):
    assert OFFICES.unit(typed).subject is None


def test_a_name_with_something_after_it_is_proposed_first():
    assert OFFICES.unit("Xã Tam Sơn, huyện Núi Thành").candidates[0][0].name == "Xã Tam Sơn"
    assert OFFICES.unit("XA TAM SON").candidates[0][0].name == "Xã Tam Sơn"


def test_a_remembered_name_is_asked_about_where_its_heading_has_another():
    units = Matcher(
        [
            Participant(Unit(SubjectId(1), "Huyện Bắc Sơn"), "huyen"),
            Participant(Unit(SubjectId(2), "Thị trấn Bắc Sơn"), "xa"),
        ],
        {"Bắc Sơn": SubjectId(1)},
        GROUPS,
    )

    assert units.unit("Bắc Sơn").subject.id == 1
    assert units.unit("Bắc Sơn", "Cấp huyện").subject.id == 1
    asked = units.unit("Bắc Sơn", "UBND các xã, thị trấn")
    assert asked.problem is Code.AMBIGUOUS_UNIT
    assert [one.id for one, _ in asked.candidates] == [2, 1]


def test_a_remembered_name_is_taken_where_its_heading_has_no_other():
    units = matcher("Huyện Bắc Sơn", group="huyen", aliases={"Bắc Sơn": SubjectId(1)})

    assert units.unit("Bắc Sơn", "UBND các xã, thị trấn").subject.id == 1


def test_people_are_found_under_shortened_offices_and_forms_of_address():
    people = Matcher(
        [
            Participant(Person(SubjectId(1), "Vi Thu Hà", "Sở Tài nguyên và Môi trường"), "a"),
            Participant(Person(SubjectId(2), "Vi Thu Hà", "Sở Tư pháp"), "a"),
        ]
    )

    assert people.person("Bà Vi Thu Hà", "Sở TN&MT").subject.id == 1
    assert people.person("Đ/c Vi Thu Hà", "Tư pháp").subject.id == 2
    assert people.person("Vi Thu Hà", "Sở TT&TT").subject is None


REGISTER = tuple(
    f"Xã {one}"
    for one in (
        *("Tam Xuân I", "Tam Xuân II", "Tam Mỹ Đông", "Tam Mỹ Tây", "Tam Anh Nam", "Tam Anh Bắc"),
        *("Tam Hòa", "Tam Hoà Bình", "Tam Hải", "Tam Hài", "Tam Hai", "Cộng Hòa", "An Hòa I"),
    )
)
LETTERS = "aàáảãạăâbcdđeêghiíklmnoôơpqrstuưúvxyýI1l "


@given(
    st.sampled_from(REGISTER), st.integers(0, 30), st.sampled_from(["", *LETTERS]), st.booleans()
)
def test_a_typing_error_never_gives_the_figures_of_one_body_to_another(name, at, letter, replaces):
    at = min(at, len(name))
    typed = name[:at] + letter + name[at + replaces :]

    found = matcher(*REGISTER).unit(typed).subject

    if found is not None and found.name != name:
        written = name_key(found.name).replace(" ", "")
        assert name_key(typed).replace(" ", "") in {written, written.removeprefix("xã")}


@given(st.sampled_from(REGISTER), st.sampled_from(["NFC", "NFD"]), st.booleans(), st.booleans())
def test_case_composition_and_the_council_change_nobody(name, form, upper, council):
    typed = normalize(form, f"UBND {name}" if council else name)

    found = matcher(*REGISTER).unit(typed.upper() if upper else typed)

    assert found.subject is not None
    assert found.subject.name == name


def test_the_mark_of_a_footnote_is_no_part_of_a_name_unless_it_may_be_a_number():
    units = matcher("Sở Y tế", "Xã Tam Xuân", "Xã Tam Xuân I", "Đội số (2)", "Tổ (1)", "Tổ")

    assert [units.unit(f"Sở Y tế{mark}").subject.id for mark in (" (1)", "[2]", "¹")] == [1] * 3
    assert units.unit("Xã Tam Xuân (1)").subject is None
    assert units.unit("Đội số (2)").subject.id == 4
    assert units.unit("Đội số (1)").subject is None
    assert units.unit("Tổ (1)").subject.id == 5
    assert units.unit("Sở Y tế 1").subject is None

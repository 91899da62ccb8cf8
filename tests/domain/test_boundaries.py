"""Every criterion of the plans of Lạng Sơn, exactly at its boundary; counts worked out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from domain.contest import NAMES, figures, person, unit

from thidua_desktop.domain.awards import standing
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.figures import Figure, FigureBook, Period
from thidua_desktop.domain.indicators import target_of
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import Field, rank, scope_of
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.importing.presets import load_preset

PROVINCE = load_preset("ubnd-tinh-lang-son-2023")[0]
CENTRE = load_preset("ttpvhcc-lang-son-2023")[0]
LAND = load_preset("so-tnmt-lang-son-2024")[0]

MET, NOT_MET, NO_DATA, COUNCIL, NOT_APPLICABLE = State

SINCE_2018 = Period(date(2018, 1, 1), date(2023, 11, 30))
SPRINT = Period(date(2023, 8, 20), date(2023, 11, 30))
CENTRE_UNTIL = Period(None, date(2023, 10, 30))
LAND_UNTIL = Period(date(2024, 6, 15), date(2024, 12, 31))
YES, NO = Confirmation(met=True), Confirmation(met=False)
MORE_THAN = {"exceed": "more-than"}
RELATIVE = {"uplift": "relative"}


class Case:
    """A campaign with its participants, figures and what the council said."""

    def __init__(self, campaign, *found, people=(), confirmed=()):
        self.campaign = campaign
        self.people = people
        self.data = Field(people, FigureBook(found), NAMES, dict(confirmed))

    def standings(self, award_id, who, readings):
        day = date(2025, 1, 6)
        ranking = rank(self.campaign, self.data, day, readings)
        scope = scope_of(self.campaign, self.data, day, readings)
        (award,) = (one for one in self.campaign.awards if one.id == award_id)
        return standing(award, self.campaign.group(who.group), who, scope, ranking)

    def state(self, award_id, who=None, **readings):
        return self.standings(award_id, who or self.people[0], readings).state

    def leaf(self, award_id, criterion, readings=()):
        judged = self.standings(award_id, self.people[0], dict(readings))
        return next(one for one in judged.leaves() if one.id == criterion)


# --- campaign 2: the province ---


def target(measure, percent, subject=1):
    return Figure(SubjectId(subject), measure, percent=Decimal(percent))


def digitised(parts, whole, group, readings=(), results=None):
    counts = {"parts_digitised": parts, "received_total": whole}
    if results:
        counts |= {"results_digitised": results[0], "resolved_total": results[1]}
    case = Case(PROVINCE, *figures(1, counts, SINCE_2018), people=[unit(1, "A", group)])
    return case.leaf("bang-khen", "dat-vuot-so-hoa", readings)


@pytest.mark.parametrize(
    ("group", "parts", "whole", "state", "shown"),
    [
        ("tinh", 70, 100, MET, "70,00%"),
        ("tinh", 39_689, 56_700, NOT_MET, "69,998%"),
        ("huyen", 60, 100, MET, "60,00%"),
        ("huyen", 26_279, 43_800, NOT_MET, "59,998%"),
        ("xa", 55, 100, MET, "55,00%"),
        ("xa", 31_074, 56_500, NOT_MET, "54,998%"),
        ("thuoc-tinh", 69, 100, NOT_MET, "69,00%"),
        ("thuoc-huyen", 60, 100, MET, "60,00%"),
        ("xa", 0, 0, NOT_APPLICABLE, ""),
    ],
)
def test_digitisation_has_its_target_by_level(group, parts, whole, state, shown):
    found = digitised(parts, whole, group)

    assert (found.state, found.value) == (state, shown)


def test_to_exceed_a_target_may_be_read_as_more_than_it():
    assert digitised(70, 100, "tinh", MORE_THAN).state is NOT_MET
    assert digitised(70_001, 100_000, "tinh", MORE_THAN).state is MET


@pytest.mark.parametrize(
    ("reading", "parts", "results", "state"),
    [
        ("parts", 70, 69, MET),
        ("results", 69, 70, MET),
        ("results", 70, 69, NOT_MET),
        ("both", 70, 70, MET),
        ("both", 70, 69, NOT_MET),
        ("both", 69, 70, NOT_MET),
    ],
)
def test_digitisation_counts_parts_or_results_or_both(reading, parts, results, state):
    found = digitised(parts, 100, "tinh", {"digitisation": reading}, (results, 100))

    assert found.state is state


def test_digitisation_counts_from_2018_and_nothing_else_does():
    counts = {"parts_digitised": 70, "received_total": 100, "on_system": 100}
    case = Case(PROVINCE, *figures(1, counts, SPRINT), people=[unit(1, "A", "tinh")])

    found = case.leaf("bang-khen", "dat-vuot-so-hoa")

    assert found.state is NO_DATA
    assert "(có số liệu 20/08/2023 – 30/11/2023, khác kỳ cần tính)" in found.why


@pytest.mark.parametrize(
    ("assigned", "points", "relative"),
    [
        ("69.8", "74.8", "73.29"),
        ("65.5", "70.5", "68.775"),
        ("88.5", "93.5", "92.925"),
        ("79", "84", "82.95"),
        ("94.6", "99.6", "99.33"),
        ("95", "100", "99.75"),
        ("96", "100", "100"),
        ("100", "100", "100"),
    ],
)
def test_an_assigned_target_is_raised_by_five_in_either_reading(assigned, points, relative):
    who = unit(1, "A", "tinh")
    data = Field([who], FigureBook([target("target_services_active", assigned)]), NAMES)
    rule = PROVINCE.indicators["services-active"].target

    raised = [
        target_of(scope_of(PROVINCE, data, SPRINT.end, {"uplift": way}), who, rule)
        for way in ("points", "relative")
    ]

    assert [one.share * 100 for one in raised] == [Fraction(points), Fraction(relative)]
    assert raised[0].capped is (points == "100")


@pytest.mark.parametrize(
    ("received", "readings", "state"),
    [
        (705, {}, MET),
        (704, {}, NOT_MET),
        (705, MORE_THAN, NOT_MET),
        (706, MORE_THAN, MET),
        (688, RELATIVE, MET),  # 65,5 × 1,05 = 68,775
        (687, RELATIVE, NOT_MET),
    ],
)
def test_online_dossiers_are_held_against_the_raised_target(received, readings, state):
    counts = {"received_online": received, "received_new": 1000}
    found = [*figures(1, counts, SPRINT), target("target_received_online", "65.5")]
    case = Case(PROVINCE, *found, people=[unit(1, "A", "tinh")])

    assert case.leaf("bang-khen", "dat-vuot-truc-tuyen", readings).state is state


@pytest.mark.parametrize("readings", [{}, MORE_THAN, RELATIVE | MORE_THAN])
def test_a_target_raised_to_a_hundred_percent_is_exceeded_when_it_is_reached(readings):
    all_of_them = {"services_active": 24, "services_total": 24}
    all_but_one = {"services_active": 23, "services_total": 24}
    given = target("target_services_active", "96")
    who = unit(1, "A", "huyen")

    reached, missed = (
        Case(PROVINCE, *figures(1, one, SPRINT), given, people=[who]).leaf(
            "bang-khen", "dat-vuot-dich-vu-cong", readings
        )
        for one in (all_of_them, all_but_one)
    )

    assert (reached.state, missed.state) == (MET, NOT_MET)


def good_office(subject=1):
    return [
        *figures(subject, {"parts_digitised": 70, "received_total": 100}, SINCE_2018),
        *figures(subject, {"services_active": 65, "services_total": 100}, SPRINT),
        *figures(subject, {"received_online": 65, "received_new": 100}, SPRINT),
        target("target_services_active", "60", subject),
        target("target_received_online", "60", subject),
    ]


def test_a_collective_needs_every_target_and_a_solution():
    people = [unit(1, "Sở Y tế", "tinh")]

    waiting = Case(PROVINCE, *good_office(), people=people)
    confirmed = Case(PROVINCE, *good_office(), people=people, confirmed={(1, "giai-phap"): YES})

    assert waiting.state("bang-khen") is COUNCIL
    assert confirmed.state("bang-khen") is MET
    assert confirmed.state("bang-khen", exceed="more-than") is NOT_MET
    assert confirmed.state("giay-khen") is COUNCIL


def test_a_person_needs_leadership_an_initiative_and_the_targets_of_the_office():
    people = [unit(1, "Sở Y tế", "tinh"), person(2, "Vi Thị Lan", "Sở Y tế")]
    said = {(2, "chi-dao-thuc-hien"): YES, (2, "sang-kien"): YES}

    met = Case(PROVINCE, *good_office(), people=people, confirmed=said)
    office_misses = Case(PROVINCE, *good_office()[2:], people=people, confirmed=said)
    postman = person(2, "Vi Thị Lan", "Bưu điện tỉnh Lạng Sơn")
    unknown_office = Case(PROVINCE, *good_office(), people=[people[0], postman], confirmed=said)

    assert met.state("bang-khen", people[1]) is MET
    assert met.state("bang-khen", people[1], exceed="more-than") is NOT_MET
    assert office_misses.state("bang-khen", people[1]) is NO_DATA
    assert unknown_office.state("bang-khen", postman) is NO_DATA


# --- campaign 3: the centre ---


def at_the_centre(group, counts, said=()):
    who = person(1, "Vi Thị Lan", "Sở Y tế", group)
    found = figures(1, counts, CENTRE_UNTIL)
    return Case(CENTRE, *found, people=[who], confirmed={(1, one): YES for one in said})


@pytest.mark.parametrize(
    ("measure", "count", "criterion", "state", "threshold"),
    [
        ("news_items", 4, "tin-bai", NOT_MET, ">= 5"),
        ("news_items", 5, "tin-bai", MET, ">= 5"),
        ("late_tasks", 0, "khong-cham-muon", MET, "= 0"),
        ("late_tasks", 1, "khong-cham-muon", NOT_MET, "= 0"),
        ("corrected_tasks", 0, "khong-chinh-sua", MET, "= 0"),
        ("corrected_tasks", 1, "khong-chinh-sua", NOT_MET, "= 0"),
        ("ideas", 0, "sang-kien", NOT_MET, ">= 1"),
        ("ideas", 1, "sang-kien", MET, ">= 1"),
        ("ideas", None, "sang-kien", NO_DATA, ">= 1"),
    ],
)
def test_the_staff_of_the_centre_are_held_against_counts(
    measure, count, criterion, state, threshold
):
    found = at_the_centre("trung-tam", {measure: count}).leaf("giay-khen", criterion)

    assert (found.state, found.threshold) == (state, threshold)


@pytest.mark.parametrize(
    ("counts", "criterion", "state", "shown"),
    [
        ({"rated_very_satisfied": 147, "rated_total": 150}, "rat-hai-long", MET, "98,00%"),
        (
            {"rated_very_satisfied": 24_548, "rated_total": 25_050},
            "rat-hai-long",
            NOT_MET,
            "97,996%",
        ),
        ({"rated_very_satisfied": 0, "rated_total": 0}, "rat-hai-long", NOT_APPLICABLE, ""),
        ({"rated_very_satisfied": 9}, "rat-hai-long", NO_DATA, ""),
        ({"rated_dissatisfied": 0}, "khong-hai-long", MET, "0"),
        ({"rated_dissatisfied": 1}, "khong-hai-long", NOT_MET, "1"),
        ({"complaints": 0}, "khong-phan-anh", MET, "0"),
        ({"complaints": 1}, "khong-phan-anh", NOT_MET, "1"),
        ({"eligible_online": 764, "eligible_total": 955}, "ho-so-truc-tuyen", MET, "80,00%"),
        ({"eligible_online": 763, "eligible_total": 955}, "ho-so-truc-tuyen", NOT_MET, "79,90%"),
        ({"services_active": 17, "services_total": 20}, "dich-vu-cong", MET, "85,00%"),
        ({"services_active": 38, "services_total": 45}, "dich-vu-cong", NOT_MET, "84,44%"),
    ],
)
def test_one_stop_staff_are_held_against_rates_and_zeros(counts, criterion, state, shown):
    found = at_the_centre("mot-cua", counts).leaf("giay-khen", criterion)

    assert (found.state, found.value) == (state, shown)


def test_a_person_of_the_centre_needs_everything_also_what_the_council_says():
    counts = {"news_items": 5, "late_tasks": 0, "corrected_tasks": 0, "ideas": 1}
    said = [
        *("vuot-nhiem-vu", "tuyen-truyen", "tich-cuc-huong-ung"),
        *("guong-mau", "cong-so-van-minh", "nhiem-vu-khac"),
    ]

    assert at_the_centre("trung-tam", counts, said).state("giay-khen") is MET
    assert at_the_centre("trung-tam", counts, said[1:]).state("giay-khen") is COUNCIL
    assert at_the_centre("trung-tam", counts | {"ideas": 0}, said).state("giay-khen") is NOT_MET
    lacking = {key: value for key, value in counts.items() if key != "ideas"}
    assert at_the_centre("trung-tam", lacking, said).state("giay-khen") is NO_DATA


def test_who_nobody_rated_is_judged_on_the_rest():
    nobody = {"rated_very_satisfied": 0, "rated_total": 0, "rated_dissatisfied": 0}
    rest = {"complaints": 0, "eligible_online": 80, "eligible_total": 100}
    services = {"services_active": 85, "services_total": 100}
    said = ["huong-dan", "tich-cuc-huong-ung", "guong-mau", "cong-so-van-minh", "nhiem-vu-khac"]

    case = at_the_centre("mot-cua", nobody | rest | services, said)

    assert case.state("giay-khen") is MET


# --- campaign 4: the department of natural resources and environment ---


def contents(active=(91, 100), paid=(46, 100)):
    return {
        "services_active": active[0],
        "services_total": active[1],
        "paid_online": paid[0],
        "fee_total": paid[1],
    }


def land(counts, said=(), denied=(), who=None):
    people = [unit(1, "Văn phòng Sở", "don-vi"), *([who] if who else [])]
    subject = people[-1].subject.id
    confirmed = {(subject, one): YES for one in said} | {(subject, one): NO for one in denied}
    return Case(LAND, *figures(1, counts, LAND_UNTIL), people=people, confirmed=confirmed)


@pytest.mark.parametrize(
    ("counts", "criterion", "state", "shown"),
    [
        (contents(active=(90, 100)), "dich-vu-cong", NOT_MET, "90,00%"),
        (contents(active=(90_001, 100_000)), "dich-vu-cong", MET, "90,001%"),
        (contents(paid=(432, 960)), "thanh-toan", NOT_MET, "45,00%"),
        (contents(paid=(17_731, 39_400)), "thanh-toan", MET, "45,003%"),
        (contents(paid=(0, 0)), "thanh-toan", NOT_APPLICABLE, ""),
    ],
)
def test_more_than_ninety_and_forty_five_percent_are_strict(counts, criterion, state, shown):
    found = land(counts).leaf("giay-khen", criterion)

    assert (found.state, found.value) == (state, shown)
    assert found.threshold in {"> 90%", "> 45%"}


QUALITATIVE = ("noi-dung-2", "noi-dung-3", "noi-dung-4", "noi-dung-5")


@pytest.mark.parametrize(
    ("counts", "said", "denied", "state"),
    [
        (contents(), QUALITATIVE[:2], QUALITATIVE[2:], MET),
        (contents(active=(90, 100)), QUALITATIVE[:2], QUALITATIVE[2:], NOT_MET),
        (contents(active=(90, 100)), QUALITATIVE[:3], QUALITATIVE[3:], MET),
        (contents(), QUALITATIVE[:1], QUALITATIVE[2:], COUNCIL),
        ({}, QUALITATIVE[:2], QUALITATIVE[2:], NO_DATA),
        ({}, QUALITATIVE[:1], QUALITATIVE[1:], NOT_MET),
        (contents(paid=(0, 0)), QUALITATIVE[:2], QUALITATIVE[2:], MET),
    ],
)
def test_three_of_five_contents_make_a_certificate(counts, said, denied, state):
    case = land(counts, ("giai-phap-hieu-qua", *said), denied)

    assert case.state("giay-khen") is state


@pytest.mark.parametrize(
    ("counts", "said", "state"),
    [
        (contents(), QUALITATIVE, MET),
        (contents(), QUALITATIVE[:3], COUNCIL),
        (contents(active=(90, 100)), QUALITATIVE, NOT_MET),
        (contents(paid=(45, 100)), QUALITATIVE, NOT_MET),
        (contents(paid=(0, 0)), QUALITATIVE, MET),
        ({}, QUALITATIVE, NO_DATA),
    ],
)
def test_a_certificate_of_merit_needs_all_five_contents_and_a_unit_without_fees_the_other_rate(
    counts, said, state
):
    case = land(counts, ("nhieu-cach-lam-sang-tao", *said))

    assert case.state("bang-khen") is state


@pytest.mark.parametrize(
    ("counts", "said", "denied", "state"),
    [
        ({}, ["tich-cuc-tham-muu"], ["lanh-dao-hieu-qua"], MET),
        (contents(), ["lanh-dao-hieu-qua"], ["tich-cuc-tham-muu", *QUALITATIVE], MET),
        ({}, ["lanh-dao-hieu-qua", "noi-dung-4"], ["tich-cuc-tham-muu"], MET),
        (
            contents(active=(90, 100)),
            ["lanh-dao-hieu-qua"],
            ["tich-cuc-tham-muu", *QUALITATIVE],
            NOT_MET,
        ),
        (contents(), [], ["tich-cuc-tham-muu"], COUNCIL),
        (contents(), [], ["tich-cuc-tham-muu", "lanh-dao-hieu-qua"], NOT_MET),
    ],
)
def test_a_person_needs_any_one_of_two_for_a_certificate(counts, said, denied, state):
    who = person(2, "Vi Thị Lan", "Văn phòng Sở")

    assert land(counts, said, denied, who).state("giay-khen", who) is state


def test_a_person_needs_both_for_a_certificate_of_merit():
    who = person(2, "Vi Thị Lan", "Văn phòng Sở")
    said = ("lanh-dao-hieu-qua", "thanh-tich-tieu-bieu", *QUALITATIVE)

    assert land(contents(), said, who=who).state("bang-khen", who) is MET
    assert land(contents(), said[:1] + said[2:], who=who).state("bang-khen", who) is COUNCIL
    missed = land(contents(active=(90, 100)), said, who=who)
    assert missed.state("bang-khen", who) is NOT_MET


def test_a_unit_without_fees_is_ordered_by_the_other_rate():
    people = [unit(1, "A", "don-vi"), unit(2, "B", "don-vi"), unit(3, "C", "don-vi")]
    found = [
        *figures(1, contents(), LAND_UNTIL),
        *figures(2, contents(paid=(0, 0)), LAND_UNTIL),
        *figures(3, contents(active=(0, 0), paid=(0, 0)), LAND_UNTIL),
    ]

    group = rank(LAND, Field(people, FigureBook(found), NAMES), LAND_UNTIL.end, {}).groups[0]

    assert [(one.participant.subject.name, len(one.attainments)) for one in group.rows] == [
        ("A", 2),
        ("B", 1),
    ]
    assert [(one.participant.subject.name, one.state) for one in group.not_ranked] == [
        ("C", NOT_APPLICABLE)
    ]

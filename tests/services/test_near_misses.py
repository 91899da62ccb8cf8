"""Near misses of the demonstration, checked by hand, the closest first."""

from datetime import date
from fractions import Fraction

import pytest

from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.units import find_participant

END = date(2023, 12, 31)


def retype(office, name, **counts):
    who = find_participant(office.units.participants(POINTS), name).subject.id
    for measure, text in counts.items():
        office.figures.set_figure(POINTS, who, measure, END, text)


def of(office, name, key=POINTS):
    found = office.near_misses.near_misses(key, DAY)
    return [one for one in found if one.participant.subject.label == name]


def test_who_missed_the_condition_for_being_considered(office):
    (found,) = of(office, "Xã Tam Hải")

    assert (found.value, found.threshold, found.missed) == ("64,75%", "từ 65%", ("xét giải",))
    assert found.gap == Fraction(65) - Fraction(7900, 122)
    assert (found.needed, found.needed_growing, found.noun) == (1, 1, "hồ sơ")
    assert found.last_one_for == ("xét giải",)
    assert found.text == (
        "Xã Tam Hải, xét giải, «Hồ sơ trực tuyến từ 65% tổng số hồ sơ đã giải quyết»: "
        "64,75%, cần từ 65%, thiếu 0,25 điểm phần trăm. "
        "Thêm 1 trong 122 hồ sơ đã có, hoặc thêm 1 hồ sơ mới được tính thì đạt."
    )


def test_the_closest_come_first(office):
    found = office.near_misses.near_misses(POINTS, DAY)

    assert len(found) > 1
    assert [one.closeness for one in found] == sorted(one.closeness for one in found)


def test_a_gap_too_small_for_two_digits_is_still_seen(office):
    retype(office, "Xã Tam Hải", resolved_total="100000", online_total="64996")

    (found,) = of(office, "Xã Tam Hải")

    assert found.gap == Fraction(4, 1000)
    assert found.gap_text == "thiếu 0,004 điểm phần trăm"
    assert (found.needed, found.needed_growing) == (4, 12)


def test_a_prize_is_missed_only_by_who_is_ranked(office):
    retype(office, "Xã Tam Hải", resolved_total="1000", online_total="690")

    (found,) = of(office, "Xã Tam Hải")

    assert found.missed == ("giải nhất",)
    assert (found.threshold, found.needed, found.needed_growing) == ("từ 70%", 10, 34)


def test_two_criteria_are_two_misses_and_neither_is_the_last_one(office):
    group = next(one for one in office.rankings.view(POINTS, DAY).groups if one.id == "co-quan")
    name = group.rows[0].full_name
    retype(office, name, resolved_total="200", online_total="97")

    count, rate = of(office, name)

    assert (count.value, count.threshold, count.gap_text) == ("97", "từ 100", "thiếu 3 hồ sơ")
    assert count.needed == 3
    assert (rate.last_one_for, count.last_one_for) == ((), ())
    assert count.text.endswith("97, cần từ 100, thiếu 3 hồ sơ.")


def test_figures_not_there_are_no_near_miss(office):
    found = office.near_misses.near_misses(POINTS, date(2023, 6, 1))

    assert found == ()


@pytest.mark.parametrize(
    ("compare", "percent", "counts", "said"),
    [
        (
            ">",
            "65",
            ("65", "100"),
            (
                "65,00%, cần trên 65%, vừa bằng mức, phải vượt. "
                "Thêm 1 trong 100 hồ sơ đã có, hoặc thêm 1 hồ sơ mới được tính thì đạt."
            ),
        ),
        (
            "<",
            "65",
            ("65", "100"),
            (
                "65,00%, cần dưới 65%, vừa bằng mức, phải dưới. "
                "Bớt 1 trong 100 hồ sơ đã có, hoặc thêm 1 hồ sơ khác thì đạt."
            ),
        ),
        (
            "<=",
            "60",
            ("65", "100"),
            (
                "65,00%, cần không quá 60%, vượt 5,00 điểm phần trăm. "
                "Bớt 5 trong 100 hồ sơ đã có, hoặc thêm 9 hồ sơ khác thì đạt."
            ),
        ),
        (
            ">=",
            "100",
            ("65", "100"),
            (
                "65,00%, cần từ 100%, thiếu 35,00 điểm phần trăm. "
                "Thêm 35 trong 100 hồ sơ đã có thì đạt."
            ),
        ),
        (
            ">",
            "100",
            ("100", "100"),
            "100,00%, cần trên 100%, vừa bằng mức, phải vượt. Không thể đạt với số liệu này.",
        ),
    ],
)
def test_every_comparison_has_its_sentence(office, compare, percent, counts, said):
    part, whole = counts
    retype(office, "Xã Tam Hải", resolved_total=whole, online_total=part)
    with office.workspace.write("Sửa quy định", kind="edit") as session:
        old, *rest = session.campaigns.get(POINTS).toml.partition("[criteria.giai-nhat]")
        changed = old.replace('>="\npercent = "65"', f'{compare}"\npercent = "{percent}"')
        assert changed != old or (compare, percent) == (">=", "65")
        session.campaigns.replace(POINTS, "".join([changed, *rest]))

    (found,) = of(office, "Xã Tam Hải")

    assert found.text.endswith(f"»: {said}")


def test_awards_by_targets_name_what_was_missed(office):
    found = office.near_misses.near_misses(TARGETS, DAY)

    assert found
    assert all(one.missed for one in found)
    assert any("Bằng khen" in title for one in found for title in one.missed)


@pytest.mark.parametrize("key", [POINTS, TARGETS])
def test_every_sentence_ends_and_says_where_things_stand(office, key):
    for one in office.near_misses.near_misses(key, DAY):
        assert one.text.startswith(one.participant.subject.label)
        assert one.text.endswith(".")
        assert f"cần {one.threshold}" in one.text

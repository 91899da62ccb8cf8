"""What prizes and awards cost, against the sums of the plans."""

from dataclasses import replace

from thidua_desktop.domain.prizes import NOBODY_LEFT, Vacant
from thidua_desktop.services.award_money import MoneyLine, money_of
from thidua_desktop.services.demo import DAY, POINTS, TARGETS


def test_all_prizes_of_nui_thanh_cost_what_the_plan_says(office):
    money = money_of(office.awards.view(POINTS, DAY))

    lines = [(one.name, one.given, one.quota, one.each, one.total) for one in money.prizes]
    assert lines == [
        ("Giải nhất", 1, 1, 3_500_000, 3_500_000),
        ("Giải nhì", 1, 1, 2_500_000, 2_500_000),
        ("Giải ba", 1, 1, 2_000_000, 2_000_000),
        ("Giải nhất", 1, 1, 7_000_000, 7_000_000),
        ("Giải nhì", 1, 1, 4_500_000, 4_500_000),
        ("Giải ba", 1, 1, 3_000_000, 3_000_000),
        ("Giải khuyến khích", 2, 2, 2_000_000, 4_000_000),
    ]
    assert (money.needed, money.most) == (26_500_000, 26_500_000)


def test_a_prize_nobody_gets_costs_nothing_and_says_why(office):
    view = office.awards.view(POINTS, DAY)
    ranking = view.ranking
    group = ranking.groups[1]
    alone = replace(group, rows=group.rows[:1], vacant=())
    prizes = [one for one in ranking.campaign.prizes if one.group == group.group.id]
    vacant = tuple(Vacant(one, NOBODY_LEFT) for one in prizes[1:])
    few = replace(ranking, groups=(replace(alone, vacant=vacant),))

    money = money_of(replace(view, ranking=few))

    first, second, *_ = money.prizes
    assert (first.total, second.total) == (7_000_000, 0)
    assert second.why == ("theo kế hoạch; không trao, không chi: không còn đơn vị nào đủ điều kiện")
    assert (money.needed, money.most) == (7_000_000, 18_500_000)


def test_awards_that_wait_for_the_council_count_in_what_it_may_come_to(office):
    everybody = [one.subject.id for one in office.units.participants(TARGETS)]
    office.council.confirm(
        TARGETS, everybody[:2], "thanh-tich-tieu-bieu", met=True, evidence="Biên bản"
    )

    (line, *_) = money_of(office.awards.view(TARGETS, DAY)).awards

    assert (line.given, line.waiting, line.each) == (2, 7, 1_080_000)
    assert (line.total, line.most) == (2_160_000, 9 * 1_080_000)


def test_a_quota_bounds_what_it_may_come_to_but_never_below_what_is_met():
    line = MoneyLine("Giấy khen", "tập thể", 5, 4, 3, 100, "")

    assert (line.total, line.most) == (500, 500)
    assert replace(line, quota=8).most == 800
    assert replace(line, each=None).most == 0

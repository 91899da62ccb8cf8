"""Rules of a campaign edited: readings, what depends on them, the order of steps, criteria."""

import tomllib
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from thidua_desktop.domain.campaigns import UnmetPrize
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.readings import Choice
from thidua_desktop.errors import DataFileError, InvalidValueError
from thidua_desktop.importing.presets import load_preset, preset_ids
from thidua_desktop.services.campaign_adding import CampaignAdder
from thidua_desktop.services.campaign_changes import change_value, move_part
from thidua_desktop.services.campaign_editing import CampaignEditor, checked
from thidua_desktop.services.campaign_fields import value_at
from thidua_desktop.services.campaign_new_criteria import free_id
from thidua_desktop.services.campaign_parts import add_part
from thidua_desktop.services.campaign_removal import reached_criteria, remove_part
from thidua_desktop.services.campaign_sections import source_of
from thidua_desktop.services.campaign_views import Addition, Move, Removal
from thidua_desktop.services.council import CouncilService
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.progress import Progress

TNMT = "so-tnmt-lang-son-2024"


@pytest.fixture
def editor(office):
    return CampaignEditor(office.workspace)


@pytest.fixture
def adder(office):
    return CampaignAdder(office.workspace)


def change(editor, path, typed, key=POINTS):
    return editor.change(key, editor.view(key).fields()[path], typed)


def value(office, path, key=POINTS):
    with office.workspace.read() as session:
        return value_at(tomllib.loads(session.campaigns.get(key).toml), path)


def offered(editor, section, key=POINTS):
    (found,) = (one for one in editor.view(key).sections if one.key == section)
    return [*found.additions, *(one for card in found.cards for one in card.additions)]


def add(editor, section, kind, path=None, key=POINTS):
    every = offered(editor, section, key)
    return editor.add(
        key, next(one for one in every if one.kind == kind and path in {None, one.path})
    )


def tam_son(office):
    rows = office.rankings.view(POINTS, DAY).groups[1].rows
    return next(one.score_text for one in rows if one.full_name == "Xã Tam Sơn")


def removals(editor, section, key=POINTS):
    (found,) = (one for one in editor.view(key).sections if one.key == section)
    rows = [row.removal for card in found.cards for row in card.rows]
    return {one.path for one in (*rows, *(card.removal for card in found.cards)) if one}


def said(editor, section, key=POINTS):
    (found,) = (one for one in editor.view(key).sections if one.key == section)
    return [row.text for card in found.cards for row in card.rows]


# --- the words of readings ---


def test_words_of_a_reading_are_changed(office, editor):
    change(editor, "readings.deduction.name", "Trừ điểm trễ hạn")
    change(editor, "readings.deduction.options.full-percent.short", "Phần trăm tròn")

    reading = next(one for one in office.campaigns.load(POINTS).readings if one.key == "deduction")
    assert reading.name == "Trừ điểm trễ hạn"
    assert reading.option("full-percent").short == "Phần trăm tròn"


def test_another_default_changes_the_ranking_until_the_council_decides(office, editor):
    before = tam_son(office)

    change(editor, "readings.order.options@", "no-coefficient")

    # 100 × 2.527 / 2.757 − 100 × 122 / 2.757, without × 0,9
    assert (before, tam_son(office)) == ("78,51", "87,23")
    assert next(iter(value(office, "readings.order.options"))) == "no-coefficient"


def test_each_reading_says_what_depends_on_it(editor):
    words = said(editor, "readings")

    assert "Dùng cho: thứ tự các bước tính điểm; cách dùng «Hệ số hồ sơ»." in words
    assert (
        "Dùng cho: khi không đạt điều kiện Giải nhất, Cơ quan chuyên môn; "
        "khi không đạt điều kiện Giải nhất, Xã, thị trấn." in words
    )


@pytest.mark.parametrize("preset", preset_ids())
def test_no_reading_of_a_preset_is_without_a_rule_or_without_words(preset, office, adder, editor):
    key = preset if preset in {POINTS, TARGETS} else adder.from_preset(preset).key
    (section,) = (one for one in editor.view(key).sections if one.key == "readings")

    assert section.warnings == 0
    used = [row.text for card in section.cards for row in card.rows if "Dùng cho" in row.text]
    assert not any(".ratios" in one or "criteria." in one for one in used)


# --- readings and their ways come and go ---


def test_a_new_way_to_read_a_rule_counts_like_the_default_at_first(office, editor):
    add(editor, "readings", "option", "readings.order.options")
    change(editor, "readings.order.options.cach.text", "Chỉ điểm gốc")
    editor.remove(POINTS, Removal("ranking.order.cach[3]", "bước"))
    editor.remove(POINTS, Removal("ranking.order.cach[2]", "bước"))

    office.campaigns.decide(POINTS, {"order": "cach"})

    assert value(office, "ranking.steps.factor.apply.cach") == "multiply"
    assert value(office, "ranking.order.cach") == ["base"]
    assert tam_son(office) == "91,66"  # 2.527 / 2.757


def test_a_way_taken_out_is_gone_from_every_rule(office, editor):
    editor.remove(POINTS, Removal("readings.order.options.coefficient-added", "cách hiểu"))

    scoring = office.campaigns.load(POINTS).ranking.scoring
    assert isinstance(scoring.order, Choice)
    assert list(scoring.order.values) == ["document-order", "coefficient-first", "no-coefficient"]
    assert set(scoring.steps["factor"].apply.values) == set(scoring.order.values)


def test_a_reading_taken_out_leaves_what_its_default_says(office, editor):
    editor.remove(POINTS, Removal("readings.first-prize", "cách hiểu"))
    editor.remove(POINTS, Removal("readings.order", "cách hiểu"))

    campaign = office.campaigns.load(POINTS)
    assert [one.key for one in campaign.readings] == ["deduction"]
    assert campaign.prizes[0].if_unmet is UnmetPrize.PASS_DOWN
    assert campaign.ranking.scoring.order == ("base", "deduction", "factor")
    assert tam_son(office) == "78,51"


def test_what_the_council_decided_on_is_not_taken_out(office, editor):
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "Hội đồng", "thống nhất")
    office.decisions.record(POINTS, {"order": "document-order"}, "Hội đồng", "xem lại")

    for path in ("readings.order", "readings.order.options.no-coefficient"):
        with pytest.raises(InvalidValueError) as refused:
            editor.remove(POINTS, Removal(path, "cách hiểu"))
        assert "chưa quyết định" in refused.value.expected
    editor.remove(POINTS, Removal("readings.order.options.coefficient-added", "cách hiểu"))

    assert list(value(office, "readings.order.options")) == [
        "document-order",
        "coefficient-first",
        "no-coefficient",
    ]


def test_two_ways_are_the_fewest(office, editor):
    assert "readings.deduction.options.full-percent" not in removals(editor, "readings")

    with pytest.raises(DataFileError):
        editor.remove(POINTS, Removal("readings.deduction.options.full-percent", "cách hiểu"))

    assert value(office, "readings.deduction.options.full-percent") is not None


def test_a_new_reading_says_that_nothing_depends_on_it_yet(editor):
    add(editor, "readings", "reading")

    (section,) = (one for one in editor.view(POINTS).sections if one.key == "readings")
    assert section.warnings == 1
    assert "Chưa quy định nào theo cách hiểu này" in section.cards[-1].notices[0]


# --- values made to depend on a reading ---


def test_a_comparison_depends_on_a_reading_and_each_way_compares_its_own(office, editor):
    add(editor, "readings", "reading")

    change(editor, "criteria.xet-xa.compare", "@cach-hieu")
    change(editor, "criteria.xet-xa.compare.cach-2", ">")

    criterion = office.campaigns.load(POINTS).group("xa").considered
    assert criterion.comparison == Choice(
        "cach-hieu", {"cach-1": Comparison.AT_LEAST, "cach-2": Comparison.MORE}
    )
    ranked = {
        way: {
            row.participant.subject.name
            for row in office.rankings.ranking(POINTS, DAY, {"cach-hieu": way}).groups[1].rows
        }
        for way in ("cach-1", "cach-2")
    }
    assert ranked["cach-2"] <= ranked["cach-1"]


def test_a_value_that_depends_on_a_reading_is_made_the_same_for_all_again(office, editor):
    change(editor, "ranking.steps.deduction.way", "full-percent")

    assert value(office, "ranking.steps.deduction.way") == "full-percent"
    assert "Chưa quy định nào" in editor.view(POINTS).sections[5].cards[1].notices[0]


def test_ways_called_like_the_values_get_those_values(office, editor):
    change(editor, "ranking.steps.deduction.way", "full-percent")

    change(editor, "ranking.steps.deduction.way", "@deduction")

    assert value(office, "ranking.steps.deduction.way") == {
        "reading": "deduction",
        "proportional": "proportional",
        "full-percent": "full-percent",
    }


def test_the_order_of_the_steps_depends_on_a_reading_or_not(office, editor):
    change(editor, "ranking.order@", "")
    alike = value(office, "ranking.order")

    change(editor, "ranking.order@", "@deduction")

    assert alike == ["base", "deduction", "factor"]
    assert value(office, "ranking.order.full-percent") == alike


def test_a_milestone_may_mean_two_things(office, editor):
    change(editor, "milestones.tong-ket.name@", "@deduction")
    change(editor, "milestones.tong-ket.name.full-percent", "Tổng kết")

    milestone = office.campaigns.load(POINTS).milestones[0]
    assert milestone.name == "Tổng kết, trao giải"
    assert milestone.named({"deduction": "full-percent"}) == "Tổng kết"
    change(editor, "milestones.tong-ket.name@", "")
    assert value(office, "milestones.tong-ket.name") == "Tổng kết, trao giải"


def test_a_rate_may_be_counted_in_two_ways_and_of_several_parts(office, editor):
    change(editor, "indicators.online.ratios@", "@deduction")
    change(editor, "indicators.online.ratios.full-percent[1].part", "online_early\nonline_on_time")
    add(editor, "contents", "ratio", "indicators.online.ratios.full-percent")

    ratios = office.campaigns.load(POINTS).indicators["online"].ratios
    assert [one.part for one in ratios.values["proportional"]] == [("online_total",)]
    assert ratios.values["full-percent"][0].part == ("online_early", "online_on_time")
    assert len(ratios.values["full-percent"]) == 2
    editor.remove(POINTS, Removal("indicators.online.ratios.full-percent[2]", "tỷ lệ"))
    change(editor, "indicators.online.ratios@", "")
    assert value(office, "indicators.online.part") == ["online_total"]
    assert value(office, "indicators.online.ratios") is None


def test_two_rates_that_must_both_reach_the_target(office, editor):
    add(editor, "contents", "ratio", "indicators.late.ratios")
    both = office.campaigns.load(POINTS).indicators["late"].ratios

    editor.remove(POINTS, Removal("indicators.late.ratios[2]", "tỷ lệ"))

    assert len(both) == 2
    assert value(office, "indicators.late.part") == ["resolved_late"]


# --- steps ---


def test_steps_change_places_but_a_score_begins_with_points(office, editor):
    editor.move(POINTS, Move("ranking.order.document-order[2]", "bước «Điểm trừ»", 1))

    assert value(office, "ranking.order.document-order") == ["base", "factor", "deduction"]
    assert office.history.undo_label() == "Chuyển bước «Điểm trừ» xuống"
    (section,) = (one for one in editor.view(POINTS).sections if one.key == "scoring")
    moves = [move for card in section.cards for row in card.rows for move in row.moves]
    steps = [one for one in moves if one.path.startswith("ranking.order")]
    assert not any(one.path.endswith("[2]") and one.by < 0 for one in steps)
    with pytest.raises(DataFileError):
        editor.move(POINTS, Move("ranking.order.document-order[2]", "bước", -1))


def test_a_step_is_added_to_every_order_and_taken_out_of_every_order(office, editor):
    add(editor, "scoring", "step-deduction:online")
    orders = [one[-1] for name, one in value(office, "ranking.order").items() if name != "reading"]

    editor.remove(POINTS, Removal("ranking.steps.buoc", "bước"))

    assert orders == ["buoc"] * 4
    assert all("buoc" not in one for one in value(office, "ranking.order").values())


def test_a_step_left_out_of_a_formula_is_offered_there(office, editor):
    add(editor, "scoring", "order-step:factor", "ranking.order.no-coefficient")

    assert value(office, "ranking.order.no-coefficient") == ["base", "deduction", "factor"]


def test_the_first_step_cannot_be_taken_out(editor):
    found = removals(editor, "scoring")

    assert "ranking.steps.base" not in found
    assert {"ranking.steps.deduction", "ranking.steps.factor"} <= found


def test_steps_read_other_indicators_and_counts(office, editor):
    change(editor, "ranking.steps.base.indicator", "online")
    change(editor, "ranking.steps.base.of-target", "1,5")
    change(editor, "ranking.steps.factor.measure", "resolved_total")
    change(editor, "ranking.columns", "late\nin-time")

    rule = office.campaigns.load(POINTS).ranking
    assert rule.scoring.steps["base"].indicator == "online"
    assert str(rule.scoring.steps["base"].of_target) == "3/2"
    assert rule.scoring.steps["factor"].measure == "resolved_total"
    assert rule.columns == ("late", "in-time")


def test_ties_are_broken_by_other_things_in_another_order(office, editor):
    change(editor, "ranking.tie-breaks[1]@", "indicator:online")
    change(editor, "ranking.tie-breaks[2].better", "larger")
    add(editor, "scoring", "tie-break:measure:resolved_total")
    editor.move(POINTS, Move("ranking.tie-breaks[3]", "tiêu chí phụ 3", -1))
    editor.remove(POINTS, Removal("ranking.tie-breaks[3]", "tiêu chí phụ 3"))

    breaks = office.campaigns.load(POINTS).ranking.tie_breaks
    assert [(one.measure, one.indicator, one.better) for one in breaks] == [
        ("", "online", "larger"),
        ("resolved_total", "", "larger"),
    ]


def test_a_ranking_by_targets_counts_other_indicators(office, editor):
    change(editor, "ranking.indicators", "digitisation", TARGETS)
    change(editor, "ranking.volume", "", TARGETS)

    rule = office.campaigns.load(TARGETS).ranking
    assert (rule.indicators, rule.volume) == (("digitisation",), ())
    with pytest.raises(InvalidValueError):
        change(editor, "ranking.indicators", "", TARGETS)


# --- criteria ---


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("criterion", {"kind": "council"}),
        ("criterion:online", {"kind": "rate", "percent": "50"}),
        ("criterion-target:online", {"kind": "target"}),
        ("criterion-count", {"kind": "count", "count": 1}),
        ("criterion-some:any", {"kind": "any"}),
        ("criterion-some:at-least", {"kind": "at-least", "need": 1}),
    ],
)
def test_a_condition_of_every_kind_is_added_to_a_group(office, editor, kind, found):
    add(editor, "groups", kind, "criteria.xet-co-quan.of")

    name = value(office, "criteria.xet-co-quan.of")[-1]
    added = value(office, f"criteria.{name}")
    assert found.items() <= added.items()


def test_a_second_condition_makes_both_asked_for(office, editor):
    add(editor, "groups", "criterion-count", "groups.xa.considered")

    considered = office.campaigns.load(POINTS).group("xa").considered
    assert [one.id for one in considered.members] == ["xet-xa", "so-dem"]
    assert considered.need is None
    assert value(office, "groups.co-quan.considered") == "xet-co-quan"


def test_all_any_and_at_least_are_exchanged(office, editor):
    change(editor, "criteria.xet-co-quan.kind", "at-least")
    needed = value(office, "criteria.xet-co-quan.need")
    change(editor, "criteria.xet-co-quan.kind", "any")

    assert needed == 1
    assert office.campaigns.load(POINTS).group("co-quan").considered.need == 1
    assert value(office, "criteria.xet-co-quan.need") is None


def test_more_than_there_are_cannot_be_needed(office, editor):
    change(editor, "criteria.xet-co-quan.kind", "at-least")

    with pytest.raises(DataFileError) as refused:
        change(editor, "criteria.xet-co-quan.need", "3")

    assert refused.value.expected == "số nguyên đến 2"


def test_what_nothing_asks_for_any_more_goes_and_what_is_shared_stays(office, editor):
    editor.remove(POINTS, Removal("prizes.xa-nhat.condition", "điều kiện"))
    shared = value(office, "criteria.giai-nhat")
    editor.remove(POINTS, Removal("prizes.co-quan-nhat.condition", "điều kiện"))
    editor.remove(POINTS, Removal("groups.co-quan.considered", "điều kiện"))

    assert shared is not None
    assert set(value(office, "criteria")) == {"xet-xa"}


def test_a_condition_is_used_again_and_never_inside_itself(office, adder, editor):
    key = adder.from_preset(TNMT).key
    place = "criteria.ba-noi-dung.of"
    again = {
        one.kind.partition(":")[2]
        for one in offered(editor, "awards", key)
        if one.path == "criteria.giay-khen-tap-the.of" and one.kind.startswith("criterion-same")
    }
    add(editor, "awards", "criterion-same:tich-cuc-tham-muu", "criteria.giay-khen-tap-the.of", key)

    assert "tich-cuc-tham-muu" in again
    assert "giay-khen-tap-the" not in again
    assert "tich-cuc-tham-muu" in value(office, "criteria.giay-khen-tap-the.of", key)
    assert "giay-khen-tap-the" not in value(office, place, key)


def test_an_award_is_for_a_group_of_its_own_too(office, adder, editor):
    key = adder.from_preset("ubnd-tinh-lang-son-2023").key
    path = "awards.bang-khen.group-criteria.xa"

    add(editor, "awards", "criterion:digitisation", path, key)
    own = office.campaigns.load(key).awards[0]
    editor.remove(key, Removal(path, "tiêu chuẩn"))

    awards = {one.id: one for one in office.campaigns.load(key).awards}
    assert own is not None
    assert awards["bang-khen"].by_group == {}


def test_who_gives_what_for_an_award(office, editor):
    change(editor, "awards.giay-khen.for-winners", "false")
    change(editor, "awards.giay-khen.bonus-class", "giay-khen-so")
    change(editor, "awards.giay-khen.reward.unit", "500.000")

    award = office.campaigns.load(POINTS).awards[0]
    assert (award.for_winners, award.bonus_class) == (False, "giay-khen-so")
    assert award.reward == {"unit": 500_000}


def test_a_prize_that_nobody_may_have_is_left_or_passed_down(office, editor):
    add(editor, "awards", "criterion-count", "prizes.xa-nhi.condition")
    change(editor, "prizes.xa-nhi.if-unmet", "vacant")

    prize = next(one for one in office.campaigns.load(POINTS).prizes if one.id == "xa-nhi")
    assert prize.if_unmet is UnmetPrize.VACANT
    assert prize.condition.id == "so-dem"


def test_a_new_criterion_is_never_taken_for_one_the_council_confirmed(office, editor):
    add(editor, "groups", "criterion", "criteria.xet-co-quan.of")
    who = office.units.participants(POINTS)[0].subject.id
    council = CouncilService(office.workspace)
    council.confirm(POINTS, [who], "tieu-chuan", met=True, evidence="Biên bản")
    editor.remove(POINTS, Removal("criteria.xet-co-quan.of[3]", "tiêu chuẩn"))

    add(editor, "groups", "criterion", "criteria.xet-co-quan.of")

    assert value(office, "criteria.xet-co-quan.of")[-1] == "tieu-chuan-2"
    assert value(office, "criteria.tieu-chuan") is None


def test_a_new_award_is_never_taken_for_one_that_reports_were_begun_for(office, editor):
    add(editor, "awards", "award")
    subject = office.units.participants(POINTS)[0].subject.id
    office.reports.create(POINTS, subject, "nd91-2017/mau-07-tap-the", "khen")
    editor.remove(POINTS, Removal("awards.khen", "hình thức"))

    add(editor, "awards", "award")

    assert [one.id for one in office.campaigns.load(POINTS).awards] == ["giay-khen", "khen-2"]


def test_prizes_are_handed_out_in_another_order_of_their_group(office, editor):
    editor.move(POINTS, Move("prizes.xa-ba", "giải ba", -1))
    editor.move(POINTS, Move("prizes.xa-nhat", "giải nhất", 1))

    names = [one.id for one in office.campaigns.load(POINTS).prizes]
    assert names == [
        *("co-quan-nhat", "co-quan-nhi", "co-quan-ba"),
        *("xa-ba", "xa-nhat", "xa-nhi", "xa-khuyen-khich"),
    ]


# --- the rest ---


def test_targets_spans_and_sides_of_an_indicator(office, editor):
    change(editor, "indicators.online.target.measure", "target_received_online")
    change(editor, "indicators.online.target.uplift", "5")
    change(editor, "indicators.online.target.uplift-way", "relative")
    change(editor, "indicators.online.target.cap", "98")
    change(editor, "indicators.online.starts", "1/1/2018\nngày phát động")
    change(editor, "indicators.online.smaller-is-better", "true")

    one = office.campaigns.load(POINTS).indicators["online"]
    assert one.starts == (date(2018, 1, 1), date(2023, 6, 1))
    assert one.smaller_is_better
    assert (one.target.measure, one.target.uplift_way) == ("target_received_online", "relative")
    assert (str(one.target.cap), str(one.target.uplift)) == ("49/50", "1/20")
    with pytest.raises(InvalidValueError) as refused:
        change(editor, "indicators.online.starts", "năm 2018")
    assert "01/01/2018" in refused.value.expected


def test_goals_are_words_or_measured(office, editor):
    add(editor, "contents", "goal")
    add(editor, "contents", "goal-rate")
    change(editor, "goals.muc-tieu-2.percent", "60")
    change(editor, "goals.muc-tieu-2.part", "online_early\nonline_on_time")

    words, measured = office.campaigns.load(POINTS).goals
    assert words.ratio is None
    assert measured.ratio.part == ("online_early", "online_on_time")
    assert str(measured.share) == "3/5"


def test_an_indicator_gone_is_shown_nowhere(office, editor):
    change(editor, "contents.2.indicators", "late\nonline")
    add(editor, "contents", "indicator")
    change(editor, "contents.2.indicators", "late\nchi-tieu")
    change(editor, "ranking.columns", "chi-tieu")

    editor.remove(POINTS, Removal("indicators.chi-tieu", "chỉ tiêu"))

    assert value(office, "contents.2.indicators") == ["late"]
    assert value(office, "ranking.columns") is None


def test_a_group_gone_is_asked_for_nothing(office, adder, editor):
    key = adder.from_preset("ubnd-tinh-lang-son-2023").key
    add(editor, "awards", "criterion", "awards.bang-khen.group-criteria.xa", key)

    editor.remove(key, Removal("groups.xa", "nhóm"))

    campaign = office.campaigns.load(key)
    assert "xa" not in campaign.indicators["digitisation"].target.by_group
    assert all("xa" not in one.by_group for one in campaign.awards)


def test_parts_in_lists_and_tables_change_places(office, editor):
    editor.move(POINTS, Move("legal-bases[2]", "căn cứ 2", -1))
    editor.move(POINTS, Move("groups.co-quan", "nhóm", 1))

    assert [one.id for one in office.campaigns.load(POINTS).groups] == ["xa", "co-quan"]
    office.history.undo(None)
    assert [one.id for one in office.campaigns.load(POINTS).groups] == ["co-quan", "xa"]


def test_a_paper_is_somebodys_and_of_a_form(office, editor):
    add(editor, "dossiers", "part")
    change(editor, "awards.giay-khen.parts[1].kind", "person")
    change(editor, "awards.giay-khen.parts[1].form", "nd91-2017/mau-07-ca-nhan")

    (part,) = office.campaigns.load(POINTS).awards[0].parts
    assert (part.kind, part.form) == ("person", "nd91-2017/mau-07-ca-nhan")
    with pytest.raises(InvalidValueError):
        change(editor, "awards.giay-khen.parts[1].form", "mau-99")


# --- laws ---


@given(st.data())
@settings(max_examples=30, deadline=None, phases=[Phase.generate])
def test_whatever_the_page_offers_leads_to_a_campaign_or_a_refusal(data):
    """Add, remove, move, choose at random: never anything but a campaign that reads as sections."""
    preset = data.draw(st.sampled_from(preset_ids()))
    document = tomllib.loads(load_preset(preset)[1])
    for _ in range(3):
        view = _view_of(document, preset)
        step = data.draw(st.sampled_from(_steps(view)))
        tried = tomllib.loads(checked(document, preset))
        try:
            _do(tried, step, data)
            text = checked(tried, preset)
        except (DataFileError, InvalidValueError):
            continue
        document = tomllib.loads(text)
        _view_of(document, preset)
        assert reached_criteria(document) <= set(document.get("criteria", {}))


def _view_of(document, preset):
    from thidua_desktop.services.campaign_editing import _view

    return _view(source_of(preset, checked(document, preset), {}))


def _steps(view):
    cards = [card for section in view.sections for card in section.cards]
    found = [one for section in view.sections for one in section.additions]
    for card in cards:
        found += [*card.additions, *card.moves, *([card.removal] if card.removal else [])]
        for row in card.rows:
            found += [*row.moves, *([row.removal] if row.removal else [])]
        found += [
            cell
            for row in (card.grid.rows if card.grid else ())
            for cell in row
            if isinstance(cell, Removal)
        ]
        found += [
            move
            for row in (card.grid.rows if card.grid else ())
            for cell in row
            if isinstance(cell, tuple)
            for move in cell
        ]
    return found + [one for one in view.fields().values() if one.choices]


def _do(document, step, data):
    if isinstance(step, Addition):
        add_part(document, step)
    elif isinstance(step, Removal):
        remove_part(document, step.path)
    elif isinstance(step, Move):
        move_part(document, step)
    else:
        chosen = data.draw(st.sampled_from(step.choices))[1]
        change_value(document, step, [chosen] if step.typed == "many" else chosen or None)


def test_ids_are_free():
    assert free_id("a", {"a": 1, "a-2": 2}) == "a-3"


def test_papers_of_a_dossier_change_places(office, editor):
    before = [one.name for one in office.campaigns.load(TARGETS).awards[1].parts]
    award = office.campaigns.load(TARGETS).awards[1].id
    (section,) = (one for one in editor.view(TARGETS).sections if one.key == "dossiers")
    grid = section.cards[1].grid
    moves = [next(cell for cell in row if isinstance(cell, tuple)) for row in grid.rows]

    assert [one.by for one in moves[0]] == [1]
    assert [one.by for one in moves[-1]] == [-1]
    editor.move(TARGETS, moves[0][0])

    after = [one.name for one in office.campaigns.load(TARGETS).awards[1].parts]
    assert after == [before[1], before[0], *before[2:]]
    assert moves[0][0].path == f"awards.{award}.parts[1]"
    office.history.undo(Progress())
    assert [one.name for one in office.campaigns.load(TARGETS).awards[1].parts] == before


def test_words_the_council_has_confirmed_are_marked_before_they_are_rewritten(office, editor):
    criterion = "thanh-tich-tieu-bieu"
    warning = "Hội đồng đã trả lời câu này cho 2 đơn vị, cá nhân. Sửa câu thì các câu trả lời"

    def warned():
        return [row.text for row in rows_of(editor, "awards") if row.text.startswith(warning)]

    assert warned() == []
    subjects = [one.subject.id for one in office.units.participants(TARGETS)[:2]]
    office.council.confirm(TARGETS, subjects, criterion, met=True, evidence="Biên bản 12")
    before = warned()
    change(editor, f"criteria.{criterion}.text", "Có thành tích đặc biệt", TARGETS)

    (rewritten,) = {row.text for row in rows_of(editor, "awards") if row.chip == "theo lời cũ"}
    assert before
    assert warned() == []
    assert rewritten.startswith("Câu đã sửa sau khi Hội đồng trả lời cho 2 đơn vị, cá nhân")


def rows_of(editor, section):
    (found,) = (one for one in editor.view(TARGETS).sections if one.key == section)
    return [row for card in found.cards for row in card.rows]

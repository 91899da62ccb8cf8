"""A campaign's document read as sections, changed, copied, given away: on the sample file."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import (
    CannotReadError,
    DataFileError,
    FileExistsAlreadyError,
    InvalidValueError,
)
from thidua_desktop.importing.presets import load_preset, parse_campaign, preset_ids
from thidua_desktop.services.campaign_adding import (
    BlankOrder,
    CampaignAdder,
    blank_document,
    id_from,
    moved,
)
from thidua_desktop.services.campaign_by_reading import is_by_reading
from thidua_desktop.services.campaign_editing import CampaignEditor, checked, field_sentence
from thidua_desktop.services.campaign_fields import put_at, read, value_at
from thidua_desktop.services.campaign_sections import source_of
from thidua_desktop.services.campaign_views import Addition, FieldView, Removal, Typed
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.files import create_file
from thidua_desktop.services.office import office_of

COUNT = FieldView("count", "số", "", Typed.COUNT)
PERCENT = FieldView("percent", "phần trăm", "", Typed.PERCENT)


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


def rows_of(view, section):
    (found,) = (one for one in view.sections if one.key == section)
    return [row for card in found.cards for row in card.rows]


# --- reading a document ---


@pytest.mark.parametrize("preset", preset_ids())
def test_every_field_of_every_preset_reads_back_what_it_shows(preset, office, adder):
    key = preset if preset in {POINTS, TARGETS} else adder.from_preset(preset).key
    fields = CampaignEditor(office.workspace).view(key).fields()
    document = tomllib.loads(load_preset(preset)[1])

    for path, field in fields.items():
        stored = value_at(document, path)
        if is_by_reading(stored):
            assert read(field, field.value) == f"@{stored['reading']}", path
        elif stored is not None and key == preset and preset != TARGETS:
            assert read(field, field.value) == stored, path
        elif field.value:
            assert read(field, field.value) is not None, path
    assert len(fields) > 25


def test_a_score_reads_as_a_formula_for_each_way_to_read_the_plan(editor):
    rows = rows_of(editor.view(POINTS), "scoring")

    assert [(row.text, row.chip) for row in rows if row.text.startswith("Điểm =")] == [
        ("Điểm = (Điểm gốc − Điểm trừ) × Hệ số hồ sơ", "đang dùng"),
        ("Điểm = Điểm gốc × Hệ số hồ sơ − Điểm trừ", ""),
        ("Điểm = Điểm gốc − Điểm trừ", ""),
        ("Điểm = Điểm gốc − Điểm trừ + Hệ số hồ sơ", ""),
    ]


def test_criteria_read_as_nested_sentences(office, adder):
    key = adder.from_preset("so-tnmt-lang-son-2024").key

    rows = rows_of(CampaignEditor(office.workspace).view(key), "awards")

    said = [(row.depth, row.text or row.fields[0].value, row.chip) for row in rows if row.fields]
    start = said.index((0, "Tiêu chuẩn Giấy khen của tập thể", ""))
    assert said[start + 1] == (0, "all", "2 tiêu chuẩn sau")
    assert said[start + 3] == (1, "Hoàn thành từ 03 trong 05 nội dung thi đua", "")
    assert said[start + 4] == (1, "at-least", "trong 5 tiêu chuẩn sau")
    assert said[start + 7] == (
        3,
        "Dịch vụ công phát sinh hồ sơ trực tuyến đạt trên 90%",
        "theo mức giao 90%",
    )
    assert said[start + 8] == (3, "services-active", "")
    assert any(words == "any" for _, words, _ in said)


def test_a_milestone_says_the_working_day_that_still_satisfies_it(editor):
    section = editor.view(TARGETS).sections[1]
    meeting = section.cards[1]

    assert meeting.rows[-1].text == "Ngày làm việc cuối cùng còn kịp: Thứ Sáu 01/12/2023."
    assert meeting.notices == (
        "Họp Hội đồng trước 03/12/2023 (Chủ nhật): ngày làm việc cuối là Thứ Sáu 01/12/2023",
    )


def test_stated_and_counted_days_are_both_said(editor):
    facts = editor.view(TARGETS).sections[0]

    assert "Kế hoạch ghi 100 ngày, 20/08/2023 – 30/11/2023 là 103 ngày" in facts.cards[1].notices


def test_prizes_add_up(editor):
    awards = next(one for one in editor.view(POINTS).sections if one.key == "awards")

    assert awards.caption == "26.500.000 đồng"
    assert [card.grid.foot for card in awards.cards if card.grid] == [
        "Cộng 8.000.000 đồng",
        "Cộng 18.500.000 đồng",
    ]


def test_a_decided_reading_is_the_one_in_force(office, editor):
    office.campaigns.decide(POINTS, {"order": "no-coefficient"})

    rows = rows_of(editor.view(POINTS), "readings")

    assert [row.fields[0].value for row in rows if row.chip == "đang dùng"] == [
        "Điểm gốc − điểm trừ, không dùng hệ số"
    ]


# --- changing values ---


def test_a_threshold_changes_the_ranking_and_the_words_beside_it(office, editor):
    before = office.rankings.view(POINTS, DAY).groups[1]

    change(editor, "criteria.xet-xa.percent", "64,7")

    after = office.rankings.view(POINTS, DAY).groups[1]
    assert "Xã Tam Hải" in {one.full_name for one in before.not_ranked}
    assert "Xã Tam Hải" in {one.full_name for one in after.rows}  # 79 / 122 = 64,75%
    text = value(office, "criteria.xet-xa.text")
    assert text == "Hồ sơ trực tuyến từ 64,7% tổng số hồ sơ đã giải quyết"


def test_another_comparison_is_said_in_the_text_too(office, editor):
    change(editor, "criteria.xet-xa.compare", ">")

    text = value(office, "criteria.xet-xa.text")
    assert text == "Hồ sơ trực tuyến trên 65% tổng số hồ sơ đã giải quyết"


def test_a_count_keeps_the_zero_before_it(office, adder):
    key = adder.from_preset("ttpvhcc-lang-son-2023").key
    editor = CampaignEditor(office.workspace)

    change(editor, "criteria.tin-bai.count", "6", key)

    assert value(office, "criteria.tin-bai.text", key) == "Có từ 06 tin, bài trở lên"


def test_a_number_inside_another_one_is_left_alone(office, editor):
    change(editor, "criteria.xet-xa.text", "Từ 165% và 65,5% trở lên, ngưỡng 65%")

    change(editor, "criteria.xet-xa.percent", "60")

    assert value(office, "criteria.xet-xa.text") == "Từ 165% và 65,5% trở lên, ngưỡng 60%"


def test_a_milestone_moved_is_moved_in_its_note(office, editor):
    change(editor, "milestones.trinh.day", "7/12/2023", TARGETS)

    assert value(office, "milestones.trinh.day", TARGETS) == date(2023, 12, 7)
    assert value(office, "milestones.trinh.note", TARGETS).endswith("chậm nhất ngày 07/12/2023")


def test_a_change_is_one_action_that_can_be_undone(office, editor):
    changes = change(editor, "prizes.xa-nhat.amount", "8.000.000 đồng")
    amount = value(office, "prizes.xa-nhat.amount")

    label = office.history.undo_label()
    office.history.undo(None)

    assert (amount, value(office, "prizes.xa-nhat.amount")) == (8_000_000, 7_000_000)
    assert changes.touch("campaign")
    assert label == changes.label == "Sửa mức tiền một giải"


def test_the_same_value_again_is_no_action(office, editor):
    before = office.history.undo_label()

    changes = change(editor, "end", "31/12/2023")

    assert not changes.tables
    assert office.history.undo_label() == before


def test_the_start_may_be_left_open(office, editor):
    change(editor, "start", "")

    campaign = office.campaigns.load(POINTS)
    facts = editor.view(POINTS).sections[0]
    assert campaign.start is None
    assert "Chưa có ngày phát động" in facts.cards[1].notices


def test_an_end_before_the_start_is_refused_in_a_sentence_and_not_stored(office, editor):
    with pytest.raises(DataFileError) as refused:
        change(editor, "end", "31/05/2023")

    assert field_sentence(refused.value) == (
        "Cần ngày không trước ngày bắt đầu 01/06/2023. Giá trị cũ được giữ."
    )
    assert value(office, "end") == date(2023, 12, 31)


def test_bands_out_of_order_are_refused(office, editor):
    with pytest.raises(DataFileError) as refused:
        change(editor, "ranking.steps.factor.bands[3].from", "250")

    assert "lớn hơn 300" in field_sentence(refused.value)
    assert value(office, "ranking.steps.factor.bands[3].from") == 600


@pytest.mark.parametrize(
    ("path", "typed", "expected"),
    [
        ("short", "   ", "chữ, không để trống"),
        ("end", "31/02/2024", "ngày có thật, như 30/11/2023"),
        ("end", "cuối năm", "ngày có thật, như 30/11/2023"),
        ("criteria.xet-xa.percent", "100,01", "phần trăm từ 0 đến 100, như 65 hoặc 65,5"),
        ("criteria.xet-xa.percent", "-1", "phần trăm từ 0 đến 100, như 65 hoặc 65,5"),
        ("prizes.xa-nhat.amount", "7.00.000", "số nguyên, như 100 hoặc 3.500.000"),
        ("prizes.xa-nhat.amount", "", "số nguyên, như 100 hoặc 3.500.000"),
        ("ranking.steps.deduction.points", "một", "số, như 1 hoặc 0,5"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_is_expected(editor, path, typed, expected):
    with pytest.raises(InvalidValueError) as refused:
        change(editor, path, typed)

    assert refused.value.expected == expected


def test_text_is_stored_composed_and_with_single_spaces(office, editor):
    change(editor, "theme", "Chuye\u0302\u0309n  đo\u0302\u0309i số ")

    assert value(office, "theme") == "Chuyển đổi số"


def test_a_target_can_be_set_for_a_group_and_cleared_again(office, editor):
    change(editor, "indicators.in-time.target.groups.xa", "90,5%")
    set_one = office.campaigns.load(POINTS).indicators["in-time"].target
    change(editor, "indicators.in-time.target.groups.xa", "")

    cleared = office.campaigns.load(POINTS).indicators["in-time"].target
    assert {group: str(share) for group, share in set_one.by_group.items()} == {"xa": "181/200"}
    assert cleared.by_group == {}


def test_scoring_points_and_cap_and_bands_change_the_score(office, editor):
    change(editor, "ranking.steps.deduction.most", "2,5")
    change(editor, "ranking.steps.factor.bands[10].factor", "1,2")

    rows = office.rankings.view(POINTS, DAY).groups[1].rows
    assert value(office, "ranking.steps.deduction.most") == "2.5"
    assert value(office, "ranking.steps.factor.bands[10].factor") == "1.2"
    assert rows[0].full_name == "Xã Tam Sơn"
    assert rows[0].score_text == "80,24"  # (100 × 2.527 / 2.757 − 2,5) × 0,9


# --- adding and taking out ---


@pytest.mark.parametrize(
    ("addition", "path", "found"),
    [
        (Addition("legal-bases", "legal-base", "Thêm căn cứ"), "legal-bases[3]", None),
        (Addition("milestones", "milestone", "Thêm mốc"), "milestones.moc.name", "Mốc mới"),
        (Addition("contents", "content", "Thêm nội dung"), "contents.3.text", None),
        (Addition("prizes.xa", "prize", "Thêm giải"), "prizes.xa-giai.group", "xa"),
        (
            Addition("ranking.steps.factor.bands", "band", "Thêm bậc"),
            "ranking.steps.factor.bands[11].from",
            2800,
        ),
        (
            Addition("awards.giay-khen.parts", "part", "Thêm thành phần"),
            "awards.giay-khen.parts[1].name",
            "Thành phần mới",
        ),
        (Addition("awards", "award", "Thêm hình thức khen"), "awards.khen.criteria.unit", None),
        (
            Addition("criteria.xet-co-quan.of", "criterion", "Thêm tiêu chuẩn"),
            "criteria.xet-co-quan.of[3]",
            "tieu-chuan",
        ),
    ],
)
def test_a_part_can_be_added_and_the_adding_undone(office, editor, addition, path, found):
    changes = editor.add(POINTS, addition)

    added = value(office, path)
    assert added is not None
    assert found in {None, added}
    assert changes.label == addition.words
    office.history.undo(None)
    assert value(office, path) is None


def test_a_milestone_is_taken_out(office, editor):
    editor.remove(TARGETS, Removal("milestones.trinh", "mốc «Trình khen thưởng»"))

    names = [one.id for one in office.campaigns.load(TARGETS).milestones]
    assert names == ["nop-ho-so", "hop-hoi-dong"]
    assert office.history.undo_label() == "Bỏ mốc «Trình khen thưởng»"


def test_a_legal_basis_is_taken_out_by_its_place(office, editor):
    second = value(office, "legal-bases[2]")

    editor.remove(POINTS, Removal("legal-bases[1]", "căn cứ 1"))

    assert value(office, "legal-bases") == [second]


def test_what_the_rest_needs_cannot_be_taken_out(office, editor):
    with pytest.raises(DataFileError):
        editor.remove(POINTS, Removal("criteria.giai-nhat", "tiêu chuẩn"))

    assert value(office, "criteria.giai-nhat.kind") == "rate"


def added_part(editor, key, section, kind):
    """Add what a section or one of its cards offers under this kind."""
    (found,) = (one for one in editor.view(key).sections if one.key == section)
    offered = [*found.additions, *(one for card in found.cards for one in card.additions)]
    return editor.add(key, next(one for one in offered if one.kind == kind))


def test_a_campaign_is_written_from_a_blank_one_to_a_ranking(office, adder, editor):
    key = adder.blank(BlankOrder("Trực tuyến 2023", "Huyện A", "1/6/2023", "31/12/2023")).key
    with office.workspace.write("Đưa đơn vị vào đợt", kind="test") as session:
        for one in session.participants.of(POINTS):
            session.participants.add(key, one.subject.id, "don-vi")

    added_part(editor, key, "contents", "indicator")
    change(editor, "indicators.chi-tieu.name", "Tỷ lệ trực tuyến", key)
    change(editor, "ranking.by", "points", key)
    added_part(editor, key, "scoring", "step-factor")
    change(editor, "ranking.steps.buoc.bands[2].from", "1.000", key)
    added_part(editor, key, "groups", "criterion:chi-tieu")
    change(editor, "criteria.nguong.percent", "65", key)
    added_part(editor, key, "groups", "criterion")
    editor.remove(key, Removal("criteria.tat-ca.of[2]", "điều kiện"))
    added_part(editor, key, "awards", "prize")
    change(editor, "prizes.don-vi-giai.amount", "1.000.000", key)

    (group,) = office.rankings.view(key, DAY).groups
    names = [one.full_name for one in group.rows]
    assert "Xã Tam Hải" not in names  # 79 / 122 = 64,75%
    assert names[0] == "Xã Tam Sơn"  # 2.649 / 2.757 = 96,08%, hệ số 1
    assert (group.rows[0].score_text, group.rows[0].prize.amount) == ("96,08", 1_000_000)


def test_a_step_taken_out_leaves_the_order_too(office, adder, editor):
    key = adder.blank(BlankOrder("Đợt", "Sở A", "", "31/12/2023")).key
    added_part(editor, key, "contents", "indicator")
    change(editor, "ranking.by", "points", key)
    added_part(editor, key, "scoring", "step-deduction:chi-tieu")
    before = value(office, "ranking.order", key)

    editor.remove(key, Removal("ranking.steps.buoc", "bước"))

    assert before == ["base", "buoc"]
    assert value(office, "ranking.order", key) == ["base"]
    assert value(office, "ranking.steps.buoc", key) is None


def test_points_need_an_indicator_first(office, adder, editor):
    key = adder.blank(BlankOrder("Đợt", "Sở A", "", "31/12/2023")).key

    with pytest.raises(InvalidValueError) as refused:
        change(editor, "ranking.by", "points", key)

    assert "Nội dung và chỉ tiêu" in refused.value.expected
    assert value(office, "ranking.by", key) == "criteria"


def test_a_points_campaign_can_count_criteria_or_targets_and_be_taken_back(office, editor):
    change(editor, "ranking.by", "criteria")
    counted = office.rankings.view(POINTS, DAY).groups[1].rows
    office.history.undo(None)
    change(editor, "ranking.by", "targets")

    assert (counted[0].score, counted[0].rank) == (None, 1)
    assert office.campaigns.load(POINTS).ranking.indicators == ("online", "in-time", "late")


def test_a_new_group_is_counted_like_the_others_and_can_be_taken_out(office, adder, editor):
    key = adder.blank(BlankOrder("Đợt", "Sở A", "", "31/12/2023")).key

    added_part(editor, key, "groups", "group")
    change(editor, "groups.nhom.kind", "person", key)
    counted = value(office, "ranking.criteria", key)
    kind = office.campaigns.load(key).group("nhom").kind
    editor.remove(key, Removal("groups.nhom", "nhóm"))

    assert counted == {"don-vi": "tieu-chuan", "nhom": "tieu-chuan"}
    assert kind == "person"
    assert value(office, "ranking.criteria", key) == {"don-vi": "tieu-chuan"}


def test_a_group_with_members_is_not_taken_out(office, editor):
    with pytest.raises(InvalidValueError) as refused:
        editor.remove(POINTS, Removal("groups.xa", "nhóm «Xã, thị trấn»"))

    assert "chuyển các đơn vị, cá nhân sang nhóm khác trước" in refused.value.expected
    assert value(office, "groups.xa.name") is not None


def test_an_indicator_that_rules_read_is_not_taken_out(office, editor):
    with pytest.raises(DataFileError):
        editor.remove(POINTS, Removal("indicators.late", "chỉ tiêu"))

    assert "late" in office.campaigns.load(POINTS).indicators


# --- new campaigns ---


def test_a_copy_moves_its_dates_and_keeps_its_members(office, adder):
    office.campaigns.decide(POINTS, {"order": "no-coefficient"})

    added = adder.copy(POINTS, years=1, short="Núi Thành 2024", with_members=True)

    campaign = office.campaigns.load(added.key)
    assert added.key == campaign.id == "nui-thanh-2024"
    assert (campaign.start, campaign.end) == (date(2024, 6, 1), date(2024, 12, 31))
    assert (campaign.milestones[0].opens, campaign.milestones[0].day) == (
        date(2025, 1, 1),
        date(2025, 1, 31),
    )
    before = [(one.subject.name, one.group) for one in office.units.participants(POINTS)]
    assert [(p.subject.name, p.group) for p in office.units.participants(added.key)] == before
    with office.workspace.read() as session:
        assert session.campaigns.decisions(added.key) == {}


def test_a_copy_without_members_has_none(office, adder):
    added = adder.copy(TARGETS, years=1, short="Sở Nội vụ 2024", with_members=False)

    assert office.units.participants(added.key) == ()


def test_records_since_2018_stay_since_2018_in_a_copy():
    document = tomllib.loads(load_preset("ubnd-tinh-lang-son-2023")[1])

    later = moved(document, 2)

    assert later["indicators"]["digitisation"]["starts"] == [date(2018, 1, 1)]
    assert later["start"] == date(2025, 8, 20)
    assert "từ ngày 04/12/2025 đến hết ngày 06/12/2025" not in document["milestones"]["nop-ho-so"]
    note = later["milestones"]["nop-ho-so"]["note"]
    assert "từ ngày 04/12/2025 đến hết ngày 06/12/2025" in note
    assert document["start"] == date(2023, 8, 20)


def test_the_29th_of_february_moves_to_the_28th():
    document = blank_document("Đợt 2024", "Sở A", date(2024, 2, 29), date(2024, 3, 1))

    assert moved(document, 1)["start"] == date(2025, 2, 28)


def test_a_preset_taken_twice_gets_a_key_of_its_own(office, adder):
    added = adder.from_preset(POINTS)

    assert added.key == "nui-thanh-2023-2"
    assert office.campaigns.load(added.key).id == "nui-thanh-2023-2"


def test_a_blank_campaign_reads_edits_and_ranks(office, adder):
    added = adder.blank(BlankOrder("Chuyển đổi số 2025", "Sở Xây dựng", "", "30/11/2025"))

    view = CampaignEditor(office.workspace).view(added.key)
    assert added.key == "chuyen-doi-so-2025"
    assert [one.key for one in view.sections][:2] == ["facts", "milestones"]
    assert office.rankings.view(added.key, DAY).groups[0].rows == ()
    assert added.changes.label == "Thêm đợt thi đua Chuyển đổi số 2025"


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (BlankOrder("", "Sở A", "", "30/11/2025"), "tên ngắn"),
        (BlankOrder("A", " ", "", "30/11/2025"), "cơ quan tổ chức"),
        (BlankOrder("A", "Sở A", "", ""), "ngày kết thúc"),
        (BlankOrder("A", "Sở A", "hè", "30/11/2025"), "ngày phát động"),
        (BlankOrder("A", "Sở A", "01/12/2025", "30/11/2025"), "ngày kết thúc"),
    ],
)
def test_a_blank_campaign_names_what_is_missing(office, adder, order, field):
    with pytest.raises(InvalidValueError) as refused:
        adder.blank(order)

    assert refused.value.field == field
    assert len(office.campaigns.all()) == 2


def test_a_campaign_given_to_another_office_is_the_same_campaign(office, editor, adder, tmp_path):
    path = tmp_path / "mẫu Sở Nội vụ.toml"
    change(editor, "office.place", "Thành phố Lạng Sơn", TARGETS)

    editor.save_preset(TARGETS, path)
    added = adder.from_file(path)

    given, taken = (office.campaigns.load(key) for key in (TARGETS, added.key))
    assert added.key == f"{TARGETS}-2"
    assert taken.office.place == "Thành phố Lạng Sơn"
    assert taken.awards == given.awards
    assert taken.indicators == given.indicators


@pytest.mark.parametrize("preset", preset_ids())
def test_every_preset_goes_through_a_file_into_a_new_workbook_unchanged(
    preset, office, adder, editor, tmp_path
):
    key = adder.from_preset(preset).key
    path = tmp_path / "mẫu.toml"
    editor.save_preset(key, path)
    other = POINTS if preset != POINTS else TARGETS
    there = office_of(create_file(tmp_path / "nơi khác.thidua", other))

    added = CampaignAdder(there.workspace).from_file(path)

    assert there.campaigns.load(added.key) == office.campaigns.load(key)


def test_a_preset_file_never_replaces_another_file_unasked(editor, tmp_path):
    path = tmp_path / "mẫu.toml"
    path.write_text("của người khác", encoding="utf-8")

    with pytest.raises(FileExistsAlreadyError):
        editor.save_preset(POINTS, path)

    assert path.read_text(encoding="utf-8") == "của người khác"


def test_a_file_that_says_something_wrong_is_named_with_its_key(office, adder, tmp_path):
    path = tmp_path / "sai.toml"
    text = load_preset(POINTS)[1].replace('better = "larger"', 'better = "nhiều"')
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError) as refused:
        adder.from_file(path)

    assert (refused.value.file, refused.value.key) == ("sai.toml", "ranking.tie-breaks[1].better")
    assert len(office.campaigns.all()) == 2


def test_a_file_that_is_no_text_or_not_there_is_refused(adder, tmp_path):
    path = tmp_path / "ảnh.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")

    with pytest.raises(DataFileError):
        adder.from_file(path)
    with pytest.raises(CannotReadError):
        adder.from_file(tmp_path / "không có.toml")


def test_a_file_saved_by_notepad_with_a_mark_before_it_is_read(office, adder, tmp_path):
    path = tmp_path / "notepad.toml"
    path.write_text(load_preset(POINTS)[1], encoding="utf-8-sig")

    assert adder.from_file(path).key == "nui-thanh-2023-2"


def test_ids_are_made_of_plain_letters():
    assert id_from("Núi Thành: Đợt 2 (2024)") == "nui-thanh-dot-2-2024"
    assert id_from("…") == "dot-thi-dua"


# --- laws ---


@given(st.integers(0, 10**12))
def test_a_count_is_read_as_it_is_written(number):
    assert read(COUNT, vietnamese.count(number)) == number
    assert read(COUNT, f"{vietnamese.money(number)}") == number


@given(st.decimals(0, 100, places=3))
def test_a_percentage_typed_keeps_its_value(number):
    typed = str(number).replace(".", ",")

    assert type(number)(read(PERCENT, typed)) == number


@given(st.sampled_from(preset_ids()), st.integers(0, 30))
def test_a_moved_campaign_is_still_a_campaign(preset, years):
    document = moved(tomllib.loads(load_preset(preset)[1]), years)

    campaign = parse_campaign(checked(document, preset), file=preset)

    assert campaign.end.year == load_preset(preset)[0].end.year + years


@given(st.lists(st.integers(), min_size=1, max_size=6), st.data())
def test_what_is_put_at_a_place_is_found_there(numbers, data):
    place = data.draw(st.integers(1, len(numbers)))
    document = {"a": {"b": list(numbers)}}

    put_at(document, f"a.b[{place}]", 99)

    assert value_at(document, f"a.b[{place}]") == 99
    assert value_at(document, "a.b[99]") is None
    assert value_at(document, "a.b.c") is None


def test_a_source_is_refused_where_the_document_is_none():
    with pytest.raises(DataFileError):
        source_of("x", "schema = 2", {})

"""Snapshots: frozen for good, told apart by a code of data and rules, compared in words."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from thidua_desktop.domain.figures import Figure
from thidua_desktop.errors import NameNeededError, UnknownChoiceError
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.jsonout import ranking_json
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant

END = date(2023, 12, 31)
NOVEMBER = date(2023, 11, 30)


def freeze(office, name="Trước khi họp", key=POINTS, day=DAY):
    return office.snapshots.freeze(key, name, "Hội đồng", "để họp", day).snapshot


def who(office, name, key=POINTS):
    return find_participant(office.units.participants(key), name).subject.id


def retype(office, name, measure, text, end=END):
    return office.figures.set_figure(POINTS, who(office, name), measure, end, text)


def code_now(office):
    made = freeze(office, "Thử")
    return made.code


def test_a_snapshot_says_who_froze_what_when_and_why(office):
    made = office.snapshots.freeze(POINTS, " Trước khi họp ", "Hội đồng", "để họp", DAY)

    (info,) = office.snapshots.list(POINTS)
    assert made.snapshot == info == office.snapshots.newest(POINTS)
    assert (made.label, made.tables) == ("Chốt «Trước khi họp»", {"snapshot"})
    assert (info.number, info.name, info.who, info.why) == (
        1,
        "Trước khi họp",
        "Hội đồng",
        "để họp",
    )
    assert (info.as_of, info.stands, info.title) == (DAY, True, "Chốt lần 1 · Trước khi họp")
    assert info.stamp.startswith("Chốt lần 1 lúc ")
    assert info.stamp.endswith(f"mã {info.code}")
    assert office.snapshots.list(TARGETS) == ()
    assert office.snapshots.newest(TARGETS) is None


def test_the_code_is_eight_letters_nobody_mistakes(office):
    code = freeze(office).code

    first, second = code.split("-")
    assert (len(first), len(second)) == (4, 4)
    assert set(first + second) <= set("234679ACDEFGHJKMNPQRTUVWXY")


def test_without_a_name_nothing_is_frozen(office):
    with pytest.raises(NameNeededError):
        office.snapshots.freeze(POINTS, "  ", "", "", DAY)

    assert office.snapshots.list(POINTS) == ()


def test_the_frozen_ranking_is_the_one_the_page_showed(office):
    shown = ranking_json(office.rankings.ranking(POINTS, DAY))

    found = office.snapshots.get(POINTS, freeze(office).id)

    assert found.ranking_json == shown
    best = next(one for one in found.places if one.group == "xa")
    assert (best.name, best.rank, best.score, best.prize) == ("Xã Tam Sơn", 1, "78,51", "Giải nhất")
    assert next(one for one in found.places if one.name == "Xã Tam Hải").rank is None


def test_what_is_kept_is_canonical_and_fits_its_hash(office):
    info = freeze(office)

    text = office.snapshots.get(POINTS, info.id).content.source

    parsed = json.loads(text)
    assert text == json.dumps(parsed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert info.digest == sha256(text.encode()).hexdigest()
    assert "Xã Tam Sơn" in text


@pytest.mark.parametrize("key", [POINTS, TARGETS])
def test_the_frozen_figures_and_rules_give_the_same_ranking_again(office, key):
    found = office.snapshots.get(key, freeze(office, key=key).id)

    again = found.ranking()

    assert ranking_json(again) == found.ranking_json
    page = office.rankings.view(key, DAY)
    assert found.view().groups == page.groups


def test_what_is_frozen_stays_whatever_the_file_becomes(office):
    info = freeze(office)
    before = office.snapshots.get(POINTS, info.id)
    retype(office, "Xã Tam Sơn", "online_total", "")
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "", "")

    after = office.snapshots.get(POINTS, info.id)

    assert after == before
    assert ranking_json(after.ranking()) == before.ranking_json


def test_targets_and_missing_facts_are_frozen_with_what_stood_there(office):
    unit = office.units.participants(TARGETS)[0].subject.id
    target = Figure(unit, "target_services_active", percent=Decimal("65.5"), by_hand=True)
    with office.workspace.read() as session:
        used = session.figures.of_subjects({unit})
    online = next(one for one in used if one.measure == "received_online")
    missing = online._replace(count=None, missing="#REF!")
    with office.workspace.write("Ghi", kind="edit") as session:
        session.figures.put(target)
        session.figures.put(missing)

    content = office.snapshots.get(TARGETS, freeze(office, key=TARGETS).id).content

    assert target in content.used
    assert missing in content.others


# --- the code ---


def test_the_code_stays_when_nothing_that_counts_changes(office):
    code = code_now(office)
    retype(office, "Xã Tam Sơn", "online_total", "1", end=NOVEMBER)  # an earlier month, not used
    retype(office, "Xã Tam Sơn", "resolved_late", "122")  # the same number by hand
    office.decisions.record(POINTS, {"order": "document-order"}, "", "mặc định")
    office.campaigns.set_target(TARGETS, "services-active", Decimal(90))

    again = code_now(office)

    assert again == code
    assert (
        office.snapshots.freeze(POINTS, "x", "Ai đó", "khác", date(2024, 2, 1)).snapshot.code
        == code
    )


CHANGES = {
    "a figure": lambda office: retype(office, "Xã Tam Sơn", "resolved_late", "121"),
    "a figure of who is not ranked": lambda office: retype(
        office, "Xã Tam Hải", "online_total", "80"
    ),
    "a figure taken away": lambda office: retype(office, "Xã Tam Sơn", "online_total", ""),
    "a reading": lambda office: office.decisions.record(
        POINTS, {"deduction": "full-percent"}, "", ""
    ),
    "a rule": lambda office: replace_toml(office, 'percent = "65"', 'percent = "64"'),
}


def replace_toml(office, old, new):
    with office.workspace.write("Sửa quy định", kind="edit") as session:
        text = session.campaigns.get(POINTS).toml
        assert old in text
        session.campaigns.replace(POINTS, text.replace(old, new))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_code_changes_with_any_figure_or_rule_and_comes_back_with_undo(office, change):
    code = code_now(office)

    change(office)
    changed = code_now(office)
    office.history.undo(Progress())

    assert changed != code
    assert code_now(office) == code


def test_a_comment_in_the_rules_is_no_rule(office):
    code = code_now(office)

    replace_toml(office, "schema = 1", "# lời ghi\nschema = 1")

    assert code_now(office) == code


# --- withdrawing, undoing, checking ---


def test_freezing_cannot_be_undone_only_withdrawn(office):
    retype(office, "Xã Tam Sơn", "resolved_late", "121")
    info = freeze(office)

    undone = office.history.undo(Progress())

    assert undone.label == "Hoàn tác: Sửa trễ hạn, Xã Tam Sơn"
    assert [one.id for one in office.snapshots.list(POINTS)] == [info.id]
    changes = office.snapshots.withdraw(POINTS, info.id, "Chủ tịch", "sai số liệu")
    (gone,) = office.snapshots.list(POINTS)
    assert changes.label == "Rút chốt lần 1 · Trước khi họp"
    assert (gone.stands, gone.withdrawn.who, gone.withdrawn.why) == (
        False,
        "Chủ tịch",
        "sai số liệu",
    )
    assert gone.stamp.endswith("(đã rút)")
    assert office.snapshots.newest(POINTS) is None
    assert office.snapshots.get(POINTS, info.id).places
    with pytest.raises(UnknownChoiceError):
        office.snapshots.withdraw(POINTS, info.id, "", "")


def test_the_newest_that_stands_is_the_one_in_use(office):
    first, second = freeze(office, "Một"), freeze(office, "Hai")

    assert [one.number for one in office.snapshots.list(POINTS)] == [2, 1]
    assert office.snapshots.newest(POINTS) == second
    office.snapshots.withdraw(POINTS, second.id, "", "")
    assert office.snapshots.newest(POINTS) == first


def test_a_snapshot_of_another_campaign_is_not_found(office):
    info = freeze(office)

    with pytest.raises(UnknownChoiceError):
        office.snapshots.get(TARGETS, info.id)


def test_the_journal_names_it_and_the_check_covers_it(office):
    freeze(office)
    entry = office.workspace.journal(limit=1)[0]
    sound = office.workspace.check()
    with closing(sqlite3.connect(office.workspace.path, isolation_level=None)) as db:
        db.execute("DROP TRIGGER snapshot_is_never_changed")
        db.execute("UPDATE snapshot SET content = replace(content, '78,51', '79,51')")

    found = office.workspace.check()

    assert (entry.kind, entry.label) == ("freeze", "Chốt «Trước khi họp»")
    assert sound == ()
    assert [(one.code, one.detail) for one in found] == [
        ("snapshot", f"{POINTS} 1"),
        ("rows", ""),
    ]


# --- comparing ---


def test_where_nothing_changed_the_comparison_says_so(office):
    info = freeze(office)

    found = office.snapshots.compare_with_now(POINTS, info.id)

    assert (found.moves, found.figures, found.rules) == ((), (), ())
    assert found.same_code
    assert found.after is None
    assert found.summary == "Không có gì thay đổi."


def test_two_snapshots_show_what_moved_and_which_figures_changed(office):
    first = freeze(office)
    retype(office, "Xã Tam Sơn", "online_early", "10")
    second = freeze(office, "Sau khi họp")

    found = office.snapshots.compare(POINTS, first.id, second.id)

    (figure,) = found.figures
    assert (figure.name, figure.measure) == ("Xã Tam Sơn", "online_early")
    assert (figure.before, figure.after) == ("1.487", "10")
    assert figure.before_source.startswith("nui-thanh-2023-12.xlsx, trang «")
    assert figure.after_source.startswith("nhập tay, ")
    assert figure.after_source.endswith(", Trần Thị An")
    assert figure.period == "lũy kế đến 31/12/2023"
    moved = {one.name: one for one in found.moves}
    assert moved["Xã Tam Sơn"].rank_before == 1
    assert moved["Xã Tam Sơn"].rank_after > 1
    assert moved["Xã Tam Sơn"].text.startswith("Xã Tam Sơn: hạng 1 thành hạng ")
    assert "giải nhất thành " in moved["Xã Tam Sơn"].text
    assert moved["Xã Tam Sơn"].prize_changes
    assert (found.before, found.after, found.same_code, found.rules) == (first, second, False, ())
    assert found.summary.endswith("; 1 số liệu khác; 2 thay đổi về khen thưởng.")
    assert found.awards[0].text == (
        "Thị trấn Núi Thành, Giấy khen của Chủ tịch UBND huyện: Không đạt thành Đạt"
    )


def test_rules_read_or_written_otherwise_are_named(office):
    info = freeze(office)
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "", "")
    replace_toml(office, 'percent = "65"', 'percent = "60"')
    with office.workspace.write("Thêm, bớt", kind="edit") as session:
        session.participants.remove(POINTS, who(office, "Xã Tam Sơn"))
        session.participants.add(POINTS, session.subjects.add_unit("Xã Mới"), "xa")

    found = office.snapshots.compare_with_now(POINTS, info.id, date(2024, 1, 6))

    assert found.rules == (
        "Thứ tự tính: (Điểm gốc − điểm trừ) × hệ số thành Điểm gốc − điểm trừ, không dùng hệ số",
        "Quy định của đợt thi đua đã được sửa",
        "Thêm vào danh sách: Xã Mới",
        "Ra khỏi danh sách: Xã Tam Sơn",
        "Ngày tính: 05/01/2024 thành 06/01/2024",
    )
    by_name = {one.name: one for one in found.moves}
    assert by_name["Xã Tam Sơn"].text == (
        "Xã Tam Sơn: hạng 1 thành không có trong danh sách, giải nhất thành không có giải"
    )
    assert by_name["Xã Mới"].text == "Xã Mới: không có trong danh sách thành không xếp hạng"
    assert by_name["Xã Tam Hải"].rank_before is None
    assert by_name["Xã Tam Hải"].rank_after is not None


def test_an_older_state_shows_the_period_that_was_used(office):
    info = freeze(office, day=date(2023, 12, 15))

    found = office.snapshots.compare_with_now(POINTS, info.id, DAY)

    periods = {one.period for one in found.figures}
    assert periods == {"lũy kế đến 30/11/2023 thành lũy kế đến 31/12/2023"}
    assert all(one.before != "không có" != one.after for one in found.figures)

"""Whole columns compared at once: the same findings as row by row."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing.campaigns_of_tables import plan_of
from importing.workbooks import TITLE, save

from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.importing.checks import Checks

HEADINGS = (
    "STT",
    "Tên đơn vị",
    "Số hồ sơ nhận giải quyết",
    "Tiếp nhận trực tuyến",
    "Tiếp nhận trực tiếp",
    "Từ kỳ trước chuyển sang",
    "Số hồ sơ đã giải quyết",
    "Giải quyết trước hạn",
    "Giải quyết đúng hạn",
    "Giải quyết quá hạn",
    "Đang giải quyết",
    "Hồ sơ có nghĩa vụ tài chính",
)
ONLINE = (
    "STT",
    "Tên đơn vị",
    "Tổng số hồ sơ đã giải quyết",
    "Số hồ sơ trực tuyến",
    "Số hồ sơ trực tuyến trước hạn",
    "Số hồ sơ trực tuyến đúng hạn",
    "Hồ sơ trễ hạn",
)
NAMES = ("Xã Tam Sơn", "Xã Tam Hải", "Xã Tam Hòa", "Xã Tam Trà")
MEMBERS = [Participant(Unit(SubjectId(i), name), "xa") for i, name in enumerate(NAMES, 1)]
PERIOD = Period(date(2023, 6, 1), date(2023, 12, 31))


def numbers(online, direct, old, early, on_time, late):
    """Return one row in which everything adds up, whatever is still pending."""
    resolved = early + on_time + late
    received = max(online + direct + old, resolved)
    online = received - direct - old
    times = (resolved, early, on_time, late)
    return [received, online, direct, old, *times, received - resolved, received]


def online(early, on_time, late, *_others):
    """Return one row of a table of dossiers online, in which no part is over its whole."""
    return [early + on_time + late, early + on_time, early, on_time, late]


few = st.integers(0, 9)
tables = st.sampled_from([(HEADINGS, numbers), (ONLINE, online)])
six = st.tuples(*[few] * 6)
slips = st.lists(
    st.tuples(
        st.integers(0, len(NAMES) - 1), st.integers(0, 9), st.sampled_from([None, 0, 1, 7, "-"])
    ),
    max_size=3,
)
kept = st.lists(st.integers(0, 9), min_size=1, unique=True).map(sorted)
stored = st.lists(
    st.builds(
        Figure,
        st.sampled_from([one.subject.id for one in MEMBERS]),
        st.sampled_from(
            ["received_total", "received_new", "resolved_total", "resolved_late", "on_system"]
        ),
        st.just(PERIOD),
        count=few,
    ),
    max_size=4,
    unique_by=lambda one: one[:2],
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.tuples(tables, kept), st.tuples(*[six] * len(NAMES)), slips, stored)
def test_rules_that_hold_in_every_row_are_left_out_and_no_other(
    monkeypatch, tmp_path, table, drawn, changed, existing
):
    (headings, fitting), columns = table
    rows = [fitting(*one) for one in drawn]
    wide = len(headings) - 2
    for row, column, value in changed:
        rows[row][column % wide] = value
    used = sorted({column % wide for column in columns})
    lines = [
        (i, name, *(row[column] for column in used))
        for i, (name, row) in enumerate(zip(NAMES, rows, strict=True), 1)
    ]
    head = (*headings[:2], *(headings[2 + column] for column in used))
    path = save(tmp_path / "a.xlsx", TITLE, head, *lines)

    at_once = plan_of(path, "nui-thanh-2023", MEMBERS, existing)
    with monkeypatch.context() as patched:
        patched.setattr(Checks, "set_aside", lambda self, rows: None)
        by_row = plan_of(path, "nui-thanh-2023", MEMBERS, existing)

    assert at_once == by_row


def test_a_rule_broken_in_one_row_is_told_of_that_row_only(tmp_path):
    rows = [numbers(5, 3, 1, 4, 2, 1), numbers(2, 0, 0, 1, 1, 0), numbers(9, 0, 2, 3, 3, 3)]
    rows[1][4] = 3  # resolved: 1 + 1 + 0
    rows[2][7] = 10  # late, of 9 resolved
    lines = [(i, name, *row) for i, (name, row) in enumerate(zip(NAMES, rows, strict=False), 1)]

    found = plan_of(
        save(tmp_path / "a.xlsx", TITLE, HEADINGS, *lines), "nui-thanh-2023", MEMBERS
    ).findings

    assert [(one.code, one.place.cell) for one in found] == [
        (Code.SUM_MISMATCH, "G4"),
        (Code.SUM_MISMATCH, "G5"),
        (Code.PART_OVER_WHOLE, "J5"),
    ]


SMALL = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết", "Hồ sơ trực tuyến", "Hồ sơ trễ hạn")


def told(tmp_path, head, *lines):
    path = save(tmp_path / "a.xlsx", TITLE, head, *lines)
    found = plan_of(path, "nui-thanh-2023", MEMBERS).findings
    return [(one.code, one.place.cell) for one in found]


def test_every_part_over_its_whole_in_one_table_is_told(tmp_path):
    assert told(tmp_path, SMALL, (1, NAMES[0], 5, 6, 7)) == [
        (Code.PART_OVER_WHOLE, "D3"),
        (Code.PART_OVER_WHOLE, "E3"),
    ]


def test_a_rate_printed_beside_none_of_many_is_held_against_them(tmp_path):
    head = ("STT", "Tên đơn vị", "Hồ sơ mới tiếp nhận trong kỳ", "Tiếp nhận trực tuyến")
    head = (*head, "Tỷ lệ tiếp nhận trực tuyến")

    assert told(tmp_path, head, (1, NAMES[0], 10, 0, "5%"), (2, NAMES[1], 10, 0, "0%")) == [
        (Code.RATE_MISMATCH, "E3")
    ]


def test_a_total_that_may_be_of_either_scope_is_told_only_where_both_are_read(tmp_path):
    """The second total fits its block in one column; over all rows one column is not read."""
    rows = (
        (1, NAMES[0], "abc", 3, 1),
        (None, "Cộng", 5, 3, 1),
        (2, NAMES[1], 5, 4, None),
    )

    unsure = told(tmp_path, SMALL[:4], *(row[:4] for row in rows), (None, "Cộng", 9, 4))
    sure = told(tmp_path, SMALL, *rows[:2], (2, NAMES[1], 5, 4, 1), (None, "Cộng", 9, 4, 1))

    assert unsure == [(Code.NOT_A_NUMBER, "C3")]
    assert sure == [(Code.NOT_A_NUMBER, "C3"), (Code.TOTAL_MISMATCH, "C6")]


def test_a_block_total_adds_all_rows_of_its_block(tmp_path):
    assert told(
        tmp_path,
        SMALL,
        (1, NAMES[0], 5, 4, 0),
        (None, "Cộng", 5, 4, 0),
        (2, NAMES[1], 6, 3, 1),
        (3, NAMES[2], 7, 2, 1),
        (None, "Cộng", 13, 5, 3),
    ) == [(Code.TOTAL_MISMATCH, "E7")]


def test_a_group_row_says_what_the_rows_below_it_add_up_to(tmp_path):
    assert told(
        tmp_path,
        SMALL,
        ("I", "Khối đồng bằng", 9, 7, 1),
        (1, NAMES[0], 5, 4, 0),
        (2, NAMES[1], 4, 3, 0),
        ("II", "Khối miền núi", 2, 2, 0),
        (1, NAMES[2], 2, 2, 0),
        (None, "Tổng cộng", 11, 9, 0),
    ) == [(Code.TOTAL_MISMATCH, "E3")]

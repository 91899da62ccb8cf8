"""The plan of an import: choices, what was stored before, and laws that always hold."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing.campaigns_of_tables import TABLES, figures_of, plan_of
from importing.workbooks import HEADER, TITLE, save, table
from openpyxl import Workbook

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.findings import Code, Severity
from thidua_desktop.domain.subjects import Participant, Person, SubjectId, Unit
from thidua_desktop.errors import AppError, Cancelled
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.headings import find_table
from thidua_desktop.importing.plan import ChangeKind, PlanRequest
from thidua_desktop.importing.planning import make_plan
from thidua_desktop.importing.sheets import read_book

CAMPAIGN = "nui-thanh-2023"
NAMES = ("Xã Tam Sơn", "Xã Tam Hải", "Xã Tam Hòa", "Xã Tam Trà", "Xã Tam Xuân I")
MEMBERS = [Participant(Unit(SubjectId(i), name), "xa") for i, name in enumerate(NAMES, 1)]


def plan(path, existing=(), **choices):
    return plan_of(path, CAMPAIGN, MEMBERS, existing, **choices)


def codes(found):
    return [(one.code, one.place.cell) for one in found.findings]


def test_the_start_is_the_campaigns_where_the_table_states_only_an_end(tmp_path):
    path = save(tmp_path / "a.xlsx", ("Đến ngày 30/11/2023",), HEADER, (1, "Xã Tam Sơn", 5, 4, 1))

    found = plan(path)

    assert found.period == Period(date(2023, 6, 1), date(2023, 11, 30))


def test_the_tables_own_dates_are_kept_and_another_month_is_noticed(tmp_path):
    path = table(tmp_path / "a.xlsx", (1, "Xã Tam Sơn", 5, 4, 1))

    found = plan(path, month="2023-11")

    assert found.period == Period(date(2023, 6, 1), date(2023, 12, 31))
    assert [(one.code, dict(one.facts)) for one in found.findings] == [
        (Code.PERIOD_DIFFERS, {"stated": "2023-12", "given": "2023-11"})
    ]


def test_a_file_imported_before_is_noticed(tmp_path):
    path = table(tmp_path / "a.xlsx", (1, "Xã Tam Sơn", 5, 4, 1))
    digest = read_book(path).digest

    found = plan(path, imported={digest: "05/01/2024"})

    assert codes(found) == [(Code.ALREADY_IMPORTED, "")]


def test_macros_and_hidden_sheets_are_noticed():
    macro = plan(TABLES / "bad" / "macro.xlsm")
    hidden = plan(TABLES / "bad" / "hidden-sheet.xlsx")

    assert macro.having(Severity.NOTICE)[0].code is Code.MACROS_IGNORED
    assert hidden.having(Severity.NOTICE)[0].facts == {"found": "2022"}


def test_a_chosen_unit_takes_the_row_in_and_a_refused_one_leaves_it_out(tmp_path):
    path = table(tmp_path / "a.xlsx", (1, "Xã Tam Xuân 1", 5, 4, 1), (2, "Khối khác", 9, 8, 0))

    before = plan(path)
    after = plan(path, units={3: SubjectId(5), 4: None})

    assert codes(before) == [(Code.UNKNOWN_UNIT, "B3"), (Code.UNKNOWN_UNIT, "B4")]
    assert before.excluded[0].candidates[0][0].name == "Xã Tam Xuân I"
    assert [(row.subject.name, row.as_typed) for row in after.rows] == [
        ("Xã Tam Xuân I", "Xã Tam Xuân 1")
    ]
    assert (after.findings, after.excluded, after.skipped[-1].why) == ((), (), "left out")


def test_a_name_that_was_never_calculated_is_asked_for_by_its_row(tmp_path):
    """The formula is no name: it is neither shown as one nor remembered."""
    path = table(
        tmp_path / "a.xlsx",
        (1, "=Danh_sach!B2", 5, 4, 1),
        (2, "=Danh_sach!B3", 9, 8, 0),
        (3, "Xã Tam Hải", 7, 6, 0),
    )

    before = plan(path)
    after = plan(path, units={3: SubjectId(5)})
    twice = plan(path, units={3: SubjectId(5), 4: SubjectId(5)})

    assert codes(before) == [(Code.NO_CACHED_VALUE, "B3"), (Code.NO_CACHED_VALUE, "B4")]
    assert before.findings[0].facts["of"] == "name"
    assert [one.as_typed for one in before.excluded] == ["", ""]
    assert [(row.subject.name, row.as_typed) for row in after.rows] == [
        ("Xã Tam Xuân I", ""),
        ("Xã Tam Hải", "Xã Tam Hải"),
    ]
    assert codes(twice) == [(Code.DUPLICATE_UNIT, "B4")]
    assert twice.findings[0].facts == {"found": "Xã Tam Xuân I", "other": "3"}


def test_columns_that_may_be_either_of_two_figures_are_asked_about_until_told(tmp_path):
    heads = ("STT", "Tên đơn vị", "Hồ sơ trực tuyến", "Trước hạn", "Đúng hạn")
    path = save(tmp_path / "a.xlsx", TITLE, heads, (1, "Xã Tam Hải", 7, 4, 3))
    book, catalogue = read_book(path), load_catalogue()
    told = find_table(book, catalogue, columns={"D": "online_early", "E": "online_on_time"})

    asked = plan(path)
    answered = make_plan(PlanRequest(book, told, catalogue, MEMBERS))

    assert codes(asked) == [(Code.UNCLEAR_COLUMNS, "D2")]
    assert asked.findings[0].severity is Severity.WARNING
    assert asked.findings[0].facts == {"columns": "D, E", "headings": "«Trước hạn», «Đúng hạn»"}
    assert [one.measure for one in asked.rows[0].figures] == ["online_total"]
    assert answered.findings == ()
    assert [one.count for one in answered.rows[0].figures] == [7, 4, 3]


def test_a_typed_value_takes_the_place_of_the_cells(tmp_path):
    path = table(
        tmp_path / "a.xlsx", (1, "Xã Tam Sơn", "41 (*)", 4, 1), (2, "Xã Tam Hải", "?", 4, 1)
    )

    before = plan(path)
    after = plan(path, values={"C3": "1.041", "C4": ""})

    assert codes(before) == [(Code.NOT_A_NUMBER, "C3"), (Code.NOT_A_NUMBER, "C4")]
    assert [row.figures[0].count for row in after.rows] == [1041, None]
    assert after.rows[1].figures[0].missing == ""
    assert after.corrected == {"C3", "C4"}


def test_a_warning_agreed_to_no_longer_stands_open(tmp_path):
    path = table(tmp_path / "a.xlsx", (1, "Xã Tam Sơn", 5, 4, 1), ("", "Tổng cộng", 6, 4, 1))

    asked = plan(path)
    agreed = plan(path, accepted=frozenset({("total-mismatch", "C4")}))

    assert codes(asked) == codes(agreed) == [(Code.TOTAL_MISMATCH, "C4")]
    assert asked.findings[0].facts == {"stated": "6", "added": "5", "difference": "1"}
    assert len(asked.open(Severity.WARNING)) == 1
    assert agreed.open(Severity.WARNING) == ()


def test_stored_figures_tell_new_changed_and_same(tmp_path):
    first = plan(table(tmp_path / "a.xlsx", (1, "Xã Tam Sơn", 5, 4, 1)))

    again = plan(
        table(tmp_path / "b.xlsx", (1, "Xã Tam Sơn", 7, 4, "-"), (2, "Xã Tam Hải", 5, 4, 1)),
        figures_of(first),
    )

    kinds = {one.cell: one.kind for row in again.rows for one in row.figures}
    assert kinds == {
        "C3": ChangeKind.CHANGED,
        "D3": ChangeKind.SAME,
        "E3": ChangeKind.CHANGED,
        "C4": ChangeKind.NEW,
        "D4": ChangeKind.NEW,
        "E4": ChangeKind.NEW,
    }
    assert again.rows[0].figures[0].before.count == 5


def test_the_same_unit_twice_with_the_same_figures_is_taken_once(tmp_path):
    path = table(tmp_path / "a.xlsx", (1, "Xã Tam Sơn", 5, 4, 1), (2, "UBND xã Tam Sơn", 5, 4, 1))

    found = plan(path)

    assert [row.row for row in found.rows] == [3]
    assert (found.findings, found.skipped[-1].why) == ((), "repeated")


def test_what_is_pending_may_fall_and_what_is_counted_up_may_not(tmp_path):
    header = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết", "Đang giải quyết")
    month = "Từ ngày 01/6/2023 đến ngày {}/2023"
    october = save(tmp_path / "a.xlsx", (month.format("31/10"),), header, (1, "Xã Tam Sơn", 9, 9))
    november = save(tmp_path / "b.xlsx", (month.format("30/11"),), header, (1, "Xã Tam Sơn", 8, 3))

    found = plan(november, figures_of(plan(october)))

    assert codes(found) == [(Code.DECREASING_COUNT, "C3")]


@pytest.mark.parametrize(
    ("before", "now", "told"), [(12, 120, True), (12, 119, False), (9, 99, False)]
)
def test_ten_times_last_month_is_asked_about(tmp_path, before, now, told):
    header = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết")
    month = "Từ ngày 01/6/2023 đến ngày {}/2023"
    october = save(tmp_path / "a.xlsx", (month.format("31/10"),), header, (1, "Xã Tam Sơn", before))
    november = save(tmp_path / "b.xlsx", (month.format("30/11"),), header, (1, "Xã Tam Sơn", now))

    found = plan(november, figures_of(plan(october)))

    assert codes(found) == ([(Code.TENFOLD_COUNT, "C3")] if told else [])
    assert [row.row for row in found.rows] == [3]


def test_an_earlier_period_with_another_start_is_not_compared(tmp_path):
    header = ("STT", "Tên đơn vị", "Tổng số hồ sơ đã giải quyết")
    alone = save(tmp_path / "a.xlsx", ("Tháng 10 năm 2023",), header, (1, "Xã Tam Sơn", 500))
    total = "Từ ngày 01/6/2023 đến ngày 30/11/2023"
    november = save(tmp_path / "b.xlsx", (total,), header, (1, "Xã Tam Sơn", 400))

    found = plan(november, figures_of(plan(alone)))

    assert found.findings == ()


def test_targets_have_no_period_and_need_none(tmp_path):
    header = ("STT", "Tên đơn vị", "Chỉ tiêu giao: tỷ lệ DVC phát sinh hồ sơ trực tuyến (%)")
    path = save(tmp_path / "a.xlsx", header, (1, "Xã Tam Sơn", "65,5%"))

    found = plan(path)

    figure = found.rows[0].figures[0]
    assert (found.period, figure.percent, figure.timeless) == (None, Decimal("65.5"), True)


def test_columns_and_header_can_be_corrected(tmp_path):
    path = save(
        tmp_path / "a.xlsx", TITLE, ("Ai", "Bao nhiêu"), ("Xã Tam Sơn", 5), ("Xã Tam Hải", 6)
    )
    book, catalogue = read_book(path), load_catalogue()

    chosen = find_table(
        book,
        catalogue,
        sheet="Bảng",
        header_rows=(2, 2),
        columns={"A": "unit", "B": "resolved_total"},
    )

    found = make_plan(PlanRequest(book, chosen, catalogue, MEMBERS))
    assert [(row.subject.name, row.figures[0].count) for row in found.rows] == [
        ("Xã Tam Sơn", 5),
        ("Xã Tam Hải", 6),
    ]


def test_planning_can_be_stopped(tmp_path):
    book = read_book(table(tmp_path / "a.xlsx", (1, "Xã Tam Sơn", 5, 4, 1)))
    catalogue = load_catalogue()

    def stop(done: int, whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_plan(PlanRequest(book, find_table(book, catalogue), catalogue, MEMBERS), step=stop)


counts = st.integers(0, 5000)
three = st.tuples(counts, counts, counts).map(
    lambda some: (max(some), min(some[:2]), min(some))  # nothing larger than its whole
)
rows = st.tuples(st.permutations(NAMES), st.tuples(*[three] * len(NAMES))).map(
    lambda both: [(name, *values) for name, values in zip(*both, strict=True)]
)
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def stored(found):
    return {(row.subject.name, one.measure): one.count for row in found.rows for one in row.figures}


@quick
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_never_changes_a_figure(tmp_path, data, random):
    columns = list(range(len(HEADER)))
    random.shuffle(columns)
    lines = [(i, *row) for i, row in enumerate(data, 1)]
    shuffled = [(i, *row[1:]) for i, row in enumerate(random.sample(lines, len(lines)), 1)]

    plain = plan(table(tmp_path / "a.xlsx", *lines))
    mixed = plan(
        save(
            tmp_path / "b.xlsx",
            TITLE,
            *(tuple(line[column] for column in columns) for line in (HEADER, *shuffled)),
        )
    )

    assert stored(mixed) == stored(plain)
    assert len(stored(plain)) == len(NAMES) * 3


noise = st.one_of(
    st.none(),
    st.integers(-10, 10**7),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(
        lambda text: not text.startswith("=")
    ),
    st.sampled_from(
        ["STT", "Tên đơn vị", "Tổng cộng", "I", "1.1", "(1)", "Xã Tam Sơn", "%", "Trong đó"]
    ),
)


@quick
@given(st.lists(st.lists(noise, max_size=6).map(tuple), max_size=8))
def test_nothing_but_findings_and_refusals_comes_out_of_noise(tmp_path, lines):
    path = save(tmp_path / "a.xlsx", TITLE, HEADER, *lines)

    try:
        found = plan(path)
    except AppError:
        return

    numbers = [*(row.row for row in found.rows), *(row.row for row in found.excluded)]
    assert len(numbers) == len(set(numbers))
    assert {row.row for row in found.skipped}.isdisjoint(row.row for row in found.rows)


def test_one_merged_cell_names_the_office_of_every_row_beside_it(tmp_path):
    """Two people of one name: only the office, written once for three rows, tells them apart."""
    people = [
        Participant(Person(SubjectId(1), "Nguyễn Thị Hoa", "Phòng Nội vụ"), "trung-tam"),
        Participant(Person(SubjectId(2), "Nguyễn Thị Hoa", "Phòng Tư pháp"), "trung-tam"),
        Participant(Person(SubjectId(3), "Trần Văn An", "Phòng Nội vụ"), "trung-tam"),
        Participant(Person(SubjectId(4), "Lê Văn Bình", "Phòng Tư pháp"), "trung-tam"),
    ]
    book = Workbook()
    for row in (
        ("Từ ngày 01/6/2023 đến ngày 31/10/2023",),
        ("STT", "Cơ quan, bộ phận", "Họ và tên", "Số tin, bài"),
        (1, "Phòng Nội vụ", "Trần Văn An", 5),
        (2, None, "Nguyễn Thị Hoa", 6),
        (3, "Phòng Tư pháp", "Lê Văn Bình", 7),
        (4, None, "Nguyễn Thị Hoa", 8),
    ):
        book.active.append(row)
    book.active.merge_cells("B3:B4")
    book.active.merge_cells("B5:B6")
    book.save(tmp_path / "a.xlsx")

    found = plan_of(tmp_path / "a.xlsx", "ttpvhcc-lang-son-2023", people)

    assert [(row.row, row.subject.id, row.figures[0].count) for row in found.rows] == [
        (3, 3, 5),
        (4, 1, 6),
        (5, 4, 7),
        (6, 2, 8),
    ]
    assert found.excluded == ()

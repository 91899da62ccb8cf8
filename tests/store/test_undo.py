"""Every change can be taken back and done again, exactly."""

import json
import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.samples import AT, NOVEMBER, YEAR_END, dump, empty, fill, make_figure, make_record

from thidua_desktop.domain.figures import Period, Source
from thidua_desktop.store import schema, undo
from thidua_desktop.store.connection import connect
from thidua_desktop.store.workspace import UndoResult, Workspace

KEPT_OUT = {
    "_sqlite_migrations",
    "journal",
    "undo_step",
    "undo_change",
    "undo_kept",
    "undo_open",
}


def test_every_table_is_watched_or_known_not_to_be(workspace):
    with connect(workspace.path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = {name for (name,) in tables}
        watched = undo.watched(connection)

    assert (
        set(watched)
        == {
            *schema.WATCHED,
            *schema.DECISIONS_WATCHED,
            *schema.PAST_AWARDS_WATCHED,
            *schema.MAPPINGS_WATCHED,
            *schema.REPLACED_WATCHED,
        }
        == names - KEPT_OUT
    )


# --- every column ---

OTHER_VALUES = {
    ("campaign", "key"): "khac",
    ("reading_decision", "campaign_id"): 2,
    ("subject", "kind"): "person",
    ("subject", "office_id"): 1,
    ("subject", "birth_date"): "1990-01-31",
    ("alias", "subject_id"): 2,
    ("participant", "campaign_id"): 2,
    ("participant", "subject_id"): 2,
    ("import", "campaign_id"): 2,
    ("import", "period_start"): None,
    ("import", "period_end"): "2024-01-31",
    ("import", "at"): "2024-02-01T00:00:00+07:00",
    ("import", "left_out"): "[]",
    ("figure", "subject_id"): 3,
    ("figure", "period_start"): "2023-05-01",
    ("figure", "period_end"): "2024-01-31",
    ("figure", "by_hand"): 1,
    ("figure", "import_id"): 1,
    ("figure", "at"): None,
    ("confirmation", "campaign_id"): 2,
    ("confirmation", "subject_id"): 1,
    ("confirmation", "met"): 0,
    ("confirmation", "said_on"): "2024-02-01",
    ("report", "campaign_id"): 1,
    ("report", "subject_id"): 1,
    ("report_section", "report_id"): 2,
}
"""Where a column takes only certain values: another one it takes."""

PAIRS = {
    ("subject", "kind"): "short_name = '', kind",
    ("figure", "count"): "percent = NULL, missing = NULL, count",
    ("figure", "percent"): "count = NULL, missing = NULL, percent",
    ("figure", "missing"): "count = NULL, percent = NULL, missing",
}
"""Where one column may not change alone: the others, changed with it."""

UNITS = {("subject", "kind"): 2, ("subject", "short_name"): 2}
"""Rows to change where the last one is a person, and only a body will do."""


def columns():
    with closing(sqlite3.connect(":memory:")) as db:
        for statements in (schema.CAMPAIGN_TABLES, schema.FIGURE_TABLES, schema.DOSSIER_TABLES):
            for statement in statements:
                db.execute(statement)
        return [
            (table, name, kind)
            for table in schema.WATCHED
            for _, name, kind, *_ in db.execute(f"PRAGMA table_info('{table}')")
            if name != "id"
        ]


def other_value(table, column, kind, before):
    if (table, column) in OTHER_VALUES:
        return OTHER_VALUES[table, column]
    return (before or 0) + 41 if kind == "INTEGER" else f"{before or ''}9"


@pytest.mark.parametrize(("table", "column", "kind"), columns())
def test_every_table_is_undoable_in_every_column(workspace, table, column, kind):
    fill(workspace)
    with workspace.write("Thêm nữa", kind="fill") as session:
        session.campaigns.add("khac-2024", "x = 1")
        session.reports.add("khac-2024", 2, "nd98-2023/mau-08", "bang-khen")
    before = dump(workspace)
    row = UNITS.get((table, column), max(one[0] for one in before[table]))
    with workspace.write("Sửa", kind="edit") as session:
        db = session.settings._connection
        db.execute("PRAGMA defer_foreign_keys = ON")
        find = f'SELECT "{column}" FROM "{table}" WHERE id = ?'  # noqa: S608
        (stood,) = db.execute(find, [row]).fetchone()
        new = other_value(table, column, kind, stood)
        assert new != stood, "the test must change something"
        sets = PAIRS.get((table, column), f'"{column}"')
        db.execute(f'UPDATE "{table}" SET {sets} = ? WHERE id = ?', [new, row])  # noqa: S608
    after = dump(workspace)

    taken_back = workspace.undo()
    undone = dump(workspace)
    workspace.redo()
    redone = dump(workspace)

    assert before != after
    assert taken_back == UndoResult("Sửa", frozenset({table}))
    assert undone == before
    assert redone == after


@pytest.mark.parametrize("table", schema.WATCHED)
def test_the_id_of_a_row_never_changes(workspace, table):
    fill(workspace)

    with (
        pytest.raises(sqlite3.IntegrityError, match="never changes"),
        connect(workspace.path) as db,
    ):
        db.execute(f'UPDATE "{table}" SET id = 99 WHERE id = 1')  # noqa: S608


def test_every_table_is_undoable_when_rows_come_and_go(workspace):
    fill(workspace)
    full = dump(workspace, schema.WATCHED)
    with workspace.write("Xóa hết", kind="remove") as session:
        for table in reversed(schema.WATCHED):
            session.settings._connection.execute("PRAGMA defer_foreign_keys = ON")
            session.settings._connection.execute(f'DELETE FROM "{table}"')  # noqa: S608

    assert all(full.values()), "the sample has a row in every table"
    assert empty(workspace)
    workspace.undo()
    assert dump(workspace, schema.WATCHED) == full
    workspace.undo()
    assert empty(workspace)
    workspace.redo()
    assert dump(workspace, schema.WATCHED) == full
    workspace.redo()
    assert empty(workspace)
    assert workspace.check() == ()


# --- steps ---


def rename(workspace, name):
    with workspace.write(f"Đặt tên {name}", kind="rename") as session:
        session.settings.put("office", name)


def office(workspace):
    with workspace.read() as session:
        return session.settings.get("office")


def test_undo_and_redo_go_step_by_step_and_name_what_they_do(workspace):
    for name in ("Một", "Hai", "Ba"):
        rename(workspace, name)

    assert workspace.undo_label() == "Đặt tên Ba"
    assert workspace.undo() == UndoResult("Đặt tên Ba", frozenset({"setting"}))
    assert workspace.undo() == UndoResult("Đặt tên Hai", frozenset({"setting"}))
    assert office(workspace) == "Một"
    assert (workspace.undo_label(), workspace.redo_label()) == ("Đặt tên Một", "Đặt tên Hai")
    assert workspace.redo() == UndoResult("Đặt tên Hai", frozenset({"setting"}))
    assert office(workspace) == "Hai"


def test_where_there_is_nothing_to_undo_or_redo_nothing_happens(workspace):
    assert workspace.undo() is None
    assert workspace.redo() is None
    assert (workspace.undo_label(), workspace.redo_label()) == (None, None)
    assert len(workspace.journal()) == 1


def test_new_work_after_an_undo_ends_what_could_be_redone(workspace):
    rename(workspace, "Một")
    rename(workspace, "Hai")
    workspace.undo()

    rename(workspace, "Ba")

    assert workspace.redo_label() is None
    assert workspace.redo() is None
    workspace.undo()
    assert office(workspace) == "Một"


def test_an_action_that_changes_nothing_leaves_no_step_and_no_entry(workspace):
    rename(workspace, "Một")
    workspace.undo()
    rename(workspace, "Một")
    entries = workspace.journal()

    with workspace.write("Không có gì", kind="nothing") as session:
        session.settings.put("office", "Một")
        session.settings.put("other", "x")
        session.settings._connection.execute("DELETE FROM setting WHERE key = 'other'")

    assert session.changed == frozenset()
    assert workspace.journal() == entries
    assert workspace.undo_label() == "Đặt tên Một"


def test_an_action_that_changes_nothing_keeps_what_could_be_redone(workspace):
    rename(workspace, "Một")
    workspace.undo()

    with workspace.write("Không có gì", kind="nothing"):
        pass

    assert workspace.redo_label() == "Đặt tên Một"


def test_a_hundred_steps_are_kept_whatever_their_size(workspace, monkeypatch):
    monkeypatch.setattr(undo, "SIZE_KEPT", 0)
    for number in range(103):
        rename(workspace, f"Tên {number}")

    count = 0
    while workspace.undo():
        count += 1

    assert count == 100
    assert office(workspace) == "Tên 2"
    assert workspace.check() == ()


def test_more_than_a_hundred_steps_are_kept_while_they_are_small(workspace):
    for number in range(103):
        rename(workspace, f"Tên {number}")

    while workspace.undo():
        pass

    assert office(workspace) is None


# --- imports ---


def import_counts(workspace, figures):
    with workspace.write("Nhập số liệu", kind="import") as session:
        number = session.imports.add(make_record())
        session.figures.put_import(number, figures)
    return number


def all_figures(workspace):
    with workspace.read() as session:
        return session.figures.all()


def test_the_new_rows_of_an_import_are_one_range(workspace):
    commune, office, _ = fill(workspace)

    import_counts(
        workspace,
        [
            make_figure(who, f"m{n}", period=NOVEMBER)
            for who in (commune, office)
            for n in range(50)
        ],
    )

    with connect(workspace.path) as connection:
        recorded = connection.execute(
            "SELECT tbl, row_id, last_row_id, before, after FROM undo_change"
            " WHERE step_id = (SELECT max(id) FROM undo_step) AND tbl = 'figure'"
        ).fetchall()
    (table, first, last, before, after) = recorded[0]
    assert len(recorded) == 1
    assert (table, first, last, before) == ("figure", 5, 104, None)
    assert json.loads(after)["rows"] == 100
    assert workspace.journal()[0].counts == {"figure": {"new": 100}, "import": {"new": 1}}


def test_undoing_an_import_restores_the_former_figures_with_their_source(workspace):
    commune, office, _ = fill(workspace)
    before = all_figures(workspace)
    corrected = make_figure(
        commune, count=1010, source=Source("thang-12-sua.xlsx", "Sheet1", "D9", AT, "Bình")
    )
    number = import_counts(workspace, [corrected, make_figure(office, "news_items", count=0)])
    after = all_figures(workspace)

    workspace.undo()
    undone = all_figures(workspace)
    workspace.redo()

    assert len(after) == len(before) + 1
    assert {one.source.import_id for one in after if one.count in (1010, 0)} == {number}
    assert undone == before
    assert before[0].source == Source("thang-12.xlsx", "Tổng hợp", "C7", AT, "An", 1)
    assert all_figures(workspace) == after


def test_an_older_import_is_taken_back_with_all_that_was_done_after_it(workspace):
    commune, office, _ = fill(workspace)
    before = dump(workspace)
    number = import_counts(workspace, [make_figure(commune, "m1", count=7)])
    with workspace.write("Sửa số", kind="edit") as session:
        session.figures.put(make_figure(commune, "m1", count=8, by_hand=True))
    later = import_counts(workspace, [make_figure(office, "m2", count=9)])
    after = dump(workspace)
    labels = workspace.made_by("import")

    wrongly_told = workspace.undo_made("import", number, actions=2)
    untouched = dump(workspace)
    done = workspace.undo_made("import", number, actions=3)

    assert labels[number] == ("Nhập số liệu", "Sửa số", "Nhập số liệu")
    assert labels[later] == ("Nhập số liệu",)
    assert (wrongly_told, untouched) == ((), after)
    assert [one.label for one in done] == list(labels[number])
    assert dump(workspace) == before
    assert number not in workspace.made_by("import")
    assert [one.kind for one in workspace.journal(3)] == ["undo", "undo", "undo"]
    assert [workspace.redo().label for _ in done] == ["Nhập số liệu", "Sửa số", "Nhập số liệu"]
    assert dump(workspace) == after
    assert workspace.check() == ()


def test_an_import_whose_step_is_no_longer_kept_cannot_be_taken_back(workspace, monkeypatch):
    commune, _, _ = fill(workspace)
    number = import_counts(workspace, [make_figure(commune, "m1", count=7)])
    monkeypatch.setattr(undo, "STEPS_KEPT", 1)
    monkeypatch.setattr(undo, "SIZE_KEPT", 0)
    with workspace.write("Sửa số", kind="edit") as session:
        session.figures.put(make_figure(commune, "m1", count=8, by_hand=True))

    assert number not in workspace.made_by("import")
    assert workspace.undo_made("import", number, actions=1) == ()


def test_rows_of_an_import_touched_again_in_the_same_action_come_back_too(workspace):
    commune, office, _ = fill(workspace)
    before = dump(workspace)
    with workspace.write("Nhập rồi sửa", kind="import") as session:
        new = [make_figure(commune, f"m{n}", count=n) for n in range(5)]
        session.figures.put_import(1, [*new, new[0]])
        session.figures.put(make_figure(commune, "m1", count=77, by_hand=True))
        session.figures.remove(commune, "m4", YEAR_END)
        session.figures.put_import(1, [make_figure(office, f"m{n}") for n in range(3)])
        session.figures.remove(office, "m0", YEAR_END)
    after = dump(workspace)
    sound = workspace.check()

    workspace.undo()
    undone = dump(workspace)
    workspace.redo()

    assert sound == ()
    assert undone == before
    assert dump(workspace) == after
    assert workspace.check() == ()


def test_an_import_undone_and_redone_many_times_stays_the_same(workspace):
    commune, *_ = fill(workspace)
    import_counts(workspace, [make_figure(commune, f"m{n}") for n in range(20)])
    after = dump(workspace)

    for _ in range(3):
        workspace.undo()
        workspace.redo()

    assert dump(workspace) == after
    assert workspace.check() == ()


ODD = (
    "",
    '“Không” "có"',
    "C:\\u0000\\thư mục\\",
    "hai\ndòng\t\x01\x1f\x7f",
    "a\u0300 \U0001f642 \u2028 null 1e3",
    "trước\x00sau",
)


@pytest.mark.parametrize("with_nul", [False, True])
def test_whatever_an_imported_text_holds_comes_back_when_it_is_done_again(workspace, with_nul):
    commune, *_ = fill(workspace)
    texts = [one for one in ODD if with_nul or "\x00" not in one]
    figures = [
        make_figure(
            commune,
            f"m{n}",
            count=None,
            missing=text,
            source=Source(text, text, text, AT if n else None, text),
        )
        for n, text in enumerate(texts)
    ]
    large = make_figure(commune, "đếm", count=2**63 - 1)
    exact = make_figure(commune, "tỷ lệ", count=None, percent=Decimal("65.4999999999999999999"))
    import_counts(workspace, [*figures, large, exact])
    before, stored = dump(workspace), all_figures(workspace)

    workspace.undo()
    workspace.redo()

    assert dump(workspace) == before
    assert all_figures(workspace) == stored
    assert {one.missing for one in stored} >= set(texts)
    assert workspace.check() == ()


# --- any sequence of actions ---

MEASURES = st.sampled_from(["resolved_total", "online_total", "Số «'\"\\ \t\n\x00»"])
PERIODS = st.sampled_from([None, YEAR_END, NOVEMBER, Period(None, YEAR_END.end)])
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)

ACTIONS = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 2), MEASURES, PERIODS, st.integers(0, 2**62)),
    st.tuples(st.just("missing"), st.integers(0, 2), MEASURES, PERIODS, WORDS),
    st.tuples(st.just("remove"), st.integers(0, 2), MEASURES, PERIODS),
    st.tuples(
        st.just("import"),
        st.lists(st.tuples(st.integers(0, 2), MEASURES, PERIODS, st.integers(0, 9)), max_size=6),
    ),
    st.tuples(st.just("setting"), st.sampled_from("ab"), WORDS),
    st.tuples(st.just("section"), st.sampled_from("ab"), st.text(max_size=5)),
    st.tuples(st.just("report"), st.booleans()),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def perform(session, subjects, action):
    kind, *rest = action
    if kind == "put":
        who, measure, period, count = rest
        session.figures.put(make_figure(subjects[who], measure, period=period, count=count))
    elif kind == "missing":
        who, measure, period, word = rest
        session.figures.put(
            make_figure(subjects[who], measure, period=period, count=None, missing=word)
        )
    elif kind == "remove":
        who, measure, period = rest
        session.figures.remove(subjects[who], measure, period)
    elif kind == "import":
        figures = [
            make_figure(subjects[who], measure, period=period, count=count)
            for who, measure, period, count in rest[0]
        ]
        session.figures.put_import(session.imports.add(make_record()), figures)
    elif kind == "setting":
        session.settings.put(*rest)
    elif kind == "section":
        for report in session.reports.all("nui-thanh-2023"):
            session.reports.write_section(report.id, *rest)
    else:
        change_reports(session, subjects, add=rest[0])


def change_reports(session, subjects, *, add):
    reports = session.reports.all("nui-thanh-2023")
    if add:
        session.reports.add("nui-thanh-2023", subjects[0], f"mau-{len(reports)}", "")
    elif reports:
        session.reports.remove(reports[-1].id)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(ACTIONS, min_size=1, max_size=3), max_size=8))
def test_all_undone_is_empty_and_all_redone_is_as_it_was(tmp_path_factory, steps):
    workspace = Workspace.create(tmp_path_factory.mktemp("undo") / "a.thidua", user="An")
    subjects = fill(workspace)
    for step in steps:
        if step[0] in (("undo",), ("redo",)):
            workspace.undo() if step[0] == (
                "undo",
            ) and workspace.undo_label() != "Đưa vào mẫu" else workspace.redo()
        else:
            with workspace.write("Bước", kind="step") as session:
                for action in step:
                    if action not in (("undo",), ("redo",)):
                        perform(session, subjects, action)
    while workspace.redo():
        pass
    after = dump(workspace)

    while workspace.undo():
        pass
    undone_is_empty = empty(workspace)
    undone_is_sound = workspace.check()
    while workspace.redo():
        pass

    assert undone_is_empty
    assert undone_is_sound == ()
    assert dump(workspace) == after
    assert workspace.check() == ()

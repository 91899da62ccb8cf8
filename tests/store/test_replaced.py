"""What another table said before stays known; what the same table corrects does not."""

import pytest
from store.samples import AT, make_figure, make_record, replace_a_figure

from thidua_desktop.domain.figures import Source

OTHER = Source("van-phong.xlsx", "Sheet1", "D9", AT, "Bình")


@pytest.fixture
def first(workspace):
    with workspace.write("Nhập", kind="import") as session:
        session.campaigns.add("nui-thanh-2023", 'name = "Núi Thành"')
        session.subjects.add_unit("UBND xã Tam Hải")
        number = session.imports.add(make_record())
        session.figures.put_import(number, [make_figure(1)])
    return workspace


def bring(workspace, figure):
    with workspace.write("Nhập", kind="import") as session:
        number = session.imports.add(make_record(file=figure.source.file))
        session.figures.put_import(number, [figure])


def replaced(workspace):
    with workspace.read() as session:
        return [one.figure for one in session.figures.replaced({1})]


def test_another_value_of_another_table_is_kept_with_its_source(first):
    replace_a_figure(first)

    (kept,) = replaced(first)

    assert (kept.count, kept.source.file, kept.source.cell) == (1000, "thang-12.xlsx", "C7")
    with first.read() as session:
        assert session.figures.get(1, kept.measure, kept.period).count == 1001


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 1000, "source": OTHER},
        {"count": 1001},
        {"count": 1001, "source": OTHER, "measure": "online_total"},
    ],
)
def test_the_same_value_or_the_same_table_or_another_measure_replaces_nothing(first, changes):
    bring(first, make_figure(1, **changes))

    assert replaced(first) == []


def test_a_cell_that_was_empty_disagrees_with_nobody(first):
    bring(first, make_figure(1, count=None, missing="-", source=OTHER))
    bring(first, make_figure(1, count=7))

    assert [(one.count, one.source.file) for one in replaced(first)] == [(1000, "thang-12.xlsx")]


def test_undo_takes_back_what_was_kept_and_redo_brings_it_again(first):
    replace_a_figure(first)

    first.undo()
    undone = replaced(first)
    first.redo()

    assert (undone, len(replaced(first))) == ([], 1)
    assert first.check() == ()


def test_what_is_agreed_on_is_forgotten_and_can_be_brought_back(first):
    replace_a_figure(first)
    with first.write("Giữ số", kind="keep") as session:
        (kept,) = session.figures.replaced({1})
        session.figures.forget_replaced([kept.id])

    forgotten = replaced(first)
    first.undo()

    assert (forgotten, len(replaced(first))) == ([], 1)


def test_a_row_left_out_keeps_what_was_wrong_with_it(workspace):
    from thidua_desktop.store.imports import LeftOutFinding, LeftOutRow

    finding = LeftOutFinding("part-over-whole", "C30", {"part": "216", "whole": "206"})
    row = LeftOutRow(30, "Xã Tam Xuân I", ("part-over-whole",), (finding,))
    with workspace.write("Nhập", kind="import") as session:
        session.campaigns.add("nui-thanh-2023", 'name = "Núi Thành"')
        number = session.imports.add(make_record(left_out=(row,)))

    with workspace.read() as session:
        assert session.imports.get(number).record.left_out == (row,)


def test_a_row_left_out_before_findings_were_kept_still_reads(workspace, raw):
    with workspace.write("Nhập", kind="import") as session:
        session.campaigns.add("nui-thanh-2023", 'name = "Núi Thành"')
        session.imports.add(make_record())
    with raw(workspace.path) as db:
        db.execute("""UPDATE import SET left_out = '[[9, "Tam Mĩ", ["unknown-unit"]]]'""")

    with workspace.read() as session:
        (row,) = session.imports.get(1).record.left_out
        assert (row.as_typed, row.because, row.findings) == ("Tam Mĩ", ("unknown-unit",), ())

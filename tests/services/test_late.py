"""Late figures: found however they came, ranks included, accepted or refused for good reason."""

from datetime import date

import pytest

from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.demo import DAY, POINTS
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.units import find_participant
from thidua_desktop.store.workspace import Workspace

END = date(2023, 12, 31)


@pytest.fixture
def frozen(office):
    return office.snapshots.freeze(POINTS, "Trước khi họp", "Hội đồng", "", DAY).snapshot


def who(office, name):
    return find_participant(office.units.participants(POINTS), name).subject.id


def retype(office, name, measure, text, end=END):
    return office.figures.set_figure(POINTS, who(office, name), measure, end, text)


def figure(office, name, measure):
    with office.workspace.read() as session:
        found = session.figures.of_subjects({who(office, name)})
    return next((one for one in found if one.measure == measure and one.period.end == END), None)


def test_without_a_snapshot_nothing_is_late(office):
    assert office.late.pending(POINTS).snapshot is None
    with pytest.raises(UnknownChoiceError):
        office.late.accept(POINTS, ["1|online_total||"], "", "")


def test_what_came_late_is_shown_before_and_after_ranks_included(office, frozen):
    retype(office, "Xã Tam Sơn", "online_early", "10")

    ledger = office.late.pending(POINTS)

    (late,) = ledger.pending
    assert ledger.snapshot == frozen
    assert (late.figure.name, late.figure.before, late.figure.after) == (
        "Xã Tam Sơn",
        "1.487",
        "10",
    )
    assert (late.rank_before, late.prize_before) == (1, "Giải nhất")
    assert late.rank_after > 1
    assert late.by == "Trần Thị An"
    assert late.arrived_at is not None
    assert "Xã Tam Sơn" in {one.name for one in ledger.moves}


def test_a_figure_that_was_not_there_arrives_late_too(office):
    retype(office, "Xã Tam Sơn", "online_total", "")
    office.snapshots.freeze(POINTS, "Thiếu số", "", "", DAY)

    retype(office, "Xã Tam Sơn", "online_total", "2600")

    ledger = office.late.pending(POINTS)
    assert [(one.figure.before, one.figure.after) for one in ledger.pending] == [
        ("không có", "2.600")
    ]


def test_what_the_snapshot_did_not_use_is_not_late(office, frozen):
    retype(office, "Xã Tam Sơn", "resolved_late", "1", end=date(2023, 10, 31))
    retype(office, "Xã Tam Sơn", "resolved_late", "900", end=date(2024, 1, 31))
    office.decisions.record(POINTS, {"order": "no-coefficient"}, "", "")

    assert office.late.pending(POINTS).pending == ()


def test_a_figure_taken_away_is_late_and_what_stands_in_for_it_is_not(office, frozen):
    retype(office, "Xã Tam Sơn", "resolved_late", "")

    (late,) = office.late.pending(POINTS).pending

    assert (late.figure.before, late.figure.after) == ("122", "không có")
    assert (late.arrived_at, late.by) == (None, "đã bị xóa")


def test_a_figure_that_comes_back_by_redo_is_late(office):
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.history.undo(Progress())
    office.snapshots.freeze(POINTS, "Chốt", "", "", DAY)

    office.history.redo(Progress())

    (late,) = office.late.pending(POINTS).pending
    assert late.figure.after == "10"


def test_a_refused_figure_is_put_back_with_its_source(office, frozen):
    before = figure(office, "Xã Tam Sơn", "online_early")
    retype(office, "Xã Tam Sơn", "online_early", "10")
    (late,) = office.late.pending(POINTS).pending

    changes = office.late.refuse(POINTS, [late.id], "Hội đồng", "nộp sau hạn")

    assert changes.label == "Từ chối 1 số liệu nộp muộn sau chốt lần 1"
    assert figure(office, "Xã Tam Sơn", "online_early") == before
    ledger = office.late.pending(POINTS)
    assert (ledger.pending, ledger.moves) == ((), ())
    (answer,) = ledger.answered
    assert (answer.word, answer.who, answer.why) == ("Từ chối", "Hội đồng", "nộp sau hạn")
    assert (answer.figure.before, answer.figure.after) == ("1.487", "10")
    assert office.workspace.journal(limit=1)[0].kind == "refuse-late"
    assert office.snapshots.compare_with_now(POINTS, frozen.id).same_code


def test_refusing_what_was_not_there_takes_it_away(office):
    retype(office, "Xã Tam Sơn", "online_total", "")
    office.snapshots.freeze(POINTS, "Thiếu số", "", "", DAY)
    retype(office, "Xã Tam Sơn", "online_total", "2600")
    (late,) = office.late.pending(POINTS).pending

    office.late.refuse(POINTS, [late.id], "", "")

    assert figure(office, "Xã Tam Sơn", "online_total") is None
    assert office.late.pending(POINTS).pending == ()


def test_refusing_can_be_undone(office, frozen):
    retype(office, "Xã Tam Sơn", "online_early", "10")
    (late,) = office.late.pending(POINTS).pending
    office.late.refuse(POINTS, [late.id], "", "")

    office.history.undo(Progress())

    ledger = office.late.pending(POINTS)
    assert ledger.pending == (late,)
    assert ledger.answered == ()
    office.history.redo(Progress())
    assert office.late.pending(POINTS).pending == ()
    assert office.workspace.check() == ()


def test_an_accepted_figure_stays_and_is_no_longer_asked_about(office, frozen):
    retype(office, "Xã Tam Sơn", "online_early", "10")
    (late,) = office.late.pending(POINTS).pending

    changes = office.late.accept(POINTS, [late.id], "Hội đồng", "lỗi của Trung tâm")

    ledger = office.late.pending(POINTS)
    assert changes.label == "Chấp nhận 1 số liệu nộp muộn sau chốt lần 1"
    assert changes.tables == {"late_answer"}
    assert ledger.pending == ()
    assert [(one.word, one.why) for one in ledger.answered] == [("Chấp nhận", "lỗi của Trung tâm")]
    assert ledger.moves
    assert figure(office, "Xã Tam Sơn", "online_early").count == 10
    office.history.undo(Progress())
    assert office.late.pending(POINTS).pending == (late,)


def test_an_accepted_figure_that_changes_again_is_asked_about_again(office, frozen):
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.late.accept(POINTS, [office.late.pending(POINTS).pending[0].id], "", "")

    retype(office, "Xã Tam Sơn", "online_early", "11")

    (late,) = office.late.pending(POINTS).pending
    assert (late.figure.before, late.figure.after) == ("1.487", "11")


def test_a_new_snapshot_takes_in_what_had_come_late(office, frozen):
    retype(office, "Xã Tam Sơn", "online_early", "10")
    second = office.snapshots.freeze(POINTS, "Sau", "", "", DAY).snapshot

    taken_in = office.late.pending(POINTS)
    office.snapshots.withdraw(POINTS, second.id, "", "")

    assert (taken_in.snapshot, taken_in.pending) == (second, ())
    assert len(office.late.pending(POINTS).pending) == 1


def test_only_what_is_pending_can_be_answered(office, frozen):
    retype(office, "Xã Tam Sơn", "online_early", "10")
    (late,) = office.late.pending(POINTS).pending

    with pytest.raises(UnknownChoiceError):
        office.late.refuse(POINTS, [late.id, "99|gì|đó|"], "", "")

    assert len(office.late.pending(POINTS).pending) == 1


def test_figures_of_an_undone_import_can_be_put_back(office, tmp_path):
    import_december_again(office, tmp_path)
    office.snapshots.freeze(POINTS, "Chốt", "", "", DAY)
    office.history.undo(Progress())
    pending = office.late.pending(POINTS).pending

    office.late.refuse(POINTS, [one.id for one in pending], "", "không được bỏ")

    assert [(one.figure.before, one.figure.after) for one in pending] == [("130", "1.487")]
    found = figure(office, "Xã Tam Sơn", "online_early")
    assert (found.count, found.source.file, found.source.import_id) == (130, "sua.xlsx", None)
    assert office.late.pending(POINTS).pending == ()
    assert office.workspace.check() == ()


def import_december_again(office, tmp_path):
    """Import the table of December with one figure changed."""
    import openpyxl

    from thidua_desktop import assets

    book = openpyxl.load_workbook(assets.resource("demo/nui-thanh-2023-12.xlsx"))
    sheet = book.active
    row = next(
        row for row in sheet.iter_rows() if any("Tam Sơn" in str(cell.value) for cell in row)
    )
    (cell,) = (cell for cell in row if cell.value == 1487)
    cell.value = 130
    path = tmp_path / "sua.xlsx"
    book.save(path)
    import_table(office.workspace, POINTS, path, ImportOrder(accept_warnings=True))


def test_an_import_after_the_snapshot_is_late(office, frozen, tmp_path):
    import_december_again(office, tmp_path)

    ledger = Workspace.open(office.workspace.path, user="Bình") and office.late.pending(POINTS)

    (late,) = ledger.pending
    assert (late.figure.before, late.figure.after) == ("1.487", "130")
    assert late.figure.after_source.startswith("sua.xlsx, trang «")

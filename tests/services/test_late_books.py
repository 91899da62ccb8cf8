"""The ledger of late figures: what was answered stays, with what it did to the ranks."""

from datetime import date

from thidua_desktop.services.demo import DAY, POINTS
from thidua_desktop.services.late_books import late_books
from thidua_desktop.services.units import find_participant

END = date(2023, 12, 31)


def retype(office, name, measure, text):
    who = find_participant(office.units.participants(POINTS), name).subject.id
    office.figures.set_figure(POINTS, who, measure, END, text)


def freeze(office, name):
    return office.snapshots.freeze(POINTS, name, "Hội đồng", "", DAY).snapshot


def pending(office):
    return tuple(one.id for one in office.late.pending(POINTS).pending)


def places(entry):
    return [(one.rank, one.prize) for one in (entry.before, entry.after)]


def test_without_late_figures_there_is_no_ledger(office):
    freeze(office, "Lần 1")

    assert late_books(office.workspace, POINTS) == ()


def test_an_accepted_figure_shows_the_ranks_before_and_after(office):
    freeze(office, "Lần 1")
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.late.accept(POINTS, pending(office), "Hội đồng", "có giải trình")

    (book,) = late_books(office.workspace, POINTS)

    (entry,) = book.answered
    assert (entry.answer.word, entry.answer.why) == ("Chấp nhận", "có giải trình")
    assert (entry.answer.figure.before, entry.answer.figure.after) == ("1.487", "10")
    assert places(entry) == [(1, "Giải nhất"), (6, None)]
    assert book.pending == ()


def test_a_refused_figure_says_what_it_would_have_done(office):
    freeze(office, "Lần 1")
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.late.refuse(POINTS, pending(office), "Hội đồng", "nộp sau hạn")

    ((entry,),) = (one.answered for one in late_books(office.workspace, POINTS))

    assert entry.answer.word == "Từ chối"
    assert places(entry) == [(1, "Giải nhất"), (6, None)]


def test_what_was_accepted_before_is_where_the_next_answer_begins(office):
    freeze(office, "Lần 1")
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.late.accept(POINTS, pending(office), "", "một")
    retype(office, "Xã Tam Sơn", "online_early", "")
    office.late.accept(POINTS, pending(office), "", "hai")

    ((first, second),) = (one.answered for one in late_books(office.workspace, POINTS))

    assert places(first)[1] == places(second)[0] == (6, None)
    assert places(second)[1] == (None, None)
    assert second.answer.figure.after == "không có"


def test_a_refusal_moves_nothing_for_the_next_answer(office):
    freeze(office, "Lần 1")
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.late.refuse(POINTS, pending(office), "", "một")
    retype(office, "Xã Tam Sơn", "resolved_late", "121")
    office.late.accept(POINTS, pending(office), "", "hai")

    ((_, second),) = (one.answered for one in late_books(office.workspace, POINTS))

    assert places(second) == [(1, "Giải nhất"), (1, "Giải nhất")]


def test_every_snapshot_has_its_own_book_the_newest_first(office):
    freeze(office, "Lần 1")
    retype(office, "Xã Tam Sơn", "online_early", "10")
    office.late.accept(POINTS, pending(office), "", "một")
    freeze(office, "Lần 2")
    retype(office, "Xã Tam Sơn", "online_early", "11")

    newest, oldest = late_books(office.workspace, POINTS)

    assert (newest.snapshot.name, len(newest.pending), newest.answered) == ("Lần 2", 1, ())
    assert (oldest.snapshot.name, oldest.pending, len(oldest.answered)) == ("Lần 1", (), 1)

"""Commendations come back as they went in, are corrected, taken out, and follow a merge."""

from store.samples import SAID, fill, make_past_award

from thidua_desktop.store.past_awards import StoredPastAward


def test_a_commendation_comes_back_the_latest_first(workspace):
    commune, office, _ = fill(workspace)
    with workspace.write("Ghi", kind="test") as session:
        first = session.past_awards.add(make_past_award(commune, year=2020, decided_on=None), SAID)
        second = session.past_awards.add(make_past_award(office), SAID)

    with workspace.read() as session:
        assert [one.id for one in session.past_awards.all()] == [second, first]
        assert session.past_awards.get(second) == make_past_award(office, id=second)
        assert session.past_awards.get(99) is None


def test_a_commendation_is_corrected_taken_out_and_brought_back(workspace):
    commune, *_ = fill(workspace)
    with workspace.write("Ghi", kind="test") as session:
        row = session.past_awards.add(make_past_award(commune), SAID)
    corrected = StoredPastAward(commune, 2021, "Bằng khen", id=row)
    with workspace.write("Sửa", kind="test") as session:
        session.past_awards.replace(corrected, SAID)
    with workspace.write("Bỏ", kind="test") as session:
        session.past_awards.remove(row)

    workspace.undo()
    with workspace.read() as session:
        assert session.past_awards.all() == (corrected,)
    workspace.undo()
    with workspace.read() as session:
        assert session.past_awards.all() == (make_past_award(commune, id=row),)


def test_a_merge_gives_the_history_to_who_is_kept(workspace):
    commune, office, _ = fill(workspace)
    with workspace.write("Ghi", kind="test") as session:
        for subject in (commune, office):
            session.past_awards.add(make_past_award(subject), SAID)

    with workspace.write("Gộp", kind="test") as session:
        session.subjects.merge(commune, office)

    with workspace.read() as session:
        assert [one.subject for one in session.past_awards.all()] == [office, office]

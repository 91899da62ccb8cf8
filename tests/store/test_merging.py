"""Two subjects made one: nothing that named the one is lost, and it can all be taken back."""

import sqlite3

import pytest
from store.samples import dump, make_figure

from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.vietnamese import match_key
from thidua_desktop.store.connection import connect
from thidua_desktop.store.merging import _references

KEY = "nui-thanh-2023"


@pytest.fixture
def two(workspace):
    """A body written twice; figures, reports and confirmations on both."""
    with workspace.write("Đưa vào mẫu", kind="fill") as session:
        session.campaigns.add(KEY, 'name = "Núi Thành"')
        kept = session.subjects.add_unit("Xã Tam Hòa")
        gone = session.subjects.add_unit("UBND Tam Hoà")
        for one in (kept, gone):
            session.participants.add(KEY, one, "xa" if one == kept else "khac")
        session.figures.put(make_figure(kept))
        session.figures.put(make_figure(gone, count=7))
        session.figures.put(make_figure(gone, "online_total"))
        session.subjects.add_alias(gone, match_key("Tam Hòa xã"))
        session.subjects.add_person("Nguyễn Văn An", gone)
        session.confirmations.put(KEY, gone, "no-complaints", Confirmation(met=True))
        for one in (kept, gone):
            report = session.reports.add(KEY, one, "mau-07", "giay-khen")
            session.reports.write_section(report, "facts", f"của {one}")
        session.reports.add(KEY, gone, "mau-07", "bang-khen")
    return kept, gone


def test_all_that_one_has_goes_to_the_other(workspace, two):
    kept, gone = two

    with workspace.write("Gộp", kind="merge") as session:
        session.subjects.merge(gone, kept)

    with workspace.read() as session:
        counts = {one.measure: one.count for one in session.figures.of_subjects({kept})}
        assert counts == {"resolved_total": 1000, "online_total": 1000}
        assert session.subjects.aliases() == {match_key("Tam Hòa xã"): kept}
        assert [(one.subject.id, one.group) for one in session.participants.of(KEY)] == [
            (kept, "xa")
        ]
        assert [one.office for one in session.subjects.people()] == ["Xã Tam Hòa"]
        assert list(session.confirmations.of(KEY)) == [(kept, "no-complaints")]
        reports = [(one.subject, one.award, dict(one.sections)) for one in session.reports.all(KEY)]
        assert reports == [
            (kept, "giay-khen", {"facts": f"của {kept}"}),
            (kept, "bang-khen", {}),
        ]
        assert session.subjects.get(gone) is None


def test_a_merge_is_taken_back_and_done_again_whole(workspace, two):
    kept, gone = two
    before = dump(workspace)
    with workspace.write("Gộp", kind="merge") as session:
        session.subjects.merge(gone, kept)
    after = dump(workspace)

    workspace.undo()
    taken_back = dump(workspace)
    workspace.redo()

    assert taken_back == before
    assert dump(workspace) == after
    assert workspace.check() == ()


def test_a_person_registered_under_both_bodies_stops_the_merge(workspace, two):
    kept, gone = two
    with workspace.write("Thêm người", kind="fill") as session:
        session.subjects.add_person("Nguyễn Văn An", kept)
    before = dump(workspace)

    with (
        pytest.raises(sqlite3.IntegrityError),
        workspace.write("Gộp", kind="merge") as session,
    ):
        session.subjects.merge(gone, kept)

    assert dump(workspace) == before


def test_every_table_that_names_subjects_is_known(workspace):
    with connect(workspace.path) as connection:
        found = set(_references(connection))

    assert found >= {
        ("subject", "office_id"),
        ("alias", "subject_id"),
        ("participant", "subject_id"),
        ("figure", "subject_id"),
        ("confirmation", "subject_id"),
        ("report", "subject_id"),
    }


def test_a_forgotten_spelling_means_nobody(workspace, two):
    with workspace.write("Bỏ cách viết", kind="alias") as session:
        session.subjects.remove_alias(match_key("Tam Hòa xã"))

    with workspace.read() as session:
        assert session.subjects.aliases() == {}


def test_figures_are_counted_for_the_measures_asked_for(workspace, two):
    kept, gone = two
    with workspace.write("Chưa có", kind="fill") as session:
        session.figures.put(make_figure(kept, "online_total", count=None, missing="chưa báo cáo"))

    with workspace.read() as session:
        assert session.subjects.figure_counts(["resolved_total", "online_total"]) == {
            kept: 1,
            gone: 2,
        }
        assert session.subjects.figure_counts([]) == {}

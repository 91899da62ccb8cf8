"""What the columns of a layout were taken for, kept by campaign and layout."""

from datetime import timedelta

import pytest
from store.samples import AT, make_mapping

KEY = "nui-thanh-2023"


@pytest.fixture
def campaign(workspace):
    with workspace.write("Thêm đợt", kind="add") as session:
        session.campaigns.add(KEY, 'name = "Núi Thành"')
        session.campaigns.add("khac", 'name = "Khác"')


def put(workspace, mapping):
    with workspace.write("Ghép cột", kind="map") as session:
        session.mappings.put(KEY, mapping)


def all_of(workspace, key=KEY):
    with workspace.read() as session:
        return session.mappings.all(key)


def test_a_mapping_comes_back_as_it_was_put(workspace, campaign):
    put(workspace, make_mapping())

    assert all_of(workspace) == (make_mapping(),)
    assert all_of(workspace, "khac") == ()


def test_what_was_detected_is_not_kept_as_a_choice(workspace, campaign):
    put(workspace, make_mapping(sheet=None, header=None))

    (kept,) = all_of(workspace)
    assert (kept.sheet, kept.header) == (None, None)


def test_a_layout_has_one_mapping_and_the_last_one_holds(workspace, campaign):
    later = make_mapping(columns=(), at=AT + timedelta(days=30), file="t1.xlsx")
    put(workspace, make_mapping())
    put(workspace, later)

    assert all_of(workspace) == (later,)


def test_the_mapping_used_last_comes_first(workspace, campaign):
    newer = make_mapping(signature="ef" * 32, at=AT + timedelta(days=1))
    put(workspace, newer)
    put(workspace, make_mapping())

    assert all_of(workspace) == (newer, make_mapping())


def test_a_mapping_is_found_by_its_layout_and_forgotten(workspace, campaign):
    put(workspace, make_mapping())
    with workspace.read() as session:
        assert session.mappings.get(KEY, "cd" * 32) == make_mapping()
        assert session.mappings.get("khac", "cd" * 32) is None

    with workspace.write("Bỏ", kind="forget") as session:
        session.mappings.remove(KEY, "cd" * 32)
    assert all_of(workspace) == ()

    workspace.undo()
    assert all_of(workspace) == (make_mapping(),)

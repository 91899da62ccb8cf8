"""Campaigns are stored as their text, with the readings decided for each."""

import sqlite3

import pytest

KEY = "nui-thanh-2023"


@pytest.fixture
def session(workspace):
    with workspace.write("Thử", kind="test") as session:
        yield session


def test_campaigns_come_back_in_the_order_they_were_added(session):
    session.campaigns.add("so-noi-vu-lang-son-2023", "a = 1")
    session.campaigns.add(KEY, "b = 2")

    stored = session.campaigns.all()

    assert [(one.key, one.toml) for one in stored] == [
        ("so-noi-vu-lang-son-2023", "a = 1"),
        (KEY, "b = 2"),
    ]
    assert session.campaigns.get(KEY) == stored[1]
    assert session.campaigns.get("khác") is None


def test_the_text_of_a_campaign_is_replaced(session):
    row = session.campaigns.add(KEY, "a = 1")

    session.campaigns.replace(KEY, "# Đợt thi đua\na = 2\n")

    stored = session.campaigns.get(KEY)
    assert (stored.id, stored.toml) == (row, "# Đợt thi đua\na = 2\n")


def test_a_reading_is_decided_and_decided_again(session):
    session.campaigns.add(KEY, "a = 1")
    session.campaigns.add("khac", "a = 1")

    session.campaigns.decide(KEY, "order", "document-order")
    session.campaigns.decide(KEY, "order", "coefficient-first")
    session.campaigns.decide("khac", "deduction", "full-percent")

    assert session.campaigns.decisions(KEY) == {"order": "coefficient-first"}
    assert session.campaigns.decisions("không có") == {}


def test_several_readings_are_decided_at_once(session):
    session.campaigns.add(KEY, "a = 1")

    session.campaigns.decide_all(KEY, {"order": "no-coefficient", "deduction": "full-percent"})

    assert session.campaigns.decisions(KEY) == {
        "order": "no-coefficient",
        "deduction": "full-percent",
    }


def test_a_campaign_that_is_not_there_is_not_written(session):
    with pytest.raises(KeyError):
        session.campaigns.replace("không có", "a = 1")
    with pytest.raises(KeyError):
        session.campaigns.decide("không có", "order", "x")


@pytest.mark.parametrize(("key", "toml"), [("", "a = 1"), (KEY, "")])
def test_an_empty_key_or_text_is_never_stored(session, key, toml):
    with pytest.raises(sqlite3.IntegrityError):
        session.campaigns.add(key, toml)


def test_two_campaigns_never_share_a_key(session):
    session.campaigns.add(KEY, "a = 1")

    with pytest.raises(sqlite3.IntegrityError):
        session.campaigns.add(KEY, "a = 2")

"""Campaigns (đợt thi đua) in the file: each one TOML document, and its decided readings."""

import sqlite3
from dataclasses import dataclass

from thidua_desktop.domain.readings import Readings


@dataclass(frozen=True, slots=True)
class StoredCampaign:
    """One campaign as stored."""

    id: int
    key: str
    toml: str


class CampaignTable:
    """Campaigns in the order they were added, and the readings decided for each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[StoredCampaign, ...]:
        """Return every campaign."""
        rows = self._connection.execute("SELECT id, key, toml FROM campaign ORDER BY position, id")
        return tuple(StoredCampaign(*row) for row in rows)

    def get(self, key: str) -> StoredCampaign | None:
        """Return the campaign called `key`."""
        row = self._connection.execute(
            "SELECT id, key, toml FROM campaign WHERE key = ?", [key]
        ).fetchone()
        return StoredCampaign(*row) if row else None

    def add(self, key: str, toml: str) -> int:
        """Add a campaign after the others and return its row."""
        (row,) = self._connection.execute(
            "INSERT INTO campaign (key, position, toml)"
            " VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM campaign), ?) RETURNING id",
            [key, toml],
        ).fetchone()
        return int(row)

    def replace(self, key: str, toml: str) -> None:
        """Store a new text for a campaign; KeyError if there is none."""
        self._connection.execute(
            "UPDATE campaign SET toml = ? WHERE id = ?", [toml, row_of(self._connection, key)]
        )

    def decisions(self, key: str) -> dict[str, str]:
        """Return the readings decided, by key; those not decided keep their default."""
        rows = self._connection.execute(
            "SELECT reading, value FROM reading_decision JOIN campaign"
            " ON campaign.id = campaign_id WHERE key = ? ORDER BY reading",
            [key],
        )
        return dict(rows.fetchall())

    def decide(self, key: str, reading: str, value: str) -> None:
        """Store how the council reads an ambiguous rule; KeyError without the campaign."""
        self._connection.execute(
            "INSERT INTO reading_decision (campaign_id, reading, value) VALUES (?, ?, ?)"
            " ON CONFLICT (campaign_id, reading) DO UPDATE SET value = excluded.value",
            [row_of(self._connection, key), reading, value],
        )

    def decide_all(self, key: str, readings: Readings) -> None:
        """Store several readings at once."""
        for reading, value in readings.items():
            self.decide(key, reading, value)


def row_of(connection: sqlite3.Connection, key: str) -> int:
    """Return the row of the campaign called `key`; KeyError if there is none."""
    row = connection.execute("SELECT id FROM campaign WHERE key = ?", [key]).fetchone()
    if row is None:
        raise KeyError(key)
    return int(row[0])

"""Decisions of the council (Hội đồng) on readings: numbered, each with who, when and why.

The list only grows; the value in force stands beside it (see `campaigns`). Undo takes back both.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from thidua_desktop.domain.readings import Readings
from thidua_desktop.store.campaigns import CampaignTable, row_of


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """One decision; numbers run from 1 in each campaign."""

    number: int
    reading: str
    value: str
    at: datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something, when and why."""

    who: str
    at: datetime
    why: str = ""


class DecisionTable:
    """Decisions of campaigns, in the order of their numbers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, campaign: str) -> tuple[StoredDecision, ...]:
        """Return every decision of one campaign, the first one first."""
        rows = self._connection.execute(
            "SELECT number, reading, value, at, who, why FROM decision JOIN campaign"
            " ON campaign.id = campaign_id WHERE key = ? ORDER BY number",
            [campaign],
        )
        return tuple(
            StoredDecision(number, reading, value, datetime.fromisoformat(at), who, why)
            for number, reading, value, at, who, why in rows
        )

    def record(self, campaign: str, readings: Readings, said: Said) -> None:
        """Add a numbered decision per reading and make it hold; KeyError without the campaign."""
        row = row_of(self._connection, campaign)
        for reading, value in readings.items():
            self._connection.execute(
                "INSERT INTO decision (campaign_id, number, reading, value, at, who, why) VALUES"
                " (?1, (SELECT coalesce(max(number), 0) + 1 FROM decision WHERE campaign_id = ?1),"
                " ?2, ?3, ?4, ?5, ?6)",
                [row, reading, value, said.at.isoformat(), said.who, said.why],
            )
        CampaignTable(self._connection).decide_all(campaign, readings)

"""What-if scenarios (nếu… thì…) kept by name: the changes tried, never their result."""

import sqlite3
from dataclasses import dataclass

from thidua_desktop.store.campaigns import row_of
from thidua_desktop.store.decisions import Said


@dataclass(frozen=True, slots=True)
class StoredScenario:
    """One scenario; `changes` is JSON."""

    name: str
    changes: str


class ScenarioTable:
    """Scenarios by campaign and name."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, campaign: str) -> tuple[StoredScenario, ...]:
        """Return the scenarios of one campaign, in the order they were first kept."""
        rows = self._connection.execute(
            "SELECT name, changes FROM scenario JOIN campaign ON campaign.id = campaign_id"
            " WHERE key = ? ORDER BY scenario.id",
            [campaign],
        )
        return tuple(StoredScenario(*row) for row in rows)

    def put(self, campaign: str, scenario: StoredScenario, said: Said) -> None:
        """Keep a scenario in place of the one of its name; KeyError without the campaign."""
        self._connection.execute(
            "INSERT INTO scenario (campaign_id, name, changes, at, who) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (campaign_id, name) DO UPDATE"
            " SET changes = excluded.changes, at = excluded.at, who = excluded.who",
            [
                row_of(self._connection, campaign),
                scenario.name,
                scenario.changes,
                said.at.isoformat(),
                said.who,
            ],
        )

    def rename(self, campaign: str, name: str, new: str) -> None:
        """Give a scenario another name that no other one has."""
        self._connection.execute(
            "UPDATE scenario SET name = ? WHERE campaign_id = ? AND name = ?",
            [new, row_of(self._connection, campaign), name],
        )

    def remove(self, campaign: str, name: str) -> None:
        """Forget a scenario."""
        self._connection.execute(
            "DELETE FROM scenario WHERE campaign_id = ? AND name = ?",
            [row_of(self._connection, campaign), name],
        )

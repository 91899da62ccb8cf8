"""What the council (Hội đồng) confirmed: criteria no number can decide, with the evidence."""

import sqlite3
from dataclasses import dataclass

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.store.campaigns import row_of


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The council's word on one criterion of one subject."""

    met: bool
    evidence: str = ""


class ConfirmationTable:
    """Confirmations, one per campaign, subject and criterion."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, campaign: str) -> dict[tuple[SubjectId, str], Confirmation]:
        """Return all confirmations of one campaign, by subject and criterion."""
        rows = self._connection.execute(
            "SELECT subject_id, criterion, met, evidence FROM confirmation JOIN campaign"
            " ON campaign.id = campaign_id WHERE key = ? ORDER BY confirmation.id",
            [campaign],
        )
        return {
            (SubjectId(subject), criterion): Confirmation(met == 1, evidence)
            for subject, criterion, met, evidence in rows
        }

    def put(
        self, campaign: str, subject: SubjectId, criterion: str, *, met: bool, evidence: str = ""
    ) -> None:
        """Store the council's word; KeyError without the campaign."""
        self._connection.execute(
            "INSERT INTO confirmation (campaign_id, subject_id, criterion, met, evidence)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (campaign_id, subject_id, criterion)"
            " DO UPDATE SET met = excluded.met, evidence = excluded.evidence",
            [row_of(self._connection, campaign), subject, criterion, int(met), evidence],
        )

    def remove(self, campaign: str, subject: SubjectId, criterion: str) -> None:
        """Take the council's word back: the criterion is unconfirmed again."""
        self._connection.execute(
            "DELETE FROM confirmation WHERE campaign_id = ? AND subject_id = ? AND criterion = ?",
            [row_of(self._connection, campaign), subject, criterion],
        )

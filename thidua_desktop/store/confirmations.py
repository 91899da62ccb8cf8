"""What the council (Hội đồng) confirmed: criteria no number can decide, with the evidence."""

import sqlite3
from datetime import date

from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.store.campaigns import row_of


class ConfirmationTable:
    """Confirmations, one per campaign, subject and criterion."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, campaign: str) -> dict[tuple[SubjectId, str], Confirmation]:
        """Return all confirmations of one campaign, by subject and criterion."""
        rows = self._connection.execute(
            "SELECT subject_id, criterion, met, evidence, who, said_on, words FROM confirmation"
            " JOIN campaign ON campaign.id = campaign_id WHERE key = ? ORDER BY confirmation.id",
            [campaign],
        )
        return {
            (SubjectId(subject), criterion): Confirmation(
                met == 1, evidence, who, date.fromisoformat(on) if on else None, words
            )
            for subject, criterion, met, evidence, who, on, words in rows
        }

    def put(self, campaign: str, subject: SubjectId, criterion: str, said: Confirmation) -> None:
        """Store the council's word; KeyError without the campaign."""
        self._connection.execute(
            "INSERT INTO confirmation (campaign_id, subject_id, criterion, met, evidence, who,"
            " said_on, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (campaign_id, subject_id, criterion)"
            " DO UPDATE SET met = excluded.met, evidence = excluded.evidence,"
            " who = excluded.who, said_on = excluded.said_on, words = excluded.words",
            [
                row_of(self._connection, campaign),
                subject,
                criterion,
                int(said.met),
                said.evidence,
                said.who,
                said.on.isoformat() if said.on else None,
                said.words,
            ],
        )

    def keep_words(self, campaign: str, criterion: str, words: str) -> None:
        """Note how a criterion read where the council's word came without: it is rewritten now."""
        self._connection.execute(
            "UPDATE confirmation SET words = ? WHERE campaign_id = ? AND criterion = ?"
            " AND words = ''",
            [words, row_of(self._connection, campaign), criterion],
        )

    def remove(self, campaign: str, subject: SubjectId, criterion: str) -> None:
        """Take the council's word back: the criterion is unconfirmed again."""
        self._connection.execute(
            "DELETE FROM confirmation WHERE campaign_id = ? AND subject_id = ? AND criterion = ?",
            [row_of(self._connection, campaign), subject, criterion],
        )

"""The schema, one step per change. A step that shipped is never edited.

A step uses the database only. One that changes a watched table drops its triggers,
calls `undo.watch` again and empties the undo tables: old images no longer fit.
"""

from sqlite_utils import Database, Migrations

from thidua_desktop.store import schema, undo
from thidua_desktop.store.connection import APPLICATION_ID

migrations = Migrations("thidua")


@migrations(name="0001_campaigns")
def create_campaigns(db: Database) -> None:
    """Add campaigns, subjects, who takes part, and settings."""
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run(db, schema.CAMPAIGN_TABLES)


@migrations(name="0002_figures")
def create_figures(db: Database) -> None:
    """Add figures and the imports they came from."""
    _run(db, schema.FIGURE_TABLES)


@migrations(name="0003_dossiers")
def create_dossiers(db: Database) -> None:
    """Add what the council confirmed, and the reports."""
    _run(db, schema.DOSSIER_TABLES)


@migrations(name="0004_journal")
def create_journal(db: Database) -> None:
    """Add the journal, the undo log and the triggers that feed it."""
    _run(db, schema.JOURNAL_TABLES)
    for table in schema.WATCHED:
        undo.watch(db.conn, table)


@migrations(name="0005_decisions")
def create_decisions(db: Database) -> None:
    """Add numbered decisions, snapshots, answers to late figures, and scenarios."""
    _run(db, schema.DECISION_TABLES)
    for table in schema.DECISIONS_WATCHED:
        undo.watch(db.conn, table)


@migrations(name="0006_past_awards")
def create_past_awards(db: Database) -> None:
    """Add the commendations units and people had before."""
    _run(db, schema.PAST_AWARD_TABLES)
    for table in schema.PAST_AWARDS_WATCHED:
        undo.watch(db.conn, table)


@migrations(name="0007_mappings")
def create_mappings(db: Database) -> None:
    """Add what the columns of known layouts were taken for."""
    _run(db, schema.MAPPING_TABLES)
    for table in schema.MAPPINGS_WATCHED:
        undo.watch(db.conn, table)


@migrations(name="0008_confirmed_by")
def add_who_confirmed(db: Database) -> None:
    """Keep who confirmed a criterion, and when."""
    _run(db, schema.CONFIRMED_BY)
    undo.watch_anew(db.conn, "confirmation")


@migrations(name="0009_replaced_figures")
def create_replaced_figures(db: Database) -> None:
    """Add the figures that those of another table took the place of."""
    _run(db, schema.REPLACED_TABLES)
    for table in schema.REPLACED_WATCHED:
        undo.watch(db.conn, table)


@migrations(name="0010_confirmed_words")
def add_confirmed_words(db: Database) -> None:
    """Keep how a criterion read when the council spoke."""
    _run(db, schema.CONFIRMED_WORDS)
    undo.watch_anew(db.conn, "confirmation")


def _run(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.conn.execute(statement)

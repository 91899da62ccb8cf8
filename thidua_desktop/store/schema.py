"""The tables, step by step as released versions made them, as SQL.

CHECK constraints stand for what must never be stored. Watched tables have an integer
`id` and no BLOB, so that undo can record every column.
"""

from typing import Final

STEPS: Final = (
    "0001_campaigns",
    "0002_figures",
    "0003_dossiers",
    "0004_journal",
    "0005_decisions",
    "0006_past_awards",
    "0007_mappings",
    "0008_confirmed_by",
    "0009_replaced_figures",
    "0010_confirmed_words",
)
"""Every step of `migrations`, in order; here, so that opening a file needs no more than names."""

CAMPAIGN_TABLES: Final = (
    """
    CREATE TABLE campaign (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE CHECK (key <> ''),
        position INTEGER NOT NULL,
        toml TEXT NOT NULL CHECK (toml <> '')
    ) STRICT
    """,
    """
    CREATE TABLE reading_decision (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        reading TEXT NOT NULL CHECK (reading <> ''),
        value TEXT NOT NULL CHECK (value <> ''),
        UNIQUE (campaign_id, reading)
    ) STRICT
    """,
    """
    CREATE TABLE subject (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('unit', 'person')),
        name TEXT NOT NULL CHECK (name <> ''),
        match_key TEXT NOT NULL CHECK (match_key <> ''),
        short_name TEXT NOT NULL DEFAULT '',
        office_id INTEGER REFERENCES subject (id),
        birth_date TEXT CHECK (date(birth_date, '+0 days') IS birth_date),
        gender TEXT NOT NULL DEFAULT '',
        position TEXT NOT NULL DEFAULT '',
        qualification TEXT NOT NULL DEFAULT '',
        home_town TEXT NOT NULL DEFAULT '',
        CHECK (office_id IS NOT id),
        CHECK (kind = 'person' OR (office_id IS NULL AND birth_date IS NULL
            AND gender || position || qualification || home_town = '')),
        CHECK (kind = 'unit' OR short_name = '')
    ) STRICT
    """,
    "CREATE UNIQUE INDEX subject_unit ON subject (match_key) WHERE kind = 'unit'",
    """
    CREATE UNIQUE INDEX subject_person
    ON subject (match_key, coalesce(office_id, 0), coalesce(birth_date, ''))
    WHERE kind = 'person'
    """,
    "CREATE INDEX subject_office ON subject (office_id)",
    """
    CREATE TABLE alias (
        id INTEGER PRIMARY KEY,
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        match_key TEXT NOT NULL UNIQUE CHECK (match_key <> '')
    ) STRICT
    """,
    "CREATE INDEX alias_subject ON alias (subject_id)",
    """
    CREATE TABLE participant (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        group_id TEXT NOT NULL CHECK (group_id <> ''),
        UNIQUE (campaign_id, subject_id)
    ) STRICT
    """,
    "CREATE INDEX participant_subject ON participant (subject_id)",
    """
    CREATE TABLE setting (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE CHECK (key <> ''),
        value TEXT NOT NULL
    ) STRICT
    """,
)

FIGURE_TABLES: Final = (
    """
    CREATE TABLE import (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        file TEXT NOT NULL CHECK (file <> ''),
        digest TEXT NOT NULL CHECK (digest <> ''),
        sheet TEXT NOT NULL,
        period_start TEXT CHECK (date(period_start, '+0 days') IS period_start),
        period_end TEXT CHECK (date(period_end, '+0 days') IS period_end),
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL,
        new_count INTEGER NOT NULL CHECK (new_count >= 0),
        changed_count INTEGER NOT NULL CHECK (changed_count >= 0),
        same_count INTEGER NOT NULL CHECK (same_count >= 0),
        left_out TEXT NOT NULL CHECK (json_valid(left_out)),
        CHECK (period_start IS NULL OR period_end >= period_start)
    ) STRICT
    """,
    "CREATE INDEX import_campaign ON import (campaign_id)",
    """
    CREATE TABLE figure (
        id INTEGER PRIMARY KEY,
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        measure TEXT NOT NULL CHECK (measure <> ''),
        period_start TEXT CHECK (date(period_start, '+0 days') IS period_start),
        period_end TEXT CHECK (date(period_end, '+0 days') IS period_end),
        count INTEGER CHECK (count >= 0),
        percent TEXT CHECK (percent GLOB '[0-9]*' AND percent NOT GLOB '*[^0-9.]*'
            AND percent NOT GLOB '*.' AND percent NOT GLOB '*.*.*'),
        missing TEXT,
        by_hand INTEGER NOT NULL CHECK (by_hand IN (0, 1)),
        import_id INTEGER REFERENCES import (id),
        file TEXT NOT NULL DEFAULT '',
        sheet TEXT NOT NULL DEFAULT '',
        cell TEXT NOT NULL DEFAULT '',
        at TEXT CHECK (at IS NULL OR datetime(at) IS NOT NULL),
        who TEXT NOT NULL DEFAULT '',
        CHECK ((count IS NOT NULL) + (percent IS NOT NULL) + (missing IS NOT NULL) = 1),
        CHECK (period_start IS NULL OR (period_end IS NOT NULL AND period_end >= period_start))
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX figure_key
    ON figure (subject_id, measure, coalesce(period_start, ''), coalesce(period_end, ''))
    """,
    "CREATE INDEX figure_import ON figure (import_id) WHERE import_id IS NOT NULL",
)

DOSSIER_TABLES: Final = (
    """
    CREATE TABLE confirmation (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        criterion TEXT NOT NULL CHECK (criterion <> ''),
        met INTEGER NOT NULL CHECK (met IN (0, 1)),
        evidence TEXT NOT NULL DEFAULT '',
        UNIQUE (campaign_id, subject_id, criterion)
    ) STRICT
    """,
    "CREATE INDEX confirmation_subject ON confirmation (subject_id)",
    """
    CREATE TABLE report (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        form TEXT NOT NULL CHECK (form <> ''),
        award TEXT NOT NULL,
        position INTEGER NOT NULL,
        UNIQUE (campaign_id, subject_id, form, award)
    ) STRICT
    """,
    "CREATE INDEX report_subject ON report (subject_id)",
    """
    CREATE TABLE report_section (
        id INTEGER PRIMARY KEY,
        report_id INTEGER NOT NULL REFERENCES report (id),
        key TEXT NOT NULL CHECK (key <> ''),
        text TEXT NOT NULL,
        UNIQUE (report_id, key)
    ) STRICT
    """,
)

JOURNAL_TABLES: Final = (
    """
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind <> ''),
        label TEXT NOT NULL CHECK (label <> ''),
        counts TEXT NOT NULL CHECK (json_valid(counts)),
        undoes INTEGER REFERENCES journal (id),
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
    ) STRICT
    """,
    """
    CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TABLE undo_step (
        id INTEGER PRIMARY KEY,
        journal_id INTEGER NOT NULL REFERENCES journal (id),
        undone_by INTEGER REFERENCES journal (id),
        size INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE undo_change (
        id INTEGER PRIMARY KEY,
        step_id INTEGER NOT NULL,
        tbl TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        last_row_id INTEGER,
        before TEXT,
        after TEXT
    ) STRICT
    """,
    "CREATE INDEX undo_change_step ON undo_change (step_id)",
    """
    CREATE TABLE undo_kept (
        id INTEGER PRIMARY KEY,
        change_id INTEGER NOT NULL,
        image TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX undo_kept_change ON undo_kept (change_id)",
    """
    CREATE TABLE undo_open (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        step_id INTEGER NOT NULL,
        as_range INTEGER NOT NULL CHECK (as_range IN (0, 1))
    ) STRICT
    """,
)

WATCHED: Final = (
    "campaign",
    "reading_decision",
    "subject",
    "alias",
    "participant",
    "setting",
    "import",
    "figure",
    "confirmation",
    "report",
    "report_section",
)
"""Tables whose every change is recorded, in the first released version."""

DECISION_TABLES: Final = (
    """
    CREATE TABLE decision (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        number INTEGER NOT NULL CHECK (number > 0),
        reading TEXT NOT NULL CHECK (reading <> ''),
        value TEXT NOT NULL CHECK (value <> ''),
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL CHECK (who <> ''),
        why TEXT NOT NULL,
        UNIQUE (campaign_id, number)
    ) STRICT
    """,
    # Of a campaign by key and of subjects by number, without references: undo may take back
    # the campaign, a merge the subject, but never what was frozen.
    """
    CREATE TABLE snapshot (
        id INTEGER PRIMARY KEY,
        campaign TEXT NOT NULL CHECK (campaign <> ''),
        number INTEGER NOT NULL CHECK (number > 0),
        name TEXT NOT NULL CHECK (name <> ''),
        code TEXT NOT NULL CHECK (code <> ''),
        as_of TEXT NOT NULL CHECK (date(as_of, '+0 days') IS as_of),
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL CHECK (who <> ''),
        why TEXT NOT NULL,
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        content TEXT NOT NULL CHECK (json_valid(content)),
        UNIQUE (campaign, number)
    ) STRICT
    """,
    """
    CREATE TABLE snapshot_withdrawal (
        id INTEGER PRIMARY KEY,
        snapshot_id INTEGER NOT NULL UNIQUE REFERENCES snapshot (id),
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL CHECK (who <> ''),
        why TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE late_answer (
        id INTEGER PRIMARY KEY,
        snapshot_id INTEGER NOT NULL REFERENCES snapshot (id),
        subject INTEGER NOT NULL,
        measure TEXT NOT NULL CHECK (measure <> ''),
        period_start TEXT CHECK (date(period_start, '+0 days') IS period_start),
        period_end TEXT CHECK (date(period_end, '+0 days') IS period_end),
        accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT CHECK (after IS NULL OR json_valid(after)),
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL CHECK (who <> ''),
        why TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX late_answer_snapshot ON late_answer (snapshot_id)",
    """
    CREATE TABLE scenario (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        name TEXT NOT NULL CHECK (name <> ''),
        changes TEXT NOT NULL CHECK (json_valid(changes)),
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL,
        UNIQUE (campaign_id, name)
    ) STRICT
    """,
    *(
        f"""
        CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, 'what was decided is never changed'); END
        """
        for table in ("decision", "snapshot", "snapshot_withdrawal", "late_answer")
    ),
    *(
        f"""
        CREATE TRIGGER {table}_is_never_removed BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, 'what was frozen is never removed'); END
        """
        for table in ("snapshot", "snapshot_withdrawal")
    ),
)

DECISIONS_WATCHED: Final = (
    "decision",
    "snapshot",
    "snapshot_withdrawal",
    "late_answer",
    "scenario",
)
"""Tables of `0005_decisions` whose every change is recorded."""

PAST_AWARD_TABLES: Final = (
    """
    CREATE TABLE past_award (
        id INTEGER PRIMARY KEY,
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        year INTEGER NOT NULL CHECK (year BETWEEN 1945 AND 2200),
        award TEXT NOT NULL CHECK (award <> ''),
        number TEXT NOT NULL,
        decided_on TEXT CHECK (date(decided_on, '+0 days') IS decided_on),
        authority TEXT NOT NULL,
        note TEXT NOT NULL,
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX past_award_subject ON past_award (subject_id)",
)

PAST_AWARDS_WATCHED: Final = ("past_award",)
"""Tables of `0006_past_awards` whose every change is recorded."""

MAPPING_TABLES: Final = (
    """
    CREATE TABLE mapping (
        id INTEGER PRIMARY KEY,
        campaign_id INTEGER NOT NULL REFERENCES campaign (id),
        signature TEXT NOT NULL CHECK (length(signature) = 64),
        columns TEXT NOT NULL CHECK (json_valid(columns)),
        sheet TEXT,
        header_first INTEGER CHECK (header_first > 0),
        header_last INTEGER CHECK (header_last >= header_first),
        file TEXT NOT NULL,
        at TEXT NOT NULL CHECK (datetime(at) IS NOT NULL),
        who TEXT NOT NULL,
        UNIQUE (campaign_id, signature),
        CHECK ((header_first IS NULL) = (header_last IS NULL))
    ) STRICT
    """,
)

MAPPINGS_WATCHED: Final = ("mapping",)
"""Tables of `0007_mappings` whose every change is recorded."""

CONFIRMED_BY: Final = (
    "ALTER TABLE confirmation ADD COLUMN who TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE confirmation ADD COLUMN said_on TEXT CHECK (date(said_on, '+0 days') IS said_on)",
)
"""Who spoke for the council, and on which day; both unknown for what was confirmed before."""

CONFIRMED_WORDS: Final = ("ALTER TABLE confirmation ADD COLUMN words TEXT NOT NULL DEFAULT ''",)
"""The criterion as it read when the council spoke; unknown for what was confirmed before."""


REPLACED_TABLES: Final = (
    """
    CREATE TABLE replaced_figure (
        id INTEGER PRIMARY KEY,
        subject_id INTEGER NOT NULL REFERENCES subject (id),
        measure TEXT NOT NULL CHECK (measure <> ''),
        period_start TEXT CHECK (date(period_start, '+0 days') IS period_start),
        period_end TEXT CHECK (date(period_end, '+0 days') IS period_end),
        count INTEGER CHECK (count >= 0),
        percent TEXT,
        missing TEXT,
        by_hand INTEGER NOT NULL CHECK (by_hand IN (0, 1)),
        import_id INTEGER REFERENCES import (id),
        file TEXT NOT NULL DEFAULT '',
        sheet TEXT NOT NULL DEFAULT '',
        cell TEXT NOT NULL DEFAULT '',
        at TEXT CHECK (at IS NULL OR datetime(at) IS NOT NULL),
        who TEXT NOT NULL DEFAULT '',
        CHECK ((count IS NOT NULL) + (percent IS NOT NULL) + (missing IS NOT NULL) = 1)
    ) STRICT
    """,
    "CREATE INDEX replaced_figure_subject ON replaced_figure (subject_id)",
    """
    CREATE INDEX replaced_figure_import ON replaced_figure (import_id)
    WHERE import_id IS NOT NULL
    """,
)

REPLACED_WATCHED: Final = ("replaced_figure",)
"""Tables of `0009_replaced_figures` whose every change is recorded."""

"""The office's data: one `.thidua` file and the transactions on it.

Every action is one transaction with its journal entry in it; a reader sees one consistent
state and cannot write. Who may write is decided by `lock.Lock`, taken before opening.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from thidua_desktop.errors import (
    CannotWriteError,
    FileExistsAlreadyError,
    NotAWorkspaceError,
    WorkspaceDamagedError,
    WorkspaceMissingError,
    WorkspaceTooNewError,
)
from thidua_desktop.store import backups, digests, health, journal, undo
from thidua_desktop.store.backups import BackupInfo
from thidua_desktop.store.campaigns import CampaignTable
from thidua_desktop.store.confirmations import ConfirmationTable
from thidua_desktop.store.connection import (
    APPLICATION_ID,
    connect,
    transaction,
    translated,
)
from thidua_desktop.store.decisions import DecisionTable
from thidua_desktop.store.figures import FigureTable
from thidua_desktop.store.files import make_empty, move_exclusively
from thidua_desktop.store.health import Problem
from thidua_desktop.store.imports import ImportTable
from thidua_desktop.store.journal import Action, JournalEntry
from thidua_desktop.store.late import LateAnswerTable
from thidua_desktop.store.mappings import MappingTable
from thidua_desktop.store.participants import ParticipantTable
from thidua_desktop.store.past_awards import PastAwardTable
from thidua_desktop.store.reports import ReportTable
from thidua_desktop.store.scenarios import ScenarioTable
from thidua_desktop.store.schema import STEPS
from thidua_desktop.store.settings import SettingTable
from thidua_desktop.store.snapshots import SnapshotTable
from thidua_desktop.store.subjects import SubjectTable
from thidua_desktop.store.undo import Step

CREATED: Final = "Tạo tệp"
MIGRATED: Final = "Nâng cấp tệp"
RESTORED: Final = "Khôi phục từ bản sao lưu"

BEFORE_MIGRATION: Final = "truoc-khi-nang-cap"
BEFORE_RESTORE: Final = "truoc-khi-khoi-phuc"

PAGES_CHECKED: Final = 4096
"""Files up to this many pages (16 MB) are checked whole on opening."""


@dataclass
class Session:
    """What a use case may touch inside one transaction.

    `changed` holds the tables an action touched, once its `with` block has ended.
    """

    campaigns: CampaignTable
    subjects: SubjectTable
    participants: ParticipantTable
    figures: FigureTable
    imports: ImportTable
    reports: ReportTable
    confirmations: ConfirmationTable
    settings: SettingTable
    decisions: DecisionTable
    snapshots: SnapshotTable
    late_answers: LateAnswerTable
    scenarios: ScenarioTable
    past_awards: PastAwardTable
    mappings: MappingTable
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What was taken back, or done again: the action's label and the tables it touched."""

    label: str
    tables: frozenset[str]


class Workspace:
    """An open file, on behalf of one user.

    `create` and `open` make one. The bare constructor looks at nothing: it is for restoring
    a file that is damaged or gone.
    """

    def __init__(self, path: Path, *, user: str, read_only: bool = False) -> None:
        self.path = path.absolute()
        self.user = user
        self.read_only = read_only

    @classmethod
    def create(cls, path: Path, *, user: str) -> Self:
        """Make a new file; FileExistsAlreadyError if there is one of that name."""
        path = path.absolute()
        if os.path.lexists(path):
            raise FileExistsAlreadyError(path)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with translated(path):
            try:
                make_empty(unfinished)
                _migrate(unfinished, Action(user, "create", CREATED, {}))
                move_exclusively(unfinished, path)
            except FileExistsError as error:
                raise FileExistsAlreadyError(path) from error
            except CannotWriteError as error:
                raise CannotWriteError(path, error.reason) from error
            finally:
                unfinished.unlink(missing_ok=True)
        return cls(path, user=user)

    @classmethod
    def open(cls, path: Path, *, user: str, read_only: bool = False) -> Self:
        """Open a file, and bring one of an older program up to date after a backup."""
        workspace = cls(path, user=user, read_only=read_only)
        if _is_outdated(workspace.path):
            if read_only:
                raise CannotWriteError(workspace.path, "read-only")
            workspace.backup(reason=BEFORE_MIGRATION)
            _migrate(workspace.path, Action(user, "migrate", MIGRATED, {}))
        return workspace

    # --- reading and writing ---

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that sees one consistent state and cannot write."""
        with self._reading() as connection:
            yield _session(connection)

    @contextmanager
    def write(self, label: str, *, kind: str, undoable: bool = True) -> Iterator[Session]:
        """Open a session whose changes become one action: undoable, and in the journal.

        `label` is what the user reads (`Nhập số liệu tháng 12`), `kind` a short name for the
        program (`import`). An error inside leaves nothing behind. What makes a file what it is (its
        first campaign) is not `undoable`: before it there would be nothing to show.
        """
        with self._writing() as connection:
            step = undo.open_step(connection)
            session = _session(connection)
            yield session
            done = undo.stop_recording(connection, step)
            if done.counts:
                digest = (journal.state(connection) + done.delta) % digests.MODULUS
                action = Action(self.user, kind, label, done.counts)
                number = journal.append(connection, action, digest)
                if undoable:
                    undo.keep(connection, step, number)
                else:
                    undo.forget(connection, step)
        session.changed = done.tables

    def undo(self) -> UndoResult | None:
        """Take back the last action that stands; None when there is none."""
        with self._writing() as connection:
            step = undo.last_done(connection)
            return self._take_back(connection, step) if step else None

    def made_by(self, table: str) -> Mapping[int, tuple[str, ...]]:
        """Return the labels of what has to be undone to undo the making of each row of a table.

        The last action first, the one that made the row last; rows whose action is no longer
        kept are left out.
        """
        with self._reading() as connection:
            steps = undo.standing(connection)
            labels = [journal.get(connection, one.journal_id).label for one in steps]
            places = {one.id: place for place, one in enumerate(steps, 1)}
            return {
                row: tuple(labels[: places[step]])
                for row, step in undo.makers(connection, table).items()
            }

    def undo_made(self, table: str, row: int, *, actions: int) -> tuple[UndoResult, ...]:
        """Take back the action that made a row and all later ones, in one transaction.

        Nothing is done unless they are as many as the user was told: `actions`.
        """
        with self._writing() as connection:
            made = undo.makers(connection, table).get(row)
            steps = [one for one in undo.standing(connection) if made and one.id >= made]
            if len(steps) != actions:
                return ()
            return tuple(self._take_back(connection, one) for one in steps)

    def redo(self) -> UndoResult | None:
        """Do again the first action that was taken back; None when there is none."""
        with self._writing() as connection:
            step = undo.first_undone(connection)
            if step is None:
                return None
            undo.do_again(connection, step)
            taken = journal.get(connection, step.journal_id)
            self._note(connection, "redo", taken, undoes=step.undone_by, sign=1)
            undo.mark(connection, step, undone_by=None)
        return UndoResult(taken.label, taken.tables)

    def undo_label(self) -> str | None:
        """Return the label of the action that undo would take back."""
        with self._reading() as connection:
            return _label(connection, undo.last_done(connection))

    def redo_label(self) -> str | None:
        """Return the label of the action that redo would do again."""
        with self._reading() as connection:
            return _label(connection, undo.first_undone(connection))

    # --- history and health ---

    def journal(self, limit: int = 200) -> tuple[JournalEntry, ...]:
        """Return the last actions, newest first."""
        with self._reading() as connection:
            return journal.newest(connection, limit)

    def last_saved(self) -> datetime | None:
        """Return when the file was last changed through the program."""
        newest = self.journal(limit=1)
        return newest[0].at if newest else None

    def check(self) -> tuple[Problem, ...]:
        """Return all that is wrong with the file; nothing if it is sound."""
        try:
            with self._reading() as connection:
                return health.problems(connection)
        except WorkspaceDamagedError as error:
            return (Problem("integrity", error.detail),)

    # --- backups ---

    def backup(self, *, reason: str, folder: Path | None = None) -> Path:
        """Copy the file as it stands, verify the copy, and thin out old ones.

        `reason` is a short name without accents (`truoc-khi-nhap`). The copy goes into
        `STEM-sao-luu` beside the file, or into `folder`, which is not thinned. Not to be called
        inside `write`: it would wait for that to end.
        """
        made = self._back_up(reason, folder)
        if folder is None:
            now = datetime.now().astimezone()
            backups.thin(backups.folder_of(self.path), self.path.stem, now)
        return made

    def backups(self) -> tuple[BackupInfo, ...]:
        """Return the backups beside the file, newest first."""
        return backups.listed(backups.folder_of(self.path), self.path.stem)

    def backup_if_due(self, *, reason: str, every: timedelta) -> Path | None:
        """Back up a file changed since its last backup, if that is `every` old or older."""
        saved, made = self.last_saved(), self.backups()
        if saved is None:
            return None
        if made:
            now = datetime.now().astimezone()
            if saved <= made[0].at or now - made[0].at < every:
                return None
        return self.backup(reason=reason)

    def restore(self, backup: Path) -> None:
        """Make the file what it was in `backup`; the present is backed up first.

        `backup` is checked before anything is touched. The journal of the backup gets an entry.
        A file too damaged to be backed up is kept aside as it is.
        """
        self._refuse_if_read_only()
        source = type(self)(backup, user=self.user)
        _is_outdated(source.path)
        if found := source.check():
            raise WorkspaceDamagedError(source.path, found[0].code)
        try:
            _is_outdated(self.path)
            self._back_up(BEFORE_RESTORE)  # without thinning, which might remove `backup`
        except (WorkspaceDamagedError, NotAWorkspaceError, WorkspaceMissingError):
            backups.put_in_place(source.path, self.path)
        else:
            with connect(source.path) as copy, connect(self.path) as connection:
                copy.backup(connection)
        _migrate(self.path, Action(self.user, "restore", RESTORED, {}))

    # --- inside ---

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with connect(self.path) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._refuse_if_read_only()
        with connect(self.path) as connection, transaction(connection):
            yield connection

    def _back_up(self, reason: str, folder: Path | None = None) -> Path:
        kept = folder or backups.folder_of(self.path)
        return backups.make(self.path, kept, reason=reason, now=datetime.now().astimezone())

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise CannotWriteError(self.path, "read-only")

    def _take_back(self, connection: sqlite3.Connection, step: Step) -> UndoResult:
        """Take back the last step that stands, and enter that into the journal."""
        undo.take_back(connection, step)
        taken = journal.get(connection, step.journal_id)
        number = self._note(connection, "undo", taken, undoes=taken.number, sign=-1)
        undo.mark(connection, step, undone_by=number)
        return UndoResult(taken.label, taken.tables)

    def _note(
        self,
        connection: sqlite3.Connection,
        kind: str,
        entry: JournalEntry,
        *,
        undoes: int | None,
        sign: int,
    ) -> int:
        """Enter an undo or a redo of `entry` into the journal."""
        change = sign * journal.delta(connection, entry.number)
        digest = (journal.state(connection) + change) % digests.MODULUS
        action = Action(self.user, kind, entry.label, entry.counts, undoes)
        return journal.append(connection, action, digest)


def _is_outdated(path: Path) -> bool:
    """Say whether migrations are due; errors for a file that is gone, not ours, or newer."""
    if path.is_dir():
        raise NotAWorkspaceError(path)
    with connect(path) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise NotAWorkspaceError(path)
        _refuse_damaged(path, connection)
        steps = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'thidua'"
        applied = {name for (name,) in connection.execute(steps)}
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    unknown = tuple(sorted(applied - set(STEPS)))
    if unknown or version > len(STEPS):
        raise WorkspaceTooNewError(path, unknown)
    return applied != set(STEPS)


def _refuse_damaged(path: Path, connection: sqlite3.Connection) -> None:
    """Look through a file small enough to be read at once; `check` looks through any."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if pages <= PAGES_CHECKED:
        found = [row for (row,) in connection.execute("PRAGMA quick_check")]
        if found != ["ok"]:
            raise WorkspaceDamagedError(path, found[0])


def _migrate(path: Path, action: Action) -> None:
    """Apply what is due and enter `action` into the journal, all in one transaction."""
    from sqlite_utils import Database  # late: opening a file of this version needs neither

    from thidua_desktop.store.migrations import migrations

    # Rebuilding a table would cascade through live foreign keys, so they are checked after.
    with connect(path, foreign_keys=False) as connection, transaction(connection):
        before = health.digest_of_rows(connection)
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise WorkspaceDamagedError(path, f"foreign keys: {len(broken)}")
        # Only what the migration itself changed is taken over: a row that was changed outside
        # the program still shows afterwards.
        digest = journal.state(connection) + health.digest_of_rows(connection) - before
        journal.append(connection, action, digest % digests.MODULUS)


def _session(connection: sqlite3.Connection) -> Session:
    return Session(
        campaigns=CampaignTable(connection),
        subjects=SubjectTable(connection),
        participants=ParticipantTable(connection),
        figures=FigureTable(connection),
        imports=ImportTable(connection),
        reports=ReportTable(connection),
        confirmations=ConfirmationTable(connection),
        settings=SettingTable(connection),
        decisions=DecisionTable(connection),
        snapshots=SnapshotTable(connection),
        late_answers=LateAnswerTable(connection),
        scenarios=ScenarioTable(connection),
        past_awards=PastAwardTable(connection),
        mappings=MappingTable(connection),
    )


def _label(connection: sqlite3.Connection, step: Step | None) -> str | None:
    return journal.get(connection, step.journal_id).label if step else None

"""Use cases on the past: undo, redo, the journal and the copies kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from thidua_desktop.services.changes import Changes
from thidua_desktop.services.progress import Progress
from thidua_desktop.store.workspace import Workspace

SAMPLE_DAY: Final = "sample-day"
"""The setting that says which day a sample file pretends it is."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the status bar shows."""

    path: Path
    saved_at: datetime | None
    backed_up_at: datetime | None
    read_only: bool


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """A copy of the file."""

    path: Path
    at: datetime


class HistoryService:
    """The history of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def undo_label(self) -> str | None:
        """Return the name of what would be undone."""
        return self._workspace.undo_label()

    def redo_label(self) -> str | None:
        """Return the name of what would be done again."""
        return self._workspace.redo_label()

    def undo(self, _progress: Progress) -> Changes:
        """Take back the last action; nothing to take back changes nothing."""
        done = self._workspace.undo()
        return Changes(done.tables, f"Hoàn tác: {done.label}") if done else Changes(frozenset())

    def imports_on_top(self) -> Mapping[int, tuple[str, ...]]:
        """Return what undoing each import undoes, by its number: the last action first.

        An import that can no longer be undone is not among them.
        """
        return self._workspace.made_by("import")

    def undo_import(self, number: int, actions: int, _progress: Progress) -> Changes:
        """Take back an import and the later `actions` on top of it, as the user was told.

        Nothing changes where they are other ones by now.
        """
        done = self._workspace.undo_made("import", number, actions=actions)
        tables = frozenset[str]().union(*(one.tables for one in done))
        return Changes(tables, f"Hoàn tác: {done[-1].label}" if done else "")

    def redo(self, _progress: Progress) -> Changes:
        """Do the last undone action again."""
        done = self._workspace.redo()
        return Changes(done.tables, f"Làm lại: {done.label}") if done else Changes(frozenset())

    def facts(self) -> FileFacts:
        """Return what the status bar shows."""
        backups = self._workspace.backups()
        return FileFacts(
            self._workspace.path,
            self._workspace.last_saved(),
            max((one.at for one in backups), default=None),
            self._workspace.read_only,
        )

    def setting(self, key: str) -> str:
        """Return a setting kept in the file; empty if there is none."""
        with self._workspace.read() as session:
            return session.settings.get(key) or ""

    def backups(self) -> tuple[BackupCopy, ...]:
        """Return the copies kept, newest first."""
        found = self._workspace.backups()
        copies = [BackupCopy(one.path, one.at) for one in found]
        return tuple(sorted(copies, key=lambda one: one.at, reverse=True))

    def restore(self, copy: Path) -> None:
        """Put a copy in place of the file, after copying the file as it stands."""
        self._workspace.restore(copy)

    def backup(self, *, reason: str = "sao-luu") -> Path:
        """Copy the file as it stands."""
        return self._workspace.backup(reason=reason)

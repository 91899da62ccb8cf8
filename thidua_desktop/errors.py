"""Errors the program expects. Each carries facts, never wording.

The Vietnamese sentences live in `services/wording.py`, which the window and
the command line share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


class AppError(Exception):
    """Base of every error the user can do something about."""


class Cancelled(Exception):  # noqa: N818 - the user's wish, not an error
    """The user asked to stop; nothing is shown."""


# --- the .thidua file ---


@dataclass(eq=False)
class FileExistsAlreadyError(AppError):
    """A file of that name is there; nothing is ever replaced without asking."""

    path: Path


@dataclass(eq=False)
class NotAWorkspaceError(AppError):
    """The file is not a .thidua file."""

    path: Path


@dataclass(eq=False)
class WorkspaceMissingError(AppError):
    """There is no such file."""

    path: Path


@dataclass(eq=False)
class WorkspaceTooNewError(AppError):
    """The file was last written by a newer version of the program."""

    path: Path
    unknown_steps: tuple[str, ...]


@dataclass(eq=False)
class WorkspaceBusyError(AppError):
    """Another process is writing the file."""

    path: Path


@dataclass(eq=False)
class WorkspaceLockedError(AppError):
    """Another program has the file open: who, on which machine, since when."""

    path: Path
    user: str
    host: str
    since: str


@dataclass(eq=False)
class WorkspaceDamagedError(AppError):
    """The file cannot be read as a database, or rows point at rows that are gone."""

    path: Path
    detail: str


@dataclass(eq=False)
class CannotWriteError(AppError):
    """A file could not be written: folder read-only, disk full, or open in another program."""

    path: Path
    reason: str


# --- presets and forms ---


@dataclass(eq=False)
class DataFileError(AppError):
    """A preset or a form says something it may not: file, key, what was expected, what stood."""

    file: str
    key: str
    expected: str
    found: str = ""


@dataclass(eq=False)
class UnknownKeyError(DataFileError):
    """A key that nothing reads: a slip of the pen, most often.

    `alike` is the key that was probably meant; without one, `known` are those that may stand there.
    """

    alike: str = ""
    known: tuple[str, ...] = ()

    @classmethod
    def first(
        cls, file: str, place: str, written: Iterable[str], known: Sequence[str]
    ) -> "UnknownKeyError | None":
        """Return the error of the first key written at `place` that is not known; None if all are.

        What is not written yet is more likely to be meant than what is.
        """
        keys = tuple(written)
        key = next((one for one in keys if one not in known), None)
        if key is None:
            return None
        from difflib import get_close_matches

        free = [one for one in known if one not in keys]
        # keys of campaigns are spelt with dashes, those of forms with underscores
        spelt = key.lower().replace("_", "-") if "_" not in "".join(known) else key.lower()
        alike = get_close_matches(spelt, free, 1) or get_close_matches(spelt, known, 1) or [""]
        rest = () if alike[0] else tuple(free)
        return cls(file, f"{place}{key}", "không có khóa này", key, alike[0], rest)


@dataclass(eq=False)
class UnknownChoiceError(AppError):
    """A name that is not one of the choices: a preset, a reading, a form, a campaign, a sheet."""

    what: str
    given: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class AmbiguousChoiceError(AppError):
    """A name that could be several: a subject, or no campaign named when the file has many."""

    what: str
    given: str
    choices: tuple[str, ...]


# --- tables from outside ---


@dataclass(eq=False)
class RefusedFileError(AppError):
    """A table that cannot be read at all; `code` says why, as the findings' codes do.

    Codes: `empty-file`, `not-a-spreadsheet`, `damaged-file`, `password-protected`,
    `too-large`, `unsafe-xml`, `no-table`, `nothing-filled`, `results`. `why` tells cases of one
    code apart (`unsafe-xml` that is an `entity` or an `outside-file`); empty for the usual one.
    """

    file: str
    code: str
    detail: str = ""
    why: str = ""


@dataclass(eq=False)
class UnreadableKindError(AppError):
    """A kind of table this version does not read yet; `kind` names it."""

    file: str
    kind: str


@dataclass(eq=False)
class PeriodNeededError(AppError):
    """The table states no period and none was given."""

    file: str


@dataclass(eq=False)
class ImportBlockedError(AppError):
    """A plan with open errors or warnings was to be written."""

    file: str
    errors: int
    warnings: int


@dataclass(eq=False)
class RegisterError(AppError):
    """A row of a register cannot be used: cell, what stood there, what is accepted."""

    file: str
    cell: str
    found: str
    choices: tuple[str, ...]


@dataclass(eq=False)
class NothingToPrintError(AppError):
    """A document needs something that is not there yet."""

    what: str


@dataclass(eq=False)
class InvalidValueError(AppError):
    """A value typed by hand that its field does not take."""

    field: str
    found: str
    expected: str


@dataclass(eq=False)
class UnprintableTextError(AppError):
    """Letters that the paper's typeface does not have: they would come out as boxes.

    `near` is a piece of the text they stand in.
    """

    characters: tuple[str, ...]
    near: str


@dataclass(eq=False)
class CannotReadError(AppError):
    """A file could not be opened for reading; `reason` is `gone`, `folder`, `kept-shut` or empty.

    `kept-shut`: locked by another program, or no permission.
    """

    path: Path
    reason: str

    @classmethod
    def of(cls, path: Path, error: OSError) -> "CannotReadError":
        """Say why from what the machine reports, whatever its language."""
        if path.is_dir():
            return cls(path, "folder")
        if isinstance(error, FileNotFoundError):
            return cls(path, "gone")
        return cls(path, "kept-shut" if isinstance(error, PermissionError) else "")


@dataclass(eq=False)
class MergeBlockedError(AppError):
    """Two subjects that cannot be made one yet; `reasons` are what both have, in words."""

    kept: str
    gone: str
    reasons: tuple[str, ...]


@dataclass(eq=False)
class EvidenceNeededError(AppError):
    """The council's word on a criterion needs what it rests on."""

    criterion: str


@dataclass(eq=False)
class NameNeededError(AppError):
    """Something is to be kept by a name and has none; `what` says what it is a name of."""

    what: str

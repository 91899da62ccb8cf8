"""The files chosen for import, one after the other, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column


class FileState(StrEnum):
    """What became of a file."""

    WAITING = "waiting"
    CURRENT = "current"
    IMPORTED = "imported"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNDONE = "undone"


STATE_CHIPS: Final = {
    FileState.WAITING: Chip("Còn chờ", Tone.NEUTRAL, "clock"),
    FileState.CURRENT: Chip("Đang nhập", Tone.INFO, "pencil"),
    FileState.IMPORTED: Chip("Đã nhập", Tone.GREEN),
    FileState.REFUSED: Chip("Bị từ chối", Tone.RED),
    FileState.SKIPPED: Chip("Bỏ qua", Tone.NEUTRAL, "dash-circle"),
    FileState.UNDONE: Chip("Đã hoàn tác", Tone.NEUTRAL, "arrow-counterclockwise"),
}
_OPEN: Final = (FileState.WAITING, FileState.CURRENT)


@dataclass(frozen=True, slots=True)
class QueuedFile:
    """One file: its state, what is said of it, and the number of its import."""

    path: Path
    state: FileState = FileState.WAITING
    words: str = ""
    number: int | None = None


class ImportQueue:
    """Files in the order they were chosen; at most one of them is in work."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._files: list[QueuedFile] = []
        self.add(paths)

    @property
    def files(self) -> Sequence[QueuedFile]:
        """Return every file."""
        return tuple(self._files)

    @property
    def current(self) -> QueuedFile | None:
        """Return the file in work."""
        return next((one for one in self._files if one.state is FileState.CURRENT), None)

    @property
    def waiting(self) -> QueuedFile | None:
        """Return the file to come next."""
        return next((one for one in self._files if one.state is FileState.WAITING), None)

    @property
    def has_several(self) -> bool:
        """Say whether there is more than one file."""
        return len(self._files) > 1

    def place(self, file: QueuedFile) -> str:
        """Say which of how many files one is: `2/5`."""
        return f"{self._at(file.path) + 1}/{len(self._files)}"

    def add(self, paths: Iterable[Path]) -> tuple[QueuedFile, ...]:
        """Put files at the end and return them; one that waits already is not put in twice."""
        known = {one.path for one in self._files if one.state in _OPEN}
        added = tuple(QueuedFile(path) for path in dict.fromkeys(paths) if path not in known)
        gone = {one.path for one in added}
        self._files = [*(one for one in self._files if one.path not in gone), *added]
        return added

    def begin(self, path: Path) -> None:
        """Take a file into work; one that was in work waits again."""
        if (before := self.current) is not None:
            self._put(before.path, state=FileState.WAITING)
        self._put(path, state=FileState.CURRENT, words="")

    def end(self, state: FileState, words: str, number: int | None = None) -> None:
        """Say what became of the file in work."""
        if (file := self.current) is not None:
            self._put(file.path, state=state, words=words, number=number)

    def look_at_history(self, numbers: Iterable[int]) -> bool:
        """Tell imports that were undone, or done again, by those there are; say if any changed."""
        there = set(numbers)
        before = list(self._files)
        for one in before:
            if one.number is not None:
                state = FileState.IMPORTED if one.number in there else FileState.UNDONE
                self._put(one.path, state=state)
        return before != self._files

    def summary(self) -> str:
        """Say how many files were done."""
        done = sum(one.state is FileState.IMPORTED for one in self._files)
        return f"đã nhập {done} trên {len(self._files)} tệp"

    def _at(self, path: Path) -> int:
        return next(number for number, one in enumerate(self._files) if one.path == path)

    def _put(self, path: Path, **changes: object) -> None:
        place = self._at(path)
        self._files[place] = replace(self._files[place], **changes)  # type: ignore[arg-type]  # fields


def queue_columns() -> tuple[Column[QueuedFile], ...]:
    """Return the columns of the list of files."""
    return (
        Column(
            Heading("Tệp"),
            lambda one: Cell(one.path.name, tip=str(one.path)),
            width=220,
            compact_width=200,
        ),
        Column(Heading("Tình trạng"), lambda one: Cell(chip=STATE_CHIPS[one.state]), width=124),
        Column(
            Heading("Kết quả"),
            lambda one: Cell(one.words, tone=Tone.NEUTRAL, tip=one.words),
            width=200,
            stretch=True,
        ),
    )

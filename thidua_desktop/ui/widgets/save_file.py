"""Asking where to write a file: nothing that is there already is replaced without a question."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from thidua_desktop.services.filenames import file_name
from thidua_desktop.ui.errors import ask


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of file: its words for the dialog, its ending."""

    words: str
    suffix: str


WORKBOOK: Final = ExportKind("Bảng tính Excel", ".xlsx")
PDF: Final = ExportKind("Tệp PDF", ".pdf")


class Writer(Protocol):
    """Writes a file; `replace` says that an existing one may go."""

    def __call__(self, path: Path, *, replace: bool) -> None: ...


def ask_where(parent: QWidget, kind: ExportKind, name: str, write: Writer) -> QFileDialog:
    """Open the dialog that asks for a file, then `write` to it."""
    dialog = QFileDialog(parent, f"Lưu {kind.words.lower()}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind.words} (*{kind.suffix})")
    dialog.setDefaultSuffix(kind.suffix.removeprefix("."))
    # Asked here, so that the question names the file and says what is lost.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(f"{file_name(name)}{kind.suffix}")
    dialog.fileSelected.connect(lambda chosen: write_there(parent, Path(chosen), write))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def write_there(parent: QWidget, path: Path, write: Writer) -> None:
    """Write to `path`; ask first if a file of that name is there."""
    if not path.exists():
        write(path, replace=False)
        return
    ask(
        parent,
        what=f"Tệp «{path.name}» đã có trong thư mục «{path.parent.name}».",
        lost="Nếu thay, nội dung cũ của tệp sẽ mất.",
        do_it="Thay tệp",
        then=partial(write, path, replace=True),
    )

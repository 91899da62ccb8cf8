"""Use cases on the file itself: make it, open it, copy it, check it."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import CannotWriteError, WorkspaceLockedError, WorkspaceMissingError
from thidua_desktop.store.lock import Lock
from thidua_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from thidua_desktop.services.campaign_adding import NewCampaign

SUFFIX = ".thidua"


def user_name() -> str:
    """Return who works at this machine, as the journal names them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "người dùng"


def create_file(
    path: Path, preset_id: str, register: Path | None = None, *, user: str | None = None
) -> Workspace:
    """Make a file with one campaign, and its units or people from a register.

    The register is read before anything is written, so a bad one leaves no file behind.
    """
    from thidua_desktop.importing.presets import load_preset
    from thidua_desktop.importing.registers import read_register
    from thidua_desktop.services.units import add_register

    campaign, text = load_preset(preset_id)
    rows = read_register(register, campaign.groups) if register else None
    workspace = Workspace.create(path, user=user or user_name())
    with workspace.write(f"Tạo sổ {campaign.short}", kind="begin", undoable=False) as session:
        session.campaigns.add(campaign.id, text)
        if rows is not None:
            add_register(session, campaign.id, rows)
    return workspace


def create_file_with(
    path: Path, new: "NewCampaign", register: Path | None = None, *, user: str | None = None
) -> Workspace:
    """Make a file with one campaign of one's own: a blank one, or another office's.

    As in `create_file`, its register is read before anything is written.
    """
    from thidua_desktop.importing.registers import read_register
    from thidua_desktop.services.units import add_register

    rows = read_register(register, new.campaign().groups) if register else None
    workspace = Workspace.create(path, user=user or user_name())
    with workspace.write(f"Tạo sổ {new.short}", kind="begin", undoable=False) as session:
        key = new.put_into(session)
        if rows is not None:
            add_register(session, key, rows)
    return workspace


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file opened for work; without a lock somebody else has it and it can only be read."""

    workspace: Workspace
    lock: Lock | None
    held_by: str = ""
    """Who has it, where and since when, in words."""

    def close(self) -> None:
        """Give the file free."""
        if self.lock is not None:
            self.lock.release()


def open_for_work(path: Path, *, user: str | None = None) -> OpenedFile:
    """Open a file to work on it; read-only when another program has it.

    A copy is made first when the file was changed since the last one.
    """
    who = user or user_name()
    if not path.is_file():
        raise WorkspaceMissingError(path)
    try:
        lock = Lock.acquire(path, who)
    except WorkspaceLockedError as held:
        workspace = Workspace.open(path, user=who, read_only=True)
        since = vietnamese.moment(datetime.fromisoformat(held.since))
        return OpenedFile(workspace, None, f"{held.user}, máy {held.host}, từ {since}")
    try:
        workspace = Workspace.open(path, user=who)
        backup_if_changed(workspace)
    except BaseException:
        lock.release()
        raise
    return OpenedFile(workspace, lock)


def backup_if_changed(workspace: Workspace) -> Path | None:
    """Copy the file when it was changed since the last copy."""
    return workspace.backup_if_due(reason="tu-dong", every=timedelta(0))


@contextmanager
def writing(path: Path) -> Iterator[Workspace]:
    """Open a file to change it; WorkspaceLockedError if another program has it."""
    if not path.is_file():
        raise WorkspaceMissingError(path)
    with Lock.acquire(path, user_name()):
        yield Workspace.open(path, user=user_name())


def open_file(path: Path, *, user: str | None = None, read_only: bool = False) -> Workspace:
    """Open a file; see `Workspace.open` for what may be wrong with it.

    One of an older program is brought up to date first, also when it is only to be read.
    """
    who = user or user_name()
    try:
        return Workspace.open(path, user=who, read_only=read_only)
    except CannotWriteError:
        with Lock.acquire(path, who):
            Workspace.open(path, user=who)
        return Workspace.open(path, user=who, read_only=read_only)


_PROBLEMS: Final = {
    "integrity": "Tệp bị hỏng: {detail}.",
    "foreign-key": "Có dòng trỏ tới dòng không còn ({detail}).",
    "journal": "Nhật ký bị sửa hoặc mất ở mục số {detail}.",
    "snapshot": "Bảng chốt không khớp mã kiểm tra ({detail}).",
    "rows": "Dữ liệu đã bị sửa bên ngoài phần mềm ({detail}).",
}


def check_file(path: Path) -> tuple[str, ...]:
    """Check database, references and the chain of the journal; nothing found is good."""
    found = open_file(path, read_only=True).check()
    return tuple(_PROBLEMS[one.code].format(detail=one.detail) for one in found)

"""Use cases on the file itself: make it, open it, copy it, check it."""

import getpass
from pathlib import Path
from typing import Final

from thidua_desktop.importing.presets import load_preset
from thidua_desktop.importing.registers import read_register
from thidua_desktop.services.units import add_register
from thidua_desktop.store.workspace import Workspace

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
    campaign, text = load_preset(preset_id)
    rows = read_register(register, campaign.groups) if register else None
    workspace = Workspace.create(path, user=user or user_name())
    with workspace.write(f"Tạo sổ {campaign.name}", kind="create") as session:
        session.campaigns.add(campaign.id, text)
        if rows is not None:
            add_register(session, campaign.id, rows)
    return workspace


def open_file(path: Path, *, user: str | None = None, read_only: bool = False) -> Workspace:
    """Open a file; see `Workspace.open` for what may be wrong with it."""
    return Workspace.open(path, user=user or user_name(), read_only=read_only)


_PROBLEMS: Final = {
    "integrity": "Tệp bị hỏng: {detail}.",
    "foreign-key": "Có dòng trỏ tới dòng không còn ({detail}).",
    "journal": "Nhật ký bị sửa hoặc mất ở mục số {detail}.",
    "rows": "Dữ liệu đã bị sửa bên ngoài phần mềm ({detail}).",
}


def check_file(path: Path) -> tuple[str, ...]:
    """Check database, references and the chain of the journal; nothing found is good."""
    found = open_file(path, read_only=True).check()
    return tuple(_PROBLEMS[one.code].format(detail=one.detail) for one in found)

"""The files the pictures are played on: each made once, when a scene first asks for it."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from thidua_desktop import assets
from thidua_desktop.services.demo import DAY, POINTS, TARGETS, WRITER, make_demo_file
from thidua_desktop.services.demo_lang_son import CENTRE, make_lang_son_file, samples
from thidua_desktop.services.files import create_file
from thidua_desktop.services.office import Office, office_of


class Offices:
    """The files of the pictures, by campaign."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._days = {POINTS: DAY} | {one.key: one.day for one in samples()}

    def of(self, campaign: str, *, empty: bool) -> Office:
        """Return the file with a campaign, its own or one where it has no unit yet."""
        if empty:
            return self._empty
        return self._filled if campaign in (POINTS, TARGETS) else self._lang_son

    def day_of(self, campaign: str) -> date:
        """Return the day the pictures of a campaign pretend."""
        return self._days.get(campaign, date(2023, 12, 1))

    @cached_property
    def _filled(self) -> Office:
        return office_of(make_demo_file(self._scratch / "nui-thanh-2023.thidua"))

    @cached_property
    def _lang_son(self) -> Office:
        return office_of(make_lang_son_file(self._scratch / "lang-son.thidua"))

    @cached_property
    def _empty(self) -> Office:
        """Return a file that only has its campaigns."""
        empty = office_of(create_file(self._scratch / "so-moi.thidua", POINTS, user=WRITER))
        empty.campaigns.add(TARGETS)
        empty.campaigns.add(CENTRE)
        return empty


_CHANGED_CELLS: Final[dict[str, str | int | None]] = {
    "B39": "Xã Tam Xuân 2",
    "G18": "41 (*)",
    "D30": 1050,
    "C34": 2773,
    "D34": 2665,
    "D25": 1408,
    "C25": 2008,
    "G21": None,
}
"""What the table of the import pictures says otherwise than the one already imported."""


def table_with_problems(folder: Path) -> Path:
    """Write the table that the import pictures show: new figures, changes and problems."""
    from openpyxl import load_workbook

    workbook = load_workbook(assets.resource("demo/nui-thanh-2023-12.xlsx"))
    sheet = workbook.worksheets[0]
    for cell, value in _CHANGED_CELLS.items():
        sheet[cell] = value
    path = folder / "tong-hop-bo-sung.xlsx"
    workbook.save(path)
    return path

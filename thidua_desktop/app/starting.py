"""The page shown while no file is open: loaded only then."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.campaigns import presets
from thidua_desktop.ui.screens.start import PresetChoice, StartScreen


def start_screen(recent: Sequence[Path] = ()) -> StartScreen:
    """Return the page with the campaigns that ship and the files opened lately."""
    choices = [
        PresetChoice(one.id, one.title, one.theme, _days(one.starts, one.ends), one.kinds)
        for one in presets()
    ]
    return StartScreen(choices, recent)


def _days(starts: date | None, ends: date) -> str:
    until = vietnamese.day(ends)
    return f"{vietnamese.short_day(starts)} – {until}" if starts else f"đến {until}"

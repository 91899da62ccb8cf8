"""What the import page offers from before: files used lately, months to file figures under."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSettings

from thidua_desktop.domain.campaigns import Campaign

Months = Sequence[tuple[str, str]]
"""Words and value (`2023-12`) of each month that may be filed under."""
RECENT_KEY: Final = "import/recent"
MOST_RECENT: Final = 5
_YEAR: Final = 12


def months_of(campaign: Campaign) -> Months:
    """Return the months figures of a campaign may be filed under, latest first."""
    last = campaign.end
    first = campaign.start
    months: list[tuple[str, str]] = []
    year, month = last.year, last.month
    while len(months) < _YEAR or (first is not None and (year, month) >= (first.year, first.month)):
        if first is not None and (year, month) < (first.year, first.month):
            break
        months.append((f"tháng {month}/{year}", f"{year}-{month:02d}"))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(months)


def recent_files() -> list[Path]:
    """Return the files used lately, the last one first."""
    stored: Any = QSettings().value(RECENT_KEY, [])
    names = [stored] if isinstance(stored, str) else list(stored or [])
    return [Path(str(name)) for name in names]


def remember_file(path: Path) -> None:
    """Put a file first among those used lately."""
    others = [one for one in recent_files() if one != path]
    QSettings().setValue(RECENT_KEY, [str(one) for one in [path, *others][:MOST_RECENT]])

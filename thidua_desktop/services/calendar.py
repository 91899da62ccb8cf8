"""Vietnamese public holidays, by day and with their names."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Final

from thidua_desktop import assets
from thidua_desktop.domain.campaigns import Campaign

FILE: Final = "legal/holidays.toml"


def holidays_of(campaign: Campaign) -> Mapping[date, str]:
    """Return the public holidays of the years a campaign touches."""
    days = [campaign.end, *(one.day for one in campaign.milestones)]
    if campaign.start is not None:
        days.append(campaign.start)
    return holidays_between(min(days).year, max(days).year)


@lru_cache(maxsize=8)
def holidays_between(first_year: int, last_year: int) -> Mapping[date, str]:
    """Return the public holidays from one year to another, both included."""
    years = range(first_year, last_year + 1)
    known = _known()
    found = {day: name for year in years for day, name in known.get(year, {}).items()}
    if others := [year for year in years if year not in known]:
        found |= computed(others)
    return dict(sorted(found.items()))


def computed(years: list[int]) -> Mapping[date, str]:
    """Return the public holidays of any years; loading the library takes a tenth of a second."""
    import holidays

    found = holidays.country_holidays("VN", years=years, language="vi")
    return {day: str(name) for day, name in found.items()}


@cache
def _known() -> Mapping[int, Mapping[date, str]]:
    """Return the holidays of the years that ship as data."""
    document = tomllib.loads(assets.resource(FILE).read_text("utf-8"))
    return {
        int(year): {date.fromisoformat(day): name for day, name in days.items()}
        for year, days in document.items()
    }

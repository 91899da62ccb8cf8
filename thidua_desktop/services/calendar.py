"""Vietnamese public holidays, by day and with their names."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from thidua_desktop.domain.campaigns import Campaign


def holidays_of(campaign: Campaign) -> Mapping[date, str]:
    """Return the public holidays of the years a campaign touches."""
    days = [campaign.end, *(one.day for one in campaign.milestones)]
    if campaign.start is not None:
        days.append(campaign.start)
    return holidays_between(min(days).year, max(days).year)


@lru_cache(maxsize=8)
def holidays_between(first_year: int, last_year: int) -> Mapping[date, str]:
    """Return the public holidays from one year to another, both included."""
    import holidays

    found = holidays.country_holidays("VN", years=range(first_year, last_year + 1), language="vi")
    return {day: str(name) for day, name in sorted(found.items())}

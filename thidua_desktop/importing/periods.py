"""The period (kỳ số liệu) a table states in its titles."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.vietnamese import fold, nfc

_SEPARATOR = r"\s*[/.-]\s*"
_DAY = (
    rf"(?:ngay\s*)?(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}})(?!\d)"
    r"|(?:ngay\s*)?(\d{1,2})(?:\s*thang\s*|\s*[/.-]\s*)(\d{1,2})\s*nam\s*(\d{4})(?!\d)"
)
_PARTIAL = rf"(?:ngay\s*)?(\d{{1,2}})(?:(?:{_SEPARATOR}|\s*thang\s*)(\d{{1,2}}))?(?![\d/])"
_MONTH = r"thang\s*(\d{1,2})(?:\s*nam\s*|\s*[/-]\s*)(\d{4})(?!\d)"
_MONTH_FILED = r"\bky(?:\s*bao\s*cao|\s*so\s*lieu)?\s*:?\s*(\d{1,2})\s*[/-]\s*(\d{4})(?!\d)"
_QUARTER = r"qu[yi]\s*(iv|i{1,3}|[1-4])(?:\s*[/-]\s*|[\s,]*(?:nam\s*)?)(\d{4})(?!\d)"
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_OF = r"(\d{1,2}|ba|sau|chin)\s*thang\s*(dau|cuoi)?\s*(?:nam\s*)?(\d{4})(?!\d)"
_YEAR: Final = 12
_SPELLED: Final = {"ba": 3, "sau": 6, "chin": 9}
_UNTIL = r"\s*(?:den|toi|-|–|—)\s*(?:het\s*|cuoi\s*)*"
_LAST = r"(?:tinh\s*)?(?:den|toi)\s*(?:thoi\s*diem\s*)?(?:het\s*|cuoi\s*)*"
_CUT = (
    r"(?:chot(?:\s*so\s*lieu)?|thoi\s*diem(?:\s*(?:bao\s*cao|thong\s*ke|lay\s*so\s*lieu))?)\s*:?\s*"
)
"""What the day is called on which the figures were taken."""
_HOUR = re.compile(r"\b\d{1,2}\s*(?:h|g|gio|:)\s*(?:\d{2})?\s*(?:phut)?,?\s*(?=ngay\b)")
_SPAN = re.compile(rf"(?:{_DAY}){_UNTIL}(?:{_DAY})")


def stated_period(lines: Iterable[str]) -> Period | None:
    """Return the period the lines state, the most exact statement first; None if they do not.

    «từ ngày … đến ngày …» has both ends, «đến ngày …» only the last, «Tháng 12 năm 2023» is that
    month alone, «Quý IV năm 2023» three of them. A bare date (of a decision) is no period.
    """
    texts = [_plain(line) for line in lines]
    texts.append(" ".join(texts))
    texts = [text for text in texts if not _is_contradiction(text)]
    for read in _READERS:
        for text in texts:
            found = read(text)
            if found is not None:
                return found
    return None


def month_period(month: str, start: date | None) -> Period:
    """Return the period filed under `2023-12` from `start`; ValueError if it is no month."""
    year, _, number = month.partition("-")
    first = date(int(year), int(number), 1)
    return Period(start, last_day(first.year, first.month))


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _plain(text: str) -> str:
    return _HOUR.sub("", fold(nfc(text)))


def _is_contradiction(text: str) -> bool:
    """Say whether a span is stated that cannot be: then its end is no statement either."""
    return _SPAN.search(text) is not None and _from_to(text) is None


def _from_to(text: str) -> Period | None:
    found = _SPAN.search(text)
    if found is None:
        return None
    groups = found.groups()
    return _period(_day(groups[:6]), _day(groups[6:]))


def _from_partial(text: str) -> Period | None:
    """Read «từ ngày 04 đến 07/6/2021» and «từ 01/6 đến 31/12/2023»."""
    found = re.search(rf"tu\s*{_PARTIAL}{_UNTIL}(?:{_DAY})", text)
    if found is None:
        return None
    end = _day(found.groups()[2:])
    if end is None:
        return None
    month = int(found[2]) if found[2] else end.month
    return _period(_date(end.year, month, int(found[1])), end)


def _from_year(text: str) -> Period | None:
    """Read «từ năm 2018 đến …» and «từ đầu năm đến …»: from the first of January."""
    first = rf"tu\s*(?:dau\s*)?nam\s*(\d{{4}})?{_UNTIL}"
    if (found := re.search(rf"{first}(?:{_DAY})", text)) is not None:
        end = _day(found.groups()[1:])
    elif (found := re.search(rf"{first}{_MONTH}", text)) is not None:
        end = _month_end(found[2], found[3])
    else:
        return None
    return _period(_date(int(found[1] or end.year), 1, 1), end) if end else None


def _from_month(text: str) -> Period | None:
    """Read «từ tháng 6 đến …»; between two months «từ» is often left out."""
    first = r"thang\s*(\d{1,2})(?:(?:\s*nam\s*|\s*[/-]\s*)(\d{4}))?"
    if (found := re.search(rf"tu\s*{first}{_UNTIL}(?:{_DAY})", text)) is not None:
        end = _day(found.groups()[2:])
    elif (found := re.search(rf"(?<!\d)(?<!\d )\b{first}{_UNTIL}{_MONTH}", text)) is not None:
        end = _month_end(found[3], found[4])
    else:
        return None
    if end is None:
        return None
    return _period(_date(int(found[2] or end.year), int(found[1]), 1), end)


def _until(text: str) -> Period | None:
    if (found := re.search(rf"\b(?:{_LAST}|{_CUT})(?:{_DAY})", text)) is not None:
        end = _day(found.groups())
    elif (found := re.search(rf"\b{_LAST}{_MONTH}", text)) is not None:
        end = _month_end(found[1], found[2])
    else:
        return None
    return Period(None, end) if end else None


def _one_month(text: str) -> Period | None:
    for found in re.finditer(rf"{_MONTH}|{_MONTH_FILED}", text):
        if re.search(r"ngay\s*\d{1,2}\s*$|\d\s*(?:va|,|\+|&)\s*$", text[: found.start()]):
            continue  # the month of a day, or the last of several months
        end = _month_end(found[1] or found[3], found[2] or found[4])
        if end is not None:
            return Period(end.replace(day=1), end)
    return None


def _quarter(text: str) -> Period | None:
    """Read «Quý IV năm 2023», «6 tháng đầu năm 2023» and «cả năm 2023», by the calendar."""
    if (found := re.search(rf"\b{_QUARTER}", text)) is not None:
        number, year = _QUARTERS.get(found[1]) or int(found[1]), int(found[2])
        return _months(year, 3 * number - 2, 3 * number)
    if (found := re.search(rf"\b{_MONTHS_OF}", text)) is not None:
        many, year = _SPELLED.get(found[1]) or int(found[1]), int(found[3])
        if not 1 < many <= _YEAR:
            return None
        return _months(year, 13 - many, 12) if found[2] == "cuoi" else _months(year, 1, many)
    if (found := re.search(r"\bca\s*nam\s*(\d{4})(?!\d)", text)) is not None:
        return _months(int(found[1]), 1, _YEAR)
    return None


def _months(year: int, first: int, last: int) -> Period | None:
    start = _date(year, first, 1)
    return Period(start, last_day(year, last)) if start else None


_READERS: Final[tuple[Callable[[str], Period | None], ...]] = (
    _from_to,
    _from_partial,
    _from_year,
    _from_month,
    _until,
    _one_month,
    _quarter,
)


def _day(groups: tuple[str | None, ...]) -> date | None:
    numbers = [int(one) for one in groups if one is not None]
    return _date(numbers[2], numbers[1], numbers[0]) if len(numbers) == len("dmy") else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(month: str, year: str) -> date | None:
    return last_day(int(year), int(month)) if _date(int(year), int(month), 1) else None


def _period(start: date | None, end: date | None) -> Period | None:
    return Period(start, end) if start and end and start <= end else None

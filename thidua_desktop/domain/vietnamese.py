"""Vietnamese text and numbers: NFC, folding, order by given name, figures as the plans write them.

One formatter for the whole program, so that a figure reads the same on screen,
on paper and in JSON: decimal comma, dot for thousands, `96,08%` without a space,
a true minus. Rounding is half up and happens here only, never before a comparison.
"""

import re
import unicodedata
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

MINUS = "−"
PERCENT = 100
_MAX_DIGITS = 12
_MOST_DIGITS = 30

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_TONES = "̣̀́̃̉"
_OPEN_PAIRS = re.compile(rf"(o[ae]|uy)([{_TONES}])(?![a-z])")
_ODD = re.compile("[‐‑‒–—−]|o[àáảãạặậèéẻẽẹệ]|u[ỳýỷỹỵ]")
"""What makes a key of a composed text differ from it: a dash, a tone that may stand elsewhere."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""What comes along when text is copied from web pages: of no width, seen by nobody."""
_ETH, _DYET = "ð", "đ"
"""The Icelandic letter whose capital looks like Đ, as some fonts and keyboards wrote it."""


def nfc(text: str) -> str:
    """Return `text` composed, no-break and doubled spaces made single, nothing invisible in it."""
    return _single_spaced(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=65_536)
def match_key(text: str) -> str:
    """Return the form in which two spellings of one name are equal.

    Case, spaces, kinds of dash and of composition do not count, nor does the place of
    the tone mark in oa, oe, uy (hòa, hoà). Letters with different marks stay different.
    """
    folded = nfc(text).casefold().replace(_ETH, _DYET)
    if unicodedata.is_normalized("NFC", folded) and not _ODD.search(folded):
        return folded
    decomposed = unicodedata.normalize("NFD", folded.translate(_DASHES))
    decomposed = _OPEN_PAIRS.sub(lambda m: m[1][0] + m[2] + m[1][1], decomposed)
    return unicodedata.normalize("NFC", decomposed)


def fold(text: str) -> str:
    """Return `text` without marks and case, đ as d: what a search box compares."""
    folded = text.casefold()
    if folded.isascii():
        return _single_spaced(folded)
    folded = _INVISIBLE.sub("", folded).replace(_ETH, _DYET)
    decomposed = unicodedata.normalize("NFD", folded.replace(_DYET, "d"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _single_spaced(bare.translate(_DASHES))


def given_name_key(name: str) -> tuple[str, ...]:
    """Return the key that orders people by given name, then middle, then family name."""
    return tuple(reversed(match_key(name).split()))


def rounded(value: Fraction, digits: int) -> int:
    """Return `value` × 10^digits rounded half away from zero."""
    return _rounded_ratio(value.numerator, value.denominator, digits)


def _rounded_ratio(part: int, whole: int, digits: int) -> int:
    """Return part / whole × 10^digits rounded half away from zero, in integers: lists are long."""
    found: int = (2 * abs(part) * 10**digits + whole) // (2 * whole)
    return found if part >= 0 else -found


def count(value: int) -> str:
    """Return a count with dots for thousands: `1.234`."""
    if 0 <= value < 1000:  # noqa: PLR2004 - nothing to group
        return str(value)
    grouped = f"{abs(value):,}".replace(",", ".")
    return f"{MINUS}{grouped}" if value < 0 else grouped


def money(value: int) -> str:
    """Return an amount in đồng: `26.500.000 đồng`."""
    return f"{count(value)} đồng"


def decimal(value: Fraction, digits: int = 2) -> str:
    """Return `value` with exactly `digits` decimals and a decimal comma: `78,51`."""
    return _with_decimals(rounded(value, digits), digits)


def _with_decimals(scaled: int, digits: int) -> str:
    whole, rest = divmod(abs(scaled), 10**digits)
    text = f"{count(whole)},{str(rest).zfill(digits)}" if digits else count(whole)
    return f"{MINUS}{text}" if scaled < 0 else text


def exact_decimal(value: Fraction) -> str:
    """Return `value` with the decimals it needs, at least none, two if it never ends: `0,3`."""
    for digits in range(_MAX_DIGITS):
        if value.numerator * 10**digits % value.denominator == 0:
            return decimal(value, digits)
    return decimal(value)


def percent(share: Fraction, *, near: Fraction | None = None) -> str:
    """Return a share (1 = 100 %) as `96,08%`; see `percent_of`."""
    return percent_of(share.numerator, share.denominator, near=near)


def percent_of(part: int, whole: int, *, near: Fraction | None = None) -> str:
    """Return what `part` is of `whole` as `96,08%`; they need not be in lowest terms.

    With `near`, a threshold as a share, enough digits are shown to see on which side of it
    the share lies: 0.64996 near 0.65 is `64,996%`, not `65,00%`.
    """
    digits, part = 2, part * PERCENT
    shown = _rounded_ratio(part, whole, digits)
    if near is not None:
        # both held against the threshold crosswise, so that no fraction has to be reduced
        over, under = near.as_integer_ratio()
        limit = over * PERCENT
        meant = part * under - limit * whole
        found = shown * under - limit * 10**digits
        while digits < _MOST_DIGITS and (found > 0, found < 0) != (meant > 0, meant < 0):
            digits += 1
            shown = _rounded_ratio(part, whole, digits)
            found = shown * under - limit * 10**digits
    return f"{_with_decimals(shown, digits)}%"


def threshold_percent(share: Fraction) -> str:
    """Return a threshold without needless digits: `65%`, `65,5%`."""
    return _threshold_percent(share.numerator, share.denominator)


@lru_cache(maxsize=4096)
def _threshold_percent(part: int, whole: int) -> str:
    # kept by two integers: a fraction would be hashed and compared slowly
    return f"{exact_decimal(Fraction(part * PERCENT, whole))}%"


def day(value: date) -> str:
    """Return a date as the plans write it: `05/01/2024`."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def moment(value: datetime) -> str:
    """Return a moment in the zone it is given in: `10:32 ngày 05/01/2024`."""
    return f"{value:%H:%M} ngày {day(value.date())}"


def short_day(value: date) -> str:
    """Return day and month: `05/01`."""
    return f"{value.day:02d}/{value.month:02d}"


def long_day(value: date) -> str:
    """Return a date as a document writes it: days below 10, and months 1 and 2, take a zero.

    Nghị định 30/2020/NĐ-CP, Phụ lục I: `ngày 05 tháng 01 năm 2020`, `ngày 29 tháng 6 năm 2024`.
    """
    return f"ngày {value.day:02d} tháng {month_number(value.month)} năm {value.year}"


def month_number(month: int) -> str:
    """Return a month number as a document writes it: `01`, `02`, `3` … `12`."""
    return f"{month:02d}" if month <= 2 else str(month)  # noqa: PLR2004 - the decree's own bound


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def weekday(value: date) -> str:
    """Return the name of the day of the week: `Chủ nhật`."""
    return WEEKDAYS[value.weekday()]

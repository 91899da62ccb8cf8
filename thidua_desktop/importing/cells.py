"""A cell → a count, a percentage, a missing value, or the code of what is wrong with it.

Numbers are read as people here write them: a dot parts thousands, a comma the decimals; the
English way is taken where it is the only sense. What has two senses is asked about, never guessed.
Everything is exact decimal arithmetic.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.findings import Code
from thidua_desktop.importing.book import Cell, CellKind
from thidua_desktop.importing.numberformats import is_percent

NOTHING_AROSE: Final = "không phát sinh"
"""Says that there was nothing to count, which is more than saying nothing."""

THOUSANDS, DECIMALS = "thousands", "decimals"
PERCENTS, SHARES = "percents", "shares"
READINGS: Final = (DECIMALS, THOUSANDS, PERCENTS, SHARES)
"""How a column's ambiguous numbers may be read: `1,000` as a thousand or as one; in a column of
percentages numbers up to 1 as percent or as a share of the whole."""

_MISSING: Final = frozenset(
    {"", "-", "--", "---", ".", "..", "...", "…", "/", "không", "không có", "ko"}
    | {"không có số liệu", "chưa có", "chưa có số liệu", "n/a", "na", "null", NOTHING_AROSE}
    | {"không phát sinh hồ sơ", "chưa phát sinh", "không có hồ sơ", "không ps", "kps", "k/ps"}
    | {"chưa báo cáo", "không báo cáo", "chưa có báo cáo"}
)
_RATE_NOTHING: Final = _MISSING | {"#div/0!"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SPACED = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"\d+")
_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_VIETNAMESE = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+),\d+")
_ENGLISH = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)\.\d+")
_ERROR = re.compile(r"#(?:REF!|VALUE!|NAME\?|N/A|NUM!|NULL!|DIV/0!|#+)?", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_EXCEL = Context(prec=15)
"""A spreadsheet keeps 15 digits; what a file writes beyond is the noise of binary fractions."""
_MAX_COUNT = 10**15
_HUNDRED = Decimal(100)
_MAX_EXPONENT = 30


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell says: a count, a percentage, missing (with what stood there) or a problem.

    `found` is the cell's text as a person sees it; `readings` the senses of an ambiguous number,
    `senses` the same by the reading that gives them.
    """

    found: str
    count: int | None = None
    percent: Decimal | None = None
    missing: str | None = None
    problem: Code | None = None
    readings: str = ""
    senses: tuple[tuple[str, str], ...] = ()


BLANK: Final = Value("", missing="")


def shown(cell: Cell | None) -> str:
    """Return a cell's text as a person sees it: NFC, dates as 05/01/2024, numbers plainly."""
    if cell is None:
        return ""
    if cell.kind is CellKind.DATE:
        day = day_in(cell)
        return vietnamese.day(day) if day else cell.text
    if cell.kind is CellKind.NUMBER:
        if _is_plain(cell):
            return cell.text
        number = _number(cell.text)
        if number is None:
            return cell.text
        if is_percent(cell.number_format):
            return f"{_plain(number * _HUNDRED)}%"
        return _plain(number)
    return vietnamese.nfc(cell.text)


def count_in(cell: Cell | None, reading: str = "") -> Value:
    """Read a count: a whole number from 0; `reading` decides what has two senses."""
    if cell is None:
        return BLANK
    if cell.kind is CellKind.NUMBER and _is_plain(cell):
        return Value(cell.text, count=int(cell.text))
    found = shown(cell)
    match cell.kind:
        case CellKind.NUMBER:
            number = _number(cell.text)
            return _whole(found, None if number and is_percent(cell.number_format) else number)
        case CellKind.TEXT:
            return _count_text(found, reading)
        case _:
            return _not_a_value(cell.kind, found)


def percent_in(cell: Cell | None, reading: str = "") -> Value:
    """Read a percentage typed by hand: 65.5 is 65,5 %. A share of at most 1 is taken × 100.

    `reading` decides what has two senses: 1, or 1.234.
    """
    if cell is None:
        return BLANK
    found = shown(cell)
    match cell.kind:
        case CellKind.NUMBER:
            number = _number(cell.text)
            if number is not None and is_percent(cell.number_format):
                return _percent(found, number * _HUNDRED)
            return _share_or_percent(found, number, reading)
        case CellKind.TEXT:
            return _percent_text(found, reading)
        case _:
            return _not_a_value(cell.kind, found)


@dataclass(frozen=True, slots=True)
class PrintedRate:
    """A rate as printed beside its counts, in every sense it may have, in percent."""

    found: str
    senses: tuple[Decimal, ...]

    def agrees(self, part: int, whole: int) -> bool:
        """Say whether it is part / whole, rounded half up to the digits printed, at most two."""
        return any(self._same(sense, part, whole) for sense in self.senses)

    @staticmethod
    def _same(sense: Decimal, part: int, whole: int) -> bool:
        exponent = sense.as_tuple().exponent
        digits = min(2, max(0, -exponent)) if isinstance(exponent, int) else 0
        written = _rounded(sense, digits)
        scaled = part * 100 * 10**digits
        computed: int = (2 * scaled + whole) // (2 * whole)
        return written == computed


def printed_rate(cell: Cell | None) -> PrintedRate | None:
    """Read a rate that is only a cross-check; None where nothing usable stands."""
    if cell is None or cell.kind not in {CellKind.NUMBER, CellKind.TEXT}:
        return None
    found = shown(cell)
    if cell.kind is CellKind.NUMBER:
        number = _number(cell.text)
        certain = is_percent(cell.number_format)
        if number is not None and certain:
            number = (number * _HUNDRED).normalize()
    else:
        if found.casefold() in _RATE_NOTHING:
            return None
        certain = "%" in found
        number = _decimal_in(found.replace("%", "").strip())
    if number is None:
        return None
    senses = (number,) if certain else (number, (number * _HUNDRED).normalize())
    return PrintedRate(found, senses)


def day_in(cell: Cell | None) -> date | None:
    """Return the day a cell shows, typed as a date or as text (15/9/1980); None if it is none."""
    if cell is None:
        return None
    text = vietnamese.nfc(cell.text)
    try:
        if cell.kind is CellKind.DATE:
            return date.fromisoformat(text)
        day, month, year = re.split(r"[/.-]", text)
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def typed_count(text: str) -> int | None:
    """Return the count a person typed, None if it is none."""
    return _count_text(vietnamese.nfc(text)).count


def stands_for_nothing(text: str) -> bool:
    """Say whether a text stands for no figure: blank, a dash, «không»."""
    return _bare(vietnamese.nfc(text)).casefold() in _MISSING


def typed_percent(text: str) -> Decimal | None:
    """Return the percentage (65.5 is 65,5 %) a person typed, None if it is none."""
    return _percent_text(vietnamese.nfc(text)).percent


def is_numeric(cell: Cell) -> bool:
    """Say whether a cell holds a number, or a text that can only be one."""
    if cell.kind is CellKind.NUMBER:
        return True
    return cell.kind is CellKind.TEXT and _parse(_bare(shown(cell).rstrip("% "))) is not None


def _is_plain(cell: Cell) -> bool:
    """Say whether a number is nothing but a few digits: almost all are, and need no arithmetic."""
    text = cell.text
    return (
        text.isdigit()
        and text.isascii()
        and len(text) <= _EXCEL.prec
        and (text[0] != "0" or len(text) == 1)
        and "%" not in cell.number_format
    )


def _not_a_value(kind: CellKind, found: str) -> Value:
    problem = {
        CellKind.DATE: Code.DATE_INSTEAD_OF_NUMBER,
        CellKind.ERROR: Code.ERROR_VALUE,
        CellKind.UNCALCULATED: Code.NO_CACHED_VALUE,
    }.get(kind, Code.NOT_A_NUMBER)
    return Value(found, problem=problem)


def _bare(text: str) -> str:
    return _SPACED.sub("", text.translate(_DASHES)).strip()


def _other_than_number(found: str, text: str) -> Value | None:
    """Return what stands where a number should: no figure, an error of Excel, a day."""
    if text.casefold() in _MISSING:
        return Value(found, missing=found)
    if _ERROR.fullmatch(text):
        return Value(found, problem=Code.ERROR_VALUE)
    if _DAY.fullmatch(text):
        return Value(found, problem=Code.DATE_INSTEAD_OF_NUMBER)
    return None


def _count_text(found: str, reading: str = "") -> Value:
    text = _bare(found)
    if other := _other_than_number(found, text):
        return other
    sign, digits = _sign(text)
    number = _parse(digits)
    if _COMMAS.fullmatch(digits) and digits.endswith(",000") and digits.count(",") == 1:
        thousands, units = vietnamese.count(int(digits.replace(",", ""))), digits.split(",")[0]
        if reading not in {THOUSANDS, DECIMALS}:
            return _ambiguous(found, ((THOUSANDS, thousands), (DECIMALS, units)))
        number = Decimal(units) if reading == DECIMALS else number
    return _whole(found, None if number is None else number * sign)


def _sign(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1].strip()
    if text.startswith("-"):
        return -1, text[1:].strip()
    return 1, text.removeprefix("+")


def _whole(found: str, number: Decimal | None) -> Value:
    if number is None or abs(number) >= _MAX_COUNT:
        return Value(found, problem=Code.NOT_A_NUMBER)
    if number < 0:
        return Value(found, problem=Code.NEGATIVE_COUNT)
    if number != int(number):
        return Value(found, problem=Code.NOT_A_WHOLE_NUMBER)
    return Value(found, count=int(number))


def _percent_text(found: str, reading: str = "") -> Value:
    text = _bare(found)
    if other := _other_than_number(found, text):
        return other
    sign, digits = _sign(text.removesuffix("%").strip())
    number = _decimal_in(digits)
    if number is not None:
        number *= sign
    if text.endswith("%"):
        return _percent(found, number)
    if number is not None and (_DOTS.fullmatch(digits) or _COMMAS.fullmatch(digits)):
        grouped = Decimal(re.sub("[.,]", "", digits))
        senses = (DECIMALS, _plain(number)), (THOUSANDS, vietnamese.count(int(grouped)))
        if reading not in {THOUSANDS, DECIMALS}:
            return _ambiguous(found, senses)
        return _percent(found, sign * grouped if reading == THOUSANDS else number)
    return _share_or_percent(found, number, reading)


def _share_or_percent(found: str, number: Decimal | None, reading: str = "") -> Value:
    if number is not None and number == 1 and reading not in {PERCENTS, SHARES}:
        return _ambiguous(found, ((PERCENTS, "1%"), (SHARES, "100%")))
    if number is not None and 0 < number <= 1 and reading != PERCENTS:
        number *= _HUNDRED
    return _percent(found, number)


def _ambiguous(found: str, senses: tuple[tuple[str, str], ...]) -> Value:
    readings = " hoặc ".join(words for _, words in senses)
    return Value(found, problem=Code.AMBIGUOUS_NUMBER, readings=readings, senses=senses)


def _percent(found: str, number: Decimal | None) -> Value:
    if number is None:
        return Value(found, problem=Code.NOT_A_NUMBER)
    if number < 0:
        return Value(found, problem=Code.NEGATIVE_COUNT)
    if number > _HUNDRED:
        return Value(found, problem=Code.AMBIGUOUS_NUMBER, readings="lớn hơn 100%")
    return Value(found, percent=canonical(number))


def canonical(number: Decimal) -> Decimal:
    """Return the number without needless digits: 65.50 is 65.5, 1E+2 is 100."""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return Decimal(int(short)) if isinstance(exponent, int) and exponent > 0 else short


def _parse(digits: str) -> Decimal | None:
    """Return the one number a text can be; thousands before decimals where both would do."""
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    if _DOTS.fullmatch(digits) or _COMMAS.fullmatch(digits):
        return Decimal(re.sub("[.,]", "", digits))
    if _VIETNAMESE.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return None


def _decimal_in(digits: str) -> Decimal | None:
    """Return a number whose single dot or comma parts the decimals, as in a percentage."""
    digits = _bare(digits)
    if re.fullmatch(r"\d+[.,]\d+", digits):
        return Decimal(digits.replace(",", "."))
    return _parse(digits)


def _number(text: str) -> Decimal | None:
    """Return the number of a spreadsheet's cell, without the noise of binary fractions."""
    try:
        number = _EXCEL.create_decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        return Decimal(0) if number == 0 else None
    return canonical(number)


def _plain(number: Decimal) -> str:
    return format(canonical(number), "f").replace(".", ",")


def _rounded(number: Decimal, digits: int) -> int:
    part, whole = (number * 10**digits).as_integer_ratio()
    rounded: int = (2 * part + whole) // (2 * whole)
    return rounded

"""TCVN3 (.VnTime) and VNI-Windows (VNI-Times) → Unicode.

Such a text is Latin-1 to the file: only its font, or that its words can be said, tells what it
means. The font decides where the sheet names one of the old fonts; otherwise each column is read
both ways, and a reading is taken only where it makes Vietnamese of what was none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final
from unicodedata import normalize

from thidua_desktop.importing.book import Book, Cell, CellKind, LegacyText, Sheet, letter_of
from thidua_desktop.importing.syllables import is_readable

TCVN3: Final = "TCVN3"
VNI: Final = "VNI-Windows"

_ENOUGH_TOKENS = 2
_READABLE = 0.85
_UNREADABLE = 0.6
_CLEARER = 0.3

# --- the letters ---

_TCVN3_LETTERS: Final[Mapping[str, str]] = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)


def _vni_letters() -> dict[str, str]:
    """Return what one or two characters mean: tones and marks stand after their letter."""
    marks = "\u0301\u0300\u0309\u0303\u0323"
    tones = dict(zip("ùøûõï", marks, strict=True))
    hats = dict(zip("âáàåãä", ("", *marks), strict=True))
    breves = dict(zip("êéèúüë", ("", *marks), strict=True))
    single = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
    pairs = {base + mark: base + tone for base, (mark, tone) in product("aeouy", tones.items())}
    pairs |= {h + mark: single[h] + tone for h, (mark, tone) in product("ôö", tones.items())}
    pairs |= {b + mark: b + "\u0302" + tone for b, (mark, tone) in product("aeo", hats.items())}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in breves.items()}
    letters = single | {key: normalize("NFC", text) for key, text in pairs.items()}
    capitals = {key.upper(): text.upper() for key, text in letters.items()}
    mixed = {key[0].upper() + key[1:]: text.upper() for key, text in letters.items()}
    return letters | mixed | capitals


_VNI_LETTERS: Final = _vni_letters()
_VNI_TOKEN: Final = re.compile(
    "|".join(map(re.escape, sorted(_VNI_LETTERS, key=len, reverse=True)))
)
_NEUTRAL: Final = frozenset("“”‘’–—…•\u00a0€™")
_SPECIAL: Final[Mapping[str, frozenset[str]]] = {
    TCVN3: frozenset(_TCVN3_LETTERS) | _NEUTRAL,
    VNI: frozenset("".join(_VNI_LETTERS)) | _NEUTRAL,
}
_SURELY_UNICODE: Final = re.compile(rf"[^\x00-\xff{''.join(_NEUTRAL)}]")
_TCVN3_TABLE: Final = str.maketrans(dict(_TCVN3_LETTERS))
_MIXED_WORD: Final = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Return the Unicode of a TCVN3 text; in a capital font (.VnTimeH) all letters are capitals.

    Without the font, the small letters of a word in capitals are capitals too: HUYÖN is HUYỆN.
    """
    read = text.translate(_TCVN3_TABLE)
    return read.upper() if capitals else _MIXED_WORD.sub(_evened, read)


def _evened(found: re.Match[str]) -> str:
    word = found[0]
    plain = [letter for letter in word if letter.isascii()]
    shouted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word.upper() if shouted else word


def from_vni(text: str) -> str:
    """Return the Unicode of a VNI-Windows text: two characters are tried before one."""
    return _VNI_TOKEN.sub(lambda found: _VNI_LETTERS[found[0]], text)


def legacy_font(name: str) -> str:
    """Return the name of a font of before Unicode, lower case; empty for any other font."""
    lower = name.strip().strip("'\"").lower()
    return lower if lower.startswith((".vn", "vni-")) else ""


# --- which cells ---


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    by: str
    text: str
    loses_case: bool = False


def modernised(book: Book) -> Book:
    """Return the book with its old texts in Unicode, and what was so read in `legacy`."""
    sheets: list[Sheet] = []
    notes: list[LegacyText] = []
    for sheet in book.sheets:
        readings = _readings(sheet)
        if not readings:
            sheets.append(sheet)
            continue
        sheets.append(replace(sheet, rows=_reread(sheet, readings)))
        notes += _notes(sheet.name, readings)
    return replace(book, sheets=tuple(sheets), legacy=tuple(notes)) if notes else book


_Place = tuple[int, int]


def _readings(sheet: Sheet) -> dict[_Place, tuple[str, _Reading]]:
    """Return the new reading of every cell that gets one, beside its old text."""
    old: dict[_Place, Cell] = {}
    by_font = False
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if cell.kind is not CellKind.TEXT:
                continue
            if cell.font:
                by_font = True
            elif cell.text.isascii() or _SURELY_UNICODE.search(cell.text):
                continue
            old[row, column] = cell
    read = _by_font(old) if by_font else _by_content(old)
    return {place: (old[place].text, reading) for place, reading in read.items()}


def _by_font(cells: Mapping[_Place, Cell]) -> dict[_Place, _Reading]:
    found: dict[_Place, _Reading] = {}
    for place, cell in cells.items():
        encoding = TCVN3 if cell.font.startswith(".vn") else VNI
        if not cell.font or not _could_be(cell.text, encoding):
            continue
        capitals = encoding == TCVN3 and cell.font.endswith("h")
        text = (
            from_tcvn3(cell.text, capitals=capitals) if capitals else _READERS[encoding](cell.text)
        )
        if text != cell.text and not _reads_better(cell.text, text):
            found[place] = _Reading(encoding, "font", text)
    return found


def _reads_better(old: str, new: str) -> bool:
    """Say whether the text as it stands is Vietnamese and its other reading is not."""
    return _readable(_tokens([old])) == 1 and _readable(_tokens([new])) < _READABLE


def _by_content(cells: Mapping[_Place, Cell]) -> dict[_Place, _Reading]:
    columns: dict[int, list[str]] = defaultdict(list)
    for (_, column), cell in cells.items():
        columns[column].append(cell.text)
    decided = {column: _encoding_of(texts) for column, texts in columns.items()}
    whole = next(filter(None, decided.values()), None)
    if whole is None:
        whole = _encoding_of(cell.text for cell in cells.values())
    if whole is None:
        return {}
    found: dict[_Place, _Reading] = {}
    for place, cell in cells.items():
        encoding = decided[place[1]] or whole
        if not _could_be(cell.text, encoding):
            continue
        text = _READERS[encoding](cell.text)
        if text != cell.text and _readable(_tokens([text])) >= _readable(_tokens([cell.text])):
            found[place] = _Reading(encoding, "content", text, loses_case=encoding == TCVN3)
    return found


def _encoding_of(texts: Iterable[str]) -> str | None:
    """Return the encoding that makes words of texts that have none; None if there is no such."""
    tokens = [one for one in _tokens(texts) if any(_could_be(one, name) for name in _READERS)]
    if len(tokens) < _ENOUGH_TOKENS:
        return None
    as_it_is = _readable(tokens)
    if as_it_is >= _UNREADABLE:
        return None
    shares = {
        name: sum(_could_be(one, name) and is_readable(reader(one)) for one in tokens) / len(tokens)
        for name, reader in _READERS.items()
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= max(_READABLE, as_it_is + _CLEARER) else None


def _tokens(texts: Iterable[str]) -> list[str]:
    """Return the different words that have anything but ASCII."""
    words = {word for text in texts for word in re.split(r"[\x00-@\[-`{-\x7f]+", text)}
    return [word for word in words if not word.isascii()]


def _readable(tokens: Iterable[str]) -> float:
    judged = [is_readable(one) for one in tokens]
    return sum(judged) / len(judged) if judged else 1.0


def _could_be(text: str, encoding: str) -> bool:
    special = _SPECIAL[encoding]
    return all(letter.isascii() or letter in special for letter in text)


_READERS: Final[Mapping[str, Callable[[str], str]]] = {TCVN3: from_tcvn3, VNI: from_vni}


def best_reading(text: str) -> float:
    """Return how much of a text can be said, in the best of its readings: 0 to 1."""
    tokens = _tokens([text])
    return max(_readable(tokens), *(_readable(map(reader, tokens)) for reader in _READERS.values()))


# --- what comes out ---


def _reread(
    sheet: Sheet, readings: Mapping[_Place, tuple[str, _Reading]]
) -> dict[int, dict[int, Cell]]:
    return {
        row: {
            column: cell._replace(text=readings[row, column][1].text, font="")
            if (row, column) in readings
            else cell
            for column, cell in cells.items()
        }
        for row, cells in sheet.rows.items()
    }


def _notes(sheet: str, readings: Mapping[_Place, tuple[str, _Reading]]) -> Iterable[LegacyText]:
    kinds = dict.fromkeys((one.encoding, one.by) for _, one in readings.values())
    for encoding, by in kinds:
        those = {
            place: (old, one)
            for place, (old, one) in readings.items()
            if (one.encoding, one.by) == (encoding, by)
        }
        before, longest = max(those.values(), key=lambda pair: len(pair[0]))
        yield LegacyText(
            sheet,
            encoding,
            by,
            len(those),
            tuple(letter_of(column) for column in sorted({column for _, column in those})),
            before,
            longest.text,
            any(one.loses_case for _, one in those.values()),
        )

"""TCVN3 (.VnTime) and VNI-Windows (VNI-Times) → Unicode.

Such a text is Latin-1 to the file: only its font, or that its words can be said, tells what it
means. The font decides where the sheet names one of the old fonts; otherwise each column is read
both ways, and a reading is taken only where it makes Vietnamese of what was none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final
from unicodedata import normalize

from thidua_desktop.importing.book import (
    Book,
    Cell,
    CellKind,
    LegacyText,
    Reread,
    Sheet,
    letter_of,
)
from thidua_desktop.importing.syllables import common_words, is_readable

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
_WORD: Final = re.compile(r"[^\s,.;:()\[\]\"'/“”‘’-]+")
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


def modernised(book: Book) -> Book:
    """Return the book with its old texts in Unicode, and what was so read in `legacy`."""
    found = {sheet.name: read for sheet in book.sheets if (read := _readings(sheet))}
    if not found:
        return book
    sheets = tuple(
        _with_texts(one, {place: cell.after for place, cell in found.get(one.name, {}).items()})
        for one in book.sheets
    )
    notes = tuple(note for name, read in found.items() for note in _notes(name, read))
    return replace(book, sheets=sheets, legacy=notes, reread=found)


EVERY_COLUMN: Final = "*"


def as_typed(book: Book, sheet: str, letters: Collection[str], rows: Collection[int]) -> Book:
    """Return the book with columns of a sheet as they were typed, in these rows.

    `EVERY_COLUMN` stands for all. Rows of data are meant: headings and totals only say what the
    others are, and nothing of them is stored.
    """
    read = book.reread.get(sheet, {})
    back = {
        place: cell
        for place, cell in read.items()
        if place[0] in rows and (EVERY_COLUMN in letters or letter_of(place[1]) in letters)
    }
    if not back:
        return book
    sheets = tuple(
        _with_texts(one, {place: cell.before for place, cell in back.items()})
        if one.name == sheet
        else one
        for one in book.sheets
    )
    rest = {place: cell for place, cell in read.items() if place not in back}
    others = [one for one in book.legacy if one.sheet != sheet]
    kept = (replace(one, kept=True) for one in _notes(sheet, back))
    return replace(book, sheets=sheets, legacy=(*others, *_notes(sheet, rest), *kept))


def of_unknown_case(cell: Reread) -> tuple[str, ...]:
    """Return the words of a cell of which nobody can say whether they began with a capital.

    In TCVN3 a letter with a tone is the same sign, great and small.
    """
    if not cell.loses_case:
        return ()
    pairs = zip(_WORD.findall(cell.before), _WORD.findall(cell.after), strict=False)
    return tuple(new for old, new in pairs if old[:1] != new[:1] and new[:1].islower())


_Place = tuple[int, int]


def _readings(sheet: Sheet) -> dict[_Place, Reread]:
    """Return the new reading of every cell that gets one."""
    if not any(map(_may_be_old, _texts(sheet))):  # most sheets: no need to know what is where
        return {}
    old: dict[_Place, Cell] = {}
    modern: set[int] = set()
    by_font = False
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if cell[0] is not CellKind.TEXT:  # most are numbers
                continue
            _, text, _, font = cell
            if font:
                by_font = True
            elif text.isascii():
                continue
            elif _SURELY_UNICODE.search(text):
                modern.add(column)
                continue
            old[row, column] = cell
    return _by_font(old) if by_font else _by_content(old, modern)


def _texts(sheet: Sheet) -> Iterator[Cell]:
    kind = CellKind.TEXT
    return (cell for cells in sheet.rows.values() for cell in cells.values() if cell[0] is kind)


def _may_be_old(cell: Cell) -> bool:
    """Say whether a text is of an old font, or could be of an old encoding by its letters."""
    _, text, _, font = cell
    return bool(font) or not (text.isascii() or _SURELY_UNICODE.search(text))


def _by_font(cells: Mapping[_Place, Cell]) -> dict[_Place, Reread]:
    found: dict[_Place, Reread] = {}
    for place, cell in cells.items():
        encoding = TCVN3 if cell.font.startswith(".vn") else VNI
        if not cell.font or not _could_be(cell.text, encoding):
            continue
        capitals = encoding == TCVN3 and cell.font.endswith("h")
        text = (
            from_tcvn3(cell.text, capitals=capitals) if capitals else _READERS[encoding](cell.text)
        )
        if text != cell.text and not _reads_better(cell.text, text):
            found[place] = Reread(encoding, "font", cell.text, text)
    return found


def _reads_better(old: str, new: str) -> bool:
    """Say whether the text as it stands is Vietnamese and its other reading is not."""
    return _readable(_tokens([old])) == 1 and _readable(_tokens([new])) < _READABLE


def _by_content(cells: Mapping[_Place, Cell], modern: Collection[int]) -> dict[_Place, Reread]:
    """Read again what was typed in an old encoding; `modern` columns hold Unicode for sure.

    What can be said both ways is what has more common words, else what is around it.
    """
    columns: dict[int, list[str]] = defaultdict(list)
    for (_, column), cell in cells.items():
        columns[column].append(cell.text)
    decided = {column: _encoding_of(texts) for column, texts in columns.items()}
    whole = _encoding_of(cell.text for cell in cells.values()) or _commonest(decided, columns)
    if whole is None:
        return {}
    of_column = {
        column: own if own and not _reads(columns[column], whole) else whole
        for column, own in decided.items()
    }
    found: dict[_Place, Reread] = {}
    for place, cell in cells.items():
        encoding = of_column[place[1]]
        if not _could_be(cell.text, encoding):
            continue
        text = _READERS[encoding](cell.text)
        old, new = _readable(_tokens([cell.text])), _readable(_tokens([text]))
        doubtful = new == old == 1
        keeps = bool(modern) and (place[1] in modern or decided[place[1]] is None)
        if doubtful and (common_words(text) != common_words(cell.text)):
            keeps = common_words(text) < common_words(cell.text)
        if text != cell.text and new >= old and not (doubtful and keeps):
            loses = encoding == TCVN3
            found[place] = Reread(encoding, "content", cell.text, text, loses_case=loses)
    return found


def _commonest(
    decided: Mapping[int, str | None], columns: Mapping[int, Sequence[str]]
) -> str | None:
    """Return the encoding of most cells among the columns that tell theirs."""
    counted = Counter[str]()
    for column, encoding in decided.items():
        if encoding:
            counted[encoding] += len(columns[column])
    return next((name for name, _ in counted.most_common(1)), None)


def _reads(texts: Iterable[str], encoding: str) -> bool:
    """Say whether an encoding makes words of a column as well: few words can be read two ways."""
    tokens = [one for one in _tokens(texts) if _could_be(one, encoding)]
    return bool(tokens) and _readable(map(_READERS[encoding], tokens)) >= _READABLE


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


def _with_texts(sheet: Sheet, texts: Mapping[_Place, str]) -> Sheet:
    """Return a sheet with other texts in some of its cells."""
    if not texts:
        return sheet
    rows = {
        row: {
            column: cell._replace(text=texts[row, column], font="")
            if (row, column) in texts
            else cell
            for column, cell in cells.items()
        }
        for row, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def _notes(sheet: str, readings: Mapping[_Place, Reread]) -> Iterable[LegacyText]:
    kinds = dict.fromkeys((one.encoding, one.by) for one in readings.values())
    for encoding, by in kinds:
        those = {
            place: one
            for place, one in readings.items()
            if (one.encoding, one.by) == (encoding, by)
        }
        longest = max(those.values(), key=lambda one: len(one.before))
        yield LegacyText(
            sheet,
            encoding,
            by,
            len(those),
            tuple(letter_of(column) for column in sorted({column for _, column in those})),
            longest.before,
            longest.after,
            any(one.loses_case for one in those.values()),
        )

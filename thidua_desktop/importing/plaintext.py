"""The bytes of a text file → Unicode: UTF-8, UTF-16, Windows-1258, or one of the old encodings.

What cannot be UTF is read in every way left, and the way that makes most Vietnamese wins; TCVN3
and VNI come out as the Latin letters they are to the file, for `encodings` to read.
"""

import codecs
import re
import unicodedata
from pathlib import Path
from typing import Final

from thidua_desktop.importing.encodings import best_reading
from thidua_desktop.importing.package import Budget, TooLargeError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK: Final = 1 << 20
_TRIED: Final = 200_000
"""Bytes from which the encoding is found."""
_DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_MOST_CONTROLS: Final = 0.01


def read_text(path: Path, budget: Budget) -> str:
    """Return the text of a file; TooLargeError if it is longer than the limits allow."""
    size = path.stat().st_size
    if size > min(budget.limits.unpacked, 2 * budget.limits.characters):
        raise TooLargeError("bytes" if size > budget.limits.unpacked else "text")
    budget.whole = max(size, 1)
    content = bytearray()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            budget.take_bytes(len(chunk))
            content += chunk
    text = decoded(bytes(content))
    if len(text) > budget.limits.characters:
        raise TooLargeError("text")
    return text


def decoded(content: bytes) -> str:
    """Return the text that bytes hold."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(name, "replace")
    if wide := wide_encoding(content):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(content)
    if declared:
        return unicodedata.normalize("NFC", content.decode(declared, "replace"))
    return _best(content)


def wide_encoding(content: bytes) -> str:
    """Return the UTF-16 that unmarked bytes are in, empty if they are not."""
    head = content[: _TRIED - _TRIED % 2]
    if not (head.count(0) >= 1 and len(head) > 1):
        return ""
    first, second = head[::2].count(0), head[1::2].count(0)
    if first == 0 and second > len(head) // 8:
        return "utf-16-le"
    if second == 0 and first > len(head) // 8:
        return "utf-16-be"
    return ""


def is_text(head: bytes) -> bool:
    """Say whether the start of a file can be text at all."""
    if any(head.startswith(mark) for mark, _ in _MARKS) or wide_encoding(head):
        return True
    return b"\0" not in head and len(_CONTROLS.findall(head)) <= _MOST_CONTROLS * len(head)


def _declared(content: bytes) -> str:
    """Return the encoding a web page says it has, unless it is one that is always said."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    name = found[1].decode("ascii").lower() if found else ""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return known if known not in {"utf-8", "ascii", "iso8859-1", "cp1252"} else ""


def _best(content: bytes) -> str:
    """Return the reading with most Vietnamese in it; equals in the order they are tried."""
    sample = content[:_TRIED]
    ways = (_damaged_utf8, _windows_1258, _latin)
    scores = [best_reading(way(sample)) for way in ways]
    return ways[scores.index(max(scores))](content)


def _damaged_utf8(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _windows_1258(content: bytes) -> str:
    return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))


def _latin(content: bytes) -> str:
    """Return Windows-1252, its five undefined bytes as the Latin-1 that TCVN3 and VNI need."""
    return "".join(
        piece.decode("cp1252") if not _UNDEFINED.search(piece) else piece.decode("latin-1")
        for piece in _UNDEFINED.split(content)
    )


_UNDEFINED: Final = re.compile(rb"([\x81\x8d\x8f\x90\x9d])")

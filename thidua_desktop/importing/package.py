"""A zip of XML parts, opened safely: within limits, and nothing in the XML is ever expanded.

A DTD or an entity refuses the file; so does what unpacks to more than the limits allow, and
whatever the limits, a bomb: little on disk that unpacks to more than any table of figures is.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.book import DEFAULT_LIMITS, Limits, Step

CHUNK = 1 << 16
_BOMB_RATIO: Final = 100
"""Times the size on disk beyond which no sheet of figures unpacks, where it unpacks to much."""
_MEGABYTE: Final = 1024 * 1024

Attributes = dict[str, str]


class UnsafeXmlError(Exception):
    """The XML has an `entity` of its own, asks for an `outside-file`, or has a `dtd`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooLargeError(Exception):
    """A limit was passed: of `bytes`, `cells`, `text` or `spans`; or the file is a `bomb`."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


@dataclass
class Part:
    """What is read of one XML part: callbacks by local name."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None]
    text: Callable[[str], None] | None = None


@dataclass
class Budget:
    """What may still be read, over all parts of one file."""

    step: Step
    limits: Limits
    whole: int = 1
    unpacked: int = 0
    cells: int = 0
    characters: int = 0
    told: int = 0

    def take_bytes(self, count: int) -> None:
        """Count bytes unpacked, and tell how far the reading is."""
        self.unpacked += count
        if self.unpacked > self.limits.unpacked:
            raise TooLargeError("bytes")
        self.told = max(self.told, min(self.unpacked, self.whole))
        self.step(self.told, self.whole)

    def take_text(self, text: str) -> None:
        """Count characters kept."""
        self.characters += len(text)
        if self.characters > self.limits.characters:
            raise TooLargeError("text")

    def take_cell(self, count: int = 1) -> None:
        """Count cells with a value."""
        self.cells += count
        if self.cells > self.limits.cells:
            raise TooLargeError("cells")


@dataclass
class Package:
    """The opened zip."""

    file: str
    archive: zipfile.ZipFile
    budget: Budget

    def parse(self, name: str, part: Part) -> None:
        """Stream one XML part through the callbacks of `part`."""
        parser = parser_of(part)
        with self.archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                self.budget.take_bytes(len(chunk))
                parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def checked(self, name: str) -> Generator[bytes, None, None]:
        """Yield the bytes of one XML part, each piece once a parser has found nothing wrong."""
        parser = _refusing_parser()
        with self.archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                self.budget.take_bytes(len(chunk))
                parser.Parse(chunk, False)
                yield chunk
        parser.Parse(b"", True)

    def check_size(self, wanted: list[str]) -> None:
        """Refuse parts that say themselves that they are too large; set the whole of progress."""
        parts = [self.archive.getinfo(name) for name in wanted]
        sizes = sum(one.file_size for one in parts)
        packed = max(sum(one.compress_size for one in parts), 1)
        most = min(self.budget.limits.unpacked, DEFAULT_LIMITS.unpacked)
        if sizes > most and sizes > _BOMB_RATIO * packed:
            raise TooLargeError("bomb", f"{sizes // _MEGABYTE} MB")
        if sizes > self.budget.limits.unpacked:
            raise TooLargeError("bytes")
        self.budget.whole = max(sizes, 1)


@contextmanager
def refusals(file: str) -> Iterator[None]:
    """Turn what goes wrong in reading a file into the refusal that says it."""
    damage = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, LookupError, ValueError)
    try:
        yield
    except UnsafeXmlError as error:
        raise RefusedFileError(file, "unsafe-xml", why=error.why) from error
    except TooLargeError as error:
        raise RefusedFileError(file, "too-large", error.detail, error.why) from error
    except MemoryError as error:
        raise RefusedFileError(file, "too-large", why="memory") from error
    except (*damage, NotImplementedError, OverflowError, struct.error) as error:
        raise RefusedFileError(file, "damaged-file") from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise RefusedFileError(file, "password-protected") from error


def parser_of(part: Part) -> expat.XMLParserType:
    """Return a parser that refuses DTDs and entities and gives local names."""
    parser = _refusing_parser()
    parser.buffer_text = True
    local = _LocalNames()

    def start(name: str, attributes: Attributes) -> None:
        if ":" in name or any(":" in key for key in attributes):
            attributes = {local[key]: value for key, value in attributes.items()}
        part.start(local[name], attributes)

    def end(name: str) -> None:
        part.end(local[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if part.text is not None:
        parser.CharacterDataHandler = part.text
    return parser


def _refusing_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_outside
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_reference
    parser.EndDoctypeDeclHandler = _refuse_dtd
    return parser


class _LocalNames(dict[str, str]):
    """Names without their prefix, each worked out once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def _refuse_outside(_name: str, system: str | None, public: str | None, _: object) -> None:
    """Refuse a DTD in a file of its own; what stands within is looked at first, to tell it."""
    if system is not None or public is not None:
        raise UnsafeXmlError("outside-file")


def _refuse_entity(_name: str, _is_parameter: object, value: str | None, *_: object) -> None:
    """Refuse the first entity declared, before another can be made of it."""
    raise UnsafeXmlError("entity" if value is not None else "outside-file")


def _refuse_reference(*_: object) -> int:
    raise UnsafeXmlError("outside-file")


def _refuse_dtd() -> None:
    raise UnsafeXmlError("dtd")

"""Use cases that bring a campaign into the file: shipped, last year's, blank, from a file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.errors import CannotReadError, DataFileError, InvalidValueError
from thidua_desktop.importing.preset_mappings import KEY as MAPPINGS
from thidua_desktop.importing.presets import load_preset, parse_campaign
from thidua_desktop.services.campaign_editing import checked, text_of
from thidua_desktop.services.campaign_fields import Document, read
from thidua_desktop.services.campaign_new_criteria import free_id
from thidua_desktop.services.campaign_views import FieldView, Typed
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_mappings import from_preset
from thidua_desktop.services.loading import campaign_in
from thidua_desktop.store.mappings import StoredMapping
from thidua_desktop.store.workspace import Session, Workspace

SUFFIX: Final = ".toml"
_LARGEST: Final = 2_000_000
_LONGEST_ID: Final = 60
_YEAR: Final = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_SPAN: Final = ("start", "earliest-start", "end")
_START: Final = FieldView("start", "ngày phát động", "", Typed.DAY, optional=True)
_END: Final = FieldView("end", "ngày kết thúc", "", Typed.DAY)
_NAMED: Final = ("name", "short", "theme", "topic")


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """A campaign that is not in a file yet: its document, who takes part, mappings it brings."""

    document: Document
    members: tuple[tuple[Any, str], ...] = ()
    mappings: tuple[StoredMapping, ...] = ()

    @property
    def short(self) -> str:
        """Return its short name."""
        return str(self.document["short"])

    @property
    def id(self) -> str:
        """Return the id it would like to have."""
        return str(self.document.get("id") or id_from(self.short))

    def campaign(self) -> Campaign:
        """Return the campaign the document describes."""
        return parse_campaign(checked({**self.document, "id": self.id}, self.id), file=self.short)

    def put_into(self, session: Session) -> str:
        """Write it into a file, under an id that is free there; return that."""
        key = free_id(self.id, {one.key: one for one in session.campaigns.all()})
        session.campaigns.add(key, checked({**self.document, "id": key}, key))
        for subject, group in self.members:
            session.participants.add(key, subject, group)
        for mapping in self.mappings:
            session.mappings.put(key, mapping)
        return key


@dataclass(frozen=True, slots=True)
class Added:
    """A campaign that was added: its key in the file, and what changed."""

    key: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class BlankOrder:
    """What a blank campaign is begun with, as typed."""

    short: str
    office: str
    start: str
    end: str


class CampaignAdder:
    """Adds campaigns to one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def from_preset(self, preset_id: str) -> Added:
        """Add a campaign that ships; UnknownChoiceError names those there are."""
        _, text = load_preset(preset_id)
        return self.add(NewCampaign(tomllib.loads(text)))

    def from_file(self, path: Path) -> Added:
        """Add a campaign from a file of another office; CannotReadError, DataFileError."""
        return self.add(campaign_of_file(path, self._workspace.user))

    def copy(self, key: str, *, years: int, short: str, with_members: bool) -> Added:
        """Add a campaign like one of the file, so many years later.

        Dates of the campaign and its milestones move; what covers earlier years, as digitised
        records «từ năm 2018», stays. Readings are to be decided anew; figures are not copied.
        """
        with self._workspace.read() as session:
            document = moved(tomllib.loads(text_of(session, key)), years)
            members = session.participants.of(key) if with_members else ()
            mappings = session.mappings.all(key)
        document["short"] = _name(short)
        groups = tuple((one.subject.id, one.group) for one in members)
        return self.add(NewCampaign(document, groups, tuple(mappings)))

    def blank(self, order: BlankOrder) -> Added:
        """Add the smallest campaign there can be; InvalidValueError names what is missing."""
        return self.add(blank_campaign(order))

    def suggested_copy(self, key: str, years: int) -> str:
        """Return the short name of a copy: `Núi Thành 2024`."""
        with self._workspace.read() as session:
            return later(campaign_in(session, key).short, years)

    def add(self, new: NewCampaign) -> Added:
        """Add a campaign made elsewhere, under an id that is free in the file."""
        label = f"Thêm đợt thi đua {new.short}"
        with self._workspace.write(label, kind="add-campaign") as session:
            key = new.put_into(session)
        return Added(key, Changes(session.changed, label))


def blank_campaign(order: BlankOrder) -> NewCampaign:
    """Return the smallest campaign there can be; InvalidValueError names what is missing."""
    short = _name(order.short)
    start = read(_START, order.start)
    end = read(_END, order.end)
    assert isinstance(end, date)  # noqa: S101 - what a field of days reads
    opened = start if isinstance(start, date) else None
    document = blank_document(short, order.office, opened, end)
    checked(document, short)
    return NewCampaign(document)


def campaign_of_file(path: Path, user: str) -> NewCampaign:
    """Return the campaign of a preset file; CannotReadError, DataFileError."""
    text = _read_text(path)
    parse_campaign(text, file=path.name)
    document = tomllib.loads(text)
    brought = document.pop(MAPPINGS, [])
    return NewCampaign(document, (), tuple(from_preset(brought, path.name, user)))


def _name(short: str) -> str:
    found = vietnamese.nfc(short)
    if not found:
        raise InvalidValueError("tên ngắn", short, "chữ, không để trống")
    return found


def id_from(words: str) -> str:
    """Return words as an id: `Núi Thành 2024` is `nui-thanh-2024`."""
    found = _NOT_IN_IDS.sub("-", vietnamese.fold(words)).strip("-")[:_LONGEST_ID].strip("-")
    return found or "dot-thi-dua"


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise DataFileError(path.name, "cả tệp", "tệp mẫu đợt thi đua, nhỏ hơn 2 MB")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CannotReadError.of(path, error) from error
    except UnicodeDecodeError as error:
        raise DataFileError(path.name, "cả tệp", "chữ Unicode (UTF-8)") from error


# --- last year's ---


def later(words: str, years: int) -> str:
    """Return words with the years in them moved."""
    return _YEAR.sub(lambda year: str(int(year[0]) + years), words)


def moved(document: Mapping[str, Any], years: int) -> Document:
    """Return a document so many years later, without an id of its own yet."""
    found: Document = {**document}
    found["id"] = later(str(document["id"]), years)
    for key in _NAMED:
        if key in found:
            found[key] = later(found[key], years)
    for key in _SPAN:
        if key in found:
            found[key] = _moved_day(found[key], years)
    if "milestones" in found:
        milestones = found["milestones"].items()
        found["milestones"] = {name: _moved_milestone(one, years) for name, one in milestones}
    begins = document.get("start") or document.get("earliest-start")
    if "indicators" in found and begins is not None:
        indicators = found["indicators"].items()
        found["indicators"] = {
            name: _moved_indicator(one, begins, years) for name, one in indicators
        }
    return found


def _moved_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _moved_milestone(part: Mapping[str, Any], years: int) -> dict[str, Any]:
    found = dict(part)
    for key in ("opens", "day"):
        if key in found:
            found[key] = _moved_day(found[key], years)
            written, now = vietnamese.day(part[key]), vietnamese.day(found[key])
            found["note"] = str(found.get("note", "")).replace(written, now)
    if not found.get("note"):
        found.pop("note", None)
    return found


def _moved_indicator(part: Mapping[str, Any], begins: date, years: int) -> dict[str, Any]:
    if "starts" not in part:
        return dict(part)
    starts = [
        _moved_day(one, years) if isinstance(one, date) and one >= begins else one
        for one in part["starts"]
    ]
    return {**part, "starts": starts}


# --- blank ---


def blank_document(short: str, office: str, start: date | None, end: date) -> Document:
    """Return the smallest campaign: one group, one criterion for the council, one award."""
    named = vietnamese.nfc(office)
    if not named:
        raise InvalidValueError("cơ quan tổ chức", office, "chữ, không để trống")
    if start is not None and start > end:
        raise InvalidValueError(
            "ngày kết thúc", vietnamese.day(end), f"ngày không trước {vietnamese.day(start)}"
        )
    opened: Document = {} if start is None else {"start": start}
    return {
        "schema": 1,
        "id": id_from(short),
        "name": f"Đợt thi đua {short}",
        "short": short,
        "theme": "Chủ đề (ghi theo kế hoạch)",
        **opened,
        "end": end,
        "subjects": "Các cơ quan, đơn vị và cá nhân tham gia",
        "office": {"name": named},
        "groups": {"don-vi": {"name": "Các đơn vị tham gia", "short": "Đơn vị"}},
        "criteria": {
            "hoan-thanh": {"kind": "council", "text": "Hoàn thành tốt nhiệm vụ của đợt thi đua"},
            "tieu-chuan": {"kind": "all", "text": "Tiêu chuẩn", "of": ["hoan-thanh"]},
        },
        "ranking": {"by": "criteria", "criteria": {"don-vi": "tieu-chuan"}},
        "awards": {
            "giay-khen": {
                "name": "Giấy khen",
                "authority": f"Thủ trưởng {named}",
                "criteria": {"unit": "tieu-chuan"},
            }
        },
    }

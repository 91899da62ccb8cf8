"""Use cases on a campaign's document: read it as sections, change a value, add and take out parts.

Each change is one action that can be undone. The document it would lead to is read by the strict
schema first; what the schema refuses is not stored.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from thidua_desktop.documents.files import write_file
from thidua_desktop.domain import vietnamese
from thidua_desktop.errors import DataFileError, InvalidValueError, UnknownChoiceError
from thidua_desktop.importing.presets import parse_campaign, to_toml
from thidua_desktop.services.campaign_awards import awards_section, dossiers_section
from thidua_desktop.services.campaign_by_reading import BY_READING
from thidua_desktop.services.campaign_changes import change_value, move_part
from thidua_desktop.services.campaign_contents import contents_section
from thidua_desktop.services.campaign_fields import Document, read, value_at
from thidua_desktop.services.campaign_groups import groups_section
from thidua_desktop.services.campaign_new_criteria import keeping
from thidua_desktop.services.campaign_parts import add_part
from thidua_desktop.services.campaign_readings import readings_section
from thidua_desktop.services.campaign_removal import remove_part
from thidua_desktop.services.campaign_restating import restate
from thidua_desktop.services.campaign_scoring import scoring_section
from thidua_desktop.services.campaign_sections import (
    Source,
    facts_section,
    milestones_section,
    source_of,
)
from thidua_desktop.services.campaign_views import Addition, CampaignView, FieldView, Move, Removal
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.import_mappings import for_preset
from thidua_desktop.services.wording import describe
from thidua_desktop.store.workspace import Session, Workspace

_SECTIONS: Final = (
    facts_section,
    milestones_section,
    groups_section,
    contents_section,
    scoring_section,
    readings_section,
    awards_section,
    dossiers_section,
)
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_LONGEST_LABEL: Final = 70


class CampaignEditor:
    """The documents of the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self, key: str) -> CampaignView:
        """Return everything a campaign's document says."""
        with self._workspace.read() as session:
            source = source_of(
                key,
                text_of(session, key),
                session.campaigns.decisions(key),
                (
                    (criterion, said.words)
                    for (_, criterion), said in session.confirmations.of(key).items()
                ),
            )
        return _view(source)

    def change(self, key: str, field: FieldView, typed: str) -> Changes:
        """Store what was typed into a field.

        InvalidValueError where it cannot be meant, DataFileError where the campaign would not be
        one any more; nothing is stored then. The same value again is no action.
        """
        value = read(field, typed)

        def put(document: Document) -> None:
            before = value_at(document, field.path)
            if before == value and not field.path.endswith(BY_READING):
                return
            change_value(document, field, value)
            restate(document, field.path, before)

        return self._edit(key, f"Sửa {_first_small(field.label)}", put)

    def add(self, key: str, addition: Addition) -> Changes:
        """Add a part with words that say what is still to be written."""
        with self._workspace.read() as session:
            confirmed = {criterion for _, criterion in session.confirmations.of(key)}
            proposed = {one.award for one in session.reports.all(key)}
        taken = {"criteria": confirmed, "awards": proposed - {""}}

        def put(document: Document) -> None:
            with keeping(document, taken):
                add_part(document, addition)

        words = addition.words
        label = f"{addition.menu}: {_first_small(words)}" if addition.menu else words
        return self._edit(key, label, put)

    def remove(self, key: str, removal: Removal) -> Changes:
        """Take a part out.

        DataFileError where another part needs it, InvalidValueError where somebody is in it.
        """
        self._check_unused(key, removal.path, removal.words)

        def put(document: Document) -> None:
            remove_part(document, removal.path)

        return self._edit(key, f"Bỏ {removal.words}", put)

    def move(self, key: str, move: Move) -> Changes:
        """Let a part change places with its neighbour; DataFileError where it may not."""

        def put(document: Document) -> None:
            move_part(document, move)

        return self._edit(key, f"Chuyển {move.words} {'lên' if move.by < 0 else 'xuống'}", put)

    def _check_unused(self, key: str, path: str, words: str) -> None:
        """Refuse to take out a group with members, or a reading the council has decided on."""
        table, *rest = path.split(".")
        if table == "groups" and len(rest) == 1:
            with self._workspace.read() as session:
                members = [one for one in session.participants.of(key) if one.group == rest[0]]
            if members:
                expected = "nhóm không còn ai: chuyển các đơn vị, cá nhân sang nhóm khác trước"
                raise InvalidValueError(words, str(len(members)), expected)
        elif table == "readings":
            with self._workspace.read() as session:
                decided = {(one.reading, one.value) for one in session.decisions.all(key)}
                decided |= set(session.campaigns.decisions(key).items())
            option = rest[-1] if len(rest) > 1 else None
            if any(one == rest[0] and option in {None, value} for one, value in decided):
                expected = "cách hiểu Hội đồng chưa quyết định; quyết định đã ghi thì giữ lại"
                raise InvalidValueError(words, rest[-1], expected)

    def save_preset(self, key: str, path: Path, *, replace: bool = False) -> None:
        """Write the campaign as a file another office can add; without its units and figures.

        How tables were mapped goes along.
        """
        with self._workspace.read() as session:
            text = text_of(session, key) + for_preset(session.mappings.all(key))
        write_file(path, text.encode("utf-8"), replace=replace)

    def _edit(self, key: str, label: str, put: Callable[[Document], None]) -> Changes:
        label = label if len(label) <= _LONGEST_LABEL else f"{label[:_LONGEST_LABEL].rstrip()}…"
        with self._workspace.write(label, kind="edit-campaign") as session:
            before = text_of(session, key)
            document = tomllib.loads(before)
            put(document)
            # As text: the order of the parts of a table matters too.
            if to_toml(document) != to_toml(tomllib.loads(before)):
                session.campaigns.replace(key, checked(document, key))
                for criterion, words in _rewritten(tomllib.loads(before), document):
                    session.confirmations.keep_words(key, criterion, words)
        return Changes(session.changed, label if session.changed else "")


def _rewritten(before: Document, after: Document) -> Iterator[tuple[str, str]]:
    """Yield the criteria that read otherwise now, with their words before."""
    texts = {name: part["text"] for name, part in after.get("criteria", {}).items()}
    for name, part in before.get("criteria", {}).items():
        if texts.get(name, part["text"]) != part["text"]:
            yield name, unicodedata.normalize("NFC", part["text"]).strip()


def text_of(session: Session, key: str) -> str:
    """Return a campaign's document; UnknownChoiceError if the file has none of that name."""
    stored = session.campaigns.get(key)
    if stored is None:
        keys = tuple(one.key for one in session.campaigns.all())
        raise UnknownChoiceError("đợt thi đua", key, keys)
    return stored.toml


def checked(document: Mapping[str, Any], file: str) -> str:
    """Return a document as text that the schema accepts; DataFileError where it does not."""
    text = to_toml(document)
    parse_campaign(text, file=file)
    return text


def field_sentence(error: Exception) -> str:
    """Return what is wrong with a value typed, in one sentence for under its field."""
    if isinstance(error, InvalidValueError | DataFileError):
        expected = _ISO.sub(lambda day: f"{day[3]}/{day[2]}/{day[1]}", error.expected)
        return f"Cần {expected}. Giá trị cũ được giữ."
    return str(describe(error))


def _view(source: Source) -> CampaignView:
    campaign = source.campaign
    until = vietnamese.day(campaign.end)
    since = f"{vietnamese.day(campaign.start)} – " if campaign.start else "đến "
    return CampaignView(
        source.key,
        campaign.short,
        f"{campaign.short}, {since}{until}",
        tuple(make(source) for make in _SECTIONS),
    )


def _first_small(words: str) -> str:
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"

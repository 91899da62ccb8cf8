"""Use cases on a campaign's document: read it as sections, change a value, add and take out parts.

Each change is one action that can be undone. The document it would lead to is read by the strict
schema first; what the schema refuses is not stored.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from thidua_desktop.documents.files import write_file
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.comparisons import Comparison, threshold_words
from thidua_desktop.errors import DataFileError, InvalidValueError, UnknownChoiceError
from thidua_desktop.importing.presets import parse_campaign, to_toml
from thidua_desktop.services.campaign_fields import (
    Document,
    put_at,
    read,
    shown,
    value_at,
)
from thidua_desktop.services.campaign_rules import (
    awards_section,
    dossiers_section,
    groups_section,
    readings_section,
    scoring_section,
)
from thidua_desktop.services.campaign_sections import (
    Source,
    contents_section,
    facts_section,
    milestones_section,
    source_of,
)
from thidua_desktop.services.campaign_views import (
    Addition,
    CampaignView,
    FieldView,
    Removal,
    Typed,
)
from thidua_desktop.services.changes import Changes
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
            source = source_of(key, text_of(session, key), session.campaigns.decisions(key))
        return _view(source)

    def change(self, key: str, field: FieldView, typed: str) -> Changes:
        """Store what was typed into a field.

        InvalidValueError where it cannot be meant, DataFileError where the campaign would not be
        one any more; nothing is stored then. The same value again is no action.
        """
        value = read(field, typed)

        def put(document: Document) -> None:
            before = value_at(document, field.path)
            if before == value:
                return
            put_at(document, field.path, value)
            _restate(document, field, before)

        return self._edit(key, f"Sửa {_first_small(field.label)}", put)

    def add(self, key: str, addition: Addition) -> Changes:
        """Add a part with words that say what is still to be written."""

        def put(document: Document) -> None:
            _ADDERS[addition.kind](document, addition.path)

        return self._edit(key, addition.words, put)

    def remove(self, key: str, removal: Removal) -> Changes:
        """Take a part out."""

        def put(document: Document) -> None:
            put_at(document, removal.path, None)

        return self._edit(key, f"Bỏ {removal.words}", put)

    def save_preset(self, key: str, path: Path, *, replace: bool = False) -> None:
        """Write the campaign as a file another office can add; without its units and figures."""
        with self._workspace.read() as session:
            text = text_of(session, key)
        write_file(path, text.encode("utf-8"), replace=replace)

    def _edit(self, key: str, label: str, put: Callable[[Document], None]) -> Changes:
        label = label if len(label) <= _LONGEST_LABEL else f"{label[:_LONGEST_LABEL].rstrip()}…"
        with self._workspace.write(label, kind="edit-campaign") as session:
            before = text_of(session, key)
            document = tomllib.loads(before)
            put(document)
            if document != tomllib.loads(before):
                session.campaigns.replace(key, checked(document, key))
        return Changes(session.changed, label if session.changed else "")


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


# --- words that follow a number ---


def _restate(document: Document, field: FieldView, before: object) -> None:
    """Let the words beside a number say the new one: «từ 65%» in the text of a criterion."""
    owner, _, last = field.path.rpartition(".")
    if owner.startswith("criteria.") and last in {"percent", "count", "compare"}:
        _restate_criterion(document, owner, last, before)
    elif owner.startswith("milestones.") and isinstance(before, date):
        note, after = value_at(document, f"{owner}.note"), value_at(document, field.path)
        if note and after:
            said = note.replace(vietnamese.day(before), vietnamese.day(after))
            put_at(document, f"{owner}.note", said)


def _restate_criterion(document: Document, place: str, changed: str, before: object) -> None:
    node = value_at(document, place)
    compare, text = node.get("compare"), node["text"]
    key = "percent" if "percent" in node else "count"
    old, new = ({**node, changed: before}, node)
    if isinstance(compare, str) and isinstance(old["compare"], str):
        phrases = [
            threshold_words(Comparison(one["compare"]), _amount(one, key)) for one in (old, new)
        ]
        if re.search(rf"{re.escape(phrases[0])}(?![\d.,])", text):
            node["text"] = text.replace(*phrases)
            return
    if changed != "compare":
        ending = "%" if key == "percent" else r"(?![\d.,%])"
        number = re.escape(_amount(old, key).removesuffix("%"))
        padded = rf"(?<![\d.,])(0?){number}{ending}"
        node["text"] = re.sub(padded, lambda found: _padded(found[1], _amount(new, key)), text)


def _amount(node: Mapping[str, Any], key: str) -> str:
    if key == "percent":
        return f"{shown(node[key], Typed.PERCENT)}%"
    return vietnamese.count(node[key])


def _padded(zero: str, amount: str) -> str:
    return f"{zero}{amount}" if len(amount) == 1 else amount


# --- new parts ---


def free_id(base: str, taken: Mapping[str, object]) -> str:
    """Return `base`, or `base-2` and so on where it is taken."""
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def _in_table(document: Document, table: str, base: str, part: Mapping[str, Any]) -> str:
    node = document.setdefault(table, {})
    name = free_id(base, node)
    node[name] = dict(part)
    return name


def _add_to_list(document: Document, path: str, part: object) -> None:
    put_at(document, path, [*(value_at(document, path) or []), part])


def _add_milestone(document: Document, path: str) -> None:
    part = {"name": "Mốc mới", "day": document["end"], "bound": "by"}
    _in_table(document, path, "moc", part)


def _add_content(document: Document, path: str) -> None:
    number = str(len(document.get(path, {})) + 1)
    _in_table(document, path, number, {"text": "Nội dung mới (ghi nội dung thi đua)"})


def _add_prize(document: Document, path: str) -> None:
    table, _, group = path.partition(".")
    _in_table(document, table, f"{group}-giai", {"name": "Giải mới", "group": group, "amount": 0})


def _add_band(document: Document, path: str) -> None:
    last = value_at(document, path)[-1]
    _add_to_list(document, path, {"from": last["from"] + 100, "factor": last["factor"]})


def new_council_criterion(document: Document, text: str) -> str:
    """Add a criterion that the council confirms; return its id."""
    part = {"kind": "council", "text": text}
    return _in_table(document, "criteria", "tieu-chuan", part)


def _add_criterion(document: Document, path: str) -> None:
    added = new_council_criterion(document, "Tiêu chuẩn mới (ghi nội dung Hội đồng xác nhận)")
    _add_to_list(document, path, added)


def _add_award(document: Document, path: str) -> None:
    office = document["office"]
    member = new_council_criterion(document, "Có thành tích tiêu biểu trong đợt thi đua")
    head = office.get("head") or "Thủ trưởng cơ quan"
    every = {"kind": "all", "text": "Tiêu chuẩn", "of": [member]}
    asked = _in_table(document, "criteria", "tieu-chuan-khen", every)
    kinds = {group.get("kind", "unit") for group in document.get("groups", {}).values()}
    part = {
        "name": f"Giấy khen của {head}",
        "authority": head,
        "criteria": dict.fromkeys(sorted(kinds, reverse=True), asked),
    }
    _in_table(document, path, "khen", part)


_ADDERS: Final[Mapping[str, Callable[[Document, str], None]]] = {
    "legal-base": lambda document, path: _add_to_list(
        document, path, "Căn cứ mới (ghi loại văn bản, số, ngày, nội dung)"
    ),
    "part": lambda document, path: _add_to_list(document, path, {"name": "Thành phần mới"}),
    "milestone": _add_milestone,
    "content": _add_content,
    "prize": _add_prize,
    "band": _add_band,
    "criterion": _add_criterion,
    "award": _add_award,
}

"""Campaign documents (TOML) become campaigns; the presets that ship with the program.

The schema is strict: an unknown key, a wrong type, a missing field, a name that stands for
nothing or dates out of order raise DataFileError with the file, the key and what was expected.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar

from thidua_desktop import assets
from thidua_desktop.domain.campaigns import (
    Award,
    Bound,
    Campaign,
    Content,
    DossierPart,
    Goal,
    Group,
    Milestone,
    Office,
    Prize,
    UnmetPrize,
)
from thidua_desktop.domain.comparisons import Comparison
from thidua_desktop.domain.criteria import Criterion
from thidua_desktop.domain.readings import Choice
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import DataFileError, UnknownChoiceError
from thidua_desktop.importing import datafile, preset_mappings, rules
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.datafile import (
    Reader,
    Table,
    by_kind,
    day,
    flag,
    items,
    keyed,
    name_of,
    one_of,
    share,
    table,
    text,
    whole,
)
from thidua_desktop.importing.legal import load_law
from thidua_desktop.importing.rules import CriteriaReader, Rules

T = TypeVar("T")

FOLDER: Final = "campaigns"
SCHEMA: Final = 1


def preset_ids() -> tuple[str, ...]:
    """Return the ids of the campaigns that ship, in alphabetical order."""
    return tuple(sorted(path.stem for path in assets.resource(FOLDER).glob("*.toml")))


def load_preset(preset_id: str) -> tuple[Campaign, str]:
    """Return a campaign that ships, and its document; UnknownChoiceError names those there are."""
    if preset_id not in preset_ids():
        raise UnknownChoiceError("mẫu đợt thi đua", preset_id, preset_ids())
    return _shipped(preset_id)


@cache
def _shipped(preset_id: str) -> tuple[Campaign, str]:
    name = f"{preset_id}.toml"
    document = assets.resource(f"{FOLDER}/{name}").read_text("utf-8")
    return parse_campaign(document, file=name), document


def parse_campaign(document: str, *, file: str) -> Campaign:
    """Return the campaign a TOML document describes; `file` names it in errors.

    Raises DataFileError at the first thing the schema does not allow.
    """
    return table(_campaign)(datafile.parse(document, file))


def to_toml(document: Mapping[str, Any]) -> str:
    """Return a document as TOML text; dates and text keep their values, comments do not exist."""
    import tomli_w

    return tomli_w.dumps(document, multiline_strings=True)


def edit_document(text_: str, changes: Mapping[str, object], *, file: str) -> str:
    """Return a document with values changed by key path, checked against the schema.

    `{"indicators.online.target.percent": "70"}`; None removes a key. Raises DataFileError where
    the path leads nowhere or the result is not a campaign any more.
    """
    document = tomllib.loads(text_)
    for path, value in changes.items():
        _change(document, path, value, file)
    changed = to_toml(document)
    parse_campaign(changed, file=file)
    return changed


def with_target(document: str, indicator: str, percent: Decimal | None) -> str:
    """Return a document in which an indicator's office-wide target is `percent`; None clears it."""
    value = None if percent is None else format(percent.normalize(), "f")
    return edit_document(document, {f"indicators.{indicator}.target.percent": value}, file="")


def _change(document: dict[str, Any], path: str, value: object, file: str) -> None:
    *parents, last = path.split(".")
    node: Any = document
    for name in parents:
        node = node.get(name) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise DataFileError(file, path, "một khóa có trong văn bản")
    if value is None:
        node.pop(last, None)
    else:
        node[last] = value


def _campaign(node: Table) -> Campaign:
    node.only(
        "schema id name short theme topic plan status office start earliest-start end "
        "stated-days subjects legal-bases groups milestones contents goals readings "
        "indicators criteria ranking prizes awards prize-note mappings"
    )
    _check_schema(node)
    start = node.get("start", day, None)
    end = node.take("end", day)
    if start is not None and start > end:
        raise node.value.at("end", end).refused(f"ngày không trước ngày bắt đầu {start}")
    readings = node.get("readings", keyed(table(rules.reading)), {})
    reader = Rules(readings, node.ids("groups"), load_catalogue().measures, start)
    indicators = node.get("indicators", keyed(table(reader.indicator_table)), {})
    reader.declare_indicators(indicators)
    node.get(preset_mappings.KEY, items(table(preset_mappings.mapping)), ())
    none = node.value.at("criteria", {})
    criteria = CriteriaReader(node.get("criteria", lambda value: value, none), reader)
    criteria.read_all()
    ref = criteria.reference
    return Campaign(
        id=node.take("id", text),
        name=node.take("name", text),
        short=node.take("short", text),
        theme=node.take("theme", text),
        topic=node.get("topic", text, ""),
        plan=node.get("plan", text, ""),
        status=node.get("status", text, ""),
        office=node.take("office", table(_office)),
        start=start,
        earliest_start=_earliest(node, end),
        end=end,
        stated_days=node.get("stated-days", whole(1), None),
        subjects_text=node.take("subjects", text),
        legal_bases=node.get("legal-bases", items(text), ()),
        groups=_in_order(node, "groups", lambda one: _group(one, ref)),
        milestones=_in_order(node, "milestones", lambda one: _milestone(one, reader)),
        contents=_in_order(node, "contents", lambda one: _content(one, reader)),
        goals=_in_order(node, "goals", lambda one: _goal(one, reader)),
        readings=tuple(readings.values()),
        indicators=indicators,
        ranking=node.take("ranking", table(lambda one: rules.ranking(one, reader, ref))),
        prizes=_in_order(node, "prizes", lambda one: _prize(one, reader, ref)),
        awards=_in_order(node, "awards", lambda one: _award(one, reader, ref)),
        prize_note=node.get("prize-note", text, ""),
    )


def _earliest(node: Table, end: date) -> date | None:
    earliest = node.get("earliest-start", day, None)
    if earliest is not None and earliest > end:
        raise node.value.at("earliest-start", earliest).refused(f"ngày không sau ngày {end}")
    return earliest


def _check_schema(node: Table) -> None:
    value = node.take("schema", lambda one: one)
    if value.raw != SCHEMA:
        raise value.refused(f"{SCHEMA}: phiên bản mẫu mà chương trình này đọc được")


def _in_order(node: Table, key: str, build: Callable[[Table], T]) -> tuple[T, ...]:
    """Read a table of things by id into a tuple, in the document's order."""
    return tuple(node.get(key, keyed(table(build)), {}).values())


def _office(node: Table) -> Office:
    node.only("name superior place head signs code council standing province")
    return Office(
        name=node.take("name", text),
        superior=node.get("superior", text, ""),
        place=node.get("place", text, ""),
        head=node.get("head", text, ""),
        signs=node.get("signs", items(text), ()),
        code=node.get("code", text, ""),
        council=node.get("council", text, ""),
        standing=node.get("standing", text, ""),
        province=node.get("province", text, ""),
    )


def _group(node: Table, criterion: Reader[Criterion]) -> Group:
    node.only("name short kind aliases noun members seal considered ranked")
    name = node.take("name", text)
    kind = node.get("kind", one_of(Kind), Kind.UNIT)
    noun = node.get("noun", text, "đơn vị" if kind is Kind.UNIT else "người")
    return Group(
        id=node.id,
        name=name,
        short=node.get("short", text, name),
        kind=kind,
        aliases=node.get("aliases", items(text), ()),
        noun=noun,
        members=node.get("members", text, noun),
        seal=node.get("seal", flag, True),
        considered=node.get("considered", criterion, None),
        ranked=node.get("ranked", flag, True),
    )


def _milestone(node: Table, reader: Rules) -> Milestone:
    node.only("name day bound opens note")
    name = node.take("name", reader.by_reading(text))
    last = node.take("day", day)
    opens = node.get("opens", day, None)
    if opens is not None and opens > last:
        raise node.value.at("opens", opens).refused(f"ngày không sau ngày {last}")
    either = name if isinstance(name, Choice) else None
    return Milestone(
        id=node.id,
        name=reader.default_of(name),
        day=last,
        bound=node.get("bound", one_of(Bound), Bound.ON),
        opens=opens,
        note=node.get("note", text, ""),
        meanings=either,
    )


def _content(node: Table, reader: Rules) -> Content:
    node.only("text indicators")
    return Content(
        node.id, node.take("text", text), node.get("indicators", items(reader.indicator), ())
    )


def _goal(node: Table, reader: Rules) -> Goal:
    node.only("text part whole compare percent")
    said = node.take("text", text)
    if not node.has("part"):
        return Goal(node.id, said)
    return Goal(
        node.id,
        said,
        reader.ratio(node),
        node.take("compare", one_of(Comparison)),
        node.take("percent", share),
    )


def _prize(node: Table, reader: Rules, criterion: Reader[Criterion]) -> Prize:
    node.only("name group amount count condition if-unmet")
    return Prize(
        id=node.id,
        name=node.take("name", text),
        group=node.take("group", reader.group),
        amount=node.take("amount", whole()),
        count=node.get("count", whole(1), 1),
        condition=node.get("condition", criterion, None),
        if_unmet=node.get("if-unmet", reader.by_reading(one_of(UnmetPrize)), UnmetPrize.PASS_DOWN),
    )


def _award(node: Table, reader: Rules, criterion: Reader[Criterion]) -> Award:
    node.only(
        "name authority criteria group-criteria for-winners sets parts quota bonus-class "
        "reward note"
    )
    return Award(
        id=node.id,
        name=node.take("name", text),
        authority=node.take("authority", text),
        criteria=node.get("criteria", by_kind(criterion), {}),
        by_group=node.get("group-criteria", reader.by_group(criterion), {}),
        for_winners=node.get("for-winners", flag, False),
        sets=node.get("sets", whole(1), 1),
        parts=node.get("parts", items(table(_part)), ()),
        quota=node.get("quota", by_kind(whole(1)), {}),
        bonus_class=node.get("bonus-class", name_of(load_law().classes, "loại khen thưởng"), ""),
        reward=node.get("reward", by_kind(whole(1)), {}),
        note=node.get("note", text, ""),
    )


def _part(node: Table) -> DossierPart:
    node.only("name copies form kind")
    return DossierPart(
        name=node.take("name", text),
        copies=node.get("copies", whole(1), 1),
        form=node.get("form", text, ""),
        kind=node.get("kind", one_of(Kind), None),
    )

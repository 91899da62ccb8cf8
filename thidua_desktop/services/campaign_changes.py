"""What a change of one value does to the rest of a campaign's document, to keep it one campaign.

Paths that end in a sign stand for what is no single value: `order@` whether a value depends on a
reading and on which, `tie-breaks[1]@` what a tie is broken by, `options@` the default of a
reading. A choice may also be set to `@KEY`: to depend on the reading `KEY` from now on.
"""

from collections.abc import Mapping
from typing import Any, Final

from thidua_desktop.services.campaign_by_reading import BY_READING, depend_no_more, depend_on
from thidua_desktop.services.campaign_fields import Document, put_at, value_at
from thidua_desktop.services.campaign_parts import rank_another_way
from thidua_desktop.services.campaign_views import FieldView, Move

WAY_PATH: Final = "ranking.by"
TIE_MEASURE, TIE_INDICATOR = "measure:", "indicator:"
_HALF: Final = "50"
"""The threshold to begin with where there is no target to begin from."""
_COMBINED: Final = frozenset({"all", "any", "at-least"})


def change_value(document: Document, field: FieldView, value: object) -> None:
    """Put what was typed into a field, and what follows from it."""
    if field.path == WAY_PATH:
        rank_another_way(document, str(value))
    elif field.path.endswith(BY_READING):
        _change_sign(document, field, str(value or ""))
    elif isinstance(value, str) and value.startswith(BY_READING):
        depend_on(document, field, value.removeprefix(BY_READING))
    else:
        put_at(document, field.path, value)
        _follow(document, field.path)


def _hold_against(document: Document, node: dict[str, Any]) -> None:
    """Let a criterion be held against its indicator's target, or a threshold of its own.

    The threshold begins as the target, so that the change alone decides nothing.
    """
    if node["kind"] == "target":
        node.pop("percent", None)
        node.pop("compare", None)
        return
    target = value_at(document, f"indicators.{node['indicator']}.target") or {}
    node.setdefault("percent", target.get("percent", _HALF))
    node.setdefault("compare", target.get("compare", ">="))


def _change_sign(document: Document, field: FieldView, value: str) -> None:
    path = field.path.removesuffix(BY_READING)
    if path.endswith(".options"):
        _put_first(value_at(document, path), value)
    elif path.startswith("ranking.tie-breaks"):
        kind, _, name = value.partition(":")
        node = value_at(document, path)
        node.pop("measure", None)
        node.pop("indicator", None)
        node[kind] = name
    elif value:
        depend_on(document, field, value.removeprefix(BY_READING))
    else:
        depend_no_more(document, path)


def _follow(document: Document, path: str) -> None:
    """Adjust what a value stands beside: how many are needed, the other way to write a rate."""
    owner, _, last = path.rpartition(".")
    if last == "kind" and owner.startswith("criteria."):
        node = value_at(document, owner)
        if node["kind"] == "at-least":
            node.setdefault("need", max(len(node["of"]) - 1, 1))
        elif node["kind"] in _COMBINED:
            node.pop("need", None)
        elif node["kind"] in {"rate", "target"}:
            _hold_against(document, node)


def _put_first(table: dict[str, Any], name: str) -> None:
    rest = {key: one for key, one in table.items() if key != name}
    first = table[name]
    table.clear()
    table.update({name: first, **rest})


def _of_one_group(prizes: Mapping[str, Any], name: str) -> list[str]:
    return [one for one, prize in prizes.items() if prize["group"] == prizes[name]["group"]]


def move_part(document: Document, move: Move) -> None:
    """Let a part change places with its neighbour, in a list or in a table of parts by id."""
    owner, _, name = move.path.rpartition("." if not move.path.endswith("]") else "[")
    node = value_at(document, owner)
    if isinstance(node, list):
        at = int(name.removesuffix("]")) - 1
        node.insert(at + move.by, node.pop(at))
        return
    names = list(node)
    beside = names if owner != "prizes" else _of_one_group(node, name)
    other = beside[beside.index(name) + move.by]
    here, there = names.index(name), names.index(other)
    names[here], names[there] = other, name
    parts = {one: node[one] for one in names}
    node.clear()
    node.update(parts)

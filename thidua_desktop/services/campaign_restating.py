"""Words that follow a number: what a text says of a threshold or a day when that is changed.

«đạt trên 90%» in a criterion says the number once more; it is no second place to change it at.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.comparisons import Comparison, threshold_words
from thidua_desktop.services.campaign_fields import Document, put_at, shown, value_at
from thidua_desktop.services.campaign_views import Typed

_LIMITS: Final = frozenset({"percent", "count", "compare"})


def restate(document: Document, path: str, before: object) -> None:
    """Let the words beside what was changed at `path`, `before` until now, say the new value."""
    owner, _, last = path.rpartition(".")
    if owner.startswith("criteria.") and last in _LIMITS:
        node = value_at(document, owner)
        old, new = _limit(document, {**node, last: before}), _limit(document, node)
        if old and new:
            node["text"] = _restated(node["text"], old, new)
    elif owner.startswith("indicators.") and owner.endswith(".target") and last in _LIMITS:
        _, indicator, _ = owner.split(".")
        restate_target(document, indicator, {**value_at(document, owner), last: before})
    elif owner.startswith("milestones.") and isinstance(before, date):
        note, after = value_at(document, f"{owner}.note"), value_at(document, path)
        if note and after:
            said = note.replace(vietnamese.day(before), vietnamese.day(after))
            put_at(document, f"{owner}.note", said)


def restate_target(document: Document, indicator: str, before: Mapping[str, Any]) -> None:
    """Let the criteria and contents that speak of an indicator's target say the new one."""
    target = document["indicators"][indicator].get("target", {})
    for node in document.get("criteria", {}).values():
        if node.get("kind") == "target" and node.get("indicator") == indicator:
            old, new = _target_limit(node, before), _target_limit(node, target)
            if old and new:
                node["text"] = _restated(node["text"], old, new)
    old, new = _target_limit({}, before), _target_limit({}, target)
    for node in document.get("contents", {}).values():
        if old and new and indicator in node.get("indicators", ()):
            # a content may name several indicators: what is not clearly this one's stays
            node["text"] = _restated(node["text"], old, new, once=True)


class _Limit(NamedTuple):
    """What is asked for: `>` and `90%`; no comparison where it depends on a reading."""

    compare: Comparison | None
    amount: str


def _limit(document: Document, node: Mapping[str, Any]) -> _Limit | None:
    if node.get("kind") == "target":
        return _target_limit(node, value_at(document, f"indicators.{node['indicator']}.target"))
    if "percent" in node:
        return _Limit(_comparison(node.get("compare")), _percent(node["percent"]))
    return _Limit(_comparison(node.get("compare")), vietnamese.count(node["count"]))


def _target_limit(node: Mapping[str, Any], target: Mapping[str, Any] | None) -> _Limit | None:
    """Return what a criterion asks for that is held against a target; None where it has none."""
    if not target or target.get("percent") is None:
        return None
    compare = node.get("compare") or target.get("compare") or Comparison.AT_LEAST.value
    return _Limit(_comparison(compare), _percent(target["percent"]))


def _comparison(value: object) -> Comparison | None:
    return Comparison(value) if isinstance(value, str) else None


def _percent(value: object) -> str:
    return f"{shown(value, Typed.PERCENT)}%"


def _restated(text: str, old: _Limit, new: _Limit, *, once: bool = False) -> str:
    """Return `text` saying `new`; with `once`, only where it says `old` in one place alone."""
    if old.compare and new.compare:
        phrase = threshold_words(old.compare, old.amount)
        words = threshold_words(new.compare, new.amount)
        found = rf"{re.escape(phrase)}(?![\d.,])"
        said = len(re.findall(found, text))
        if said:
            return text if once and said > 1 else re.sub(found, lambda _: words, text)
    if old.amount == new.amount:
        return text
    ending = "%" if old.amount.endswith("%") else r"(?![\d.,%])"
    padded = rf"(?<![\d.,])(0?){re.escape(old.amount.removesuffix('%'))}{ending}"
    if once and len(re.findall(padded, text)) > 1:
        return text
    return re.sub(padded, lambda match: _padded(match[1], new.amount), text)


def _padded(zero: str, amount: str) -> str:
    return f"{zero}{amount}" if len(amount) == 1 else amount

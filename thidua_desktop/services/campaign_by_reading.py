"""Values of a campaign's document that depend on a reading: a table that names the reading.

`way = { reading = "late", proportional = "…", full-percent = "…" }`, as `importing/rules.py` reads
it. Such a table has a value for every way to read the rule, the first of them the default.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from thidua_desktop.services.campaign_fields import Document, put_at, value_at
from thidua_desktop.services.campaign_views import FieldView

BY_READING: Final = "@"
"""Ends a path that stands for whether a value depends on a reading; begins a choice of one."""
READING: Final = "reading"


def depend_on(document: Document, field: FieldView, key: str) -> None:
    """Let a value depend on a reading: the same for each way to read it, until it is changed.

    Where a way is called what the value may be, it is that: `points`, `relative`.
    """
    path = field.path.removesuffix(BY_READING)
    options = value_at(document, f"readings.{key}.options")
    base: Any
    if path.endswith(".ratios"):
        base = _ratios_taken(document, path)
    else:
        present = _default_value(document, value_at(document, path))
        base = field.value if present is None else present
    allowed = {value for _, value in field.choices}
    values = {one: one if one in allowed else deepcopy(base) for one in options}
    put_at(document, path, {READING: key, **values})


def depend_no_more(document: Document, path: str) -> None:
    """Let a value be the same for every way to read the rule: what the default gives."""
    value = value_at(document, path)
    if not is_by_reading(value):
        return
    base = _default_value(document, value)
    if path.endswith(".ratios"):
        put_ratios(document, path.removesuffix(".ratios"), base)
    else:
        put_at(document, path, base)


def _default_value(document: Document, value: Any) -> Any:
    if not is_by_reading(value):
        return value
    return value[next(iter(value_at(document, f"readings.{value[READING]}.options")))]


def is_by_reading(value: object) -> bool:
    """Say whether a value of a document depends on a reading."""
    return isinstance(value, Mapping) and READING in value


def _ratios_taken(document: Document, path: str) -> list[Any]:
    node = value_at(document, path.removesuffix(".ratios"))
    ratios = _default_value(document, node.get("ratios"))
    if ratios is not None:
        return list(ratios)
    return [{"part": node.pop("part"), "whole": node.pop("whole")}]


def put_ratios(document: Document, indicator: str, ratios: list[Any]) -> None:
    """Write the rates of an indicator: one as two counts, several as a list."""
    node = value_at(document, indicator)
    node.pop("ratios", None)
    if len(ratios) == 1:
        node.update(ratios[0])
    else:
        node.pop("part", None)
        node.pop("whole", None)
        node["ratios"] = ratios


def values_by_reading(document: Document, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path and the table of every value that depends on a reading."""
    yield from _by_reading("", document, key)


def _by_reading(path: str, node: Any, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if node.get(READING) == key:
            yield path, node
        for name, one in node.items():
            yield from _by_reading(f"{path}.{name}" if path else name, one, key)
    elif isinstance(node, list):
        for number, one in enumerate(node, 1):
            yield from _by_reading(f"{path}[{number}]", one, key)


def forget_reading(document: Document, key: str) -> None:
    """Take a reading out; what depends on it keeps what its default says."""
    for path, _ in list(values_by_reading(document, key)):
        depend_no_more(document, path)
    put_at(document, f"readings.{key}", None)


def forget_option(document: Document, key: str, option: str) -> None:
    """Take one way to read a rule out, with every value it gave."""
    for _, table in values_by_reading(document, key):
        table.pop(option, None)
    put_at(document, f"readings.{key}.options.{option}", None)

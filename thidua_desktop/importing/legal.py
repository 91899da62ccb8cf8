"""The law on commendation as data, from `resources/legal/`: read as strictly as a campaign."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

from thidua_desktop import assets
from thidua_desktop.domain.law import BaseSalary, Law, Multiple, Notice, Regime, Topic
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.importing import datafile
from thidua_desktop.importing.datafile import (
    Reader,
    Table,
    Value,
    by_kind,
    day,
    decimal,
    flag,
    items,
    keyed,
    name_of,
    one_of,
    some,
    table,
    text,
    whole,
)

FILE: Final = "legal/commendation.toml"
SCHEMA: Final = 1


@cache
def load_law() -> Law:
    """Return the law that ships, read once."""
    return parse_law(assets.resource(FILE).read_text("utf-8"), file=FILE)


def parse_law(document: str, *, file: str) -> Law:
    """Return the law a TOML document describes; DataFileError where it is wrong."""
    return table(_law)(datafile.parse(document, file))


def _law(node: Table) -> Law:
    node.only("schema round-up-to classes regimes salaries")
    schema = node.take("schema", lambda one: one)
    if schema.raw != SCHEMA:
        raise schema.refused(f"{SCHEMA}: phiên bản mẫu mà chương trình này đọc được")
    classes = node.take("classes", keyed(text))
    regimes = node.take("regimes", keyed(table(lambda one: _regime(one, classes))))
    salaries = node.take("salaries", keyed(table(_salary)))
    _check_order(node.value, "regimes", ((key, one.since) for key, one in regimes.items()))
    _check_order(node.value, "salaries", ((key, one.since) for key, one in salaries.items()))
    return Law(
        tuple(regimes.values()),
        tuple(salaries.values()),
        classes,
        node.take("round-up-to", whole(1)),
    )


def _regime(node: Table, classes: dict[str, str]) -> Regime:
    node.only("name since report bases forms one-award rates notices")
    return Regime(
        id=node.id,
        name=node.take("name", text),
        since=node.take("since", day),
        report=node.take("report", text),
        bases=node.take("bases", some(items(text))),
        forms=node.get("forms", by_kind(text), {}),
        one_award=node.take("one-award", text),
        rates=node.take("rates", _rates(classes)),
        notices=node.get("notices", items(table(_notice)), ()),
    )


def _notice(node: Table) -> Notice:
    node.only("for text since until")
    since, until = node.get("since", day, None), node.get("until", day, None)
    if since and until and until < since:
        raise node.value.at("until", until).refused(f"ngày không trước {since}")
    return Notice(node.take("for", one_of(Topic)), node.take("text", text), since, until)


def _rates(classes: dict[str, str]) -> Reader[dict[str, dict[Kind, Multiple]]]:
    known = name_of(classes, "loại khen thưởng")

    def read(value: Value) -> dict[str, dict[Kind, Multiple]]:
        found = keyed(by_kind(table(_multiple)))(value)
        for name in found:
            known(Value(value.file, f"{value.path}.{name}", name))
        return found

    return read


def _multiple(node: Table) -> Multiple:
    node.only("times source verified")
    return Multiple(
        node.take("times", decimal), node.take("source", text), node.take("verified", flag)
    )


def _salary(node: Table) -> BaseSalary:
    node.only("since amount source verified")
    return BaseSalary(
        since=node.take("since", day),
        amount=node.take("amount", whole(1)),
        source=node.take("source", text),
        verified=node.take("verified", flag),
    )


def _check_order(root: Value, key: str, days: Iterable[tuple[str, date]]) -> None:
    """Refuse what does not stand in the order of its days: the last one not after a day holds."""
    for (_, before), (name, after) in pairwise(days):
        if after <= before:
            place = Value(root.file, f"{key}.{name}.since", after)
            raise place.refused(f"ngày sau {before}: xếp theo thứ tự thời gian")

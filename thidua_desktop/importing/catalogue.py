"""The catalogue of measures (danh mục số liệu), from `resources/measures.toml`."""

from functools import cache
from pathlib import Path

from thidua_desktop import assets
from thidua_desktop.domain.measures import (
    Catalogue,
    Measure,
    MeasureUnit,
    PartRule,
    RateRule,
    SumRule,
)
from thidua_desktop.importing import datafile
from thidua_desktop.importing.datafile import (
    Table,
    Value,
    flag,
    items,
    keyed,
    name_of,
    one_of,
    some,
    text,
)

FILE = "measures.toml"


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Return the catalogue in `path`, or the one that ships, which is read once.

    Raises DataFileError where the file says something it may not, OSError where it is gone.
    """
    return _shipped() if path is None else parse_catalogue(path.read_text("utf-8"), file=path.name)


def parse_catalogue(document: str, *, file: str) -> Catalogue:
    """Return the catalogue a TOML document describes; DataFileError where it is wrong."""
    return datafile.table(_catalogue)(datafile.parse(document, file))


@cache
def _shipped() -> Catalogue:
    return parse_catalogue(assets.resource(FILE).read_text("utf-8"), file=FILE)


def _catalogue(node: Table) -> Catalogue:
    node.only("measures sums parts rates")
    measures = node.take("measures", keyed(datafile.table(_measure)))
    known = name_of(measures, "mã số liệu")

    def sum_rule(rule: Table) -> SumRule:
        rule.only("whole parts")
        return SumRule(rule.take("whole", known), rule.take("parts", some(items(known))))

    def part_rule(rule: Table) -> PartRule:
        rule.only("whole parts")
        return PartRule(rule.take("whole", known), rule.take("parts", some(items(known))))

    def rate_rule(rule: Table) -> RateRule:
        rule.only("id part whole less headings")
        return RateRule(
            rule.take("id", text),
            rule.take("part", some(items(known))),
            rule.take("whole", some(items(known))),
            rule.get("less", items(known), ()),
            rule.take("headings", some(items(_heading_path))),
        )

    return Catalogue(
        measures,
        node.get("sums", items(datafile.table(sum_rule)), ()),
        node.get("parts", items(datafile.table(part_rule)), ()),
        node.get("rates", items(datafile.table(rate_rule)), ()),
    )


def _measure(node: Table) -> Measure:
    node.only("name short unit noun headings cumulative")
    return Measure(
        id=node.id,
        name=node.take("name", text),
        short=node.take("short", text),
        unit=node.take("unit", one_of(MeasureUnit)),
        noun=node.get("noun", text, "hồ sơ"),
        headings=node.take("headings", some(items(_heading_path))),
        cumulative=node.get("cumulative", flag, True),
    )


def _heading_path(value: Value) -> tuple[str, ...]:
    return some(items(text))(value)

"""Taking parts out of a campaign's document, with all that only they gave a meaning."""

from collections.abc import Iterator

from thidua_desktop.services.campaign_by_reading import forget_option, forget_reading, put_ratios
from thidua_desktop.services.campaign_fields import Document, put_at, value_at
from thidua_desktop.services.campaign_parts import orders_of


def remove_part(document: Document, path: str) -> None:
    """Take a part out; criteria that nothing asks for any more go with it.

    A criterion nobody asked for before was written on purpose, and stays.
    """
    before = reached_criteria(document)
    _remove(document, path)
    for name in before - reached_criteria(document):
        document["criteria"].pop(name, None)


def _remove(document: Document, path: str) -> None:
    table, _, name = path.rpartition(".")
    if table == "readings":
        forget_reading(document, name)
        return
    if table.startswith("readings.") and table.endswith(".options"):
        forget_option(document, table.split(".")[1], name)
        return
    put_at(document, path, None)
    if table == "ranking.steps":
        for order in orders_of(document):
            if name in order:
                order.remove(name)
    elif table == "groups":
        _forget_group(document, name)
    elif table == "indicators":
        _forget_indicator(document, name)
    elif table.startswith("indicators.") and name.startswith("ratios["):
        _write_one_rate_plainly(document, table)


def _write_one_rate_plainly(document: Document, indicator: str) -> None:
    ratios = value_at(document, f"{indicator}.ratios")
    if len(ratios) == 1:
        put_ratios(document, indicator, ratios)


def _forget_group(document: Document, group: str) -> None:
    document["ranking"].get("criteria", {}).pop(group, None)
    for award in document.get("awards", {}).values():
        award.get("group-criteria", {}).pop(group, None)
    for indicator in document.get("indicators", {}).values():
        indicator.get("target", {}).get("groups", {}).pop(group, None)


def _forget_indicator(document: Document, indicator: str) -> None:
    """Show it nowhere any more; a rule that reads it stays, and is refused."""
    for content in document.get("contents", {}).values():
        if indicator in content.get("indicators", ()):
            content["indicators"].remove(indicator)
    columns = document["ranking"].get("columns", [])
    if indicator in columns:
        columns.remove(indicator)
    if not columns:
        document["ranking"].pop("columns", None)


def reached_criteria(document: Document) -> set[str]:
    """Return the ids of the criteria that some rule asks for."""
    every = document.get("criteria", {})
    found: set[str] = set()
    waiting = [name for name in _roots(document) if name in every]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        of = every[name].get("of", ())
        waiting += [one for one in ([of] if isinstance(of, str) else of) if one in every]
    return found


def _roots(document: Document) -> Iterator[str]:
    for group in document.get("groups", {}).values():
        yield group.get("considered", "")
    for prize in document.get("prizes", {}).values():
        yield prize.get("condition", "")
    for award in document.get("awards", {}).values():
        yield from award.get("criteria", {}).values()
        yield from award.get("group-criteria", {}).values()
    yield from document.get("ranking", {}).get("criteria", {}).values()

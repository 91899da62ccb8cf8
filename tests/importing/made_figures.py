"""Figures that fit together, and the ways people write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from thidua_desktop.importing.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@dataclass(frozen=True)
class Share:
    """A number shown with a % format."""

    value: float


@dataclass(frozen=True)
class Broken:
    """An error of a spreadsheet: `#REF!`."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula, with the result that is stored for it, if any."""

    text: str
    result: int | float | None = None


def part_of(chance: Random, whole: int) -> int:
    """Return a part of a whole; often all of it, sometimes none."""
    return chance.choice((whole, 0, *(chance.randint(0, whole) for _ in range(8))))


def figures(chance: Random) -> dict[str, int]:
    """Return one count of every measure, such that no check complains."""
    size = chance.choice((3, 40, 400, 4_000, 40_000))
    if chance.random() < 0.04:
        size = 0
    found = _received(chance, size)
    found |= _resolved(chance, found)
    found |= _digitised(chance, found)
    found["services_total"] = chance.randint(1, 180)
    found["services_active"] = part_of(chance, found["services_total"])
    found["eligible_total"] = part_of(chance, found["received_new"])
    found["eligible_online"] = part_of(chance, found["eligible_total"])
    found["rated_very_satisfied"] = chance.randint(0, size)
    found["rated_satisfied"] = chance.randint(0, size // 5)
    found["rated_dissatisfied"] = chance.randint(0, max(1, size // 90))
    found["rated_total"] = sum(found[f"rated_{one}"] for one in _RATINGS)
    for key in ("complaints", "news_items", "late_tasks", "corrected_tasks", "ideas"):
        found[key] = chance.randint(0, 12)
    return found


def _received(chance: Random, size: int) -> dict[str, int]:
    online = chance.randint(size // 3, size)
    direct = chance.randint(0, size // 2)
    postal = chance.randint(0, size // 9)
    carried = chance.randint(0, size // 8)
    new = online + direct + postal
    return {
        "received_online": online,
        "received_direct": direct,
        "received_postal": postal,
        "received_direct_postal": direct + postal,
        "received_new": new,
        "carried_over": carried,
        "received_total": new + carried,
        "on_system": new - chance.randint(0, new // 20),
        "synced": part_of(chance, new),
        "suspended": chance.randint(0, (new + carried) // 30),
    }


def _resolved(chance: Random, received: Mapping[str, int]) -> dict[str, int]:
    left = received["received_total"] - received["suspended"]
    pending = chance.randint(0, left // 6)
    overdue = chance.randint(0, pending // 4)
    whole = left - pending
    late = chance.randint(0, whole // 12)
    early = chance.randint(0, whole - late)
    online = part_of(chance, whole)
    online_late = min(chance.randint(0, late), online)
    online_early = chance.randint(0, online - online_late)
    fees = part_of(chance, whole)
    paid = part_of(chance, fees)
    fee, charge = 1_000 * chance.randint(0, 60 * fees), 5_000 * chance.randint(0, 9 * fees)
    return {
        "pending_total": pending,
        "pending_overdue": overdue,
        "pending_in_time": pending - overdue,
        "resolved_total": whole,
        "resolved_late": late,
        "resolved_early": early,
        "resolved_on_time": whole - late - early,
        "online_total": online,
        "online_late": online_late,
        "online_early": online_early,
        "online_on_time": online - online_late - online_early,
        "fee_total": fees,
        "paid_online": paid,
        "paid_direct": fees - paid,
        "money_fee": fee,
        "money_charge": charge,
        "money_total": fee + charge,
    }


def _digitised(chance: Random, found: Mapping[str, int]) -> dict[str, int]:
    parts = part_of(chance, found["received_total"])
    reused = part_of(chance, parts)
    results = part_of(chance, found["resolved_total"])
    return {
        "parts_digitised": parts,
        "parts_not_digitised": found["received_total"] - parts,
        "parts_reused": reused,
        "parts_reused_portal": part_of(chance, reused),
        "results_digitised": results,
        "results_not_digitised": found["resolved_total"] - results,
    }


_RATINGS = ("very_satisfied", "satisfied", "dissatisfied")


def rate(name: str, counts: Mapping[str, int], there: set[str]) -> Fraction | None:
    """Return a rate by the first rule whose measures are in the table; None where nothing arose."""
    for rule in CATALOGUE.rates:
        if rule.id == name and there.issuperset(rule.measures):
            part = sum(counts[one] for one in rule.part) - sum(counts[one] for one in rule.less)
            whole = sum(counts[one] for one in rule.whole)
            return Fraction(part, whole) if whole else None
    return None


def rounded(value: Fraction, digits: int) -> Decimal:
    """Return a percentage rounded half up."""
    scaled = value * 100 * 10**digits
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(
        -digits
    )


def printed(chance: Random, style: str, value: Fraction | None) -> object:
    """Return a rate as it is printed in one style."""
    if value is None:
        return chance.choice((None, "-", "", Broken("#DIV/0!"), "0,00%" if style == "text" else 0))
    two = f"{rounded(value, 2)}"
    exact = value.numerator / value.denominator
    styles: dict[str, object] = {
        "text": two.replace(".", ",") + chance.choice(("%", " %", "%")),
        "english": f"{two}%",
        "bare": two.replace(".", ","),
        "short": f"{rounded(value, 1)}".replace(".", ",") + "%",
        "number": float(rounded(value, 2)),
        "share": Share(exact),
        "rounded share": Share(float(rounded(value, 2) / 100)),
        "fraction": exact,
        "short fraction": float(rounded(value, 0) / 100),
    }
    return styles[style]


RATE_STYLES = (
    *("text", "english", "bare", "short"),
    *("number", "share", "rounded share", "fraction", "short fraction"),
)


def written(chance: Random, style: str, count: int) -> object:
    """Return a count as people write it."""
    dots = f"{count:,}".replace(",", ".")
    match style:
        case "text":
            return str(count)
        case "dots":
            return dots
        case "spaces":
            return dots.replace(".", "\u00a0")
        case "commas":
            return count if count % 1000 == 0 and count < 1_000_000 else f"{count:,}"
        case "padded":
            return chance.choice((f" {count}", f"{count} ", f"\u00a0{count}"))
        case "float":
            return float(count)
        case "mixed":
            return chance.choice((count, str(count), dots))
        case _:
            return count


COUNT_STYLES = (*["number"] * 8, "text", "dots", "spaces", "commas", "padded", "float", "mixed")
MISSING = (
    None,
    "-",
    "–",
    "—",
    "…",
    "...",
    "không có số liệu",
    "chưa có",
    "/",
    " ",
    "không phát sinh",
)

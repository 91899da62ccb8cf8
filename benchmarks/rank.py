"""Ranking 3,321 units by 12 indicators, and 10,000 units by 12 measures, every place explained.

Run from the project's folder: `python -m benchmarks.rank`. The first should take less than a
second, the second at most five times as long as one pass of Python over the same rows that sums
their rates as fractions. «Explained» is every sentence of «Vì sao?» of every unit.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import count

from benchmarks.timing import best
from thidua_desktop.domain.campaigns import Campaign
from thidua_desktop.domain.figures import Figure, FigureBook, Period, Source
from thidua_desktop.domain.ranking import Field, Ranking, rank
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.presets import parse_campaign

PROVINCE, LARGE = 3_321, 10_000
DAY = date(2023, 12, 31)
_DAYS = count()
SPAN = Period(date(2023, 6, 1), DAY)
RATES = (
    ("online_total", "resolved_total"),
    ("resolved_early", "resolved_total"),
    ("resolved_on_time", "resolved_total"),
    ("received_online", "received_total"),
    ("received_direct", "received_total"),
    ("synced", "received_total"),
    ("paid_online", "fee_total"),
    ("parts_digitised", "received_total"),
    ("results_digitised", "resolved_total"),
    ("services_active", "services_total"),
    ("rated_very_satisfied", "rated_total"),
    ("rated_satisfied", "rated_total"),
)
Pair = tuple[int, int]
FEWER = RATES[:9]
"""Rates made of 12 measures."""
HEAD = """
schema = 1
id = "do-toc-do"
name = "Đợt thi đua để đo tốc độ"
short = "Đo tốc độ"
theme = "Đo tốc độ"
start = 2023-06-01
end = 2023-12-31
subjects = "Các xã"
[office]
name = "UBND tỉnh Thử Nghiệm"
[groups.xa]
name = "Xã, phường, thị trấn"
short = "Xã"
"""


def indicators(rates: tuple[tuple[str, str], ...]) -> str:
    """Return the part of a campaign that names its rates."""
    return "".join(
        f'[indicators.r{n}]\nname = "Tỷ lệ {n}"\npart = ["{part}"]\nwhole = ["{whole}"]\n'
        f'target = {{ percent = "{40 + 3 * n}.5" }}\n'
        for n, (part, whole) in enumerate(rates)
    )


def by_targets(rates: tuple[tuple[str, str], ...]) -> Campaign:
    """Return a campaign that orders units by the targets they meet."""
    names = ", ".join(f'"r{n}"' for n in range(len(rates)))
    ranking = f"""
[ranking]
by = "targets"
cap = "1.2"
indicators = [{names}]
volume = ["received_total"]
"""
    return parse_campaign(HEAD + indicators(rates) + ranking, file="mục tiêu")


def by_points(rates: tuple[tuple[str, str], ...]) -> Campaign:
    """Return a campaign that orders units by points, with tie-breaks and a conditional prize."""
    names = [f'"r{n}"' for n in range(len(rates))]
    steps = "".join(
        f'[ranking.steps.r{n}]\nkind = "rate"\nname = "Điểm {n}"\nindicator = "r{n}"\n'
        f"scale = {5 + n}\n"
        for n in range(len(rates))
    )
    ranking = f"""
[ranking]
by = "points"
order = [{", ".join(names)}]
tie-breaks = [{{ better = "larger", measure = "received_total" }}]
{steps}
"""
    return parse_campaign(HEAD + indicators(rates) + ranking, file="điểm")


def field(units: int, rates: tuple[tuple[str, str], ...]) -> Field:
    """Return invented units with invented figures for every measure of the rates."""
    members = [Participant(Unit(SubjectId(n), f"Xã Số {n:05d}"), "xa") for n in range(1, units + 1)]
    found = figures([one.subject.id for one in members], rates)
    return Field(members, FigureBook(found), load_catalogue().names)


def figures(subjects: Sequence[SubjectId], rates: tuple[tuple[str, str], ...]) -> list[Figure]:
    """Return invented figures of each subject for every measure of the rates."""
    measures = list(dict.fromkeys(name for rate in rates for name in rate))
    wholes = {whole for _, whole in rates}
    source = Source("tong-hop.xlsx", "Tổng hợp", "C7")
    return [
        Figure(
            subject,
            name,
            SPAN,
            count=2_000 + number * place * 13 % 997
            if name in wholes
            else (number * place * 7) % 1_999,
            source=source,
        )
        for number, subject in enumerate(subjects)
        for place, name in enumerate(measures, 1)
    ]


def counts(data: Field, rates: tuple[tuple[str, str], ...], measures: int) -> list[list[Pair]]:
    """Return the bare counts of every unit over their wholes: what the reference pass adds up."""
    names = tuple(dict.fromkeys(name for rate in rates for name in rate))
    pairs = [*rates, *((name, "received_total") for name in names)][:measures]
    rows: list[list[Pair]] = []
    for member in data.participants:
        there = data.book.latest(member.subject.id, names, (SPAN.start,), DAY) or {}
        rows.append([(there[a].count or 0, there[b].count or 1) for a, b in pairs])
    return rows


def summed(rows: list[list[Pair]]) -> list[Fraction]:
    """Sum the rates of every row as fractions: one pass of Python."""
    return [sum((Fraction(a, b) for a, b in row), Fraction(0)) for row in rows]


def sentences(ranking: Ranking) -> Iterator[str]:
    """Return every sentence that explains a place."""
    for group in ranking.groups:
        for row in group.rows:
            yield from (one.why for one in row.lines)
            yield from (one.why for one in row.criteria)


def explained(campaign: Campaign, data: Field) -> list[str]:
    """Rank and explain every place."""
    return list(sentences(ranked(campaign, data)))


def ranked(campaign: Campaign, data: Field) -> Ranking:
    """Rank on a new day each time: what the book has measured for another day does not help."""
    return rank(campaign, data, DAY + timedelta(next(_DAYS)), {})


def main() -> None:
    """Print the times and the ratios."""
    province, large = field(PROVINCE, RATES), field(LARGE, FEWER)
    rows, large_rows = counts(province, RATES, 12), counts(large, FEWER, 12)
    works = {}
    for name, data, found, rates in (
        ("3,321 units × 12 indicators", province, rows, RATES),
        ("10,000 units × 12 measures", large, large_rows, FEWER),
    ):
        targets, points = by_targets(rates), by_points(rates)
        works |= {
            f"{name}: reference": lambda f=found: summed(f),
            f"{name}: ranked by targets": lambda c=targets, d=data: ranked(c, d),
            f"{name}: ranked by targets and explained": lambda c=targets, d=data: explained(c, d),
            f"{name}: ranked by points": lambda c=points, d=data: ranked(c, d),
            f"{name}: ranked by points and explained": lambda c=points, d=data: explained(c, d),
        }
    times = best(works)
    for name, taken in times.items():
        reference = times[f"{name.partition(':')[0]}: reference"]
        print(f"{name}: {taken:.3f} s, {taken / reference:.2f} of the reference")


if __name__ == "__main__":
    main()

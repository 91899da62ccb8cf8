"""Numbers with two senses: asked once for a whole column, with what each reading would make."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from thidua_desktop.domain.findings import Code, Finding, Severity
from thidua_desktop.importing.cells import DECIMALS, PERCENTS, READINGS, SHARES, THOUSANDS
from thidua_desktop.importing.plan import ImportPlan
from thidua_desktop.services.import_views import ImportChoices, ProblemView, ReadingChoice

CELL_BY_CELL: Final = "each"
"""The answer of a clerk who wants to type the number of each cell."""
_MOST_EXAMPLES: Final = 3
_NAMES: Final[Mapping[str, str]] = {
    DECIMALS: "Dấu là phần lẻ",
    THOUSANDS: "Dấu ngăn cách hàng nghìn",
    PERCENTS: "Số đã là phần trăm",
    SHARES: "Số là phần của 1 (1 = 100%)",
}
_LETTERS = re.compile(r"[A-Z]+")


def is_asked(finding: Finding, choices: ImportChoices) -> bool:
    """Say whether a finding is part of the question about its column."""
    if finding.code is not Code.AMBIGUOUS_NUMBER or not _senses(finding):
        return False
    return _column(finding) not in choices.readings


def columns_asked(plan: ImportPlan, choices: ImportChoices) -> tuple[ProblemView, ...]:
    """Return one question for every column with numbers that can be read in two ways."""
    columns: dict[str, list[Finding]] = defaultdict(list)
    for finding in plan.findings:
        if is_asked(finding, choices):
            columns[_column(finding)].append(finding)
    return tuple(_question(letter, found) for letter, found in columns.items())


def columns_settled(choices: ImportChoices) -> Iterator[ProblemView]:
    """Return the answers given, so that they can be taken back."""
    for letter, reading in sorted(choices.readings.items()):
        words = _NAMES.get(reading, "Nhập số của từng ô")
        yield _problem(letter, f"Cột {letter}: {words[:1].lower()}{words[1:]}", "", solved=True)


def _question(letter: str, findings: Sequence[Finding]) -> ProblemView:
    first, several = findings[0], len(findings) > 1
    names = [f"{one.place.cell} «{one.facts.get('found', '')}»" for one in findings]
    more = "…" if len(names) > _MOST_EXAMPLES else ""
    offered = tuple(
        ReadingChoice(key, _NAMES[key], _examples(findings, key)) for key in _senses(first)
    )
    return _problem(
        letter,
        f"Cột {letter}: {len(findings)} ô đọc được hai cách"
        if several
        else f"«{first.facts.get('found', '')}» đọc được hai cách",
        f"{first.facts.get('measure', '')}: {', '.join(names[:_MOST_EXAMPLES])}{more}. "
        "Trả lời một lần cho cả cột.",
        solved=False,
        first=first,
        readings=(*offered, ReadingChoice(CELL_BY_CELL, "Nhập số của từng ô", "")),
    )


def _examples(findings: Sequence[Finding], key: str) -> str:
    pairs = [
        f"{one.facts.get('found', '')} là {one.facts[key]}" for one in findings if key in one.facts
    ]
    return "; ".join(dict.fromkeys(pairs[:_MOST_EXAMPLES]))


def _problem(
    letter: str,
    title: str,
    text: str,
    *,
    solved: bool,
    first: Finding | None = None,
    readings: tuple[ReadingChoice, ...] = (),
) -> ProblemView:
    return ProblemView(
        Code.AMBIGUOUS_NUMBER.value,
        Severity.ERROR,
        first.place.cell if first else "",
        first.place.row if first else None,
        title,
        text,
        "reading",
        (),
        "",
        solved=solved,
        column=letter,
        readings=readings,
    )


def _column(finding: Finding) -> str:
    found = _LETTERS.match(finding.place.cell)
    return found[0] if found else ""


def _senses(finding: Finding) -> tuple[str, ...]:
    return tuple(key for key in READINGS if key in finding.facts)

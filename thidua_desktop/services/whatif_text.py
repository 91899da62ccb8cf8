"""A scenario beside the official ranking as text, as paper and as JSON; each marked MÔ PHỎNG."""

from collections.abc import Iterator
from typing import Any, Final

from thidua_desktop.documents.model import (
    Align,
    Column,
    Document,
    Paragraph,
    Run,
    TableBlock,
    Title,
)
from thidua_desktop.domain.vietnamese import day
from thidua_desktop.services.whatif_views import (
    NOT_OFFICIAL,
    SIMULATION,
    OutcomeGroup,
    OutcomeRow,
    Place,
    WhatIfView,
)

_HEADINGS: Final = (
    "Hạng hiện nay",
    f"Hạng {SIMULATION}",
    "Đơn vị, cá nhân",
    "Thay đổi",
    "{score} hiện nay",
    f"{{score}} {SIMULATION}",
    "Giải hiện nay",
    f"Giải {SIMULATION}",
)
_WIDTHS: Final = (9, 9, 34, 17, 11, 11, 17, 17, 34)
_FORMULA: Final = ("=", "+", "-", "@")
_RIGHT: Final = (0, 1, 4, 5)


def as_text(view: WhatIfView, name: str = "") -> str:
    """Return both rankings side by side, cells parted by tabs, for the clipboard and a console."""
    lines = [NOT_OFFICIAL, *_about(view, name), "", *_supposed(view), view.outcome, *view.notes]
    for group in view.groups:
        lines += ["", f"{SIMULATION} · {group.title}", "\t".join(_headings(group))]
        lines += ["\t".join(_pasted(cell) for cell in _cells(row, group)) for row in group.rows]
    return "\n".join([*lines, "", NOT_OFFICIAL])


def _about(view: WhatIfView, name: str) -> list[str]:
    named = [f"Phương án: {name}"] if name else []
    return [view.official.title, *named, view.official.period_text]


def _supposed(view: WhatIfView) -> list[str]:
    if not view.changes:
        return ["Chưa giả định gì."]
    # Numbers and not dashes: pasted into a table, a line beginning with «-» would be a formula.
    return ["Nếu:", *(f"{place}. {one}" for place, one in enumerate(view.changes, 1))]


def _headings(group: OutcomeGroup) -> tuple[str, ...]:
    awards = ("Khen thưởng",) if _has_awards(group) else ()
    return (*(one.format(score=group.score_title or "Kết quả") for one in _HEADINGS), *awards)


def _has_awards(group: OutcomeGroup) -> bool:
    return any(row.awards for row in group.rows)


def _cells(row: OutcomeRow, group: OutcomeGroup) -> tuple[str, ...]:
    ranks = (_rank(row.before), _rank(row.after))
    scores = (row.before.score or "–", row.after.score or "–")
    prizes = (row.before.prize_name, row.after.prize_name)
    said = "; ".join(f"{one.award}: {one.before} → {one.after}" for one in row.awards)
    awards = (said,) if _has_awards(group) else ()
    return (*ranks, row.full_name, row.long_words, *scores, *prizes, *awards)


def _pasted(cell: str) -> str:
    """Return a cell that stays text when it is pasted into a table."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rank(place: Place) -> str:
    return "–" if place.rank is None else str(place.rank)


# --- on paper ---


def simulation_document(view: WhatIfView, name: str = "") -> Document:
    """Compose both rankings side by side; every page says that it is a simulation."""
    campaign, period = view.official.title, view.official.period_text
    about = f"{period}, tính đến ngày {day(view.official.ranking.as_of)}"
    said = [*view.changes]
    paragraphs = [
        _line(NOT_OFFICIAL, bold=True),
        *([_line(f"Phương án: {name}")] if name else []),
        _line("Nếu:" if said else "Chưa giả định gì.", bold=True),
        *(_line(f"– {one};") for one in said),
        _line(view.outcome, bold=True),
        *(_line(one) for one in view.notes),
    ]
    return Document(
        f"{SIMULATION}: {campaign}",
        (
            Title(SIMULATION, ("Xếp hạng hiện nay và xếp hạng giả định", campaign), about),
            *paragraphs,
            *_tables(view),
        ),
        landscape=True,
        dense=True,
        footer=NOT_OFFICIAL,
        watermark=SIMULATION,
    )


def _line(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph((Run(text, bold=bold),), Align.LEFT, indent=False)


def _tables(view: WhatIfView) -> Iterator[Paragraph | TableBlock]:
    for group in view.groups:
        yield _line(f"{SIMULATION} · {group.title}", bold=True)
        columns = tuple(
            Column(title, width, Align.RIGHT if place in _RIGHT else Align.LEFT)
            for place, (title, width) in enumerate(zip(_headings(group), _WIDTHS, strict=False))
        )
        yield TableBlock(columns, tuple(_cells(row, group) for row in group.rows))


# --- as JSON ---


def whatif_json(view: WhatIfView) -> dict[str, Any]:
    """Return a scenario beside the official ranking as `thidua whatif --json` prints it."""
    ranking = view.official.ranking
    return {
        "label": SIMULATION,
        "campaign": ranking.campaign.id,
        "as_of": ranking.as_of.isoformat(),
        "period": ranking.period,
        "supposed": list(view.changes),
        "summary": view.summary,
        "notes": list(view.notes),
        "money_before": view.money_before,
        "money_after": view.money_after,
        "groups": [
            {
                "id": group.id,
                "name": group.title,
                "rows": [_row_json(row) for row in group.rows],
            }
            for group in view.groups
        ],
    }


def _row_json(row: OutcomeRow) -> dict[str, Any]:
    return {
        "unit": row.full_name,
        "change": row.change.value,
        "rank_before": row.before.rank,
        "rank_after": row.after.rank,
        "score_before": row.before.score or None,
        "score_after": row.after.score or None,
        "prize_before": row.before.prize_name or None,
        "prize_after": row.after.prize_name or None,
        "awards": [
            {"award": one.award, "before": one.before, "after": one.after} for one in row.awards
        ],
    }

"""Where one number came from: file, sheet, cell, who and when, and what stood there before."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, Source
from thidua_desktop.services.doubts import Earlier

MISSING_WORD: Final = "chưa có"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one number came from, for the card beside its cell."""

    value: str
    noun: str
    subject: str
    lines: tuple[tuple[str, str], ...]
    import_id: int | None


def value_text(figure: Figure) -> str:
    """Return a figure as the grid shows it."""
    if figure.count is not None:
        return vietnamese.count(figure.count)
    if figure.percent is not None:
        return vietnamese.threshold_percent(Fraction(figure.percent) / vietnamese.PERCENT)
    return MISSING_WORD


def provenance_lines(
    figure: Figure | None, figures: Iterable[Figure], doubt: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return what the card beside a cell says; `figures` are all that are stored."""
    lines: list[tuple[str, str]] = []
    if figure is None:
        return (("Nguồn", "chưa có đơn vị nào báo cáo số này"),)
    source = figure.source
    if figure.by_hand or not source.file:
        lines.append(("Nguồn", "nhập tay"))
    else:
        lines += [("Tệp", source.file), ("Vị trí", _place(source))]
    if figure.missing is not None:
        stood = f"«{figure.missing}»" if figure.missing else "ô trống"
        lines.append(("Trong tệp", f"{stood}, không tính là 0"))
    if source.at:
        local = source.at.astimezone()
        lines.append(("Nhập lúc", f"{local:%H:%M} ngày {vietnamese.day(local.date())}"))
    if source.by:
        lines.append(("Người nhập", source.by))
    before = Earlier(figures).before(figure)
    if before is not None and before.period is not None:
        until = vietnamese.short_day(before.period.end)
        lines.append(("Trước đó", f"{value_text(before)} (lũy kế đến {until})"))
    if doubt:
        lines.append(("Cần xem lại", doubt))
    return tuple(lines)


def _place(source: Source) -> str:
    """Say where in its file a figure stands; text files and web pages have no sheets."""
    sheet = f"trang «{source.sheet}», " if source.sheet else ""
    return f"{sheet}ô {source.cell}"

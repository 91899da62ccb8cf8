"""The header of a table: which rows it is, what each column is called, what stands above.

A header is found by who the table is about: the row that names units or people.
"""

from collections.abc import Iterator, Mapping

from thidua_desktop.domain.measures import Catalogue
from thidua_desktop.domain.vietnamese import fold, nfc
from thidua_desktop.importing import columns as columns_of
from thidua_desktop.importing.book import Cell, CellKind, Sheet
from thidua_desktop.importing.cells import is_numeric, shown
from thidua_desktop.importing.columns import ROLES, STT, UNIT
from thidua_desktop.importing.headingwords import assigns
from thidua_desktop.importing.rows import OUTLINE, is_numbering

_SEARCHED_ROWS = 60
_MAX_HEADER = 4
_MAX_ABOVE = 2

Path = tuple[str, ...]


def find_header(sheet: Sheet, catalogue: Catalogue) -> tuple[int, int] | None:
    """Return the first and the last row of the header that says most; None if there is none."""
    best: tuple[float, tuple[int, int]] | None = None
    for header in candidates(sheet):
        score = header_score(sheet, catalogue, header)
        if score and (best is None or score > best[0]):
            best = score, header
    return best[1] if best else None


def candidates(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield where a header could be: rows that name who the table is about, and around them."""
    top_rows = sorted(sheet.rows)[:_SEARCHED_ROWS]
    for top in top_rows:
        texts = {c: one.text for c, one in sheet.rows[top].items() if one.kind is CellKind.TEXT}
        roles = {columns_of.role_of((nfc(text),)) for text in texts.values()}
        if UNIT not in roles or not _may_head(sheet.rows[top]):
            continue
        bottom = _bottom(sheet, top)
        yield top, bottom
        for above in range(1, _MAX_ABOVE + 1):
            if top - above in sheet.rows and bottom - top + above < _MAX_HEADER:
                if _is_title(sheet.rows[top - above], sheet.rows[top]):
                    break
                yield top - above, bottom


def _is_title(above: Mapping[int, Cell], heads: Mapping[int, Cell]) -> bool:
    """Say whether one text alone stands over all columns: it names the table, not some of them."""
    who = [c for c, one in heads.items() if columns_of.role_of((nfc(shown(one)),)) == UNIT]
    return len(above) == 1 and min(above) <= min(who)


def _may_head(cells: Mapping[int, Cell]) -> bool:
    """Say whether a row can be a header: several words, no group's number, few figures."""
    texts = [nfc(shown(one)) for one in cells.values()]
    words = sum(sum(map(str.isalpha, one)) > 1 and not one.startswith("#") for one in texts)
    figures = sum(is_numeric(one) for one in cells.values())
    return words > 1 and 2 * figures <= len(texts) and not any(map(OUTLINE.fullmatch, texts))


def _bottom(sheet: Sheet, top: int) -> int:
    """Return the last header row: as deep as its merges, or as long as rows only name columns."""
    bottom = top
    for _ in range(_MAX_HEADER):
        merged = [one.bottom for one in sheet.merges if top <= one.top <= bottom < one.bottom]
        deeper = min([*merged, top + _MAX_HEADER - 1]) if merged else bottom
        if deeper == bottom:
            break
        bottom = deeper
    while bottom - top + 1 < _MAX_HEADER and _continues(sheet, top, bottom):
        bottom += 1
    return bottom


def _continues(sheet: Sheet, top: int, bottom: int) -> bool:
    """Say whether the row under `bottom` still names columns: texts only, none for whom."""
    below = sheet.rows.get(bottom + 1, {})
    if len(below) < 2 or is_numbering(below):  # noqa: PLR2004 - one cell is a group, not a header
        return False
    if any(one.kind is not CellKind.TEXT for one in below.values()):
        return False
    figures = [nfc(shown(one)) for _, one in sorted(below.items()) if is_numeric(one)]
    if figures and not _number_columns(figures, len(below)):
        return False
    return not any(
        columns_of.role_of((nfc(one.text),)) in {STT, UNIT}
        for row in range(top, bottom + 1)
        for column, one in sheet.rows.get(row, {}).items()
        if column in below
    )


def _number_columns(figures: list[str], whole: int) -> bool:
    """Say whether figures among headings are headings too: «1», «2», «3» of nine criteria."""
    small = all(one.isdecimal() and len(one) <= 2 for one in figures)  # noqa: PLR2004 - to 99
    return small and whole - len(figures) > 1 and figures == sorted(set(figures), key=int)


def header_score(sheet: Sheet, catalogue: Catalogue, header: tuple[int, int]) -> float:
    """Return how much a header says: its measures, then its roles; deeper ones a little less."""
    paths = paths_of(sheet, header)
    are_targets = assigns(titles_above(sheet, header[0]))
    found = columns_of.meanings(paths, catalogue, are_targets=are_targets).values()
    measures = sum(key not in ROLES for key in found)
    if UNIT not in found:
        return 0
    if not measures:
        return float(STT in found and columns_of.is_doubtful(paths, catalogue))
    return 10 * measures + 2 * len(set(found) & set(ROLES)) - 0.1 * (header[1] - header[0])


def paths_of(sheet: Sheet, header: tuple[int, int]) -> dict[int, Path]:
    """Return the headings of every column, outermost first, merges and blanks filled."""
    top, bottom = header
    grid = {row: _filled(sheet, row, header) for row in range(top, bottom + 1)}
    for row in range(top, bottom):
        _spread(grid, row, bottom)
    columns = sorted({column for texts in grid.values() for column in texts})
    paths: dict[int, Path] = {}
    for column in columns:
        path: list[str] = []
        for row in range(top, bottom + 1):
            text = grid[row].get(column, "")
            if text and path[-1:] != [text]:
                path.append(text)
        if path:
            paths[column] = tuple(path)
    beside = _beside(sheet, bottom, paths)
    return {column: path for column, path in paths.items() if column < beside}


def _beside(sheet: Sheet, below: int, paths: Mapping[int, Path]) -> int:
    """Return where another table begins at the right: its rows are about others.

    A list that only names the same bodies again, to be read more easily, is no other table.
    """
    roles = {column: columns_of.role_of(path) for column, path in paths.items()}
    first, *others = [c for c in sorted(paths) if roles[c] == UNIT] or [0]
    for column in others:
        numbered = roles.get(column - 1) == STT
        same_head = fold(paths[column][-1]) == fold(paths[first][-1])
        if (numbered or same_head) and any(
            fold(shown(cells.get(first))) != fold(shown(cells.get(column)))
            for row, cells in sheet.rows.items()
            if row > below and column in cells
        ):
            return column - numbered
    return max(paths, default=0) + 1


def _filled(sheet: Sheet, row: int, header: tuple[int, int]) -> dict[int, str]:
    texts = {c: _heading(one) for c, one in sheet.rows.get(row, {}).items()}
    for merge in sheet.merges:
        if not (merge.top <= row <= merge.bottom) or merge.top < header[0]:
            continue
        corner = sheet.cell(merge.top, merge.left)
        if corner is not None:
            for column in range(merge.left, merge.right + 1):
                texts[column] = _heading(corner)
    return texts


def _heading(cell: Cell) -> str:
    return nfc(shown(cell))


def _spread(grid: dict[int, dict[int, str]], row: int, bottom: int) -> None:
    """Let a heading stand over the blanks to its right that have headings of their own below.

    For tables without merged cells; a heading with nothing below it covers only its own column.
    """
    below = {c for lower in range(row + 1, bottom + 1) for c in grid[lower]}
    texts = grid[row]
    current = ""
    for column in range(min([*texts, *below]), max([*texts, *below]) + 1):
        if column in texts:
            current = texts[column] if column in below else ""
        elif column in below and current:
            texts[column] = current
        elif column not in below:
            current = ""


def titles_above(sheet: Sheet, top: int) -> tuple[str, ...]:
    """Return the texts that stand above row `top`, and before the table on its page."""
    return tuple(map(nfc, sheet.before)) + tuple(
        text
        for row in sorted(sheet.rows)
        if row < top
        for _, cell in sorted(sheet.rows[row].items())
        if cell.kind is CellKind.TEXT and (text := nfc(cell.text))
    )

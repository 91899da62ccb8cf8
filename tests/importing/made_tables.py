"""Tables made at random as offices make them, with what an importer must find in them.

Every table is made from a seed, so that a failure can be made again. `Truth` holds what the maker
knows; nothing of it comes from the importer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from importing.campaigns_of_tables import GROUPS
from importing.made_figures import (
    COUNT_STYLES,
    MISSING,
    RATE_STYLES,
    Broken,
    Formula,
    Share,
    figures,
    printed,
    rate,
    written,
)
from importing.made_heads import ROMAN, Grid, Heads, Leaf, Truth
from importing.made_layouts import CAMPAIGNS, LAYOUTS
from importing.made_names import made_members, typed

from thidua_desktop.domain.subjects import Participant, Person
from thidua_desktop.importing.book import letter_of

Values = dict[str, object]

_BAD_TEXTS = {
    "not-a-number": ("khoảng 200", "1O5", "1.23.4", "abc", "12 hồ sơ", "12/15", "x"),
    "not-a-whole-number": ("412,5", "1.234,5"),
    "negative-count": ("-5", "(12)", "−7"),
    "error-value": ("#REF!", "#VALUE!", "#N/A", "#####"),
    "date-instead-of-number": ("01/02/2023", "1-2-2023"),
    "unknown-unit": ("Cơ quan không có trong danh sách", "Tổ công tác số 5"),
}
_BAD_CELLS = _BAD_TEXTS | {
    "no-cached-value": (Formula("=A1+B1"),),
    "date-instead-of-number": (date(2023, 2, 1), "15/9/2023"),
    "error-value": (Broken("#REF!"), Broken("#NAME?"), Broken("#DIV/0!"), "#REF!"),
    "negative-count": (-5, -12.0, "(12)"),
    "not-a-whole-number": (12.5, 1.234, "412,5"),
}


@dataclass
class Made:
    """A made table: its sheets, who takes part, and the truth."""

    layout: str
    campaign: str
    members: list[Participant]
    sheets: list[Grid]
    truth: Truth


def make(seed: int, layout: str | None = None, *, plain: bool = False) -> Made:
    """Make the table of a seed. `plain`: nothing that a text file could not hold."""
    chance = Random(seed)  # noqa: S311 - tables that can be made again
    chosen = layout or chance.choice(sorted(LAYOUTS))
    return Maker(chance, chosen, plain=plain).make()


class Maker(Heads):
    """Makes one table, from top to bottom."""

    def __init__(self, chance: Random, layout: str, *, plain: bool) -> None:
        super().__init__(chance, layout, plain=plain)
        self.members = made_members(chance, CAMPAIGNS[layout])
        self.there = {one.means for one in self.leaves if one.is_count}
        self.group_rows: list[Values] = []
        self.all_rows: list[Values] = []
        self.count_style = {one.means: chance.choice(COUNT_STYLES) for one in self.leaves}
        self.rate_style = chance.choice(RATE_STYLES[:4] if plain else RATE_STYLES)
        self.bad_left = chance.choice((0, 0, 0, 1, 2, 3))
        self.nests = chance.random() < 0.15 and not plain
        """Groups numbered 1, 2 and their units 1.1, 1.2, kept as the floats Excel makes of them."""

    def make(self) -> Made:
        self.titles()
        self.headings()
        self._body()
        self._below()
        campaign = CAMPAIGNS[self.layout]
        return Made(self.layout, campaign, self.members, self._sheets(), self.truth)

    # --- rows ---

    def _body(self) -> None:
        chance = self.chance
        groups = list(dict.fromkeys(one.group for one in self.members))
        grouped = len(groups) > 1 and chance.random() < 0.8
        self.nests = self.nests and grouped and self.leaves[0].key == "stt" and self.layout != "P"
        sub = chance.choice(("", "", "below", "heading")) if grouped else ""
        sub = "heading" if self.nests else sub
        total = "below" if sub == "heading" else chance.choice(("", "below", "below", "above"))
        top = self.row
        self.row += total == "above"
        number, restarts = 0, chance.random() < 0.5
        for index, group in enumerate(groups if grouped else [""]):
            number = 0 if restarts else number
            number = self._block(group, index, number, sub)
        if total:
            words = ("TỔNG CỘNG", "Tổng cộng", "Tổng số", "Tổng cộng:", "Tổng", "Cộng")
            below = (*words, "TỔNG CỘNG (I+II)", "Tổng toàn huyện")
            word = chance.choice((*words, "Toàn tỉnh") if total == "above" else below)
            self._total(top if total == "above" else self.row, word, self.all_rows)
            self.row += total == "below"

    def _block(self, group: str, index: int, number: int, sub: str) -> int:
        """Make one group, or all rows where there are none; return the last number given."""
        members = [one for one in self.members if group in {"", one.group}]
        heading = self.row
        if group:
            self.row += 1
        else:
            self.chance.shuffle(members)
        self.group_rows = []
        for position, member in enumerate(members):
            number += 1
            nested = float(f"{index + 1}.{position + 1}")
            if nested * 10 % 1 == 0 and position > 8:
                nested = float(f"{index + 1}.{position + 1}1")
            self._data(member, number, nested if self.nests else number)
            if position < len(members) - 1 and self.chance.random() < 0.06:
                self._between()
        if group:
            self._group(heading, index, group, subtotal=sub == "heading")
        if sub == "below":
            word = self.chance.choice(
                ("Cộng", "Tổng", "Tổng cộng", "CỘNG", f"Cộng ({ROMAN[index]})")
            )
            self._total(self.row, word, self.group_rows)
            self.row += 1
        return number

    def _between(self) -> None:
        """Put something between two rows: a blank, the header again, a part of the row above."""
        chance = self.chance
        if chance.random() < 0.4:
            self.skip("blank")
        elif chance.random() < 0.6:
            for row in range(self.header[0], self.header[1] + 1):
                for column in range(self.left, self.left + len(self.leaves)):
                    self.grid.put(self.row, column, self.grid.cells.get((row, column)))
                self.skip("header")
        elif not self.nests:
            for text in ("Trong đó:", "- Hồ sơ đất đai", "- Hồ sơ khác")[: chance.choice((1, 3))]:
                self.grid.put(self.row, self.column("unit"), text)
                for _, column in self.counted() if not text.endswith(":") else ():
                    self.grid.put(self.row, column, chance.randint(0, 3))
                self.skip("detail")

    def _group(self, row: int, index: int, group: str, *, subtotal: bool) -> None:
        chance = self.chance
        named = next(one for one in GROUPS[CAMPAIGNS[self.layout]] if one.id == group)
        name = chance.choice((named.name, named.name.upper(), *named.aliases))
        style = chance.choice(("roman", "letter", "merged", "bare"))
        unit = self.column("unit")
        if self.nests:
            self.grid.put(row, self.left, index + 1)
        elif style in {"roman", "letter"} and self.leaves[0].key == "stt":
            self.grid.put(row, self.left, ROMAN[index] if style == "roman" else "ABC"[index])
        if style == "merged" and not subtotal and unit == self.left + 1:
            self.grid.put(row, self.left, name)
            self.merge(row, self.left, row, self.left + len(self.leaves) - 1)
        else:
            self.grid.put(row, unit, name)
        if subtotal:
            self._sums(row, self.group_rows)
        sums = subtotal and self.layout != "P"
        self.truth.skipped[row] = "group with subtotals" if sums else "group"

    def _total(self, row: int, word: str, rows: list[Values]) -> None:
        unit = self.column("unit")
        column = self.chance.choice((self.left, unit))
        self.grid.put(row, column, word)
        if column == self.left and unit > self.left and self.chance.random() < 0.6:
            self.merge(row, self.left, row, unit)
        self._sums(row, rows)
        self.truth.skipped[row] = "total"

    def _sums(self, row: int, rows: list[Values]) -> None:
        sums: dict[str, int] = {}
        for leaf, column in self.counted():
            if leaf.means.startswith("target"):
                continue
            stated = sum(one.get(leaf.means) or 0 for one in rows)
            readable = not any("?" in one for one in self.all_rows)
            if rows and readable and leaf.key == leaf.means and self.chance.random() < 0.01:
                stated += 1
                self.truth.findings.add(("total-mismatch", f"{letter_of(column)}{row}"))
            sums[leaf.means] = stated
            formula = Formula(f"=SUM({letter_of(column)}1:{letter_of(column)}{row - 1})", stated)
            is_formula = not self.plain and self.chance.random() < 0.3
            self.grid.put(row, column, formula if is_formula else stated)
        for column, leaf in enumerate(self.leaves, self.left):
            if leaf.means.startswith("%"):
                share = rate(leaf.means[1:], sums, self.there) if sums else None
                self.grid.put(row, column, printed(self.chance, self.rate_style, share))

    def _data(self, member: Participant, number: int, shown: float) -> None:
        chance, row = self.chance, self.row
        counts = figures(chance)
        values: Values = {}
        reported = chance.random() > 0.03
        for column, leaf in enumerate(self.leaves, self.left):
            if leaf.is_count and not leaf.means.startswith("target"):
                missing = not reported or chance.random() < 0.02
                values[leaf.means] = None if missing else counts[leaf.means]
                said = chance.choice(MISSING) if reported else None
                cell = said if missing else self._written(leaf, counts[leaf.means])
            elif leaf.means.startswith("target"):
                cell, values[leaf.means] = self._target()
            elif leaf.means.startswith("%"):
                value = rate(leaf.means[1:], counts, self.there) if self.layout != "F" else None
                cell = printed(chance, self.rate_style, value)
            else:
                cell = self._other(leaf, member, number, shown)
            self.grid.put(row, column, cell)
        bad, spoilt = ("", "")
        if self.bad_left and chance.random() < 0.15:
            bad, spoilt = self._spoil(row)
        if bad:
            self.bad_left -= 1
            self.truth.excluded[row] = bad
            values["?"] = {spoilt}
        else:
            self.truth.rows[row] = member, values
        self.group_rows.append(values)
        self.all_rows.append(values)
        self.row += 1

    def _written(self, leaf: Leaf, count: int) -> object:
        style = self.count_style[leaf.means]
        if self.plain and style in {"number", "float"}:
            style = "text"
        return written(self.chance, style, count)

    def _target(self) -> tuple[object, str]:
        tenths = self.chance.randint(20, 999)
        whole, rest = divmod(tenths, 10)
        said = f"{whole},{rest}" if rest else f"{whole}"
        value: object = self.chance.choice(
            (f"{said}%", f"{said} %", said.replace(",", ".") + "%", said)
        )
        if not self.plain and self.chance.random() < 0.4:
            value = self.chance.choice((Share(tenths / 1000), tenths / 10))
        return value, f"{whole}.{rest}" if rest else f"{whole}"

    def _other(self, leaf: Leaf, member: Participant, number: int, shown: float) -> object:
        chance, subject = self.chance, member.subject
        match leaf.means:
            case "stt":
                return str(shown) if self.plain else shown
            case "unit":
                return typed(chance, subject.name, person=isinstance(subject, Person))
            case "office":
                return subject.office
            case "code":
                return f"000.{number:02d}.00.H37"
            case "birth":
                return date(1980, 1, 1) + timedelta(days=number * 97)
        says = {
            "note": (None, None, None, "Đã đối chiếu", "Số liệu tạm tính", "x"),
            "-": (None, number, f"0205.{number:03d}.118", "Tốt", "8,5"),
        }
        return chance.choice(says.get(leaf.means, (None, "x")))

    def _spoil(self, row: int) -> tuple[str, str]:
        """Make one cell of a row wrong; return the code of the finding and the measure."""
        counted = [one for one in self.counted() if not one[0].key.startswith("~")]
        kinds = _BAD_TEXTS if self.plain else _BAD_CELLS
        code = self.chance.choice(sorted(kinds))
        if not counted or self.layout == "P":
            return "", ""
        leaf, column = self.chance.choice(counted)
        if code == "unknown-unit":
            leaf, column = Leaf((), ""), self.column("unit")
        self.grid.cells[row, column] = self.chance.choice(kinds[code])
        self.truth.findings.add((code, f"{letter_of(column)}{row}"))
        return code, leaf.means

    # --- below ---

    def _below(self) -> None:
        chance = self.chance
        for _ in range(chance.choice((0, 0, 1, 2))):
            self.skip("blank")
        if chance.random() < 0.4:
            notes = (
                "Ghi chú: Số liệu trích từ Hệ thống",
                "(*) Không tính hồ sơ chứng thực",
                "Nguồn: Cổng DVCQG",
                "* Tỷ lệ = trực tuyến / tổng số",
                "Lưu ý: số liệu tạm tính đến 15/12/2023",
            )
            self.grid.put(self.row, self.left, chance.choice(notes))
            self.skip("note")
        if chance.random() < 0.6:
            self._signatures(self.left + max(2, len(self.leaves) - 3))
        for _ in range(0 if self.plain else chance.choice((0, 0, 0, 2))):
            self.grid.hidden_rows.add(chance.randint(1, self.row))

    def _signatures(self, far: int) -> None:
        signed = ("Lạng Sơn, ngày 05 tháng 12 năm 2023", "Núi Thành, ngày     tháng 12 năm 2023")
        self.grid.put(self.row, far, self.chance.choice(signed))
        self.skip("signature")
        for left, right in (
            ("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
            ("(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)"),
            ("", ""),
            ("Nguyễn Văn An", "Trần Thị Bình"),
        ):
            self.grid.put(self.row, self.left + 1, left)
            self.grid.put(self.row, far, right)
            self.skip("signature" if left else "blank")

    def _sheets(self) -> list[Grid]:
        sheets = [self.grid]
        if self.plain or self.chance.random() < 0.6:
            return sheets
        detail = Grid(self.chance.choice(("Chi tiết", "Data", "DS hồ sơ", "Sheet3", "Chi_tiet")))
        heads = ("STT", "Mã hồ sơ", "Người nộp", "Ngày nộp", "Số điện thoại", "Đơn vị", "Lệ phí")
        for column, text in enumerate(heads, 1):
            detail.put(1, column, text)
        for row in range(2, 40):
            who = self.chance.choice(self.members).subject.name
            code, fee = f"H37.{row:05d}", 5000 * row
            cells = (row - 1, code, "Lê Văn Tám", date(2023, 5, 3), "0912345678", who, fee)
            for column, value in enumerate(cells, 1):
                detail.put(row, column, value)
        sheets.insert(self.chance.choice((0, 1)), detail)
        if self.chance.random() < 0.3:
            old = Grid("Năm trước", dict(self.grid.cells), list(self.grid.merges), is_hidden=True)
            sheets.insert(0, old)
        return sheets

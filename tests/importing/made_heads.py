"""What stands above the rows of a made table: titles, the period in words, headings, numbering."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from importing.made_layouts import LAYOUTS, STT_WORDS

from thidua_desktop.domain.subjects import Participant
from thidua_desktop.importing.book import letter_of

ROMAN = ("I", "II", "III", "IV", "V")
ROLES = {"stt", "unit", "office", "code", "note", "birth", "ok", "not_ok"}


@dataclass
class Leaf:
    """One column: its headings and what it means; `~` before a meaning: it may stay unknown."""

    path: tuple[str, ...]
    key: str

    @property
    def means(self) -> str:
        return self.key.lstrip("~")

    @property
    def is_count(self) -> bool:
        return self.means not in ROLES and self.means != "-" and not self.means.startswith("%")


@dataclass
class Grid:
    """A sheet as it is made: cells from (1, 1), merged ranges, hidden rows."""

    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    is_hidden: bool = False

    def put(self, row: int, column: int, value: object) -> None:
        if value is not None and value != "":
            self.cells[row, column] = value


@dataclass
class Truth:
    """What must be found: figures by row, rows left out and why, rows that are no data."""

    rows: dict[int, tuple[Participant, dict[str, object]]] = field(default_factory=dict)
    excluded: dict[int, str] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)
    findings: set[tuple[str, str]] = field(default_factory=set)
    columns: dict[str, str] = field(default_factory=dict)
    maybe: dict[str, str] = field(default_factory=dict)
    period: tuple[date | None, date] | None = None


class Heads:
    """The upper part of one sheet; `row` is the next free row, `left` the table's first column."""

    def __init__(self, chance: Random, layout: str, *, plain: bool) -> None:
        self.chance = chance
        self.layout = layout
        self.plain = plain
        self.leaves = self._leaves()
        names = ("Sheet1", "Tổng hợp", "Bieu 1", "Tháng 11", "TH", "Sheet 2", "II.06a", "Biểu 2")
        self.grid = Grid(chance.choice(names))
        self.truth = Truth()
        self.left = chance.choice((1, 1, 1, 2, 3))
        self.row = 1
        self.header = (0, 0)

    def _say(self, words: str) -> str:
        text = self.chance.choice(words.split("|"))
        match self.chance.randrange(14):
            case 0:
                return text.upper()
            case 1:
                return text.replace("hồ sơ", "HS").replace("Hồ sơ", "HS")
            case 2:
                at = text.find(" ", len(text) // 2)
                return text if at < 0 else f"{text[:at]}\n{text[at + 1 :]}"
            case 3:
                return text.replace("óa", "oá").replace("ủy", "uỷ")
            case 4:
                return f"  {text} "
        return text

    def _leaves(self) -> list[Leaf]:
        chance = self.chance
        found: list[Leaf] = []

        def walk(tree: tuple, path: tuple[str, ...]) -> None:
            for words, inside in tree:
                here = (*path, self._say(words))
                if isinstance(inside, tuple):
                    walk(inside, here)
                elif not inside.startswith("?") or chance.random() < 0.5:
                    found.append(Leaf(here, inside.lstrip("?")))

        who, *rest = LAYOUTS[self.layout]
        if self.layout in {"A", "B", "E", "H1", "X", "N"} and chance.random() < 0.2:
            chance.shuffle(rest)
        walk((who, *rest), ())
        if chance.random() < 0.12 and "note" not in {one.key for one in found}:
            found.append(Leaf((chance.choice(("Ghi chú", "Ghi chú (nếu có)")),), "note"))
        if chance.random() < 0.2:
            extra = ("Xếp hạng", "Điện thoại liên hệ", "Người phụ trách", "Xếp loại", "Tổng điểm")
            found.append(Leaf((chance.choice(extra),), "-"))
        if chance.random() < 0.9:
            found.insert(0, Leaf((chance.choice(STT_WORDS.split("|")),), "stt"))
        return found

    # --- titles ---

    def titles(self) -> None:
        chance, width = self.chance, len(self.leaves)
        self._office(width)
        title = chance.choice(
            (
                "TỔNG HỢP KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
                "BÁO CÁO TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
                "Phụ lục\nKẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
            )
        )
        period = self._period()
        if period and chance.random() < 0.2:
            title, period = f"{title} {period}", ""
        source = "(Kèm theo Báo cáo số 123/BC-UBND ngày 05/01/2024 của UBND)"
        lines = [title, period, source if chance.random() < 0.15 else ""]
        for text in filter(None, lines):
            self.grid.put(self.row, self.left, text)
            if not self.plain and chance.random() < 0.7:
                self.merge(self.row, self.left, self.row, self.left + width - 1)
            self.skip("title")
        if chance.random() < 0.3:
            unit = chance.choice(
                ("ĐVT: Hồ sơ", "Đơn vị tính: hồ sơ", "Đơn vị tính: Số hồ sơ TTHC.")
            )
            self.grid.put(self.row, self.left + width - 1, unit)
            self.skip("title")
        for _ in range(chance.choice((0, 0, 1, 2))):
            self.skip("blank")

    def _office(self, width: int) -> None:
        chance = self.chance
        for _ in range(chance.choice((0, 0, 1, 2))):
            says = ("UBND TỈNH", "SỞ NỘI VỤ", "Biểu số II.06(a)/VPCP/KSTT", "Phụ lục I")
            self.grid.put(self.row, self.left, chance.choice(says))
            if width > 6 and chance.random() < 0.5:
                half = self.left + width // 2
                right = (
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    "Đơn vị báo cáo: UBND huyện Núi Thành",
                    "Đơn vị nhận báo cáo: Văn phòng UBND tỉnh",
                    "Lạng Sơn, ngày 05 tháng 12 năm 2023",
                )
                self.grid.put(self.row, half, chance.choice(right))
            self.skip("title")
        if chance.random() < 0.4:
            self.skip("blank")

    def _period(self) -> str:
        """Return how the period is said, and remember what it is."""
        chance = self.chance
        if self.layout == "P":
            return chance.choice(("(Kèm theo Quyết định số 533/QĐ-UBND ngày 04/4/2023)", ""))
        end = _month_end(date(2023, chance.randint(6, 12), 1))
        first = date(2023, chance.randint(1, 5), chance.randint(1, 28))
        d, m, y = end.day, end.month, end.year
        year = date(2023, 1, 1)
        texts = (
            (f"(Từ ngày {first:%d/%m/%Y} đến ngày {end:%d/%m/%Y})", first),
            (f"Từ {first.day}/{first.month} đến {d}/{m}/{y}", first),
            (f"từ ngày {first:%d/%m} đến ngày {end:%d/%m/%Y}", first),
            (
                f"Từ ngày {first.day} tháng {first.month} năm 2023 đến ngày {d} tháng {m} năm {y}",
                first,
            ),
            (f"Thời gian: {first:%d/%m/%Y} - {end:%d/%m/%Y}", first),
            (f"Thời gian từ {first:%d/%m/%Y} – {end:%d/%m/%Y}", first),
            (f"Số liệu đến ngày {d}/{m}/{y}", None),
            (f"(Tính đến hết ngày {end:%d/%m/%Y})", None),
            (f"(đến ngày {end:%d.%m.%Y})", None),
            (f"Tính đến 17h00 ngày {end:%d/%m/%Y}", None),
            (f"Lũy kế đến {end:%d/%m/%Y}", None),
            (f"Lũy kế từ đầu năm đến ngày {end:%d/%m/%Y}", year),
            (f"Từ ngày 01/01 đến {d}/{m} năm {y}", year),
            (f"Từ 00h00 ngày {first:%d/%m/%Y} đến 24h00 ngày {end:%d/%m/%Y}", first),
            (f"Số liệu tính từ ngày {first:%d/%m/%Y} đến hết ngày {end:%d/%m/%Y}", first),
            (f"Từ tháng {first.month} đến tháng {m} năm {y}", first.replace(day=1)),
            (f"Từ đầu năm 2023 đến hết tháng {m} năm 2023", year),
            (f"Tháng {m} năm {y}", end.replace(day=1)),
            (f"THÁNG {m:02d}/{y}", end.replace(day=1)),
            (f"Kỳ báo cáo: tháng {m}/{y}", end.replace(day=1)),
            (f"Tháng {m:02d}-{y}", end.replace(day=1)),
        )
        text, start = chance.choice(texts)
        if chance.random() < 0.15:
            number = chance.randint(1, 4)
            roman = ROMAN[number - 1]
            says = (f"Quý {roman} năm 2023", f"QUÝ {roman}/2023", f"Quý {number}/2023")
            text, start = chance.choice(says), date(2023, 3 * number - 2, 1)
            end = _month_end(date(2023, 3 * number, 1))
        self.truth.period = start, end
        return text

    # --- headings ---

    def headings(self) -> None:
        deep = max(len(one.path) for one in self.leaves)
        if self.plain and self.chance.random() < 0.4:
            for column, leaf in enumerate(self.leaves, self.left):
                text = self.chance.choice(("\n", " - ", " ")).join(leaf.path)
                self.grid.put(self.row, column, text)
            deep = 1
        else:
            for column, leaf in enumerate(self.leaves, self.left):
                self._head_column(column, leaf, deep)
        self.header = self.row, self.row + deep - 1
        for _ in range(deep):
            self.skip("header")
        for column, leaf in enumerate(self.leaves, self.left):
            into = self.truth.maybe if leaf.key.startswith("~") else self.truth.columns
            if leaf.key not in {"-", "stt"}:
                into[leaf.means] = letter_of(column)
        if self.chance.random() < 0.35:
            self._numbering()

    def _head_column(self, column: int, leaf: Leaf, deep: int) -> None:
        before = self.leaves[column - self.left - 1] if column > self.left else None
        for level, text in enumerate(leaf.path):
            row, is_last = self.row + level, level == len(leaf.path) - 1
            upper = leaf.path[: level + 1]
            if not is_last and before and before.path[: level + 1] == upper:
                continue
            self.grid.put(row, column, text)
            wide = 1
            for one in [] if is_last else self.leaves[column - self.left + 1 :]:
                if one.path[: level + 1] != upper:
                    break
                wide += 1
            high = deep - level if is_last else 1
            self.merge(row, column, row + high - 1, column + wide - 1)

    def _numbering(self) -> None:
        style = self.chance.choice(("({})", "[{}]", "{}", "AB"))
        if style == "AB" and len(self.leaves) < 5:
            style = "({})"
        for number, column in enumerate(range(self.left, self.left + len(self.leaves)), 1):
            text: object = style.format(number)
            if style == "AB":
                text = "AB"[number - 1] if number <= 2 else number - 2
            elif style == "{}":
                text = number if self.chance.random() < 0.7 and not self.plain else str(number)
            elif number == 4 and self.chance.random() < 0.5:
                text = f"{style.format(4)}={style.format(5)}+{style.format(6)}"
            self.grid.put(self.row, column, text)
        self.skip("numbering")

    # --- small ---

    def skip(self, why: str) -> None:
        if why != "blank":
            self.truth.skipped[self.row] = why
        self.row += 1

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right) and not self.plain:
            self.grid.merges.append((top, left, bottom, right))

    def column(self, key: str) -> int:
        return next(n for n, one in enumerate(self.leaves, self.left) if one.means == key)

    def counted(self) -> list[tuple[Leaf, int]]:
        return [(one, n) for n, one in enumerate(self.leaves, self.left) if one.is_count]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=7)).replace(day=1) - timedelta(days=1)

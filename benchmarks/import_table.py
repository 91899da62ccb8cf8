"""20,000 rows × 12 columns of .xlsx: from the file to the plan and the review, then stored.

Run from the project's folder: `python -m benchmarks.import_table`. The plan should take at most
half of what openpyxl's read-only mode needs just to read the values; storing it, with journal and
undo, at most as long as that. A table of 200 rows should feel immediate. Everything goes through
the services, as the import page and the command line do.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.timing import RUNS, best, line, seconds
from thidua_desktop.importing.sheets import read_book
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_views import ImportChoices, Inspection, Review
from thidua_desktop.services.imports import ImportService
from thidua_desktop.services.progress import Progress
from thidua_desktop.store.workspace import Workspace

ROWS = 20_000
FEW_ROWS = 200
CAMPAIGN = "nui-thanh-2023"
CHOICES = ImportChoices()
HEADER = (
    "STT",
    "Tên đơn vị",
    "Số hồ sơ nhận giải quyết",
    "Tiếp nhận trực tuyến",
    "Tiếp nhận trực tiếp",
    "Từ kỳ trước chuyển sang",
    "Số hồ sơ đã giải quyết",
    "Giải quyết trước hạn",
    "Giải quyết đúng hạn",
    "Giải quyết quá hạn",
    "Đang giải quyết",
    "Hồ sơ có nghĩa vụ tài chính",
)


def name_of(number: int) -> str:
    """Return the invented name of one unit."""
    return f"Xã Số {number:05d}"


def write(path: Path, rows: int) -> Path:
    """Write a table in which everything adds up."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tổng hợp")
    sheet.append(("TỔNG HỢP KẾT QUẢ (Từ ngày 01/6/2023 đến ngày 31/12/2023)",))
    sheet.append(HEADER)
    for number in range(1, rows + 1):
        early, on_time, late = number % 1500, number % 700, number % 13
        pending, direct, old = number % 40, number % 300, number % 25
        resolved = early + on_time + late
        received = resolved + pending
        online = max(0, received - direct - old)
        counts = (received, online, received - online - min(old, received - online))
        rest = (min(old, received - online), resolved, early, on_time, late, pending)
        sheet.append((number, name_of(number), *counts, *rest, received // 3))
    book.save(path)
    return path


def read_values(path: Path) -> int:
    """Read every value as openpyxl's read-only mode does."""
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


@dataclass
class Office:
    """A file in which every unit of the table is registered."""

    workspace: Workspace
    service: ImportService
    table: Path

    def look(self) -> Inspection:
        """Read the table."""
        return self.service.inspect(self.table, Progress())

    def plan(self) -> object:
        """Make the plan, from the file on."""
        return self.service.plan(CAMPAIGN, self.look(), CHOICES, Progress())

    def review(self) -> Review:
        """Make all that the import page shows, from the file to the last step."""
        inspection = self.look()
        self.service.table(inspection, CHOICES)
        return self.service.review(CAMPAIGN, inspection, CHOICES, Progress())


@contextmanager
def office(rows: int) -> Iterator[Office]:
    """Make a file, its units and a table with a row for each."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_file(Path(folder) / "sổ.thidua", CAMPAIGN)
        group = "xa"
        with workspace.write("Đơn vị", kind="units") as session:
            for number in range(1, rows + 1):
                subject = session.subjects.add_unit(name_of(number))
                session.participants.add(CAMPAIGN, subject, group)
        table = write(Path(folder) / "bảng.xlsx", rows)
        yield Office(workspace, ImportService(workspace), table)


def storing(one: Office) -> dict[str, float]:
    """Return the best times of storing a plan, of taking it back and of doing it again."""
    review = one.review()
    times: dict[str, list[float]] = {"stored": [], "undone": [], "redone": []}
    for _ in range(RUNS):
        apply = lambda: one.service.apply(CAMPAIGN, review, CHOICES, Progress())  # noqa: E731
        times["stored"].append(seconds(apply))
        times["undone"].append(seconds(one.workspace.undo))
        times["redone"].append(seconds(one.workspace.redo))
        one.workspace.undo()
    return {name: min(taken) for name, taken in times.items()}


def main() -> None:
    """Print the times and their ratios."""
    with office(ROWS) as large, office(FEW_ROWS) as small:
        review = large.review()
        assert (len(review.plan.rows), len(review.plan.columns)) == (ROWS, len(HEADER))
        assert review.plan.findings == ()
        found = best(
            {
                "values": lambda: read_values(large.table),
                "reading": lambda: read_book(large.table),
                "plan": large.plan,
                "review": large.review,
                "few": small.review,
            }
        )
        stored = storing(large)
        few_stored = storing(small)["stored"]
    values = found["values"]
    print(f"openpyxl, values of {ROWS} rows × {len(HEADER)} columns: {values:.2f} s: the reference")
    print(line("reading the file", found["reading"], values, 0.5))
    print(line("from the file to the plan", found["plan"], values, 0.5))
    print(f"from the file to all that the page shows: {found['review']:.2f} s")
    print(line("storing it with journal, undo and a backup before", stored["stored"], values, 1.0))
    print(f"taking it back: {stored['undone']:.2f} s, doing it again: {stored['redone']:.2f} s")
    print(f"{FEW_ROWS} rows, from the file to all that the page shows: {found['few']:.3f} s (0.3)")
    print(f"{FEW_ROWS} rows, stored: {few_stored:.3f} s")


if __name__ == "__main__":
    main()

"""20,000 rows × 12 columns of .xlsx: from the file to the finished plan, beside openpyxl's reading.

Run from the project's folder: `python -m benchmarks.import_table`. The plan should take at most
half of what openpyxl's read-only mode needs just to read the values. Best of three, one run, in
seconds of the processor, so that other programs on the machine count little.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.headings import find_table
from thidua_desktop.importing.plan import ImportPlan, PlanRequest
from thidua_desktop.importing.planning import make_plan
from thidua_desktop.importing.sheets import read_book

ROWS = 20_000
FEW_ROWS = 200
RUNS = 3
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


def plan_of(path: Path, rows: int) -> ImportPlan:
    """Make the plan as the import page does."""
    book = read_book(path)
    catalogue = load_catalogue()
    members = [Participant(Unit(SubjectId(n), name_of(n)), "xa") for n in range(1, rows + 1)]
    group = Group("xa", "UBND các xã, thị trấn", "Xã")
    table = find_table(book, catalogue)
    request = PlanRequest(book, table, catalogue, members, (group,), start=date(2023, 6, 1))
    return make_plan(request)


def best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in seconds of the processor."""
    times: list[float] = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        large = write(Path(folder) / "lớn.xlsx", ROWS)
        small = write(Path(folder) / "nhỏ.xlsx", FEW_ROWS)
        plan = plan_of(large, ROWS)
        assert (len(plan.rows), len(plan.columns), plan.findings) == (ROWS, len(HEADER), ())
        values = best(lambda: read_values(large))
        reading = best(lambda: read_book(large))
        whole = best(lambda: plan_of(large, ROWS))
        quick = best(lambda: plan_of(small, FEW_ROWS))
    print(f"openpyxl, values of {ROWS} rows × {len(HEADER)} columns: {values:.2f} s")
    print(f"from the file to the plan: {whole:.2f} s (of it reading: {reading:.2f} s)")
    print(f"ratio: {whole / values:.2f} (at most 0.50)")
    print(f"{FEW_ROWS} rows, from the file to the plan: {quick:.3f} s (under 0.3 s)")


if __name__ == "__main__":
    main()

"""Opening a file with ten years of data, two million values, beside the demonstration file.

Run from the project's folder: `python -m benchmarks.open_large` (it writes about 250 MB to the
folder for temporary files). Opened and its first page worked out, at most twice as long as the
demonstration file. The two million values are of 1,389 other units, 12 measures and 120 months,
put in by SQL, since only opening is measured here.
"""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.timing import best, peak_megabytes
from thidua_desktop.services.demo import DAY, POINTS, make_demo_file
from thidua_desktop.services.files import open_for_work
from thidua_desktop.services.office import office_of

UNITS, MEASURES, MONTHS = 1_389, 12, 120
_COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {})"


def enlarge(path: Path) -> int:
    """Put ten years of other units into a file and return how many figures it holds."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute(
            f"INSERT INTO subject (id, kind, name, match_key) {_COUNT.format(UNITS)}"
            " SELECT 10000 + i, 'unit', 'Xã Số ' || i, 'xã số ' || i FROM n"
        )
        file.execute(
            "INSERT INTO figure (subject_id, measure, period_start, period_end, count, by_hand,"
            f" file, sheet, cell) {_COUNT.format(UNITS * MEASURES * MONTHS)}"
            f" SELECT 10000 + i / {MEASURES * MONTHS}, 'm' || (i / {MONTHS} % {MEASURES}),"
            f" date('2014-01-01', (i % {MONTHS} / 12) || ' years'),"
            f" date('2014-02-01', (i % {MONTHS}) || ' months', '-1 day'),"
            " i % 2999, 0, 'thang.xlsx', 'Tổng hợp', 'C7' FROM n"
        )
        file.commit()
        (count,) = file.execute("SELECT count(*) FROM figure").fetchone()
    return int(count)


def opened(path: Path) -> object:
    """Open a file for work and work out its first page."""
    file = open_for_work(path)
    try:
        office = office_of(file.workspace)
        return (
            office.campaigns.all(),
            office.overview.view(POINTS, DAY),
            office.figures.grid(POINTS),
        )
    finally:
        file.close()


def main() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "mẫu.thidua", Path(folder) / "lớn.thidua"
        make_demo_file(small)
        shutil.copy(small, large)
        count = enlarge(large)
        megabytes = large.stat().st_size / 1e6
        found = best({"small": lambda: opened(small), "large": lambda: opened(large)}, runs=5)
    print(f"the demonstration file: {found['small']:.3f} s: the reference")
    print(f"{count} figures, {megabytes:.0f} MB: {found['large']:.3f} s")
    print(f"ratio {found['large'] / found['small']:.2f} (at most 2)")
    print(f"most memory: {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()

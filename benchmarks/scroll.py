"""Scrolling a ranking of 10,000 units: the table of the page Xếp hạng itself, drawn offscreen.

Run from the project's folder: `python -m benchmarks.scroll`. Each step moves the scroll bar and
draws what that uncovers; no step may take longer than a frame of 16.6 ms. A notch of the wheel
uncovers a few rows, a page or a jump with the scroll bar all of them.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from thidua_desktop.app.application import make_application
from thidua_desktop.services.files import create_file
from thidua_desktop.services.loading import measures_of
from thidua_desktop.services.office import Office, office_of
from thidua_desktop.ui.screens.ranking import RankingScreen
from thidua_desktop.ui.tasks import TaskRunner

UNITS = 10_000
CAMPAIGN, GROUP = "nui-thanh-2023", "co-quan"
START, DAY = date(2023, 6, 1), date(2023, 12, 31)
FRAME_MS = 16.6
NOTCH = 3
"""Rows a notch of the wheel moves."""
STEPS = 400


def large_office(path: Path) -> Office:
    """Make a file of 10,000 units with every figure the campaign reads."""
    office = office_of(create_file(path, CAMPAIGN))
    with office.workspace.write("Đơn vị", kind="units") as session:
        units = [session.subjects.add_unit(f"Xã Số {n:05d}") for n in range(1, UNITS + 1)]
        for unit in units:
            session.participants.add(CAMPAIGN, unit, GROUP)
    measures = measures_of(office.campaigns.load(CAMPAIGN))
    with closing(sqlite3.connect(path)) as file:
        file.executemany(
            "INSERT INTO figure (subject_id, measure, period_start, period_end, count, by_hand,"
            " file, sheet, cell) VALUES (?, ?, ?, ?, ?, 0, 'tong-hop.xlsx', 'Tổng hợp', 'C7')",
            (
                (unit, name, START.isoformat(), DAY.isoformat(), 1_000 + unit * place * 13 % 997)
                for unit in units
                for place, name in enumerate(measures, 1)
            ),
        )
        file.commit()
    return office


def shown(application: QApplication, office: Office) -> RankingScreen:
    """Return the page once it shows everybody."""
    runner = TaskRunner(application)
    screen = RankingScreen(office, runner)
    screen.resize(1366, 768)
    screen.show()
    screen.show_campaign(CAMPAIGN, DAY)
    until = time.monotonic() + 60
    while screen.table.model() is None or screen.table.model().rowCount() < UNITS:
        application.processEvents()
        time.sleep(0.01)
        assert time.monotonic() < until
    application.processEvents()
    return screen


def frames(application: QApplication, screen: RankingScreen, places: Iterable[int]) -> list[float]:
    """Return the milliseconds each step takes, from moving to being drawn."""
    bar, taken = screen.table.verticalScrollBar(), []
    for place in places:
        start = time.process_time()
        bar.setValue(place)
        application.processEvents()
        taken.append((time.process_time() - start) * 1000)
    return taken


def report(what: str, taken: list[float]) -> None:
    """Print the slowest, the middle one and how many were too slow."""
    ordered = sorted(taken)
    late = sum(one > FRAME_MS for one in taken)
    middle, high = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    print(
        f"{what}: {middle:.1f} ms, 99 of 100 within {high:.1f} ms, slowest {ordered[-1]:.1f} ms; "
        f"{late} of {len(taken)} longer than {FRAME_MS} ms"
    )


def main() -> None:
    """Print how long the steps of each way of scrolling take."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        application, _keeper = make_application(["benchmark"])
        screen = shown(application, large_office(Path(folder) / "lớn.thidua"))
        bar, row = screen.table.verticalScrollBar(), screen.table.rowHeight(1)
        wheel = range(0, min(bar.maximum(), STEPS * NOTCH * row), NOTCH * row)
        pages = range(0, min(bar.maximum(), STEPS * bar.pageStep()), bar.pageStep())
        jumps = [bar.maximum() * (n * 7 % STEPS) // STEPS for n in range(STEPS)]
        print(f"{screen.table.model().rowCount()} lines, {screen.table.viewport().size()}")
        report("a notch of the wheel", frames(application, screen, wheel))
        report("a page", frames(application, screen, pages))
        report("a jump", frames(application, screen, jumps))
        screen.close()
        application.processEvents()
    os._exit(0)


if __name__ == "__main__":
    main()

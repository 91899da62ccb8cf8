"""Starting the program with the demonstration file, beside an empty window of Qt.

Run from the project's folder: `python -m benchmarks.start`. From a new process to the first page
with its figures drawn, at most four times as long as an empty PySide6 window, at most 2.5 times
its memory. Both are processes of their own, started in turn; seconds of the processor, best of
several. `python -m benchmarks.start FILE.thidua` starts with another file.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from thidua_desktop.services.demo import make_demo_file

RUNS = 7
_SAY = """
import json, resource, time
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([time.process_time(), usage.ru_maxrss / 1024]))
import os, sys
sys.stdout.flush()
os._exit(0)
"""
EMPTY = (
    """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1366, 768)
window.show()
application.processEvents()
window.grab()
"""
    + _SAY
)
PROGRAM = (
    """
import sys, time
from pathlib import Path
from thidua_desktop.app.application import make_application
from thidua_desktop.app.program import Program
application, keeper = make_application(sys.argv[:1])
program = Program(application, keeper)
program.start(Path(sys.argv[1]))
until = time.monotonic() + 30
def busy(runner):
    return runner is not None and (bool(runner._running) or busy(runner._reads))
while busy(program.runner) or program._open is None:
    application.processEvents()
    time.sleep(0.001)
    assert time.monotonic() < until
application.processEvents()
program.window.grab()
"""
    + _SAY
)


def measured(code: str, folder: Path, *arguments: str) -> tuple[float, float]:
    """Return seconds of the processor and megabytes of one new process."""
    environment = os.environ | {
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),  # as installed: compiled beforehand
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    seconds, megabytes = json.loads(result.stdout.splitlines()[-1])
    return seconds, megabytes


def main() -> None:
    """Print both and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = [Path(one).absolute() for one in sys.argv[1:]]
        path = given[0] if given else folder / "mẫu.thidua"
        if not given:
            make_demo_file(path)
        measured(EMPTY, folder), measured(PROGRAM, folder, str(path))  # leave their bytecode
        empty, program = [], []
        for _ in range(RUNS):
            empty.append(measured(EMPTY, folder))
            program.append(measured(PROGRAM, folder, str(path)))
    reference, least = (min(one) for one in zip(*empty, strict=True))
    taken, held = (min(one) for one in zip(*program, strict=True))
    print(f"an empty window: {reference:.2f} s, {least:.0f} MB: the reference")
    print(f"the program with its file shown: {taken:.2f} s, {held:.0f} MB")
    print(f"time {taken / reference:.1f} (at most 4), memory {held / least:.2f} (at most 2.5)")


if __name__ == "__main__":
    main()

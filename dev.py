"""Set the project up on a fresh machine and run it: `python dev.py demo | run | test | check`.

Standard library only. Everything lands in `.venv` and `demo-output` beside this file; the set-up
is skipped while pyproject.toml and constraints.txt stay as they are.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "thidua-setup.txt"
DEMO = ROOT / "demo-output"
OLDEST = (3, 11)
CONTRACTS = "from importlinter.cli import lint_imports as run; raise SystemExit(run(no_logo=True))"

# What Qt loads from the system, and the Debian package that has it.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
ON_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

USAGE = """Cách dùng: python dev.py LỆNH
  demo            làm trọn việc chính trên dữ liệu mẫu, không cần màn hình
  run             mở cửa sổ với sổ mẫu
  test            kiểm tra mã nguồn rồi chạy mọi bài thử
  test THAM-SỐ…   chỉ chạy pytest với các tham số ấy
  check           chỉ kiểm tra mã nguồn: ruff, mypy, import-linter"""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows pipe is cp1252
    commands = {"demo": demo, "run": run, "test": test_all, "check": check_all}
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name not in commands or (rest and name != "test"):
        stop(USAGE)
    if sys.version_info < OLDEST:
        stop(f"Cần Python 3.11 trở lên; đây là Python {sys.version.split()[0]}.")
    set_up()
    return pytest(rest) if rest else commands[name]()


# --- the work ---


def demo() -> int:
    """Do the main job without a display, from the start each time."""
    need_libraries(OFFSCREEN)
    try:
        if DEMO.exists():
            shutil.rmtree(DEMO)
    except OSError as error:
        stop(f"Không làm mới được {DEMO} ({error.strerror}): đóng sổ mẫu đang mở rồi chạy lại.")
    pictures = DEMO / "man-hinh"
    status = program("demo", str(DEMO)) or program("gallery", str(pictures), quiet=True)
    if status == 0:
        say(f"Hình các màn hình: {len(list(pictures.glob('*.png')))} tệp trong {pictures}")
        say(f"Mở cửa sổ: {'python' if WINDOWS else 'python3'} dev.py run")
    return status


def run() -> int:
    """Open the window on the demonstration file, made first if it is not there."""
    need_libraries(OFFSCREEN | ON_SCREEN)
    if not demo_files() and (status := program("demo", str(DEMO))):
        return status
    return call([PYTHON, "-m", "thidua_desktop", *demo_files()[:1]])


def test_all() -> int:
    """Check the code, run every test, hold the domain at full branch coverage."""
    failed = check()
    cover = ["--cov=thidua_desktop.domain", "--cov-branch", "--cov-fail-under=100"]
    if pytest(["-n", "auto", *cover, "--cov-report=term-missing:skip-covered"]):
        failed.append("pytest")
    return report(failed)


def check_all() -> int:
    """Check the code only."""
    return report(check())


def check() -> list[str]:
    """Run what reads the code without running it; return the names of those that failed."""
    python = [PYTHON, "-m"]
    checks = {
        "ruff check": [*python, "ruff", "check"],
        "ruff format": [*python, "ruff", "format", "--check"],
        "mypy": [*python, "mypy"],
        "lint-imports": [PYTHON, "-c", CONTRACTS],
    }
    return [name for name, command in checks.items() if announce(name) or call(command)]


def pytest(arguments: list[str]) -> int:
    """Run pytest without a display."""
    need_libraries(OFFSCREEN)
    announce("pytest")
    return call([PYTHON, "-m", "pytest", *arguments], display=False)


def report(failed: list[str]) -> int:
    """Name what failed, after everything has run."""
    if failed:
        say(f"Chưa đạt: {', '.join(failed)}")
    return 1 if failed else 0


def demo_files() -> list[Path]:
    """Return the workspace files of the demonstration."""
    return sorted(DEMO.glob("*.thidua"))


def program(*arguments: str, quiet: bool = False) -> int:
    """Run the program without a display."""
    return call([PYTHON, "-m", "thidua_desktop", *arguments], display=False, quiet=quiet)


# --- the set-up ---


def set_up() -> None:
    """Make `.venv` and install the project with its tools, unless that is done already."""
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    need_venv()
    if not PYTHON.exists() or call([PYTHON, "-m", "pip", "--version"], quiet=True):
        say(f"Tạo {VENV} …")
        if call([sys.executable, "-m", "venv", "--clear", VENV]):
            stop(f"Không tạo được {VENV}: xem dòng lỗi ở trên.")
    say("Cài thư viện (lần đầu mất vài phút) …")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--constraint", ROOT / "constraints.txt"]
    # Without isolation pip builds with the pinned hatchling, and nothing is fetched twice.
    built = call([*pip, "hatchling", "editables"]) == 0
    if not built or call([*pip, "--no-build-isolation", "--editable", f"{ROOT}[dev]"]):
        stop("Không cài được thư viện: xem dòng lỗi ở trên, kiểm tra mạng rồi chạy lại.")
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Return what the installed environment depends on; a moved or changed project differs."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return f"{ROOT}\n{sys.version}\n{digest.hexdigest()}\n"


def need_venv() -> None:
    """Debian ships Python without ensurepip; get it there, or say how."""
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return
    if WINDOWS:
        stop("Python này thiếu venv: hãy cài bản đầy đủ từ python.org rồi chạy lại.")
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    need_packages("Python chưa có venv", [package])


def need_libraries(libraries: dict[str, str]) -> None:
    """On Linux, get the system libraries Qt needs and cannot load, or say how."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in libraries.items() if not loads(name)]
    if missing:
        need_packages("Qt thiếu thư viện của hệ thống", missing)


def loads(library: str) -> bool:
    """Return whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def need_packages(why: str, packages: list[str]) -> None:
    """Install Debian packages as root; anyone else is told the exact command."""
    update = ["apt-get", "update"]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    apt = shutil.which("apt-get")
    if apt is None:
        stop(f"{why}. Hãy cài bằng trình quản lý gói của hệ thống: {' '.join(packages)}")
    by_hand = f"sudo {shlex.join(update)} && sudo {shlex.join(install)}"
    if os.geteuid() != 0:
        stop(f"{why}. Chạy lệnh sau rồi chạy lại:\n  {by_hand}")
    say(f"{why}: cài {' '.join(packages)} …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    if call(update, quiet=True, extra=quiet) or call(install, quiet=True, extra=quiet):
        stop(f"{why}, và không cài được. Thử bằng tay:\n  {by_hand}")


# --- speaking and calling ---


def call(
    command: list[str | Path],
    *,
    display: bool = True,
    quiet: bool = False,
    extra: dict[str, str] | None = None,
) -> int:
    """Run a command in the project's folder; return its exit status."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"} | (extra or {})
    if not display:
        environment["QT_QPA_PLATFORM"] = "offscreen"
        environment["QT_QPA_FONTDIR"] = str(ROOT / "resources" / "fonts")  # Windows finds none
    output = subprocess.DEVNULL if quiet else None
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=output, check=False).returncode


def announce(name: str) -> None:
    """Head the output of one check."""
    say(f"── {name}")


def say(message: str) -> None:
    """Tell the developer."""
    print(message, flush=True)


def stop(message: str) -> None:
    """End with a message and status 2: the machine is not ready."""
    print(message, file=sys.stderr, flush=True)
    raise SystemExit(2)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        stop("Đã dừng.")

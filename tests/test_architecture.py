"""The shape of the project: its layers, what start-up may load, and its files."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from thidua_desktop.documents.forms import form_ids, load_form
from thidua_desktop.importing.presets import load_preset, parse_campaign, preset_ids
from thidua_desktop.services.files import create_file

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = "from importlinter.cli import lint_imports as run; raise SystemExit(run(no_cache=True))"

LAYERS = "Layers point downwards only"
QT = "Only the window knows Qt"
NO_WINDOW = "The command line never opens the window"
SERVICES = "The window and the command line reach the file only through services"
PLAIN_DOMAIN = "The domain needs nothing but Python"

FORBIDDEN = [
    *[
        (LAYERS, file, imported)
        for file, imported in (
            ("errors.py", "thidua_desktop.domain.figures"),
            ("domain/planted.py", "thidua_desktop.store"),
            ("importing/planted.py", "thidua_desktop.store"),
            ("store/planted.py", "thidua_desktop.documents"),
            ("documents/planted.py", "thidua_desktop.services"),
            ("services/planted.py", "thidua_desktop.ui"),
            ("ui/planted.py", "thidua_desktop.app"),
            ("cli/planted.py", "thidua_desktop.app"),
        )
    ],
    *[
        (QT, file, "PySide6.QtCore")
        for file in (
            "cli/planted.py",
            "services/planted.py",
            "store/planted.py",
            "importing/planted.py",
            "documents/planted.py",
            "domain/planted.py",
            "errors.py",
            "assets.py",
        )
    ],
    (NO_WINDOW, "cli/planted.py", "thidua_desktop.ui"),
    (SERVICES, "ui/planted.py", "thidua_desktop.store"),
    (SERVICES, "ui/planted.py", "thidua_desktop.importing"),
    (SERVICES, "cli/planted.py", "thidua_desktop.documents"),
    (PLAIN_DOMAIN, "domain/planted.py", "click"),
    (PLAIN_DOMAIN, "domain/planted.py", "pathlib"),
]

# Loading any of these costs a first screen 0.07–0.27 s; they are imported where they are used.
HEAVY = {
    "PIL",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
    "holidays",
    "openpyxl",
    "rapidfuzz",
    "reportlab",
    "sqlite_utils",
}
OF_OTHER_PAGES = {
    "thidua_desktop.importing.registers",
    "thidua_desktop.services.awards",
    "thidua_desktop.services.imports",
    "thidua_desktop.services.reports",
    "thidua_desktop.services.units",
    "thidua_desktop.ui.screens.campaign",
    "thidua_desktop.ui.screens.figures",
    "thidua_desktop.ui.screens.ranking",
    "thidua_desktop.ui.screens.reports",
    "thidua_desktop.ui.screens.units",
}

START = """
from PySide6.QtCore import QStandardPaths
from thidua_desktop.app.application import make_application
from thidua_desktop.app.program import Program

QStandardPaths.setTestModeEnabled(True)
application, keeper = make_application(["thidua"])
program = Program(application, keeper)
program.start(None)
application.processEvents()
"""
OPEN = """
from pathlib import Path

program.open_path(Path(sys.argv[1]))
while program.runner._running or program.window.current_page != "overview":
    application.processEvents()
program.window.close()
"""

NOT_OURS = {
    ".git",
    ".venv",
    ".hypothesis",
    "build",
    "dist",
    "demo-output",
    "htmlcov",
    "__pycache__",
}
BINARY = {".png", ".ico", ".ttf", ".otf", ".woff2", ".pdf", ".xlsx", ".xls", ".ods", ".thidua"}
ADDRESSES = re.compile(
    r"py"
    r"pi\.(org|python)|python"
    r"hosted|npm"
    r"js\.(org|com)|/sim"
    r"ple/|index-"
    r"url"
    r"|(?<![\w.*])/(root|work|home|Users)/\w|[A-Z]:\\Users\\"
)


def lint_imports(folder):
    return subprocess.run(
        [sys.executable, "-c", CONTRACTS],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={"COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def text_files():
    tracked = (
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)
    )
    return [
        path
        for path in tracked
        if path.suffix not in BINARY
        and not any(part.endswith("_cache") for part in path.parts)
        and path.relative_to(ROOT).parts[:2] != ("tests", "files")
        and not path.name.startswith(".coverage")
    ]


@pytest.fixture
def copy(tmp_path):
    """The package and its contracts, where a test may break them."""
    shutil.copytree(
        ROOT / "thidua_desktop",
        tmp_path / "thidua_desktop",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_contract_holds():
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "file", "imported"), FORBIDDEN)
def test_a_contract_fails_on_the_import_it_forbids(copy, contract, file, imported):
    with (copy / "thidua_desktop" / file).open("a", encoding="utf-8") as module:
        module.write(f"\nimport {imported}\n")

    result = lint_imports(copy)

    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout


def test_every_contract_is_shown_to_fail():
    named = re.findall(
        r'^name = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )

    assert {contract for contract, _, _ in FORBIDDEN} == set(named) - {"thidua-desktop"}


def modules_after(code, *arguments, folder):
    """Return the modules loaded once `code` has run in a program of its own."""
    result = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def test_the_first_page_loads_nothing_it_does_not_need(tmp_path):
    loaded = modules_after(START, folder=tmp_path)

    assert "thidua_desktop.ui.screens.start" in loaded
    assert HEAVY & loaded == set()


def test_opening_a_file_loads_nothing_its_first_page_does_not_need(tmp_path):
    create_file(tmp_path / "so.thidua", "nui-thanh-2023")

    loaded = modules_after(START + OPEN, str(tmp_path / "so.thidua"), folder=tmp_path)

    assert "thidua_desktop.ui.screens.overview" in loaded
    assert (HEAVY | OF_OTHER_PAGES) & loaded == set()


def test_started_on_a_file_the_start_page_is_not_loaded(tmp_path):
    create_file(tmp_path / "so.thidua", "nui-thanh-2023")
    start = START.replace("program.start(None)", "program.start(Path(sys.argv[1]))")

    loaded = modules_after(
        "from pathlib import Path\n" + start, str(tmp_path / "so.thidua"), folder=tmp_path
    )

    assert "thidua_desktop.ui.window" in loaded
    assert "thidua_desktop.ui.screens.start" not in loaded


def test_the_command_line_starts_without_qt(tmp_path):
    loaded = modules_after("import thidua_desktop.__main__", folder=tmp_path)

    assert "thidua_desktop.cli" in loaded
    assert (HEAVY | {"PySide6"}) & loaded == set()


def test_openpyxl_reads_xml_with_defusedxml():
    assert openpyxl.DEFUSEDXML is True


def test_every_text_file_is_utf8_in_nfc():
    wrong = [
        str(path.relative_to(ROOT))
        for path in text_files()
        if not unicodedata.is_normalized("NFC", path.read_bytes().decode("utf-8"))
    ]

    assert wrong == []


def test_no_file_names_a_package_index_or_a_place_on_one_machine():
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in text_files()
        if (match := ADDRESSES.search(path.read_text(encoding="utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize("preset", preset_ids())
def test_every_preset_loads_under_its_own_name(preset):
    campaign, _ = load_preset(preset)

    assert campaign.id == preset


@pytest.mark.parametrize("form", form_ids())
def test_every_form_loads(form):
    assert load_form(form).id == form


def test_the_campaign_shown_in_the_documentation_is_one():
    shown = (ROOT / "docs" / "adding-a-campaign.md").read_text(encoding="utf-8")
    document = shown.split("```toml\n")[1].split("```")[0]

    assert parse_campaign(document, file="vi-du-2024.toml").id == "vi-du-2024"


def test_every_file_the_documentation_names_exists():
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    named = {
        name
        for page in pages
        for name in re.findall(
            r"[`(]([\w./-]+(?:/|\.(?:py|md|toml|txt|spec|png)))[`)]", page.read_text("utf-8")
        )
    }

    missing = {
        name
        for name in named
        if not any(
            (root / name).exists() for root in (ROOT, ROOT / "docs", ROOT / "thidua_desktop")
        )
    }
    assert missing == set()

"""One report of three pages as PDF, and 200 of them, beside LibreOffice making a PDF of the text.

Run from the project's folder: `python -m benchmarks.report`. One report, from the open file to the
bytes, should take at most 1/40 of LibreOffice without a window for one document, and at most 1/8
of its share in a batch of 20: seconds passed, since LibreOffice is another program. 200 reports
saved should take at most as long as 200 times one: seconds of the processor. Without `soffice`
its part is left out.
"""

import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument

from benchmarks.timing import RUNS, best
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.services.demo import DAY, POINTS, make_demo_file
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import Office, office_of

PAGES, REPORTS, BATCH = 3, 200, 20
_SENTENCE = (
    "Đơn vị đã rà soát quy trình nội bộ, phân công người trực bộ phận một cửa, hướng dẫn công dân "
    "nộp hồ sơ trực tuyến và báo cáo kết quả hằng tuần. "
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return [document.getAllText(page).text() for page in range(document.pageCount())]


def long_report(office: Office) -> int:
    """Begin a report and write as much as makes three pages of it; return its number."""
    (first, *_) = office.units.participants(POINTS)
    form = office.reports.forms(Kind.UNIT)[0].id
    award = office.reports.awards(POINTS, Kind.UNIT)[0].id
    report = office.reports.create(POINTS, first.subject.id, form, award).id
    sections = [
        one.key for one in office.reports.draft(POINTS, report, DAY).sections if one.kind == "text"
    ]
    for length in range(1, 60):
        for section in sections:
            office.reports.write_section(report, section, _SENTENCE * length)
        if len(texts_of(office.reports.pdf(POINTS, report, DAY))) >= PAGES:
            break
    return report


def write_docx(path: Path, pages: list[str]) -> Path:
    """Write the same text as a document of Word, 13 points, a page for each of ours."""
    font = (
        '<w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/>'
        '<w:sz w:val="26"/></w:rPr>'
    )
    page_break = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = page_break.join(
        "".join(
            f'<w:p><w:r>{font}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for line in page.splitlines()
        )
        for page in pages
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", _RELATIONS)
        book.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        )
    return path


def write_csv(path: Path, pages: list[str]) -> Path:
    """Write the same text as a table, for a LibreOffice that has no Writer."""
    lines = (line.replace('"', '""') for page in pages for line in page.splitlines())
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="utf-8")
    return path


def passed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the fewest seconds that pass while `work` is done."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def converted(soffice: str, documents: list[Path], folder: Path) -> bool:
    """Let LibreOffice make PDFs, without a window; say if it could read what it was given."""
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf")),
            *map(str, documents),
        ],
        capture_output=True,
        check=True,
    )
    return all((folder / "pdf" / f"{one.stem}.pdf").is_file() for one in documents)


def beside_libreoffice(one: float, pages: list[str], folder: Path) -> None:
    """Print how long LibreOffice takes, one document alone and in a batch."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice is not installed here (no `soffice`): its part is left out.")
        return
    documents = [write_docx(folder / f"report-{n}.docx", pages) for n in range(BATCH)]
    if not converted(soffice, documents[:1], folder):  # its first start makes its settings, too
        print("LibreOffice is here without Writer: it is given the same lines as a table (.csv).")
        documents = [write_csv(one.with_suffix(".csv"), pages) for one in documents]
        if not converted(soffice, documents[:1], folder):
            print("LibreOffice could read neither: its part is left out.")
            return
    alone = passed(lambda: converted(soffice, documents[:1], folder))
    batch = passed(lambda: converted(soffice, documents, folder), runs=2) / BATCH
    print(f"LibreOffice, one document: {alone:.2f} s; ours 1/{alone / one:.0f} (1/40)")
    print(f"each of {BATCH} in a batch: {batch:.3f} s; ours 1/{batch / one:.0f} (1/8)")


def dossier(office: Office, report: int, folder: Path, count: int) -> None:
    """Save reports one after the other, as a dossier is made."""
    for number in range(count):
        path = folder / f"{count}-{number}.pdf"
        office.reports.save_pdf(POINTS, report, DAY, path, replace=True)


def main() -> None:
    """Print the times and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_demo_file(folder / "mẫu.thidua")
        office = office_of(open_file(folder / "mẫu.thidua"))
        report = long_report(office)
        pdf = office.reports.pdf(POINTS, report, DAY)
        pages = texts_of(pdf)
        one = passed(lambda: office.reports.pdf(POINTS, report, DAY), runs=10)
        print(f"a report of {len(pages)} pages, {len(pdf) // 1000} kB: {one * 1000:.1f} ms")
        beside_libreoffice(one, pages, folder)
        found = best(
            {
                "one": lambda: dossier(office, report, folder, 1),
                "every": lambda: dossier(office, report, folder, REPORTS),
            }
        )
        single, every = found["one"], found["every"]
        ratio = every / single / REPORTS
        print(f"{REPORTS} reports saved: {every:.2f} s, {ratio:.2f} of {REPORTS} × one (1.0)")


if __name__ == "__main__":
    main()

"""What the document tests share: a unit, a person, their facts, and reading a PDF back."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtPdf import QPdfDocument

from thidua_desktop.documents.report import ReportFacts, ResultRow, Standing
from thidua_desktop.domain.subjects import Person, SubjectId, Unit

UNIT = Unit(SubjectId(1), "Phòng Cải cách hành chính")
PERSON = Person(
    SubjectId(2),
    "Nông Thị Hạnh",
    "Phòng Cải cách hành chính, Sở Nội vụ tỉnh Lạng Sơn",
    date(1985, 3, 2),
    "Nữ",
    "Chuyên viên chính",
    "Thạc sĩ Quản lý công",
    "xã Hải Yến, huyện Cao Lộc, tỉnh Lạng Sơn",
)
WRITTEN = {
    "summary": "Phòng có 6 công chức, tham mưu Giám đốc Sở về công tác cải cách hành chính.",
    "measures": "Số hóa {{digitised}} trên {{valid}} hồ sơ, đạt **{{rate}}**. "
    "Sáng kiến *“Phiếu số hóa một lần”* giảm thời gian nhập mỗi hồ sơ.",
    "effects": "Thời gian giải quyết mỗi hồ sơ giảm một nửa.",
    "compliance": "Chấp hành nghiêm chủ trương, pháp luật.\nNội bộ đoàn kết.",
}
LONG = (
    "Đơn vị tổ chức quán triệt, triển khai đến toàn thể công chức, viên chức; phân công nhiệm vụ "
    "cụ thể, kiểm tra, đôn đốc hằng tuần, kịp thời tháo gỡ khó khăn, vướng mắc. "
)
FACTS = ReportFacts(
    UNIT,
    superior="Sở Nội vụ tỉnh Lạng Sơn",
    issuer="Phòng Cải cách hành chính",
    place="Lạng Sơn",
    day=date(2023, 12, 1),
    award="Bằng khen của Chủ tịch UBND tỉnh",
    theme="Đẩy mạnh thực hiện thủ tục hành chính trên môi trường điện tử và số hóa hồ sơ",
    basis="Kế hoạch số 170/KH-UBND ngày 08/8/2023 của UBND tỉnh Lạng Sơn",
    results=(
        ResultRow("Số hóa hồ sơ, kết quả TTHC", "70%", "82,20%", Standing.EXCEEDED),
        ResultRow("Dịch vụ công phát sinh hồ sơ trực tuyến", "85%", "85%", Standing.MET),
        ResultRow("Hồ sơ xử lý trực tuyến", "80%", "79,996%", Standing.NOT_MET),
    ),
    fields={"digitised": "1.284", "valid": "1.562", "rate": "82,20%"},
    sections=WRITTEN,
    superior_signer="Nguyễn Văn Ánh",
    issuer_signer="Hoàng Thị Bích Ngọc",
)
PERSON_FACTS = replace(
    FACTS,
    subject=PERSON,
    fields={**FACTS.fields, "residence": "phường Vĩnh Trại, thành phố Lạng Sơn"},
    sections={key: text for key, text in WRITTEN.items() if key != "summary"},
)


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """Return the text a reader would copy out of each page."""
    path = folder / "read-back.pdf"
    path.write_bytes(pdf)
    document = QPdfDocument()
    document.load(str(path))
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return [page.replace("\r\n", "\n") for page in pages]


def font_names(pdf: bytes) -> set[str]:
    """Return every font a PDF names."""
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/([^\s/<>\[\]]+)", pdf)}


def embedded_names(pdf: bytes) -> set[str]:
    """Return every font whose file is in the PDF."""
    descriptors = re.findall(rb"<<[^<>]*/Type\s*/FontDescriptor[^<>]*>>", pdf)
    return {
        re.search(rb"/FontName\s*/([^\s/<>]+)", one)[1].decode()
        for one in descriptors
        if b"/FontFile2" in one
    }

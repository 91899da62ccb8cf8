"""The Vietnamese sentences for tables that cannot be read at all: what it is, what to do.

By the code of the refusal, and where several cases share a code, by what tells them apart.
"""

from collections.abc import Mapping
from typing import Final

_SAFE: Final = "Sổ chưa thay đổi."

REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "empty-file": (
        "Tệp «{file}» rỗng (0 byte), có thể chép chưa xong.",
        f"Xin đơn vị gửi lại tệp. {_SAFE}",
    ),
    "not-a-spreadsheet": (
        "Tệp «{file}» không phải bảng tính{detail}.",
        f"Chọn đúng bảng tính của đơn vị (.xlsx, .xls, .ods, .csv). {_SAFE}",
    ),
    "damaged-file": (
        "Tệp «{file}» bị hỏng hoặc bị cắt cụt, chép hay tải chưa xong{detail}.",
        f"Chép lại từ nguồn hoặc xin đơn vị gửi lại. {_SAFE}",
    ),
    "password-protected": (
        "Tệp «{file}» có mật khẩu nên không đọc được.",
        f"Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập. {_SAFE}",
    ),
    "too-large": (
        "Tệp «{file}» quá lớn{detail}.",
        f"Chép riêng bảng cần nhập sang một tệp mới rồi nhập tệp đó. {_SAFE}",
    ),
    "unsafe-xml": (
        "Tệp «{file}» chứa phần dữ liệu không an toàn nên không được mở.",
        f"Mở bằng Excel, lưu lại thành tệp .xlsx mới rồi nhập. {_SAFE}",
    ),
    "no-table": (
        "Không tìm thấy bảng số liệu trong tệp «{file}»{detail}.",
        f"Kiểm tra bảng có dòng tiêu đề với cột tên đơn vị, rồi nhập lại. {_SAFE}",
    ),
    "results": (
        "Trang này của tệp «{file}»{detail} là kết quả do chương trình tính, không phải số liệu.",
        f"Muốn nhập lại số liệu, chọn trang «Số liệu» của tệp đó nếu có. {_SAFE}",
    ),
    "nothing-filled": (
        "Bảng mẫu trong tệp «{file}» chưa được điền số nào{detail}.",
        f"Điền số vào các ô màu vàng nhạt rồi nhập lại. {_SAFE}",
    ),
}
"""By code; the sentence where no case of it has its own."""

CASES: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("unsafe-xml", "entity"): (
        (
            "Tệp «{file}» chứa thực thể XML tự khai báo, kiểu có thể lồng nhau đến mức "
            "làm treo máy, nên không được mở."
        ),
        f"Không mở tệp này; hỏi nơi gửi và xin bảng lưu lại từ Excel. {_SAFE}",
    ),
    ("unsafe-xml", "outside-file"): (
        "Tệp «{file}» đòi đọc tệp khác trên máy nên không được mở; chưa tệp nào bị đọc.",
        f"Không mở tệp này; hỏi nơi gửi và xin bảng lưu lại từ Excel. {_SAFE}",
    ),
    ("unsafe-xml", "dtd"): (
        (
            "Tệp «{file}» có phần khai báo kiểu (DTD) mà bảng tính không bao giờ có, "
            "nên không được mở."
        ),
        f"Mở bằng Excel, lưu lại thành tệp .xlsx mới rồi nhập. {_SAFE}",
    ),
    ("too-large", "bomb"): (
        "Tệp «{file}» bung ra quá lớn{detail} so với kích thước trên đĩa nên không được mở.",
        f"Hỏi nơi gửi; chép riêng bảng cần nhập sang một tệp mới rồi nhập tệp đó. {_SAFE}",
    ),
    ("too-large", "cells"): (
        "Tệp «{file}» quá lớn: có hơn hai triệu ô ghi số hoặc chữ.",
        f"Chép riêng bảng cần nhập sang một tệp mới rồi nhập tệp đó. {_SAFE}",
    ),
    ("too-large", "text"): (
        "Tệp «{file}» quá lớn: chữ trong tệp vượt mức bốn mươi triệu chữ cái.",
        f"Chép riêng bảng cần nhập sang một tệp mới rồi nhập tệp đó. {_SAFE}",
    ),
    ("too-large", "bytes"): (
        "Tệp «{file}» quá lớn: mở ra chiếm hơn 200 MB.",
        f"Chép riêng bảng cần nhập sang một tệp mới rồi nhập tệp đó. {_SAFE}",
    ),
    ("too-large", "still"): (
        "Tệp «{file}» quá lớn, kể cả khi cho đọc tệp lớn (đến 800 MB, mười triệu ô).",
        f"Chép riêng bảng cần nhập sang một tệp mới rồi nhập tệp đó. {_SAFE}",
    ),
    ("too-large", "memory"): (
        "Máy không đủ bộ nhớ để đọc tệp «{file}».",
        f"Đóng bớt chương trình khác, hoặc chép riêng bảng cần nhập sang tệp mới. {_SAFE}",
    ),
    ("no-table", "empty"): (
        "Tệp «{file}» không có bảng số liệu nào: trang tính trống{detail}.",
        f"Chọn đúng tệp, hoặc xin đơn vị gửi lại tệp đã có số. {_SAFE}",
    ),
    ("no-table", "corners"): (
        "Tệp «{file}» không có bảng số liệu, chỉ có hai ô ở hai góc trang tính{detail}.",
        f"Xóa ô lạc ở cuối trang, kiểm tra bảng, rồi nhập lại. {_SAFE}",
    ),
    ("no-table", "few-cells"): (
        "Tệp «{file}» không có bảng số liệu, chỉ có vài ô có chữ hoặc số{detail}.",
        f"Chọn đúng tệp hoặc đúng trang tính rồi nhập lại. {_SAFE}",
    ),
    ("no-table", "titles"): (
        "Tệp «{file}» chỉ có các dòng chữ như tiêu đề, ghi chú, không có bảng{detail}.",
        f"Xin đơn vị gửi bảng số liệu kèm theo văn bản. {_SAFE}",
    ),
    ("no-table", "header-only"): (
        "Bảng trong tệp «{file}» chỉ có dòng tiêu đề, chưa có dòng đơn vị nào{detail}.",
        f"Xin đơn vị gửi lại bảng đã có số liệu. {_SAFE}",
    ),
    ("no-table", "no-measures"): (
        "Bảng trong tệp «{file}» có tên đơn vị nhưng không cột nào ghi chỉ số{detail}.",
        (
            "Danh sách đơn vị, cá nhân thì nhập ở trang «Đơn vị»; bảng số liệu thì kiểm tra dòng "
            f"tiêu đề rồi nhập lại. {_SAFE}"
        ),
    ),
    ("no-table", "hidden"): (
        "Bảng số liệu trong tệp «{file}» nằm ở trang tính đang ẩn{detail}.",
        f"Mở bằng Excel, bỏ ẩn trang cần nhập, lưu lại rồi nhập. {_SAFE}",
    ),
    ("no-table", "no-sheet"): (
        "Trang web lưu trong tệp «{file}» không có bảng nào.",
        f"Xuất lại bảng từ hệ thống, hoặc chép bảng sang Excel rồi nhập. {_SAFE}",
    ),
    ("no-table", "all-left-out"): (
        "Chưa ghi số nào từ tệp «{file}»: dòng nào của bảng cũng có lỗi{detail}.",
        f"Xem từng lỗi ở trên, sửa tệp rồi nhập lại. {_SAFE}",
    ),
}
"""By code and case."""

FILE_KINDS: Final[Mapping[str, str]] = {
    "pdf": "đây là tệp PDF",
    "png": "đây là tệp ảnh",
    "jpg": "đây là tệp ảnh",
    "rtf": "đây là văn bản Word",
    "doc": "đây là văn bản Word",
    "docx": "đây là văn bản Word",
    "pptx": "đây là bài trình chiếu PowerPoint",
    "zip": "đây là tệp nén hoặc tệp của chương trình khác",
    "ole": "đây là tệp của chương trình khác",
    "old xls": "bảng tính Excel đời trước năm 1995",
    "xls": "bảng tính Excel đời trước năm 1995",
    "xlsb": "bảng tính Excel dạng nhị phân .xlsb",
    "xml": "tệp XML không phải bảng tính Excel",
    "mht": "trang web một tệp .mht (Single File Web Page)",
}
"""What the readers call a kind of file, for somebody who knows files by their programs."""


def words_of(code: str, why: str) -> tuple[str, str]:
    """Return what happened and what to do, as templates."""
    return CASES.get((code, why)) or REFUSALS[code]

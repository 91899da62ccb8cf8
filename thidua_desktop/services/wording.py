"""The Vietnamese sentence of every error and finding, for the window and the command line.

What happened to the user's own thing, then what to do; no codes, no blame.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from thidua_desktop import errors
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.findings import Code, Finding
from thidua_desktop.services.refusal_words import FILE_KINDS, words_of


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, and what the user can do now."""

    what: str
    now: str

    def __str__(self) -> str:
        return f"{self.what} {self.now}".strip()


UNEXPECTED: Final = Message(
    "Phần mềm gặp lỗi ngoài dự kiến. Thao tác vừa rồi chưa được lưu, dữ liệu trước đó vẫn nguyên.",
    "Chọn «Chi tiết» để sao chép thông tin gửi bộ phận hỗ trợ.",
)

_WRITE_REASONS: Final = {
    "disk-full": "ổ đĩa đã đầy",
    "read-only": "thư mục hoặc tệp chỉ cho phép đọc",
    "no-permission": "không có quyền ghi ở nơi này",
    "no-folder": "thư mục không còn, có thể ổ USB đã rút",
    "is-a-folder": "đây là tên của một thư mục",
    "name-too-long": "tên hoặc đường dẫn quá dài",
    "bad-name": "tên tệp có ký tự không dùng được",
    "in-use": "tệp đang mở trong chương trình khác",
    "missing-folder": "thư mục không còn, có thể ổ USB đã rút",
    "io-error": "ổ đĩa báo lỗi khi ghi",
    "unknown": "máy báo lỗi khi ghi",
}
_READ_REASONS: Final = {
    "gone": "không thấy tệp",
    "folder": "đây là một thư mục",
    "kept-shut": "không có quyền đọc, hoặc chương trình khác đang giữ tệp",
}
_ERRORS: Final[Mapping[type[BaseException], Message]] = {
    errors.FileExistsAlreadyError: Message(
        "Đã có tệp «{path}».", "Chọn tên khác; tệp đang có không bị thay đổi."
    ),
    errors.NotAWorkspaceError: Message(
        "Tệp «{path.name}» không phải sổ thi đua (.thidua).",
        "Chọn đúng tệp. Tệp này không bị thay đổi.",
    ),
    errors.WorkspaceMissingError: Message(
        "Không thấy tệp «{path}».", "Kiểm tra tên tệp, ổ USB hoặc thư mục mạng rồi thử lại."
    ),
    errors.WorkspaceTooNewError: Message(
        "Tệp «{path.name}» được tạo bằng phiên bản mới hơn của phần mềm.",
        "Cài bản mới nhất rồi mở lại. Dữ liệu không bị thay đổi.",
    ),
    errors.WorkspaceBusyError: Message(
        "Tệp «{path.name}» đang được ghi ở nơi khác.",
        "Chờ vài giây rồi làm lại. Thao tác vừa rồi chưa được lưu.",
    ),
    errors.WorkspaceLockedError: Message(
        "Tệp «{path.name}» đang được {user} mở trên máy {host} từ {since}.",
        "Đóng ở máy đó trước khi sửa; hiện chỉ xem được.",
    ),
    errors.WorkspaceDamagedError: Message(
        "Tệp «{path.name}» bị hỏng ({detail}).",
        "Mở bản sao lưu gần nhất trong thư mục sao lưu cạnh tệp. Tệp hỏng được giữ nguyên.",
    ),
    errors.CannotWriteError: Message(
        "Không ghi được «{path}»: {reason}.",
        "Khắc phục nguyên nhân hoặc chọn nơi khác rồi làm lại. Chưa có gì bị thay đổi.",
    ),
    errors.DataFileError: Message(
        "Tệp {file}, mục «{key}»: cần {expected}{found}.",
        "Sửa mục đó trong tệp rồi mở lại.",
    ),
    errors.UnknownKeyError: Message(
        "Tệp {file}: khóa «{key}» không có trong mẫu{meant}",
        "Sửa hoặc bỏ khóa đó trong tệp rồi mở lại.",
    ),
    errors.UnknownChoiceError: Message("Không có {what} «{given}».", "Có thể chọn: {choices}."),
    errors.AmbiguousChoiceError: Message("Cần nói rõ {what}{given}.", "Chọn một trong: {choices}."),
    errors.UnreadableKindError: Message(
        "Tệp «{file}» ({kind}) thuộc kiểu phần mềm không đọc.",
        "Mở tệp bằng Excel, chọn «Lưu thành» kiểu .xlsx rồi nhập lại. Sổ chưa thay đổi.",
    ),
    errors.PeriodNeededError: Message(
        "Bảng trong tệp «{file}» không ghi kỳ số liệu.",
        "Cho biết tháng của số liệu, ví dụ --period 2023-12 hoặc ô «Kỳ số liệu» ở bước ghép cột.",
    ),
    errors.ImportBlockedError: Message(
        "Chưa ghi số nào từ «{file}»: còn {errors} lỗi, {warnings} cảnh báo.",
        "Xem từng mục ở trên; sửa tệp, hoặc dùng --skip-errors để bỏ dòng lỗi, "
        "--accept-warnings để chấp nhận cảnh báo.",
    ),
    errors.RegisterError: Message(
        "Tệp «{file}», ô {cell}: «{found}» không dùng được.",
        "Có thể ghi: {choices}. Sửa ô đó rồi nhập lại danh sách; sổ chưa thay đổi.",
    ),
    errors.NothingToPrintError: Message("Chưa in được: {what}.", ""),
    errors.CannotReadError: Message(
        "Không đọc được «{path}» ({reason}).",
        "Kiểm tra tệp còn ở đó và không đang mở trong chương trình khác, rồi thử lại.",
    ),
    errors.UnprintableTextError: Message(
        "Phông chữ in không có ký tự {characters} trong «{near}».",
        "Thay ký tự đó bằng chữ thường dùng rồi in lại. Chưa có tệp nào được ghi.",
    ),
    errors.EvidenceNeededError: Message(
        "Chưa ghi căn cứ để xác nhận «{criterion}».",
        "Ghi văn bản, việc làm làm căn cứ rồi làm lại. Chưa có gì bị thay đổi.",
    ),
    errors.NameNeededError: Message(
        "Chưa ghi tên cho {what}.", "Ghi một tên ngắn rồi làm lại. Chưa có gì bị thay đổi."
    ),
    errors.InvalidValueError: Message(
        "«{found}» không dùng được cho {field}.", "Cần {expected}. Số cũ được giữ nguyên."
    ),
    errors.MergeBlockedError: Message(
        "Chưa gộp được «{gone}» vào «{kept}»: {reasons}.", "Chưa có gì thay đổi."
    ),
}


def describe(error: BaseException) -> Message:
    """Return the Vietnamese wording of an error; one we did not expect says so."""
    if isinstance(error, errors.RefusedFileError):
        template = Message(*words_of(error.code, error.why))
    else:
        known = isinstance(error, errors.AppError)
        template = _ERRORS.get(type(error), UNEXPECTED) if known else UNEXPECTED
    facts = _facts(error)
    return Message(template.what.format_map(facts), template.now.format_map(facts))


_MOST_CHOICES: Final = 12


def _facts(error: BaseException) -> dict[str, Any]:
    facts = dict(vars(error))
    facts.update(_reasons(error))
    if choices := facts.get("choices"):
        shown = [f"«{one}»" for one in choices[:_MOST_CHOICES]]
        more = f" và {len(choices) - _MOST_CHOICES} mục khác"
        facts["choices"] = ", ".join(shown) + (more if len(choices) > _MOST_CHOICES else "")
    elif "choices" in facts:
        facts["choices"] = "chưa có mục nào"
    if isinstance(error, errors.RefusedFileError):
        detail = FILE_KINDS.get(error.detail, error.detail)
        facts["detail"] = f" ({detail})" if detail else ""
    if isinstance(error, errors.UnknownKeyError):
        facts["meant"] = _meant(error)
    if isinstance(error, errors.DataFileError):
        facts["found"] = f", đang ghi «{error.found}»" if error.found else ""
    if isinstance(error, errors.AmbiguousChoiceError):
        facts["given"] = f" «{error.given}»" if error.given else ""
    if isinstance(error, errors.MergeBlockedError):
        facts["reasons"] = "; ".join(error.reasons)
    if isinstance(error, errors.UnprintableTextError):
        facts["characters"] = ", ".join(f"«{one}»" for one in error.characters)
    if isinstance(error, errors.WorkspaceLockedError):
        facts["since"] = _when(error.since)
    return facts


def _meant(error: errors.UnknownKeyError) -> str:
    """Return what a key that is not known was probably meant to be, or what may stand there."""
    if error.alike:
        return f"; có phải là «{error.alike}»?"
    if not error.known:
        return "."
    shown = ", ".join(error.known[:_MOST_CHOICES])
    return f"; ở đây còn ghi được: {shown}{', …' if len(error.known) > _MOST_CHOICES else ''}."


def _reasons(error: BaseException) -> dict[str, str]:
    """Return the facts that are words of the program's own, in words for a clerk."""
    if isinstance(error, errors.CannotWriteError):
        return {"reason": _WRITE_REASONS.get(error.reason, error.reason)}
    if isinstance(error, errors.CannotReadError):
        return {"reason": _READ_REASONS.get(error.reason, "máy báo lỗi khi đọc")}
    if isinstance(error, errors.UnreadableKindError):
        return {"kind": FILE_KINDS.get(error.kind, error.kind)}
    return {}


def _when(text: str) -> str:
    try:
        return vietnamese.moment(datetime.fromisoformat(text).astimezone())
    except ValueError:
        return text


# One sentence per code. `{cell}`, `{row}` and the finding's facts may stand in it.
_FINDINGS: Final[Mapping[Code, str]] = {
    Code.NEGATIVE_COUNT: "Ô {cell}: «{found}» là số âm. Sửa trong tệp, hoặc nhập số đúng.",
    Code.PART_OVER_WHOLE: (
        "Ô {cell}: «{part_name}» là {part}, lớn hơn «{whole_name}» là {whole}. "
        "Hỏi lại đơn vị, sửa một trong hai số."
    ),
    Code.DUPLICATE_UNIT: (
        "Ô {cell}: «{found}» đã có ở dòng {other} với số liệu khác. Giữ lại một dòng."
    ),
    Code.UNKNOWN_UNIT: (
        "Ô {cell}: «{found}» không có trong danh sách{like}. Chọn đơn vị đúng hoặc bỏ dòng này."
    ),
    Code.AMBIGUOUS_UNIT: "Ô {cell}: «{found}» có thể là {candidates}. Chọn một.",
    Code.ERROR_VALUE: "Ô {cell}: công thức báo lỗi {found}. Sửa trong tệp, hoặc nhập số đúng.",
    Code.NO_CACHED_VALUE: (
        "Ô {cell}: công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi nhập."
    ),
    Code.DATE_INSTEAD_OF_NUMBER: (
        "Ô {cell}: «{found}» là ngày tháng, cần số. Sửa trong tệp, hoặc nhập số đúng."
    ),
    Code.NOT_A_NUMBER: "Ô {cell}: «{found}» không phải số. Nhập số đúng hoặc để trống.",
    Code.NOT_A_WHOLE_NUMBER: "Ô {cell}: «{found}» không phải số nguyên. Nhập số đúng.",
    Code.AMBIGUOUS_NUMBER: "Ô {cell}: «{found}» đọc được hai cách: {readings}. Nhập số đúng.",
    Code.TOTAL_MISMATCH: (
        "Ô {cell}: tổng ghi {stated}, cộng chi tiết {added} (lệch {difference}). "
        "Số tổng không được nhập; kiểm tra lại các dòng chi tiết."
    ),
    Code.SUM_MISMATCH: (
        "Ô {cell}: «{whole_name}» ghi {stated}, cộng các cột thành phần {added} "
        "(lệch {difference}). Kiểm tra với đơn vị."
    ),
    Code.RATE_MISMATCH: (
        "Ô {cell}: tỷ lệ ghi {stated}, tính từ số đếm {computed}. Số đếm được dùng."
    ),
    Code.DECREASING_COUNT: (
        "Ô {cell}: số lũy kế {found} nhỏ hơn kỳ trước ({before}). Kiểm tra với đơn vị."
    ),
    Code.TENFOLD_COUNT: (
        "Ô {cell}: số lũy kế {found} gấp từ mười lần kỳ trước trở lên ({before}), "
        "có thể thừa một chữ số. Kiểm tra với đơn vị."
    ),
    Code.MACROS_IGNORED: "Tệp có macro; phần mềm không chạy macro, chỉ đọc số liệu.",
    Code.LEGACY_ENCODING: (
        "{cells} ô (cột {columns}) gõ bằng {encoding}, nhận ra theo {by}, được đọc sang Unicode: "
        "«{before}» thành «{after}».{unknown} Tệp gốc giữ nguyên."
    ),
    Code.LEGACY_KEPT: (
        "{cells} ô (cột {columns}) gõ bằng {encoding} được giữ nguyên như trong tệp, "
        "ví dụ «{before}»."
    ),
    Code.HIDDEN_SHEET: "Trang tính ẩn «{found}» không được nhập.",
    Code.UNCLEAR_COLUMNS: (
        "Cột {columns} ({headings}) đứng ngay sau hồ sơ trực tuyến: không rõ là của hồ sơ "
        "trực tuyến hay của mọi hồ sơ, nên chưa đọc. Cho biết từng cột là gì, hoặc đồng ý bỏ qua."
    ),
    Code.PERIOD_DIFFERS: "Bảng ghi kỳ {stated}, khác tháng đã chọn {given}; giữ kỳ ghi trong bảng.",
    Code.ALREADY_IMPORTED: "Tệp này đã được nhập lúc {at}; số giống nhau được giữ nguyên.",
}


_OF_NAMES: Final[Mapping[Code, str]] = {
    Code.NO_CACHED_VALUE: (
        "Ô {cell}: tên là công thức chưa có kết quả. Chọn đơn vị đúng hoặc bỏ dòng này, "
        "hoặc mở tệp bằng Excel, lưu lại rồi nhập."
    ),
}
"""What is said instead where the cell holds a name (fact `of`), not a number."""
_FACT_WORDS: Final[Mapping[Code, Mapping[str, Mapping[str, str]]]] = {
    Code.UNKNOWN_UNIT: {
        "like": {"formula": ", trông như công thức nên được giữ là chữ, không chạy"}
    },
    Code.LEGACY_ENCODING: {
        "by": {"font": "phông chữ", "content": "nội dung"},
        "unknown": {"case": " Chữ hoa có dấu không phân biệt được với chữ thường."},
    },
}
"""Facts that are keys, and the words that stand for them in a sentence."""


class _Lenient(dict[str, str]):
    """Facts a sentence asks for and a finding does not have read as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(finding: Finding) -> str:
    """Return the sentence of a finding: where, what is wrong, what to do."""
    place = finding.place
    row = "" if place.row is None else str(place.row)
    words = _FACT_WORDS.get(finding.code, {})
    said = {key: words.get(key, {}).get(fact, fact) for key, fact in finding.facts.items()}
    none = dict.fromkeys(words, "")
    facts = _Lenient({"cell": place.cell or row, "row": row, **none, **said})
    words_of_all = _OF_NAMES if is_of_name(finding) else _FINDINGS
    return words_of_all[finding.code].format_map(facts)


def is_of_name(finding: Finding) -> bool:
    """Say whether what is wrong with a cell is that it holds no name."""
    return finding.facts.get("of") == "name"

"""No error and no finding reaches the user without its own Vietnamese sentence."""

import inspect
import re
import unicodedata
from pathlib import Path

import pytest

from thidua_desktop import errors
from thidua_desktop.domain.findings import Code, Finding, Place
from thidua_desktop.errors import (
    AmbiguousChoiceError,
    AppError,
    CannotReadError,
    CannotWriteError,
    RefusedFileError,
    UnknownChoiceError,
    UnreadableKindError,
    WorkspaceLockedError,
)
from thidua_desktop.services import wording
from thidua_desktop.services.wording import UNEXPECTED, describe, sentence

REFUSALS = (
    "empty-file",
    "not-a-spreadsheet",
    "damaged-file",
    "password-protected",
    "too-large",
    "unsafe-xml",
    "no-table",
    "nothing-filled",
)


def kinds(base=AppError):
    return [kind for child in base.__subclasses__() for kind in (child, *kinds(child))]


def an(kind):
    """Make an error of a kind with plausible facts."""
    given = {"code": "no-table", "path": Path("sổ.thidua"), "errors": 1, "warnings": 2}
    facts = {
        name: given.get(name, ("a", "b") if "tuple" in str(parameter.annotation) else "abc")
        for name, parameter in inspect.signature(kind).parameters.items()
    }
    return kind(**facts)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_error_has_its_own_message(kind):
    message = describe(an(kind))

    assert message.what != UNEXPECTED.what
    assert "{" not in str(message)


def test_a_bug_is_not_blamed_on_the_user():
    assert describe(ZeroDivisionError()) == UNEXPECTED


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_names_the_file_and_says_the_data_is_safe(code):
    message = describe(RefusedFileError("bảng.xlsx", code, "chi tiết"))

    assert "bảng.xlsx" in message.what
    assert "chưa thay đổi" in message.now


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("docx", "(đây là văn bản Word)"),
        ("doc", "(đây là văn bản Word)"),
        ("rtf", "(đây là văn bản Word)"),
        ("pptx", "(đây là bài trình chiếu PowerPoint)"),
        ("pdf", "(đây là tệp PDF)"),
        ("jpg", "(đây là tệp ảnh)"),
        ("zip", "(đây là tệp nén hoặc tệp của chương trình khác)"),
    ],
)
def test_what_a_file_is_instead_is_said_in_words_a_clerk_knows(kind, words):
    message = describe(RefusedFileError("bảng.xlsx", "not-a-spreadsheet", kind))

    assert message.what == f"Tệp «bảng.xlsx» không phải bảng tính {words}."


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("old xls", "(bảng tính Excel đời trước năm 1995)"),
        ("xls", "(bảng tính Excel đời trước năm 1995)"),
        ("xlsb", "(bảng tính Excel dạng nhị phân .xlsb)"),
        ("xml", "(tệp XML không phải bảng tính Excel)"),
    ],
)
def test_a_kind_that_is_not_read_is_named_in_words_and_how_to_save_it_anew(kind, words):
    message = describe(UnreadableKindError("bảng.xls", kind))

    assert words in message.what
    assert "chọn «Lưu thành» kiểu .xlsx" in message.now


@pytest.mark.parametrize("code", Code)
def test_every_finding_has_a_sentence(code):
    found = sentence(Finding(code, Place("Trang 1", "C7", 7), {"found": "x"}))

    assert found.endswith(".")
    assert "{" not in found


def test_a_finding_names_its_cell():
    finding = Finding(Code.NOT_A_NUMBER, Place("Trang 1", "C7", 7), {"found": "mười"})

    assert sentence(finding) == "Ô C7: «mười» không phải số. Nhập số đúng hoặc để trống."


def test_choices_are_named():
    error = UnknownChoiceError("trang tính", "Tổng", ("Tổng hợp", "Chi tiết"))

    assert str(describe(error)) == (
        "Không có trang tính «Tổng». Có thể chọn: «Tổng hợp», «Chi tiết»."
    )


def test_a_long_list_of_choices_is_cut():
    names = tuple(f"Xã {number}" for number in range(40))

    assert "và 28 mục khác" in describe(UnknownChoiceError("đơn vị", "Y", names)).now


def test_nothing_given_is_not_quoted():
    message = describe(AmbiguousChoiceError("đợt thi đua", "", ("a", "b")))

    assert message.what == "Cần nói rõ đợt thi đua."


def test_a_lock_says_who_and_since_when():
    error = WorkspaceLockedError(Path("s.thidua"), "Hà", "PC-03", "08:15 ngày 05/01/2024")

    assert "Hà" in describe(error).what
    assert "PC-03" in describe(error).what


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory"), "(không thấy tệp)"),
        (PermissionError(13, "Permission denied"), "không có quyền đọc, hoặc chương trình khác"),
        (OSError(5, "Input/output error"), "(máy báo lỗi khi đọc)"),
    ],
)
def test_a_reason_for_not_reading_is_said_in_vietnamese(error, words):
    assert words in describe(CannotReadError.of(Path("số liệu.xlsx"), error)).what


def test_a_folder_is_called_one(tmp_path):
    found = CannotReadError.of(tmp_path, IsADirectoryError(21, "Is a directory"))

    assert "(đây là một thư mục)" in describe(found).what


def test_a_reason_for_not_writing_is_put_in_words():
    assert "ổ đĩa đã đầy" in describe(CannotWriteError(Path("a.pdf"), "disk-full")).what


def test_every_sentence_is_composed():
    source = inspect.getsource(wording)

    assert unicodedata.is_normalized("NFC", source)


def test_every_error_says_what_its_facts_are():
    for kind in kinds():
        assert kind.__doc__, kind
    assert re.search("wording", errors.__doc__ or "")

"""The PDF as a reader has it: words that copy out, our typeface only, page numbers, metadata."""

import re
import unicodedata
from dataclasses import replace

import pytest
from documents.paper import (
    FACTS,
    LONG,
    PERSON_FACTS,
    embedded_names,
    font_names,
    pages_of,
)
from PySide6.QtPdf import QPdfDocument

from thidua_desktop.documents.forms import form_ids, load_form
from thidua_desktop.documents.model import Document, Paragraph, Run
from thidua_desktop.documents.pdf import render_pdf
from thidua_desktop.documents.report import compose_report
from thidua_desktop.errors import UnprintableTextError

FORM = load_form("nd91-2017/mau-07-tap-the")
PERSON_FORM = load_form("nd91-2017/mau-07-ca-nhan")
FORM_8 = load_form("nd98-2023/mau-08-tap-the")
PERSON_FORM_8 = load_form("nd98-2023/mau-08-ca-nhan")
FORM_152 = load_form("nd152-2025/mau-08-tap-the")
PERSON_FORM_152 = load_form("nd152-2025/mau-08-ca-nhan")

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for vowel in VOWELS
    for letter in (vowel, vowel.upper())
    for tone in TONES
)
ALPHABET = LETTERS + "đĐbcdghklmnpqrstvxBCDGHKLMNPQRSTVX0123456789.,;:%()/-–×−≥≤→“”«»…"


def paper(*texts, **face):
    return Document("Thử", tuple(Paragraph((Run(text, **face),)) for text in texts))


@pytest.fixture
def pages(qapp, tmp_path):
    return lambda pdf: pages_of(pdf, tmp_path)


@pytest.mark.parametrize(
    ("form", "facts", "name"),
    [
        (FORM, FACTS, "mau-07-tap-the.txt"),
        (PERSON_FORM, PERSON_FACTS, "mau-07-ca-nhan.txt"),
        (
            FORM,
            replace(FACTS, day=None, sections={}, fields={}, superior_signer="", issuer_signer=""),
            "mau-07-tap-the-chua-soan.txt",
        ),
        (FORM_8, FACTS, "mau-08-tap-the.txt"),
        (PERSON_FORM_8, PERSON_FACTS, "mau-08-ca-nhan.txt"),
        (
            PERSON_FORM_8,
            replace(PERSON_FACTS, day=None, sections={}, fields={}, results=()),
            "mau-08-ca-nhan-chua-soan.txt",
        ),
        (FORM_152, FACTS, "mau-08-nd152-tap-the.txt"),
        (PERSON_FORM_152, PERSON_FACTS, "mau-08-nd152-ca-nhan.txt"),
        (
            PERSON_FORM_152,
            replace(PERSON_FACTS, day=None, sections={}, fields={}, results=()),
            "mau-08-nd152-ca-nhan-chua-soan.txt",
        ),
    ],
)
def test_the_words_of_each_form(same_words, form, facts, name):
    same_words(render_pdf(compose_report(form, facts)), name)


@pytest.mark.parametrize("form_id", form_ids())
def test_what_is_only_for_the_program_is_never_printed(pages, form_id):
    form = load_form(form_id)
    facts = FACTS if form_id.endswith("tap-the") else PERSON_FACTS

    words = " ".join(" ".join(pages(render_pdf(compose_report(form, facts)))).split())

    assert form.status not in words
    assert "dựng lại" not in words
    assert "không viết tắt" not in words
    assert "{{" not in words
    assert not [one.hint for one in form.sections if one.hint and one.hint in words]


@pytest.mark.parametrize(
    "face", [{}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}]
)
def test_every_letter_copies_out_in_nfc(pages, face):
    spaced = " ".join(ALPHABET)

    words = "".join(pages(render_pdf(paper(spaced, **face)))).split()

    assert "".join(words) == ALPHABET
    assert all(unicodedata.is_normalized("NFC", word) for word in words)


@pytest.fixture
def ink(qapp, tmp_path):
    """Return how dark each point of the first letter of a text is on the page."""

    def draw(text):
        path = tmp_path / "letter.pdf"
        path.write_bytes(render_pdf(paper(text)))
        document = QPdfDocument()
        document.load(str(path))
        image = document.render(0, (document.pagePointSize(0) * 2).toSize())
        document.close()
        area = ((x, y) for x in range(236, 270) for y in range(106, 156))
        return [image.pixelColor(x, y).alpha() for x, y in area]

    return draw


@pytest.mark.parametrize("letter", ["Ẳ", "ễ", "Ỗ", "ự", "Đ", "ỹ"])
def test_a_letter_is_drawn_with_its_marks(ink, letter):
    base = {"Đ": "D"}.get(letter, unicodedata.normalize("NFD", letter)[0])

    marked, plain = ink(letter), ink(base)

    assert sum(marked) > sum(plain) > 0


def test_decomposed_text_is_printed_composed(pages):
    (words,) = pages(render_pdf(paper(unicodedata.normalize("NFD", "Số hóa hồ sơ"))))

    assert words.strip() == "Số hóa hồ sơ"


def test_justified_words_keep_their_spaces(pages):
    (words,) = pages(render_pdf(paper(LONG * 3)))

    assert words.split() == (LONG * 3).split()


def test_a_letter_without_glyph_is_refused_before_a_page_is_made():
    with pytest.raises(UnprintableTextError) as caught:
        render_pdf(paper("Kết quả tốt 😀 và 漢"))

    assert caught.value.characters == ("漢", "😀")
    assert "Kết quả" in caught.value.near


def test_only_our_typeface_is_in_the_file_and_all_of_it_embedded():
    pdf = render_pdf(compose_report(FORM, FACTS))

    names = font_names(pdf)

    assert names
    assert names == embedded_names(pdf)
    assert all("LiberationSerif" in name for name in names)


def test_the_first_page_has_no_number_and_the_second_has(pages):
    facts = replace(FACTS, sections=dict.fromkeys(FACTS.sections, LONG * 20))

    found = pages(render_pdf(compose_report(FORM, facts)))

    assert len(found) >= 3
    assert not re.search(r"(?m)^1$", found[0])
    for number, page in enumerate(found[1:], start=2):
        assert re.search(rf"(?m)^{number}\s*$", page)


def test_title_language_and_program_are_stated(qapp, tmp_path):
    pdf = render_pdf(compose_report(FORM, FACTS))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    document = QPdfDocument()
    document.load(str(path))

    title = document.metaData(QPdfDocument.MetaDataField.Title)
    document.close()

    assert title == "Báo cáo thành tích: Phòng Cải cách hành chính"
    assert b"/Lang (vi-VN)" in pdf
    assert b"/DisplayDocTitle true" in pdf


def test_the_same_document_gives_the_same_bytes():
    document = compose_report(FORM, FACTS)

    assert render_pdf(document) == render_pdf(document)


def test_the_preview_differs_from_paper_only_where_something_is_missing():
    complete = compose_report(FORM, FACTS)
    missing = compose_report(FORM, replace(FACTS, sections={}))

    assert render_pdf(complete) == render_pdf(complete, mark_missing=True)
    assert render_pdf(missing) != render_pdf(missing, mark_missing=True)


def test_an_empty_document_is_one_empty_page(pages):
    assert pages(render_pdf(Document("Trống", ()))) == [""]


def test_words_stand_across_every_page(pages):
    document = replace(paper(*["Một dòng chữ"] * 120), watermark="MÔ PHỎNG")

    found = pages(render_pdf(document))

    assert len(found) > 1
    assert all("MÔ PHỎNG" in " ".join(page.split()) for page in found)
    assert "MÔ PHỎNG" not in "".join(pages(render_pdf(paper("Một dòng chữ"))))

"""The forms: every shipped one reads, and a mistake in one names its place."""

import pytest

from thidua_desktop import assets
from thidua_desktop.documents.forms import SectionKind, form_ids, load_form, read_form
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import DataFileError, UnknownChoiceError, UnknownKeyError

UNIT_FORM = "nd91-2017/mau-07-tap-the"


@pytest.fixture
def edited(tmp_path):
    """Return a copy of the collective form with one piece of text replaced."""

    def edit(old, new):
        text = assets.form(f"{UNIT_FORM}.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "mau.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


@pytest.mark.parametrize("form_id", form_ids())
def test_every_shipped_form_reads_under_its_own_id(form_id):
    form = load_form(form_id)

    assert form.id == form_id
    # No annex was seen: none may pass for verbatim.
    assert form.status.startswith("dựng lại")
    assert "đối chiếu bản gốc" in form.status
    assert f"NĐ {form.decree.split()[2].removesuffix('/NĐ-CP')}" in form.name
    assert "RECONSTRUCTED" in assets.form(f"{form_id}.toml").read_text(encoding="utf-8")


def test_forms_stand_in_the_order_of_their_decrees():
    decrees = list(dict.fromkeys(one.split("/")[0] for one in form_ids()))

    assert decrees == ["nd91-2017", "nd98-2023", "nd152-2025"]


def test_a_number_that_was_inferred_says_so():
    for branch in ("tap-the", "ca-nhan"):
        assert "số mẫu 08 là suy ra" in load_form(f"nd152-2025/mau-08-{branch}").status


@pytest.mark.parametrize("form", ["nd91-2017/mau-07", "nd98-2023/mau-08", "nd152-2025/mau-08"])
def test_both_branches_of_a_form_are_there(form):
    kinds = {load_form(name).kind for name in form_ids() if name.startswith(form)}

    assert kinds == {Kind.UNIT, Kind.PERSON}


def test_texts_written_for_one_decree_have_their_place_in_the_other():
    for branch in ("tap-the", "ca-nhan"):
        old = load_form(f"nd91-2017/mau-07-{branch}")
        for later in ("nd98-2023", "nd152-2025"):
            new = load_form(f"{later}/mau-08-{branch}")

            assert [(one.key, one.kind) for one in old.sections] == [
                (one.key, one.kind) for one in new.sections
            ]


@pytest.mark.parametrize("branch", ["tap-the", "ca-nhan"])
@pytest.mark.parametrize("decree", ["nd98-2023", "nd152-2025"])
def test_form_eight_speaks_of_movements_as_the_law_of_2022_does(decree, branch):
    form = load_form(f"{decree}/mau-08-{branch}")
    said = [form.title.about, form.opening, *(one.title + one.text for one in form.sections)]

    assert "phong trào thi đua theo chuyên đề" in form.title.about
    assert not [one for one in said if "đợt thi đua" in one]


def test_since_there_are_two_levels_of_government_no_district_is_asked_for():
    unit, person = (load_form(f"nd152-2025/mau-08-{one}") for one in ("tap-the", "ca-nhan"))
    places = "xã, phường, đặc khu; tỉnh, thành phố"

    assert places in unit.section("summary").hint
    assert places in person.section("summary").hint
    assert places in person.fields["residence"]
    for form in (unit, person):
        said = [*form.fields.values(), *(one.hint + one.text for one in form.sections)]
        assert not [one for one in said if "huyện" in one]


def test_part_three_is_off_until_asked_for():
    shown = {one.number: one.shown for one in load_form(UNIT_FORM).sections}

    assert shown == {
        "I": True, "II": True, "II.1": True, "II.2": True, "II.3": True, "II.4": True,
        "II.5": True, "III": False,
    }  # fmt: skip


def test_a_section_knows_its_level_and_its_printed_number():
    section = load_form(UNIT_FORM).section("measures")

    assert section.kind is SectionKind.TEXT
    assert section.level == 2
    assert section.heading == "3. Biện pháp, giải pháp, sáng kiến"


def test_there_is_no_section_of_another_name():
    with pytest.raises(KeyError):
        load_form(UNIT_FORM).section("nothing")


def test_an_unknown_form_names_those_there_are():
    with pytest.raises(UnknownChoiceError) as caught:
        load_form("nd91-2017/mau-99")

    assert caught.value.given == "nd91-2017/mau-99"
    assert UNIT_FORM in caught.value.choices


MISTAKES = [
    ('status = "', 'note = "x"\nstatus = "', "note", "không có khóa này"),
    ('kind = "BÁO CÁO', 'shape = 1\nkind = "BÁO CÁO', "title.shape", "không có khóa này"),
    ('key = "summary"', 'key = "summary"\ncolour = "red"', "sections[1].colour", "không có khóa"),
    ('decree = "Nghị định 91/2017/NĐ-CP"\n', "", "decree", "chuỗi ký tự"),
    ('number = "07"', "number = 7", "number", "chuỗi ký tự"),
    ('kind = "unit"', 'kind = "team"', "kind", "unit | person"),
    ('kind = "heading"', 'kind = "title"', "sections[2].kind", "heading | text | facts"),
    ("shown = false", 'shown = "no"', "sections[8].shown", "true hoặc false"),
    ("width = 5.2", 'width = "wide"', "sections[4].columns[2].width", "số lớn hơn 0"),
    ("width = 5.2", "width = 0", "sections[4].columns[2].width", "số lớn hơn 0"),
    ("width = 5.2", "width = true", "sections[4].columns[2].width", "số lớn hơn 0"),
    ('value = "order"', 'value = "rank"', "sections[4].columns[1].value", "order | indicator"),
    ('align = "left"', 'align = "middle"', "sections[4].columns[2].align", "left | center"),
    ('lines = ["ĐỀ NGHỊ', 'lines = [1, "ĐỀ NGHỊ', "title.lines", "danh sách chuỗi"),
    ('lines = ["{{head_title}}"]', "lines = []", "signatures.right.lines", "ít nhất một"),
    ("[signatures.left]", "[signatures.middle]", "signatures.middle", "không có khóa này"),
    ("[signatures.left]", "[other]", "other", "không có khóa này"),
    ("[[sections]]  # twin b", "[[parts]]", "parts", "không có khóa này"),
    ('key = "results"', 'key = "summary"', "sections[4].key", "khóa chưa dùng"),
    ("{{theme}}", "{{topic}}", "title", "[fields]"),
    ('kind = "facts"', 'kind = "text"', "sections[3].text", "kind = facts"),
    ('kind = "results-table"', 'kind = "text"', "sections[4].columns", "kind = results-table"),
    ('subject_name = "Tên đơn vị"', "subject_name = 1", "fields.subject_name", "chuỗi ký tự"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "expected"), MISTAKES)
def test_a_mistake_names_file_key_and_what_was_expected(edited, old, new, key, expected):
    path = edited(old, new)

    with pytest.raises(DataFileError) as caught:
        read_form(path)

    assert caught.value.file == "mau.toml"
    assert caught.value.key == key
    assert expected in caught.value.expected


@pytest.mark.parametrize(
    ("old", "new", "key", "meant"),
    [
        ("document_title", "document-title", "document-title", "document_title"),
        ('opening = "', 'openning = "', "openning", "opening"),
        ("[title]", "[titel]", "titel", "title"),
        ("lines = [", "line = [", "title.line", "lines"),
        ("hint = ", "hints = ", "sections[1].hints", "hint"),
        ("width = 0.7", "widht = 0.7", "sections[4].columns[1].widht", "width"),
        ("note_without_seal", "note-without-seal", "signatures.right.note-without-seal",
         "note_without_seal"),
    ],
)  # fmt: skip
def test_a_slip_is_named_before_what_it_leaves_missing(edited, old, new, key, meant):
    with pytest.raises(UnknownKeyError) as caught:
        read_form(edited(old, new))

    assert (caught.value.key, caught.value.alike) == (key, meant)


def test_a_file_that_is_not_toml_is_refused(tmp_path):
    path = tmp_path / "mau.toml"
    path.write_text("id = ", encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        read_form(path)

    assert caught.value.expected == "TOML, UTF-8"


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "mau.toml"
    path.write_bytes("id = 'mẫu'".encode("utf-16"))

    with pytest.raises(DataFileError):
        read_form(path)

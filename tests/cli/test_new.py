"""A file begun with a campaign that ships, with one of one's own, or with a blank one."""

from pathlib import Path

import pytest

from thidua_desktop import assets
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of

REGISTER = Path(__file__).parents[1] / "files" / "nui-thanh" / "don-vi.xlsx"
BLANK = ("--blank", "Chuyển đổi số 2025", "--office", "UBND xã Núi Thành", "--end", "2025-12-31")


@pytest.fixture
def own(tmp_path):
    """Return a preset file of one's own, made from one that ships."""
    text = assets.resource("campaigns/nui-thanh-2023.toml").read_text("utf-8")
    path = tmp_path / "của tôi.toml"
    path.write_text(text.replace('id = "nui-thanh-2023"', 'id = "cua-toi-2024"', 1), "utf-8")
    return path


def campaigns(path):
    return office_of(open_file(path, read_only=True)).campaigns.all()


def test_a_file_is_begun_from_a_preset_file_of_ones_own(thidua, tmp_path, own):
    path = tmp_path / "sổ.thidua"

    status, _, said = thidua("new", path, "--from", own)

    assert (status, said) == (0, f"Đã tạo {path} với 0 đơn vị, cá nhân.\n")
    assert [one.key for one in campaigns(path)] == ["cua-toi-2024"]


def test_its_units_come_from_a_register_in_the_same_step(thidua, tmp_path, own):
    path = tmp_path / "sổ.thidua"

    status, _, said = thidua("new", path, "--from", own, "--units", REGISTER)

    assert status == 0
    assert "với 28 đơn vị, cá nhân" in said


def test_a_blank_campaign_begins_a_file_and_is_ranked(thidua, tmp_path):
    path = tmp_path / "sổ.thidua"

    status, _, said = thidua("new", path, *BLANK, "--start", "01/6/2025")

    assert status == 0
    assert "còn trống: mở sổ, ghi thể lệ ở trang «Đợt thi đua»" in said
    assert [one.key for one in campaigns(path)] == ["chuyen-doi-so-2025"]
    assert thidua("rank", path)[0] == 0


def test_blank_and_own_campaigns_are_added_to_a_file_as_well(thidua, tmp_path, own):
    path = tmp_path / "sổ.thidua"
    thidua("new", path, "--preset", "nui-thanh-2023")

    first, _, _ = thidua("campaign", "add", path, *BLANK)
    second, _, _ = thidua("campaign", "add", path, "--from", own)

    assert (first, second) == (0, 0)
    keys = [one.key for one in campaigns(path)]
    assert keys == ["nui-thanh-2023", "chuyen-doi-so-2025", "cua-toi-2024"]


@pytest.mark.parametrize("command", [("new",), ("campaign", "add")])
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            (),
            "Thiếu tùy chọn --preset (đợt có sẵn), --from (tệp mẫu .toml) hoặc --blank",
        ),
        (
            ("--preset", "nui-thanh-2023", "--from", "a.toml"),
            "Chỉ dùng một trong --preset, --from, --blank.",
        ),
        (
            ("--preset", "mẫu.toml"),
            "--preset là mã đợt có sẵn; với tệp mẫu thì viết --from mẫu.toml.",
        ),
        (
            ("--blank", "Thử", "--office", "Sở Thử"),
            "Đợt trống cần thêm --office (cơ quan tổ chức) và --end (ngày kết thúc).",
        ),
        (
            ("--preset", "nui-thanh-2023", "--end", "2025-12-31"),
            "--office, --start, --end chỉ đi cùng --blank.",
        ),
        (("--blank", "Thử", "--office", "Sở", "--end", "31/13/2025"), "không phải ngày"),
        (("--preset", "khong-co"), "Không có"),
    ],
)
def test_wrong_use_is_said_in_words_and_makes_no_file(thidua, tmp_path, command, options, sentence):
    path = tmp_path / "sổ.thidua"
    if command != ("new",):
        thidua("new", path, "--preset", "ubnd-tinh-lang-son-2023")

    status, _, said = thidua(*command, path, *options)

    assert status == 2
    assert sentence in said
    assert path.exists() == (command != ("new",))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--blank", " ", "--office", "Sở", "--end", "2025-12-31"), "tên ngắn"),
        (("--blank", "Thử", "--office", " ", "--end", "2025-12-31"), "cơ quan tổ chức"),
        (
            ("--blank", "Thử", "--office", "Sở", "--start", "2025-02-01", "--end", "2025-01-01"),
            "ngày không trước 01/02/2025",
        ),
        (("--from", "không có.toml"), "không có.toml"),
    ],
)
def test_what_cannot_be_a_campaign_is_said_and_makes_no_file(thidua, tmp_path, options, sentence):
    status, _, said = thidua("new", tmp_path / "sổ.thidua", *options)

    assert status == 1
    assert sentence in said
    assert not (tmp_path / "sổ.thidua").exists()


def test_a_slip_in_the_file_of_ones_own_is_named_and_makes_no_file(thidua, tmp_path, own):
    own.write_text(own.read_text("utf-8").replace("end = 2023", "ends = 2023", 1), "utf-8")

    status, _, said = thidua("new", tmp_path / "sổ.thidua", "--from", own)

    assert status == 1
    assert said == (
        "Tệp của tôi.toml: khóa «ends» không có trong mẫu; có phải là «end»? "
        "Sửa hoặc bỏ khóa đó trong tệp rồi mở lại.\n"
    )
    assert not (tmp_path / "sổ.thidua").exists()


@pytest.mark.parametrize("options", [BLANK, ("--from",)])
def test_an_existing_file_is_never_replaced(thidua, tmp_path, own, options):
    path = tmp_path / "sổ.thidua"
    path.write_bytes(b"quan trong")

    status, _, _ = thidua("new", path, *options, *((own,) if options == ("--from",) else ()))

    assert status == 1
    assert path.read_bytes() == b"quan trong"

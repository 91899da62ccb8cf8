"""`thidua whatif` on the demonstration data: said in words, as JSON, and never written."""

import json
from hashlib import sha256

import pytest

from thidua_desktop.domain.whatif import Scenario
from thidua_desktop.services.demo import DAY, make_demo_file
from thidua_desktop.services.files import open_file
from thidua_desktop.services.office import office_of

IN_JANUARY = ("--campaign", "nui-thanh-2023", "--as-of", "2024-01-05")
ONE_MORE = ("--figure", "Xã Tam Anh Bắc:online_total=16.250")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "mẫu.thidua"
    make_demo_file(path)
    return path


def test_one_dossier_more_is_said_as_a_simulation(filled, thidua):
    before = sha256(filled.read_bytes()).digest()

    status, out, _ = thidua("whatif", filled, *IN_JANUARY, *ONE_MORE)

    assert status == 0
    lines = out.splitlines()
    assert lines[0] == lines[-1] == "MÔ PHỎNG: không phải kết quả chính thức, sổ không thay đổi"
    assert "1. Xã Tam Anh Bắc có 16.250 hồ sơ «Trực tuyến» thay vì 16.249" in lines
    assert "–\t2\tXã Tam Anh Bắc\tĐược giải\t–\t65,00\t\tGiải nhì\tGiấy khen" in out
    assert "6\t7\tThị trấn Núi Thành\tXuống 1 hạng\t32,25\t32,25\t\t\t" in lines
    assert sha256(filled.read_bytes()).digest() == before


def test_everything_at_once_as_json(filled, thidua):
    options = (*ONE_MORE, "--limit", "xet-xa=60", "--reading", "order=no-coefficient")

    status, out, _ = thidua(
        "whatif", filled, *IN_JANUARY, *options, "--drop", "giai-nhat", "--json"
    )

    found = json.loads(out)
    assert status == 0
    assert (found["label"], found["campaign"]) == ("MÔ PHỎNG", "nui-thanh-2023")
    assert len(found["supposed"]) == 4
    rows = {one["unit"]: one for one in found["groups"][1]["rows"]}
    assert rows["Xã Tam Hải"]["change"] == "comes-in"
    assert rows["Xã Tam Sơn"]["prize_before"] == "Giải nhất"
    assert rows["Xã Tam Sơn"]["rank_after"] == 2
    assert found["money_before"] == 26_500_000


def test_a_target_by_its_id_means_every_group(filled, thidua):
    _, out, _ = thidua("whatif", filled, *IN_JANUARY, "--limit", "online=50", "--json")

    assert len(json.loads(out)["supposed"]) == 2


def test_a_scenario_of_the_file_by_its_name(filled, thidua, tmp_path):
    path = tmp_path / "sổ.thidua"
    path.write_bytes(filled.read_bytes())
    whatif = office_of(open_file(path, user="An")).whatif
    status, out, _ = thidua("whatif", path, *IN_JANUARY, "--scenario", "Thêm một")
    assert (status, out) == (2, "")
    key = "nui-thanh-2023"
    one = next(miss for miss in office_of(open_file(path)).near_misses.near_misses(key, DAY))
    whatif.save(key, "Thêm một", Scenario().plus(one.remedy))

    status, out, _ = thidua("whatif", path, *IN_JANUARY, "--scenario", "thêm một")

    assert status == 0
    assert "Xã Tam Anh Bắc được giải nhì" in out


@pytest.mark.parametrize(
    ("options", "status", "why"),
    [
        (("--figure", "Xã Tam Hải=80"), 2, "TÊN:MÃ_SỐ_LIỆU=SỐ"),
        (("--figure", "Xã Không Có:online_total=80"), 2, "Không có đơn vị, cá nhân"),
        (("--figure", "Xã Tam Hải:gì_đó=80"), 2, "Không có số liệu «gì_đó»"),
        (("--figure", "Xã Tam Hải:online_total=nhiều"), 1, "«nhiều» không dùng được"),
        (("--limit", "gì-đó=60"), 2, "Không có mức giao, ngưỡng «gì-đó»"),
        (("--limit", "xet-xa=600"), 1, "«600» không dùng được"),
        (("--reading", "order=gì-đó"), 2, "Không có Thứ tự tính «gì-đó»"),
        (("--drop", "gì-đó"), 2, "Không có tiêu chuẩn «gì-đó»"),
    ],
)
def test_what_cannot_be_tried_is_said(filled, thidua, options, status, why):
    found, out, said = thidua("whatif", filled, *IN_JANUARY, *options)

    assert (found, out) == (status, "")
    assert why in said

"""Commands on files: made, imported into, checked, kept."""

from pathlib import Path
from typing import Any

import click

from thidua_desktop.cli.console import DATA_STOPPED, commands, put_json, say
from thidua_desktop.cli.options import (
    CAMPAIGN,
    FILE,
    FOLDER,
    JSON,
    Begun,
    MonthType,
    PairType,
    beginning,
)
from thidua_desktop.cli.words import VietnameseGroup
from thidua_desktop.domain import vietnamese


@commands.command("presets")
@JSON
def presets_command(*, as_json: bool) -> None:
    """Các đợt thi đua có sẵn."""
    from thidua_desktop.services.campaigns import presets

    found = presets()
    if as_json:
        put_json(
            [
                {
                    "id": one.id,
                    "name": one.name,
                    "starts": one.starts.isoformat() if one.starts else None,
                    "ends": one.ends.isoformat(),
                    "status": one.status,
                }
                for one in found
            ]
        )
        return
    for one in found:
        starts = vietnamese.day(one.starts) if one.starts else "chưa rõ"
        click.echo(f"{one.id}\t{one.name}\t{starts} – {vietnamese.day(one.ends)}\t{one.status}")


@commands.command("new")
@FILE
@beginning
@click.option(
    "--units",
    metavar="DANH_SÁCH",
    type=click.Path(path_type=Path),
    help="Danh sách đơn vị, cá nhân.",
)
def new_command(file: Path, begun: Begun, units: Path | None) -> None:
    """Tạo sổ thi đua mới: từ đợt có sẵn, từ tệp mẫu, hoặc với một đợt trống."""
    from thidua_desktop.services.files import create_file, create_file_with
    from thidua_desktop.services.units import UnitService

    if begun.preset is not None:
        key, workspace = begun.preset, create_file(file, begun.preset, units)
    else:
        new = begun.campaign()
        key, workspace = new.id, create_file_with(file, new, units)
    count = len(UnitService(workspace).participants(key))
    say(f"Đã tạo {file} với {count} đơn vị, cá nhân.")
    if begun.blank is not None:
        say("Đợt thi đua còn trống: mở sổ, ghi thể lệ ở trang «Đợt thi đua».")


@commands.group("campaign", cls=VietnameseGroup)
def campaign_group() -> None:
    """Các đợt thi đua trong sổ."""


@campaign_group.command("add")
@FILE
@beginning
def campaign_add_command(file: Path, begun: Begun) -> None:
    """Thêm một đợt thi đua vào sổ: có sẵn, từ tệp mẫu, hoặc trống."""
    from thidua_desktop.services.campaign_adding import CampaignAdder
    from thidua_desktop.services.campaigns import CampaignService
    from thidua_desktop.services.files import writing

    key = begun.preset
    with writing(file) as workspace:
        if key is None:
            key = CampaignAdder(workspace).add(begun.campaign()).key
        else:
            CampaignService(workspace).add(key)
    say(f"Đã thêm đợt {key} vào {file}.")


@commands.command("import")
@FILE
@click.argument("table", metavar="BẢNG", type=click.Path(path_type=Path))
@CAMPAIGN
@click.option("--sheet", metavar="TÊN", help="Trang tính cần nhập.")
@click.option("--period", type=MonthType(), help="Tháng của số liệu, ví dụ 2023-12.")
@click.option(
    "--map",
    "mapping",
    type=PairType(),
    multiple=True,
    help="Ghép chỉ số với cột, ví dụ resolved_total=C.",
)
@click.option(
    "--read",
    "readings",
    type=PairType(),
    multiple=True,
    help="Cách đọc số hai nghĩa của một cột, ví dụ F=decimals "
    "(decimals, thousands, percents, shares).",
)
@click.option("--keep-text", is_flag=True, help="Giữ nguyên chữ bảng mã cũ như trong tệp.")
@click.option("--ignore-mapping", is_flag=True, help="Không dùng cách ghép cột đã nhớ.")
@click.option("--large", is_flag=True, help="Đọc cả tệp lớn hơn mức thường cho phép.")
@click.option("--add-units", is_flag=True, help="Thêm đơn vị chưa có trong danh sách.")
@click.option("--accept-warnings", is_flag=True, help="Chấp nhận các cảnh báo.")
@click.option("--skip-errors", is_flag=True, help="Bỏ các dòng có lỗi, nhập các dòng còn lại.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi.")
@JSON
def import_command(  # noqa: PLR0913 - one parameter per option of the command
    file: Path,
    table: Path,
    campaign: str | None,
    sheet: str | None,
    period: str | None,
    mapping: tuple[tuple[str, str], ...],
    *,
    readings: tuple[tuple[str, str], ...],
    keep_text: bool,
    ignore_mapping: bool,
    large: bool,
    add_units: bool,
    accept_warnings: bool,
    skip_errors: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Nhập một bảng số liệu vào sổ."""
    from thidua_desktop.services.import_orders import ImportOrder
    from thidua_desktop.services.import_views import ImportChoices

    order = ImportOrder(
        choices=ImportChoices(
            sheet=sheet,
            columns={column.upper(): measure for measure, column in mapping},
            month=period,
            readings={column.upper(): reading for column, reading in readings},
            as_typed=frozenset("*") if keep_text else frozenset(),
        ),
        ignore_mapping=ignore_mapping,
        large=large,
        add_units=add_units,
        accept_warnings=accept_warnings,
        skip_errors=skip_errors,
        dry_run=dry_run,
    )
    return _import(file, table, campaign, order, as_json=as_json)


def _import(file: Path, table: Path, campaign: str | None, order: Any, *, as_json: bool) -> int:
    from thidua_desktop.errors import RefusedFileError, UnreadableKindError
    from thidua_desktop.services.files import writing
    from thidua_desktop.services.import_orders import import_tables
    from thidua_desktop.services.imports import may_be_large
    from thidua_desktop.services.jsonout import plan_json, refusal_json

    try:
        with writing(file) as workspace:
            results = import_tables(workspace, campaign, table, order)
    except (RefusedFileError, UnreadableKindError) as error:
        if as_json:
            put_json(refusal_json(error))
        if not order.large and may_be_large(error):
            say("Nếu đúng là bảng cần nhập, thêm --large để vẫn đọc tệp lớn này.")
        raise
    if as_json:
        plans = [plan_json(one.plan) for one in results]
        put_json(plans if len(plans) > 1 else plans[0])
    for result in results:
        if result.messages:
            sheet = f", trang «{result.plan.sheet}»" if result.plan.names_sheets else ""
            say(f"Tệp «{result.plan.file}»{sheet}:")
        for message in result.messages:
            say(message)
        say(result.summary)
    return 0 if order.dry_run or all(one.written for one in results) else DATA_STOPPED


@commands.command("check")
@FILE
def check_command(file: Path) -> int:
    """Kiểm tra tệp sổ có nguyên vẹn không."""
    from thidua_desktop.services.files import check_file

    problems = check_file(file)
    for problem in problems:
        say(problem)
    if not problems:
        say(f"{file} nguyên vẹn.")
    return DATA_STOPPED if problems else 0


@commands.command("backup")
@FILE
def backup_command(file: Path) -> None:
    """Sao lưu tệp sổ."""
    from thidua_desktop.services.files import open_file

    click.echo(str(open_file(file, read_only=True).backup(reason="sao-luu")))


@commands.command("restore")
@FILE
@click.argument("backup", metavar="BẢN_SAO", type=click.Path(path_type=Path))
def restore_command(file: Path, backup: Path) -> None:
    """Khôi phục tệp sổ từ một bản sao lưu; bản hiện tại được sao lưu trước."""
    from thidua_desktop.services.files import writing

    with writing(file) as workspace:
        workspace.restore(backup)
    say(f"Đã khôi phục {file} từ {backup.name}.")


@commands.command("demo")
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
def demo_command(folder: Path) -> None:
    """Làm thử toàn bộ công việc với dữ liệu mẫu: nhập, xếp hạng, in báo cáo."""
    from thidua_desktop.services.demo import make_demo

    for line in make_demo(folder):
        click.echo(line)

"""The command line: the same services as the window, without a window.

Messages are Vietnamese, on standard error; results go to standard output. Exit status: 0 done,
1 the data stopped the work, 2 wrong use.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from thidua_desktop import __version__
from thidua_desktop.cli.words import VietnameseGroup, usage_sentence
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.ranking import Ranking
from thidua_desktop.errors import (
    AmbiguousChoiceError,
    AppError,
    PeriodNeededError,
    UnknownChoiceError,
)
from thidua_desktop.services.wording import describe

if TYPE_CHECKING:
    from thidua_desktop.services.awards import AwardsView

WRONG_USE: Final = (UnknownChoiceError, AmbiguousChoiceError, PeriodNeededError)
DATA_STOPPED, USED_WRONGLY = 1, 2
Command = TypeVar("Command", bound=Callable[..., Any])


def run(group: click.Group, arguments: list[str] | None = None) -> int:
    """Run a command; every failure a user can cause becomes a sentence and an exit status."""
    _use_utf8()
    try:
        result = group.main(args=arguments, prog_name="thidua", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        say(usage_sentence(error))
        return USED_WRONGLY
    except (click.Abort, KeyboardInterrupt):
        say("Đã dừng theo yêu cầu. Chưa có gì bị thay đổi.")
        return DATA_STOPPED
    except AppError as error:
        say(str(describe(error)))
        return USED_WRONGLY if isinstance(error, WRONG_USE) else DATA_STOPPED
    return result if isinstance(result, int) else 0


def _use_utf8() -> None:
    """Print UTF-8 whatever code page a Windows console is set to."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    """Write a message for the person at the keyboard."""
    click.echo(text, err=True)


def put_json(value: object) -> None:
    """Write a result as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


class DayType(click.ParamType[date]):
    """A day: 2024-01-05 or 05/01/2024."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day meant."""
        if isinstance(value, date):
            return value
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value), pattern).date()  # noqa: DTZ007 - a day only
            except ValueError:
                continue
        return self.fail(f"«{value}» không phải ngày; viết như 2024-01-05", param, ctx)


class MonthType(click.ParamType[str]):
    """A month: 2023-12."""

    name = "NĂM-THÁNG"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the month as written."""
        try:
            return datetime.strptime(str(value), "%Y-%m").strftime("%Y-%m")  # noqa: DTZ007
        except ValueError:
            return self.fail(f"«{value}» không phải tháng; viết như 2023-12", param, ctx)


class PairType(click.ParamType[tuple[str, str]]):
    """A pair KEY=VALUE."""

    name = "KHÓA=GIÁ_TRỊ"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the pair."""
        if isinstance(value, tuple):
            return value
        key, found, text = str(value).partition("=")
        if not (found and key and text):
            self.fail(f"«{value}» cần có dạng KHÓA=GIÁ_TRỊ", param, ctx)
        return key, text


FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
CAMPAIGN = click.option("--campaign", metavar="MÃ", help="Đợt thi đua, khi sổ có nhiều đợt.")


def as_of_and_readings(command: Command) -> Command:
    """Give a command `--campaign`, `--as-of` and `--reading`."""
    for option in (
        click.option(
            "--reading",
            "readings",
            type=PairType(),
            multiple=True,
            help="Cách hiểu quy định cho lần này, ví dụ order=no-coefficient.",
        ),
        click.option("--as-of", type=DayType(), help="Tính trên số liệu đến ngày này."),
        CAMPAIGN,
    ):
        command = option(command)
    return command


@click.group(cls=VietnameseGroup, invoke_without_command=False)
@click.version_option(__version__, message="Thi Đua %(version)s", help="In phiên bản.")
def commands() -> None:
    """Theo dõi đợt thi đua, xếp hạng đơn vị, lập hồ sơ khen thưởng."""


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
@click.option("--preset", required=True, metavar="MÃ", help="Đợt thi đua có sẵn.")
@click.option(
    "--units",
    metavar="DANH_SÁCH",
    type=click.Path(path_type=Path),
    help="Danh sách đơn vị, cá nhân.",
)
def new_command(file: Path, preset: str, units: Path | None) -> None:
    """Tạo sổ thi đua mới."""
    from thidua_desktop.services.files import create_file
    from thidua_desktop.services.units import UnitService

    workspace = create_file(file, preset, units)
    count = len(UnitService(workspace).participants(preset))
    say(f"Đã tạo {file} với {count} đơn vị, cá nhân.")


@commands.group("campaign", cls=VietnameseGroup)
def campaign_group() -> None:
    """Các đợt thi đua trong sổ."""


@campaign_group.command("add")
@FILE
@click.option("--preset", metavar="MÃ", help="Đợt thi đua có sẵn.")
@click.option(
    "--from",
    "given",
    metavar="MẪU",
    type=click.Path(path_type=Path),
    help="Tệp mẫu .toml của cơ quan khác, thay cho --preset.",
)
def campaign_add_command(file: Path, preset: str | None, given: Path | None) -> None:
    """Thêm một đợt thi đua có sẵn, hoặc từ tệp mẫu, vào sổ."""
    from thidua_desktop.services.campaign_adding import CampaignAdder
    from thidua_desktop.services.campaigns import CampaignService
    from thidua_desktop.services.files import writing

    if (preset is None) == (given is None):
        raise click.UsageError("'--preset, --from'")
    with writing(file) as workspace:
        if given is not None:
            preset = CampaignAdder(workspace).from_file(given).key
        else:
            CampaignService(workspace).add(str(preset))
    say(f"Đã thêm đợt {preset} vào {file}.")


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
    from thidua_desktop.services.jsonout import plan_json, refusal_json

    try:
        with writing(file) as workspace:
            results = import_tables(workspace, campaign, table, order)
    except (RefusedFileError, UnreadableKindError) as error:
        if as_json:
            put_json(refusal_json(error))
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


@commands.command("rank")
@FILE
@as_of_and_readings
@JSON
def rank_command(
    file: Path,
    campaign: str | None,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    *,
    as_json: bool,
) -> None:
    """Bảng xếp hạng của từng nhóm."""
    from thidua_desktop.services.jsonout import ranking_json

    ranking = _ranking(file, campaign, as_of, dict(readings))
    if as_json:
        put_json(ranking_json(ranking))
    else:
        click.echo(_as_text(ranking))


def _ranking(
    file: Path, campaign: str | None, as_of: date | None, readings: Mapping[str, str]
) -> Ranking:
    from thidua_desktop.services.files import open_file
    from thidua_desktop.services.loading import campaign_key
    from thidua_desktop.services.rankings import RankingService

    workspace = open_file(file, read_only=True)
    key = campaign_key(workspace, campaign)
    return RankingService(workspace).ranking(key, as_of or today(), readings)


def _awards(
    file: Path, campaign: str | None, as_of: date | None, readings: Mapping[str, str]
) -> "AwardsView":
    from thidua_desktop.services.awards import AwardService
    from thidua_desktop.services.files import open_file
    from thidua_desktop.services.loading import campaign_key

    workspace = open_file(file, read_only=True)
    key = campaign_key(workspace, campaign)
    return AwardService(workspace).view(key, as_of or today(), readings)


def today() -> date:
    """Return the day at this machine."""
    return datetime.now().astimezone().date()


def _as_text(ranking: Ranking) -> str:
    from thidua_desktop.services.ranking_tables import group_notes, score_text

    lines = []
    for group in ranking.groups:
        lines += [group.group.name, ""]
        for row in group.rows:
            prize = f"  {row.prize.name}" if row.prize else ""
            lines.append(
                f"{row.rank:>4}  {row.participant.subject.label:<45} {score_text(row):>8}{prize}"
            )
        lines += [
            f"   –  {one.participant.subject.label:<45} {one.why}" for one in group.not_ranked
        ]
        lines += ["", *notes] if (notes := group_notes(group)) else []
        lines.append("")
    return "\n".join(lines)


@commands.command("explain")
@FILE
@click.argument("subject", metavar="TÊN")
@as_of_and_readings
def explain_command(
    file: Path,
    subject: str,
    campaign: str | None,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
) -> None:
    """Vì sao một đơn vị, cá nhân có điểm và hạng như vậy."""
    from thidua_desktop.services.explained import explained

    click.echo(explained(_awards(file, campaign, as_of, dict(readings)), subject))


@commands.command("awards")
@FILE
@as_of_and_readings
@JSON
def awards_command(
    file: Path,
    campaign: str | None,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    *,
    as_json: bool,
) -> None:
    """Đơn vị, cá nhân nào đạt tiêu chuẩn khen thưởng nào."""
    from thidua_desktop.services.awards import as_text
    from thidua_desktop.services.jsonout import awards_json

    view = _awards(file, campaign, as_of, dict(readings))
    if as_json:
        put_json(awards_json(view))
    else:
        click.echo(as_text(view))


@commands.command("report")
@FILE
@click.option("--form", "form_id", required=True, metavar="MÃ", help="Mẫu báo cáo.")
@click.option("--subject", required=True, metavar="TÊN", help="Đơn vị, cá nhân được báo cáo.")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Tệp .pdf sẽ ghi.",
)
@as_of_and_readings
def report_command(  # noqa: PLR0913, PLR0917 - one parameter per option of the command
    file: Path,
    form_id: str,
    subject: str,
    output: Path,
    campaign: str | None,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
) -> None:
    """Báo cáo thành tích theo mẫu, ra tệp PDF."""
    from thidua_desktop.services.files import open_file
    from thidua_desktop.services.loading import campaign_key
    from thidua_desktop.services.reports import ReportService
    from thidua_desktop.services.units import UnitService, find_participant

    workspace = open_file(file, read_only=True)
    key = campaign_key(workspace, campaign)
    who = find_participant(UnitService(workspace).participants(key), subject)
    service = ReportService(workspace)
    notices = service.print_form(
        key, form_id, who, as_of or today(), output, readings=dict(readings)
    )
    for notice in notices:
        say(notice)
    say(f"Đã ghi {output}.")


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

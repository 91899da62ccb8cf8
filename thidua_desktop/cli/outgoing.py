"""Commands on tables going out: blank ones for the units, figures, the ranking, the awards."""

from datetime import date
from pathlib import Path
from typing import Final

import click

from thidua_desktop.cli.console import commands, say
from thidua_desktop.cli.options import (
    CAMPAIGN,
    FILE,
    FOLDER,
    Asked,
    DayType,
    MonthType,
    asking,
    opened,
    today,
)

_OUT: Final = click.option(
    "-o",
    "--output",
    required=True,
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Tệp .xlsx sẽ ghi.",
)
_PERIOD: Final = click.option(
    "--period", type=MonthType(), help="Tháng của số liệu, ví dụ 2023-12; mặc định là kỳ mới nhất."
)
_REPLACE: Final = click.option("--replace", is_flag=True, help="Thay tệp đã có.")


@commands.command("template")
@FILE
@_OUT
@click.option("--unit", metavar="TÊN", help="Bảng trống của riêng một đơn vị, cá nhân.")
@_PERIOD
@_REPLACE
@CAMPAIGN
def template_command(
    file: Path,
    output: Path,
    unit: str | None,
    period: str | None,
    campaign: str | None,
    *,
    replace: bool,
) -> None:
    """Bảng mẫu trống để đơn vị điền số liệu, ra tệp .xlsx."""
    from thidua_desktop.services.figure_tables import FigureTables

    workspace, key = opened(file, campaign)
    tables = FigureTables(workspace)
    only = tables.named(key, unit) if unit else None
    end = tables.period_end(key, period, today())
    tables.save_template(key, end, output, only=only, replace=replace)
    say(f"Đã ghi {output}.")


@commands.command("export")
@asking
@_OUT
@click.option(
    "--what",
    type=click.Choice(("figures", "ranking", "awards")),
    default="figures",
    help="figures (mặc định): số liệu; ranking: xếp hạng; awards: khen thưởng.",
)
@_PERIOD
@_REPLACE
def export_command(
    asked: Asked, output: Path, what: str, period: str | None, *, replace: bool
) -> None:
    """Số liệu, xếp hạng hoặc khen thưởng, ra tệp .xlsx."""
    from thidua_desktop.services.figure_tables import FigureTables
    from thidua_desktop.services.result_tables import save_awards, save_ranking

    workspace, key = asked.opened()
    if what == "figures":
        tables = FigureTables(workspace)
        end = tables.period_end(key, period, asked.day)
        tables.save_figures(key, end, output, replace=replace)
    else:
        save = save_ranking if what == "ranking" else save_awards
        save(workspace, key, asked.day, asked.readings, output, replace=replace)
    say(f"Đã ghi {output}.")


@commands.command("remind")
@FILE
@click.option(
    "-o", "--output", "folder", required=True, metavar="THƯ_MỤC", type=FOLDER, help="Nơi ghi."
)
@click.option("--each", is_flag=True, help="Mỗi đơn vị một công văn riêng.")
@click.option("--no-tables", is_flag=True, help="Không kèm bảng trống để điền.")
@click.option("--deadline", type=DayType(), help="Hạn gửi số liệu; mặc định theo mốc của đợt.")
@click.option("--as-of", type=DayType(), help="Ngày tổng hợp ghi trong công văn.")
@_PERIOD
@_REPLACE
@CAMPAIGN
def remind_command(  # noqa: PLR0913 - one parameter per option of the command
    file: Path,
    folder: Path,
    deadline: date | None,
    as_of: date | None,
    period: str | None,
    campaign: str | None,
    *,
    each: bool,
    no_tables: bool,
    replace: bool,
) -> None:
    """Công văn đôn đốc đơn vị chưa có số liệu, kèm bảng trống để điền."""
    from thidua_desktop.services.figure_tables import FigureTables
    from thidua_desktop.services.reminders import ReminderOrder, ReminderService

    workspace, key = opened(file, campaign)
    tables, reminders = FigureTables(workspace), ReminderService(workspace)
    day = as_of or today()
    end = tables.period_end(key, period, day)
    order = ReminderOrder(end, deadline=deadline, each=each, tables=not no_tables)
    written = reminders.save(key, order, folder, day, replace=replace)
    for sentence in written.missing:
        say(sentence)
    for path in written.files:
        click.echo(str(path))
    say(f"Đã ghi {len(written.files)} tệp vào {folder}.")

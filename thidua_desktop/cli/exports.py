"""Commands that write one file of a campaign: its calendar, its summary, itself as a preset."""

from datetime import date
from pathlib import Path

import click

from thidua_desktop.cli.console import commands, say
from thidua_desktop.cli.files import campaign_group
from thidua_desktop.cli.options import AS_OF, CAMPAIGN, FILE, opened, today

_OUT = click.Path(path_type=Path)


@commands.command("calendar")
@FILE
@click.option("-o", "--output", required=True, metavar="TỆP", type=_OUT, help="Tệp .ics sẽ ghi.")
@CAMPAIGN
def calendar_command(file: Path, output: Path, campaign: str | None) -> None:
    """Các mốc thời gian, ra tệp lịch .ics."""
    from thidua_desktop.services.calendar_export import save_ics

    workspace, key = opened(file, campaign)
    save_ics(workspace, key, output, replace=False)
    say(f"Đã ghi {output}.")


@campaign_group.command("save")
@FILE
@click.option("-o", "--output", required=True, metavar="TỆP", type=_OUT, help="Tệp .toml sẽ ghi.")
@CAMPAIGN
def campaign_save_command(file: Path, output: Path, campaign: str | None) -> None:
    """Lưu một đợt thi đua thành tệp mẫu, không kèm đơn vị và số liệu."""
    from thidua_desktop.services.campaign_editing import CampaignEditor

    workspace, key = opened(file, campaign)
    CampaignEditor(workspace).save_preset(key, output)
    say(f"Đã ghi {output}.")


@commands.command("summary")
@FILE
@click.option("-o", "--output", required=True, metavar="TỆP", type=_OUT, help="Tệp .pdf sẽ ghi.")
@click.option("--award", default="", metavar="MÃ", help="Chỉ hình thức khen này, ví dụ bang-khen.")
@AS_OF
@CAMPAIGN
def summary_command(
    file: Path, output: Path, award: str, as_of: date | None, campaign: str | None
) -> None:
    """Biểu tóm tắt thành tích của các báo cáo đã lập, ra tệp PDF."""
    from thidua_desktop.services.printing import save_summary

    workspace, key = opened(file, campaign)
    lacking = save_summary(workspace, key, as_of or today(), output, replace=False, award=award)
    for sentence in lacking:
        say(sentence)
    say(f"Đã ghi {output}.")

"""What the figures come to: the ranking, why, the awards, a report."""

from pathlib import Path

import click

from thidua_desktop.cli.console import commands, put_json, say
from thidua_desktop.cli.options import JSON, Asked, asking
from thidua_desktop.domain.ranking import Ranking


@commands.command("rank")
@asking
@JSON
def rank_command(asked: Asked, *, as_json: bool) -> None:
    """Bảng xếp hạng của từng nhóm."""
    from thidua_desktop.services.jsonout import ranking_json
    from thidua_desktop.services.rankings import RankingService

    workspace, key = asked.opened()
    ranking = RankingService(workspace).ranking(key, asked.day, asked.readings)
    if as_json:
        put_json(ranking_json(ranking))
    else:
        click.echo(_as_text(ranking))


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
@asking
@click.argument("subject", metavar="TÊN")
def explain_command(asked: Asked, subject: str) -> None:
    """Vì sao một đơn vị, cá nhân có điểm và hạng như vậy."""
    from thidua_desktop.services.awards import AwardService
    from thidua_desktop.services.explained import explained

    workspace, key = asked.opened()
    view = AwardService(workspace).view(key, asked.day, asked.readings)
    click.echo(explained(view, subject))


@commands.command("awards")
@asking
@JSON
def awards_command(asked: Asked, *, as_json: bool) -> None:
    """Đơn vị, cá nhân nào đạt tiêu chuẩn khen thưởng nào."""
    from thidua_desktop.services.awards import AwardService, as_text
    from thidua_desktop.services.jsonout import awards_json

    workspace, key = asked.opened()
    view = AwardService(workspace).view(key, asked.day, asked.readings)
    if as_json:
        put_json(awards_json(view))
    else:
        click.echo(as_text(view))


@commands.command("report")
@asking
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
def report_command(asked: Asked, form_id: str, subject: str, output: Path) -> None:
    """Báo cáo thành tích theo mẫu, ra tệp PDF."""
    from thidua_desktop.services.reports import ReportService
    from thidua_desktop.services.units import UnitService, find_participant

    workspace, key = asked.opened()
    who = find_participant(UnitService(workspace).participants(key), subject)
    notices = ReportService(workspace).print_form(
        key, form_id, who, asked.day, output, readings=asked.readings
    )
    for notice in notices:
        say(notice)
    say(f"Đã ghi {output}.")

"""«Vì sao?» on paper: one subject from its source cells to its place, on one page if it fits.

A working sheet of ours, no official form: it is set smaller and has no national heading.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from thidua_desktop.documents.basis import UNSTATED, Basis, readings_in_force
from thidua_desktop.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    TableBlock,
    Title,
)
from thidua_desktop.documents.places import place_sentences
from thidua_desktop.documents.ranking_tables import (
    STATE_WORDS,
    fraction_words,
    has_prizes,
    met_counts,
    met_title,
    period_words,
)
from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import Campaign, RankBy
from thidua_desktop.domain.figures import Figure, Period
from thidua_desktop.domain.judgements import Judgement
from thidua_desktop.domain.ranking import GroupRanking, NotRanked, Ranking, Row
from thidua_desktop.domain.subjects import Participant

TITLE: Final = "PHIẾU GIẢI THÍCH KẾT QUẢ XẾP HẠNG"

Awards = Sequence[tuple[str, Judgement]]
"""How a subject stands for each award that is for it, by the award's name."""


def compose_why(
    ranking: Ranking,
    participant: Participant,
    measure_names: Mapping[str, str],
    *,
    awards: Awards = (),
    basis: Basis = UNSTATED,
) -> Document:
    """Return why a subject stands where it stands, or why it stands nowhere.

    Somebody whose group is not compared has a sheet of `awards` alone; KeyError without those.
    """
    sheet = _Sheet(ranking, measure_names, basis, awards)
    for group in ranking.groups:
        for row in group.rows:
            if row.participant == participant:
                return sheet.document(participant, sheet.ranked(group, row))
        for one in group.not_ranked:
            if one.participant == participant:
                return sheet.document(participant, sheet.outside(group, one))
    if not awards:
        raise KeyError(participant)
    return sheet.document(participant, sheet.not_compared(participant))


class _Sheet:
    """Composes one sheet; headings are numbered as they come."""

    def __init__(
        self,
        ranking: Ranking,
        names: Mapping[str, str],
        basis: Basis,
        awards: Awards,
    ) -> None:
        self._ranking = ranking
        self._campaign = ranking.campaign
        self._names = names
        self._basis = basis
        self._awards = awards
        self._printed: set[str] = set()
        self._number = 0

    def document(self, participant: Participant, blocks: Iterable[Block]) -> Document:
        """Put title and foot around the blocks of one subject."""
        label, snapshot = participant.subject.label, self._basis.snapshot
        about = f"{self._campaign.name} ({period_words(self._ranking)})"
        top: list[Block] = [Title(TITLE, (label,), about)]
        if snapshot:
            top.append(Paragraph((Run(snapshot, bold=True),), Align.CENTER, indent=False))
        footer = f"{label}. {snapshot}" if snapshot else ""
        title = f"Vì sao: {label}"
        every = (*top, *blocks, *self._award_blocks(), *self._readings())
        return Document(title, every, dense=True, footer=footer)

    def ranked(self, group: GroupRanking, row: Row) -> Iterable[Block]:
        """Yield what explains a place."""
        yield _line(_result(self._ranking, group, row), bold=True)
        yield from self._figures([*(one for line in row.lines for one in line.figures)], row)
        if row.considered:
            yield from self._criteria("Điều kiện được xét", row.considered.leaves())
        yield from self._computed(row)
        yield self._heading("Vì sao ở hạng này")
        for sentence in place_sentences(self._campaign, group, row, self._names):
            yield _line(sentence)
        if has_prizes(self._ranking, group):
            yield from self._prize(group, row)

    def outside(self, group: GroupRanking, one: NotRanked) -> Iterable[Block]:
        """Yield what explains why there is no place."""
        state = STATE_WORDS[one.state].lower()
        yield _line(f"{group.group.name}: không xếp hạng, {state}.", bold=True)
        yield _line(f"Lý do: {one.why}.")
        yield from self._figures(_judged(one.criteria))
        if one.considered:
            yield from self._criteria("Điều kiện được xét", one.considered.leaves())
        yield from self._ordered_by(one)

    def not_compared(self, participant: Participant) -> Iterable[Block]:
        """Yield what is said of somebody whose group is not ranked."""
        group = self._campaign.group(participant.group)
        yield _line(f"{group.name}: không xếp thứ tự, chỉ xét khen thưởng.", bold=True)
        yield from self._figures([])

    def _award_blocks(self) -> Iterable[Block]:
        if not self._awards:
            return
        yield self._heading("Tiêu chuẩn khen thưởng")
        for name, judged in self._awards:
            word = STATE_WORDS[judged.state]
            yield _line(f"{name}: {word[0].lower()}{word[1:]}.", bold=True)
            # Contents are often asked for by two awards, and by the order as well.
            outline = {one.id: one for one in judged.outline()}
            new = [one for one in outline.values() if one.id not in self._printed]
            if len(new) < len(outline):
                yield _line("Có tiêu chuẩn đã nêu ở trên.")
            if new:
                yield _judgements([(one.text, one) for one in new], _outlined)
                self._printed.update(one.id for one in new)

    def _figures(self, figures: Sequence[Figure], row: Row | None = None) -> Iterable[Block]:
        judged = [*(row.criteria if row else ()), *(one for _, one in self._awards)]
        found = {(one.measure, one.period): one for one in (*figures, *_judged(judged))}
        if not found:
            return
        yield self._heading("Số liệu đã dùng và nơi lấy")
        periods = dict.fromkeys(one.period for one in found.values())
        rows: list[tuple[str, ...]] = []
        for period in periods:
            rows.append((f"Kỳ số liệu: {_period(period)}",))
            rows += [self._figure(one) for one in found.values() if one.period == period]
        columns = (
            Column("Số liệu", 3.8),
            Column("Giá trị", 1, Align.RIGHT),
            Column("Nguồn", 5.7),
        )
        yield TableBlock(columns, tuple(rows))

    def _figure(self, figure: Figure) -> tuple[str, ...]:
        return self._names[figure.measure], _value(figure), source_words(figure)

    def _criteria(self, title: str, judged: Sequence[Judgement]) -> Iterable[Block]:
        yield self._heading(title)
        yield _judgements([(one.text, one) for one in judged])
        self._printed.update(leaf.id for one in judged for leaf in one.leaves())

    def _computed(self, row: Row) -> Iterable[Block]:
        if row.lines:
            yield self._heading("Cách tính điểm")
            yield _steps(row)
            yield _line(_score_words(row))
        yield from self._ordered_by(row)
        if row.attainments:
            yield _line(_attained_words(self._campaign, row))

    def _ordered_by(self, one: Row | NotRanked) -> Iterable[Block]:
        """Yield all it is ordered by, or would be: every target, every criterion."""
        if one.judged and self._campaign.ranking.by is RankBy.TARGETS:
            yield self._heading("So với chỉ tiêu")
            yield _targets(one)
        elif one.judged:
            yield from self._criteria("Tiêu chuẩn", one.judged)

    def _prize(self, group: GroupRanking, row: Row) -> Iterable[Block]:
        yield self._heading("Giải thưởng")
        names = {one.id: one.name for one in self._campaign.prizes}
        conditions = [
            (_about_prize(names[prize], leaf.text), leaf)
            for prize, found in row.conditions.items()
            for leaf in found.leaves()
        ]
        if conditions:
            yield _judgements(conditions)
        waiting = [one for one in group.undecided if row.participant in one.rows]
        if row.prize:
            yield _line(f"Được trao {row.prize.name.lower()}.")
        elif waiting:
            prizes = ", ".join(dict.fromkeys(p.name for one in waiting for p in one.prizes))
            yield _line(f"{prizes}: Hội đồng quyết định giữa các đơn vị, cá nhân bằng nhau.")
        else:
            yield _line("Không có giải.")

    def _readings(self) -> Iterable[Block]:
        found = readings_in_force(self._ranking, self._basis)
        if not found:
            return
        yield self._heading("Cách hiểu quy định đang dùng")
        for one in found:
            yield _line(f"- {one.line}.")

    def _heading(self, title: str) -> Heading:
        self._number += 1
        return Heading(f"{self._number}. {title}", 2)


def source_words(figure: Figure) -> str:
    """Say where a figure came from: `ô C34, trang «Tổng hợp», tệp a.xlsx (An, 05/01/2024)`."""
    source = figure.source
    when = vietnamese.day(source.at.date()) if source.at else ""
    stored = ", ".join(one for one in (source.by, when) if one)
    if figure.by_hand or not source.file:
        return ", ".join(one for one in ("nhập tay", stored) if one)
    sheet = f"trang «{source.sheet}»" if source.sheet else ""
    cell = f"ô {source.cell}" if source.cell else ""
    place = ", ".join(one for one in (cell, sheet, f"tệp {source.file}") if one)
    return f"{place} ({stored})" if stored else place


def _judged(judgements: Iterable[Judgement]) -> list[Figure]:
    return [figure for one in judgements for leaf in one.leaves() for figure in leaf.figures]


def _result(ranking: Ranking, group: GroupRanking, row: Row) -> str:
    place = f"{group.group.name}: hạng {row.rank} trên {len(group.rows)} được xếp hạng"
    if row.score is not None:
        place += f", {vietnamese.decimal(row.score)} điểm"
    else:
        met, of = met_counts(row)
        title = met_title(ranking)
        place += f", {title[0].lower()}{title[1:]}: {met} trên {of}"
    return f"{place}. {_prize_words(ranking.campaign, row)}." if row.prize else f"{place}."


def _prize_words(campaign: Campaign, row: Row) -> str:
    if row.prize is None:
        return ""
    parts = [row.prize.name]
    if row.prize.amount:
        parts.append(vietnamese.money(row.prize.amount))
    if campaign.prize_note:
        parts.append(campaign.prize_note)
    return ", ".join(parts)


def _about_prize(prize: str, text: str) -> str:
    return text if text.startswith(prize) else f"{prize}: {text}"


def _steps(row: Row) -> TableBlock:
    return TableBlock(
        (
            Column("Bước", 1.7),
            Column("Cách tính", 6),
            Column("Giá trị", 1.2, Align.RIGHT),
            Column("Điểm còn", 1.3, Align.RIGHT),
        ),
        tuple(
            (line.name, line.why, line.value, vietnamese.decimal(line.score)) for line in row.lines
        ),
    )


def _score_words(row: Row) -> str:
    score = row.lines[-1].score
    shown = f"{scoring.formula(row.lines)} = {vietnamese.decimal(score)}"
    exact = fraction_words(score)
    # the figures shown are rounded, the score is not
    return f"Điểm xếp hạng: {shown} (tính bằng số đúng {exact}, chỉ làm tròn khi in)."


def _attained_words(campaign: Campaign, row: Row) -> str:
    met, of = met_counts(row)
    mean = sum((one.ratio for one in row.attainments), Fraction(0)) / len(row.attainments)
    cap = vietnamese.threshold_percent(campaign.ranking.cap)
    return (
        f"Số chỉ tiêu đạt: {met} trên {of}; mức đạt trung bình {vietnamese.percent(mean)} "
        f"so với chỉ tiêu, mỗi chỉ tiêu tính tối đa {cap}."
    )


def _judgements(
    judged: Sequence[tuple[str, Judgement]], grounds: Callable[[Judgement], str] | None = None
) -> TableBlock:
    said = grounds or _grounds
    return TableBlock(
        (
            Column("Tiêu chuẩn", 6),
            Column("Căn cứ", 3.4),
            Column("Tình trạng", 1.8, Align.CENTER),
        ),
        tuple((text, said(one), STATE_WORDS[one.state]) for text, one in judged),
    )


def _targets(one: Row | NotRanked) -> TableBlock:
    attainments = one.attainments if isinstance(one, Row) else ()
    ratios = {each.judged.id: each.ratio for each in attainments}
    columns = [Column("Chỉ tiêu", 4), Column("Căn cứ", 5.2)]
    if ratios:
        columns.append(Column("So với chỉ tiêu", 1.3, Align.RIGHT))
    columns.append(Column("Tình trạng", 1.5, Align.CENTER))

    def cells(judged: Judgement) -> Iterable[str]:
        yield judged.text
        yield judged.why
        if ratios:
            ratio = ratios.get(judged.id)
            yield "–" if ratio is None else vietnamese.percent(ratio)
        yield STATE_WORDS[judged.state]

    return TableBlock(tuple(columns), tuple(tuple(cells(judged)) for judged in one.judged))


def _grounds(judgement: Judgement) -> str:
    if judgement.why or not judgement.members:
        return judgement.why
    said = (f"{leaf.text}: {leaf.why or STATE_WORDS[leaf.state]}" for leaf in judgement.leaves())
    return "; ".join(said)


def _outlined(judgement: Judgement) -> str:
    """Say how many members of a combination are met; they stand below it one by one."""
    return judgement.tally if judgement.members else judgement.why


def _value(figure: Figure) -> str:
    if figure.count is not None:
        return vietnamese.count(figure.count)
    if figure.percent is not None:
        return f"{format(figure.percent, 'f').replace('.', ',')}%"
    return f"thiếu («{figure.missing}»)" if figure.missing else "thiếu"


def _period(period: Period | None) -> str:
    if period is None:
        return "không theo kỳ"
    end = vietnamese.day(period.end)
    return f"{vietnamese.day(period.start)} – {end}" if period.start else f"đến {end}"


def _line(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph((Run(text, bold=bold),), indent=False)

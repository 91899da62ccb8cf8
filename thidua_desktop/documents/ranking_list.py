"""The ranking on paper: the places, who is not ranked and why, how each score came about."""

from collections.abc import Iterable, Mapping
from typing import Final

from thidua_desktop.documents.basis import UNSTATED, Basis, readings_sentence
from thidua_desktop.documents.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    NationalHeading,
    Paragraph,
    Run,
    Signature,
    Signatures,
    TableBlock,
    Title,
)
from thidua_desktop.documents.pdf import render_pdf
from thidua_desktop.documents.ranking_tables import (
    STATE_WORDS,
    explanation,
    has_prizes,
    heading_words,
    met_counts,
    met_title,
    period_words,
    prize_notes,
    rate_of,
)
from thidua_desktop.domain import scoring, vietnamese
from thidua_desktop.domain.campaigns import RankBy
from thidua_desktop.domain.judgements import State
from thidua_desktop.domain.ranking import GroupRanking, Ranking, Row

_NOT_KNOWN: Final = "–"
_PRIZE_COLUMNS: Final = (
    Column("Giải", 1.9, Align.CENTER),
    Column("Tiền thưởng (đồng)", 1.5, Align.RIGHT),
)


def ranking_pdf(ranking: Ranking, *, basis: Basis = UNSTATED) -> bytes:
    """Return the ranking as a printable list, A4 across; `basis` is said below each table."""
    return render_pdf(compose_ranking(ranking, basis=basis))


def compose_ranking(ranking: Ranking, *, basis: Basis = UNSTATED) -> Document:
    """Return the ranking as a document: a table per group, then the explanations."""
    office = ranking.campaign.office
    place = vietnamese.nfc(office.place) or "…………"
    blocks: list[Block] = [
        NationalHeading(
            vietnamese.nfc(office.superior).upper(),
            vietnamese.nfc(office.name).upper(),
            f"{place}, ngày …… tháng …… năm ……",
        ),
        Title(
            f"BẢNG {heading_words(ranking).upper()}",
            (ranking.campaign.name,),
            f"({period_words(ranking)})",
        ),
    ]
    if basis.snapshot:
        blocks.append(_centred(basis.snapshot))
    for group in ranking.groups:
        blocks += _group(ranking, group, basis)
    if any(has_prizes(ranking, group) for group in ranking.groups):
        blocks.append(_sentence(_money_words(ranking)))
    blocks.append(_signatures(ranking))
    title = f"Bảng xếp hạng: {ranking.campaign.short}"
    footer = f"{title}. {basis.snapshot}" if basis.snapshot else ""
    return Document(title, tuple(blocks), landscape=True, footer=footer)


def _money_words(ranking: Ranking) -> str:
    note = ranking.campaign.prize_note
    total = f"Tổng tiền thưởng các giải: {vietnamese.money(ranking.money)}"
    return f"{total}, {note}." if note else f"{total}."


def _signatures(ranking: Ranking) -> Signatures:
    """Return who signs: whoever made the list, and the council or else the office."""
    office = ranking.campaign.office
    head = ("TM. HỘI ĐỒNG", "CHỦ TỊCH") if office.council else office.signs
    return Signatures(
        Signature(("NGƯỜI LẬP BẢNG",), "(Ký, ghi rõ họ tên)"),
        Signature(head or ("THỦ TRƯỞNG CƠ QUAN",), "(Ký, ghi rõ họ tên)"),
    )


def _group(ranking: Ranking, group: GroupRanking, basis: Basis) -> Iterable[Block]:
    yield Heading(group.group.name, 2)
    if group.rows:
        yield _places(ranking, group)
    else:
        yield _sentence("Chưa có đơn vị, cá nhân nào được xếp hạng.")
    for note in (*prize_notes(group), readings_sentence(ranking, basis)):
        if note:
            yield _sentence(note)
    if group.not_ranked:
        yield Heading("Không xếp hạng", 2)
        yield TableBlock(
            (
                Column("TT", 0.5, Align.CENTER),
                Column("Đơn vị, cá nhân", 2.6),
                Column("Tình trạng", 1.4, Align.CENTER),
                Column("Lý do", 7.5),
            ),
            tuple(
                (str(place), one.participant.subject.label, STATE_WORDS[one.state], one.why)
                for place, one in enumerate(group.not_ranked, start=1)
            ),
        )
    if ranking.campaign.ranking.by is RankBy.CRITERIA and group.rows:
        yield from _criteria(group)
    elif group.rows:
        yield Heading("Cách tính từng đơn vị, cá nhân", 2)
        yield TableBlock(
            (
                Column("Hạng", 0.6, Align.CENTER),
                Column("Đơn vị, cá nhân", 2.4),
                Column("Diễn giải", 8),
            ),
            tuple(
                (str(row.rank), row.participant.subject.label, explanation(row))
                for row in group.rows
            ),
        )


def _criteria(group: GroupRanking) -> Iterable[Block]:
    """Yield the criteria once, by number, then who meets which: not the same words for all."""
    numbers: dict[str, int] = {}
    texts: list[str] = []
    for judged in (one for row in group.rows for one in row.judged):
        if judged.id not in numbers:
            texts.append(judged.text)
            numbers[judged.id] = len(texts)
    yield Heading("Tiêu chuẩn", 2)
    yield TableBlock(
        (Column("Số", 0.5, Align.CENTER), Column("Tiêu chuẩn", 10)),
        tuple((str(number), text) for number, text in enumerate(texts, start=1)),
    )
    yield Heading("Kết quả theo số của tiêu chuẩn (số liệu trong ngoặc)", 2)
    yield TableBlock(
        (
            Column("Hạng", 0.6, Align.CENTER),
            Column("Đơn vị, cá nhân", 2.6),
            *(Column(STATE_WORDS[state], width) for state, width in _STATE_COLUMNS),
        ),
        tuple(
            (
                str(row.rank),
                row.participant.subject.label,
                *(_numbered(row, state, numbers) for state, _ in _STATE_COLUMNS),
            )
            for row in group.rows
        ),
    )


_STATE_COLUMNS: Final = (
    (State.MET, 3.4),
    (State.NOT_MET, 3.4),
    (State.COUNCIL, 1.6),
    (State.NOT_APPLICABLE, 1.2),
)


def _numbered(row: Row, state: State, numbers: Mapping[str, int]) -> str:
    said = (
        f"{numbers[one.id]} ({one.value})" if one.value else str(numbers[one.id])
        for one in row.judged
        if one.state is state
    )
    return ", ".join(said)


def _places(ranking: Ranking, group: GroupRanking) -> TableBlock:
    points = ranking.campaign.ranking.by is RankBy.POINTS
    shown = ranking.campaign.ranking.columns or tuple(ranking.campaign.indicators)
    indicators = (ranking.campaign.indicators[name] for name in shown)
    rates = [
        one
        for one in indicators
        if any(rate_of(row, one, ranking.readings) is not None for row in group.rows)
    ]
    prizes = has_prizes(ranking, group)
    columns = [
        Column("Hạng", 0.7, Align.CENTER),
        Column("Đơn vị, cá nhân", 3.5),
        *(Column(one.short, 1.3, Align.RIGHT) for one in rates),
        Column("Cách tính" if points else met_title(ranking), 2.5, Align.CENTER),
        *([Column("Điểm", 1, Align.RIGHT)] if points else []),
        *(_PRIZE_COLUMNS if prizes else ()),
    ]

    def cells(row: Row) -> Iterable[str]:
        yield str(row.rank)
        yield row.participant.subject.label
        for one in rates:
            share = rate_of(row, one, ranking.readings)
            yield _NOT_KNOWN if share is None else share.words
        yield scoring.formula(row.lines) if points else "/".join(map(str, met_counts(row)))
        if points:
            yield _NOT_KNOWN if row.score is None else vietnamese.decimal(row.score)
        if prizes:
            yield row.prize.name if row.prize else ""
            yield vietnamese.count(row.prize.amount) if row.prize else ""

    return TableBlock(tuple(columns), tuple(tuple(cells(row)) for row in group.rows))


def _sentence(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _centred(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),), Align.CENTER, indent=False)

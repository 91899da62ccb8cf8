"""Use cases on snapshots (chốt): freeze a ranking, list, compare, withdraw."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.confirmations import Confirmation
from thidua_desktop.domain.ranking import Ranking, rank
from thidua_desktop.domain.snapshots import (
    Place,
    changed_figures,
    moves,
)
from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.errors import NameNeededError, UnknownChoiceError
from thidua_desktop.services import frozen
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.council import council_criteria
from thidua_desktop.services.decisions import said_by, standings_in
from thidua_desktop.services.differences import (
    AwardChangeView,
    FigureChangeView,
    MoveView,
    award_changes,
    change_view,
    move_view,
)
from thidua_desktop.services.frozen import Content, Json
from thidua_desktop.services.loading import load
from thidua_desktop.services.rankings import (
    RankingView,
    view_of,
)
from thidua_desktop.store.decisions import Said
from thidua_desktop.store.snapshots import Frozen, StoredSnapshot
from thidua_desktop.store.workspace import Session, Workspace

__all__ = [
    "NO_CHANGE",
    "AwardChangeView",
    "FigureChangeView",
    "Freezing",
    "MoveView",
    "Snapshot",
    "SnapshotComparison",
    "SnapshotInfo",
    "SnapshotService",
    "Withdrawal",
]

NO_CHANGE: Final = "Không có gì thay đổi."


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a snapshot back, when and why."""

    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """One snapshot as listed."""

    id: int
    number: int
    name: str
    code: str
    """Eight letters in two halves, computed from data and rules: `K7W3-MAXP`."""
    as_of: date
    at: datetime
    who: str
    why: str
    digest: str
    withdrawn: Withdrawal | None

    @property
    def stands(self) -> bool:
        """Say whether it still holds."""
        return self.withdrawn is None

    @property
    def title(self) -> str:
        """Return `Chốt lần 1 · Trước khi họp`."""
        return f"Chốt lần {self.number} · {self.name}"

    @property
    def stamp(self) -> str:
        """Return what is printed on everything made from it."""
        said = f"Chốt lần {self.number} lúc {vietnamese.moment(self.at)}, mã {self.code}"
        return said if self.stands else f"{said} (đã rút)"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot with what was frozen."""

    info: SnapshotInfo
    content: Content

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where everybody stood, group by group."""
        return self.content.places

    @property
    def ranking_json(self) -> Json:
        """Return the ranking as frozen, as `thidua rank --json` prints it."""
        return self.content.ranking

    def ranking(self) -> Ranking:
        """Rank the frozen figures again by the frozen rules, for documents made from it."""
        found = self.content.loaded()
        return rank(found.campaign, found.data, self.content.as_of, self.content.readings)

    def view(self) -> RankingView:
        """Return the frozen ranking as the page and the projector show one."""
        return view_of(self.content.loaded(), self.ranking(), ())


@dataclass(frozen=True, slots=True)
class Freezing(Changes):
    """What freezing changed, and the snapshot made."""

    snapshot: SnapshotInfo | None = None


@dataclass(frozen=True, slots=True)
class SnapshotComparison:
    """What differs between two states; `after` None is the file as it stands now."""

    before: SnapshotInfo
    after: SnapshotInfo | None
    moves: tuple[MoveView, ...]
    figures: tuple[FigureChangeView, ...]
    awards: tuple[AwardChangeView, ...]
    rules: tuple[str, ...]
    """One sentence per rule read or written otherwise, and who joined or left."""
    same_code: bool

    @property
    def is_same(self) -> bool:
        """Say whether nothing that counts differs: data, rules, result and awards."""
        return self.same_code and not (self.moves or self.figures or self.awards)

    @property
    def summary(self) -> str:
        """Say in one sentence what differs."""
        if not (self.moves or self.figures or self.awards or self.rules):
            return NO_CHANGE
        prizes = sum(one.prize_changes for one in self.moves)
        ranks = f"{len(self.moves)} đơn vị, cá nhân đổi hạng hoặc giải ({prizes} đổi giải)"
        rest = (
            (self.figures, "số liệu khác"),
            (self.awards, "thay đổi về khen thưởng"),
            (self.rules, "thay đổi về quy định"),
        )
        parts = [ranks if self.moves else "Hạng và giải giữ nguyên"]
        parts += [f"{len(found)} {words}" for found, words in rest if found]
        return "; ".join(parts) + "."


class SnapshotService:
    """Snapshots of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def freeze(self, key: str, name: str, who: str, why: str, as_of: date) -> Freezing:
        """Freeze a campaign as it stands; cannot be undone, only withdrawn.

        NameNeededError without a name; `who` empty means the user of this program.
        """
        short = vietnamese.nfc(name)
        if not short:
            raise NameNeededError("lần chốt")
        label = f"Chốt «{short}»"
        said = said_by(self._workspace, who, why)
        with self._workspace.write(label, kind="freeze", undoable=False) as session:
            content = _content_now(self._workspace, session, key, as_of)
            made = Frozen(short, content.code, as_of, content.source)
            stored = session.snapshots.get(session.snapshots.add(key, made, said))
        return Freezing(session.changed, label, _info(stored) if stored else None)

    def withdraw(self, key: str, snapshot: int, who: str, why: str) -> Changes:
        """Take a snapshot back by a new entry; it stays readable. UnknownChoiceError if gone."""
        said = said_by(self._workspace, who, why)
        standing = tuple(one for one in self.list(key) if one.stands)
        found = _among(standing, snapshot)
        label = f"Rút {found.title[0].lower()}{found.title[1:]}"
        with self._workspace.write(label, kind="withdraw-snapshot", undoable=False) as session:
            session.snapshots.withdraw(snapshot, said)
        return Changes(session.changed, label)

    def list(self, key: str) -> tuple[SnapshotInfo, ...]:
        """Return the snapshots of a campaign, the newest first."""
        with self._workspace.read() as session:
            return tuple(_info(one) for one in reversed(session.snapshots.all(key)))

    def newest(self, key: str) -> SnapshotInfo | None:
        """Return the newest snapshot that stands."""
        return next((one for one in self.list(key) if one.stands), None)

    def get(self, key: str, snapshot: int) -> Snapshot:
        """Return one snapshot by its id; UnknownChoiceError if the campaign has no such one."""
        info = _among(self.list(key), snapshot)
        with self._workspace.read() as session:
            return Snapshot(info, frozen.read(session.snapshots.content(snapshot)))

    def compare(self, key: str, before: int, after: int) -> SnapshotComparison:
        """Say what differs between two snapshots."""
        old, new = self.get(key, before), self.get(key, after)
        return _comparison(old.info, old.content, new.info, new.content)

    def compare_with_now(
        self, key: str, snapshot: int, as_of: date | None = None
    ) -> SnapshotComparison:
        """Say what differs between a snapshot and the file now, on its day unless told."""
        old = self.get(key, snapshot)
        with self._workspace.read() as session:
            day = as_of or old.content.as_of
            now = _content_now(self._workspace, session, key, day)
        return _comparison(old.info, old.content, None, now)


def _content_now(workspace: Workspace, session: Session, key: str, as_of: date) -> Content:
    # Nobody can write between the two reads: a writing session shuts others out.
    loaded = load(workspace, key)
    stored = session.campaigns.get(key)
    toml = stored.toml if stored else ""
    return frozen.compose(loaded, toml, as_of, standings_in(session, key))


def _among(infos: Iterable[SnapshotInfo], snapshot: int) -> SnapshotInfo:
    known = tuple(infos)
    for one in known:
        if one.id == snapshot:
            return one
    raise UnknownChoiceError("lần chốt", str(snapshot), tuple(one.title for one in known))


def _info(stored: StoredSnapshot) -> SnapshotInfo:
    half = len(stored.code) // 2
    gone = stored.withdrawn
    return SnapshotInfo(
        stored.id,
        stored.number,
        stored.name,
        f"{stored.code[:half]}-{stored.code[half:]}",
        stored.as_of,
        stored.said.at,
        stored.said.who,
        stored.said.why,
        stored.digest,
        _withdrawal(gone) if gone else None,
    )


def _withdrawal(said: Said) -> Withdrawal:
    return Withdrawal(said.who, said.at, said.why)


# --- what differs ---


def _comparison(
    info: SnapshotInfo, old: Content, after: SnapshotInfo | None, new: Content
) -> SnapshotComparison:
    names = {one.subject.id: one.subject.label for one in (*old.participants, *new.participants)}
    titles = {one.id: one.name for one in (*old.campaign.awards, *new.campaign.awards)}
    return SnapshotComparison(
        info,
        after,
        tuple(move_view(one, new.campaign) for one in moves(old.places, new.places)),
        tuple(change_view(one, names) for one in changed_figures(old.used, new.used)),
        tuple(award_changes(old.awards, new.awards, titles, names)),
        tuple(_rule_words(old, new)),
        old.code == new.code,
    )


def _rule_words(old: Content, new: Content) -> Iterable[str]:
    for reading in new.campaign.readings:
        before, after = old.readings.get(reading.key), new.readings[reading.key]
        if before not in (None, after):
            words = {one.value: one.text for one in reading.options}
            yield f"{reading.name}: {words.get(before or '', before)} thành {words[after]}"
    if old.toml != new.toml:
        yield "Quy định của đợt thi đua đã được sửa"
    yield from _confirmed_words(old, new)
    yield from _who_words(old, new)
    if old.as_of != new.as_of:
        yield f"Ngày tính: {vietnamese.day(old.as_of)} thành {vietnamese.day(new.as_of)}"


def _confirmed_words(old: Content, new: Content) -> Iterable[str]:
    """Say whose word of the council differs, on what, and how."""
    names = {one.subject.id: one.subject.label for one in (*old.participants, *new.participants)}
    was, now = (
        {one.id: one.text for one in council_criteria(rules.campaign)} for rules in (old, new)
    )
    for key in dict.fromkeys([*new.confirmed, *old.confirmed]):
        before, after = old.confirmed.get(key), new.confirmed.get(key)
        said, says = _word(before, was.get(key[1], "")), _word(after, now.get(key[1], ""))
        if said != says or _bare(before) != _bare(after):
            who, criterion = names.get(SubjectId(key[0]), ""), {**was, **now}.get(key[1], key[1])
            yield f"Hội đồng xác nhận, {who}, {criterion}: {said} thành {says}"


def _bare(said: Confirmation | None) -> Confirmation | None:
    """Return it without the words confirmed: older snapshots did not keep them."""
    return replace(said, words="") if said else None


def _word(said: Confirmation | None, text: str) -> str:
    if said is None:
        return "chưa xác nhận"
    word = "đạt" if said.met else "không đạt"
    old = said.old_words(text)
    how = "; ".join(one for one in (said.evidence, f"theo lời «{old}»" if old else "") if one)
    return f"{word} ({how})" if how else word


def _who_words(old: Content, new: Content) -> Iterable[str]:
    before = {one.subject.id: one.subject.label for one in old.participants}
    after = {one.subject.id: one.subject.label for one in new.participants}
    for who, name in after.items():
        if who not in before:
            yield f"Thêm vào danh sách: {name}"
    for who, name in before.items():
        if who not in after:
            yield f"Ra khỏi danh sách: {name}"

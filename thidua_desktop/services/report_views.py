"""What the page «Hồ sơ» shows of achievement reports, forms and the figures in them."""

from dataclasses import dataclass

from thidua_desktop.documents.report import Standing
from thidua_desktop.domain.campaigns import DossierPart
from thidua_desktop.domain.subjects import Kind, Participant
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.snapshots import SnapshotInfo


@dataclass(frozen=True, slots=True)
class FormInfo:
    """A form the program can print; `status` is shown, never printed."""

    id: str
    name: str
    kind: Kind
    status: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """One part of the editor: a text to write, or the table that fills itself."""

    key: str
    number: str
    title: str
    hint: str
    kind: str
    """`text`, `results` (fills itself) or `heading` (holds nothing of its own)."""
    text: str
    written: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """One line of the results table: what was assigned, what was reached, how that stands."""

    name: str
    target: str
    result: str
    standing: Standing
    tone: str
    """`green`, `red`, `neutral` or `missing`."""


@dataclass(frozen=True, slots=True)
class LinkedField:
    """A figure that may stand in a text as `{{key}}` and follows the data."""

    key: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """One report in the list at the left."""

    id: int
    subject: str
    kind: Kind
    award: str
    form: str
    missing: int
    """How many sections are still empty."""


@dataclass(frozen=True, slots=True)
class SnapshotMatch:
    """How a report stands to the newest frozen result; `changes` are of its own figures."""

    info: SnapshotInfo
    same: bool
    changes: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """Return the line at the foot; empty where the report says something else."""
        return self.info.stamp if self.same else ""

    @property
    def words(self) -> str:
        """Return how it stands, for a narrow place."""
        number = self.info.number
        return f"Khớp chốt lần {number}" if self.same else f"Số liệu đã đổi sau lần chốt {number}"

    @property
    def sentence(self) -> str:
        """Return how it stands, with what is printed and what differs."""
        if self.same:
            return f"Khớp {self.info.title}: in mã {self.info.code} ở chân trang."
        if self.changes:
            what = f"Trong báo cáo này: {'; '.join(self.changes)}."
        else:
            what = "Số liệu của riêng báo cáo này không đổi."
        return (
            f"Số liệu đã đổi sau lần chốt {self.info.number} ({self.info.name}, mã "
            f"{self.info.code}): không in mã. {what} Chốt lại nếu Hội đồng chấp nhận."
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """One report being written."""

    id: int
    participant: Participant
    form: FormInfo
    award: str
    sections: tuple[SectionView, ...]
    results: tuple[ResultView, ...]
    fields: tuple[LinkedField, ...]
    parts: tuple[DossierPart, ...]
    checks: tuple[tuple[str, bool], ...]
    """What «Trước khi in» shows: words, and whether it is fine."""
    notices: tuple[str, ...] = ()
    """What the law asks to be mindful of with this form."""
    snapshot: SnapshotMatch | None = None
    """How it stands to the newest frozen result; None without one."""


@dataclass(frozen=True, slots=True)
class Created(Changes):
    """What adding a report changed, and the new report's number."""

    id: int = 0

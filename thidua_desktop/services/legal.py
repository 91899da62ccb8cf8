"""Use case on the law by date: which regime a decision falls under, what it proposes.

The day of the decision proposes the legal bases, the form of report and the bonus money; the
clerk may keep to another regime where the receiving office asks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop import assets
from thidua_desktop.documents.forms import Form, load_form
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.campaigns import Award
from thidua_desktop.domain.law import Regime, Topic
from thidua_desktop.domain.subjects import Kind
from thidua_desktop.errors import InvalidValueError, UnknownChoiceError
from thidua_desktop.importing.legal import load_law
from thidua_desktop.services.campaign_fields import day_in
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.loading import campaign_in
from thidua_desktop.store.workspace import Session, Workspace

BY_DATE: Final = ""
"""Stands for the regime of the decision's day, where another one may be kept to."""
_DAY, _REGIME = "decision-day", "legal-regime"


@dataclass(frozen=True, slots=True)
class LegalView:
    """The law a campaign's decision falls under; `by_date` is what its day proposes."""

    day: date
    stated: bool
    """Whether the clerk stated the day; else it is the day asked about."""
    by_date: Regime | None
    kept: str
    """The regime kept to in spite of the day, or `BY_DATE`."""
    regimes: tuple[Regime, ...]
    own_bases: tuple[str, ...]
    """What the campaign itself cites."""

    @property
    def regime(self) -> Regime | None:
        """Return the regime that counts."""
        return next((one for one in self.regimes if one.id == self.kept), self.by_date)

    @property
    def words(self) -> str:
        """Say which day, which regime, and whether that was proposed or chosen."""
        day = vietnamese.day(self.day)
        said = f"ngày quyết định {day}" if self.stated else f"chưa ghi ngày quyết định, tính {day}"
        name = self.regime.name if self.regime else "chưa có dữ liệu về văn bản của ngày này"
        if self.regime is not self.by_date:
            return f"{name} (đã chọn khác với {said})"
        return f"{name} ({said})"

    @property
    def council_notices(self) -> tuple[str, ...]:
        """Return what the council should be mindful of under the regime that counts."""
        return self.regime.notices_on(self.day, Topic.COUNCIL) if self.regime else ()

    def form_notices(self, form: str) -> tuple[str, ...]:
        """Return what whoever writes a report on this form should be mindful of."""
        of_form = (one for one in self.regimes if form in one.forms.values())
        return tuple(text for one in of_form for text in one.notices_on(self.day, Topic.REPORT))


@dataclass(frozen=True, slots=True)
class Proposal:
    """The form proposed for a report, and why; empty where none of those known ships."""

    form: str
    why: str
    notices: tuple[str, ...] = ()
    """What to be mindful of with that form."""


class LegalService:
    """The law as it bears on the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self, key: str, as_of: date) -> LegalView:
        """Return the law a campaign's decision falls under, of `as_of` while no day is stated."""
        with self._workspace.read() as session:
            return legal_in(session, key, as_of)

    def choose(self, key: str, typed: str, regime: str = BY_DATE) -> Changes:
        """Keep the day of the decision as typed (empty: not known) and a regime kept to.

        InvalidValueError for what is no day; UnknownChoiceError for a regime without data.
        """
        bare = vietnamese.nfc(typed)
        day = day_in(bare)
        if bare and day is None:
            raise InvalidValueError("ngày ra quyết định", bare, "một ngày, như 05/01/2024")
        known = tuple(one.id for one in load_law().regimes)
        if regime not in (BY_DATE, *known):
            raise UnknownChoiceError("chế độ pháp lý", regime, known)
        label = f"Ghi ngày quyết định {vietnamese.day(day)}" if day else "Bỏ ngày quyết định"
        with self._workspace.write(label, kind="legal") as session:
            session.settings.put(f"{_DAY}:{key}", day.isoformat() if day else "")
            session.settings.put(f"{_REGIME}:{key}", regime)
        return Changes(session.changed, label)

    def proposals(
        self, key: str, awards: Iterable[Award], as_of: date
    ) -> dict[tuple[str, Kind], Proposal]:
        """Return the form proposed for each award and kind of subject."""
        view = self.view(key, as_of)
        return {(one.id, kind): _proposal(view, one, kind) for one in awards for kind in Kind}

    def notices(self, key: str, award_id: str, form: Form, as_of: date) -> tuple[str, ...]:
        """Return what to say beside a report: that another form is proposed, then the law's."""
        with self._workspace.read() as session:
            view, campaign = legal_in(session, key, as_of), campaign_in(session, key)
        award = next((one for one in campaign.awards if one.id == award_id), None)
        proposed = _proposal(view, award, form.kind)
        if proposed.form in {"", form.id}:
            return view.form_notices(form.id)
        other = (
            f"Báo cáo này lập theo {form.name}; mẫu được đề nghị là "
            f"{load_form(proposed.form).name}. {proposed.why}"
        )
        return (other, *view.form_notices(form.id))


def legal_in(session: Session, key: str, as_of: date) -> LegalView:
    """Return the law a campaign's decision falls under, as one state of the file has it."""
    stated = session.settings.get(f"{_DAY}:{key}")
    day = date.fromisoformat(stated) if stated else as_of
    law = load_law()
    return LegalView(
        day,
        bool(stated),
        law.regime_on(day),
        session.settings.get(f"{_REGIME}:{key}") or BY_DATE,
        law.regimes,
        campaign_in(session, key).legal_bases,
    )


def proposed_form(regime: Regime | None, kind: Kind) -> str:
    """Return the form of report a regime asks for, where it ships; else empty."""
    form = regime.forms.get(kind, "") if regime else ""
    return form if form and assets.form(f"{form}.toml").exists() else ""


def _proposal(view: LegalView, award: Award | None, kind: Kind) -> Proposal:
    """Propose by the law of a day that was stated, else by the plan: nobody guesses a day."""
    parts = award.parts if award else ()
    planned = next((one.form for one in parts if one.form and one.kind is kind), "")
    by_law = proposed_form(view.regime, kind)
    regime = view.regime
    if regime and by_law and (view.stated or view.kept or not planned):
        differs = "; kế hoạch ghi mẫu khác" if planned and planned != by_law else ""
        why = f"Đề nghị {regime.report}, theo {view.words}{differs}."
        return Proposal(by_law, why, view.form_notices(by_law))
    if planned:
        why = "Mẫu ghi trong kế hoạch của đợt thi đua."
        return Proposal(planned, why, view.form_notices(planned))
    return Proposal("", "Chưa có mẫu nào theo ngày quyết định: chọn mẫu nơi nhận yêu cầu.")

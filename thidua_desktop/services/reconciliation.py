"""Use cases on the tables that together make up one period: what does not fit, and settling it."""

from datetime import date

from thidua_desktop.domain.figures import Figure
from thidua_desktop.domain.reconciliation import origin_of
from thidua_desktop.domain.subjects import Person, Subject, SubjectId
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.importing.matching import person_alias
from thidua_desktop.services.changes import Changes
from thidua_desktop.services.loading import load
from thidua_desktop.services.rankings import display_name
from thidua_desktop.services.reconciled import reconciled
from thidua_desktop.services.reconciliation_views import ReconciliationView
from thidua_desktop.services.reconciliation_words import origin_words, short_name, view_of
from thidua_desktop.services.units import UnitService
from thidua_desktop.store.workspace import Workspace


class ReconciliationService:
    """Reconciliation of the campaigns of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self, key: str, end: date | None = None) -> ReconciliationView:
        """Return what the tables of one period end say together, the latest unless told."""
        return view_of(reconciled(self._workspace, load(self._workspace, key), end))

    def problems(self, key: str, end: date | None = None) -> int:
        """Return how many places of a period somebody has to look at."""
        return reconciled(self._workspace, load(self._workspace, key), end).problems

    def tell(self, key: str, typed: str, subject: SubjectId) -> Changes:
        """Say whom a name in the tables means: it is remembered as another spelling.

        InvalidValueError if it means somebody else already. The row itself stays out until its
        table is imported again.
        """
        participants = load(self._workspace, key).data.participants
        who = next((one.subject for one in participants if one.subject.id == subject), None)
        if who is None:
            raise UnknownChoiceError("đơn vị, cá nhân", str(subject), ())
        return UnitService(self._workspace).add_alias(subject, _spelling(who, typed))

    def keep(self, key: str, number: int) -> Changes:
        """Settle a disagreement: the value in force holds, the other one is forgotten."""
        other = self._other(key, number)
        label = f"Giữ số đang dùng: {self._name(key, other)}"
        with self._workspace.write(label, kind="keep-figure") as session:
            session.figures.forget_replaced([number])
        return Changes(session.changed, label)

    def take(self, key: str, number: int) -> Changes:
        """Settle a disagreement: the other table's value takes its place again."""
        other = self._other(key, number)
        label = f"Dùng số của {origin_words(origin_of(other))}: {self._name(key, other)}"
        with self._workspace.write(label, kind="take-figure") as session:
            session.figures.put(other)
            session.figures.forget_replaced([number])
        return Changes(session.changed, label)

    def _other(self, key: str, number: int) -> Figure:
        loaded = load(self._workspace, key)
        subjects = [one.subject.id for one in loaded.data.participants]
        with self._workspace.read() as session:
            known = {one.id: one.figure for one in session.figures.replaced(subjects)}
            if number not in known:
                raise UnknownChoiceError("số của nguồn khác", str(number), ())
            other = known[number]
            import_id = other.source.import_id
            if import_id is not None and session.imports.get(import_id) is None:
                other = other._replace(source=other.source._replace(import_id=None))
        return other

    def _name(self, key: str, figure: Figure) -> str:
        participants = load(self._workspace, key).data.participants
        who = next(one.subject for one in participants if one.subject.id == figure.subject)
        return f"{short_name(figure.measure)}, {display_name(who)}"


def _spelling(who: Subject, typed: str) -> str:
    """Return under what another spelling is remembered: a person's with the office."""
    return person_alias(typed, who.office) if isinstance(who, Person) else typed

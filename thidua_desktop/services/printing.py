"""Use cases on paper besides the reports: «Vì sao?» of one subject, the summary of achievements."""

from datetime import date
from pathlib import Path

from thidua_desktop.documents.files import write_file
from thidua_desktop.documents.model import Document
from thidua_desktop.domain.figures import Rate
from thidua_desktop.domain.indicators import Scope, measure
from thidua_desktop.domain.ranking import scope_of
from thidua_desktop.domain.readings import Readings
from thidua_desktop.domain.subjects import Participant
from thidua_desktop.errors import UnknownChoiceError
from thidua_desktop.services.basis import basis_of
from thidua_desktop.services.loading import Loaded, catalogue, load
from thidua_desktop.services.rankings import ranking_of
from thidua_desktop.store.workspace import Workspace


def why_document(
    workspace: Workspace,
    key: str,
    as_of: date,
    readings: Readings,
    participant: Participant,
    *,
    snapshot: str = "",
) -> Document:
    """Compose «Vì sao?» of one subject; UnknownChoiceError if the ranking does not know it."""
    from thidua_desktop.documents.explanation import compose_why

    loaded = load(workspace, key)
    ranking = ranking_of(loaded, as_of, dict(readings))
    if participant not in ranking.participants:
        names = tuple(one.subject.label for one in ranking.participants)
        raise UnknownChoiceError("đơn vị, cá nhân được xếp hạng", participant.subject.label, names)
    scope = scope_of(loaded.campaign, loaded.data, as_of, ranking.readings)
    return compose_why(
        ranking,
        participant,
        catalogue().names,
        rates=_rates(loaded, scope, participant),
        basis=basis_of(workspace, key, snapshot),
    )


def save_why(  # noqa: PLR0913 - what to explain, on which figures, and where to
    workspace: Workspace,
    key: str,
    as_of: date,
    readings: Readings,
    participant: Participant,
    path: Path,
    *,
    replace: bool,
    snapshot: str = "",
) -> None:
    """Write «Vì sao?» of one subject to a PDF file; an existing one only when `replace` says so."""
    from thidua_desktop.documents.pdf import render_pdf

    document = why_document(workspace, key, as_of, readings, participant, snapshot=snapshot)
    write_file(path, render_pdf(document), replace=replace)


def _rates(loaded: Loaded, scope: Scope, who: Participant) -> dict[str, Rate]:
    """Return the counts behind the indicators a campaign by targets orders by."""
    found = {
        name: measure(scope, who, loaded.campaign.indicators[name]).rate
        for name in loaded.campaign.ranking.indicators
    }
    return {name: rate for name, rate in found.items() if rate is not None}

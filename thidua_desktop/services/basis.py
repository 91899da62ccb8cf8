"""What a printed result rests on: the council's decisions as the file has them."""

from thidua_desktop.documents.basis import PROVISIONAL, Basis
from thidua_desktop.services.decisions import standings_in
from thidua_desktop.store.workspace import Workspace

__all__ = ["PROVISIONAL", "basis_of"]


def basis_of(workspace: Workspace, key: str, snapshot: str = PROVISIONAL) -> Basis:
    """Return how each rule was decided, cited, and the line of a frozen result.

    What is made from the file as it stands is provisional; only a snapshot is not.
    """
    with workspace.read() as session:
        decided = [one for one in standings_in(session, key) if one.decided]
    return Basis(
        {one.key: one.value for one in decided}, {one.key: one.printed for one in decided}, snapshot
    )

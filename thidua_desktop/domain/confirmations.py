"""What the council (Hội đồng) said about one criterion of one subject, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from thidua_desktop.domain import vietnamese

OLD_WORDS: Final = "Hội đồng xác nhận theo lời cũ"
NOT_BY_OLD_WORDS: Final = "Hội đồng không xác nhận theo lời cũ"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Met or not, with the evidence (căn cứ), who said so and on which day, where known."""

    met: bool
    evidence: str = ""
    who: str = ""
    on: date | None = None
    words: str = ""
    """The criterion as it read when the council spoke; empty where that is not known."""

    def old_words(self, text: str) -> str:
        """Return the words that were confirmed, if the criterion reads otherwise now: `text`."""
        return self.words if self.words and self.words != text else ""

    @property
    def grounds(self) -> str:
        """Return the evidence with who and when: `Biên bản số 12 (Hội đồng, 05/12/2023)`."""
        day = vietnamese.day(self.on) if self.on else ""
        said = ", ".join(one for one in (self.who, day) if one)
        return f"{self.evidence} ({said})".strip() if said else self.evidence

    @property
    def why(self) -> str:
        """Return the sentence: `Hội đồng đã xác nhận: Biên bản số 12 (Hội đồng, 05/12/2023)`."""
        word = "Hội đồng đã xác nhận" if self.met else "Hội đồng không xác nhận"
        return f"{word}: {self.grounds}" if self.grounds else word

    def why_of(self, text: str) -> str:
        """Return the sentence for a criterion that reads `text` now; old words are quoted."""
        old = self.old_words(text)
        if not old:
            return self.why
        word = OLD_WORDS if self.met else NOT_BY_OLD_WORDS
        return f"{word}: «{old}»; căn cứ: {self.grounds}" if self.grounds else f"{word}: «{old}»"


Confirmations = Mapping[tuple[int, str], Confirmation]
"""What the council confirmed, by subject and criterion."""

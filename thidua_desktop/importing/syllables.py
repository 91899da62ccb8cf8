"""Whether a word can be Vietnamese: an onset, a vowel, an ending, and one tone at most.

What tells one encoding of a text from another: read in the right one its words can be said.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS: Final = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_OPEN: Final = (
    "oai|oay|oao|oeo|uay|uây|uôi|ươi|ươu|iêu|yêu|uya|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|"
    "ua|ui|ưi|ưu|ưa|uơ"
)
_CLOSED: Final = "uyê|iê|yê|oa|oă|oe|oo|uâ|uê|uô|ươ|uy|[aăâeêioôơuưy]"
_ENDINGS: Final = "ch|ng|nh|[ckmnpt]"
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})?(?:(?:{_OPEN})|(?:{_CLOSED})(?:{_ENDINGS})?)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_EDGES: Final = " \t.,;:!?()[]{}'\"“”‘’«»–—-/…*+=°\u00a0"


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Say whether `word` can be one Vietnamese syllable, in any case and composition."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = decomposed.translate(dict.fromkeys(map(ord, _TONES)))
    if len(decomposed) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def is_readable(token: str) -> bool:
    """Say whether every word with a mark in `token` is a syllable, and nothing odd is between."""
    bare = token.strip(_EDGES)
    if bare.isascii():
        return True
    odd = _WORD.sub("", bare)
    return odd.isascii() and all(one.isascii() or is_syllable(one) for one in _WORD.findall(bare))

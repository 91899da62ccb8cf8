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
_COMMON: Final = frozenset(
    "xã phường thị trấn huyện tỉnh thành phố sở phòng bộ văn tư pháp nội vụ tài chính kế hoạch và"  # noqa: SIM905 - a list of words reads best as words
    " môi trường lao động thương xã hội hóa thông giáo dục đào tạo tế nông nghiệp kinh hạ tầng đất"
    " đai khoáng sản chi cục bảo vệ quản lý đăng ký số hồ tổng cộng tỷ lệ trước đúng quá trễ hạn đã"
    " giải quyết tiếp nhận trực tuyến ghi chú tốt khá đạt không kỳ tháng năm ngày đến từ của các"
    " đơn vị tên nguyễn trần lê phạm hoàng đặng bùi đỗ ngô thu bình hòa hà sơn thúy hương hồng"
    " đức quang thủy tâm ánh sáng kiến nhiệm công bưu đồng phí chuyển sang mới cấp dân tộc thi đua"
    " khen thưởng tôn tổ chức biên chế viên cải cách lưu trữ thanh tra xếp loại hạng điểm".split()
)
"""Words such tables are full of: they tell which of two readings that can be said is meant."""


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


def common_words(text: str) -> int:
    """Return how many words with marks in a text are among the commonest of such tables."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return sum(not one.isascii() and one in _COMMON for one in words)

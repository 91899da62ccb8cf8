"""Names as typed → who is registered. What is sure passes; what is doubtful is only proposed.

Sure is the same name up to case, spaces, punctuation, tone placement, «UBND», «&» and the usual
abbreviations; a bare name when one subject alone has it. Everything else is a question with
candidates: `Xã Tam Xuân` is never quietly `Xã Tam Xuân I`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize

from thidua_desktop.domain.campaigns import Group
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Participant, Person, Subject, SubjectId, Unit
from thidua_desktop.domain.vietnamese import fold, match_key
from thidua_desktop.importing.syllables import is_syllable

_COUNCIL = re.compile(r"^(?:ubnd|u\.b\.n\.d\.?|[ủu][yỷ] ban (?:nhân dân|nd))\s+(?:các\s+)?")
_ADDRESS = re.compile(r"^(?:ông|bà|đồng chí|đ c|đ chí)\s+")
"""What is said before a person's name."""
_LISTED = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*\s*[.)]\s*(?=\D)|[-+•*]\s+)")
"""The number a name has in a list, typed with it: «1. Xã …»."""
_OUTLINED = re.compile(r"^\s*(?:[ivxlc]{1,5}|[a-zđ]|\d{1,2})\s*[.)/:-]\s*", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*(?:\(\d{1,2}\)|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹])\s*$")
"""The mark of a footnote after a name: «Sở Y tế (1)»."""
_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_SPACES = re.compile(r"\s+")
_AND = re.compile(r"\bvà\b")

_LIKELY = 60
_MOST_CANDIDATES = 5
_MOST_SEARCHES = 500
"""Names looked for among all others; a table with more unknown ones is of another office."""
_NEARLY = 95
"""The same letters without marks, or a name with something said after it."""
_AS_GOOD = 85
"""From this likeness on, two candidates as good as each other make a name ambiguous."""


class Match(NamedTuple):
    """Whom a name means: a subject, or why nobody was taken and who it could be (percent)."""

    subject: Subject | None = None
    problem: Code | None = None
    candidates: tuple[tuple[Subject, int], ...] = ()


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return the form in which two spellings of one body's name are equal."""
    text = _LISTED.sub("", match_key(name))
    if found := _COUNCIL.match(text):
        text = text[found.end() :]
    if not text.replace(" ", "").isalnum():
        text = _PUNCTUATION.sub(" ", text.replace("&", " và "))
    return " ".join(map(_evened, text.split()))


@lru_cache(maxsize=8192)
def _evened(word: str) -> str:
    """Return a word with its tone on its first vowel: wherever it was typed, it is one tone."""
    if word.isascii():
        return word
    letters = normalize("NFD", word)
    tones = "".join(one for one in letters if one in _TONES)
    bare = normalize("NFC", "".join(one for one in letters if one not in _TONES))
    at = next((place for place, one in enumerate(bare, 1) if one in _VOWELS), 0)
    return normalize("NFC", bare[:at] + tones + bare[at:]) if at else word


_LEVELS: Final = (
    "thị trấn",
    "thành phố",
    "thị xã",
    "xã",
    "phường",
    "huyện",
    "quận",
    "tỉnh",
    "sở",
    "ban",
    "phòng",
    "chi cục",
    "trung tâm",
)
_ABOVE: Final = ("tỉnh", "huyện", "thành phố", "thị xã")
"""Levels that may be said after the name of what belongs to them: «Phòng Nội vụ huyện»."""
_LEVEL = re.compile(rf"^(?:{'|'.join(map(name_key, _LEVELS))})\s+")
_LEVEL_WITHIN = re.compile(rf"(?<=\s)(?:{'|'.join(map(name_key, _ABOVE))})\s+")
"""The level of what a body belongs to: «Xã Hòa Bình (huyện Hữu Lũng)»."""
_LEVEL_AFTER = re.compile(rf"\s(?:{'|'.join(map(name_key, _ABOVE))})$")
_SHORT_LEVELS: Final = (
    (re.compile(r"^(?:ttr?|t t)\s+"), ("thị trấn", "trung tâm")),
    (re.compile(r"^tp\s+"), ("thành phố",)),
    (re.compile(r"^tx\s+"), ("thị xã",)),
    (re.compile(r"^ph?\s+"), ("phường", "phòng")),
    (re.compile(r"^x\s+"), ("xã",)),
    (re.compile(r"^h\s+"), ("huyện",)),
)


def person_alias(name: str, office: str) -> str:
    """Return under what another spelling of a person's name is remembered: with the office."""
    return f"{name} ({office})"


def group_named(text: str, groups: Sequence[Group]) -> Group | None:
    """Return the group a heading or a register names, by name, short name or alias."""
    wanted = fold(name_key(_OUTLINED.sub("", text)))
    for group in groups:
        names = (group.name, group.short, *group.aliases)
        if wanted and any(fold(name_key(name)) == wanted for name in names):
            return group
    return None


class Matcher:
    """Finds participants by their names; built once for a table."""

    def __init__(
        self,
        participants: Iterable[Participant],
        aliases: Mapping[str, SubjectId] | None = None,
        groups: Sequence[Group] = (),
    ) -> None:
        self._participants = tuple(participants)
        self._groups = tuple(groups)
        self._by_id = {one.subject.id: one.subject for one in self._participants}
        self._group_of = {one.subject.id: one.group for one in self._participants}
        self._aliases = {name_key(name): found for name, found in (aliases or {}).items()}
        self._asked: dict[tuple[str, str], Match] = {}
        self._keys: dict[int, Mapping[SubjectId, str]] = {}
        self._searched = 0

    def unit(self, name: str, group: str = "") -> Match:
        """Find a body; `group` is the heading it stands under, used only to tell names apart."""
        asked = (name, group)
        if (match := self._asked.get(asked)) is None:
            match = self._footnoted(name) or self._find_unit(name_key(name), group)
            self._asked[asked] = match
        return match

    def _footnoted(self, name: str) -> Match | None:
        """Return whom a name means without its footnote's mark, if it can be no other's number."""
        bare = name_key(_FOOTNOTE.sub("", name))
        if (key := name_key(name)) == bare or key in self._aliases or key in self._exact:
            return None
        named = self._exact.get(bare, [])
        longer = any(one.startswith(f"{bare} ") for one in self._exact)
        return Match(named[0]) if len(named) == 1 and not longer else None

    def person(self, name: str, office: str = "", born: date | None = None) -> Match:
        """Find a person by name, then office, then date of birth."""
        key = name_key(name)
        same = (
            self._people.get(key)
            or self._people.get(_ADDRESS.sub("", key))
            or self._by_alias(name, office)
        )
        if not same:
            return self._unknown(key, self._persons)
        wanted = self._office_key(office)
        fitting = [one for one in same if not wanted or name_key(one.office) in {"", wanted}]
        if born is not None:
            fitting = [one for one in fitting if one.birth_date in {None, born}]
        if len(fitting) == 1:
            return Match(fitting[0])
        candidates = tuple((one, 100) for one in fitting or same)
        problem = Code.AMBIGUOUS_UNIT if len(candidates) > 1 else Code.UNKNOWN_UNIT
        return Match(problem=problem, candidates=candidates)

    def _office_key(self, office: str) -> str:
        """Return the key of the office that is meant, also where it is shortened."""
        found = self._offices.unit(office).subject if office.strip() else None
        return name_key(found.name if found else office)

    @cached_property
    def _offices(self) -> "Matcher":
        names = dict.fromkeys(one.office for one in self._persons if one.office)
        units = (Unit(SubjectId(number), name) for number, name in enumerate(names))
        return Matcher(Participant(one, "") for one in units)

    def is_named(self, name: str) -> bool:
        """Say whether somebody is registered by this very name, with or without its level."""
        key = name_key(name)
        return key in self._aliases or key in self._exact or key in self._bare

    def _by_alias(self, name: str, office: str) -> list[Person]:
        found = self._by_id.get(
            self._aliases.get(name_key(person_alias(name, office)), SubjectId(0))
        )
        return [found] if isinstance(found, Person) else []

    @property
    def has_people(self) -> bool:
        """Say whether any participant is a person."""
        return bool(self._persons)

    def group_of(self, subject: SubjectId) -> str:
        """Return the id of the group a subject is in."""
        return self._group_of.get(subject, "")

    def _find_unit(self, key: str, group: str) -> Match:
        alias = self._aliases.get(key)
        if alias is not None and alias in self._by_id:
            return self._known_as(self._by_id[alias], key, group)
        if len(same := self._exact.get(key, [])) == 1:
            return Match(same[0])
        for index, keys in self._ways(key):
            found = {id(one): one for one in (s for k in keys for s in index.get(k, ()))}
            fitting = self._in_group(tuple(found.values()), group)
            if len(fitting) == 1:
                return Match(fitting[0])
            if fitting:
                candidates = tuple((one, 100) for one in fitting)
                return Match(problem=Code.AMBIGUOUS_UNIT, candidates=candidates)
        return self._unknown(key, self._units)

    def _known_as(self, subject: Subject, key: str, heading: str) -> Match:
        """Return whom a remembered name means, unless the heading has another one of that name."""
        group = group_named(heading, self._groups)
        if group is None or self._group_of[subject.id] == group.id:
            return Match(subject)
        others = {
            id(one): one
            for index, keys in self._ways(key)
            for name in keys
            for one in index.get(name, ())
            if self._group_of[one.id] == group.id
        }
        if not others:
            return Match(subject)
        candidates = tuple((one, 100) for one in (*others.values(), subject))
        return Match(problem=Code.AMBIGUOUS_UNIT, candidates=candidates)

    def _ways(self, key: str) -> Iterable[tuple[dict[str, list[Subject]], tuple[str, ...]]]:
        """Yield what a name may be looked up as, the surest first."""
        longer = _with_long_level(key)
        yield self._exact, (key,)
        yield self._exact, longer
        yield self._joined, (_acronym_key(key),)
        above = _LEVEL_AFTER.sub("", key)
        yield self._exact, (above,)
        if not _LEVEL_WITHIN.search(key):
            yield self._within, (key, *longer)
        yield self._acronyms, tuple(map(_acronym_key, (key, *longer, above)))
        yield self._abbreviated(key), (key,)
        if not _LEVEL.match(key):
            yield self._bare, (key,)

    def _abbreviated(self, key: str) -> dict[str, list[Subject]]:
        """Return whom a name means in which some words are initials: «VP ĐKĐĐ huyện Bắc Sơn»."""
        tokens = key.split()
        if all(not one.isalpha() or is_syllable(one) for one in tokens):
            return {}
        named = (
            subject
            for name, subjects in self._exact.items()
            if _abbreviates(tokens, name.split())
            for subject in subjects
        )
        return {key: list(named)}

    def _in_group(self, found: tuple[Subject, ...], heading: str) -> tuple[Subject, ...]:
        group = group_named(heading, self._groups) if len(found) > 1 else None
        if group is None:
            return found
        return tuple(one for one in found if self._group_of[one.id] == group.id) or found

    def _unknown(self, key: str, among: Sequence[Subject]) -> Match:
        from rapidfuzz import fuzz, process

        keys = self._keys_of(among)
        if self._searched >= _MOST_SEARCHES:
            return Match(problem=Code.UNKNOWN_UNIT)
        self._searched += 1
        longer = {one for one, full in keys.items() if key and full.startswith(f"{key} ")}
        bare = fold(key)
        close = {one for one, full in keys.items() if full and key.startswith(f"{full} ")}
        close |= {one for one, full in keys.items() if bare and fold(full) == bare}
        scored = process.extract(
            key, keys, scorer=fuzz.ratio, limit=_MOST_CANDIDATES, score_cutoff=_LIKELY
        )
        likeness = {found: min(99, round(score)) for _, score, found in scored}
        likeness |= {found: max(likeness.get(found, 0), _AS_GOOD) for found in longer}
        likeness |= {found: max(likeness.get(found, 0), _NEARLY) for found in close}
        order = sorted(likeness, key=lambda found: (-likeness[found], keys[found]))
        candidates = tuple((self._by_id[one], likeness[one]) for one in order[:_MOST_CANDIDATES])
        several = len(longer) > 1 or (
            len(candidates) > 1 and candidates[0][1] == candidates[1][1] >= _AS_GOOD
        )
        problem = Code.AMBIGUOUS_UNIT if several else Code.UNKNOWN_UNIT
        return Match(problem=problem, candidates=candidates)

    def _keys_of(self, among: Sequence[Subject]) -> Mapping[SubjectId, str]:
        if id(among) not in self._keys:
            self._keys[id(among)] = {one.id: name_key(one.name) for one in among}
        return self._keys[id(among)]

    @cached_property
    def _units(self) -> tuple[Subject, ...]:
        return tuple(one.subject for one in self._participants if not _is_person(one.subject))

    @cached_property
    def _persons(self) -> tuple[Person, ...]:
        return tuple(one.subject for one in self._participants if isinstance(one.subject, Person))

    @cached_property
    def _people(self) -> dict[str, list[Person]]:
        people: dict[str, list[Person]] = {}
        for one in self._persons:
            people.setdefault(name_key(one.name), []).append(one)
        return people

    @cached_property
    def _exact(self) -> dict[str, list[Subject]]:
        index: dict[str, list[Subject]] = {}
        for one in self._units:
            short = getattr(one, "short_name", "")
            for key in dict.fromkeys(map(name_key, filter(None, (one.name, short)))):
                index.setdefault(key, []).append(one)
        return index

    @cached_property
    def _joined(self) -> dict[str, list[Subject]]:
        """Return the bodies by their names without spaces and «và»: many leave it out."""
        index: dict[str, list[Subject]] = {}
        for key, subjects in self._exact.items():
            index.setdefault(_acronym_key(key), []).extend(subjects)
        return index

    @cached_property
    def _within(self) -> dict[str, list[Subject]]:
        """Return the bodies by their names without the level of what they belong to."""
        index: dict[str, list[Subject]] = {}
        for key, subjects in self._exact.items():
            index.setdefault(_LEVEL_WITHIN.sub("", key), []).extend(subjects)
        return index

    @cached_property
    def _acronyms(self) -> dict[str, list[Subject]]:
        index: dict[str, list[Subject]] = {}
        for one in self._units:
            for key in _acronyms_of(name_key(one.name)):
                index.setdefault(key, []).append(one)
        return index

    @cached_property
    def _bare(self) -> dict[str, list[Subject]]:
        index: dict[str, list[Subject]] = {}
        for one in self._units:
            key = name_key(one.name)
            if bare := _LEVEL.sub("", key, count=1):
                index.setdefault(bare, []).append(one)
        return index


def _is_person(subject: Subject) -> bool:
    return isinstance(subject, Person)


def _with_long_level(key: str) -> tuple[str, ...]:
    return tuple(
        f"{name_key(long)} {pattern.sub('', key, count=1)}"
        for pattern, longer in _SHORT_LEVELS
        if pattern.match(key)
        for long in longer
    )


def _acronym_key(key: str) -> str:
    return _SPACES.sub("", _AND.sub("", key))


def _acronyms_of(key: str) -> tuple[str, ...]:
    """Return how a name may be shortened: `sở tnmt` and `sở tn mt` are one key, without spaces."""
    level = _LEVEL.match(key)
    if level is None:
        return ()
    words = [word for word in key[level.end() :].split() if word != "và"]
    if len(words) < 3:  # noqa: PLR2004 - «Sở YT» could be too much
        return ()
    return (_SPACES.sub("", level[0]) + "".join(word[0] for word in words),)


def _abbreviates(tokens: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether every token is the next word, or the initials of the next words."""
    at = 0
    for token in tokens:
        if words[at : at + 1] == [token]:
            at += 1
            continue
        initials = "".join(word[0] for word in words[at : at + len(token)])
        if len(token) == 1 or initials != token or is_syllable(token):
            return False
        at += len(token)
    return at == len(words)

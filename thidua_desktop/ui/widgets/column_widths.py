"""How wide the columns of a table get: nothing is cut while there is room left over."""

from collections.abc import Collection, Sequence


def widths_within(
    usual: Sequence[int], needed: Sequence[int], stretching: Collection[int], room: int
) -> list[int]:
    """Return a width for each column, all together `room` wide where a column stretches.

    What is left over goes first to the columns whose words need more than usual, the least
    wanting ones first; then to the stretching columns, so that these get as equal a part of it as
    their words allow. A column gets narrower than usual only where its words leave room that a
    stretching one would be cut without.
    """
    if room <= sum(usual):
        return list(usual)
    usual = _lent(usual, needed, stretching, room - sum(usual))
    spare = room - sum(usual)
    lacking = [max(0, need - width) for need, width in zip(needed, usual, strict=True)]
    given = _fair_parts(lacking, spare)
    left = spare - sum(part for place, part in enumerate(given) if place not in stretching)
    for place, part in _level_parts({place: given[place] for place in stretching}, left).items():
        given[place] = part
    return [width + part for width, part in zip(usual, given, strict=True)]


def _lent(
    usual: Sequence[int], needed: Sequence[int], stretching: Collection[int], spare: int
) -> list[int]:
    """Return the widths less what they lend to the stretching columns that would be cut."""
    wanted = [max(0, need - width) for need, width in zip(needed, usual, strict=True)]
    # The others take their part of what is left over before a stretching one does.
    lacking = sum(wanted) - spare if any(wanted[place] for place in stretching) else 0
    empty = [max(0, width - need) for need, width in zip(needed, usual, strict=True)]
    lent = _fair_parts(empty, max(0, min(lacking, sum(empty))))
    return [width - part for width, part in zip(usual, lent, strict=True)]


def _fair_parts(wanted: Sequence[int], room: int) -> list[int]:
    """Give each what it wants, from the least wanting to the most, none more than an equal part."""
    parts = [0] * len(wanted)
    order = sorted((place for place, want in enumerate(wanted) if want), key=wanted.__getitem__)
    for done, place in enumerate(order):
        parts[place] = min(wanted[place], room // (len(order) - done))
        room -= parts[place]
    return parts


def _level_parts(least: dict[int, int], room: int) -> dict[int, int]:
    """Share all of `room` out as equally as the least part of each allows."""
    parts: dict[int, int] = {}
    order = sorted(least, key=lambda place: (-least[place], place))
    for done, place in enumerate(order):
        # The last one takes the pixels a whole division leaves over.
        parts[place] = max(least[place], room // (len(order) - done))
        room -= parts[place]
    return parts

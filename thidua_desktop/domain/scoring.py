"""A score is an ordered list of steps; each step returns a value and a sentence.

Fractions, never floats: two units that did the same work must tie, and 64,996 %
must stay below 65 %. Rounding is the screen's business.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, Known, Measured, Period, Rate
from thidua_desktop.domain.indicators import Scope, TargetValue, attained, measure, target_of
from thidua_desktop.domain.readings import Choice, chosen
from thidua_desktop.domain.subjects import Participant


class Apply(StrEnum):
    """What a factor does to the running score."""

    MULTIPLY = "multiply"
    ADD = "add"


class Deduct(StrEnum):
    """How late percents become points: as they are, or only whole ones."""

    PROPORTIONAL = "proportional"
    FULL_PERCENT = "full-percent"


@dataclass(frozen=True, slots=True)
class RateStep:
    """Points for a rate (điểm gốc, điểm thành phần): `scale` × part / whole.

    The first step of a score starts from it, later ones add to it. With `of_target` it is
    `scale` × result ÷ target instead, the quotient at most `of_target`.
    """

    id: str
    name: str
    indicator: str
    scale: int
    of_target: Fraction | None = None


@dataclass(frozen=True, slots=True)
class DeductionStep:
    """Take away `points` for each percent of a rate, at most `most` (điểm trừ)."""

    id: str
    name: str
    indicator: str
    points: Fraction
    most: Fraction
    way: Deduct | Choice[Deduct]


@dataclass(frozen=True, slots=True)
class Band:
    """A step of a coefficient table: counts from `lowest` up take `factor`."""

    lowest: int
    factor: Fraction


@dataclass(frozen=True, slots=True)
class FactorStep:
    """Multiply by, or add, a coefficient read from a table (hệ số); bands in rising order."""

    id: str
    name: str
    measure: str
    bands: tuple[Band, ...]
    apply: Apply | Choice[Apply]


Step = RateStep | DeductionStep | FactorStep


@dataclass(frozen=True, slots=True)
class Scoring:
    """The steps of a score, and in which order they are taken."""

    steps: Mapping[str, Step]
    order: tuple[str, ...] | Choice[tuple[str, ...]]

    def in_order(self, readings: Mapping[str, str]) -> tuple[Step, ...]:
        """Return the steps that count under `readings`."""
        return tuple(self.steps[name] for name in chosen(self.order, readings))


class Effect(StrEnum):
    """What a line of the explanation did to the score."""

    START = "start"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    ADD = "add"


class Line(NamedTuple):
    """One line of the explanation: what a step contributed, the score after it, and why."""

    rule: Step
    effect: Effect
    amount: Fraction
    score: Fraction
    given: Rate
    way: Deduct | None = None
    target: TargetValue | None = None

    @property
    def step(self) -> str:
        """Return the id of the step."""
        return self.rule.id

    @property
    def name(self) -> str:
        """Return the name of the step: `Điểm gốc`."""
        return self.rule.name

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the figures it was worked out from, and the target if it is the unit's own."""
        own = self.target.figure if self.target else None
        return (*self.given.figures, own) if own else self.given.figures

    @property
    def period(self) -> Period | None:
        """Return what those figures cover."""
        return self.given.period

    @property
    def why(self) -> str:
        """Return the sentence: `122 / 2.757 hồ sơ = 4,43%; mỗi 1% trừ 1 điểm, tối đa 5 điểm`."""
        match self.rule:
            case RateStep():
                return _rate_words(self.rule, self.given, self.target)
            case DeductionStep():
                return _deduction_words(self.rule, self.given, self.way)
            case _:
                return _factor_words(self.rule, self.given)

    @property
    def value(self) -> str:
        """Return what the step contributed, as printed: `90,32`, `−4,43`, `× 0,9`, `+ 0,9`."""
        match self.effect:
            case Effect.START:
                return vietnamese.decimal(self.amount)
            case Effect.SUBTRACT:
                shown = vietnamese.decimal(self.amount)
                return f"{vietnamese.MINUS}{shown}" if self.amount else shown
            case Effect.MULTIPLY:
                return f"× {vietnamese.exact_decimal(self.amount)}"
            case _:
                return f"+ {_added(self)}"


@dataclass(frozen=True, slots=True)
class Scored:
    """A score with its explanation, or what kept it from being computed."""

    known: Known
    lines: tuple[Line, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def score(self) -> Fraction:
        """Return the score after the last step."""
        return self.lines[-1].score


def score(scoring: Scoring, scope: Scope, participant: Participant) -> Scored:
    """Apply the steps in their order; what cannot be computed says which figures lack."""
    steps = scoring.in_order(scope.readings)
    inputs = [_input(step, scope, participant) for step in steps]
    if any(one.known is Known.NOT_APPLICABLE for one in inputs):
        return Scored(Known.NOT_APPLICABLE)
    lines: list[Line] = []
    for step, one in zip(steps, inputs, strict=True):
        if one.rate is None:
            lacking = dict.fromkeys(name for given in inputs for name in given.lacking)
            return Scored(Known.NO_DATA, lacking=tuple(lacking))
        target = _target(step, scope, participant)
        lines.append(_line(step, one.rate, target, lines[-1].score if lines else None, scope))
    return Scored(Known.KNOWN, tuple(lines))


def formula(lines: tuple[Line, ...]) -> str:
    """Return the arithmetic of a score as one expression: `(90,32 − 4,43) × 0,9`."""
    text = ""
    for line in lines:
        match line.effect:
            case Effect.START:
                text = vietnamese.decimal(line.amount)
            case Effect.SUBTRACT:
                text = f"{text} {vietnamese.MINUS} {vietnamese.decimal(line.amount)}"
            case Effect.MULTIPLY:
                inner = f"({text})" if " " in text else text
                text = f"{inner} × {vietnamese.exact_decimal(line.amount)}"
            case _:
                text = f"{text} + {_added(line)}"
    return text


def _added(line: Line) -> str:
    """Return what is added: a coefficient as it stands in its table, points rounded."""
    exact = isinstance(line.rule, FactorStep)
    return vietnamese.exact_decimal(line.amount) if exact else vietnamese.decimal(line.amount)


def _input(step: Step, scope: Scope, participant: Participant) -> Measured:
    """Return the counts a step works on; a plain count is a rate over 1."""
    if isinstance(step, RateStep) and step.of_target is not None:
        found = measure(scope, participant, scope.indicators[step.indicator])
        lacking = _target_lacking(step, scope, participant)
        if lacking and found.known is not Known.NOT_APPLICABLE:
            return Measured(Known.NO_DATA, lacking=(*found.lacking, lacking))
        return found
    if not isinstance(step, FactorStep):
        return measure(scope, participant, scope.indicators[step.indicator])
    wanted = (step.measure,)
    latest = scope.book.latest(participant.subject.id, wanted, scope.starts_of(None), scope.as_of)
    if latest is None:
        return Measured(Known.NO_DATA, lacking=wanted)
    figure = latest[step.measure]
    return Measured(Known.KNOWN, Rate(figure.count or 0, 1, (figure,), figure.period))


def _target(step: Step, scope: Scope, participant: Participant) -> TargetValue | None:
    """Return the target a step holds its rate against; None where it holds it against none."""
    if not isinstance(step, RateStep) or step.of_target is None:
        return None
    rule = scope.indicators[step.indicator].target
    return target_of(scope, participant, rule) if rule else None


def _target_lacking(step: RateStep, scope: Scope, participant: Participant) -> str:
    """Return the measure of a target nobody assigned, or its name in words."""
    if _target(step, scope, participant) is not None:
        return ""
    indicator = scope.indicators[step.indicator]
    own = indicator.target.measure if indicator.target else None
    return own or f"mức giao của {indicator.name}"


def _line(
    step: Step, given: Rate, target: TargetValue | None, before: Fraction | None, scope: Scope
) -> Line:
    running = before or Fraction(0)
    if isinstance(step, RateStep):
        amount = _points(step, given, target, scope)
        effect = Effect.START if before is None else Effect.ADD
        return Line(step, effect, amount, running + amount, given, target=target)
    if isinstance(step, DeductionStep):
        way = chosen(step.way, scope.readings)
        amount = _deducted(step, given, way)
        return Line(step, Effect.SUBTRACT, amount, running - amount, given, way)
    factor = step.bands[_band_of(step, given)].factor
    if chosen(step.apply, scope.readings) is Apply.MULTIPLY:
        return Line(step, Effect.MULTIPLY, factor, running * factor, given)
    return Line(step, Effect.ADD, factor, running + factor, given)


def _points(step: RateStep, given: Rate, target: TargetValue | None, scope: Scope) -> Fraction:
    rule = scope.indicators[step.indicator].target
    if step.of_target is None or target is None or rule is None:
        return Fraction(step.scale * given.part, given.whole)
    return step.scale * attained(given, target.share, rule.comparison, step.of_target)


def _deducted(step: DeductionStep, given: Rate, way: Deduct) -> Fraction:
    percents = (
        Fraction(100 * given.part, given.whole)
        if way is Deduct.PROPORTIONAL
        else Fraction(100 * given.part // given.whole)
    )
    return min(step.points * percents, step.most)


def _band_of(step: FactorStep, given: Rate) -> int:
    """Return the position of the last band that begins at or below the count."""
    return bisect_right(step.bands, given.part, key=lambda band: band.lowest) - 1


# --- words ---


def _rate_words(step: RateStep, given: Rate, target: TargetValue | None) -> str:
    counts = [vietnamese.count(one.count or 0) for one in given.figures[: given.added]]
    part = f"({' + '.join(counts)})" if len(counts) > 1 else vietnamese.count(given.part)
    counts_words = f"{part} / {vietnamese.count(given.whole)} hồ sơ"
    if target is None or step.of_target is None:
        return f"{counts_words} × {step.scale}"
    reached = vietnamese.percent(given.share, near=target.share)
    most = vietnamese.threshold_percent(step.of_target)
    return (
        f"{counts_words} = {reached}, chia cho {vietnamese.threshold_percent(target.share)} "
        f"({target.why}), tối đa {most}, × {step.scale}"
    )


def _deduction_words(step: DeductionStep, given: Rate, way: Deduct | None) -> str:
    percent = vietnamese.percent(Fraction(given.part, given.whole))
    whole = ", chỉ tính phần trăm tròn" if way is Deduct.FULL_PERCENT else ""
    return (
        f"{vietnamese.count(given.part)} / {vietnamese.count(given.whole)} hồ sơ = {percent}; "
        f"mỗi 1% trừ {vietnamese.exact_decimal(step.points)} điểm{whole}, "
        f"tối đa {vietnamese.exact_decimal(step.most)} điểm"
    )


def _factor_words(step: FactorStep, given: Rate) -> str:
    place = _band_of(step, given)
    following = step.bands[place + 1].lowest if place + 1 < len(step.bands) else None
    return (
        f"{vietnamese.count(given.part)} hồ sơ, {band_words(step.bands[place].lowest, following)}"
    )


def band_words(lowest: int, following: int | None) -> str:
    """Return a band in words: `bậc 2.400 đến 2.699`, `bậc dưới 300`, `bậc từ 2.700`."""
    if following is None:
        return f"bậc từ {vietnamese.count(lowest)}"
    if lowest == 0:
        return f"bậc dưới {vietnamese.count(following)}"
    return f"bậc {vietnamese.count(lowest)} đến {vietnamese.count(following - 1)}"

"""A score is an ordered list of steps; each step returns a value and a sentence.

Fractions, never floats: two units that did the same work must tie, and 64,996 %
must stay below 65 %. Rounding is the screen's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.figures import Figure, Known, Measured, Period
from thidua_desktop.domain.indicators import Scope, measure
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
    """Start from a rate on a scale (điểm gốc): `scale` × part / whole."""

    id: str
    name: str
    indicator: str
    scale: int


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation: what a step contributed, the score after it, and why."""

    step: str
    name: str
    effect: Effect
    amount: Fraction
    score: Fraction
    why: str
    figures: tuple[Figure, ...]
    period: Period | None

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
            case Effect.ADD:
                return f"+ {vietnamese.exact_decimal(self.amount)}"


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
    inputs = [_inputs(step, scope, participant) for step in steps]
    lacking = tuple(dict.fromkeys(name for one in inputs for name in one.lacking))
    if any(one.known is Known.NOT_APPLICABLE for one in inputs):
        return Scored(Known.NOT_APPLICABLE)
    if lacking:
        return Scored(Known.NO_DATA, lacking=lacking)
    lines: list[Line] = []
    running = Fraction(0)
    for step, given in zip(steps, inputs, strict=True):
        line = _line(step, given, running, scope)
        lines.append(line)
        running = line.score
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
            case Effect.ADD:
                text = f"{text} + {vietnamese.exact_decimal(line.amount)}"
            case Effect.MULTIPLY:
                inner = f"({text})" if " " in text else text
                text = f"{inner} × {vietnamese.exact_decimal(line.amount)}"
    return text


@dataclass(frozen=True, slots=True)
class _Inputs:
    known: Known
    part: int = 0
    whole: int = 1
    figures: tuple[Figure, ...] = ()
    period: Period | None = None
    lacking: tuple[str, ...] = ()


def _inputs(step: Step, scope: Scope, participant: Participant) -> _Inputs:
    if isinstance(step, FactorStep):
        found = scope.book.latest(
            participant.subject.id, (step.measure,), scope.starts_of(None), scope.as_of
        )
        if found is None:
            return _Inputs(Known.NO_DATA, lacking=(step.measure,))
        figure = found[step.measure]
        return _Inputs(Known.KNOWN, figure.count or 0, 1, (figure,), figure.period)
    measured: Measured = measure(scope, participant, scope.indicators[step.indicator])
    rate = measured.rate
    if rate is None:
        return _Inputs(Known.NO_DATA, lacking=measured.lacking)
    return _Inputs(measured.known, rate.part, rate.whole, rate.figures, rate.period)


def _line(step: Step, given: _Inputs, running: Fraction, scope: Scope) -> Line:
    if isinstance(step, RateStep):
        effect, amount, why = _start(step, given)
    elif isinstance(step, DeductionStep):
        effect, amount, why = _deduct(step, given, chosen(step.way, scope.readings))
    else:
        effect, amount, why = _factor(step, given, chosen(step.apply, scope.readings))
    after = _after(effect, running, amount)
    return Line(step.id, step.name, effect, amount, after, why, given.figures, given.period)


def _after(effect: Effect, running: Fraction, amount: Fraction) -> Fraction:
    if effect is Effect.SUBTRACT:
        return running - amount
    return running * amount if effect is Effect.MULTIPLY else running + amount


def _start(step: RateStep, given: _Inputs) -> tuple[Effect, Fraction, str]:
    amount = Fraction(step.scale * given.part, given.whole)
    counts = [vietnamese.count(one.count or 0) for one in given.figures[:-1]]
    part = f"({' + '.join(counts)})" if len(counts) > 1 else vietnamese.count(given.part)
    why = f"{part} / {vietnamese.count(given.whole)} hồ sơ × {step.scale}"
    return Effect.START, amount, why


def _deduct(step: DeductionStep, given: _Inputs, way: Deduct) -> tuple[Effect, Fraction, str]:
    percent = Fraction(100 * given.part, given.whole)
    counted = Fraction(percent.numerator // percent.denominator)
    counted = percent if way is Deduct.PROPORTIONAL else counted
    amount = min(step.points * counted, step.most)
    points = vietnamese.exact_decimal(step.points)
    whole = "" if way is Deduct.PROPORTIONAL else ", chỉ tính phần trăm tròn"
    why = (
        f"{vietnamese.count(given.part)} / {vietnamese.count(given.whole)} hồ sơ = "
        f"{vietnamese.percent(percent / 100)}; mỗi 1% trừ {points} điểm{whole}, "
        f"tối đa {vietnamese.exact_decimal(step.most)} điểm"
    )
    return Effect.SUBTRACT, amount, why


def _factor(step: FactorStep, given: _Inputs, apply: Apply) -> tuple[Effect, Fraction, str]:
    position = max(i for i, band in enumerate(step.bands) if band.lowest <= given.part)
    band = step.bands[position]
    following = step.bands[position + 1].lowest if position + 1 < len(step.bands) else None
    why = f"{vietnamese.count(given.part)} hồ sơ, {band_words(band.lowest, following)}"
    effect = Effect.MULTIPLY if apply is Apply.MULTIPLY else Effect.ADD
    return effect, band.factor, why


def band_words(lowest: int, following: int | None) -> str:
    """Return a band in words: `bậc 2.400 đến 2.699`, `bậc dưới 300`, `bậc từ 2.700`."""
    if following is None:
        return f"bậc từ {vietnamese.count(lowest)}"
    if lowest == 0:
        return f"bậc dưới {vietnamese.count(following)}"
    return f"bậc {vietnamese.count(lowest)} đến {vietnamese.count(following - 1)}"

"""Frozen dataclasses of our own making: what the standard ones do, ours do."""

import dataclasses
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Generic, TypeVar

import pytest

from thidua_desktop.records import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    y: int = 0
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Named(Point):
    names: list[str] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class Length(Generic[T]):
    values: tuple[T, ...]
    length: int = field(init=False)
    seen: dict[str, int] = field(init=False, default_factory=dict)
    unit: str = field(init=False, default="m")

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.values))


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


def test_a_value_holds_what_it_was_given_by_place_by_name_and_by_default():
    assert (Point(1, 2).x, Point(1, 2).y) == (1, 2)
    assert (Point(y=2, x=1).x, Point(y=2, x=1).y) == (1, 2)
    assert (Point(1).y, Point(1).note) == (0, "")


@pytest.mark.parametrize("wrong", [Point, lambda: Point(1, z=2), lambda: Point(*"1234")])
def test_wrong_arguments_are_refused_the_first_time_and_later(wrong):
    for _ in range(2):
        with pytest.raises(TypeError, match=r"Point.__init__\(\)"):
            wrong()


def test_equal_values_are_equal_and_have_one_hash_whatever_is_not_compared():
    assert Point(1, 2, "a") == Point(1, 2, "b")
    assert len({Point(1, 2, "a"), Point(1, 2, "b"), Point(2, 1)}) == 2
    assert hash(Nothing()) == hash(Nothing())
    assert Nothing() == Nothing()


def test_another_value_another_class_and_a_plain_tuple_are_not_equal():
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Named(1, 2)
    assert Point(1, 2) != (1, 2)


def test_a_value_cannot_be_changed():
    point = Point(1)

    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.z = 2
    assert point == Point(1)
    assert not hasattr(point, "__dict__")


def test_every_value_gets_a_list_of_its_own():
    one, other = Named(1), Named(1)

    one.names.append("a")

    assert (one.names, other.names) == (["a"], [])
    assert Named(1, names=["b"]).names == ["b"]


def test_what_is_worked_out_afterwards_is_no_argument():
    length = Length[int]((1, 2, 3))

    assert (length.length, length.seen, length.unit) == (3, {}, "m")
    assert length.seen is not Length((1,)).seen
    with pytest.raises(TypeError):
        Length((1,), length=1)


def test_it_shows_itself_as_the_standard_one_does():
    assert repr(Named(1, note="b")) == "Named(x=1, y=0, note='b')"


def test_the_standard_library_knows_it():
    assert [one.name for one in fields(Named)] == ["x", "y", "note", "names"]
    assert replace(Point(1, 2), y=3) == Point(1, 3)
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 0, "note": ""}
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    assert Point.__doc__ == "A point."

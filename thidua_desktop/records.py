"""`@dataclass(frozen=True, slots=True)` as in the standard library, quicker to define and to make.

The standard one compiles six functions for every class; the first page needs over two hundred
classes, and that was a fifth of the program's start. Here the methods that depend on the fields
are compiled when they are first called, and most never are; `__init__` fills the slots directly,
which nearly halves the time a value takes. Nothing else differs: `fields`, `replace` and type
checkers see the class they know.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")
_MISSING: Final = dataclasses.MISSING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(**_always: Literal[True]) -> Callable[[type[T]], type[T]]:
        """Return the decorator; a class that may change takes the standard one."""
        return _frozen


def _frozen(cls: type[T]) -> type[T]:
    # The standard decorator works the signature out for a class that says nothing.
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, method in (("__init__", _init), ("__eq__", _equal), ("__hash__", _hashed)):
        _compile_late(made, name, method)
    made.__repr__, made.__setattr__, made.__delattr__ = _repr, _refuse_to_set, _refuse_to_delete
    frozen: type[T] = made
    return frozen


def _compile_late(cls: type, name: str, source_of: Callable[[type, dict[str, Any]], str]) -> None:
    """Let the first call of a method compile it; `source_of` also fills in the names it uses."""

    def first(self: object, *args: Any, **named: Any) -> Any:
        known: dict[str, Any] = {}
        exec(source_of(cls, known), known)  # noqa: S102 - made of the names of our own fields
        known[name].__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, known[name])
        return known[name](self, *args, **named)

    setattr(cls, name, first)


def _init(cls: Any, known: dict[str, Any]) -> str:
    """Return `def __init__(self, a, b=default_b): set_a(self, a); set_b(self, b)`."""
    known["MISSING"] = _MISSING
    parameters, body = ["self"], []
    for one in dataclasses.fields(cls):
        name, default, ungiven = one.name, "", ""
        known[f"set_{name}"] = getattr(cls, name).__set__
        if one.default is not _MISSING:
            known[f"default_{name}"] = one.default
            default = ungiven = f"default_{name}"
        elif one.default_factory is not _MISSING:
            known[f"make_{name}"] = one.default_factory
            default, ungiven = "MISSING", f"make_{name}()"
        value = ungiven
        if one.init:
            parameters.append(f"{name}={default}" if default else name)
            value = f"{ungiven} if {name} is MISSING else {name}" if default == "MISSING" else name
        if value:
            body.append(f" set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    return "\n".join([f"def __init__({', '.join(parameters)}):", *(body or [" pass"])])


def _equal(cls: Any, _: dict[str, Any]) -> str:
    return (
        "def __eq__(self, other):\n"
        " if other.__class__ is not self.__class__: return NotImplemented\n"
        f" return {_compared(cls, 'self')} == {_compared(cls, 'other')}"
    )


def _hashed(cls: Any, _: dict[str, Any]) -> str:
    return f"def __hash__(self): return hash({_compared(cls, 'self')})"


def _compared(cls: Any, of: str) -> str:
    """Return `(self.a, self.b,)`: the fields that make two values equal."""
    return f"({''.join(f'{of}.{one.name}, ' for one in dataclasses.fields(cls) if one.compare)})"


def _repr(self: Any) -> str:
    shown = (one.name for one in dataclasses.fields(self) if one.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({values})"


def _refuse_to_set(_: object, name: str, __: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

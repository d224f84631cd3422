"""Small frozen values of which there are hundreds of kinds: taps and talks."""

from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Never, cast, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import Field


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Value:
    """What a frozen, keyword-only dataclass is, without code of its own for each kind.

    `dataclass` would write six methods a kind: with 200 kinds, 0.1 s and 3 MB at each start.
    """

    # Kept for each kind: a tick makes thousands of values.
    _fields: "ClassVar[tuple[Field[Any], ...]]" = ()
    _names: ClassVar[frozenset[str]] = frozenset()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        """Collect the fields."""
        dataclass(init=False, repr=False, eq=False, match_args=False)(cls)
        cls._fields = fields(cast("Any", cls))
        cls._names = frozenset(each.name for each in cls._fields)
        # A default is an attribute of the class, where it is found without our help.
        cls._needed = frozenset(each.name for each in cls._fields if each.default is MISSING)

    def __init__(self, **values: Any) -> None:
        if not self._needed <= values.keys() <= self._names:
            wrong = (self._needed - values.keys()) | (values.keys() - self._names)
            raise TypeError(f"{type(self).__name__}: missing or unknown: {sorted(wrong)}")
        vars(self).update(values)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _contents(other) == _contents(self)

    def __hash__(self) -> int:
        return hash((type(self), _contents(self)))

    def __repr__(self) -> str:
        named = zip((each.name for each in fields_of(type(self))), _contents(self), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in named)})"

    def __setattr__(self, name: str, _: object) -> Never:
        raise FrozenInstanceError(name)

    def __delattr__(self, name: str) -> Never:
        raise FrozenInstanceError(name)


def fields_of(kind: type[Value]) -> "tuple[Field[Any], ...]":
    """Return the fields in their order."""
    return kind._fields


def _contents(value: Any) -> tuple[object, ...]:
    return tuple(getattr(value, each.name) for each in fields_of(type(value)))

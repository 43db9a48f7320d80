"""An architecture: the decisions of a space, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice seen from the network, while it is being taken.

    Attributes:
        path: Where it is, e.g. `stage2[1]/cell/e03/op`, `#normal/n2.pick`, `$width`.
        kind: `choice` (alternative ids), `pick` (sorted edge ids), or the domain of a Value
            (`choice_value`, `int`, `float`, `bool`, `subset`, `permutation`).
        options: All values it may take, in the order of the document; None for `float` and for
            ranges too large to list.
        prior: Weights of the options (same length), or None if all weigh the same.
        bounds: For `int` and `float`: (min, max, step or None, is_log).
        default: What a document written before this choice existed stands for.
        of: For `pick`, `subset` and `permutation`: the items drawn from (also when `options` is
            None because there are too many to list).
        count: For `pick` and `subset`: fewest and most items.
    """

    path: str
    kind: str
    options: tuple[Any, ...] | None
    prior: tuple[float, ...] | None = None
    bounds: tuple[float, float, float | None, bool] | None = None
    default: Any = None
    of: tuple[Any, ...] | None = None
    count: tuple[int, int] | None = None


@dataclass(frozen=True)
class Architecture:
    """Decisions filled in. Two are the same if digest and decisions are equal.

    Attributes:
        digest: Digest of the space document it belongs to (`SearchSpace.digest`).
        decisions: Path to value, every active decision.
    """

    digest: str
    decisions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the sha256 of its RFC 8785 JSON, in hexadecimal."""
        from searchapp.nas.space.canonical import sha256_of

        return sha256_of({"digest": self.digest, "decisions": dict(self.decisions)})

"""What a network costs: parameters and multiply-accumulates, from its plan alone.

MACs are counted as in NAS-Bench-201 (arXiv:2001.00326): the products of convolutions and linear
layers, and one for each added bias; normalisation, activations, pooling and sums count nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.nas.operators.plan import Plan, weight_path
from searchapp.nas.operators.rules import PlannedOperator


def parameters(plan: Plan) -> int:
    """Return the number of trainable parameters; shared ones count once."""
    return sum(dict(_counted(plan, "")).values())


def macs(plan: Plan) -> int:
    """Return the multiply-accumulates for one item; every use counts, with shared weights too."""
    known: dict[int, int] = {}

    def count(inner: Plan) -> int:
        if id(inner) not in known:
            known[id(inner)] = sum(
                node.body.macs if isinstance(node.body, PlannedOperator) else count(node.body)
                for node in inner.nodes
            )
        return known[id(inner)]

    return count(plan)


def _counted(plan: Plan, above: str) -> Iterator[tuple[str, int]]:
    """Yield the full weight path and the parameters of every operator."""
    for node in plan.nodes:
        path = weight_path(above, node.weights)
        if isinstance(node.body, PlannedOperator):
            yield path, node.body.parameters
        else:
            yield from _counted(node.body, path)

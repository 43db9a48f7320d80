"""Small spaces that tests search: written out, so that a test shows what it searches."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace


def an_operator(node: str, operator: str, **arguments: Any) -> dict[str, Any]:
    """Return a node that is an operator."""
    return {"id": node, "kind": "operator", "operator": operator, "arguments": arguments}


def a_choice(node: str, **alternatives: dict[str, Any]) -> dict[str, Any]:
    """Return a node that is a choice of the operators given by alternative id."""
    of = [{"id": name, "node": {"kind": "operator", **body}} for name, body in alternatives.items()]
    return {"id": node, "kind": "choice", "of": of}


def a_chain(
    *nodes: dict[str, Any], symbols: dict[str, int] | None = None, name: str = "A chain"
) -> dict[str, Any]:
    """Return the document of a network whose nodes stand in a row."""
    ids = ["in", *(node["id"] for node in nodes), "out"]
    edges = [
        {"id": f"w{place}", "source": source, "target": target}
        for place, (source, target) in enumerate(pairwise(ids))
    ]
    return {
        "format": "nasweb.space/1",
        "name": name,
        "problem": {
            "kind": "image_classification",
            "symbols": symbols or {"channels": 1, "height": 8, "width": 8, "classes": 10},
        },
        "root": "network",
        "modules": {
            "network": {
                "role": "network",
                "inputs": [{"id": "image"}],
                "outputs": [{"id": "scores"}],
                "nodes": list(nodes),
                "edges": edges,
            }
        },
    }


SCORES = an_operator("head", "linear", features={"expr": "classes"})
HEAD = (an_operator("pool", "global_pool"), SCORES)


def a_perceptron(widths: int = 40) -> dict[str, Any]:
    """Return a space of that many networks with one hidden layer: trained in a blink on digits."""
    features = {"domain": "int", "min": 8, "max": 7 + widths}
    hidden = an_operator("hidden", "linear", features=features)
    flat, bend = an_operator("flat", "flatten"), an_operator("bend", "relu")
    return a_chain(flat, hidden, bend, SCORES, name="One hidden layer")


OPERATORS: dict[str, dict[str, Any]] = {
    "conv": {"operator": "relu_conv_bn", "arguments": {"kernel": 3}},
    "conv1": {"operator": "relu_conv_bn", "arguments": {"kernel": 1}},
    "pool": {"operator": "avg_pool", "arguments": {"kernel": 3}},
    "keep": {"operator": "identity"},
}

TINY = json.dumps(
    a_chain(
        an_operator(
            "stem",
            "conv_bn_relu",
            channels={"domain": "choice", "values": [4, 8]},
            kernel=3,
            stride=2,
        ),
        a_choice("first", **OPERATORS),
        a_choice("second", **OPERATORS),
        *HEAD,
    )
)
"""2 · 4 · 4 = 32 architectures that train within a second on 8 × 8 images."""

ROW = json.dumps(
    a_chain(
        an_operator("stem", "conv", channels=4),
        *(a_choice(f"n{place}", **OPERATORS) for place in range(6)),
        *HEAD,
    )
)
"""4 ** 6 = 4,096 architectures."""

SOLE = json.dumps(a_chain(a_choice("only", keep=OPERATORS["keep"]), *HEAD))
"""A space of one architecture."""


def a_space(text: str = ROW) -> SearchSpace:
    """Read a space."""
    return SearchSpace(read_document(text))

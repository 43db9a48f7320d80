"""A chain whose next layer depends on the last: the states of MetaQNN."""

from __future__ import annotations

from searchapp.nas.presets.base import PresetSpace, preset
from searchapp.nas.presets.drawing import Json, chain, expr, operator, reference, space, titled
from searchapp.nas.space.document import SpaceDocument

LAYERS = 18
CHANNELS = [64, 128, 256, 512]
WIDTHS = (512, 256, 128)
SMALL = 4
"""Pixels: dense layers begin where the image is no larger."""
Ways = dict[str, tuple[Json, str]]
"""What may come next, and when."""


@preset("metaqnn")
class MetaQnn(PresetSpace):
    """The layers of MetaQNN (Baker et al. 2017, arXiv:1611.02167, table 1), drawn as states.

    After a convolution may come anything, after a pooling no other pooling, after a dense layer
    only another one that is not wider, or the end; at most 18 layers, two of them dense. Departs
    from it in that convolutions have batch normalisation and poolings are padded, so that an image
    of 32 pixels becomes one of 11 or 16, not 10 or 15.
    """

    title = "MetaQNN chain"
    summary = "Layer by layer: what may come next depends on the last one and on the image's size."
    paper = "Baker et al. 2017, arXiv:1611.02167"
    size = "441482173586387355698"
    shown = "after_conv"

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space."""
        after_pool = _convolutions() | _ends()
        after_conv = _convolutions() | _poolings() | _ends()
        return space(
            {
                "name": "MetaQNN chain",
                "description": "Convolutions, poolings and dense layers, one after the other.",
                "problem": {
                    "kind": "image_classification",
                    "symbols": {"channels": 3, "height": 32, "width": 32, "classes": 10},
                },
                "modules": {
                    "net": _network(),
                    "after_pool": _state("After a pooling", after_pool, "size", "depth"),
                    "after_conv": _state("After a convolution", after_conv, "size", "depth"),
                    "conv": _convolution(),
                    "pool": _pooling(),
                    "dense": _state("Dense layer", _dense(), "limit", "used", "depth"),
                    "dense_then": _dense_then(),
                },
                "root": "net",
                "limits": {"max_depth": LAYERS + 1},
            }
        )


def _convolutions() -> Ways:
    return {
        f"conv{k}": (
            reference("conv", k=k, size=expr("size"), depth=expr("depth + 1")),
            f"depth < {LAYERS} and size > {k}",
        )
        for k in (1, 3, 5)
    }


def _poolings() -> Ways:
    return {
        f"pool{k}": (
            reference("pool", k=k, s=s, size=expr("size"), depth=expr("depth + 1")),
            f"depth < {LAYERS} and size > {k}",
        )
        for k, s in ((5, 3), (3, 2), (2, 2))
    }


def _ends() -> Ways:
    dense = reference("dense", limit=WIDTHS[0], used=0, depth=expr("depth + 1"))
    return {
        "dense": (dense, f"depth < {LAYERS} and size <= {SMALL}"),
        "mean": (operator("global_pool"), f"depth < {LAYERS}"),
        "end": (operator("flatten"), "True"),
    }


def _dense() -> Ways:
    return {
        f"w{width}": (
            reference("dense_then", width=width, used=expr("used"), depth=expr("depth")),
            f"{width} <= limit",
        )
        for width in WIDTHS
    }


def _choice(ways: Ways) -> Json:
    alternatives = [
        {"id": name, "node": node, **({} if when == "True" else {"when": expr(when)})}
        for name, (node, when) in ways.items()
    ]
    return {"kind": "choice", "of": alternatives}


def _integers(*names: str) -> Json:
    return {name: {"type": "int"} for name in names}


def _state(title: str, ways: Ways, *parameters: str) -> Json:
    return chain(
        "cell",
        title,
        {"next": titled("Next layer", _choice(ways))},
        parameters=_integers(*parameters),
    )


def _convolution() -> Json:
    width = {"domain": "choice", "values": CHANNELS, "ordered": True}
    return chain(
        "cell",
        "Convolution",
        {
            "conv": operator("conv_bn_relu", channels=width, kernel=expr("k")),
            "then": reference("after_conv", size=expr("size"), depth=expr("depth")),
        },
        parameters=_integers("k", "size", "depth"),
    )


def _pooling() -> Json:
    # A window of two is not padded.
    left = expr("size // 2 if k == 2 else (size - 1) // s + 1")
    return chain(
        "cell",
        "Pooling",
        {
            "pool": operator("max_pool", kernel=expr("k"), stride=expr("s")),
            "then": reference("after_pool", size=left, depth=expr("depth")),
        },
        parameters=_integers("k", "s", "size", "depth"),
    )


def _dense_then() -> Json:
    again = reference("dense", limit=expr("width"), used=expr("used + 1"), depth=expr("depth + 1"))
    ways: Ways = {
        "dense": (again, f"depth < {LAYERS} and used < 1"),
        "end": (operator("identity"), "True"),
    }
    return chain(
        "cell",
        "Dense layer and on",
        {
            "flat": operator("flatten"),
            "dense": operator("linear", features=expr("width")),
            "act": operator("relu"),
            "next": titled("Next layer", _choice(ways)),
        },
        parameters=_integers("width", "used", "depth"),
    )


def _network() -> Json:
    return chain(
        "network",
        "Network",
        {
            "layers": reference("after_pool", size=expr("height"), depth=0),
            "head": titled("Classifier", operator("linear", features=expr("classes"))),
        },
        inputs=[{"id": "image"}],
        outputs=[{"id": "scores"}],
    )

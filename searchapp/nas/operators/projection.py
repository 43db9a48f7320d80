"""Projections: what `on_mismatch: project` puts on a wire whose shape does not fit.

1×1 convolution and norm (linear for a row of features), with a stride if it divides the size; else
adaptive pooling before it, or nearest up-sampling where the image must grow.
"""

from __future__ import annotations

from searchapp.nas.errors import ShapeMismatch
from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.plan import PROJECTION
from searchapp.nas.operators.rules import PlannedOperator, write_shape
from searchapp.nas.space.bound import Shape


def project(shape: Shape, target: Shape) -> PlannedOperator:
    """Return what turns `shape` into `target`, with its cost.

    Raises:
        ShapeMismatch: The number of dimensions differs, or there is no rule for it.
    """
    if len(shape) != len(target) or len(shape) not in (1, 3):
        raise ShapeMismatch(
            "rank_mismatch",
            f"{write_shape(shape)} cannot be projected to {write_shape(target)}: both must be "
            "images or both rows of features",
        )
    if len(shape) == 1:
        count = target[0] * (shape[0] + 1)
        layer = Layer("nn.Linear", (shape[0], target[0]))
        return PlannedOperator(PROJECTION, {}, layer, count, count)
    parameters = target[0] * (shape[0] + 2)
    macs = shape[0] * target[0] * target[1] * target[2]
    return PlannedOperator(PROJECTION, {}, _image_layer(shape, target), parameters, macs)


def _image_layer(shape: Shape, target: Shape) -> Layer:
    (channels, *size), (wanted, *goal) = shape, target
    if size == goal:
        return Layer("ConvBN", (channels, wanted, 1))
    stride, rest = divmod(size[0], goal[0])
    if rest == 0 and size == [goal[0] * stride, goal[1] * stride]:
        return Layer("ConvBN", (channels, wanted, 1), {"stride": stride})
    grows = goal[0] >= size[0] and goal[1] >= size[1]
    resize = (
        Layer("nn.Upsample", (), {"size": tuple(goal), "mode": "nearest"})
        if grows
        else Layer("nn.AdaptiveAvgPool2d", (tuple(goal),))
    )
    return Layer("nn.Sequential", (resize, Layer("ConvBN", (channels, wanted, 1))))

"""Blocks that bring what passes into another form.

Each class stands on `torch` and the blocks before it alone: the source writer copies it into
`model.py` as it stands here.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class ResizeLike(nn.Module):
    """Bring an image to the height and width of another."""

    def __init__(self, mode: str) -> None:
        super().__init__()
        self.mode = mode

    def forward(self, x: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
        return F.interpolate(x, size=like.shape[2:], mode=self.mode)


class ChannelShuffle(nn.Module):
    """Interleave the channels of the groups, so that the next grouped layer sees all of them."""

    def __init__(self, groups: int) -> None:
        super().__init__()
        self.groups = groups

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        grouped = x.reshape(x.shape[0], self.groups, -1, *x.shape[2:])
        return grouped.transpose(1, 2).flatten(1, 2)


class Transpose(nn.Module):
    """Swap channels and length."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.transpose(1, 2)


class Reshape(nn.Module):
    """The same numbers in another form."""

    def __init__(self, *shape: int) -> None:
        super().__init__()
        self.shape = shape

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.reshape(x.shape[0], *self.shape)

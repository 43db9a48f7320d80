"""Residual blocks of later image networks.

Each class stands on `torch` and the blocks before it alone: the source writer copies it into
`model.py` as it stands here.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from searchapp.nas.layers.blocks.images import ConvBNReLU


class Bottleneck(nn.Module):
    """Narrow, look around, widen, beside a shortcut."""

    def __init__(
        self, in_channels: int, channels: int, kernel: int, stride: int = 1, ratio: int = 4
    ) -> None:
        super().__init__()
        middle = max(1, channels // ratio)
        self.layers = nn.Sequential(
            nn.Conv2d(in_channels, middle, 1, bias=False),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Conv2d(middle, middle, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Conv2d(middle, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or in_channels != channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(self.layers(x) + self.shortcut(x))


class FusedMBConv(nn.Module):
    """Inverted residual whose first two convolutions are one; the input is added where it fits."""

    def __init__(
        self, in_channels: int, channels: int, kernel: int, stride: int = 1, expand: int = 4
    ) -> None:
        super().__init__()
        wide = in_channels * expand
        self.layers = nn.Sequential(
            nn.Conv2d(in_channels, wide, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(wide),
            nn.SiLU(),
            nn.Conv2d(wide, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )
        self.has_shortcut = stride == 1 and in_channels == channels

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.layers(x)
        return x + y if self.has_shortcut else y


class ConvNeXtBlock(nn.Module):
    """Depthwise convolution, norm of each pixel, two 1×1 convolutions, beside the input."""

    def __init__(self, channels: int, kernel: int, expand: int = 4) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(channels, channels, kernel, padding=kernel // 2, groups=channels)
        self.norm = nn.LayerNorm(channels)
        self.widen = nn.Linear(channels, channels * expand)
        self.narrow = nn.Linear(channels * expand, channels)
        self.scale = nn.Parameter(torch.full((channels,), 1e-6))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.norm(self.depthwise(x).permute(0, 2, 3, 1))
        y = self.scale * self.narrow(F.gelu(self.widen(y)))
        return x + y.permute(0, 3, 1, 2)


class Depthwise(nn.Sequential):
    """Depthwise convolution that keeps the size (up to its stride), then batch normalisation."""

    def __init__(self, channels: int, kernel: int, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(channels, channels, kernel, stride, kernel // 2, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
        )


class ShuffleBlock(nn.Module):
    """Half of the channels pass, half are convolved; then they are interleaved.

    With a stride, or other channels, all channels go both ways, and both are convolved.
    """

    def __init__(self, in_channels: int, channels: int, kernel: int, stride: int = 1) -> None:
        super().__init__()
        half = channels // 2
        self.passed = half if stride == 1 and in_channels == channels else 0
        self.way = nn.Sequential()
        if not self.passed:
            self.way = nn.Sequential(
                Depthwise(in_channels, kernel, stride), ConvBNReLU(in_channels, half, 1)
            )
        self.branch = self.convolutions(in_channels - self.passed, half, kernel, stride)

    def convolutions(self, entering: int, leaving: int, kernel: int, stride: int) -> nn.Sequential:
        return nn.Sequential(
            ConvBNReLU(entering, leaving, 1),
            Depthwise(leaving, kernel, stride),
            ConvBNReLU(leaving, leaving, 1),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        first = x[:, : self.passed] if self.passed else self.way(x)
        y = torch.stack([first, self.branch(x[:, self.passed :])], dim=2)
        return y.flatten(1, 2)


class ShuffleXception(ShuffleBlock):
    """A shuffle block whose branch is three separable convolutions."""

    def convolutions(self, entering: int, leaving: int, kernel: int, stride: int) -> nn.Sequential:
        return nn.Sequential(
            Depthwise(entering, kernel, stride),
            ConvBNReLU(entering, leaving, 1),
            Depthwise(leaving, kernel),
            ConvBNReLU(leaving, leaving, 1),
            Depthwise(leaving, kernel),
            ConvBNReLU(leaving, leaving, 1),
        )

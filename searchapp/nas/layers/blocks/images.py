"""Blocks of several layers that the catalogue offers as one operator.

Each class stands on `torch` alone: the source writer copies it into `model.py` as it stands here.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class ConvBN(nn.Sequential):
    """Convolution that keeps the size (up to its stride), then batch normalisation."""

    def __init__(self, in_channels: int, channels: int, kernel: int, stride: int = 1) -> None:
        padding = kernel // 2
        super().__init__(
            nn.Conv2d(in_channels, channels, kernel, stride, padding, bias=False),
            nn.BatchNorm2d(channels),
        )


class ConvBNReLU(nn.Sequential):
    """Convolution, batch normalisation, ReLU."""

    def __init__(self, in_channels: int, channels: int, kernel: int, stride: int = 1) -> None:
        padding = kernel // 2
        super().__init__(
            nn.Conv2d(in_channels, channels, kernel, stride, padding, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        )


class ReLUConvBN(nn.Sequential):
    """ReLU, convolution, batch normalisation: the order of NAS-Bench-201 and DARTS."""

    def __init__(self, in_channels: int, channels: int, kernel: int, stride: int = 1) -> None:
        padding = kernel // 2
        super().__init__(
            nn.ReLU(),
            nn.Conv2d(in_channels, channels, kernel, stride, padding, bias=False),
            nn.BatchNorm2d(channels),
        )


class DilConv(nn.Sequential):
    """ReLU, dilated depthwise convolution, pointwise convolution, batch normalisation."""

    def __init__(
        self, in_channels: int, channels: int, kernel: int, stride: int = 1, dilation: int = 2
    ) -> None:
        padding = dilation * (kernel // 2)
        depthwise = nn.Conv2d(
            in_channels,
            in_channels,
            kernel,
            stride,
            padding,
            dilation,
            groups=in_channels,
            bias=False,
        )
        super().__init__(
            nn.ReLU(),
            depthwise,
            nn.Conv2d(in_channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )


class SepConv(nn.Sequential):
    """Depthwise separable convolution, twice; the stride is in the first."""

    def __init__(self, in_channels: int, channels: int, kernel: int, stride: int = 1) -> None:
        super().__init__(
            DilConv(in_channels, in_channels, kernel, stride, dilation=1),
            DilConv(in_channels, channels, kernel, dilation=1),
        )


class FactorizedReduce(nn.Module):
    """Halve height and width; one half of the channels looks one pixel further than the other."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.even = nn.Conv2d(in_channels, channels // 2, 1, stride=2, bias=False)
        self.odd = nn.Conv2d(in_channels, channels - channels // 2, 1, stride=2, bias=False)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = F.relu(x)
        shifted = F.pad(x, (0, 1, 0, 1))[:, :, 1:, 1:]
        y: torch.Tensor = self.norm(torch.cat([self.even(x), self.odd(shifted)], dim=1))
        return y


class Zero(nn.Module):
    """Nothing but zeros, in the shape that a convolution with this stride would give."""

    def __init__(self, stride: int = 1) -> None:
        super().__init__()
        self.stride = stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.stride > 1:
            x = x[:, :, :: self.stride, :: self.stride]
        return torch.zeros_like(x)


class ResidualBlock(nn.Module):
    """Two convolutions beside a shortcut, as between the stages of NAS-Bench-201."""

    def __init__(self, in_channels: int, channels: int, stride: int = 1) -> None:
        super().__init__()
        self.first = ReLUConvBN(in_channels, channels, 3, stride)
        self.second = ReLUConvBN(channels, channels, 3)
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1:
            self.shortcut = nn.Sequential(
                nn.AvgPool2d(stride, stride, ceil_mode=True),
                nn.Conv2d(in_channels, channels, 1, bias=False),
            )
        elif in_channels != channels:
            self.shortcut = ReLUConvBN(in_channels, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.shortcut(x) + self.second(self.first(x))
        return y


class MBConv(nn.Module):
    """Inverted residual: widen, depthwise convolution, narrow; the input is added where it fits."""

    def __init__(
        self, in_channels: int, channels: int, kernel: int, stride: int = 1, expand: int = 6
    ) -> None:
        super().__init__()
        wide = in_channels * expand
        layers: list[nn.Module] = []
        if expand > 1:
            layers += [
                nn.Conv2d(in_channels, wide, 1, bias=False),
                nn.BatchNorm2d(wide),
                nn.ReLU6(),
            ]
        layers += [
            nn.Conv2d(wide, wide, kernel, stride, kernel // 2, groups=wide, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU6(),
            nn.Conv2d(wide, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        ]
        self.layers = nn.Sequential(*layers)
        self.has_shortcut = stride == 1 and in_channels == channels

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.layers(x)
        return x + y if self.has_shortcut else y


class TableEmbedding(nn.Module):
    """Rows of numbers and codes: numbers stay, every code becomes a learned vector."""

    def __init__(self, numbers: int, cardinalities: list[int], dim: int) -> None:
        super().__init__()
        self.numbers = numbers
        self.sizes = cardinalities
        self.tables = nn.ModuleList([nn.Embedding(size, dim) for size in cardinalities])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        parts = [x[:, : self.numbers]]
        codes = x[:, self.numbers :].long().unbind(dim=1)
        for code, size, table in zip(codes, self.sizes, self.tables, strict=True):
            parts.append(table(code.clamp(0, size - 1)))
        return torch.cat(parts, dim=1)


class GlobalPool(nn.Module):
    """The mean or the largest value of each channel."""

    def __init__(self, kind: str = "avg") -> None:
        super().__init__()
        self.kind = kind

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        dimensions = tuple(range(2, x.dim()))
        return x.amax(dim=dimensions) if self.kind == "max" else x.mean(dim=dimensions)

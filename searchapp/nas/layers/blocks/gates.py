"""Blocks that weigh what passes through them.

Each class stands on `torch` and the blocks before it alone: the source writer copies it into
`model.py` as it stands here.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class SqueezeExcite(nn.Module):
    """Weigh every channel by what all channels are on average."""

    def __init__(self, channels: int, ratio: int) -> None:
        super().__init__()
        middle = max(1, channels // ratio)
        self.squeeze = nn.Linear(channels, middle)
        self.excite = nn.Linear(middle, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weights = x.flatten(2).mean(dim=2)
        weights = torch.sigmoid(self.excite(F.relu(self.squeeze(weights))))
        return x * weights.reshape(*weights.shape, *[1] * (x.dim() - 2))


class ChannelGate(nn.Module):
    """Weigh every channel by the averages of its neighbours."""

    def __init__(self, kernel: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(1, 1, kernel, padding=kernel // 2, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        means = x.flatten(2).mean(dim=2)
        weights = torch.sigmoid(self.conv(means.unsqueeze(1)).squeeze(1))
        return x * weights.reshape(*weights.shape, *[1] * (x.dim() - 2))


class SpatialGate(nn.Module):
    """Weigh every position by the mean and the largest of its channels."""

    def __init__(self, kernel: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(2, 1, kernel, padding=kernel // 2, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        seen = torch.cat([x.mean(dim=1, keepdim=True), x.amax(dim=1, keepdim=True)], dim=1)
        return x * torch.sigmoid(self.conv(seen))


class LayerScale(nn.Module):
    """Scale every channel by a learned factor that begins small."""

    def __init__(self, channels: int, start: float) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.full((channels,), start))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.scale.reshape(-1, *[1] * (x.dim() - 2))


class RootMeanSquareNorm(nn.Module):
    """Divide by the root mean square of the channels, place by place, then scale each channel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + 1e-6)
        return y * self.scale.reshape(-1, *[1] * (x.dim() - 2))


class DropPath(nn.Module):
    """Set whole items to zero at random while training; the others are scaled up for it."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or self.p == 0:
            return x
        kept = torch.rand(x.shape[0], *[1] * (x.dim() - 1), device=x.device) >= self.p
        return x * kept / (1 - self.p)


class GlobalAttention(nn.Module):
    """Add the first input, weighed per channel by what the second is on average, to the second."""

    def forward(self, low: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
        weights = torch.sigmoid(high.flatten(2).mean(dim=2))
        return high + low * weights.reshape(*weights.shape, *[1] * (low.dim() - 2))

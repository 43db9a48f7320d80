"""Blocks for series: channels × length, the earliest first.

Each class stands on `torch` and the blocks before it alone: the source writer copies it into
`model.py` as it stands here.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class Conv1d(nn.Module):
    """Convolution that keeps the length (up to its stride); a causal one sees no later step."""

    def __init__(
        self,
        in_channels: int,
        channels: int,
        kernel: int,
        stride: int = 1,
        dilation: int = 1,
        groups: int = 1,
        bias: bool = True,
        causal: bool = False,
    ) -> None:
        super().__init__()
        reach = dilation * (kernel - 1)
        self.padding = (reach, 0) if causal else (reach // 2, reach - reach // 2)
        self.conv = nn.Conv1d(
            in_channels, channels, kernel, stride, 0, dilation, groups=groups, bias=bias
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.conv(F.pad(x, self.padding))
        return y


class GatedConv1d(nn.Module):
    """A tanh convolution, weighed by a sigmoid one."""

    def __init__(
        self, in_channels: int, channels: int, kernel: int, dilation: int = 1, causal: bool = True
    ) -> None:
        super().__init__()
        self.both = Conv1d(in_channels, 2 * channels, kernel, dilation=dilation, causal=causal)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        signal, gate = self.both(x).chunk(2, dim=1)
        return torch.tanh(signal) * torch.sigmoid(gate)


class LastStep(nn.Module):
    """What stands at the last step."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x[:, :, -1]


class Recurrent(nn.Module):
    """One recurrent layer: what it holds after each step."""

    def __init__(self, cell: str, channels: int, units: int, bidirectional: bool = False) -> None:
        super().__init__()
        layers = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
        self.layer = layers[cell](channels, units, batch_first=True, bidirectional=bidirectional)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.layer(x.transpose(1, 2))[0]
        return y.transpose(1, 2)

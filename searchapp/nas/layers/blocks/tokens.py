"""Blocks for tokens: a vector for each place, as channels × length.

Each class stands on `torch` and the blocks before it alone: the source writer copies it into
`model.py` as it stands here.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F


class TokenEmbedding(nn.Module):
    """A learned vector for every code; codes outside of the vocabulary count as the nearest."""

    def __init__(self, vocabulary: int, dim: int) -> None:
        super().__init__()
        self.table = nn.Embedding(vocabulary, dim)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        codes = x.long().clamp(0, self.table.num_embeddings - 1)
        y: torch.Tensor = self.table(codes)
        return y.transpose(1, 2)


class PatchEmbedding(nn.Module):
    """A vector for every square of an image, row after row."""

    def __init__(self, channels: int, dim: int, size: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, dim, size, size)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.conv(x)
        return y.flatten(2)


class LearnedPosition(nn.Module):
    """Add a learned vector for each place."""

    def __init__(self, dim: int, length: int) -> None:
        super().__init__()
        self.places = nn.Parameter(torch.randn(dim, length) * 0.02)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.places


class SinePosition(nn.Module):
    """Add sines and cosines of each place, of slower and slower waves."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        dim, length = x.shape[1:]
        rows = torch.arange(dim, device=x.device)
        waves = 10000.0 ** (-(rows - rows % 2) / dim)
        angles = waves[:, None] * torch.arange(length, device=x.device)
        return x + torch.where(rows[:, None] % 2 == 0, angles.sin(), angles.cos()).to(x.dtype)


class Attention(nn.Module):
    """Every token looks at all tokens, or at those of a second input."""

    def __init__(
        self, channels: int, memory: int, dim: int, out: int, heads: int, causal: bool = False
    ) -> None:
        super().__init__()
        self.heads, self.causal = heads, causal
        self.query = nn.Linear(channels, dim)
        self.key = nn.Linear(memory, dim)
        self.value = nn.Linear(memory, dim)
        self.out = nn.Linear(dim, out)

    def forward(self, x: torch.Tensor, memory: torch.Tensor | None = None) -> torch.Tensor:
        tokens = x.transpose(1, 2)
        seen = tokens if memory is None else memory.transpose(1, 2)
        parts = [
            part.reshape(*part.shape[:2], self.heads, -1).transpose(1, 2)
            for part in (self.query(tokens), self.key(seen), self.value(seen))
        ]
        query, key, value = parts
        found = F.scaled_dot_product_attention(query, key, value, is_causal=self.causal)
        y: torch.Tensor = self.out(found.transpose(1, 2).flatten(2))
        return y.transpose(1, 2)


class FeedForward(nn.Module):
    """Two linear layers at every token, a GELU between."""

    def __init__(self, channels: int, middle: int, out: int) -> None:
        super().__init__()
        self.widen = nn.Linear(channels, middle)
        self.narrow = nn.Linear(middle, out)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.narrow(F.gelu(self.widen(x.transpose(1, 2))))
        return y.transpose(1, 2)


class TokenNorm(nn.Module):
    """Layer normalisation of every token alone."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.norm(x.transpose(1, 2))
        return y.transpose(1, 2)


class TransformerBlock(nn.Module):
    """Attention and feed-forward, each after a norm and beside its input."""

    def __init__(self, channels: int, heads: int, middle: int, causal: bool = False) -> None:
        super().__init__()
        self.first = TokenNorm(channels)
        self.attention = Attention(channels, channels, channels, channels, heads, causal)
        self.second = TokenNorm(channels)
        self.feed_forward = FeedForward(channels, middle, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.attention(self.first(x))
        y: torch.Tensor = x + self.feed_forward(self.second(x))
        return y


class AttentionPool(nn.Module):
    """Each head's weighted mean of all tokens; the weights are learned."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.score = nn.Linear(channels, heads)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        weights: torch.Tensor = self.score(x.transpose(1, 2)).softmax(dim=1)
        values = x.reshape(x.shape[0], self.heads, -1, x.shape[2])
        return (values * weights.transpose(1, 2).unsqueeze(2)).sum(dim=3).flatten(1)

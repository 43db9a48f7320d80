"""Tokens: a vector for each place, kept as channels × length like any series.

MACs are the products of the linear layers, of queries with keys and of weights with values, and one
for each added bias.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.operators.series import SERIES
from searchapp.nas.registry import SettingsModel

DIM = "(dim if dim > 0 else x[0])"
OUT = "(out if out > 0 else x[0])"
HEADS = Field(
    default=4, ge=1, le=1024, title="Heads", description="Parts that look for different things"
)
CAUSAL = Field(default=False, title="Causal", description="No token sees a later one")


class AttentionSettings(SettingsModel):
    """Of an attention."""

    heads: int = HEADS
    dim: int = Field(
        default=0,
        ge=0,
        le=65536,
        title="Dimension",
        description="Numbers of all heads together; 0 takes the channels of the input",
    )
    out: int = Field(
        default=0, ge=0, le=65536, title="Output", description="Channels; 0 keeps the input's"
    )

    def sizes(self, channels: int) -> tuple[int, int]:
        """Return the dimension and the output's channels for an input of so many channels."""
        return self.dim or channels, self.out or channels


class SelfAttentionSettings(AttentionSettings):
    """Of an attention to its own input."""

    causal: bool = CAUSAL


DIVISIBLE = Requirement(
    f"{DIM} % heads == 0", "heads must divide the dimension, but got {heads} for {dim} and {x}"
)


@operator("attention")
class SelfAttention(Operator):
    """Multi-head self-attention (Vaswani et al. 2017, arXiv:1706.03762)."""

    title = "Attention"
    family = "attention"
    summary = "Every token looks at all tokens and takes what it looks for."
    glyph = "A"
    Settings = SelfAttentionSettings
    inputs = SERIES
    requires = (DIVISIBLE,)
    shape = {"y": f"[{OUT}, x[1]]"}
    parameters = f"3 * {DIM} * (x[0] + 1) + y[0] * ({DIM} + 1)"
    macs = f"x[1] * (3 * {DIM} * (x[0] + 1) + y[0] * ({DIM} + 1) + 2 * {DIM} * x[1])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        kwargs = {"causal": True} if s.causal else {}
        return Layer("Attention", (x[0], x[0], *s.sizes(x[0]), s.heads), kwargs)


@operator("cross_attention")
class CrossAttention(Operator):
    """Multi-head attention to a second series (Vaswani et al. 2017, arXiv:1706.03762)."""

    title = "Cross attention"
    family = "attention"
    summary = "Every token looks at all tokens of a second input."
    glyph = "X"
    Settings = AttentionSettings
    inputs = (*SERIES, InputPort("memory", rank=2))
    requires = (DIVISIBLE,)
    shape = {"y": f"[{OUT}, x[1]]"}
    parameters = f"{DIM} * (x[0] + 1) + 2 * {DIM} * (memory[0] + 1) + y[0] * ({DIM} + 1)"
    macs = (
        f"x[1] * ({DIM} * (x[0] + 1) + y[0] * ({DIM} + 1) + 2 * {DIM} * memory[1])"
        f" + memory[1] * 2 * {DIM} * (memory[0] + 1)"
    )

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x, memory) = settings, inputs
        return Layer("Attention", (x[0], memory[0], *s.sizes(x[0]), s.heads))


class FeedForwardSettings(SettingsModel):
    """Of a feed-forward part."""

    ratio: float = Field(
        default=4.0,
        gt=0,
        le=64,
        title="Ratio",
        description="The middle is this many times as wide, rounded",
    )
    out: int = Field(
        default=0, ge=0, le=65536, title="Output", description="Channels; 0 keeps the input's"
    )


MIDDLE = "max(1, round(x[0] * ratio))"


def _middle(channels: int, ratio: float) -> int:
    return max(1, round(channels * ratio))


@operator("feed_forward")
class FeedForward(Operator):
    """Position-wise feed-forward part (arXiv:1706.03762), with a GELU as in ViT."""

    title = "Feed-forward"
    family = "attention"
    summary = "Two linear layers at every token, a GELU between."
    glyph = "F"
    Settings = FeedForwardSettings
    inputs = SERIES
    shape = {"y": f"[{OUT}, x[1]]"}
    parameters = f"{MIDDLE} * (x[0] + 1) + y[0] * ({MIDDLE} + 1)"
    macs = f"x[1] * ({MIDDLE} * (x[0] + 1) + y[0] * ({MIDDLE} + 1))"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        return Layer("FeedForward", (x[0], _middle(x[0], s.ratio), s.out or x[0]))


class TransformerSettings(SettingsModel):
    """Of a transformer block."""

    heads: int = HEADS
    ratio: float = Field(
        default=4.0,
        gt=0,
        le=64,
        title="Ratio",
        description="The middle of the feed-forward part is this many times as wide, rounded",
    )
    causal: bool = CAUSAL


@operator("transformer_block")
class TransformerBlock(Operator):
    """Transformer block with its norms first (ViT, Dosovitskiy et al. 2020, arXiv:2010.11929)."""

    title = "Transformer block"
    short = "Transformer"
    family = "attention"
    summary = "Attention and feed-forward, each after a norm and beside its input."
    glyph = "T"
    Settings = TransformerSettings
    inputs = SERIES
    requires = (
        Requirement("x[0] % heads == 0", "heads must divide the channels, but got {heads} for {x}"),
    )
    shape = {"y": "x"}
    parameters = f"4 * x[0] * (x[0] + 1) + {MIDDLE} * (2 * x[0] + 1) + 5 * x[0]"
    macs = f"x[1] * (4 * x[0] * (x[0] + 1) + {MIDDLE} * (2 * x[0] + 1) + x[0] + 2 * x[0] * x[1])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        kwargs = {"causal": True} if s.causal else {}
        return Layer("TransformerBlock", (x[0], s.heads, _middle(x[0], s.ratio)), kwargs)


class AttentionPoolSettings(SettingsModel):
    """Of a pooling by attention."""

    heads: int = Field(
        default=1, ge=1, le=1024, title="Heads", description="Parts, each with weights of its own"
    )


@operator("attention_pool")
class AttentionPool(Operator):
    """Weighted mean of all tokens, the weights learned (Lin et al. 2017, arXiv:1703.03130)."""

    title = "Attention pooling"
    short = "Attention pool"
    family = "attention"
    summary = "A weighted mean of all tokens; what weighs much is learned."
    glyph = "P"
    Settings = AttentionPoolSettings
    inputs = SERIES
    requires = (
        Requirement("x[0] % heads == 0", "heads must divide the channels, but got {heads} for {x}"),
    )
    shape = {"y": "[x[0]]"}
    parameters = "heads * (x[0] + 1)"
    macs = "x[1] * heads * (x[0] + 1)"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("AttentionPool", (inputs[0][0], settings.heads))


@operator("learned_position")
class LearnedPosition(Operator):
    """Learned position embedding, added (arXiv:1706.03762; ViT, arXiv:2010.11929)."""

    title = "Learned position"
    short = "Position"
    family = "attention"
    summary = "Adds a learned vector for each place."
    glyph = "+"
    inputs = SERIES
    parameters = "x[0] * x[1]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("LearnedPosition", tuple(inputs[0]))


@operator("sine_position")
class SinePosition(Operator):
    """Sines and cosines of the place, added (arXiv:1706.03762, section 3.5)."""

    title = "Sine position"
    short = "Position"
    family = "attention"
    summary = "Adds sines and cosines that tell the place."
    glyph = "~"
    inputs = SERIES

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("SinePosition")

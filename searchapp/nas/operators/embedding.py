"""Embeddings: learned vectors for what is no number."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.registry import SettingsModel


class EmbedTableSettings(SettingsModel):
    """Of an embedding of the categories of a table."""

    numbers: int = Field(
        default=0,
        ge=0,
        le=1_000_000,
        title="Numbers",
        description="Columns that are numbers and stay as they are; they stand first",
    )
    cardinalities: list[Annotated[int, Field(ge=1, le=1_000_000)]] = Field(
        default=[],
        max_length=2_000,
        title="Cardinalities",
        description="Codes that each of the other columns may have",
    )
    dim: int = Field(
        default=8,
        ge=1,
        le=4096,
        title="Dimension",
        description="Numbers that stand for one category",
    )


@operator("embed_table")
class EmbedTable(Operator):
    """Entity embedding of categories (Guo and Berkhahn 2016, arXiv:1604.06737).

    Departs from it in that all categories have vectors of one length.
    """

    title = "Embed table"
    family = "embedding"
    summary = "Numbers stay as they are, every category becomes a learned vector."
    glyph = "E"
    Settings = EmbedTableSettings
    inputs = (InputPort("x", rank=1),)
    requires = (
        Requirement(
            "x[0] == numbers + len(cardinalities)",
            "the row must have {numbers} numbers and then {cardinalities} codes, but it is {x}",
        ),
    )
    shape = {"y": "[numbers + dim * len(cardinalities)]"}
    parameters = "dim * sum(cardinalities)"
    macs = "0"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s = settings
        return Layer("TableEmbedding", (s.numbers, list(s.cardinalities), s.dim))


class EmbeddingSettings(SettingsModel):
    """Of an embedding of codes."""

    vocabulary: int = Field(
        default=10_000,
        ge=1,
        le=10_000_000,
        title="Vocabulary",
        description="Codes that there are, from 0",
    )
    dim: int = Field(
        default=64,
        ge=1,
        le=65536,
        title="Dimension",
        description="Numbers that stand for one code",
    )


@operator("embedding")
class Embedding(Operator):
    """Word embedding (Bengio et al. 2003)."""

    title = "Embedding"
    family = "embedding"
    summary = "Every code of a row becomes a learned vector; the row becomes a series."
    glyph = "E"
    Settings = EmbeddingSettings
    inputs = (InputPort("x", rank=1),)
    shape = {"y": "[dim, x[0]]"}
    parameters = "vocabulary * dim"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("TokenEmbedding", (settings.vocabulary, settings.dim))


class PatchSettings(SettingsModel):
    """Of an embedding of patches."""

    size: int = Field(
        default=4, ge=1, le=256, title="Size", description="Height and width of a patch"
    )
    dim: int = Field(
        default=64,
        ge=1,
        le=65536,
        title="Dimension",
        description="Numbers that stand for one patch",
    )


@operator("patch_embed")
class PatchEmbedding(Operator):
    """Patch embedding (ViT, Dosovitskiy et al. 2020, arXiv:2010.11929)."""

    title = "Patch embedding"
    short = "Patches"
    family = "embedding"
    summary = "Every square of an image becomes a learned vector; the image becomes a series."
    glyph = "P"
    Settings = PatchSettings
    inputs = (InputPort("x", rank=3),)
    requires = (
        Requirement(
            "x[1] % size == 0 and x[2] % size == 0",
            "patches must tile the image, but they are {size} wide and it is {x}",
        ),
    )
    shape = {"y": "[dim, (x[1] // size) * (x[2] // size)]"}
    parameters = "dim * (x[0] * size ** 2 + 1)"
    macs = "y[1] * dim * (x[0] * size ** 2 + 1)"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("PatchEmbedding", (inputs[0][0], settings.dim, settings.size))

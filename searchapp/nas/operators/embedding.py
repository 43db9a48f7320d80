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

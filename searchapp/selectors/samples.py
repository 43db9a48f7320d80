"""Architectures of a space drawn by chance, as pictures: what a search would try."""

from __future__ import annotations

import numpy as np

from searchapp.nas.cost import macs, parameters
from searchapp.nas.drawing import draw, draw_cells, render, titles_in
from searchapp.nas.drawing.way import Titles
from searchapp.nas.errors import InvalidDocument, NasError
from searchapp.nas.network import network_of
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.bound import BoundModule
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import faults
from searchapp.wire.errors import invalid_of
from searchapp.wire.forms import SampleForm

SAMPLES = 12
MOST_NODES = 20_000
"""Nodes of all samples together: after so many no further one is drawn."""


def samples_of(text: str, seed: int) -> list[SampleForm]:
    """Return up to twelve members of the space; the same seed draws the same.

    Raises:
        InvalidDocument: The text is no document.
        Invalid: The document has faults; all are told.
        NasError: No member could be found.
    """
    document = read_document(text)
    found = faults(document)
    if found:
        raise invalid_of(InvalidDocument(found))
    space, titles = SearchSpace(document), titles_in(document)
    rng = np.random.default_rng(seed)
    samples: list[SampleForm] = []
    nodes = 0
    while len(samples) < SAMPLES and nodes < MOST_NODES:
        architecture = space.sample(rng)
        bound = space.bind(architecture)
        nodes += _nodes_in(bound)
        samples.append(_sample(space, architecture, bound, titles))
    return samples


def _sample(
    space: SearchSpace, architecture: Architecture, bound: BoundModule, titles: Titles
) -> SampleForm:
    """Return one member: its cells, or the whole network where it has none, and what it costs."""
    decisions = dict(architecture.decisions)
    picture = render(draw_cells(bound, titles) or draw(bound, titles))
    try:
        plan = network_of(space, architecture).plan
    except NasError as error:
        return SampleForm(picture=picture, decisions=decisions, refusal=error.message)
    return SampleForm(
        picture=picture, decisions=decisions, parameters=parameters(plan), macs=macs(plan)
    )


def _nodes_in(bound: BoundModule) -> int:
    inner = (node.body for node in bound.nodes)
    return len(bound.nodes) + sum(
        _nodes_in(body) for body in inner if isinstance(body, BoundModule)
    )

"""Pictures and source of candidates, made from their drawings without torch, and kept a while."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache

from django.core.cache import cache

from searchapp.models import Candidate, Version
from searchapp.nas.compile import source
from searchapp.nas.drawing import (
    draw_cells,
    draw_module,
    legend_of,
    render,
    sketch,
    titles_in,
)
from searchapp.nas.drawing.canvas import Canvas
from searchapp.nas.network import Network, network_of
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import Code, GraphLegend

A_DAY = 24 * 3600


def candidate_svg(candidate: Candidate) -> str:
    """Return the picture of a candidate's network."""
    return _kept("svg", candidate, lambda space, _: _drawn(space, candidate)[1])


def candidate_legend(candidate: Candidate) -> GraphLegend:
    """Return which boxes of that picture stand for which decisions, in the order of reading."""

    def make(space: SearchSpace, _: Network) -> str:
        legend = legend_of(*_drawn(space, candidate), candidate.decisions)
        return GraphLegend.model_validate(asdict(legend)).model_dump_json()

    return GraphLegend.model_validate_json(_kept("legend", candidate, make))


def _drawn(space: SearchSpace, candidate: Candidate) -> tuple[Canvas, str]:
    bound, places = space.trace(Architecture(space.digest, candidate.decisions))
    canvas = sketch(bound, titles_in(space.document), places)
    return canvas, render(canvas.text())


def cells_svg(candidate: Candidate) -> str:
    """Return the picture of a candidate's cells alone.

    Raises:
        NotFound: Its network has no cells.
    """
    picture = _kept("cells", candidate, _cells)
    if picture == "":
        raise NotFound("cell in the candidate's network")
    return picture


def _cells(space: SearchSpace, network: Network) -> str:
    dot = draw_cells(network.bound, titles_in(space.document))
    return "" if dot is None else render(dot)


def candidate_code(candidate: Candidate) -> Code:
    """Return the candidate as the text of `model.py`."""
    return Code(model=_kept("code", candidate, lambda _, network: source(network.plan)))


@lru_cache(maxsize=32)
def preset_svg(name: str) -> str:
    """Return the picture of a template's most telling module."""
    if name not in PRESETS:
        raise NotFound("preset")
    entry = PRESETS.get(name)
    return render(draw_module(entry.document(), entry.shown, is_small=True))


def version_svg(version: Version) -> str:
    """Return the picture of a version's most telling module; a version never changes."""
    key = f"version:{version.pk}"
    text: str | None = cache.get(key)
    if text is None:
        document = read_document(version.document)
        text = render(draw_module(document, _most_telling(document)))
        cache.set(key, text, A_DAY)
    return text


def _most_telling(document: SpaceDocument) -> str:
    """Return the cell that has most nodes, or the network where there is no cell."""
    cells = [name for name, module in document.modules.items() if module.role == "cell"]
    return max(cells, key=lambda name: len(document.modules[name].nodes), default=document.root)


def _kept(kind: str, candidate: Candidate, make: Callable[[SearchSpace, Network], str]) -> str:
    """Return what `make` makes of the candidate's network; the same architecture is made once.

    Titles are of the version: they are no part of what an architecture is.
    """
    run = candidate.run
    key = f"{kind}:{run.dataset_id}:{run.version_id}:{candidate.architecture_id}"
    text: str | None = cache.get(key)
    if text is None:
        space = _space_of(candidate)
        network = network_of(space, Architecture(space.digest, candidate.decisions))
        text = make(space, network)
        cache.set(key, text, A_DAY)
    return text


def _space_of(candidate: Candidate) -> SearchSpace:
    run = candidate.run
    return _space(run.version.document, json.dumps(run.dataset.card["symbols"], sort_keys=True))


@lru_cache(maxsize=16)
def _space(document: str, symbols: str) -> SearchSpace:
    return SearchSpace(read_document(document), json.loads(symbols))

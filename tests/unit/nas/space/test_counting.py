"""Exact sizes: the published spaces, and the traps on the way to them."""

from __future__ import annotations

from math import comb, factorial
from pathlib import Path

import numpy as np
import pytest

from searchapp.nas.presets.drawing import (
    chain,
    choice,
    edge,
    expr,
    merge,
    module,
    reference,
    repeat,
)
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.counting import count_assignments
from searchapp.nas.space.program import compile_document
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from tests.unit.nas.space.drawings import conv, drawn, line, members

SPACES = Path(__file__).resolve().parents[3] / "fixtures/spaces"
"""Published spaces, written in the document format."""
DARTS_CELL = 1_037_664_180
SIZES = {
    "nas_bench_101": 509_607_936,
    "nas_bench_201": 15_625,
    "nats_size": 32_768,
    "darts": DARTS_CELL**2,
    "darts_compact": DARTS_CELL**2,
    "enas_macro": 6**12 * 2**66,
    "enas_macro_compact": 6**12 * 2**66,
    "proxyless": 6**6 * 7**15,
    "once_for_all": 7371**5,
    "mobilenet_width": 3 * 7371**5,
    "spos": 4**20,
    "zoph_le": 192**15 * 2**105,
    "genetic_cnn": 2**19,
    "grammar": 21_918_630,
    "vit": 1_056_964_608,
    "mlp_table": 1_348_128,
    "tcn": 9_772_272,
    "rnn_text": 660,
    "unet": 88_452,
    "nasnet": (factorial(6) ** 2 * 13**10 * 2**5) ** 2,
    "nasnet_compact": (factorial(6) ** 2 * 13**10 * 2**5) ** 2,
}
ROUNDED = {
    "amoebanet": 3.0983e29,
    "enas_micro": 2.5629e25,
    "metaqnn": 3.5069e20,
    "hierarchical": 1.6953e35,
    "detector_fpn": 5.0686e21,
}


def published(name: str) -> tuple[int, bool]:
    """Count a published space."""
    document = read_document((SPACES / f"{name}.json").read_text(encoding="utf-8"))
    count = count_assignments(compile_document(document, document.problem.symbols), {})
    return count.assignments, count.is_exact


@pytest.mark.parametrize("name", SIZES)
def test_published_spaces_have_their_exact_size(name: str) -> None:
    assert published(name) == (SIZES[name], True)


@pytest.mark.parametrize("name", ROUNDED)
def test_published_spaces_have_their_rounded_size(name: str) -> None:
    size, is_exact = published(name)

    assert is_exact
    assert f"{size:.4e}" == f"{ROUNDED[name]:.4e}"


def test_alternatives_add_and_their_insides_multiply() -> None:
    inner = choice(a=conv(kernel={"domain": "choice", "values": [3, 5, 7]}), b=op("identity"))
    document = line({"x": inner, "y": inner})

    assert SearchSpace(document).count().assignments == 16
    assert len(members(document)) == 16


def test_a_variable_counts_once_and_only_where_it_is_mentioned() -> None:
    wide = choice(wide=conv(channels=expr("c")), plain=op("identity"))
    variables = {"c": {"domain": "choice", "values": [8, 16, 32]}}
    document = line({"x": wide, "y": wide}, variables=variables)

    # Mentioned once or twice: 3 widths; nowhere: one architecture without it.
    assert SearchSpace(document).count().assignments == 3 * 3 + 1
    assert len(members(document)) == 10


def test_a_variable_that_decides_the_structure_counts_once_where_it_is_inactive() -> None:
    deep = choice(deep=repeat(expr("n"), choice(a=op("relu"), b=op("identity"))), flat=op("relu"))
    variables = {"n": {"domain": "int", "min": 1, "max": 3}}

    document = line({"x": deep}, variables=variables)

    assert SearchSpace(document).count().assignments == 2 + 4 + 8 + 1
    assert len(members(document)) == 15


def test_tied_uses_count_once() -> None:
    block = chain("cell", "", {"op": choice(a=op("relu"), b=op("identity"), c=conv())})
    tied = {**reference("block"), "decisions": "tied"}

    assert SearchSpace(line({"x": tied, "y": tied}, {"block": block})).count().assignments == 3
    free = line({"x": reference("block"), "y": reference("block")}, {"block": block})
    assert SearchSpace(free).count().assignments == 9


def test_a_pick_counts_subsets_with_what_their_wires_carry() -> None:
    two = choice(a=op("relu"), b=op("identity"))
    document = drawn(
        {
            "net": module(
                "network",
                "",
                {"n": op("relu"), "m": merge("sum", pick=[1, 2])},
                {
                    "w": edge("in", "n"),
                    "e1": edge("in", "m", two),
                    "e2": edge("n", "m"),
                    "e3": edge("n", "m", two),
                    "y": edge("m", "out"),
                },
            )
        }
    )

    assert SearchSpace(document).count().assignments == (2 + 1 + 2) + (2 * 1 + 2 * 2 + 1 * 2)
    assert len(members(document)) == 13


def test_a_large_pick_is_counted_without_being_listed() -> None:
    wires = {f"e{k}": edge("in", "m") for k in range(60)}
    document = drawn(
        {
            "net": module(
                "network", "", {"m": merge("sum", pick=30)}, {**wires, "y": edge("m", "out")}
            )
        }
    )
    space = SearchSpace(document)

    assert space.count().assignments == comb(60, 30)
    member = space.sample(np.random.default_rng(0))
    assert len(member.decisions["m.pick"]) == 30
    assert not space.check(member)


def test_what_is_a_continuum_is_not_called_exact() -> None:
    document = line({"x": op("dropout", p={"domain": "float", "min": 0.1, "max": 0.5})})

    assert not SearchSpace(document).count().is_exact


def test_nested_repeats_without_end_are_refused_quickly() -> None:
    times = {"domain": "int", "min": 1, "max": 999}
    body = choice(a=op("relu"), b=op("identity"))
    document = line({"x": repeat(times, repeat(times, repeat(times, body)))})

    with pytest.raises(Exception, match="at most 5000 nodes"):
        SearchSpace(document).count()

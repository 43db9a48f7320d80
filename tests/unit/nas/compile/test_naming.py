"""Names in generated code: legal, each given once, hiding nothing, whatever ids there are."""

from __future__ import annotations

import builtins
import keyword
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from searchapp.nas.compile.naming import (
    ATTRIBUTES_OF_A_MODULE,
    Namer,
    attribute_namer,
    class_name,
    class_namer,
    identifier,
    split_index,
    variable_namer,
)
from searchapp.nas.layers.layer import block_sources
from tests.examples import examples

IDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}(\[\d{1,2}\])?(/[a-z]\w?)?", fullmatch=True)
QUICK = examples(80, derandomize=True)
NAMERS = [attribute_namer, variable_namer, class_namer]


@QUICK
@given(st.text(max_size=20))
def test_anything_becomes_an_identifier(text: str) -> None:
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", identifier(text))
    assert identifier(text).isidentifier()
    assert class_name(text).isidentifier()
    assert class_name(text)[0].isupper()


@QUICK
@given(st.lists(IDS, max_size=12))
def test_every_name_is_given_once_and_is_no_word_of_python(ids: list[str]) -> None:
    for make in NAMERS:
        namer = make()
        given_ = [namer.give(identifier(id)) for id in ids]
        assert len(set(given_)) == len(given_)
        assert not any(keyword.iskeyword(name) or keyword.issoftkeyword(name) for name in given_)
        assert all(name.isidentifier() for name in given_)


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("stem", "stem"), ("cells[0]", "cells_0"), ("op/k3", "op_k3"), ("_", "node"),
        ("_x_", "x"), ("_3", "n3"), ("a__b", "a__b"), ("#label", "label"),
    ],
)  # fmt: skip
def test_an_id_keeps_as_much_of_itself_as_it_can(id: str, name: str) -> None:
    assert identifier(id) == name


@pytest.mark.parametrize(
    ("id", "name"), [("big_cell", "BigCell"), ("net", "Net"), ("x2_y", "X2Y"), ("_", "Node")]
)
def test_classes_are_written_in_capitals(id: str, name: str) -> None:
    assert class_name(id) == name


@pytest.mark.parametrize(
    ("id", "parts"),
    [("cells[3]", ("cells", 3)), ("cells", ("cells", None)), ("a[1][12]", ("a[1]", 12)),
     ("a[x]", ("a[x]", None)), ("[0]", ("[0]", None))],
)  # fmt: skip
def test_copies_are_told_from_their_number(id: str, parts: tuple[str, int | None]) -> None:
    assert split_index(id) == parts


def test_no_child_hides_what_a_module_of_torch_has() -> None:
    """The list is of the torch we are tested with: a newer one may need more."""
    own = {name for name in dir(nn.Module()) if not name.startswith("_")}
    assert own <= ATTRIBUTES_OF_A_MODULE
    namer = attribute_namer()
    for name in sorted(own):
        assert namer.give(name) not in own


@pytest.mark.parametrize("word", ["self", "torch", "nn", "F", "layer", "print", "None", "range"])
def test_no_variable_hides_what_the_text_uses(word: str) -> None:
    assert variable_namer().give(word) != word


def test_no_class_hides_a_block_or_a_builtin() -> None:
    namer = class_namer()
    for name in [*block_sources(), "build", "Exception", "object"]:
        assert namer.give(name) not in {*block_sources(), *dir(builtins), "build"}


def test_a_taken_name_gets_an_underscore_and_then_numbers() -> None:
    namer = Namer({"a"})
    assert [namer.give("a") for _ in range(4)] == ["a_", "a_2", "a_3", "a_4"]
    assert [namer.give("b") for _ in range(2)] == ["b", "b_"]

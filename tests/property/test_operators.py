"""Whatever settings and shapes: rules and torch's meta device agree, or both refuse."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from searchapp.nas.errors import ShapeMismatch
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.operators.rules import Items, plan_operator
from tests.examples import examples

LARGEST = 12
SHAPES = st.lists(st.integers(1, LARGEST), min_size=1, max_size=3).map(tuple)


def values_of(field: FieldInfo) -> st.SearchStrategy[Any]:
    """Return what a setting may be, small enough to be built."""
    if field.annotation is bool:
        return st.booleans()
    if field.annotation is int:
        least = next(m.ge for m in field.metadata if hasattr(m, "ge"))
        most = next(m.le for m in field.metadata if hasattr(m, "le"))
        return st.integers(least, min(most, LARGEST))
    if field.annotation is not None and get_origin(field.annotation) is list:
        return st.lists(st.integers(1, LARGEST), max_size=3)
    if field.annotation is float:
        return st.floats(0.01, 0.9)
    return st.sampled_from(get_args(field.annotation))


def settings_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = OPERATORS.get(name).Settings.model_fields
    return st.fixed_dictionaries({key: values_of(field) for key, field in fields.items()})


def inputs_of(name: str) -> st.SearchStrategy[Items]:
    if not OPERATORS.get(name).inputs[0].many:
        return st.tuples(SHAPES)
    near = SHAPES.flatmap(
        lambda shape: st.lists(st.sampled_from([shape, (1, *shape[1:])]), min_size=1, max_size=4)
    )
    return st.one_of(near, st.lists(SHAPES, min_size=1, max_size=3)).map(tuple)


@pytest.mark.parametrize("name", OPERATORS.names())
@given(data=st.data())
@examples(40)
def test_rules_agree_with_torch(name: str, data: st.DataObject) -> None:
    chosen, shapes = data.draw(settings_of(name)), data.draw(inputs_of(name))
    refusal = ""
    try:
        planned, outputs = plan_operator(name, chosen, (shapes,))
    except ShapeMismatch as error:
        refusal = error.message
    if refusal:
        assert OPERATORS.get(name).title in refusal
        return
    with torch.device("meta"):
        module = planned.layer.build()
        result = module(*[torch.empty(2, *shape) for shape in shapes])
    assert tuple(result.shape) == (2, *outputs[0][0])
    assert planned.parameters == sum(p.numel() for p in module.parameters())

"""The lines between an evaluation process and its client."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from searchapp.nas import protocol
from searchapp.nas.evaluators.base import Assignment
from searchapp.nas.events import Fidelity, Measured

ASSIGNMENT = Assignment(
    index=3,
    document="{}",
    decisions={"cell/e1": "skip", "$width": 8},
    dataset="digits",
    evaluator="training",
    settings={"batch_size": 32},
    fidelity=Fidelity(epochs=2),
    seed=7,
)


@pytest.mark.parametrize(
    "request_",
    [
        protocol.Warm(dataset="digits"),
        protocol.Evaluate(assignment=ASSIGNMENT),
        protocol.Export(assignment=ASSIGNMENT, weights="w.safetensors", folder="out"),
        protocol.Stop(),
    ],
)
def test_a_request_is_one_line_and_reads_back_equal(request_: protocol.Line) -> None:
    line = protocol.write(request_)
    assert line.count("\n") == 1
    assert protocol.read_request(line) == request_


@pytest.mark.parametrize(
    "reply",
    [
        protocol.Ready(device="cpu", pid=1, torch="2.13.0"),
        protocol.Told(event=Measured(index=3, steps=[1], values={"accuracy": [0.5]})),
        protocol.Done(result=protocol.Evaluated(index=3, scores={"accuracy": 0.5}, seconds=1.0)),
        protocol.Failed(reason="non_finite", message="line one\nline two"),
    ],
)
def test_a_reply_is_one_line_and_reads_back_equal(reply: protocol.Line) -> None:
    line = protocol.write(reply)
    assert line.count("\n") == 1
    assert protocol.read_reply(line) == reply


@pytest.mark.parametrize("line", ["", "[]", '{"op":"dance"}', '{"op":"stop","now":true}'])
def test_what_is_no_request_is_refused(line: str) -> None:
    with pytest.raises(ValidationError):
        protocol.read_request(line)

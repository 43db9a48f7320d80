"""What a proposal is, before anything is spent on it: its hash and its cost."""

from __future__ import annotations

from typing import TypedDict

from searchapp.nas.cost import macs, parameters
from searchapp.nas.errors import CannotCompile, InvalidArchitecture, ShapeMismatch
from searchapp.nas.events import CandidateProposed
from searchapp.nas.network import network_of
from searchapp.nas.operators.traits import traits
from searchapp.nas.space.hashing import graph_hash
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import Proposal


class _Facts(TypedDict):
    graph_hash: str
    parameters: int
    macs: int


def describe(space: SearchSpace, proposal: Proposal) -> tuple[CandidateProposed, str]:
    """Return the event that tells of the proposal, and what is wrong with it (nothing: "").

    A proposal from which no network can be made has no graph hash, no parameters and no MACs.
    """
    fault, facts = "", _Facts(graph_hash="", parameters=0, macs=0)
    try:
        network = network_of(space, proposal.architecture)
        facts = _Facts(
            graph_hash=graph_hash(network.bound, traits),
            parameters=parameters(network.plan),
            macs=macs(network.plan),
        )
    except (InvalidArchitecture, ShapeMismatch, CannotCompile) as error:
        fault = error.message
    event = CandidateProposed(
        index=proposal.index,
        decisions=dict(proposal.architecture.decisions),
        architecture_id=proposal.architecture.id,
        parents=proposal.parents,
        how=dict(proposal.how),
        fidelity=proposal.fidelity,
        **facts,
    )
    return event, fault

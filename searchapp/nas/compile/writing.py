"""Translates one planned module into a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from searchapp.nas.compile.naming import attribute_namer, identifier, split_index, variable_namer
from searchapp.nas.compile.program import Argument, Call, Child, Loop, Program, Ref, Statement
from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.plan import Plan, PlannedNode, weight_path
from searchapp.nas.operators.rules import Items, PlannedOperator
from searchapp.nas.space.bound import Wire


@dataclass(frozen=True, slots=True)
class _Copies:
    """Nodes `base[0]`, `base[1]`, ... that become one `ModuleList`."""

    base: str
    nodes: tuple[PlannedNode, ...]


def unwrap(node: PlannedNode) -> tuple[PlannedOperator | Plan, str]:
    """Return what really stands at a node, and its weight path.

    A module that only hands its inputs to one node and that node's outputs on is that node.
    """
    body, weights = node.body, node.weights
    while isinstance(body, Plan) and len(body.nodes) == 1:
        (inner,) = body.nodes
        expected = tuple((Wire("in", port),) for port in body.inputs)
        ports = tuple((Wire(inner.id, port),) for port in inner.ports)
        if (
            _bare(inner.inputs) != expected
            or _bare(tuple(w or () for _, w in body.outputs)) != ports
        ):
            break
        body, weights = inner.body, weight_path(weights, inner.weights)
    return body, weights


def _bare(ports: tuple[tuple[Wire, ...], ...]) -> tuple[tuple[Wire, ...], ...]:
    """Forget which edges brought the wires."""
    return tuple(tuple(Wire(w.node, w.port, "", w.index) for w in port) for port in ports)


class ProgramWriter:
    """Writes the program of one plan."""

    def __init__(self, plan: Plan, translate: Callable[[Plan], Program]) -> None:
        """Take the plan, and what translates the plans inside it."""
        self._plan = plan
        self._translate = translate
        self._variables = variable_namer()
        self._attributes = attribute_namer()
        self._names: dict[tuple[str, str], tuple[str, int]] = {}
        """Variable of each output port, and how many tensors it holds."""
        self._children: dict[str, Child | str] = {}
        self._statements: list[Statement] = []

    def write(self) -> Program:
        """Return the program."""
        plan = self._plan
        for port, items in zip(plan.inputs, plan.input_shapes, strict=True):
            self._names["in", port] = (self._variables.give(identifier(port)), len(items))
        inputs = tuple(self._names["in", port][0] for port in plan.inputs)
        copies = self._enter_children()
        for node in plan.nodes:
            group = copies.get(node.id)
            if group is None:
                self._call(node)
            elif node is group.nodes[-1]:
                self._loop(group)
        children = tuple(child for child in self._children.values() if isinstance(child, Child))
        results = tuple(
            None if wires is None else self._argument(wires) for _, wires in plan.outputs
        )
        return Program(
            plan.module,
            plan.role,
            inputs,
            plan.input_shapes,
            children,
            tuple(self._statements),
            results,
        )

    # Children -------------------------------------------------------------------------------

    def _enter_children(self) -> dict[str, _Copies]:
        """Name the children; return the groups of copies that a loop can run, by node id."""
        bodies = {node.id: self._body(node) for node in self._plan.nodes}
        groups = self._groups({id for id, (body, _) in bodies.items() if not isinstance(body, str)})
        lists = {node.id: group for group in groups for node in group.nodes}
        attributes: dict[str, str] = {}
        for node in self._plan.nodes:
            body, weights = bodies[node.id]
            if isinstance(body, str):
                self._children[node.id] = body
                continue
            group = lists.get(node.id)
            base, index = split_index(node.id) if group else (node.id, None)
            if base not in attributes:
                attributes[base] = self._attributes.give(identifier(base))
            self._children[node.id] = Child(attributes[base], index, body, weights)
        loops = [
            group for group in groups if len(group.nodes) > 1 and self._carried(group) is not None
        ]
        return {node.id: group for group in loops for node in group.nodes}

    def _body(self, node: PlannedNode) -> tuple[Layer | Program | str, str]:
        """Return the module that stands at a node, or the name of a function."""
        body, weights = unwrap(node)
        if isinstance(body, Plan):
            return self._translate(body), weights
        return (body.layer if body.layer.function is None else body.layer.name), weights

    def _groups(self, modules: set[str]) -> list[_Copies]:
        """Return the runs `base[0]` ... `base[n-1]` in which every copy is a module."""
        found: dict[str, list[PlannedNode]] = {}
        for node in self._plan.nodes:
            base, index = split_index(node.id)
            if index is not None:
                found.setdefault(base, []).append(node)
        return [
            _Copies(base, tuple(nodes))
            for base, nodes in found.items()
            if [split_index(node.id)[1] for node in nodes] == list(range(len(nodes)))
            and modules.issuperset(node.id for node in nodes)
            and not any(node.id == base for node in self._plan.nodes)
        ]

    # Statements -----------------------------------------------------------------------------

    def _refs(self, wires: tuple[Wire, ...]) -> list[Ref]:
        refs: list[Ref] = []
        for wire in wires:
            name, count = self._names[wire.node, wire.port]
            if count == 1:
                refs.append(Ref(name))
            elif wire.index is not None:
                refs.append(Ref(name, wire.index))
            else:
                refs += [Ref(name, index) for index in range(count)]
        return refs

    def _argument(self, wires: tuple[Wire, ...]) -> Argument:
        refs = self._refs(wires)
        return refs[0] if len(refs) == 1 else tuple(refs)

    def _targets(self, base: str, node: PlannedNode) -> tuple[str, ...]:
        """Name the variables of a node's outputs."""
        wanted = identifier(base)
        names = [wanted] if len(node.ports) == 1 else [f"{wanted}_{port}" for port in node.ports]
        return tuple(self._variables.give(name) for name in names)

    def _enter(self, node: PlannedNode, targets: tuple[str, ...]) -> None:
        for port, target, items in zip(node.ports, targets, node.output_shapes, strict=True):
            self._names[node.id, port] = (target, len(items))

    def _call(self, node: PlannedNode) -> None:
        callee = self._children[node.id]
        body, _ = unwrap(node)
        arguments: tuple[Argument, ...]
        if isinstance(body, Plan):
            arguments = tuple(self._argument(wires) for wires in node.inputs)
        else:
            arguments = tuple(ref for wires in node.inputs for ref in self._refs(wires))
        if _changes_nothing(callee, arguments):
            (argument,) = arguments
            self._enter(node, (str(argument),))
            return
        targets = self._targets(node.id, node)
        self._enter(node, targets)
        self._statements.append(Call(targets, callee, arguments, _shapes(node.output_shapes)))

    def _carried(self, group: _Copies) -> list[str | None] | None:
        """Return, for each input, the output of the copy before that feeds it.

        None instead of the list if the copies do not form a chain.
        """
        nodes = group.nodes
        if not self._is_only_read_at_its_end(group) or not _are_single(nodes):
            return None
        first, *rest = nodes
        carried: list[str | None] = []
        for k, wires in enumerate(first.inputs):
            ports = {self._port_before(nodes, n + 1, k) for n in range(len(rest))}
            if len(ports) != 1:
                return None
            (port,) = ports
            if port is None and any(_bare((other.inputs[k],)) != _bare((wires,)) for other in rest):
                return None
            carried.append(port)
        starts = Counter(port for port in carried if port is not None)
        return carried if all(count == 1 for count in starts.values()) else None

    @staticmethod
    def _port_before(nodes: tuple[PlannedNode, ...], n: int, k: int) -> str | None:
        """Return the output of copy n-1 that is input k of copy n, or None."""
        wires = nodes[n].inputs[k]
        if len(wires) == 1 and wires[0].node == nodes[n - 1].id and wires[0].index is None:
            return wires[0].port
        return None

    def _is_only_read_at_its_end(self, group: _Copies) -> bool:
        inner = {node.id for node in group.nodes[:-1]}
        members = {node.id for node in group.nodes}
        readers = [
            wires for node in self._plan.nodes if node.id not in members for wires in node.inputs
        ]
        readers += [wires or () for _, wires in self._plan.outputs]
        if any(wire.node in inner for wires in readers for wire in wires):
            return False
        return all(
            wire.node not in members or wire.node == group.nodes[n - 1].id
            for n, node in enumerate(group.nodes)
            for wires in node.inputs
            for wire in wires
        )

    def _loop(self, group: _Copies) -> None:
        carried = self._carried(group) or []
        first, last = group.nodes[0], group.nodes[-1]
        before = [self._argument(wires) for wires in first.inputs]
        targets = self._targets(group.base, last)
        of_port = dict(zip(last.ports, targets, strict=True))
        start_of = {
            port: value for port, value in zip(carried, before, strict=True) if port is not None
        }
        starts = tuple(start_of.get(port) for port in last.ports)
        arguments = tuple(
            value if port is None else Ref(of_port[port])
            for port, value in zip(carried, before, strict=True)
        )
        self._enter(last, targets)
        child = cast(Child, self._children[last.id])
        self._statements.append(
            Loop(
                targets,
                tuple(start if isinstance(start, Ref) else None for start in starts),
                child.attribute,
                arguments,
                _shapes(last.output_shapes),
            )
        )


def _changes_nothing(callee: Child | str, arguments: tuple[Argument, ...]) -> bool:
    """Tell whether a call is only another name for its one argument."""
    return (
        isinstance(callee, str)
        and callee in _NAMES_FOR_ONE
        and len(arguments) == 1
        and isinstance(arguments[0], Ref)
        and arguments[0].index is None
    )


_NAMES_FOR_ONE = frozenset({"identity", "sum", "mean", "mul", "max", "concat"})


def _are_single(nodes: tuple[PlannedNode, ...]) -> bool:
    """Tell whether all copies pass one tensor at each port."""
    return (
        all(
            len(items) == 1 for node in nodes for items in (*node.input_shapes, *node.output_shapes)
        )
        and len({len(node.inputs) for node in nodes}) == 1
    )


def _shapes(ports: tuple[Items, ...]) -> tuple[tuple[int, ...], ...]:
    return tuple(items[0] if len(items) == 1 else () for items in ports)

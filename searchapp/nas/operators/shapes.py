"""Shape inference: a bound tree and the shapes of its inputs give the plan."""

from __future__ import annotations

from searchapp.nas.errors import NasError, ShapeMismatch
from searchapp.nas.operators.plan import Plan, PlannedNode
from searchapp.nas.operators.projection import project
from searchapp.nas.operators.rules import Items, PlannedOperator, plan_operator, write_shape
from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Shape, Wire
from searchapp.nas.words import counted, verb

Values = dict[tuple[str, str], Items]


def infer(bound: BoundModule, inputs: tuple[Shape, ...]) -> Plan:
    """Work out the shape of every wire.

    Args:
        bound: The root of a bound tree.
        inputs: Shape of each input port of the root, without the batch.

    Returns:
        The plan, with the projections that `on_mismatch: project` asks for.

    Raises:
        ShapeMismatch: Shapes do not meet; the message names them, `path` the place.
        CannotCompile: A setting is unknown or out of bounds.
        UnknownName: There is no such operator.
    """
    return _Inference().plan(bound, tuple((shape,) for shape in inputs))


class _Inference:
    """One inference; equal uses are planned once."""

    def __init__(self) -> None:
        self._plans: dict[tuple[int, tuple[Items, ...]], Plan] = {}

    def plan(self, bound: BoundModule, inputs: tuple[Items, ...]) -> Plan:
        key = (id(bound), inputs)
        if key not in self._plans:
            self._plans[key] = self._plan(bound, inputs)
        return self._plans[key]

    def _plan(self, bound: BoundModule, inputs: tuple[Items, ...]) -> Plan:
        if len(inputs) != len(bound.inputs):
            raise ShapeMismatch(
                "port_mismatch",
                f"module {bound.module!r} has {counted(len(bound.inputs), 'input')}, "
                f"but {len(inputs)} {verb(len(inputs), 'is', 'are')} connected",
                (bound.module,),
            )
        values: Values = {
            ("in", port): items for port, items in zip(bound.inputs, inputs, strict=True)
        }
        nodes: list[PlannedNode] = []
        for node in bound.nodes:
            try:
                nodes += self._plan_node(node, values)
            except NasError as error:
                error.path = (bound.module, node.id, *error.path)
                error.message = _place(error, node.id, bound.module)
                raise
        return Plan(
            bound.module,
            bound.role,
            bound.inputs,
            inputs,
            tuple(nodes),
            bound.outputs,
            tuple(_collect(wires or (), values) for _, wires in bound.outputs),
        )

    def _plan_node(self, node: BoundNode, values: Values) -> list[PlannedNode]:
        """Plan a node (and the projections before it) and enter its outputs into `values`."""
        before: list[PlannedNode] = []
        wires = node.inputs
        if node.on_mismatch != "error":
            wires, before = _fit(node, values)
        shapes = tuple(_collect(port, values) for port in wires)
        body: PlannedOperator | Plan
        if isinstance(node.body, BoundOperator):
            body, outputs = plan_operator(node.body.operator, node.body.settings, shapes)
        else:
            body = self.plan(node.body, shapes)
            outputs = body.output_shapes
        planned = PlannedNode(node.id, body, wires, shapes, outputs, node.weights, node.alternative)
        for port, items in zip(planned.ports, outputs, strict=True):
            values[node.id, port] = items
        return [*before, planned]


def _place(error: NasError, node: str, module: str) -> str:
    """Say where it happened, once: the innermost place is the one to look at."""
    is_innermost = len(error.path) == 2
    return f"at {node!r} in {module!r}: {error.message}" if is_innermost else error.message


def _items(wire: Wire, values: Values) -> Items:
    """Return what stands on the port that a wire leaves."""
    found = values.get((wire.node, wire.port))
    if found is None:
        known = ", ".join(repr(port) for node, port in values if node == wire.node)
        raise ShapeMismatch(
            "unknown_port",
            f"{wire.node!r} has no port {wire.port!r} among its outputs ({known})",
            (wire.node,),
        )
    return found


def _collect(wires: tuple[Wire, ...], values: Values) -> Items:
    """Return the shapes that these wires bring."""
    found: list[Shape] = []
    for wire in wires:
        items = _items(wire, values)
        if wire.index is None:
            found += items
        else:
            found.append(items[wire.index])
    return tuple(found)


def _fit(node: BoundNode, values: Values) -> tuple[tuple[tuple[Wire, ...], ...], list[PlannedNode]]:
    """Bring the wires of a merge to one shape: that of `like`, else of the first wire."""
    entering = [wire for port in node.inputs for wire in port]
    single = [
        Wire(wire.node, wire.port, wire.edge, index)
        for wire in entering
        for index in _indices(wire, values)
    ]
    shapes = [_collect((wire,), values)[0] for wire in single]
    if len(set(shapes)) <= 1:
        return node.inputs, []
    if node.on_mismatch == "pad":
        raise ShapeMismatch(
            "pad_not_supported",
            f"shapes {' and '.join(map(write_shape, dict.fromkeys(shapes)))} do not meet, and "
            "padding is not supported yet: use `project`, or give the wires one shape",
        )
    keeps_channels = isinstance(node.body, BoundOperator) and node.body.operator == "concat"
    like = shapes[next((k for k, wire in enumerate(single) if wire.edge == node.like), 0)]
    wires: list[Wire] = []
    projections: list[PlannedNode] = []
    for position, (wire, shape) in enumerate(zip(single, shapes, strict=True)):
        target = (shape[0], *like[1:]) if keeps_channels else like
        if shape != target:
            made = _projection(node, wire, position, (shape, target))
            values[made.id, "y"] = (target,)
            projections.append(made)
            wire = Wire(made.id, "y", wire.edge)
        wires.append(wire)
    return (tuple(wires),), projections


def _projection(
    node: BoundNode, wire: Wire, position: int, shapes: tuple[Shape, Shape]
) -> PlannedNode:
    """Return the node that turns the first shape into the second before a merge."""
    place = wire.edge or str(position)
    if wire.index is not None:
        place += f"_{wire.index}"
    return PlannedNode(
        f"{node.id}_{place}",
        project(*shapes),
        ((wire,),),
        ((shapes[0],),),
        ((shapes[1],),),
        f"{node.weights}/{place}",
    )


def _indices(wire: Wire, values: Values) -> list[int | None]:
    """Return what to ask of a wire to get its items one by one."""
    items = _items(wire, values)
    if wire.index is not None or len(items) == 1:
        return [wire.index]
    return list(range(len(items)))

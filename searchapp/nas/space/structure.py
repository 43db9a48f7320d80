"""Faults of structure: names, references, wires, cycles. Without any, a document can be compiled.

What needs the catalogue of operators (their names, settings, ports and shapes) is looked at by
`searchapp.nas.validation`, which begins with these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from searchapp.nas.errors import Issue
from searchapp.nas.space.bodies import BodyCheck
from searchapp.nas.space.document import RESERVED_NODE_IDS, Module, Port, SpaceDocument
from searchapp.nas.space.names import hint
from searchapp.nas.space.order import find_cycle
from searchapp.nas.space.program import compile_document
from searchapp.nas.space.recursion import finishable
from searchapp.nas.space.values import domain_fault
from searchapp.nas.space.wiring import check_wires

MOST_ISSUES = 500
RESERVED_NAMES = frozenset(
    [
        "true",
        "false",
        "null",
        "True",
        "False",
        "None",
        "and",
        "or",
        "not",
        "in",
        "if",
        "else",
        "is",
        "lambda",
        "item",
        "unused",
        "otherwise",
        "present",
        "value",
        "count",
        "operators",
        "min",
        "max",
        "round",
        "abs",
        "log2",
        "len",
        "sum",
        "prod",
        "floor",
        "ceil",
        "column",
    ]
)


def check_structure(document: SpaceDocument) -> list[Issue]:
    """Return every fault of structure (the first 500), with paths of ids."""
    issues = list(islice(_faults(document), MOST_ISSUES))
    if not any(issue.severity == "error" for issue in issues):
        issues += _check_recursion(document)
    return issues


def _faults(document: SpaceDocument) -> Iterator[Issue]:
    yield from _check_root(document)
    yield from _check_names(document)
    yield from _check_unsupported(document)
    for name, module in document.modules.items():
        yield from _check_ids(("modules", name), module)
        yield from BodyCheck(document, name).run()
        yield from check_wires(document, name)
        yield from _check_cycle(name, module)


def _check_root(document: SpaceDocument) -> Iterable[Issue]:
    if document.root not in document.modules:
        tip = hint(document.root, document.modules)
        message = f"root must be a module of the document, but got {document.root!r}{tip}"
        yield Issue(path=("root",), code="unknown_module", message=message)
        return
    root = document.modules[document.root]
    for name, parameter in root.parameters.items():
        if parameter.default is None:
            path = ("modules", document.root, "parameters", name)
            message = f"parameter {name!r} of the root must have a default: nobody calls the root"
            yield Issue(path=path, code="missing_argument", message=message)


def _check_names(document: SpaceDocument) -> Iterable[Issue]:
    symbols = set(document.problem.symbols)
    for name, domain in document.variables.items():
        path = ("variables", name)
        if name in symbols:
            message = f"{name!r} is a symbol of the problem; a variable needs a name of its own"
            yield Issue(path=path, code="duplicate_name", message=message)
        fault = domain_fault(domain)
        if fault:
            yield Issue(path=path, code="invalid_domain", message=fault)
    places: list[tuple[str, ...]] = [("variables", name) for name in document.variables]
    places += [("problem", "symbols", name) for name in symbols]
    for module_id, module in document.modules.items():
        places += [("modules", module_id, "parameters", name) for name in module.parameters]
    yield from (_reserved(path, path[-1]) for path in places if path[-1] in RESERVED_NAMES)


def _reserved(path: tuple[str, ...], name: str) -> Issue:
    message = f"{name!r} has a meaning in expressions; choose another name"
    return Issue(path=path, code="reserved_name", message=message)


def _check_unsupported(document: SpaceDocument) -> Iterable[Issue]:
    for constraint in document.constraints:
        yield Issue(
            path=("constraints", constraint.id),
            code="not_supported",
            message="constraints are not supported yet; take this one out to use the space",
        )
    for name, value in document.training.items():
        if isinstance(value, dict):
            yield Issue(
                path=("training", name),
                code="not_supported",
                message=f"the training value {name!r} must be a literal; domains and bodies are "
                "not supported there yet",
            )


def _check_ids(path: tuple[str, ...], module: Module) -> Iterable[Issue]:
    seen: dict[str, str] = {}
    parts = [("nodes", node.id) for node in module.nodes] + [("edges", e.id) for e in module.edges]
    for what, name in parts:
        if name in seen:
            message = (
                f"ids are unique in their module, but {name!r} stands twice ({seen[name]}, {what})"
            )
            yield Issue(path=(*path, what, name), code="duplicate_id", message=message)
        seen[name] = what
        if name in RESERVED_NODE_IDS and what == "nodes":
            message = f"{name!r} stands for the module's own ports; choose another id"
            yield Issue(path=(*path, what, name), code="reserved_name", message=message)
    yield from _check_ports((*path, "inputs"), module.inputs)
    yield from _check_ports((*path, "outputs"), module.outputs)


def _check_ports(path: tuple[str, ...], ports: list[Port]) -> Iterable[Issue]:
    seen: set[str] = set()
    for port in ports:
        if port.id in seen:
            message = f"ports need names of their own, but {port.id!r} stands twice"
            yield Issue(path=(*path, port.id), code="duplicate_id", message=message)
        seen.add(port.id)


def _check_cycle(name: str, module: Module) -> Iterable[Issue]:
    cycle = find_cycle(module)
    if cycle:
        closing = next(
            (
                e.id
                for e in module.edges
                if e.source.split(".")[0] == cycle[-2] and e.target.split(".")[0] == cycle[-1]
            ),
            "",
        )
        path = ("modules", name, "edges", closing) if closing else ("modules", name)
        message = f"wires must not go in a circle, but they do: {' → '.join(map(repr, cycle))}"
        yield Issue(path=path, code="cycle", message=message)


def _check_recursion(document: SpaceDocument) -> Iterable[Issue]:
    program = compile_document(document, document.problem.symbols)
    finished = finishable(program, frozenset())
    for name in document.modules:
        if name not in finished:
            message = f"module {name!r} always contains itself; give it an alternative that ends"
            yield Issue(path=("modules", name), code="endless_recursion", message=message)

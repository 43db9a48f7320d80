"""The last look at generated code: nothing may stand in it that was not meant to.

Names come from ids alone, so this can only fail by a fault of the writer; it is here because what
is written is run by those who download it.
"""

from __future__ import annotations

import ast

from searchapp.nas.errors import CannotCompile

IMPORTS = frozenset({"torch", "torch.nn", "math"})
STATEMENTS = (
    *(ast.Module, ast.Import, ast.ImportFrom, ast.alias, ast.ClassDef, ast.FunctionDef),
    *(ast.arguments, ast.arg, ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign),
    *(ast.For, ast.If, ast.Expr),
)
EXPRESSIONS = (
    *(ast.Call, ast.keyword, ast.Attribute, ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp),
    *(ast.BoolOp, ast.Compare, ast.IfExp, ast.Subscript, ast.Slice, ast.Tuple, ast.List),
    *(ast.ListComp, ast.comprehension, ast.Starred, ast.expr_context, ast.operator),
    *(ast.unaryop, ast.boolop, ast.cmpop),
)


def check_source(text: str) -> None:
    """Check that a generated file consists of allowed statements and imports.

    Raises:
        CannotCompile: It does not, or is no Python.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise CannotCompile(
            "invalid_source", f"the generated code does not parse: {error}"
        ) from None
    for node in ast.walk(tree):
        if not isinstance(node, (*STATEMENTS, *EXPRESSIONS)):
            raise CannotCompile(
                "invalid_source", f"generated code must not contain {type(node).__name__}, but does"
            )
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name not in IMPORTS:
                raise CannotCompile(
                    "invalid_source",
                    f"generated code may import {sorted(IMPORTS)}, not {name!r}",
                )

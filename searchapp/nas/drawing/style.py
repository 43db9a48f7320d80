"""Colours of the pictures, the same as those of the designer, for a light and a dark surrounding.

The rendered SVG gets a style sheet that asks for the reader's colour scheme; inside `<img>` that is
the `color-scheme` of the page. Whoever ignores it sees the light colours that the DOT names.
"""

from __future__ import annotations

import re

FONT = "Helvetica,Arial,sans-serif"

LIGHT = {
    "surface": "#ffffff",
    "text": "#1a1f27",
    "text-2": "#515b69",
    "text-3": "#646e7c",
    "border": "#d5dae1",
    "edge": "#76808e",
    "convolution": "#169af4",
    "normalization": "#214853",
    "activation": "#a61793",
    "pooling": "#d37d66",
    "linear": "#1f2dfc",
    "embedding": "#827208",
    "regularization": "#317f76",
    "skip": "#827208",
    "series": "#169af4",
    "recurrent": "#317f76",
    "attention": "#1f2dfc",
    "resizing": "#d37d66",
    "gating": "#a61793",
    "reshaping": "#827208",
    "merge": "#683707",
    "module": "#1f5fcc",
    "choice": "#1f5fcc",
}
DARK = {
    "surface": "#1b2029",
    "text": "#e7ebf0",
    "text-2": "#aab4c1",
    "text-3": "#8e99a8",
    "border": "#2b323d",
    "edge": "#7c8796",
    "convolution": "#7497e2",
    "normalization": "#83eaf6",
    "activation": "#d27cb8",
    "pooling": "#f0764f",
    "linear": "#8685ff",
    "embedding": "#f5e645",
    "regularization": "#4db58f",
    "skip": "#f5e645",
    "series": "#7497e2",
    "recurrent": "#4db58f",
    "attention": "#8685ff",
    "resizing": "#f0764f",
    "gating": "#d27cb8",
    "reshaping": "#f5e645",
    "merge": "#eda779",
    "module": "#6ea2ff",
    "choice": "#6ea2ff",
}
FAMILIES = tuple(
    name for name in LIGHT if name not in {"surface", "border", "edge", "text", "text-2", "text-3"}
)

_SVG_TAG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_NOISE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<title>.*?</title>", re.DOTALL)


def style_sheet() -> str:
    """Return the CSS of a picture."""
    rules = [
        f"svg{{{_variables(LIGHT)}}}",
        f"@media (prefers-color-scheme:dark){{svg{{{_variables(DARK)}}}}}",
        "text{fill:var(--text)}",
        ".edge path{stroke:var(--edge)}",
        ".edge polygon{fill:var(--edge);stroke:var(--edge)}",
        ".node path,.node polygon,.node ellipse{fill:var(--surface);stroke:var(--border)}",
        ".cluster path,.cluster polygon{fill:none;stroke:var(--border)}",
        ".cluster text,.port text,.noted text:last-of-type{fill:var(--text-2)}",
        ".noted text:last-of-type{font-size:9px}",
        ".port path,.port polygon,.port ellipse{fill:none;stroke:none}",
    ]
    rules += [
        f".{name} path,.{name} polygon,.{name} ellipse"
        f"{{fill:var(--{name});fill-opacity:.13;stroke:var(--{name})}}"
        for name in FAMILIES
    ]
    rules += [
        ".none path,.none polygon{fill:none;stroke:var(--edge)}",
        ".none text{fill:var(--text-3)}",
    ]
    return "".join(rules)


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


def finish(svg: str) -> str:
    """Return Graphviz's SVG without noise and with the style sheet."""
    svg = _NOISE.sub("", svg)
    tag = _SVG_TAG.search(svg)
    if tag is None:
        raise ValueError("the renderer gave no SVG")
    head = f"{tag[0]}<style>{style_sheet()}</style>"
    return head + re.sub(r"\n+", "\n", svg[tag.end() :]).strip() + "\n"

"""The page at `/`: the operations, the keys and an example call, as plain HTML."""

from __future__ import annotations

import base64
import hashlib
import shlex
from collections.abc import Iterable, Mapping
from html import escape

from starlette.responses import HTMLResponse, Response

from .auth import Key
from .spec import Operation, Spec

__all__ = ["page_response"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5b6778; --line: #dde3ea; --back: #fff; --raised: #f5f7fa; --accent: #0b63ce;
  --get: #0b63ce; --post: #1a7f37; --put: #9a6700; --patch: #9a6700; --delete: #c3281c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e3e8ef; --dim: #96a2b4; --line: #2b3442; --back: #12161c; --raised: #1a2029; --accent: #6cb0ff;
    --get: #6cb0ff; --post: #56d27a; --put: #e3b341; --patch: #e3b341; --delete: #ff8078; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 72rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; }
p { margin: .4rem 0; }
a { color: var(--accent); }
code, pre { font: .875em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: 1rem 0; padding: .75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
  white-space: pre-wrap; }
.dim { color: var(--dim); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 1.25rem 0; padding: 1rem;
  background: var(--raised); border: 1px solid var(--line); border-radius: 8px; }
dt { color: var(--dim); }
dd { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; margin: 1rem 0; }
.browser { display: inline-block; padding: .45rem 1rem; border-radius: 8px; background: var(--accent); color: var(--back);
  font-weight: 600; text-decoration: none; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; font-weight: normal; font-size: .85rem; color: var(--dim); }
td, th { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.tag { padding-top: 1.6rem; font-size: 1.1rem; font-weight: 700; color: var(--ink); }
.method { width: 5rem; }
td.method { font-weight: 700; }
.path { width: 45%; }
.scope { width: 20%; }
.GET { color: var(--get); } .POST { color: var(--post); } .PUT { color: var(--put); } .PATCH { color: var(--patch); }
.DELETE { color: var(--delete); }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; }
  dt { margin-top: .4rem; }
  thead { display: none; }
  tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--line); }
  table td, .tag { display: block; width: auto; border: 0; padding: 0; }
}
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# No scripts, no other hosts, no other styles: even if text of a hostile document became markup, it could do nothing.
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def page_response(spec: Spec, keys: Mapping[str, Key], quota: str, origin: str) -> Response:
    """Return the page as an HTML response.

    Args:
        spec: The document that is served.
        keys: The API keys to show.
        quota: The quota, as text.
        origin: The origin that the caller used: `http://127.0.0.1:8080`.
    """
    return HTMLResponse(_page(spec, keys, quota, origin), headers={"Content-Security-Policy": _POLICY})


def _page(spec: Spec, keys: Mapping[str, Key], quota: str, origin: str) -> str:
    title = escape(f"{spec.title} sandbox")
    base = origin + spec.base_path
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="dim">A local server made from the OpenAPI document. It does not reach the real API.</p>
</header>
<dl>
<dt>Base URL</dt><dd><code>{escape(base or "/")}</code></dd>
{_keys(keys)}
<dt>Quota</dt><dd>{escape(quota)}</dd>
</dl>
<p><a class="browser" href="/_sandbox/browser">Try it in the API browser</a></p>
{_command(spec.operations, next(iter(keys)), base)}
<nav>
<a href="/_sandbox/references">All ids</a>
<a href="/_sandbox/state">Counts</a>
<a href="/_sandbox/trouble">Trouble</a>
<a href="/_sandbox/openapi.json">OpenAPI document</a>
</nav>
<main>
<table>
<thead><tr><th class="method">Method</th><th class="path">Path</th><th>Summary</th><th class="scope">Scope</th></tr></thead>
{_tags(spec.operations)}
</table>
</main>
</body>
</html>
"""


def _keys(keys: Mapping[str, Key]) -> str:
    return "\n".join(
        f"<dt>Key</dt><dd><code>{escape(name)}</code> "
        f'<span class="dim">tenant {escape(key.tenant)}, scopes {escape(", ".join(key.scopes) or "none")}</span></dd>'
        for name, key in keys.items()
    )


def _command(operations: Iterable[Operation], key: str, base: str) -> str:
    """Return a `curl` line that calls the first operation without path parameters."""
    paths = (operation.path for operation in operations if operation.method == "GET" and "{" not in operation.path)
    path = next(paths, None)
    if path is None:
        return ""
    line = f"curl -H {shlex.quote(f'Authorization: Bearer {key}')} {shlex.quote(base + path)}"
    return f"<pre>{escape(line)}</pre>"


def _tags(operations: Iterable[Operation]) -> str:
    by_tag: dict[str, list[Operation]] = {}
    for operation in operations:
        by_tag.setdefault(operation.tag, []).append(operation)
    return "\n".join(_tag(tag, members) for tag, members in by_tag.items())


def _tag(tag: str, operations: Iterable[Operation]) -> str:
    rows = "\n".join(map(_row, operations))
    return f'<tbody>\n<tr><th class="tag" colspan="4" scope="rowgroup">{escape(tag)}</th></tr>\n{rows}\n</tbody>'


def _row(operation: Operation) -> str:
    scope = f"<code>{escape(operation.scope)}</code>" if operation.secured else '<span class="dim">no key</span>'
    return (
        f'<tr><td class="method {operation.method}">{operation.method}</td>'
        f'<td class="path"><code>{escape(operation.path)}</code></td>'
        f'<td>{escape(operation.summary)}</td><td class="scope">{scope}</td></tr>'
    )

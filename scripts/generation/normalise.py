"""Normalise a document: small pure rules, each with its reason.

Every rule takes a document and returns a new one. Results for later rules and for the code are kept in `x-` members;
the document's own `x-` members are removed first:

| member | on | content |
|---|---|---|
| `x-problems` | document | the problems found so far |
| `x-hoisted` | document | the pointers of components that were other schemas in the document as received |
| `x-client` | document | the class of the client, whose name no other class may have |
| `x-base-url` | document | the server, with the path that all operations share |
| `x-server` | operation | another server that it has: a path, or the URL of another host |
| `x-paging` | operation | the ways in which the list in its response may go on |
| `x-anonymous` | operation | true if it is sent without the API key |
| `x-pointer` | operation, component | its JSON pointer in the document as received |
| `x-at` | schema with allOf, oneOf or anyOf, inline class | the same |
| `x-errors` | operation | the documented errors: `[status, description]` |
| `x-path` | operation | its path in the spec; the key in `paths` has Python names |
| `x-style` | parameter | its style, whether it is exploded and allows reserved characters; None for the usual one |
| `x-encoding` | body of a media type | how the fields of a form are sent, by their names in the spec |
| `x-accept` | response of a media type | the media types to accept |
| `x-file` | field of a form | true if it is a file |
| `x-wire` | property, schema of a parameter | its name in the spec; the key is its Python name |
| `x-default` | any schema | the documented default |
| `x-sent` | component | true if it is part of a request: absent and null differ, limits are checked |
| `x-received-as` | component | the class of the same schema in responses |
| `x-has-read-only` | component | true if that class has fields that are not sent, itself or in a class in it |
| `x-field` | inline class | the field or parameter that it is the type of |
| `x-tags` | option of a union | the values by which it is told: `{property: [value]}` |
| `x-subtypes` | component | the options that its discriminator tells apart |
| `x-constant` | any schema | its only value, if that is no string or integer |
| `x-names` | enum | the names that the document has for its values |
| `x-members` | enum | the names of its values |
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from .apis import ROOT, Api, listed
from .class_rules import (
    add_required_fields,
    inline_aliases,
    lift_null,
    name_classes,
    share_enums,
    split_sent_from_received,
)
from .combination_rules import distribute_fields, merge_all_of
from .document import Json, Problem
from .media_rules import keep_sendable_bodies, keep_success_responses, mark_binary_strings, mark_files
from .name_rules import name_fields, name_members
from .notation_rules import (
    keep_to_type,
    record_pointers,
    split_type_lists,
    strip_annotations,
    unify_bounds,
    unify_null,
)
from .operation_names import name_operations
from .operation_rules import (
    drop_foreign_extensions,
    inline_parts,
    keep_plain_parameters,
    read_boolean_strings,
    report_unsendable_parameters,
)
from .paging import read_paging
from .references import hoist_schemas
from .servers import read_security, read_servers
from .union_rules import expand_base_classes, flatten_unions, join_enums, read_discriminators

Rule = Callable[[Json], Json]

RULES: list[Rule] = [
    record_pointers,
    hoist_schemas,
    read_servers,
    read_security,
    inline_parts,
    read_paging,
    drop_foreign_extensions,
    keep_plain_parameters,
    name_operations,
    mark_binary_strings,
    keep_success_responses,
    keep_sendable_bodies,
    read_boolean_strings,
    split_type_lists,
    unify_null,
    unify_bounds,
    read_discriminators,
    strip_annotations,
    keep_to_type,
    distribute_fields,
    merge_all_of,
    expand_base_classes,
    join_enums,
    add_required_fields,
    mark_files,
    name_classes,
    share_enums,
    inline_aliases,
    lift_null,
    flatten_unions,
    report_unsendable_parameters,
    split_sent_from_received,
    name_members,
    name_fields,
]


def normalise(document: Json, api: Api | None = None) -> tuple[Json, list[Problem]]:
    """Return the document after all rules, and every problem found.

    Args:
        document: A valid document.
        api: Its API; by default the first in the list.
    """
    api = api or listed(ROOT)[0]
    document = {
        **document,
        "x-client": api.client,
        "x-base-url": api.base_url,
        "x-hosts": list(api.hosts),
        "x-cursors": list(api.cursors),
    }
    for rule in RULES:
        document = applied(rule, document)
    return document, document.pop("x-problems", [])


def applied(rule: Rule, document: Json) -> Json:
    """Return the result of a rule, and leave the document unchanged."""
    return rule(copy.deepcopy(document))

"""The document as the templates need it: a list of small pure rules, each with its reason.

Every rule takes a document and gives a new one. What the rules keep for later ones and for the templates stands in `x-`
members, of which a document has none of its own by then:

| member | on | says |
|---|---|---|
| `x-problems` | document | what keeps it from becoming a client, so far |
| `x-pointer` | operation, component | where it stands in the document as received |
| `x-at` | schema made of others | the same |
| `x-errors` | operation | the documented errors: `[status, description]` |
| `x-path` | operation | its path in the spec, where the key now has Python names |
| `x-form` | parameter | its `style` and `explode` |
| `x-wire` | property, schema of a parameter | its name in the spec, where the key is now its Python name |
| `x-default` | any schema | the documented default |
| `x-sent` | component | it is part of a request: absent and null differ, limits are checked |
| `x-received-as` | component | the class of which this one is the sent form |
| `x-members` | enum | the names of its values |
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from .document import Json, Problem
from .operation_rules import (
    drop_foreign_extensions,
    gather_parts,
    keep_one_body,
    keep_plain_parameters,
    keep_success,
    name_operations,
    read_boolean_strings,
)
from .schema_rules import (
    inline_aliases,
    keep_facts,
    lift_null,
    merge_all_of,
    name_classes,
    name_fields,
    name_members,
    note_places,
    one_form_of_bounds,
    one_form_of_null,
    one_type,
    refuse_unsendable_parameters,
    split_sent_from_received,
)

Rule = Callable[[Json], Json]

RULES: list[Rule] = [
    note_places,
    gather_parts,
    drop_foreign_extensions,
    keep_plain_parameters,
    name_operations,
    keep_success,
    keep_one_body,
    read_boolean_strings,
    one_type,
    one_form_of_null,
    one_form_of_bounds,
    keep_facts,
    merge_all_of,
    name_classes,
    inline_aliases,
    lift_null,
    refuse_unsendable_parameters,
    split_sent_from_received,
    name_members,
    name_fields,
]


def normalise(document: Json) -> tuple[Json, list[Problem]]:
    """The document after all rules, and every problem that they found."""
    for rule in RULES:
        document = applied(rule, document)
    return document, document.pop("x-problems", [])


def applied(rule: Rule, document: Json) -> Json:
    """What a rule makes of a document, which stays as it is."""
    return rule(copy.deepcopy(document))

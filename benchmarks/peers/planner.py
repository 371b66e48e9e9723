"""Decoding of 100 Planner tasks: ours, pydantic and Microsoft's own client. Prints the samples as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph.generated.models.planner_task_collection_response import PlannerTaskCollectionResponse
from planner_models import PydanticTasks
from planner_payload import tasks_bytes
from rounds import in_turns

from msportal_client._runtime.call import Request
from msportal_client._runtime.redaction import Redaction
from msportal_client._runtime.responses import read_response
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner
from msportal_client.bridges.microsoft_planner.api.tasks import list_plan_tasks
from msportal_client.types import Response

TASKS = 100
_REQUEST = Request("GET", "https://graph.microsoft.com/v1.0/planner/plans/x/tasks", {}, None, "benchmark")
_API = AsyncMicrosoftPlanner._api  # noqa: SLF001 - the description of Planner
_REDACTION = Redaction("a token of the benchmark")
_FACTORY = JsonParseNodeFactory()


def decode_ours(text: bytes) -> Any:
    """Do everything that a call does with a response body."""
    answer = Response(200, {}, text, "benchmark", None)
    return read_response(_API, list_plan_tasks.OPERATION, _REQUEST, answer, _REDACTION, strict=False).parsed


def decode_msgraph(text: bytes) -> Any:
    node = _FACTORY.get_root_parse_node("application/json", text)
    return node.get_object_value(cast("Any", PlannerTaskCollectionResponse))


DECODE: dict[str, Callable[[bytes], Any]] = {
    "msportal-client": decode_ours,
    "pydantic": PydanticTasks.model_validate_json,
    "msgraph-sdk": decode_msgraph,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--slot", type=float, required=True)
    options = parser.parse_args()
    text = tasks_bytes(TASKS)
    for name, decode in DECODE.items():
        tasks = decode(text).value
        if len(tasks) != TASKS or tasks[7].title != "Replace firewall 7":
            raise RuntimeError(f"{name} does not read the tasks")
    decoders = {name: partial(decode, text) for name, decode in DECODE.items()}
    print(json.dumps({"decode planner 100": in_turns(decoders, rounds=options.rounds, slot=options.slot)}))


main()

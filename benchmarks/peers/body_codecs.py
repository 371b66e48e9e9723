"""Decoders of a page and encoders of a request body, by contender."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import models
import msgspec
import orjson
import stock_client.models as stock_models
from payloads import NEW_ITEM
from stock_client.api.planner import post_api_public_v1_planner_items as stock_create

from msportal_client._runtime.bodies import BodyFormat, write_body
from msportal_client._runtime.call import Request
from msportal_client._runtime.operation import build_request
from msportal_client._runtime.redaction import Redaction
from msportal_client._runtime.responses import read_response
from msportal_client.api.planner import create_planner_item, list_planner_items
from msportal_client.client import AsyncMSPortal
from msportal_client.models import CreatePlannerItemRequest
from msportal_client.options import RequestOptions
from msportal_client.types import Response

_REQUEST = Request("GET", "https://app.msportal.ai/api/public/v1/planner/items", {}, None, "benchmark")
_OPTIONS = RequestOptions()
_API = AsyncMSPortal._api  # noqa: SLF001 - the description of MSPortal
_REDACTION = Redaction("a key of the benchmark")
_MSGSPEC_PAGE = msgspec.json.Decoder(models.MsgspecPage)
_MSGSPEC_ENCODER = msgspec.json.Encoder()


def decode_ours(text: bytes) -> object:
    """Do everything that a call does with a response body."""
    answer = Response(200, {}, text, "benchmark", None)
    return read_response(_API, list_planner_items.OPERATION, _REQUEST, answer, _REDACTION, strict=False).parsed


def decode_ours_without_msgspec(text: bytes) -> object:
    return list_planner_items.OPERATION.read(json.loads(text))


def decode_stock(text: bytes) -> object:
    return stock_models.PlannerItemListResponse.from_dict(json.loads(text))


DECODE: dict[str, Callable[[bytes], object]] = {
    "msportal-client": decode_ours,
    "msportal-client without msgspec": decode_ours_without_msgspec,
    "stock": decode_stock,
    "pydantic": models.PydanticPage.model_validate_json,
    "msgspec": _MSGSPEC_PAGE.decode,
    "json.loads": json.loads,
    "orjson.loads": orjson.loads,
}

_FORM = BodyFormat("application/json", create_planner_item.OPERATION.body)
_OUR_ITEM = CreatePlannerItemRequest.from_dict(NEW_ITEM)
_STOCK_ITEM = stock_models.CreatePlannerItemRequest.from_dict(NEW_ITEM)
_PYDANTIC_ITEM = models.PydanticNewItem.model_validate(NEW_ITEM)
_MSGSPEC_ITEM = msgspec.convert(NEW_ITEM, models.MsgspecNewItem)


def _stock_json(value: Any) -> bytes:
    """Encode `value` as httpx does for the stock client."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def build_ours() -> object:
    """Check the documented limits, encode the body, and make the URL, the headers and the request id."""
    return build_request(_API, create_planner_item.OPERATION, {}, "https://app.msportal.ai", _OUR_ITEM, _OPTIONS)


def encode_ours() -> object:
    return write_body(_FORM, _OUR_ITEM, {})[1]


def encode_stock() -> object:
    return _stock_json(stock_create._get_kwargs(body=_STOCK_ITEM)["json"])  # noqa: SLF001 - its public functions also send


def encode_pydantic() -> object:
    return _PYDANTIC_ITEM.model_dump_json(by_alias=True, exclude_unset=True).encode()


def encode_msgspec() -> object:
    return _MSGSPEC_ENCODER.encode(_MSGSPEC_ITEM)


ENCODE: dict[str, Callable[[], object]] = {
    "msportal-client": encode_ours,
    "stock": encode_stock,
    "pydantic": encode_pydantic,
    "msgspec": encode_msgspec,
}

BUILD: dict[str, Callable[[], object]] = {"msportal-client": build_ours, "stock": encode_stock}


def check() -> None:
    """Check that all encoders write the same fields, so that they do the same work."""
    for encode in ENCODE.values():
        sent = json.loads(encode())
        assert sent.keys() == NEW_ITEM.keys(), encode
        assert datetime.fromisoformat(sent["dueDate"]) == datetime.fromisoformat(NEW_ITEM["dueDate"]), encode

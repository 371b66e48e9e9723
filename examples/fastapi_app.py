"""A web application with FastAPI: `python examples/fastapi_app.py`, then http://127.0.0.1:8000/docs.

One client for the process, made when the application starts. What the client raises becomes an answer of the application.
It prints the log of uvicorn. Needs fastapi and uvicorn.
"""

from __future__ import annotations

import logging
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from local_server import server

from msportal_client import AsyncMSPortal, MSPortalError, NotFoundError, RateLimitError, RequestValidationError
from msportal_client.models import BudgetDetail, PlannerItemDetail

logger = logging.getLogger("uvicorn.error")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Keep a client while the application runs."""
    async with AsyncMSPortal() as msportal:
        app.state.msportal = msportal
        yield


app = FastAPI(title="Planner items", lifespan=lifespan)


def client(request: Request) -> AsyncMSPortal:
    """Return the client of the application."""
    msportal: AsyncMSPortal = request.app.state.msportal
    return msportal


MSPortalClient = Annotated[AsyncMSPortal, Depends(client)]


@app.exception_handler(MSPortalError)
async def answer_error(_request: Request, error: MSPortalError) -> JSONResponse:
    """Answer what the client raised. The text of the error goes to the log, not to strangers."""
    logger.warning("%s: %s", type(error).__name__, error)
    match error:
        case RequestValidationError():
            return JSONResponse({"detail": [str(problem) for problem in error.problems]}, status_code=422)
        case NotFoundError():
            return JSONResponse({"detail": "there is no such record"}, status_code=404)
        case RateLimitError(retry_after=float(seconds)):
            return JSONResponse({"detail": "busy"}, status_code=503, headers={"Retry-After": str(math.ceil(seconds))})
        case _:
            return JSONResponse({"detail": "MSPortal could not be reached"}, status_code=502)


@app.get("/items")
async def list_items(msportal: MSPortalClient, limit: int = 10) -> list[str]:
    """Return the titles of the first items."""
    return [item.title for item in await msportal.planner.list_planner_items(limit=limit)]


@app.post("/items", status_code=201)
async def create_item(msportal: MSPortalClient, title: str) -> PlannerItemDetail:
    """Create an item. A model of the client is the answer as it is."""
    return await msportal.planner.create_planner_item(title=title)


@app.get("/budgets/{budget_id}")
async def get_budget(msportal: MSPortalClient, budget_id: str) -> BudgetDetail:
    """Return a budget. One that is not there is a 404 of this application, by `answer_error`."""
    return await msportal.budgets.get_budget(budget_id)


if __name__ == "__main__":
    with server():
        uvicorn.run(app, host="127.0.0.1", port=8000)

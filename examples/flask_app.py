"""A web application with Flask: `python examples/flask_app.py`, then http://127.0.0.1:5000/items.

Flask serves each request in a thread. All threads share one client, and with it its connections and the quota.
It prints the log of Flask. Needs flask.
"""

from __future__ import annotations

import math

from flask import Flask, abort, jsonify, request
from flask.typing import ResponseReturnValue
from local_server import server

from msportal_client import MSPortal, MSPortalError, RateLimitError, RequestValidationError


def create_app() -> Flask:
    """Return the application, with a client of its own."""
    app = Flask(__name__)
    msportal = MSPortal(timeout=10.0)

    @app.get("/items")
    def list_items() -> ResponseReturnValue:
        page = msportal.planner.list_planner_items(limit=100).first()
        return jsonify([item.title for item in page])

    @app.post("/items")
    def create_item() -> ResponseReturnValue:
        match request.get_json():
            case {"title": str(title)}:
                item = msportal.planner.create_planner_item(title=title)
            case _:
                abort(400, "the body must be an object with a title")
        return jsonify(id=str(item.id), title=item.title), 201

    @app.errorhandler(RequestValidationError)
    def answer_problems(error: RequestValidationError) -> ResponseReturnValue:
        return jsonify(problems=[str(problem) for problem in error.problems]), 422

    @app.errorhandler(RateLimitError)  # the wait would be longer than the client's max_wait
    def answer_busy(error: RateLimitError) -> ResponseReturnValue:
        return jsonify(detail="busy"), 503, {"Retry-After": str(math.ceil(error.retry_after or 60.0))}

    @app.errorhandler(MSPortalError)
    def answer_error(error: MSPortalError) -> ResponseReturnValue:
        app.logger.warning("%s", error)
        return jsonify(detail="MSPortal could not be reached"), 502

    app.extensions["msportal"] = msportal
    return app


if __name__ == "__main__":
    with server():
        create_app().run(host="127.0.0.1", port=5000, threaded=True)

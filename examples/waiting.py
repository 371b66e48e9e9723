"""See calls wait for the quota: the INFO log of the client, and the end of each call as an event.

It takes MSPORTAL_API_KEY and MSPORTAL_BASE_URL from the environment; `msportal-sandbox --quota 5 --window 3` serves an
API to try it on.
"""

import logging

from msportal_client import MSPortal
from msportal_client.events import Event, Finished


def report(event: Event) -> None:
    """Print the end of a call."""
    if isinstance(event, Finished):
        waited = "waited" if event.waited >= 1 else "went at once"
        print(event.operation, event.status_code, event.error, waited)


def main() -> None:
    """Make more calls than the quota allows."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(operation)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with MSPortal(on_event=report) as msportal:
        for _ in range(6):
            msportal.users.list_users().first()


if __name__ == "__main__":
    main()

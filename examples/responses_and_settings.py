"""Whole responses, and clients with other settings for some of the calls.

It takes MSPORTAL_API_KEY and MSPORTAL_BASE_URL from the environment; `msportal-sandbox` serves an API to try it on.
"""

import asyncio

from msportal_client import AsyncMSPortal, RetryPolicy


async def main() -> None:
    """Create an item with the whole response, and read a page with a client that does not wait."""
    async with AsyncMSPortal() as msportal:
        response = await msportal.planner.with_raw_response.create_planner_item(title="Replace firewall")
        print(response.status_code, response.parsed.title)
        print("quota left:", response.rate_limit is not None and response.rate_limit.remaining is not None)

        impatient = msportal.with_options(timeout=5.0, retry=RetryPolicy.never(), headers={"X-Reason": "dashboard"})
        page = (await impatient.planner.with_raw_response.list_planner_items(limit=1)).parsed
        print(len(page), page.pagination.total_count >= 1)


if __name__ == "__main__":
    asyncio.run(main())

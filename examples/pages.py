"""Lists that come in pages: count them, take some, walk or collect all.

It takes MSPORTAL_API_KEY and MSPORTAL_BASE_URL from the environment; `msportal-sandbox` serves an API to try it on.
"""

import asyncio

from msportal_client import AsyncMSPortal


async def main() -> None:
    """Read the same list in every way."""
    async with AsyncMSPortal() as msportal:
        for number in range(5):
            await msportal.planner.create_planner_item(title=f"Item {number}")
        pager = msportal.planner.list_planner_items(limit=2)

        count = await pager.count()
        first = await pager
        print(first.pagination.page, len(first), first.pagination.total_pages == -(-count // 2))
        print(len(await pager.take(3)))
        print(len(await pager.collect()) == count == len([item async for item in pager]))

        tickets = asyncio.create_task(msportal.tickets.list_tickets())
        print((await tickets).pagination.page)


if __name__ == "__main__":
    asyncio.run(main())

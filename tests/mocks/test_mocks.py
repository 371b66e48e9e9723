"""Mocked clients, with unittest.mock and with `mock_client`."""

from __future__ import annotations

import asyncio
from typing import Any
from unittest.mock import AsyncMock, create_autospec, patch

import pytest

from msportal_client import AsyncMSPortal, AsyncPager, MSPortal, NotFoundError, Page, Pager, Response
from msportal_client._runtime.resources import cached_resource
from msportal_client.api.planner import AsyncPlanner, Planner
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner, MicrosoftPlanner
from msportal_client.bulk import bulk
from msportal_client.models import PlannerItem, PlannerItemDetail, Ticket
from msportal_client.testing import async_pager, example, mock_client, pager


def is_a(value: object, kind: type[Any]) -> bool:
    """Call isinstance without telling the type checker: a mock is of any type."""
    return isinstance(value, kind)


CLIENTS: list[Any] = [AsyncMSPortal, MSPortal, AsyncMicrosoftPlanner, MicrosoftPlanner]


class TestUnittestMock:
    async def test_autospec_of_async_client(self) -> None:
        mock = create_autospec(AsyncMSPortal, instance=True)
        mock.planner.create_planner_item.return_value = "made"

        assert is_a(mock, AsyncMSPortal)
        assert await mock.planner.create_planner_item(title="x") == "made"
        mock.planner.create_planner_item.assert_awaited_once_with(title="x")
        with pytest.raises(TypeError, match="title"):
            mock.planner.create_planner_item(titel="x")
        with pytest.raises(AttributeError):
            _ = mock.planner.create_planer_item
        with pytest.raises(AttributeError):
            _ = mock.planer

    def test_autospec_of_sync_client(self) -> None:
        mock = create_autospec(MSPortal, instance=True)
        mock.planner.create_planner_item.return_value = "made"

        assert mock.planner.create_planner_item(title="x") == "made"
        with pytest.raises(TypeError, match="title"):
            mock.planner.create_planner_item(titel="x")

    @pytest.mark.parametrize("client", CLIENTS)
    def test_every_resource_has_its_methods(self, client: Any) -> None:
        mock: Any = create_autospec(client, instance=True)
        kinds: tuple[type[Any], ...] = client.__mro__
        names = [n for kind in kinds for n, it in vars(kind).items() if isinstance(it, cached_resource)]

        assert names
        for name in names:
            methods = [method for method in dir(getattr(client, name)) if not method.startswith("_")]
            assert methods
            for method in methods:
                assert hasattr(getattr(mock, name), method)

    @pytest.mark.parametrize("autospec", [None, True])
    async def test_patch_method_of_client(self, autospec: Any) -> None:
        msportal = AsyncMSPortal("msp_key_of_tests")
        with patch.object(msportal.planner, "create_planner_item", autospec=autospec) as create:
            create.return_value = "made"
            made: Any = await msportal.planner.create_planner_item(title="x")
            assert made == "made"
        assert not isinstance(msportal.planner.create_planner_item, AsyncMock)
        await msportal.aclose()

    def test_patch_method_of_class(self) -> None:
        patched = patch.object(Planner, "create_planner_item", autospec=True, return_value="made")
        with patched, MSPortal("msp_key_of_tests") as msportal:
            made: Any = msportal.planner.create_planner_item(title="x")
        assert made == "made"

    def test_resource_of_class_is_its_class(self) -> None:
        planner: Any = AsyncMSPortal.planner
        assert planner is AsyncPlanner


class TestMockClient:
    async def test_method_returns_an_example(self) -> None:
        mock = mock_client(AsyncMSPortal)
        item = await mock.planner.create_planner_item(title="x")

        assert item == example(PlannerItemDetail)
        mock.planner.create_planner_item.assert_awaited_once_with(title="x")

    def test_method_of_sync_client(self) -> None:
        mock = mock_client(MSPortal)

        assert mock.planner.create_planner_item(title="x") == example(PlannerItemDetail)
        assert list(mock.tickets.list_tickets()) == []

    async def test_method_returns_what_is_set(self) -> None:
        mock = mock_client(AsyncMSPortal)
        mock.planner.create_planner_item.return_value = example(PlannerItemDetail, title="set")
        assert (await mock.planner.create_planner_item(title="x")).title == "set"
        mock.planner.create_planner_item.return_value = None
        assert await mock.planner.create_planner_item(title="x") is None
        mock.planner.create_planner_item.side_effect = NotFoundError("gone")
        with pytest.raises(NotFoundError):
            await mock.planner.create_planner_item(title="x")
        mock.planner.create_planner_item.side_effect = ["first", "second"]
        assert await mock.planner.create_planner_item(title="x") == "first"

    async def test_arguments_are_checked(self) -> None:
        mock = mock_client(AsyncMSPortal)

        with pytest.raises(TypeError, match="title"):
            await mock.planner.create_planner_item(titel="x")
        with pytest.raises(TypeError):
            mock.tickets.list_tickets(colour="red")
        with pytest.raises(AttributeError):
            _ = mock.tickets.list_ticket

    async def test_list_is_a_pager(self) -> None:
        mock = mock_client(AsyncMSPortal)
        tickets = [example(Ticket, title=str(number)) for number in range(3)]
        mock.tickets.list_tickets.return_value = tickets

        for _ in range(2):  # Each call returns a new pager.
            listed = mock.tickets.list_tickets(limit=100)
            assert is_a(listed, AsyncPager)
            assert [ticket async for ticket in listed] == tickets
        assert await mock.tickets.list_tickets().collect() == tickets
        first = await mock.tickets.list_tickets()
        assert is_a(first, Page)
        assert first.data == tickets
        assert (first.pagination.page, first.pagination.total_count, first.pagination.total_pages) == (1, 3, 1)
        assert await mock.tickets.list_tickets().count() == 3
        assert [ticket async for ticket in mock.devices.list_devices()] == []

    def test_list_of_sync_client_is_a_pager(self) -> None:
        mock = mock_client(MSPortal)
        mock.tickets.list_tickets.return_value = (ticket for ticket in "abc")

        assert is_a(mock.tickets.list_tickets(), Pager)
        mock.tickets.list_tickets.return_value = ["a", "b"]
        assert list(mock.tickets.list_tickets()) == ["a", "b"]
        assert mock.tickets.list_tickets().first().data == ["a", "b"]

    async def test_pager_of_ones_own(self) -> None:
        mock = mock_client(AsyncMSPortal)
        mock.tickets.list_tickets.return_value = async_pager(["a"])

        assert await mock.tickets.list_tickets().collect() == ["a"]
        assert pager([1, 2]).collect() == [1, 2]

    async def test_client_is_a_context_manager(self) -> None:
        mock = mock_client(AsyncMSPortal)
        async with mock as entered:
            assert entered is mock
        with mock_client(MSPortal) as entered:
            assert is_a(entered, MSPortal)
        assert mock.with_options(timeout=3.0) is mock

    async def test_raw_responses(self) -> None:
        mock = mock_client(AsyncMSPortal)
        response = await mock.planner.with_raw_response.create_planner_item(title="x")

        assert is_a(response, Response)
        assert response.parsed == example(PlannerItemDetail)
        with pytest.raises(TypeError, match="title"):
            await mock.planner.with_raw_response.create_planner_item(titel="x")
        listed = mock_client(MSPortal).tickets.with_raw_response.list_tickets()
        assert listed.parsed.data == []

    @pytest.mark.parametrize("client", CLIENTS)
    def test_every_client(self, client: Any) -> None:
        assert is_a(mock_client(client), client)

    @pytest.mark.parametrize("wrong", [3, object, AsyncMSPortal("msp_key_of_tests")])
    def test_other_classes_are_refused(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match="takes the class of a client"):
            mock_client(wrong)

    async def test_bulk_job_on_mock(self) -> None:
        mock = mock_client(AsyncMSPortal)
        mock.planner.create_planner_item.side_effect = [1, NotFoundError("gone"), 3]
        start: Any = bulk
        job: Any = start(mock.planner.create_planner_item, [{"title": "x"}] * 3, in_flight=1)

        assert [outcome.status async for outcome in job] == ["done", "failed", "done"]

    def test_gather(self) -> None:
        async def main() -> list[Any]:
            mock = mock_client(AsyncMSPortal)
            return await asyncio.gather(*(mock.planner.create_planner_item(title="x") for _ in range(3)))

        assert asyncio.run(main()) == [example(PlannerItemDetail)] * 3


def test_list_item_and_detail_are_of_their_own_models() -> None:
    assert is_a(example(PlannerItem), PlannerItem)


def test_mock_list_that_leads_on() -> None:
    """The lists of the bridges are pagers of another class."""
    planner = mock_client(MicrosoftPlanner)
    assert planner.plans.list_my_plans().collect() == []
    assert list(planner.plans.with_raw_response.list_my_plans().parsed) == []
    planner.plans.list_my_plans.return_value = ["a", "b"]
    assert list(planner.plans.list_my_plans()) == ["a", "b"]


async def test_mock_asynchronous_list_that_leads_on() -> None:
    planner = mock_client(AsyncMicrosoftPlanner)
    planner.plans.list_my_plans.return_value = ["a", "b"]
    assert [plan async for plan in planner.plans.list_my_plans()] == ["a", "b"]
    assert await planner.plans.list_my_plans().take(1) == ["a"]

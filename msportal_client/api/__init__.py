"""The operations of the API, one package for each tag. A package is imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.clients import APIClient, AsyncAPIClient
from .._runtime.resources import cached_resource

if TYPE_CHECKING:
    from .analytics import Analytics, AsyncAnalytics
    from .budgets import AsyncBudgets, Budgets
    from .calendar import AsyncCalendar, Calendar
    from .company_users import AsyncCompanyUsers, CompanyUsers
    from .compliance import AsyncCompliance, Compliance
    from .dashboards import AsyncDashboards, Dashboards
    from .devices import AsyncDevices, Devices
    from .goals import AsyncGoals, Goals
    from .nps_surveys import AsyncNPSSurveys, NPSSurveys
    from .planner import AsyncPlanner, Planner
    from .reports import AsyncReports, Reports
    from .tickets import AsyncTickets, Tickets
    from .training import AsyncTraining, Training
    from .users import AsyncUsers, Users

__all__ = ["BASE_URL", "AsyncResources", "Resources"]

# The server that the document names, with the path that all operations share.
BASE_URL = "https://app.msportal.ai"


class AsyncResources(AsyncAPIClient):
    """Asynchronous operations, one attribute for each tag."""

    @cached_resource
    def analytics(self) -> AsyncAnalytics:
        """Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""
        from .analytics import AsyncAnalytics

        return AsyncAnalytics(self)

    @cached_resource
    def budgets(self) -> AsyncBudgets:
        """Budget management - create, track, and forecast budgets with line items, categories, and products."""
        from .budgets import AsyncBudgets

        return AsyncBudgets(self)

    @cached_resource
    def calendar(self) -> AsyncCalendar:
        """Calendar and meeting management - events, participants, and meeting types."""
        from .calendar import AsyncCalendar

        return AsyncCalendar(self)

    @cached_resource
    def company_users(self) -> AsyncCompanyUsers:
        """Company user management - client portal contacts (read-only, paginated)."""
        from .company_users import AsyncCompanyUsers

        return AsyncCompanyUsers(self)

    @cached_resource
    def compliance(self) -> AsyncCompliance:
        """Compliance check management - runs, assigned checks, and status updates."""
        from .compliance import AsyncCompliance

        return AsyncCompliance(self)

    @cached_resource
    def dashboards(self) -> AsyncDashboards:
        """Dashboard management - external iframe resources and internal dashboards."""
        from .dashboards import AsyncDashboards

        return AsyncDashboards(self)

    @cached_resource
    def devices(self) -> AsyncDevices:
        """Device management - inventory, types, and locations."""
        from .devices import AsyncDevices

        return AsyncDevices(self)

    @cached_resource
    def goals(self) -> AsyncGoals:
        """Goal management - create, track, and manage goals with tasks and updates."""
        from .goals import AsyncGoals

        return AsyncGoals(self)

    @cached_resource
    def nps_surveys(self) -> AsyncNPSSurveys:
        """NPS survey management - Net Promoter Score surveys, responses, and analytics."""
        from .nps_surveys import AsyncNPSSurveys

        return AsyncNPSSurveys(self)

    @cached_resource
    def planner(self) -> AsyncPlanner:
        """Planner item management - tasks, roadmap items, and project planning with linked goals, compliance, and
        projects.
        """
        from .planner import AsyncPlanner

        return AsyncPlanner(self)

    @cached_resource
    def reports(self) -> AsyncReports:
        """Report management - create, manage, and schedule reports with templates and types."""
        from .reports import AsyncReports

        return AsyncReports(self)

    @cached_resource
    def tickets(self) -> AsyncTickets:
        """Ticket management - view and filter tickets from PSA integrations."""
        from .tickets import AsyncTickets

        return AsyncTickets(self)

    @cached_resource
    def training(self) -> AsyncTraining:
        """Training management - courses, enrollments, certificates, and progress tracking."""
        from .training import AsyncTraining

        return AsyncTraining(self)

    @cached_resource
    def users(self) -> AsyncUsers:
        """Tenant user management - internal staff and team members (read-only)."""
        from .users import AsyncUsers

        return AsyncUsers(self)


class Resources(APIClient):
    """Synchronous operations, one attribute for each tag."""

    @cached_resource
    def analytics(self) -> Analytics:
        """Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""
        from .analytics import Analytics

        return Analytics(self)

    @cached_resource
    def budgets(self) -> Budgets:
        """Budget management - create, track, and forecast budgets with line items, categories, and products."""
        from .budgets import Budgets

        return Budgets(self)

    @cached_resource
    def calendar(self) -> Calendar:
        """Calendar and meeting management - events, participants, and meeting types."""
        from .calendar import Calendar

        return Calendar(self)

    @cached_resource
    def company_users(self) -> CompanyUsers:
        """Company user management - client portal contacts (read-only, paginated)."""
        from .company_users import CompanyUsers

        return CompanyUsers(self)

    @cached_resource
    def compliance(self) -> Compliance:
        """Compliance check management - runs, assigned checks, and status updates."""
        from .compliance import Compliance

        return Compliance(self)

    @cached_resource
    def dashboards(self) -> Dashboards:
        """Dashboard management - external iframe resources and internal dashboards."""
        from .dashboards import Dashboards

        return Dashboards(self)

    @cached_resource
    def devices(self) -> Devices:
        """Device management - inventory, types, and locations."""
        from .devices import Devices

        return Devices(self)

    @cached_resource
    def goals(self) -> Goals:
        """Goal management - create, track, and manage goals with tasks and updates."""
        from .goals import Goals

        return Goals(self)

    @cached_resource
    def nps_surveys(self) -> NPSSurveys:
        """NPS survey management - Net Promoter Score surveys, responses, and analytics."""
        from .nps_surveys import NPSSurveys

        return NPSSurveys(self)

    @cached_resource
    def planner(self) -> Planner:
        """Planner item management - tasks, roadmap items, and project planning with linked goals, compliance, and
        projects.
        """
        from .planner import Planner

        return Planner(self)

    @cached_resource
    def reports(self) -> Reports:
        """Report management - create, manage, and schedule reports with templates and types."""
        from .reports import Reports

        return Reports(self)

    @cached_resource
    def tickets(self) -> Tickets:
        """Ticket management - view and filter tickets from PSA integrations."""
        from .tickets import Tickets

        return Tickets(self)

    @cached_resource
    def training(self) -> Training:
        """Training management - courses, enrollments, certificates, and progress tracking."""
        from .training import Training

        return Training(self)

    @cached_resource
    def users(self) -> Users:
        """Tenant user management - internal staff and team members (read-only)."""
        from .users import Users

        return Users(self)

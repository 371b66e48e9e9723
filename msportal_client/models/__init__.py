"""The models and enums of the API, one module each. A module is imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assigned_compliance_check import AssignedComplianceCheck as AssignedComplianceCheck
    from .assigned_compliance_check_list_response import (
        AssignedComplianceCheckListResponse as AssignedComplianceCheckListResponse,
    )
    from .budget import Budget as Budget
    from .budget_calculated_forecast import BudgetCalculatedForecast as BudgetCalculatedForecast
    from .budget_category_ref import BudgetCategoryRef as BudgetCategoryRef
    from .budget_category_total import BudgetCategoryTotal as BudgetCategoryTotal
    from .budget_company_ref import BudgetCompanyRef as BudgetCompanyRef
    from .budget_detail import BudgetDetail as BudgetDetail
    from .budget_forecast import BudgetForecast as BudgetForecast
    from .budget_forecast_rule import BudgetForecastRule as BudgetForecastRule
    from .budget_forecast_rules import BudgetForecastRules as BudgetForecastRules
    from .budget_forecast_single_response import BudgetForecastSingleResponse as BudgetForecastSingleResponse
    from .budget_line_item import BudgetLineItem as BudgetLineItem
    from .budget_line_item_status import BudgetLineItemStatus as BudgetLineItemStatus
    from .budget_line_item_type import BudgetLineItemType as BudgetLineItemType
    from .budget_linked_item import BudgetLinkedItem as BudgetLinkedItem
    from .budget_linked_item_type import BudgetLinkedItemType as BudgetLinkedItemType
    from .budget_list_response import BudgetListResponse as BudgetListResponse
    from .budget_period_type import BudgetPeriodType as BudgetPeriodType
    from .budget_recurrence import BudgetRecurrence as BudgetRecurrence
    from .budget_single_response import BudgetSingleResponse as BudgetSingleResponse
    from .budget_status import BudgetStatus as BudgetStatus
    from .budget_totals import BudgetTotals as BudgetTotals
    from .budget_user_ref import BudgetUserRef as BudgetUserRef
    from .bulk_enroll_request import BulkEnrollRequest as BulkEnrollRequest
    from .bulk_enrollment_result import BulkEnrollmentResult as BulkEnrollmentResult
    from .bulk_enrollment_result_single_response import (
        BulkEnrollmentResultSingleResponse as BulkEnrollmentResultSingleResponse,
    )
    from .business_value import BusinessValue as BusinessValue
    from .company_audit import CompanyAudit as CompanyAudit
    from .company_audit_budget import CompanyAuditBudget as CompanyAuditBudget
    from .company_audit_compliance import CompanyAuditCompliance as CompanyAuditCompliance
    from .company_audit_goals import CompanyAuditGoals as CompanyAuditGoals
    from .company_audit_infrastructure import CompanyAuditInfrastructure as CompanyAuditInfrastructure
    from .company_audit_integrations import CompanyAuditIntegrations as CompanyAuditIntegrations
    from .company_audit_list_response import CompanyAuditListResponse as CompanyAuditListResponse
    from .company_audit_meetings import CompanyAuditMeetings as CompanyAuditMeetings
    from .company_audit_planner import CompanyAuditPlanner as CompanyAuditPlanner
    from .company_audit_role import CompanyAuditRole as CompanyAuditRole
    from .company_audit_setup import CompanyAuditSetup as CompanyAuditSetup
    from .company_audit_surveys import CompanyAuditSurveys as CompanyAuditSurveys
    from .company_audit_users import CompanyAuditUsers as CompanyAuditUsers
    from .company_url_assignment import CompanyUrlAssignment as CompanyUrlAssignment
    from .company_user import CompanyUser as CompanyUser
    from .company_user_single_response import CompanyUserSingleResponse as CompanyUserSingleResponse
    from .compliance_check_status import ComplianceCheckStatus as ComplianceCheckStatus
    from .create_budget_request import CreateBudgetRequest as CreateBudgetRequest
    from .create_company_user_request import CreateCompanyUserRequest as CreateCompanyUserRequest
    from .create_external_dashboard_request import CreateExternalDashboardRequest as CreateExternalDashboardRequest
    from .create_goal_request import CreateGoalRequest as CreateGoalRequest
    from .create_meeting_participant import CreateMeetingParticipant as CreateMeetingParticipant
    from .create_meeting_request import CreateMeetingRequest as CreateMeetingRequest
    from .create_planner_item_request import CreatePlannerItemRequest as CreatePlannerItemRequest
    from .create_user_request import CreateUserRequest as CreateUserRequest
    from .device import Device as Device
    from .device_list_response import DeviceListResponse as DeviceListResponse
    from .device_location import DeviceLocation as DeviceLocation
    from .device_location_list_response import DeviceLocationListResponse as DeviceLocationListResponse
    from .enrollment import Enrollment as Enrollment
    from .enrollment_course_ref import EnrollmentCourseRef as EnrollmentCourseRef
    from .enrollment_single_response import EnrollmentSingleResponse as EnrollmentSingleResponse
    from .enrollment_status import EnrollmentStatus as EnrollmentStatus
    from .enrollment_user_ref import EnrollmentUserRef as EnrollmentUserRef
    from .error_response import ErrorResponse as ErrorResponse
    from .external_dashboard import ExternalDashboard as ExternalDashboard
    from .external_dashboard_company_url import ExternalDashboardCompanyUrl as ExternalDashboardCompanyUrl
    from .external_dashboard_single_response import ExternalDashboardSingleResponse as ExternalDashboardSingleResponse
    from .get_nps_analytics_period_type import GetNpsAnalyticsPeriodType as GetNpsAnalyticsPeriodType
    from .goal import Goal as Goal
    from .goal_category_ref import GoalCategoryRef as GoalCategoryRef
    from .goal_company_ref import GoalCompanyRef as GoalCompanyRef
    from .goal_detail import GoalDetail as GoalDetail
    from .goal_priority_ref import GoalPriorityRef as GoalPriorityRef
    from .goal_single_response import GoalSingleResponse as GoalSingleResponse
    from .goal_status_ref import GoalStatusRef as GoalStatusRef
    from .goal_task import GoalTask as GoalTask
    from .goal_update import GoalUpdate as GoalUpdate
    from .list_assigned_compliance_checks_order_by import (
        ListAssignedComplianceChecksOrderBy as ListAssignedComplianceChecksOrderBy,
    )
    from .list_assigned_compliance_checks_order_direction import (
        ListAssignedComplianceChecksOrderDirection as ListAssignedComplianceChecksOrderDirection,
    )
    from .list_budgets_sort_column import ListBudgetsSortColumn as ListBudgetsSortColumn
    from .list_budgets_status import ListBudgetsStatus as ListBudgetsStatus
    from .list_devices_sort_by import ListDevicesSortBy as ListDevicesSortBy
    from .list_nps_surveys_sort_column import ListNpsSurveysSortColumn as ListNpsSurveysSortColumn
    from .list_nps_surveys_survey_type import ListNpsSurveysSurveyType as ListNpsSurveysSurveyType
    from .list_planner_items_sort_column import ListPlannerItemsSortColumn as ListPlannerItemsSortColumn
    from .list_tickets_sort_column import ListTicketsSortColumn as ListTicketsSortColumn
    from .list_users_sort_column import ListUsersSortColumn as ListUsersSortColumn
    from .list_users_status import ListUsersStatus as ListUsersStatus
    from .meeting import Meeting as Meeting
    from .meeting_participant import MeetingParticipant as MeetingParticipant
    from .meeting_single_response import MeetingSingleResponse as MeetingSingleResponse
    from .nps_analytics import NpsAnalytics as NpsAnalytics
    from .nps_analytics_single_response import NpsAnalyticsSingleResponse as NpsAnalyticsSingleResponse
    from .nps_period_type import NpsPeriodType as NpsPeriodType
    from .nps_survey import NpsSurvey as NpsSurvey
    from .nps_survey_detail import NpsSurveyDetail as NpsSurveyDetail
    from .nps_survey_list_response import NpsSurveyListResponse as NpsSurveyListResponse
    from .nps_survey_single_response import NpsSurveySingleResponse as NpsSurveySingleResponse
    from .nps_survey_type import NpsSurveyType as NpsSurveyType
    from .pagination import Pagination as Pagination
    from .planner_company_ref import PlannerCompanyRef as PlannerCompanyRef
    from .planner_item import PlannerItem as PlannerItem
    from .planner_item_detail import PlannerItemDetail as PlannerItemDetail
    from .planner_item_list_response import PlannerItemListResponse as PlannerItemListResponse
    from .planner_item_single_response import PlannerItemSingleResponse as PlannerItemSingleResponse
    from .planner_linked_compliance import PlannerLinkedCompliance as PlannerLinkedCompliance
    from .planner_linked_goal import PlannerLinkedGoal as PlannerLinkedGoal
    from .planner_linked_opportunity import PlannerLinkedOpportunity as PlannerLinkedOpportunity
    from .planner_linked_project import PlannerLinkedProject as PlannerLinkedProject
    from .planner_linked_secure_score import PlannerLinkedSecureScore as PlannerLinkedSecureScore
    from .planner_status import PlannerStatus as PlannerStatus
    from .planner_type_ref import PlannerTypeRef as PlannerTypeRef
    from .report import Report as Report
    from .report_block import ReportBlock as ReportBlock
    from .report_block_input import ReportBlockInput as ReportBlockInput
    from .report_block_layout import ReportBlockLayout as ReportBlockLayout
    from .report_block_layout_input import ReportBlockLayoutInput as ReportBlockLayoutInput
    from .report_display_settings import ReportDisplaySettings as ReportDisplaySettings
    from .report_display_settings_input import ReportDisplaySettingsInput as ReportDisplaySettingsInput
    from .report_single_response import ReportSingleResponse as ReportSingleResponse
    from .report_structure import ReportStructure as ReportStructure
    from .report_structure_input import ReportStructureInput as ReportStructureInput
    from .report_structure_metadata import ReportStructureMetadata as ReportStructureMetadata
    from .report_structure_metadata_input import ReportStructureMetadataInput as ReportStructureMetadataInput
    from .set_external_dashboard_company_urls_request import (
        SetExternalDashboardCompanyUrlsRequest as SetExternalDashboardCompanyUrlsRequest,
    )
    from .ticket import Ticket as Ticket
    from .ticket_list_response import TicketListResponse as TicketListResponse
    from .training_company_ref import TrainingCompanyRef as TrainingCompanyRef
    from .training_course import TrainingCourse as TrainingCourse
    from .training_course_single_response import TrainingCourseSingleResponse as TrainingCourseSingleResponse
    from .update_budget_request import UpdateBudgetRequest as UpdateBudgetRequest
    from .update_enrollment_request import UpdateEnrollmentRequest as UpdateEnrollmentRequest
    from .update_report_request import UpdateReportRequest as UpdateReportRequest
    from .update_training_course_request import UpdateTrainingCourseRequest as UpdateTrainingCourseRequest
    from .user import User as User
    from .user_company_ref import UserCompanyRef as UserCompanyRef
    from .user_list_response import UserListResponse as UserListResponse
    from .user_role_ref import UserRoleRef as UserRoleRef
    from .user_single_response import UserSingleResponse as UserSingleResponse
    from .user_status import UserStatus as UserStatus

_MODULES: dict[str, str] = {
    "AssignedComplianceCheck": "assigned_compliance_check",
    "AssignedComplianceCheckListResponse": "assigned_compliance_check_list_response",
    "Budget": "budget",
    "BudgetCalculatedForecast": "budget_calculated_forecast",
    "BudgetCategoryRef": "budget_category_ref",
    "BudgetCategoryTotal": "budget_category_total",
    "BudgetCompanyRef": "budget_company_ref",
    "BudgetDetail": "budget_detail",
    "BudgetForecast": "budget_forecast",
    "BudgetForecastRule": "budget_forecast_rule",
    "BudgetForecastRules": "budget_forecast_rules",
    "BudgetForecastSingleResponse": "budget_forecast_single_response",
    "BudgetLineItem": "budget_line_item",
    "BudgetLineItemStatus": "budget_line_item_status",
    "BudgetLineItemType": "budget_line_item_type",
    "BudgetLinkedItem": "budget_linked_item",
    "BudgetLinkedItemType": "budget_linked_item_type",
    "BudgetListResponse": "budget_list_response",
    "BudgetPeriodType": "budget_period_type",
    "BudgetRecurrence": "budget_recurrence",
    "BudgetSingleResponse": "budget_single_response",
    "BudgetStatus": "budget_status",
    "BudgetTotals": "budget_totals",
    "BudgetUserRef": "budget_user_ref",
    "BulkEnrollmentResult": "bulk_enrollment_result",
    "BulkEnrollmentResultSingleResponse": "bulk_enrollment_result_single_response",
    "BulkEnrollRequest": "bulk_enroll_request",
    "BusinessValue": "business_value",
    "CompanyAudit": "company_audit",
    "CompanyAuditBudget": "company_audit_budget",
    "CompanyAuditCompliance": "company_audit_compliance",
    "CompanyAuditGoals": "company_audit_goals",
    "CompanyAuditInfrastructure": "company_audit_infrastructure",
    "CompanyAuditIntegrations": "company_audit_integrations",
    "CompanyAuditListResponse": "company_audit_list_response",
    "CompanyAuditMeetings": "company_audit_meetings",
    "CompanyAuditPlanner": "company_audit_planner",
    "CompanyAuditRole": "company_audit_role",
    "CompanyAuditSetup": "company_audit_setup",
    "CompanyAuditSurveys": "company_audit_surveys",
    "CompanyAuditUsers": "company_audit_users",
    "CompanyUrlAssignment": "company_url_assignment",
    "CompanyUser": "company_user",
    "CompanyUserSingleResponse": "company_user_single_response",
    "ComplianceCheckStatus": "compliance_check_status",
    "CreateBudgetRequest": "create_budget_request",
    "CreateCompanyUserRequest": "create_company_user_request",
    "CreateExternalDashboardRequest": "create_external_dashboard_request",
    "CreateGoalRequest": "create_goal_request",
    "CreateMeetingParticipant": "create_meeting_participant",
    "CreateMeetingRequest": "create_meeting_request",
    "CreatePlannerItemRequest": "create_planner_item_request",
    "CreateUserRequest": "create_user_request",
    "Device": "device",
    "DeviceListResponse": "device_list_response",
    "DeviceLocation": "device_location",
    "DeviceLocationListResponse": "device_location_list_response",
    "Enrollment": "enrollment",
    "EnrollmentCourseRef": "enrollment_course_ref",
    "EnrollmentSingleResponse": "enrollment_single_response",
    "EnrollmentStatus": "enrollment_status",
    "EnrollmentUserRef": "enrollment_user_ref",
    "ErrorResponse": "error_response",
    "ExternalDashboard": "external_dashboard",
    "ExternalDashboardCompanyUrl": "external_dashboard_company_url",
    "ExternalDashboardSingleResponse": "external_dashboard_single_response",
    "GetNpsAnalyticsPeriodType": "get_nps_analytics_period_type",
    "Goal": "goal",
    "GoalCategoryRef": "goal_category_ref",
    "GoalCompanyRef": "goal_company_ref",
    "GoalDetail": "goal_detail",
    "GoalPriorityRef": "goal_priority_ref",
    "GoalSingleResponse": "goal_single_response",
    "GoalStatusRef": "goal_status_ref",
    "GoalTask": "goal_task",
    "GoalUpdate": "goal_update",
    "ListAssignedComplianceChecksOrderBy": "list_assigned_compliance_checks_order_by",
    "ListAssignedComplianceChecksOrderDirection": "list_assigned_compliance_checks_order_direction",
    "ListBudgetsSortColumn": "list_budgets_sort_column",
    "ListBudgetsStatus": "list_budgets_status",
    "ListDevicesSortBy": "list_devices_sort_by",
    "ListNpsSurveysSortColumn": "list_nps_surveys_sort_column",
    "ListNpsSurveysSurveyType": "list_nps_surveys_survey_type",
    "ListPlannerItemsSortColumn": "list_planner_items_sort_column",
    "ListTicketsSortColumn": "list_tickets_sort_column",
    "ListUsersSortColumn": "list_users_sort_column",
    "ListUsersStatus": "list_users_status",
    "Meeting": "meeting",
    "MeetingParticipant": "meeting_participant",
    "MeetingSingleResponse": "meeting_single_response",
    "NpsAnalytics": "nps_analytics",
    "NpsAnalyticsSingleResponse": "nps_analytics_single_response",
    "NpsPeriodType": "nps_period_type",
    "NpsSurvey": "nps_survey",
    "NpsSurveyDetail": "nps_survey_detail",
    "NpsSurveyListResponse": "nps_survey_list_response",
    "NpsSurveySingleResponse": "nps_survey_single_response",
    "NpsSurveyType": "nps_survey_type",
    "Pagination": "pagination",
    "PlannerCompanyRef": "planner_company_ref",
    "PlannerItem": "planner_item",
    "PlannerItemDetail": "planner_item_detail",
    "PlannerItemListResponse": "planner_item_list_response",
    "PlannerItemSingleResponse": "planner_item_single_response",
    "PlannerLinkedCompliance": "planner_linked_compliance",
    "PlannerLinkedGoal": "planner_linked_goal",
    "PlannerLinkedOpportunity": "planner_linked_opportunity",
    "PlannerLinkedProject": "planner_linked_project",
    "PlannerLinkedSecureScore": "planner_linked_secure_score",
    "PlannerStatus": "planner_status",
    "PlannerTypeRef": "planner_type_ref",
    "Report": "report",
    "ReportBlock": "report_block",
    "ReportBlockInput": "report_block_input",
    "ReportBlockLayout": "report_block_layout",
    "ReportBlockLayoutInput": "report_block_layout_input",
    "ReportDisplaySettings": "report_display_settings",
    "ReportDisplaySettingsInput": "report_display_settings_input",
    "ReportSingleResponse": "report_single_response",
    "ReportStructure": "report_structure",
    "ReportStructureInput": "report_structure_input",
    "ReportStructureMetadata": "report_structure_metadata",
    "ReportStructureMetadataInput": "report_structure_metadata_input",
    "SetExternalDashboardCompanyUrlsRequest": "set_external_dashboard_company_urls_request",
    "Ticket": "ticket",
    "TicketListResponse": "ticket_list_response",
    "TrainingCompanyRef": "training_company_ref",
    "TrainingCourse": "training_course",
    "TrainingCourseSingleResponse": "training_course_single_response",
    "UpdateBudgetRequest": "update_budget_request",
    "UpdateEnrollmentRequest": "update_enrollment_request",
    "UpdateReportRequest": "update_report_request",
    "UpdateTrainingCourseRequest": "update_training_course_request",
    "User": "user",
    "UserCompanyRef": "user_company_ref",
    "UserListResponse": "user_list_response",
    "UserRoleRef": "user_role_ref",
    "UserSingleResponse": "user_single_response",
    "UserStatus": "user_status",
}

__all__: list[str] = [
    "AssignedComplianceCheck",
    "AssignedComplianceCheckListResponse",
    "Budget",
    "BudgetCalculatedForecast",
    "BudgetCategoryRef",
    "BudgetCategoryTotal",
    "BudgetCompanyRef",
    "BudgetDetail",
    "BudgetForecast",
    "BudgetForecastRule",
    "BudgetForecastRules",
    "BudgetForecastSingleResponse",
    "BudgetLineItem",
    "BudgetLineItemStatus",
    "BudgetLineItemType",
    "BudgetLinkedItem",
    "BudgetLinkedItemType",
    "BudgetListResponse",
    "BudgetPeriodType",
    "BudgetRecurrence",
    "BudgetSingleResponse",
    "BudgetStatus",
    "BudgetTotals",
    "BudgetUserRef",
    "BulkEnrollRequest",
    "BulkEnrollmentResult",
    "BulkEnrollmentResultSingleResponse",
    "BusinessValue",
    "CompanyAudit",
    "CompanyAuditBudget",
    "CompanyAuditCompliance",
    "CompanyAuditGoals",
    "CompanyAuditInfrastructure",
    "CompanyAuditIntegrations",
    "CompanyAuditListResponse",
    "CompanyAuditMeetings",
    "CompanyAuditPlanner",
    "CompanyAuditRole",
    "CompanyAuditSetup",
    "CompanyAuditSurveys",
    "CompanyAuditUsers",
    "CompanyUrlAssignment",
    "CompanyUser",
    "CompanyUserSingleResponse",
    "ComplianceCheckStatus",
    "CreateBudgetRequest",
    "CreateCompanyUserRequest",
    "CreateExternalDashboardRequest",
    "CreateGoalRequest",
    "CreateMeetingParticipant",
    "CreateMeetingRequest",
    "CreatePlannerItemRequest",
    "CreateUserRequest",
    "Device",
    "DeviceListResponse",
    "DeviceLocation",
    "DeviceLocationListResponse",
    "Enrollment",
    "EnrollmentCourseRef",
    "EnrollmentSingleResponse",
    "EnrollmentStatus",
    "EnrollmentUserRef",
    "ErrorResponse",
    "ExternalDashboard",
    "ExternalDashboardCompanyUrl",
    "ExternalDashboardSingleResponse",
    "GetNpsAnalyticsPeriodType",
    "Goal",
    "GoalCategoryRef",
    "GoalCompanyRef",
    "GoalDetail",
    "GoalPriorityRef",
    "GoalSingleResponse",
    "GoalStatusRef",
    "GoalTask",
    "GoalUpdate",
    "ListAssignedComplianceChecksOrderBy",
    "ListAssignedComplianceChecksOrderDirection",
    "ListBudgetsSortColumn",
    "ListBudgetsStatus",
    "ListDevicesSortBy",
    "ListNpsSurveysSortColumn",
    "ListNpsSurveysSurveyType",
    "ListPlannerItemsSortColumn",
    "ListTicketsSortColumn",
    "ListUsersSortColumn",
    "ListUsersStatus",
    "Meeting",
    "MeetingParticipant",
    "MeetingSingleResponse",
    "NpsAnalytics",
    "NpsAnalyticsSingleResponse",
    "NpsPeriodType",
    "NpsSurvey",
    "NpsSurveyDetail",
    "NpsSurveyListResponse",
    "NpsSurveySingleResponse",
    "NpsSurveyType",
    "Pagination",
    "PlannerCompanyRef",
    "PlannerItem",
    "PlannerItemDetail",
    "PlannerItemListResponse",
    "PlannerItemSingleResponse",
    "PlannerLinkedCompliance",
    "PlannerLinkedGoal",
    "PlannerLinkedOpportunity",
    "PlannerLinkedProject",
    "PlannerLinkedSecureScore",
    "PlannerStatus",
    "PlannerTypeRef",
    "Report",
    "ReportBlock",
    "ReportBlockInput",
    "ReportBlockLayout",
    "ReportBlockLayoutInput",
    "ReportDisplaySettings",
    "ReportDisplaySettingsInput",
    "ReportSingleResponse",
    "ReportStructure",
    "ReportStructureInput",
    "ReportStructureMetadata",
    "ReportStructureMetadataInput",
    "SetExternalDashboardCompanyUrlsRequest",
    "Ticket",
    "TicketListResponse",
    "TrainingCompanyRef",
    "TrainingCourse",
    "TrainingCourseSingleResponse",
    "UpdateBudgetRequest",
    "UpdateEnrollmentRequest",
    "UpdateReportRequest",
    "UpdateTrainingCourseRequest",
    "User",
    "UserCompanyRef",
    "UserListResponse",
    "UserRoleRef",
    "UserSingleResponse",
    "UserStatus",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f".{_MODULES[name]}", __name__)
    except AttributeError as error:
        # An AttributeError would be reported as "cannot import name", without its cause.
        raise ImportError(f"{__name__}.{_MODULES[name]} cannot be imported: {error}") from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

"""Clients of Microsoft Planner, by Microsoft Graph.

Modules are imported on first use; type checkers and editors see every name.
"""

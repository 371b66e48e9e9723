"""Clients of Plannr, the CRM of financial advisers."""

"""Clients of other APIs that service providers keep their work in, on the same runtime."""

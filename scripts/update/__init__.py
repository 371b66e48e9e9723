"""Putting a newer document in the place of `openapi.json`: fetch, compare, try, put in place."""

"""Generate code from an OpenAPI document: validate, normalise, describe, render, swap in."""

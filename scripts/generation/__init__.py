"""From an OpenAPI document to the generated code: validate, normalise, describe, render, swap in."""

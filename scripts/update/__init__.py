"""The steps of `scripts/update_spec.py`: fetch a newer document, compare it with `openapi.json`, replace the files."""

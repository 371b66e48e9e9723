"""The contract between spec, generated code and server: one module for each check, each with a function `check`."""

"""The contract checks: one module per check, each with a function `check`."""

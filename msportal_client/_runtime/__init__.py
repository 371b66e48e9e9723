"""The private part of the package: how a call travels, the same for every API."""

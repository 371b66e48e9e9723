"""The servers of the syncs."""

from bridges.sync.conftest import sides

__all__ = ["sides"]

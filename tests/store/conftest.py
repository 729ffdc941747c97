"""The store's tests begin with the storage folder of the filing's tests."""

from tests.filing.conftest import filled, store

__all__ = ["filled", "store"]

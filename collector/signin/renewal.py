"""A secret that a server did not take before its time → whether there is another one to try; knows no server."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Renewable(Protocol):
    """A secret that a server may refuse before its time, and that can be had anew."""

    def refused(self) -> bool:
        """Told that the server did not take it; True if the next one is another."""
        ...


def renewed(secret: object) -> bool:
    """Whether trying again helps: tells a secret that can be renewed that it was not taken. A password cannot be."""
    return isinstance(secret, Renewable) and secret.refused()

"""The offices that owe reports, and those who write for them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a contact is to its unit."""

    REPORTER = "reporter"
    SUPERVISOR = "supervisor"
    # Passes on the unit's mail, so that the mail server finds another sender than From says.
    FORWARDER = "forwarder"


@dataclass(frozen=True, slots=True)
class Unit:
    """One office that owes reports."""

    code: str  # "TH-81"
    name: str  # "กระบี่", "อำเภอเขาพนม"
    name_en: str = ""
    abbreviation: str = ""  # "กบ"
    region: str = ""
    aliases: tuple[str, ...] = ()  # other names by which it signs
    parent: str = ""  # the district or other office that it belongs to, by name: "อำเภอเมืองกระบี่"

    @property
    def full_name(self) -> str:
        """The name with that of its parent, where names alone need not be unique."""
        return f"{self.name} {self.parent}".strip()


@dataclass(frozen=True, slots=True)
class Contact:
    unit: str
    email: str  # lower case; "@krabi.go.th" for all addresses of a domain
    name: str
    role: Role
    phone: str = ""

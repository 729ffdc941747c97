"""What all sections of the settings share, and how a mail server is reached, as frozen values; knows no key beyond it."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator, model_validator

from collector.settings.types import OptionalFile, Text, Title, WholeNumber, is_loopback


class SettingsSection(BaseModel):
    """What all sections share: nothing changes after loading, and no key goes unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class ServerSettings(SettingsSection):
    """How to reach a mail server and sign in to it."""

    host: Title
    port: Annotated[WholeNumber, Field(ge=0, le=65535)] = 0  # 0: the usual one, see `usual_port`
    security: Literal["tls", "starttls", "none"] = "tls"
    user: Text = ""
    password: SecretStr = SecretStr("")
    password_file: OptionalFile = None
    password_command: Text = ""
    auth: Literal["password", "oauth2"] = "password"
    ca_file: OptionalFile = None

    @field_validator("security")
    @classmethod
    def _readable_by_nobody(cls, security: str, info: ValidationInfo) -> str:
        if security == "none" and not is_loopback(info.data.get("host", "")):
            raise ValueError(
                '"none" is accepted for this computer only (localhost): on the way anyone could read along'
            )
        return security

    @model_validator(mode="after")
    def _one_way_to_sign_in(self) -> Self:
        ways = (self.password.get_secret_value(), self.password_file, self.password_command)
        if sum(map(bool, ways)) > 1:
            raise ValueError("only one of password, password_file and password_command may be set")
        if self.auth == "oauth2" and not self.user:
            raise ValueError('auth = "oauth2" needs user: the address of the mailbox')
        return self

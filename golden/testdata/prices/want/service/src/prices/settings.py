"""Settings of the service, read from the environment when the application is made."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import DirectoryPath, Field, Json, JsonValue, Secret, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class AppSecrets(BaseSettings):
    """The app's own secrets: secrets.toml as JSON, with the keys that the app's code knows."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    app_secrets: Secret[Json[dict[str, JsonValue]]] = Field(
        default=Secret({}), validate_default=False
    )


class Settings(AppSecrets):
    api_key: SecretStr = Field(min_length=32)
    cors_origins: list[Annotated[str, Field(pattern=r"^https?://[^/*]+$")]] = []
    data_root: DirectoryPath = Path()
    environment: Literal["development", "production"] = "production"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    max_body_bytes: int = Field(default=1_048_576, ge=1)

    @field_validator("api_key")
    @classmethod
    def refuse_placeholders(cls, key: SecretStr) -> SecretStr:
        text = key.get_secret_value().lower()
        words = ("change", "example", "placeholder", "replace", "secret", "your")
        if len(set(text)) < 8 or any(word in text for word in words):
            raise ValueError("looks like a placeholder: make one with `openssl rand -hex 32`")
        return key


def load_settings() -> Settings:
    return Settings.model_validate({})


@cache
def load_secrets() -> dict[str, JsonValue]:
    """What the app's code may ask for as soon as it is imported, before there is an application."""
    return AppSecrets.model_validate({}).app_secrets.get_secret_value()

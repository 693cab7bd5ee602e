"""Settings of the service, read from the environment when the application is made."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import DirectoryPath, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY_OF_CALLER = re.compile(r"[0-9a-f]{8}\.[A-Za-z0-9_-]{43}")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    api_key: Annotated[SecretStr, Field(min_length=32)] | None = None  # of the UI; may do all
    cors_origins: list[Annotated[str, Field(pattern=r"^https?://[^/*]+$")]] = []
    data_root: DirectoryPath = Path()
    environment: Literal["development", "production"] = "production"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    statement_seconds: int = Field(default=30, ge=1)  # the client waits 35 s for an answer
    pool_size: int = Field(default=20, ge=4)  # connections to each database
    processes: int = Field(default=1, ge=1)  # of this service, over all copies
    max_body_bytes: int = Field(default=65_536, ge=1)
    books_url: SecretStr = SecretStr("sqlite:///books.db")

    @field_validator("api_key")
    @classmethod
    def refuse_placeholders(cls, key: SecretStr | None) -> SecretStr | None:
        if key is None:
            return None
        if KEY_OF_CALLER.fullmatch(key.get_secret_value()):
            raise ValueError("is a caller's key, and here it could do all: leave it out")
        text = key.get_secret_value().lower()
        words = ("change", "example", "placeholder", "replace", "secret", "your")
        if len(set(text)) < 8 or any(word in text for word in words):
            raise ValueError("looks like a placeholder: make one with `openssl rand -hex 32`")
        return key


def load_settings() -> Settings:
    return Settings.model_validate({})

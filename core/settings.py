"""What an installation can set through the environment or `.env`, and the keys it must hold.

Names and meanings stand in docs/settings.md. Secrets are never printed: pydantic's SecretStr hides them.
"""

import base64
import os
import secrets
import stat
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY_BYTES = 32


class UnsafeSettings(RuntimeError):
    """A key is missing, weak or readable by others, or a test door stands open in production."""


class Settings(BaseSettings):
    """The environment of one installation; unknown names are ignored."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    app_env: Literal["production", "development", "test"] = "development"
    database_url: SecretStr = SecretStr("")
    database_owner_url: SecretStr = SecretStr("")
    data_dir: Path = Path("data")
    key_data: SecretStr = SecretStr("")
    key_index: SecretStr = SecretStr("")
    key_audit: SecretStr = SecretStr("")
    key_file: Path | None = None
    public_url: str = ""
    port: int = 8501
    listen_address: str = "127.0.0.1"
    log_level: str = "INFO"
    demo_password: SecretStr = SecretStr("")
    app_today: date | None = None
    trusted_proxies: str = ""
    idle_minutes: int = Field(default=30, ge=1, le=24 * 60)
    session_hours: int = Field(default=12, ge=1, le=24)

    @property
    def is_production(self) -> bool:
        """Whether the doors for practice and tests are shut."""
        return self.app_env == "production"

    def url(self) -> str:
        """The database of the application: DATABASE_URL, or a file in DATA_DIR."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite:///{(self.data_dir / 'termijnwacht.db').absolute()}"

    def owner_url(self) -> str:
        """The database as its owner sees it (migrations, retention)."""
        return self.database_owner_url.get_secret_value() or self.url()


@dataclass(frozen=True, slots=True)
class Keys:
    """Three keys of 32 bytes: encryption of numbers, the blind index, the audit chain."""

    data: bytes
    index: bytes
    audit: bytes


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises UnsafeSettings for what cannot be read, or a fixed day in production."""
    try:
        found = Settings()
    except ValidationError as error:
        names = ", ".join(sorted({str(part["loc"][0]).upper() for part in error.errors() if part["loc"]}))
        raise UnsafeSettings(
            f"Deze instellingen zijn niet te lezen: {names}. Zie docs/settings.md."
        ) from None
    if found.is_production and found.app_today is not None:
        raise UnsafeSettings("APP_TODAY mag niet gezet zijn als APP_ENV=production.")
    return found


@lru_cache(maxsize=1)
def keys() -> Keys:
    """The keys of this installation; outside production they are made once, in DATA_DIR, with mode 600."""
    found = settings()
    given = _from_environment(found)
    if given is None:
        path = found.key_file or found.data_dir / "keys.env"
        if not path.exists():
            if found.is_production or found.key_file is not None:
                raise UnsafeSettings(
                    "KEY_DATA, KEY_INDEX en KEY_AUDIT (of KEY_FILE) ontbreken. Zie docs/settings.md om ze te maken."
                )
            _make_file(path)
        given = _from_file(path)
    if len(set(given.values())) != 3:
        raise UnsafeSettings("KEY_DATA, KEY_INDEX en KEY_AUDIT moeten drie verschillende sleutels zijn.")
    return Keys(*(_decoded(name, given[name]) for name in ("KEY_DATA", "KEY_INDEX", "KEY_AUDIT")))


def forget() -> None:
    """Read the environment anew at the next call; for tests and the command line."""
    settings.cache_clear()
    keys.cache_clear()


def _from_environment(found: Settings) -> dict[str, str] | None:
    given = {
        "KEY_DATA": found.key_data.get_secret_value(),
        "KEY_INDEX": found.key_index.get_secret_value(),
        "KEY_AUDIT": found.key_audit.get_secret_value(),
    }
    if not any(given.values()):
        return None
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise UnsafeSettings(f"{', '.join(missing)} ontbreekt. Zie docs/settings.md.")
    return given


def _make_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{name}={base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"
        for name in ("KEY_DATA", "KEY_INDEX", "KEY_AUDIT")
    ]
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.writelines(lines)


def _from_file(path: Path) -> dict[str, str]:
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnsafeSettings(f"{path.name} is leesbaar voor anderen. Zet de rechten op 600.")
    found: dict[str, str] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        name, _, value = line.partition("=")
        found[name.strip()] = value.strip()
    missing = [name for name in ("KEY_DATA", "KEY_INDEX", "KEY_AUDIT") if not found.get(name)]
    if missing:
        raise UnsafeSettings(f"{', '.join(missing)} ontbreekt in {path.name}.")
    return found


def _decoded(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise UnsafeSettings(f"{name} is geen base64.") from error
    if len(key) < KEY_BYTES or len(set(key)) < 8:
        raise UnsafeSettings(f"{name} is te zwak: geef 32 willekeurige bytes in base64.")
    return key

"""Settings of the service: read once from `HULLMARK_*` variables, in `create_app` or the command line."""

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service.errors import OpenDoor

MIB = 1024 * 1024


class Settings(BaseSettings):
    """What an operator may set; each field is the variable `HULLMARK_<FIELD>`.

    `database_url` is a SQLAlchemy address; left out, a SQLite file in `data_dir`. `api_keys` are separated
    by commas. `max_upload_bytes` limits the body of an upload. `policy` is a preset's name (strict, balanced,
    lenient) or the path of a TOML file. `catalogue` is a TOML file of further lists to follow. `log_names`
    lets names and error texts into the log.
    """

    model_config = SettingsConfigDict(env_prefix="HULLMARK_", frozen=True)

    data_dir: Path = Path("hullmark-data")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    api_keys: Annotated[frozenset[str], NoDecode] = frozenset()
    max_upload_bytes: Annotated[int, Field(gt=0)] = 256 * MIB
    policy: str = "balanced"
    catalogue: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_names: bool = False

    @field_validator("api_keys", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return frozenset(key.strip() for key in value.split(",") if key.strip())
        return value

    def store_url(self) -> str:
        """Give the address of the lists' database; makes `data_dir` where the database lies in it."""
        if self.database_url is not None:
            return self.database_url
        self.data_dir.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self.data_dir / 'hullmark.sqlite3'}"

    def check_door(self) -> None:
        """Refuse to serve others than this machine without keys. Raises OpenDoor."""
        if not self.api_keys and not is_loopback(self.host):
            raise OpenDoor(self.host)


def is_loopback(host: str) -> bool:
    """Say whether an address to bind is reachable from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Settings of the service: read once from `HULLMARK_*` variables, in `create_app` or the command line."""

import ipaddress
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from pydantic import Field, IPvAnyNetwork, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MIB = 1024 * 1024


class Settings(BaseSettings):
    """What an operator may set; each field is the variable `HULLMARK_<FIELD>`.

    `database_url` is a SQLAlchemy address; left out, a SQLite file in `data_dir`. `index_dir` keeps the saved
    index of one database; left out, a folder in `data_dir`. `workers` is how many processes serve. `api_keys`
    are separated by commas.
    `max_upload_bytes` limits the body of an upload. `policy` is a preset's name (strict, balanced, lenient)
    or the path of a TOML file. `log_names` lets names and error texts into the log.

    `catalogue` is a TOML file of further lists to follow; `list_tokens` are `LIST=TOKEN`, separated by
    commas, for publishers that give one; a comma in a token is `%2C`, as in an address. Lists are fetched
    from public addresses, and from those of `fetch_private_networks` ("10.0.0.0/8,127.0.0.0/8"). A fetched
    version that lost more than `refresh_lost_share` of the live one, or had more than
    `refresh_rejected_share` of its rows rejected, waits for an operator. With `ready_needs_fresh`, a stale
    list turns `ready` off.
    Versions that ended more than `keep_days` ago are forgotten when a new one is stored; left out, none is.
    """

    model_config = SettingsConfigDict(env_prefix="HULLMARK_", frozen=True)

    data_dir: Path = Path("hullmark-data")
    database_url: str | None = None
    index_dir: Path | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1)] = 1
    api_keys: Annotated[frozenset[str], NoDecode] = frozenset()
    max_upload_bytes: Annotated[int, Field(gt=0)] = 256 * MIB
    policy: str = "balanced"
    catalogue: Path | None = None
    list_tokens: Annotated[dict[str, SecretStr], NoDecode] = {}
    fetch_private_networks: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    refresh_lost_share: Annotated[float, Field(ge=0, le=1)] = 0.1
    refresh_rejected_share: Annotated[float, Field(ge=0, le=1)] = 0.02
    ready_needs_fresh: bool = False
    keep_days: Annotated[int, Field(ge=0)] | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_names: bool = False

    @field_validator("api_keys", "fetch_private_networks", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return _parts(value) if isinstance(value, str) else value

    @field_validator("list_tokens", mode="before")
    @classmethod
    def _split_pairs(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in _parts(value)]
        if not all(token for _, _, token in pairs):
            raise ValueError("give LIST=TOKEN, separated by commas")
        return {list_id: unquote(token) for list_id, _, token in pairs}

    def store_url(self) -> str:
        """Give the address of the lists' database; makes `data_dir` where the database lies in it."""
        if self.database_url is not None:
            return self.database_url
        self.data_dir.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self.data_dir / 'hullmark.sqlite3'}"

    def keep(self) -> timedelta | None:
        """Give for how long versions are kept that have ended; None: for good."""
        return None if self.keep_days is None else timedelta(days=self.keep_days)

    def index_folder(self) -> Path:
        """Give the folder of the saved index."""
        return self.index_dir or self.data_dir / "index"

    def check_door(self) -> None:
        """Refuse to serve others than this machine without keys. Raises OpenDoor."""
        if not self.api_keys and not is_loopback(self.host):
            from service.errors import OpenDoor  # noqa: PLC0415 -- errors know all rooms, settings none

            raise OpenDoor(self.host)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


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

"""One file over HTTP: from a checked address, within limits, whole or not at all."""

import re
import ssl
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from lists.addresses import AddressRule
from lists.errors import FetchFailed, ForbiddenAddress

MOST_REDIRECTS = 5
_AGENT = "Mozilla/5.0 (compatible; Hullmark)"  # some publishers refuse what does not begin like a browser
_PAGE = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.DOTALL | re.I
)
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a file may take and how large it may be; how often to try and how long to wait between."""

    seconds: float = 600
    idle_seconds: float = 30
    size: int = 256 << 20
    attempts: int = 4
    first_wait: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask later whether a file has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Give the headers of a conditional request."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def modified_at(self) -> datetime | None:
        """When the server says that the file was last changed, in UTC."""
        try:
            return parsedate_to_datetime(self.last_modified or "").astimezone(UTC)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """The content of a file and what to ask with next time."""

    content: bytes
    validators: Validators


class Downloader:
    """Asks for files; one for a set, so that nothing is kept open or remembered between sets."""

    def __init__(self, rule: AddressRule, limits: Limits, tls: ssl.SSLContext) -> None:
        self._rule = rule
        self._limits = limits
        self._client = httpx.Client(
            verify=tls,
            trust_env=False,
            timeout=limits.idle_seconds,
            # A connection is checked for one host, and no other may ride on it.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def close(self) -> None:
        """Close what is open."""
        self._client.close()

    def get(
        self, name: str, url: str, redirect_hosts: Iterable[str], known: Validators | None
    ) -> Download | None:
        """Ask for a file once; None where it is still the one that is known. Raises FetchFailed.

        A redirect is followed on the same host and to the given ones only, and never away from https.
        """
        deadline = time.monotonic() + self._limits.seconds
        at = httpx.URL(url)
        hosts = {at.host, *redirect_hosts}
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with self._open(name, at, known) as response:
                    if not response.has_redirect_location:
                        return self._read(name, response, deadline, conditional=known is not None)
                    at = _redirected(name, at, response, hosts)
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise FetchFailed(name, f"{at.host}: {_reason(error)}", again=True) from error
        raise FetchFailed(name, f"more than {MOST_REDIRECTS} redirects")

    def _open(
        self, name: str, url: httpx.URL, known: Validators | None
    ) -> AbstractContextManager[httpx.Response]:
        """Begin a request to a checked address under the name of its host."""
        encrypted = url.scheme == "https"
        try:
            addresses = self._rule.resolve(
                url.host, url.port or (443 if encrypted else 80), encrypted=encrypted
            )
        except ForbiddenAddress as error:
            raise FetchFailed(name, str(error)) from error
        except OSError as error:
            raise FetchFailed(name, f"{url.host} is not found: {error.strerror}", again=True) from error
        return self._client.stream(
            "GET",
            url.copy_with(host=addresses[0]),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": _AGENT,
                "Accept": "*/*",
                **(known.headers() if known else {}),
            },
            extensions={"sni_hostname": url.host},
        )

    def _read(
        self, name: str, response: httpx.Response, deadline: float, *, conditional: bool
    ) -> Download | None:
        status = response.status_code
        if status == httpx.codes.NOT_MODIFIED and conditional:
            return None
        if status != httpx.codes.OK:
            wait = response.headers.get("Retry-After", "")
            raise FetchFailed(
                name,
                f"the server answered {status}",
                again=status in _TRY_AGAIN,
                wait=float(wait) if wait.isdigit() else 0.0,
            )
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > self._limits.size:
                raise FetchFailed(name, f"larger than {self._limits.size} bytes")
            if time.monotonic() > deadline:
                raise FetchFailed(name, f"not done within {self._limits.seconds:g} seconds")
        if not content:
            raise FetchFailed(name, "the answer is empty", again=True)
        if _PAGE.match(content[:4096]):
            raise FetchFailed(name, "the answer is a web page and no list")
        headers = response.headers
        validators = Validators(etag=headers.get("ETag"), last_modified=headers.get("Last-Modified"))
        return Download(content=bytes(content), validators=validators)


def _redirected(name: str, at: httpx.URL, response: httpx.Response, hosts: set[str]) -> httpx.URL:
    target = at.join(response.headers["Location"])
    if target.host not in hosts:
        raise FetchFailed(name, f"{at.host} redirects to another host, {target.host}")
    if target.scheme not in ("https", at.scheme):
        raise FetchFailed(name, f"{at.host} redirects from {at.scheme} to {target.scheme}")
    return target


def _reason(error: Exception) -> str:
    """Say what failed; the text of a timeout is empty, and no text holds the address with its token."""
    return f"{type(error).__name__}{f' ({error})' if str(error) else ''}"

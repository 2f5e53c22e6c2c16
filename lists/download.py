"""One file over HTTP: from a checked address, within limits, whole or not at all."""

import ssl
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from lists.addresses import AddressRule
from lists.answer import CODINGS, read_content
from lists.errors import FetchFailed, ForbiddenAddress
from lists.time_limit import TimeLimit

MOST_REDIRECTS = 5
_AGENT = "Mozilla/5.0 (compatible; Hullmark)"  # some publishers refuse what does not begin like a browser
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
        except (ValueError, OverflowError):  # the last hour of the year 9999, west of Greenwich
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
        with TimeLimit(self._limits.seconds) as limit:
            try:
                return self._follow(name, httpx.URL(url), redirect_hosts, known, limit)
            except (httpx.InvalidURL, UnicodeError) as error:  # UnicodeError: no label of a host
                raise FetchFailed(name, f"not an address that can be asked: {_reason(error)}") from error
            except httpx.RequestError as error:
                if limit.is_over:
                    raise FetchFailed(name, f"not done within {limit.seconds:g} seconds") from error
                raise FetchFailed(
                    name, f"{error.request.headers['Host']}: {_reason(error)}", again=True
                ) from error

    def _follow(
        self,
        name: str,
        at: httpx.URL,
        redirect_hosts: Iterable[str],
        known: Validators | None,
        limit: TimeLimit,
    ) -> Download | None:
        hosts = {at.host, *redirect_hosts}
        for _ in range(MOST_REDIRECTS + 1):
            with closing(self._ask(name, at, known, limit)) as response:
                if not response.has_redirect_location:
                    return self._read(name, response, conditional=known is not None)
                at = _redirected(name, at, response, hosts)
        raise FetchFailed(name, f"more than {MOST_REDIRECTS} redirects")

    def _ask(self, name: str, url: httpx.URL, known: Validators | None, limit: TimeLimit) -> httpx.Response:
        """Begin a request under the name of its host, to the first of its checked addresses that is there."""
        addresses = self._resolved(name, url)
        for address in addresses:
            request = self._client.build_request(
                "GET",
                url.copy_with(host=address),
                headers={
                    "Host": url.netloc.decode("ascii"),
                    "User-Agent": _AGENT,
                    "Accept": "*/*",
                    "Accept-Encoding": CODINGS,
                    **(known.headers() if known else {}),
                },
                extensions={"sni_hostname": _host(url), "trace": limit.watch},
            )
            try:
                return self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if address == addresses[-1] or limit.is_over:
                    raise
        raise AssertionError("unreachable: the last address returns or raises")

    def _resolved(self, name: str, url: httpx.URL) -> tuple[str, ...]:
        encrypted = url.scheme == "https"
        try:
            return self._rule.resolve(_host(url), url.port or (443 if encrypted else 80), encrypted=encrypted)
        except ForbiddenAddress as error:
            raise FetchFailed(name, str(error)) from error
        except OSError as error:
            raise FetchFailed(name, f"{url.host} is not found: {error.strerror}", again=True) from error

    def _read(self, name: str, response: httpx.Response, *, conditional: bool) -> Download | None:
        status = response.status_code
        if status == httpx.codes.NOT_MODIFIED and conditional:
            return None
        if status != httpx.codes.OK:
            wait = response.headers.get("Retry-After", "")
            raise FetchFailed(
                name,
                f"the server answered {status}",
                again=status in _TRY_AGAIN,
                wait=float(wait) if wait.isdecimal() else 0.0,
            )
        content = read_content(name, response, self._limits.size)
        return Download(content=content, validators=_validators(response.headers))


def _validators(headers: httpx.Headers) -> Validators:
    """Take what can be sent back: a header with other characters than ASCII's cannot."""
    given = {name: headers.get(name) for name in ("ETag", "Last-Modified")}
    kept = {name: value if value is None or value.isascii() else None for name, value in given.items()}
    return Validators(etag=kept["ETag"], last_modified=kept["Last-Modified"])


def _host(url: httpx.URL) -> str:
    """Give the host as it is looked up: a name of another script in its ASCII form."""
    return url.raw_host.decode("ascii")


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

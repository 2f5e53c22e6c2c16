"""What a publisher's server answered: the content, known to be whole and within the limit of size."""

import re
import zlib
from collections.abc import Iterable, Iterator

import httpx

from lists.errors import FetchFailed

CODINGS = "gzip"
"""What an answer may be packed with, and only once: each layer could unpack a thousandfold."""

# No possessive repetition: Python before 3.11.5 misreads one of what may itself be repeated (gh-106052).
_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.I,
)
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 1 << 14  # bytes, which unpack to 16 MiB at the most


def read_content(name: str, response: httpx.Response, most: int) -> bytes:
    """Read the content of a file of at most so many bytes. Raises FetchFailed, httpx.RequestError."""
    if "Content-Length" not in response.headers and "Transfer-Encoding" not in response.headers:
        raise FetchFailed(name, "the answer does not tell where it ends: it may be cut off", again=True)
    content = bytearray()
    for piece in _unpacked(name, response):
        content += piece
        if len(content) > most:
            raise FetchFailed(name, f"larger than {most} bytes")
    if not content:
        raise FetchFailed(name, "the answer is empty", again=True)
    if _PAGE.match(content[:4096]):
        raise FetchFailed(name, "the answer is a web page and no list")
    return bytes(content)


def _unpacked(name: str, response: httpx.Response) -> Iterator[bytes]:
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding == "identity":
        return response.iter_raw(_PIECE)
    if coding in ("gzip", "x-gzip"):
        return _gunzipped(name, response.iter_raw(_PIECE))
    raise FetchFailed(name, f"the answer is packed in a way that was not asked for, {coding}")


def _gunzipped(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            yield decoder.decompress(piece)
            if decoder.unused_data:
                raise FetchFailed(name, "something follows the end of the gzip stream", again=True)
    except zlib.error as error:
        raise FetchFailed(name, f"the gzip stream is damaged: {error}", again=True) from error
    if not decoder.eof:
        raise FetchFailed(name, "the gzip stream is cut off", again=True)

"""A publisher's server on a loopback port: real HTTP, with every misbehaviour that a test asks for."""

import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[[BaseHTTPRequestHandler], None]


class Publisher:
    """Serves `files` by path with ETags; before that, what stands in `answers` for the path, each once."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.files: dict[str, bytes] = {}
        self.answers: defaultdict[str, list[Answer]] = defaultdict(list)
        self.always: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.conditional = True
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.asked.append((self.path, dict(self.headers.items())))
                waiting = publisher.answers[self.path]
                answer = waiting.pop(0) if waiting else publisher.always.get(self.path, publisher.serve)
                answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """A client that gives up is what some of the tests are about."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        content = self.files.get(handler.path)
        if content is None:
            handler.send_error(404)
            return
        etag = f'"{sha256(content).hexdigest()[:16]}"'
        if self.conditional and handler.headers.get("If-None-Match") == etag:
            send(304, b"", ETag=etag)(handler)
            return
        headers = {"ETag": etag, "Last-Modified": "Fri, 20 Nov 2026 10:00:00 GMT"} if self.conditional else {}
        send(200, content, **headers)(handler)


def send(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with a status, headers (underscores for hyphens) and a body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | named).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def truncated(body: bytes, *, kept: float = 0.5) -> Answer:
    """Promise a body and close the connection in the middle of it."""
    return send(200, body[: int(len(body) * kept)], Content_Length=str(len(body)))


def drip(body: bytes, *, pause: float) -> Answer:
    """Send a body byte by byte."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(200, b"", Content_Length=str(len(body)))(handler)
        for byte in body:
            handler.wfile.write(bytes((byte,)))
            time.sleep(pause)

    return answer


def raw(*pieces: bytes, pause: float = 0.0) -> Answer:
    """Send bytes just as they are, a piece after the other, and close the connection."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            time.sleep(pause)
        handler.close_connection = True

    return answer


def redirect(to: str) -> Answer:
    """Send on to another address."""
    return send(302, b"", Location=to)


def certificate(folder: Path, host: str) -> ssl.SSLContext:
    """Make a self-signed certificate for a host in a folder (cert.pem), and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context

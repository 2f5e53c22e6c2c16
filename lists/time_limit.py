"""A limit of time on all that is done over a connection, however slowly bytes still come."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

_CONNECTED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class TimeLimit:
    """Cuts the connection that `watch` was told of last, once the time is over; it runs while entered.

    The client's own timeouts bound the silence between two packets, and a server that drips has none.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._over = threading.Event()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return self._over.is_set()

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of a new connection: this is httpcore's `trace` extension."""
        if event in _CONNECTED:
            self._socket = info["return_value"].get_extra_info("socket")
            if self.is_over:
                self._cut()

    def _end(self) -> None:
        self._over.set()
        self._cut()

    def _cut(self) -> None:
        # Not close, which leaves a thread that reads where it is; nor the method of an SSLSocket, which takes
        # its state from under that thread.
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

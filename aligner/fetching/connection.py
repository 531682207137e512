"""Connections to the very addresses that were checked, which end when their time is up."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from httpcore2 import SOCKET_OPTION, ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout

from aligner.fetching.addresses import refusal
from aligner.fetching.refusal import Refused

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
MOST_ADDRESSES = 4
"""How many addresses of a host are tried."""


class Deadline:
    """The moment by which all of a fetch must have ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds that are left, at most `most`; raises Refused if none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.missed()
        return left if most is None else min(left, most)

    def missed(self) -> Refused:
        """The refusal of what takes too long."""
        return Refused(f"not all of it has come within {self._seconds:g} s; try again later")


class CheckedBackend(NetworkBackend):
    """Resolves a name once, checks all its addresses and connects to one of them.

    The name is not looked up again, so an answer that changes in between (DNS rebinding) changes nothing; Host and SNI
    are still the name's.
    """

    def __init__(self, backend: NetworkBackend, resolve: Resolve, deadline: Deadline, *, allow_private: bool) -> None:
        self._backend = backend
        self._resolve = resolve
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Connect to the first address that answers; raises Refused if any of them may not be connected to."""
        addresses = self._addresses(host, port, timeout)
        failure: Exception = ConnectError()
        for number, address in enumerate(addresses):
            share = self._deadline.left(timeout) / (len(addresses) - number)
            try:
                stream = self._backend.connect_tcp(address, port, share, local_address, socket_options)
            except (ConnectError, ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        addresses = _in_time(lambda: self._resolve(host, port), self._deadline.left(timeout))
        for address in addresses:
            if reason := refusal(address, allow_private=self._allow_private):
                # The address is not told: who names the host is not to learn how the network is laid out.
                raise Refused(f"not fetched, since the address of its host {reason}")
        return addresses[:MOST_ADDRESSES]


class _TimedStream(NetworkStream):
    """A connection whose every wait ends with the deadline, however often a byte comes."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, as soon as there are any."""
        try:
            return self._stream.read(max_bytes, self._deadline.left(timeout))
        except ReadTimeout:
            self._deadline.left()  # says so if it was the deadline that came
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer`."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        """The same connection, encrypted."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system tells them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _in_time(ask: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """The answer of a resolver, which has no time limit of its own."""
    answers: list[Sequence[str]] = []

    def run() -> None:
        try:
            answers.append(ask())
        except (OSError, UnicodeError):
            answers.append(())

    thread = threading.Thread(target=run, daemon=True)  # one that hangs must not keep the program from ending
    thread.start()
    thread.join(seconds)
    if not answers:
        raise Refused(f"the name of its host is not resolved within {seconds:.0f} s; try again later")
    if not answers[0]:
        raise Refused("its host is not known; check the name")
    return answers[0]

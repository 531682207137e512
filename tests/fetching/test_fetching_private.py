"""Nothing is fetched from where a feed has no business to be."""

# ruff: noqa: S104 - nothing is bound to these addresses

from __future__ import annotations

import ssl
from collections.abc import Sequence
from typing import Any

import pytest
from httpcore2 import NetworkStream, SyncBackend

from aligner.errors import InputError
from aligner.fetching import Fetcher, Limits
from aligner.fetching.addresses import refusal
from aligner.fetching.connection import resolve as system_resolve

PUBLIC, OTHER = "93.184.216.34", "2606:2800:220:1::1"
QUICK = Limits(connect=2, read=2, total=3, delay=0)
FORBIDDEN = [
    *(
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f000001",
        "0x7f.1",
        "localhost",
        "LOCALHOST.",
        "127.0.0.1.",
    ),
    *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:a00:1]", "[64:ff9b::7f00:1]", "[::127.0.0.1]"),
    *("169.254.169.254", "2852039166", "[fe80::1]", "[fd00:ec2::254]", "168.63.129.16", "100.100.100.200"),
    *("0.0.0.0", "0", "[::]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "224.0.0.1", "255.255.255.255"),
    "１２７.０.０.１",  # full-width digits
    "①②⑦.0.0.1",
]


class Rerouted(SyncBackend):
    """A net in which the public addresses are this computer's server; notes which were asked for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connected: list[str] = []
        self.names: list[str | None] = []

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> NetworkStream:
        self.connected.append(host)
        assert host in {PUBLIC, OTHER}
        backend = self

        stream = super().connect_tcp("127.0.0.1", self.port, *args, **kwargs)
        if port == 443:  # plain text, as if it had been encrypted

            def start_tls(
                context: ssl.SSLContext, server_hostname: str | None = None, timeout: Any = None
            ) -> NetworkStream:
                assert context.check_hostname and context.verify_mode is ssl.CERT_REQUIRED
                backend.names.append(server_hostname)
                return stream

            stream.start_tls = start_tls  # type: ignore[method-assign]
        return stream


class Names:
    """A resolver: the answers for each name, one after the other, the last one again and again."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(found) for name, found in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self.answers.get(host, [[host]])
        return found.pop(0) if len(found) > 1 else found[0]


@pytest.fixture
def net(server: Any) -> Rerouted:
    return Rerouted(server.server_port)


def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    return str(caught.value)


@pytest.mark.parametrize("host", FORBIDDEN)
def test_no_spelling_of_a_private_address_is_fetched(host: str, server: Any) -> None:
    server.gives("/", b"inside")
    refused(Fetcher(QUICK), f"http://{host}:{server.server_port}/")
    assert server.asked == []


@pytest.mark.parametrize("host", FORBIDDEN)
def test_no_redirect_leads_to_a_private_address(host: str, server: Any, net: Rerouted) -> None:
    port = server.server_port
    server.gives("/feed", status=302, Location=f"http://{host}:{port}/inside")
    server.gives("/inside", b"inside")

    def resolve(name: str, port: int) -> Sequence[str]:
        return [PUBLIC] if name == "news.example" else system_resolve(name, port)

    refused(Fetcher(QUICK, resolve=resolve, backend=net), "http://news.example/feed")
    assert server.paths == ["/feed"] and net.connected == [PUBLIC]


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://[fe80::1]/"]
)
def test_metadata_are_not_fetched_even_in_an_intranet(location: str, server: Any, fetcher: Fetcher) -> None:
    refused(fetcher, server.gives("/feed", status=302, Location=location))
    refused(fetcher, location)


def test_an_intranet_is_fetched_if_that_is_wanted(server: Any, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.gives("/feed", b"inside")).data == b"inside"
    assert "--allow-private" in refused(Fetcher(QUICK), f"{server.address}/feed")


def test_a_name_is_judged_by_all_its_addresses(server: Any, net: Rerouted) -> None:
    names = Names(evil_example=[["127.0.0.1"]], mixed_example=[[PUBLIC, "10.0.0.1"]], void_example=[[]])
    fetcher = Fetcher(QUICK, resolve=names, backend=net)
    for name in ("evil", "mixed"):
        message = refused(fetcher, f"http://{name}.example/")
        assert "private" in message and "10.0.0.1" not in message and "127.0.0.1" not in message
    assert "not known" in refused(fetcher, "http://void.example/")
    assert net.connected == []


def test_a_name_that_changes_its_address_gains_nothing(server: Any, net: Rerouted) -> None:
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    fetcher = Fetcher(QUICK, resolve=names, backend=net)
    server.gives("/feed", b"outside")
    assert fetcher.fetch("http://news.example/feed").data == b"outside"
    assert names.asked == ["news.example"] and net.connected == [PUBLIC]
    assert server.asked[0].headers["Host"] == "news.example"
    assert "private" in refused(fetcher, "http://news.example/feed"), "each fetch looks again"


def test_https_proves_the_name_at_the_address_that_was_checked(server: Any, net: Rerouted) -> None:
    fetcher = Fetcher(QUICK, resolve=Names(news_example=[[PUBLIC]]), backend=net)
    server.gives("/feed", b"outside")
    assert fetcher.fetch("https://news.example/feed").data == b"outside"
    assert net.connected == [PUBLIC] and net.names == ["news.example"]


def test_https_does_not_turn_into_http(server: Any, net: Rerouted) -> None:
    fetcher = Fetcher(QUICK, resolve=Names(news_example=[[PUBLIC]]), backend=net)
    server.gives("/feed", status=301, Location="http://news.example/other")
    assert "from https to http" in refused(fetcher, "https://news.example/feed")


def test_a_server_without_a_certificate_is_not_trusted(server: Any, fetcher: Fetcher) -> None:
    assert "certificate" in refused(fetcher, server.address.replace("http:", "https:"))


def test_the_next_address_is_tried_if_one_does_not_answer(server: Any, net: Rerouted) -> None:
    server.gives("/feed", b"outside")
    broken = Rerouted(1)  # nobody listens there

    def connect(host: str, *args: Any, **kwargs: Any) -> NetworkStream:
        return (broken if host == OTHER else net).connect_tcp(host, *args, **kwargs)

    backend = SyncBackend()
    backend.connect_tcp = connect  # type: ignore[method-assign]
    fetcher = Fetcher(QUICK, resolve=Names(news_example=[[OTHER, PUBLIC]]), backend=backend)
    assert fetcher.fetch("http://news.example/feed").data == b"outside"
    assert broken.connected == [OTHER] and net.connected == [PUBLIC]


def test_proxies_of_the_environment_are_not_asked(
    server: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetcher.fetch(server.gives("/feed", b"x")).data == b"x"


@pytest.mark.parametrize(
    "address", [PUBLIC, OTHER, "8.8.8.8", "172.32.0.1", "2a00:1450::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_the_net_is_open(address: str) -> None:
    assert refusal(address, allow_private=False) == ""


@pytest.mark.parametrize("address", ["10.1.2.3", "192.168.0.9", "fd12::1", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])
def test_an_intranet_needs_leave(address: str) -> None:
    assert refusal(address, allow_private=False)
    assert refusal(address, allow_private=True) == ""


@pytest.mark.parametrize(
    "address",
    [
        *(
            "0.0.0.0",
            "0.1.2.3",
            "::",
            "224.0.0.1",
            "ff02::1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
        ),
        *("169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1", "fe80::1%eth0", "fec0::1"),
        *("fd00:ec2::254", "fd20:ce::254", "192.0.0.192", "100.100.100.200", "168.63.129.16", "192.88.99.1"),
        *("2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "64:ff9b:1::7f00:1", "::7f00:1", "3fff::1", "x", ""),
    ],
)
def test_some_addresses_are_never_fetched(address: str) -> None:
    assert refusal(address, allow_private=True)
    assert refusal(address, allow_private=False)


def test_names_and_paths_of_any_language_are_fetched(server: Any, net: Rerouted) -> None:
    names = Names(**{"xn--mgbh0fb.example": [[PUBLIC]]})
    server.gives("/from", status=302, Location="/%D8%A3?q=%D8%A8")
    server.gives("/%D8%A3", b"outside")
    came = Fetcher(QUICK, resolve=names, backend=net).fetch("http://مثال.example/from")
    assert came.data == b"outside" and names.asked == ["xn--mgbh0fb.example"] * 2
    assert server.asked[0].headers["Host"] == "xn--mgbh0fb.example"
    assert Fetcher(QUICK, resolve=names, backend=net).fetch("http://مثال.example/أ").data == b"outside"


def test_an_address_in_brackets_is_fetched(server: Any, net: Rerouted) -> None:
    server.gives("/feed", b"outside")
    assert Fetcher(QUICK, resolve=Names(), backend=net).fetch(f"http://[{OTHER}]:8080/feed").data == b"outside"
    assert server.asked[0].headers["Host"] == f"[{OTHER}]:8080" and net.connected == [OTHER]

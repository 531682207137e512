"""A Dask cluster that is running somewhere: who may be asked, and whether all speak the same language."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aligner.errors import ConfigError, InputError

if TYPE_CHECKING:
    from distributed import Client


def check(address: str) -> None:
    """Raises ConfigError for an address that is none, or where others could listen in."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port:
        raise ConfigError([f"--scheduler {address} is no address; give one such as tls://scheduler.example:8786"])
    if parts.scheme == "tls" or (parts.scheme == "tcp" and _is_loopback(host)):
        return
    raise ConfigError(
        [
            f"--scheduler {address} is off this machine and not encrypted: others could read all texts and run code on "
            "the workers; give a tls:// address"
        ]
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def connected(address: str, patience: float) -> Client:
    """A client of a running cluster; raises InputError if it cannot be had or is of other versions."""
    from distributed import Client  # noqa: PLC0415 - an extra

    try:
        client = Client(address, timeout=patience)
    except (TypeError, ValueError) as error:  # no certificates, or none that can be read
        raise InputError(f"no TLS to the scheduler at {address} ({error}); see distributed.comm.tls of Dask") from None
    except (OSError, TimeoutError):
        raise InputError(f"no scheduler answers at {address}; check address and certificates") from None
    try:
        _check_versions(client)
    except BaseException:
        client.close()
        raise
    return client


def _check_versions(client: Client) -> None:
    """Raises InputError unless all have the same versions; who joins later hears it from its task."""
    told: Any = client.get_versions(packages=["aligner-diff"])
    ours = _versions(told["client"])
    others = {"the scheduler": told["scheduler"]}
    others |= {f"the worker {name}": each for name, each in told["workers"].items()}
    for name, each in others.items():
        for package, version in _versions(each).items():
            if version != ours[package]:
                raise InputError(
                    f"{name} has {package} {version or '(missing)'}, this process {ours[package]}; "
                    "install the same everywhere"
                )


def _versions(told: Any) -> dict[str, str | None]:
    packages = told["packages"]
    names = {"aligner": "aligner-diff", "distributed": "distributed"}
    return {
        "Python": ".".join(packages["python"].split(".")[:2]),
        **{name: packages.get(package) for name, package in names.items()},
    }

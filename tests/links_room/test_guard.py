"""Which machines may be asked."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.errors import UsageError
from wp_portraits.links.guard import networks_of, why_barred

PRIVATE = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "192.0.2.0/24",
    "198.18.0.0/15",
    "240.0.0.0/4",
)
MACHINE, LOCAL, GROUP, NETWORK = (
    "this machine",
    "the local network",
    "a group of machines (multicast)",
    "a private network",
)


def inside(*networks: str) -> st.SearchStrategy[IPv4Address | IPv6Address]:
    """Any address of these networks."""
    return st.one_of(
        st.integers(int(net.network_address), int(net.broadcast_address)).map(type(net.network_address))
        for net in map(ip_network, networks)
    )


def written_otherwise(ip: IPv4Address) -> list[IPv6Address]:
    """The IPv6 addresses that lead to an IPv4 one."""
    return [
        IPv6Address((0xFFFF << 32) | int(ip)),
        IPv6Address(int(IPv6Network("64:ff9b::/96").network_address) | int(ip)),
        IPv6Address((0x2002 << 112) | (int(ip) << 80) | 1),
    ]


@given(inside(*PRIVATE))
def test_private_networks_are_barred_however_they_are_written(ip: IPv4Address) -> None:
    assert [why_barred(str(form)) for form in (ip, *written_otherwise(ip))] == [NETWORK] * 4


@given(inside("127.0.0.0/8"))
def test_this_machine_is_barred_however_it_is_written(ip: IPv4Address) -> None:
    assert {why_barred(str(form)) for form in (ip, *written_otherwise(ip))} == {MACHINE}


@given(inside("1.0.0.0/8", "8.0.0.0/8", "93.184.0.0/16", "203.0.112.0/24"))
def test_public_machines_are_asked_however_they_are_written(ip: IPv4Address) -> None:
    assert {why_barred(str(form)) for form in (ip, *written_otherwise(ip))} == {""}


@given(inside("2606:4700::/32", "2a00:1450::/32", "2001:4860::/32"))
def test_public_machines_of_the_new_internet_are_asked(ip: IPv6Address) -> None:
    assert why_barred(str(ip)) == ""


@given(inside("fc00::/7", "fec0::/10", "64:ff9b:1::/48", "2001:db8::/32", "100::/64", "2001::/32"))
def test_private_networks_of_the_new_internet_are_barred(ip: IPv6Address) -> None:
    assert why_barred(str(ip)) == NETWORK


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("0.0.0.0", MACHINE),
        ("::", MACHINE),
        ("::1", MACHINE),
        ("169.254.169.254", LOCAL),
        ("fe80::1", LOCAL),
        ("fe80::1%eth0", LOCAL),
        ("224.0.0.1", GROUP),
        ("ff02::1", GROUP),
        ("255.255.255.255", NETWORK),
        ("::127.0.0.1", NETWORK),
    ],
)
def test_special_machines(address: str, why: str) -> None:
    assert why_barred(address) == why


@given(st.integers(0, 2**32 - 1).map(IPv4Address), st.integers(0, 32))
def test_what_is_permitted_is_asked_however_it_is_written(ip: IPv4Address, length: int) -> None:
    permitted = networks_of([f"{ip}/{length}"])
    assert permitted == (IPv4Network((ip, length), strict=False),)
    assert {why_barred(str(form), permitted) for form in (ip, *written_otherwise(ip))} == {""}


@given(inside("10.0.0.0/8"), inside("192.168.0.0/16"))
def test_one_permit_is_not_another(permitted: IPv4Address, other: IPv4Address) -> None:
    assert why_barred(str(other), networks_of([str(permitted)])) == NETWORK


def test_a_permit_for_the_new_internet() -> None:
    assert why_barred("fd00::7", networks_of(["fd00::/8"])) == ""
    assert why_barred("10.0.0.7", networks_of(["::/0"])) == NETWORK


@pytest.mark.parametrize("text", ["", "intranet", "10.0.0.0/40", "10.0.0", "http://10.0.0.1"])
def test_what_is_no_network(text: str) -> None:
    with pytest.raises(UsageError) as wrong:
        networks_of([text])
    assert f"“{text}” is not a network" in wrong.value.message
    assert "10.0.0.0/8" in wrong.value.hint

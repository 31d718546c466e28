"""Where programs and WordPress come from: packages, the unpacked tree, ports."""

from __future__ import annotations

import http.server
import os
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import packages, webserver
from wp_portraits.sandbox.packages import install_packages, missing_packages
from wp_portraits.sandbox.wordpress_tree import (
    cache_folder,
    companions,
    copy_resolved,
    provide_tree,
    release_of,
)

SHOWN = """Package: wordpress
Version: 7.1.4+dfsg1-1
Depends: apache2 | httpd, libapache2-mod-php | php, ca-certificates, php-gd, libjs-cropper (>= 1.2.2), \
libjs-jquery-ui (<< 1.14.2+dfsg.0~), libjs-jquery-ui (>= 1.14.2+dfsg), libphp-phpmailer (>= 7.1.1), php-getid3 (>= 1.9)
Recommends: wordpress-l10n, wordpress-theme-twentytwentyfive
Suggests: wordpress-theme-twentytwentyfour
"""


class Apt:
    """Answers commands from a script and remembers them."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.commands: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        self.commands.append(list(command))
        return self.codes.pop(0), "E: Unable to locate package"

    def verbs(self) -> list[str]:
        return [command[command.index("apt-get") + 1] for command in self.commands]


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.fixture
def as_anne(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An ordinary user whose programs are those in the folder given."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("as_root")
def test_packages_are_installed_without_refreshing_the_lists_when_that_works() -> None:
    apt = Apt(0)
    install_packages(["php-cli"], run=apt)
    assert apt.verbs() == ["install"]
    assert apt.commands[0][-1] == "php-cli"
    assert "DEBIAN_FRONTEND=noninteractive" in apt.commands[0]


@pytest.mark.usefixtures("as_root")
def test_stale_lists_are_refreshed_once() -> None:
    apt = Apt(100, 0, 0)
    install_packages(["php-cli"], run=apt)
    assert apt.verbs() == ["install", "update", "install"]


@pytest.mark.usefixtures("as_root")
def test_a_failed_installation_says_what_apt_said() -> None:
    with pytest.raises(SandboxError, match="Unable to locate package"):
        install_packages(["php-cli"], run=Apt(100, 0, 100))


def test_an_ordinary_user_installs_with_sudo_which_does_not_ask_where_nobody_can_answer(as_anne: Path) -> None:
    sudo = as_anne / "sudo"
    sudo.write_text("#!/bin/sh\n")
    sudo.chmod(0o755)
    apt = Apt(0)
    install_packages(["php-cli"], run=apt)
    assert apt.commands[0][:4] == ["sudo", "--non-interactive", "env", "DEBIAN_FRONTEND=noninteractive"]


@pytest.mark.usefixtures("as_anne")
def test_an_ordinary_user_without_sudo_is_told() -> None:
    apt = Apt()
    with pytest.raises(SandboxError, match="needs root") as refused:
        install_packages(["php-cli"], run=apt)
    assert "as root" in refused.value.hint
    assert apt.commands == []


def test_without_consent_nothing_is_installed_and_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "missing_packages", lambda: ["php-cli", "php-gd"])
    asked: list[list[str]] = []
    with pytest.raises(SandboxError, match="php-cli, php-gd") as refused:
        packages.provide_packages(lambda names: bool(asked.append(names)), lambda line: None)
    assert asked == [["php-cli", "php-gd"]]
    assert "apt-get install" in refused.value.hint


def test_where_there_is_no_apt_the_hint_names_another_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="no apt-get") as refused:
        missing_packages()
    assert "Docker" in refused.value.hint
    assert "WP_URL" in refused.value.hint


def test_debian_says_itself_what_belongs_beside_wordpress() -> None:
    assert companions(SHOWN) == [
        "libjs-cropper",
        "libjs-jquery-ui",
        "libphp-phpmailer",
        "php-getid3",
        "wordpress-theme-twentytwentyfive",
    ]


def test_links_are_replaced_by_what_they_point_to(tmp_path: Path) -> None:
    root, site = tmp_path / "root", tmp_path / "site"
    wordpress = root / "usr/share/wordpress"
    (wordpress / "js").mkdir(parents=True)
    library = root / "usr/share/javascript"
    library.mkdir()
    (library / "under_score.js").write_text("_")
    (library / "underscore.js").symlink_to("under_score.js")
    (wordpress / "js/relative.js").symlink_to("../../javascript/underscore.js")
    (wordpress / "js/absolute.js").symlink_to("/usr/share/javascript/underscore.js")
    (wordpress / "hosts").symlink_to("/etc/passwd")
    (wordpress / "wp-config.php").write_text("Debian's")
    copy_resolved(root, wordpress, site)
    assert not any(path.is_symlink() for path in site.rglob("*"))
    assert (site / "js/relative.js").read_text() == (site / "js/absolute.js").read_text() == "_"
    assert (site / "hosts").read_text() == Path("/etc/passwd").read_text()
    assert not (site / "wp-config.php").exists()


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root/lost.php").symlink_to("../php/lost.php")
    (tmp_path / "root/round.php").symlink_to("round.php")
    with pytest.raises(SandboxError, match=r"lost\.php, round\.php"):
        copy_resolved(tmp_path / "root", tmp_path / "root", tmp_path / "site")


def test_the_release_is_read_from_wordpress(tmp_path: Path) -> None:
    (tmp_path / "wp-includes").mkdir()
    version = tmp_path / "wp-includes/version.php"
    version.write_text("<?php\n$wp_version = '7.1.4';\n")
    assert release_of(tmp_path) == "7.1.4"
    version.write_text("<?php\n")
    with pytest.raises(SandboxError, match=r"version\.php"):
        release_of(tmp_path)


def test_a_tree_in_the_cache_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "6.8").mkdir()
    said: list[str] = []
    assert provide_tree("6.8", said.append, cache=tmp_path) == tmp_path / "6.8"
    assert said == []


def test_a_download_that_fails_leaves_nothing_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wp_portraits.sandbox.wordpress_tree.MIRROR", "http://127.0.0.1:9/debian")
    with pytest.raises(SandboxError, match="could not read the package list of Debian trixie") as refused:
        provide_tree("6.8", lambda line: None, cache=tmp_path)
    assert "connection" in refused.value.hint
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize(("given", "start"), [("/var/tmp/x", "/var/tmp/x"), ("", "~/.cache"), ("relative", "~/.cache")])
def test_the_cache_is_where_the_desktop_keeps_caches(monkeypatch: pytest.MonkeyPatch, given: str, start: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert cache_folder() == Path(start).expanduser() / "wp-portraits" / "wordpress"


def test_a_taken_port_is_refused_by_number() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"port {port} is taken") as refused:
            webserver.refuse_taken(port)
        assert "--port" in refused.value.hint
        assert not webserver.is_free(port)
        assert webserver.free_port() != port
    assert webserver.is_free(port)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(SandboxError, match="is no port"):
        webserver.refuse_taken(port)


def test_nobody_answers_on_a_free_port() -> None:
    assert not webserver.answers(webserver.free_port(), timeout=1)


class OtherSite(http.server.BaseHTTPRequestHandler):
    """A site that is no WordPress: friendly, and JSON on every address."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"name": "WordPress"}')

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def test_another_program_on_the_port_is_no_wordpress() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), OtherSite) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        try:
            assert not webserver.answers(other.server_port)
        finally:
            other.shutdown()
            thread.join()


def test_the_servers_get_nothing_secret_from_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WP_APP_PASSWORD", "abcd EFGH")
    from wp_portraits.sandbox import php

    assert "WP_APP_PASSWORD" in os.environ
    assert "WP_APP_PASSWORD" not in php.environment()

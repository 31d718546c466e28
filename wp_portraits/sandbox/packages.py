"""What the sandbox needs from the system, and how it is installed on Debian and its kin.

Only programs are installed, no service: ``mariadb-server-core`` is the server without a database of the system's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import php

#: Asks the user: the packages' names in, yes or no out.
Consent = Callable[[list[str]], bool]
#: Runs a command and returns its exit code and what it printed.
Runner = Callable[[Sequence[str]], tuple[int, str]]

ELSEWHERE = (
    "The sandbox needs Debian 12 or later, or Ubuntu 24.04 or later. Elsewhere, run it in a container of one of them, "
    "or run WordPress yourself (its Docker image, for instance) and set WP_URL, WP_USERNAME and WP_APP_PASSWORD."
)
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

#: PHP extension as ``php -m`` names it → package name after ``php``.
_EXTENSIONS = {
    "mysqli": "mysql",
    "gd": "gd",
    "xml": "xml",
    "mbstring": "mbstring",
    "curl": "curl",
    "zip": "zip",
    "intl": "intl",
}
#: Program → the package that brings it. mariadb-install-db calls my_print_defaults.
_PROGRAMS = {
    "mariadbd": "mariadb-server-core",
    "mariadb-install-db": "mariadb-server-core",
    "my_print_defaults": "mariadb-client-core",
}


def missing_packages() -> list[str]:
    """Return the packages still to install, in a fixed order; empty when everything is there.

    Raises SandboxError where there is no apt-get and dpkg.
    """
    if not all(shutil.which(tool) for tool in ("apt-get", "dpkg")):
        raise SandboxError("this system has no apt-get", hint=ELSEWHERE)
    search = php.environment()["PATH"]
    found = [package for program, package in _PROGRAMS.items() if shutil.which(program, path=search) is None]
    found += _missing_php()
    if not KEYRING.exists():
        found.append("debian-archive-keyring")
    if not Path("/etc/ssl/certs/ca-certificates.crt").exists():
        found.append("ca-certificates")
    return list(dict.fromkeys(found))


def provide_packages(consent: Consent, say: Callable[[str], None]) -> None:
    """Install what is missing after asking; do nothing when nothing is.

    Raises SandboxError when the answer is no, when it cannot be done, or when packages are missing even afterwards.
    """
    wanted = missing_packages()
    if not wanted:
        return
    by_hand = f"Install them yourself: apt-get install --no-install-recommends {' '.join(wanted)}"
    if not consent(wanted):
        raise SandboxError(f"the sandbox needs packages that are not installed: {', '.join(wanted)}", hint=by_hand)
    say(f"Installing {', '.join(wanted)} …")
    install_packages(wanted)
    still = missing_packages()
    if still:
        raise SandboxError(f"apt-get installed {', '.join(still)}, but they do not work", hint=by_hand)


def run_quietly(command: Sequence[str]) -> tuple[int, str]:
    """Run a command to its end; return its exit code and everything it printed. A password may be asked at the tty."""
    done = subprocess.run(  # noqa: S603 -- apt-get and package names from the tables above
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def install_packages(packages: Sequence[str], run: Runner = run_quietly) -> None:
    """Install packages with apt-get, refreshing its lists only when it cannot do without.

    Raises SandboxError with apt's last words when it fails, or when we are neither root nor have sudo.
    """
    install = [*_privileged(), "apt-get", "install", "-y", "--no-install-recommends"]
    install += ["-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120", *packages]
    code, output = run(install)
    if code != 0:
        run([*_privileged(), "apt-get", "update"])
        code, output = run(install)
    if code != 0:
        last = "\n".join(output.strip().splitlines()[-5:])
        raise SandboxError(f"apt-get could not install {', '.join(packages)}:\n{last}", hint="Install them yourself.")


def _privileged() -> list[str]:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") is None:
        raise SandboxError("installing packages needs root, and there is no sudo", hint="Install them as root.")
    return ["sudo", *([] if sys.stdin.isatty() else ["--non-interactive"]), *quiet]


def _missing_php() -> list[str]:
    """Packages for PHP itself, or for the extensions that the installed PHP lacks (of that very PHP's version)."""
    program = Path("/usr/bin/php")
    if not program.exists():
        return ["php-cli", *(f"php-{package}" for package in _EXTENSIONS.values())]
    code, output = run_quietly([str(program), "-r", 'echo PHP_MAJOR_VERSION . "." . PHP_MINOR_VERSION . "\n";'])
    version = output.strip().splitlines()[-1] if code == 0 and output.strip() else ""
    loaded = {line.strip().lower() for line in run_quietly([str(program), "-m"])[1].splitlines()}
    return [f"php{version}-{package}" for extension, package in _EXTENSIONS.items() if extension not in loaded]

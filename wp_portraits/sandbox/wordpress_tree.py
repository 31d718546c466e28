"""WordPress itself, from Debian's packages: downloaded once per version, unpacked, its links resolved.

Debian keeps parts of WordPress in packages of their own and links to them. The packages are downloaded with lists,
sources and caches of their own, so that the system's apt never hears of another suite, and are unpacked, not installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox.packages import KEYRING

MIRROR = "http://deb.debian.org/debian"


#: The versions a user may ask for, and the Debian suite that carries each. A suite moves on; what it has by then is
#: taken and said.
SUITES = {"7.1": "sid", "6.8": "trixie", "6.1": "bookworm"}
DEFAULT_VERSION = "7.1"

#: Dependencies whose files WordPress links to, and the theme it recommends; its other relations are programs (a web
#: server, PHP, a database client) and translations.
_WANTED = re.compile(r"\b(?:libjs-[a-z0-9.+-]+|libphp-[a-z0-9.+-]+|php-getid3|wordpress-theme-[a-z0-9-]+)")
#: Not copied: Debian's own configuration, which looks for sites in /etc.
_LEFT_OUT = frozenset({"wp-config.php", ".htaccess"})
_LOCK_TIMEOUT = 600.0


def cache_folder() -> Path:
    """Return where unpacked WordPresses are kept: ``$XDG_CACHE_HOME`` or ``~/.cache``, then ours."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return home / "wp-portraits" / "wordpress"


def provide_tree(version: str, say: Callable[[str], None], *, cache: Path | None = None) -> Path:
    """Return the folder of a WordPress of ``version``, downloading it when it is not in the cache yet.

    The folder appears complete or not at all. Raises SandboxError when the version is unknown or cannot be had.
    """
    if version not in SUITES:
        raise SandboxError(f"no WordPress {version} here", hint=f"Choose one of {', '.join(SUITES)}.")
    cache = cache or cache_folder()
    tree = cache / version
    cache.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(cache / f"{version}.lock", timeout=_LOCK_TIMEOUT):
            if not tree.is_dir():
                _build(SUITES[version], tree, version, say)
    except Timeout as problem:
        raise SandboxError(f"another command has been downloading WordPress {version} for ten minutes") from problem
    return tree


def release_of(tree: Path) -> str:
    """Return the exact version an unpacked WordPress says it is. Raises SandboxError when it does not say."""
    version_file = tree / "wp-includes" / "version.php"
    found = re.search(r"\$wp_version = '([^']+)'", version_file.read_text(encoding="utf-8"))
    if found is None:
        raise SandboxError(f"{version_file} does not tell WordPress's version", hint=f"Remove {tree} and try again.")
    return found[1]


def _build(suite: str, tree: Path, version: str, say: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory(prefix=f"{version}.", dir=tree.parent) as folder:
        work = Path(folder)
        say(f"Downloading WordPress {version} (Debian {suite}) …")
        packages = _download(suite, work)
        say(f"Unpacking WordPress {version} …")
        root = work / "root"
        for package in packages:
            _run(["/usr/bin/dpkg", "-x", str(package), str(root)], f"unpack {package.name}")
        site = work / "site"
        copy_resolved(root, root / "usr/share/wordpress", site)
        release = release_of(site)
        if not f"{release}.".startswith(f"{version}."):
            say(f"Debian {suite} has moved on: this is WordPress {release}.")
        site.chmod(0o755)
        site.rename(tree)


def _download(suite: str, work: Path) -> list[Path]:
    """Download WordPress, its theme and the packages it links to; return the .deb files."""
    options = _apt_options(suite, work)
    debs = work / "debs"
    debs.mkdir()
    _run(["/usr/bin/apt-get", *options, "update"], f"read the package list of Debian {suite}")
    shown = _run(["/usr/bin/apt-cache", *options, "show", "--no-all-versions", "wordpress"], "find WordPress")
    wanted = ["wordpress", *companions(shown)]
    _run(["/usr/bin/apt-get", *options, "download", *wanted], f"download {', '.join(wanted)}", folder=debs)
    return sorted(debs.glob("*.deb"))


def companions(shown: str) -> list[str]:
    """Return the packages to unpack beside WordPress, read from what ``apt-cache show wordpress`` printed."""
    relations = (line for line in shown.splitlines() if line.startswith(("Depends:", "Recommends:")))
    return list(dict.fromkeys(_WANTED.findall("\n".join(relations))))


def _apt_options(suite: str, work: Path) -> list[str]:
    for part in ("lists/partial", "cache/archives/partial"):
        (work / part).mkdir(parents=True)
    sources = work / "sources.list"
    sources.write_text(f"deb [signed-by={KEYRING}] {MIRROR} {suite} main\n", encoding="utf-8")
    status = work / "status"
    status.touch()
    options = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State::lists": work / "lists",
        "Dir::State::status": status,
        "Dir::Cache": work / "cache",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
        "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled": "false",
        "Acquire::Retries": "2",
        "Acquire::Check-Valid-Until": "false",  # a mirror that lags is good enough for a throwaway; signatures count
        "APT::Update::Error-Mode": "any",
        "APT::Sandbox::User": "root",  # the system's _apt user could not enter the cache
    }
    return [word for name, choice in options.items() for word in ("-o", f"{name}={choice}")]


def _run(command: Sequence[str], purpose: str, *, folder: Path | None = None) -> str:
    done = subprocess.run(  # noqa: S603 -- fixed programs, words from the tables above
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.returncode != 0:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise SandboxError(
            f"could not {purpose}:\n{last}",
            hint=f"The sandbox downloads from {MIRROR} the first time; check the connection and apt's proxy.",
        )
    return done.stdout


def copy_resolved(root: Path, start: Path, target: Path) -> None:
    """Copy a folder of an unpacked system ``root`` with every link replaced by what it points to.

    An absolute link points into ``root``, or to the running system where the package does not bring the file
    (the certificates). Raises SandboxError naming the links that lead nowhere.
    """
    dangling: list[str] = []
    for folder, _, names in os.walk(start):
        place = target / Path(folder).relative_to(start)
        place.mkdir(parents=True, exist_ok=True)
        for name in set(names) - _LEFT_OUT:
            source = _resolve(root, Path(folder) / name)
            if source is None:
                dangling.append(str((Path(folder) / name).relative_to(start)))
            else:
                shutil.copy2(source, place / name)
    if dangling:
        raise SandboxError(
            f"Debian's WordPress links to files that none of its packages bring: {', '.join(sorted(dangling)[:5])}",
            hint="Debian has changed how it packages WordPress; another version may work (--wordpress).",
        )


def _resolve(root: Path, path: Path) -> Path | None:
    for _ in range(10):
        if not path.is_symlink():
            return path if path.exists() else None
        goal = path.readlink()
        if goal.is_absolute():
            inside = root / goal.relative_to("/")
            path = inside if inside.exists() or inside.is_symlink() else goal
        else:
            path = path.parent / goal
    return None

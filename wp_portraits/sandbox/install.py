"""WordPress into a folder: its files, its database, its administrator, and the way back to that first day."""

from __future__ import annotations

import dataclasses
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import database, php, webserver, wordpress_tree
from wp_portraits.sandbox.layout import Layout, Secrets, Settings

TITLE = "Portraits"
TIMEZONE = "America/Toronto"
ADMINISTRATOR = "admin"

ROLES = ("administrator", "editor", "author", "contributor", "subscriber")


def clear(layout: Layout) -> None:
    """Stop what runs and remove everything a sandbox made in its folder; what somebody else put there stays."""
    settings = layout.read_settings()
    if settings is not None:
        layout.write_settings(dataclasses.replace(settings, ready=False))  # interrupted here, it is no site any more
    webserver.stop(layout)
    database.stop(layout)
    for path in layout.made_here():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def build(layout: Layout, version: str, port: int, say: Callable[[str], None]) -> Settings:
    """Make a new site in an empty folder and leave its database running; return its settings, ready.

    Until the very end ``sandbox.json`` says that the site is not ready, so that a crash leaves nothing half-made
    behind that could be taken for a site. Raises SandboxError.
    """
    settings = Settings(
        version=version,
        release="",
        port=port,
        database_user=database.system_user(),
        socket=str(layout.socket_path()),
        salt=secrets.token_hex(32),
        ready=False,
    )
    layout.write_settings(settings)  # before anything else: it marks the folder as ours
    for folder in (layout.logs, layout.run):
        folder.mkdir()
    tree = wordpress_tree.provide_tree(version, say)
    say(f"Installing WordPress {wordpress_tree.release_of(tree)} …")
    _lay_files(layout, tree)
    database.create(layout)
    database.start(layout, Path(settings.socket))
    settings = dataclasses.replace(settings, release=_install(layout, settings), ready=True)
    layout.write_settings(settings)
    return settings


def restore(layout: Layout, settings: Settings) -> None:
    """Bring tables and ``wp-content`` back to how they were after the installation; the database must be running."""
    _copy_tables("restore", settings)
    content = layout.www / "wp-content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(layout.pristine, content, dirs_exist_ok=True)


def settle_address(layout: Layout, settings: Settings) -> None:
    """Tell the site the address it has now; the database must be running."""
    php.ask("address.php", str(layout.www), wish={"url": settings.url})


def add_user(layout: Layout, name: str, role: str) -> str:
    """Create a user, or change the role of one who exists; return a fresh application password of theirs.

    Raises SandboxError for an unknown role, or a name WordPress does not accept.
    """
    if role not in ROLES:
        raise SandboxError(f"there is no role {role!r}", hint=f"Choose one of {', '.join(ROLES)}.")
    wish = {"name": name, "role": role, "password": secrets.token_urlsafe(24)}
    return str(php.ask("user.php", str(layout.www), wish=wish)["app_password"])


def _lay_files(layout: Layout, tree: Path) -> None:
    shutil.copytree(tree, layout.www)
    (layout.www / "wp-config.php").write_text(php.script_text("wp-config.php"), encoding="utf-8")
    for folder in ("mu-plugins", "uploads"):
        (layout.www / "wp-content" / folder).mkdir(exist_ok=True)
    quiet = layout.www / "wp-content" / "mu-plugins" / "sandbox.php"
    quiet.write_text(php.script_text("quiet.php"), encoding="utf-8")
    shutil.copytree(layout.www / "wp-content", layout.pristine)


def _install(layout: Layout, settings: Settings) -> str:
    """Run WordPress's installation, keep the passwords and the pristine tables; return the exact release."""
    password = secrets.token_urlsafe(24)
    answer = php.ask(
        "install.php",
        str(layout.www),
        wish={
            "url": settings.url,
            "title": TITLE,
            "timezone": TIMEZONE,
            "username": ADMINISTRATOR,
            "email": f"{ADMINISTRATOR}@example.org",
            "password": password,
            "socket": settings.socket,
            "database_user": settings.database_user,
        },
    )
    layout.write_secrets(Secrets(ADMINISTRATOR, password, str(answer["app_password"])))
    _copy_tables("keep", settings)
    return str(answer["release"])


def _copy_tables(action: str, settings: Settings) -> None:
    wish = {"action": action, "socket": settings.socket, "database_user": settings.database_user}
    php.ask("pristine.php", wish=wish)

import re
from pathlib import Path

import pytest

from wp_portraits.errors import ConfigurationError
from wp_portraits.workspace.credentials import find_credentials
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.settings import DEFAULTS, SECRET, Settings, read_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / ".env").write_text(
        "WP_URL=https://file.example\nWP_USERNAME=camille\nWP_APP_PASSWORD='abcd $HOME efgh'\n", encoding="utf-8"
    )
    return Workspace(tmp_path, tmp_path)


def read(workspace: Workspace, environment: dict[str, str] | None = None, **flags: str) -> Settings:
    return read_settings(workspace, env_file=None, flags=flags, environment=environment or {})


def test_flag_then_environment_then_file_then_default(workspace: Workspace) -> None:
    settings = read(workspace, {"WP_URL": "https://env.example", "WP_TRANSPORT": "auto"}, WP_TRANSPORT="rest")
    assert (settings["WP_URL"], settings.origin("WP_URL")) == ("https://env.example", "environment")
    assert (settings["WP_TRANSPORT"], settings.origin("WP_TRANSPORT")) == ("rest", "flag")
    assert (settings["WP_USERNAME"], settings.origin("WP_USERNAME")) == ("camille", ".env")
    assert (settings["WP_MARKUP"], settings.origin("WP_MARKUP")) == ("blocks", "default")
    assert settings["WP_APP_PASSWORD"] == "abcd $HOME efgh"


def test_a_named_env_file_outranks_the_environment(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.env"
    other.write_text("WP_URL=https://other.example\n", encoding="utf-8")
    settings = read_settings(workspace, env_file=other, flags={}, environment={"WP_URL": "https://env.example"})
    assert settings["WP_URL"] == "https://other.example"
    assert settings["WP_USERNAME"] == ""


def test_settings_and_credentials_do_not_show_secrets(workspace: Workspace) -> None:
    settings = read(workspace)
    credentials = find_credentials(settings)
    assert credentials.password.reveal() == "abcd $HOME efgh"
    for text in (repr(settings), repr(credentials), str(credentials), f"{credentials.password}"):
        assert "abcd" not in text
    assert credentials.origin == ".env"


def test_the_password_may_come_from_a_command(workspace: Workspace) -> None:
    (workspace.root / ".env").write_text("WP_USERNAME=camille\n", encoding="utf-8")
    settings = read(workspace, {"WP_PASSWORD_COMMAND": "printf 'from command\\nsecond line'"})
    assert find_credentials(settings).password.reveal() == "from command"


@pytest.mark.parametrize("command", ["false", "no-such-command-here", "true", "echo 'unclosed"])
def test_a_command_without_a_password_is_a_clear_refusal(workspace: Workspace, command: str) -> None:
    (workspace.root / ".env").write_text("WP_USERNAME=camille\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="WP_PASSWORD_COMMAND"):
        find_credentials(read(workspace, {"WP_PASSWORD_COMMAND": command}))


def test_without_user_or_password_the_hint_names_the_setting(workspace: Workspace) -> None:
    (workspace.root / ".env").write_text("", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="WP_USERNAME"):
        find_credentials(read(workspace))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WP_TRANSPORT", "pigeon"),
        ("WP_MARKUP", "html"),
        ("WP_TIMEOUT", "soon"),
        ("WP_TIMEOUT", "0"),
        ("WP_CONCURRENCY", "9"),
        ("WP_CONCURRENCY", "x"),
    ],
)
def test_a_wrong_value_is_named_with_its_origin(workspace: Workspace, name: str, value: str) -> None:
    def use() -> tuple[float, int]:
        settings = read(workspace, {name: value})
        return settings.timeout, settings.concurrency

    with pytest.raises(ConfigurationError, match=rf"{name} \(environment\)"):
        use()


def test_the_example_file_documents_every_setting() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#? ?(WP_[A-Z_]+)=", example, re.MULTILINE)) == set(DEFAULTS)
    for secret in SECRET:
        assert re.search(rf"^#? ?{secret}=$", example, re.MULTILINE), f"{secret} must have no value in the example"

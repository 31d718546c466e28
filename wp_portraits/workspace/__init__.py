"""Where we are: the workspace's folders and files, its settings and its credentials."""

from wp_portraits.workspace.credentials import Credentials, Secret, find_credentials, find_password
from wp_portraits.workspace.files import (
    list_drafts,
    list_files,
    list_series,
    read_bytes,
    select_drafts,
    select_series,
    write_atomically,
)
from wp_portraits.workspace.link_answers import recall_answers, remember_answers
from wp_portraits.workspace.locate import Workspace, locate
from wp_portraits.workspace.pictures import look_at
from wp_portraits.workspace.settings import Setting, Settings, read_settings
from wp_portraits.workspace.templates import template_sources

__all__ = [
    "Credentials",
    "Secret",
    "Setting",
    "Settings",
    "Workspace",
    "find_credentials",
    "find_password",
    "list_drafts",
    "list_files",
    "list_series",
    "locate",
    "look_at",
    "read_bytes",
    "read_settings",
    "recall_answers",
    "remember_answers",
    "select_drafts",
    "select_series",
    "template_sources",
    "write_atomically",
]

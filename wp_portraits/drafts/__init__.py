"""Text → draft: front matter and Markdown, each with the place it stands at."""

from wp_portraits.drafts.draft import Draft, Section
from wp_portraits.drafts.editing import Edited, Fix, edit_text, same_markup
from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.markdown import MarkdownReading, read_markdown
from wp_portraits.drafts.parsing import parse_draft, parse_yaml_file
from wp_portraits.drafts.paths import key_of, workspace_path
from wp_portraits.drafts.sections import plain_text
from wp_portraits.drafts.yaml_tree import YamlEntry, YamlList, YamlMap, YamlNode, YamlPath, YamlText

__all__ = [
    "Draft",
    "Edited",
    "Fix",
    "LineTable",
    "MarkdownReading",
    "Section",
    "YamlEntry",
    "YamlList",
    "YamlMap",
    "YamlNode",
    "YamlPath",
    "YamlText",
    "edit_text",
    "key_of",
    "parse_draft",
    "parse_yaml_file",
    "plain_text",
    "read_markdown",
    "same_markup",
    "workspace_path",
]

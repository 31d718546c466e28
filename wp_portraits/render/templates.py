"""Templates → text. The only door to jinja2.

Templates run in jinja2's sandbox, with every value escaped and no undefined name let through. What a draft says is a
value: it is never evaluated.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.compiler import CodeGenerator
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from wp_portraits.errors import ConfigurationError
from wp_portraits.render.escape import escape_value

__all__ = ["Markup", "Templates", "escaped", "marked_safe"]

_FOLDER = "templates/"
_HINT = "See docs/templates.md for what a template may use; delete the file to go back to the built-in template."


def escaped(value: Any) -> Markup:
    """``value`` as HTML: text is escaped the editor's way, markup is left as it is."""
    if type(value) is Markup:
        return value
    if hasattr(value, "__html__"):
        return escape(value)
    return marked_safe(escape_value(str(value)))


def marked_safe(html: str) -> Markup:
    """HTML that this room has made, as markup: every value in it is escaped."""
    return str.__new__(Markup, html)  # as Markup(html), without a look for what plain text does not have


class _Sources(BaseLoader):
    """Templates from a mapping; their file name is the one a user knows."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template; TemplateNotFound without one of this name."""
        if template not in self._sources:
            raise TemplateNotFound(template)
        return self._sources[template], _FOLDER + template, None


class _Code(CodeGenerator):
    """Templates as Python: a value goes to :func:`escaped` and nowhere else, for what comes from there is markup."""

    def _output_child_pre(self, _node: Any, _frame: Any, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, _node: Any, _frame: Any, _finalize: Any) -> None:
        self.write(")")


class _Environment(SandboxedEnvironment):
    """The sandbox, with a short way to the fields of the frozen values that templates get from us."""

    code_generator_class = _Code

    def __init__(self, values: Collection[type], **options: Any) -> None:
        super().__init__(**options)
        self._fields = {value: _fields_of(value) for value in values}

    def make_globals(self, _more: Any) -> Any:
        """The same names for every template: jinja2 would look through a map of maps at each include."""
        return self.globals

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As the sandbox; it has nothing to look into where a field is a field."""
        if attribute in self._fields.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _fields_of(value: type) -> frozenset[str]:
    return frozenset(getattr(value, "_fields", ()) or getattr(value, "__slots__", ()))


class Templates:
    """The templates of a workspace: name (``blocks/portrait.html``) → source.

    ``values`` are the classes, frozen and with slots or named tuples, whose instances ``render`` will be given.
    """

    def __init__(
        self, sources: Mapping[str, str], filters: Mapping[str, Callable[..., Any]], values: Collection[type] = ()
    ) -> None:
        self._environment = _Environment(
            values,
            loader=_Sources(sources),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=escaped,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters |= {**filters, "e": escaped, "escape": escaped}

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of a template; ConfigurationError, with file and line, when it cannot be read or filled in."""
        try:
            return self._environment.get_template(name).render(values)
        except TemplateNotFound as error:
            raise ConfigurationError(
                f"{_place(error, name)}: there is no template {error.name}.", hint=_HINT
            ) from error
        except TemplateSyntaxError as error:
            where = f"{error.filename or _FOLDER + name}:{error.lineno}"
            raise ConfigurationError(f"{where}: {_sentence(error)}", hint=_HINT) from error
        except (
            TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            OverflowError,
            RecursionError,
            TypeError,
            ValueError,
        ) as error:
            raise ConfigurationError(f"{_place(error, name)}: {_sentence(error)}", hint=_HINT) from error


def _place(error: BaseException, name: str) -> str:
    """File and line of the innermost template an error passed through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(_FOLDER)]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else _FOLDER + name


def _sentence(error: BaseException) -> str:
    text = getattr(error, "message", None) or str(error) or type(error).__name__
    return f"{text.rstrip('.')}."

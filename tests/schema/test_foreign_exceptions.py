"""Every exception PyYAML and Jinja can raise belongs to a family that its one door catches."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import jinja2.exceptions
import pytest
import yaml


def yaml_exceptions() -> list[type[BaseException]]:
    modules = [import_module(f"yaml.{found.name}") for found in pkgutil.iter_modules(yaml.__path__)]
    found = {kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)}
    return sorted((kind for kind in found if issubclass(kind, BaseException)), key=lambda kind: kind.__name__)


def jinja_exceptions() -> list[type[BaseException]]:
    found = [kind for _, kind in inspect.getmembers(jinja2.exceptions, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, BaseException)]


@pytest.mark.parametrize("kind", yaml_exceptions(), ids=lambda kind: kind.__name__)
def test_yaml_has_one_family(kind: type[BaseException]) -> None:
    assert issubclass(kind, yaml.YAMLError)


@pytest.mark.parametrize("kind", jinja_exceptions(), ids=lambda kind: kind.__name__)
def test_jinja_has_one_family(kind: type[BaseException]) -> None:
    assert issubclass(kind, jinja2.TemplateError)

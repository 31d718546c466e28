from __future__ import annotations

from pathlib import Path

import pytest
from effort import LONG
from hypothesis import settings
from publish_workbench import Bench, Draft

settings.register_profile(LONG)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Three portraits: Camille and Léa share a tag, Nadia stands alone."""
    bench = Bench(tmp_path)
    bench.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",), "categories": ("Portraits",)})
    bench.drafts["lea-tremblay"] = Draft("Léa Tremblay", more={"tags": ("santé",), "categories": ("Portraits",)})
    bench.drafts["nadia-benali"] = Draft("Nadia Benali", more={"tags": ("R&D",)})
    return bench

"""The product's settings with one page more: the bare one that every figure is measured against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
EXTRA_TEMPLATES = BASE_DIR / "benchmarks" / "templates"  # noqa: F405
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], EXTRA_TEMPLATES]  # noqa: F405

"""How a base wants to be checked: rules, severities, review periods; from claimgrade.toml or pyproject.toml."""

from claimgrade.configuration.reading import FAIL_ON, read_settings
from claimgrade.configuration.settings import Settings

__all__ = ["FAIL_ON", "Settings", "read_settings"]

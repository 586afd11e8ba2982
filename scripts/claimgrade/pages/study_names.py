"""Texts of records in which a curator names studies by their ids: a reader gets their names, as links."""

import re

from markupsafe import Markup

from claimgrade.knowledge_base import KnowledgeBase
from claimgrade.pages.page import Links, escaped

_ID = re.compile(r"(?<![\w-])([a-z0-9]+(?:-[a-z0-9]+)+)(?![\w-])")


def with_study_names(text: str, base: KnowledgeBase, to: Links) -> Markup:
    """The text, escaped, with every id of a study in the base as a link to its page that says its short name."""
    parts = _ID.split(text)  # every second one is an id, or looks like it
    return Markup("").join(
        Markup('<a href="{}">{}</a>').format(to.record(study), escaped(study.short_name))
        if place % 2 and (study := base.studies.get(part))
        else escaped(part)
        for place, part in enumerate(parts)
    )

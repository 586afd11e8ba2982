"""Hands the pages of a claims base to MkDocs: a thin adapter on `File.generated`."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.pages import Content, document, render_pages
from claimgrade.site_addresses import addresses, missing
from claimgrade.site_content import content_of

_LOG = get_plugin_logger("claimgrade")


class ClaimgradeConfig(base.Config):
    """Options of the plugin in mkdocs.yml."""

    root = config_options.Type(str, default=".")  # the claims repository, relative to mkdocs.yml


class ClaimgradePlugin(BasePlugin[ClaimgradeConfig]):
    """Adds a page for every record, and refuses to build a base that has errors."""

    _content: Content

    def on_config(self, config: MkDocsConfig, /) -> MkDocsConfig:
        """Check the base, and say where the site and its repository are; `mkdocs serve` keeps its own address."""
        given = _written(config)
        try:
            self._content = content_of(self._layout(config), datetime.now(UTC).date())
            found = addresses(self._content.origin, given)
        except ClaimgradeError as error:
            raise PluginError(f"claimgrade: {error}") from None
        self._content = replace(self._content, origin=replace(self._content.origin, name=config.site_name))
        for sentence in missing(self._content.origin):
            _LOG.info(sentence)
        if config.site_url and "site_url" not in given:
            del found["site_url"]
        for key, value in found.items():
            config[key] = value
        if "attr_list" not in config.markdown_extensions:  # marks in headings for the search
            config.markdown_extensions.append("attr_list")
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        for page in render_pages(self._content):
            file = File.generated(config, page.uri, content=document(page))
            file.edit_uri = page.source
            files.append(file)
        return files

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Date the page by the commit, so that the same commit gives the same bytes."""
        page.update_date = self._content.origin.date or page.update_date
        return markdown

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Build again when a record or schema changes."""
        for folder in self._layout(config).watched:
            server.watch(str(folder))
        return server

    def _layout(self, config: MkDocsConfig) -> Layout:
        beside = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return Layout.at(beside / self.config.root)


def _written(config: MkDocsConfig) -> dict[str, Any]:
    """What mkdocs.yml itself says: `mkdocs serve` and the defaults have a say in the configuration."""
    if not config.config_file_path:
        return {}
    with Path(config.config_file_path).open("rb") as file:
        return yaml_load(file)

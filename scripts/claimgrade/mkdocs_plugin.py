"""Hands the pages of a claims base to MkDocs: a thin adapter on `File.generated`."""

from datetime import UTC, datetime
from pathlib import Path

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_build_timestamp

from claimgrade.finding import ClaimgradeError
from claimgrade.layout import Layout
from claimgrade.pages import render_pages
from claimgrade.site_content import content_of


class ClaimgradeConfig(base.Config):
    """Options of the plugin in mkdocs.yml."""

    root = config_options.Type(str, default=".")  # the claims repository, relative to mkdocs.yml


class ClaimgradePlugin(BasePlugin[ClaimgradeConfig]):
    """Adds a page for every record, and refuses to build a base that has errors."""

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Check the base, then add its pages."""
        day = datetime.fromtimestamp(get_build_timestamp(), UTC).date()  # SOURCE_DATE_EPOCH: the commit's day
        try:
            layout = self._layout(config)
            for page in render_pages(content_of(layout, day)):
                file = File.generated(config, page.uri, content=page.text)
                file.edit_uri = page.source
                files.append(file)
        except ClaimgradeError as error:
            raise PluginError(f"claimgrade: {error}") from None
        return files

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Build again when a record or schema changes."""
        for folder in self._layout(config).watched:
            server.watch(str(folder))
        return server

    def _layout(self, config: MkDocsConfig) -> Layout:
        beside = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return Layout.at(beside / self.config.root)

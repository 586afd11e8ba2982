"""The feed of verdict changes: Atom (RFC 4287), with ids that do not change (tag URIs, RFC 4151)."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from claimgrade.history import Turn
from claimgrade.pages.changelog_page import URI, Shown, shown
from claimgrade.pages.page import Content, Page, uri_of

FEED = "feed.xml"
MOST = 100  # entries; the page tells all
_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(content: Content) -> Page:
    """feed.xml; its links and ids are made from the site's address."""
    address = content.origin.address
    host = urlsplit(address).hostname or ""
    turns = content.history.turns[:MOST]
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _put(root, "id", address + FEED)
    _put(root, "title", "Verdict changes")
    _put(root, "subtitle", f"What became of health claims: the newest {MOST} changes at most.")
    _put(root, "updated", _instant(turns[0].date if turns else content.origin.date or content.day.isoformat()))
    author = ET.SubElement(root, "author")
    _put(author, "name", ", ".join(content.about.authors) or "The curators of these records")
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address + FEED})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": address + _folder(URI)})
    for turn in turns:
        _entry(root, turn, host, address, content)
    ET.indent(root)
    return Page(FEED, f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n')


def _entry(root: ET.Element, turn: Turn, host: str, address: str, content: Content) -> None:
    claim = content.base.claims.get(turn.claim)
    statement = claim.statement if claim else turn.claim
    now = _words(shown(turn.after), "removed")
    entry = ET.SubElement(root, "entry")
    _put(entry, "id", f"tag:{host},{turn.date}:verdict/{turn.commit}/{turn.claim}")
    _put(entry, "title", f"{now[0].upper()}{now[1:]}: {statement}")
    _put(entry, "updated", _instant(turn.date))
    link = address + _folder(uri_of(claim) if claim else URI)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": link})
    was = "This claim is new." if turn.before is None else f"Before: {_words(shown(turn.before), 'new')}."
    _put(entry, "summary", f"{statement} {was} Now: {now}. Not medical advice.")


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _words(state: Shown | None, none_word: str) -> str:
    if state is None:
        return none_word
    sign, certainty = state
    return f"{sign.label.lower()} ({certainty})" if certainty else sign.label.lower()


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _folder(uri: str) -> str:
    """Path of a page's folder from the site's address."""
    return uri.removesuffix(".md") + "/"

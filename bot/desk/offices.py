"""Which office a page of the desk is about: named in its address, and known to the officer who looks."""

from __future__ import annotations

from aiohttp import web

from bot.desk.pages import visit_of
from knowledge.library import Library
from knowledge.model import Office


def known_offices(request: web.Request, library: Library) -> tuple[Office, ...]:
    """The offices that who looks may know of, in the library's order."""
    officer = visit_of(request).officer
    return tuple(office for slug, office in library.offices.items() if officer.knows(slug))


def office_of(request: web.Request, library: Library) -> Office:
    """The office of the address; one that who looks does not serve is as unknown as none. Raises HTTPNotFound."""
    slug = request.match_info["office"]
    office = next((each for each in known_offices(request, library) if each.slug == slug), None)
    if office is None:
        raise web.HTTPNotFound
    return office


def to_first(request: web.Request, library: Library, section: str) -> web.Response:
    """Leads to a section's page of the first office; raises HTTPNotFound where there is none."""
    offices = known_offices(request, library)
    if not offices:
        raise web.HTTPNotFound
    response = web.Response(status=303)
    response.headers["Location"] = f"/desk/{section}/{offices[0].slug}"
    return response

"""The machine's door on the web: one question, one JSON object, as `tanya ask --jsonl` gives it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files

from aiohttp import web

from bot.channels.web.limits import Allowance, MakeLimit, address_of
from bot.clock import Clock
from bot.questions import UnknownOffice, answer, check_office
from bot.turns import LONGEST_TEXT, Turns


class Api:
    """`GET /api/v1/ask` for other programs and pages; `origins` may call it from a browser."""

    def __init__(self, turns: Turns, limit: MakeLimit, clock: Clock, origins: Iterable[str]) -> None:
        self._turns = turns
        self._clock = clock
        self._origins = frozenset(origins)
        self._limit = limit(Allowance("api", per_minute=60, burst=20))
        self._description = json.loads((files("bot.channels.web") / "static" / "openapi.json").read_text("utf-8"))

    def routes(self) -> list[web.RouteDef]:
        """The API and its description."""
        return [web.get("/api/v1/ask", self.ask), web.get("/api/v1/openapi.json", self.describe)]

    async def ask(self, request: web.Request) -> web.Response:
        """The answer to `q`, with the office chosen by `office`; 400 says what is wrong."""
        if wait := await self._limit.wait(address_of(request)):
            headers = {**self._cors(request), "Retry-After": str(max(1, round(wait)))}
            return web.json_response({"problem": "Terlalu banyak pertanyaan."}, status=429, headers=headers)
        question = request.query.get("q", "").strip()
        search = self._turns.search
        if not question or len(question) > LONGEST_TEXT:
            return self._refuse(request, "q: isi pertanyaan, paling banyak 4.096 karakter")
        try:
            office = check_office(search, request.query.get("office") or None)
        except UnknownOffice as error:
            return self._refuse(request, str(error))
        return web.json_response(answer(search, question, office, self._clock()), headers=self._cors(request))

    async def describe(self, request: web.Request) -> web.Response:
        """The OpenAPI description."""
        return web.json_response(self._description, headers=self._cors(request))

    def _refuse(self, request: web.Request, problem: str) -> web.Response:
        return web.json_response({"problem": problem}, status=400, headers=self._cors(request))

    def _cors(self, request: web.Request) -> dict[str, str]:
        origin = request.headers.get("Origin", "")
        if origin not in self._origins:
            return {"Vary": "Origin"}
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}

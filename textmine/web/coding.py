"""The page "categories": the coding desk."""

from __future__ import annotations

from starlette.routing import Route

ROUTES: tuple[Route, ...] = ()

"use strict";
// Answers for the readiness page without a connection: what was opened once is kept, and asked anew when there is one.
const CACHE = "tanya-kesiapan";
const PARTS = ["/static/readiness.css", "/static/readiness.js", "/static/icon.svg"];

addEventListener("install", (event) => event.waitUntil(
  caches.open(CACHE).then((cache) => cache.addAll(PARTS)).then(() => skipWaiting()),
));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !(pathname === "/kesiapan" || PARTS.includes(pathname))) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    try {
      const answer = await fetch(request);
      if (answer.ok) await cache.put(request, answer.clone());
      return answer;
    } catch (error) {
      const kept = await cache.match(request) || (pathname === "/kesiapan" && await cache.match(request, { ignoreSearch: true }));
      if (kept) return kept;
      throw error;
    }
  })());
});

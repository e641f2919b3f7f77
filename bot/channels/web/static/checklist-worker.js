"use strict";
// Keeps the checklists that were opened, so that they open again without a connection. With one, the page always comes
// from the service; a list that is deleted is deleted here too.
const KEPT = "tanya-daftar";
const NEEDED = ["/static/checklist.css", "/static/checklist.js", "/static/icon.svg"];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(NEEDED)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function fetched(request, path) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(path, answer.clone());
    else if (answer.status === 404) await kept.delete(path);
    return answer;
  } catch (error) {
    const before = await kept.match(path);
    if (before) return before;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const ours = origin === location.origin && (NEEDED.includes(pathname) || pathname.startsWith("/daftar-periksa"));
  if (ours && event.request.method === "GET") event.respondWith(fetched(event.request, pathname));
});

// What the service tells open pages: counts for the heading, and events that the page's own script listens to by
// `desk:NAME` on the document. Every page works without this file, by reloading.
(() => {
  const watches = document.body.dataset.watches || "";
  const title = document.title;
  let stream = null;
  let over = false;

  const tell = (name, data) => document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail: data }));

  const open = () => {
    if (stream || over) return;
    stream = new EventSource(`/desk/live?${watches}`);
    for (const name of ["changed", "counts", "ticket", "chat", "here"]) {
      stream.addEventListener(name, (event) => tell(name, JSON.parse(event.data)));
    }
    stream.addEventListener("ended", () => { over = true; close(); tell("ended", {}); });
    // What the stream's end says nothing of: the service was restarted, or refuses for a while.
    stream.onerror = () => { if (stream?.readyState === EventSource.CLOSED) { close(); setTimeout(open, 10000); } };
  };
  const close = () => { stream?.close(); stream = null; };

  // A browser opens few connections to one site. Of the pages that nobody sees, one goes on listening.
  const hidden = () => {
    if (!navigator.locks) { close(); return; }
    navigator.locks.request("desk-live", { ifAvailable: true }, (lock) => {
      if (!lock) { if (document.hidden) close(); return null; }
      return new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true }));
    });
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? hidden() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", () => { if (!document.hidden) open(); });

  document.addEventListener("desk:counts", ({ detail }) => {
    const all = Object.values(detail).reduce((sum, count) => sum + count, 0);
    document.title = all ? `(${all}) ${title}` : title;
    for (const [section, count] of Object.entries(detail)) {
      const link = document.querySelector(`.sections a[href="/desk${section === "tickets" ? "" : `/${section}`}"]`);
      if (!link) continue;
      const badge = link.querySelector(".badge") || link.appendChild(document.createElement("span"));
      badge.className = "badge";
      badge.textContent = count || "";
      badge.title = section === "tickets" ? "belum ada petugas" : "menunggu";
    }
  });

  document.addEventListener("desk:ended", () => {
    const told = document.createElement("p");
    told.className = "told";
    told.role = "alert";
    told.textContent = "Sesi Anda berakhir. Yang Anda tulis masih ada: masuk lagi di tab lain, lalu muat ulang halaman ini.";
    document.querySelector("main").prepend(told);
  });
})();

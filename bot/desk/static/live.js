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
    for (const name of ["changed", "counts", "ticket", "chat", "here", "page"]) {
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
      badge.title = count ? (section === "tickets" ? "belum ada petugas" : "menunggu") : "";
    }
  });

  // How long somebody waits by now, in the words of clock_words.py.
  setInterval(() => {
    for (const clock of document.querySelectorAll("[data-since]")) {
      const minutes = Math.max(1, Math.floor((Date.now() - Date.parse(clock.dataset.since)) / 60000));
      const [count, unit] = minutes >= 1440 ? [minutes / 1440, "hari"] : minutes >= 60 ? [minutes / 60, "jam"] : [minutes, "menit"];
      clock.textContent = clock.textContent.replace(/\d+ \w+$/, `${Math.floor(count)} ${unit}`);
      if (minutes >= 5) clock.closest("li, .heading")?.classList.replace("calm", "late");
    }
  }, 15000);

  // Who else has this open, and that somebody writes here.
  let page = "";
  let writes = false;
  let rests = 0;
  document.addEventListener("desk:page", ({ detail }) => { page = detail; writes = false; });
  document.addEventListener("desk:here", ({ detail }) => {
    const box = document.getElementById("here");
    if (!box) return;
    const names = (all) => all.map((each) => each.name).join(", ");
    const writing = detail.filter((each) => each.writing);
    const looking = detail.filter((each) => !each.writing);
    const what = new URLSearchParams(watches).has("chat") ? "obrolan" : "tiket";
    box.textContent = [
      writing.length ? `${names(writing)} sedang menulis di sini.` : "",
      looking.length ? `${names(looking)} juga membuka ${what} ini.` : "",
    ].filter(Boolean).join(" ");
  });
  const tellWriting = (now) => {
    const token = document.querySelector("[name=form_token]")?.value;
    if (!page || !token || writes === now) return;
    writes = now;
    const body = new URLSearchParams({ form_token: token, page, writing: now ? "1" : "0" });
    fetch("/desk/writing", { method: "POST", body }).catch(() => { writes = !now; });
  };
  document.addEventListener("input", (event) => {
    if (!event.isTrusted || !event.target.matches("main textarea")) return;
    tellWriting(true);
    clearTimeout(rests);
    rests = setTimeout(() => tellWriting(false), 8000);
  });

  document.addEventListener("desk:ended", () => {
    const told = document.createElement("p");
    told.className = "told";
    told.role = "alert";
    told.textContent = "Sesi Anda berakhir. Yang Anda tulis masih ada: masuk lagi di tab lain, lalu muat ulang halaman ini.";
    document.querySelector("main").prepend(told);
  });
})();

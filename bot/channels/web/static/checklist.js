"use strict";
// One checklist: what is ticked is kept in this browser until the service has it. Each tick says how long ago it was
// made, so that a clock that is wrong does no harm; of an item the later word stands, also one said in the chat.
(() => {
  const told = document.body.dataset;
  document.getElementById("print")?.addEventListener("click", () => window.print());
  const offline = async () => {
    try {
      await navigator.serviceWorker.register("/daftar-periksa/worker.js", { scope: "/daftar-periksa" });
      await navigator.serviceWorker.ready;
      const kept = await caches.open("tanya-daftar");
      await kept.addAll([location.pathname, "/static/checklist.css", "/static/checklist.js", "/static/icon.svg"]);
      document.documentElement.dataset.kept = "yes";
    } catch { /* an insecure address, a private window: the page works while it is open */ }
  };
  if ("serviceWorker" in navigator && navigator.onLine) offline();
  if (!told.service) return;

  const KEPT = `tanya.ticks:${told.service}`;
  const AGAIN = 15000;
  const boxes = new Map([...document.querySelectorAll("input[data-name]")].map((box) => [box.dataset.name, box]));
  const count = document.getElementById("count");
  const bar = document.getElementById("bar");
  const state = document.getElementById("state");
  let waiting = {};
  let sending = false;
  let again = 0;
  try { waiting = JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { waiting = {}; }

  const keep = () => {
    try {
      if (Object.keys(waiting).length) localStorage.setItem(KEPT, JSON.stringify(waiting));
      else localStorage.removeItem(KEPT);
    } catch { /* private window */ }
  };
  const paint = () => {
    const ready = [...boxes.values()].filter((box) => box.checked).length;
    const text = told.count.replace("{ready}", ready).replace("{count}", boxes.size);
    if (count.textContent !== text) count.textContent = text;
    bar.value = ready;
  };
  const overlay = () => {
    for (const [name, tick] of Object.entries(waiting)) if (boxes.has(name)) boxes.get(name).checked = tick.ready;
    paint();
  };

  async function flush() {
    if (sending) return;
    sending = true;
    clearTimeout(again);
    const version = Object.values(waiting)[0]?.version || told.version;
    const sent = Object.entries(waiting).filter(([, tick]) => tick.version === version);
    const ticks = sent.map(([name, tick]) => ({ name, text: tick.text, ready: tick.ready, age: Date.now() - tick.at }));
    let answer = null;
    try {
      answer = await fetch(location.pathname, {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ version, ticks }),
      });
    } catch { /* offline */ }
    sending = false;
    if (answer?.ok) settle(await answer.json(), sent);
    else if (answer?.status === 404) gone();
    else {
      state.textContent = sent.length || !navigator.onLine ? told.offline : "";
      if (sent.length) again = setTimeout(flush, AGAIN);
    }
  }

  function settle(list, sent) {
    for (const [name, tick] of sent) if (waiting[name]?.at === tick.at) delete waiting[name];
    keep();
    const applying = Object.keys(list.items).filter((name) => !list.skipped.includes(name));
    const same = list.version === told.version && applying.length === boxes.size && applying.every((name) => boxes.has(name));
    if (!same) { location.reload(); return; }
    for (const [name, box] of boxes) if (!(name in waiting)) box.checked = Boolean(list.items[name]);
    paint();
    state.textContent = sent.length ? told.saved : "";
    if (Object.keys(waiting).length) flush();
  }

  function gone() {
    waiting = {};
    keep();
    state.textContent = told.gone;
    for (const box of boxes.values()) box.disabled = true;
    if ("caches" in window) caches.open("tanya-daftar").then((kept) => kept.delete(location.pathname));
  }

  document.addEventListener("change", ({ target }) => {
    if (!target.dataset.name) return;
    const text = target.closest("label").querySelector(".text").textContent;
    waiting[target.dataset.name] = { ready: target.checked, at: Date.now(), text, version: told.version };
    keep();
    paint();
    flush();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  addEventListener("online", flush);
  addEventListener("offline", () => { state.textContent = told.offline; });
  overlay();
  flush();
})();

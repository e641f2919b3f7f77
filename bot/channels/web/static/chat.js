"use strict";
// One conversation: messages go up by POST with an id of their own and come down as numbered events. What could not be
// sent waits in this browser and is sent again, files too; what was shown is never shown twice.
(() => {
  const talk = document.getElementById("talk");
  const form = document.getElementById("composer");
  const box = document.getElementById("text");
  const notice = document.getElementById("notice");
  const asked = new URLSearchParams(location.search);
  // A code of a receipt stands behind #, where no server sees it; it is taken out of the address at once.
  const code = location.hash.startsWith("#klaim-") ? location.hash.slice(1) : "";
  const wayIn = code || (asked.get("start") || "").replace("--", "/");
  const office = asked.get("office") || (code ? "" : wayIn.split("/")[0]) || null;
  if (wayIn) history.replaceState(null, "", office ? `?office=${encodeURIComponent(office)}` : location.pathname);
  const picker = document.getElementById("file");
  const KEPT = "tanya.unsent";
  const LARGEST = 10 * 1024 * 1024;
  const RETRY = [1000, 2000, 4000, 8000, 15000];
  let last = 0;
  let choices = null;
  let sending = false;
  let tries = 0;
  let retry = 0;
  let waiting = [];
  const sentHere = new Set();
  try { waiting = JSON.parse(localStorage.getItem(KEPT)) || []; } catch { waiting = []; }

  const make = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  };
  const keep = () => { try { localStorage.setItem(KEPT, JSON.stringify(waiting)); } catch { /* private window */ } };
  const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  const sizeText = (size) => (size < 1e6 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(Math.round(size / 1e5) / 10).toFixed(1).replace(".", ",")} MB`);
  const say = (text) => { notice.textContent = text || ""; notice.hidden = !text; };
  const atEnd = () => talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  const toEnd = () => { talk.scrollTop = talk.scrollHeight; };

  function showMine(text, id) {
    const mine = make("div", "said you", text);
    if (id) { mine.dataset.id = id; mine.classList.add("waiting"); mine.append(make("small", "", "mengirim…")); mine.lastChild.ariaLive = "off"; }
    talk.append(mine);
    toEnd();
  }

  function settleMine(id) {
    const mine = talk.querySelector(`[data-id="${id}"]`);
    if (mine) { mine.classList.remove("waiting"); mine.querySelector("small")?.remove(); }
  }

  function showBot(message) {
    const stay = !atEnd();
    choices?.remove();
    talk.querySelector(".writing")?.remove();
    const said = make("article", "said bot");
    said.innerHTML = message.html;
    if (message.file) {
      const link = make("a", "paper", message.file.name);
      link.href = message.file.href;
      link.download = message.file.name;
      if (message.file.picture) {
        const picture = make("img", "");
        picture.src = message.file.href;
        picture.alt = message.file.name;
        picture.addEventListener("load", () => { if (!stay) toEnd(); });
        link.classList.add("shown");
        link.replaceChildren(picture);
      }
      said.append(link);
    }
    talk.append(said);
    if (message.choices.length) {
      choices = make("ul", "choices");
      choices.setAttribute("aria-label", "Pilihan");
      for (const choice of message.choices) {
        const button = make("button", "", choice.label);
        button.type = "button";
        button.dataset.choice = choice.id;
        const item = make("li");
        item.append(button);
        choices.append(item);
      }
      const ready = message.choices.find(({ id }) => id.startsWith("ready:"));
      if (ready) {
        const page = make("a", "page", "Halaman hitung kesiapan");
        page.href = `/kesiapan?office=${encodeURIComponent(ready.id.split(/[:/]/)[1])}`;
        page.target = "_blank";
        choices.append(make("li"));
        choices.lastChild.append(page);
      }
      talk.append(choices);
    }
    if (stay) return;
    const before = talk.querySelector(".said.you:last-of-type") || said;
    if (said.offsetHeight > talk.clientHeight * 0.8) before.scrollIntoView({ block: "start" }); else toEnd();
  }

  function show(message) {
    if (message.event <= last) return;
    last = message.event;
    if (message.html !== undefined) showBot(message);
    else if (message.you && !sentHere.delete(message.event) && !waiting.some((each) => each.label === message.you)) {
      showMine(message.you);
    }
  }

  function send(body, label) {
    const entry = { id: freshId(), label, ...body };
    if (label) showMine(label, entry.id);
    choices?.remove();
    waiting.push(entry);
    keep();
    flush();
  }

  // Contents of files that wait: in memory, and on the disk of the phone, which outlives a reload.
  const contents = new Map();
  const disk = new Promise((done) => {
    try {
      const asked = indexedDB.open("tanya", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("files");
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    } catch { done(null); }
  });
  async function onDisk(what, ...values) {
    const database = await disk;
    return database && new Promise((done) => {
      try {
        const asked = database.transaction("files", "readwrite").objectStore("files")[what](...values);
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => done(null);
      } catch { done(null); }
    });
  }

  async function attach(file) {
    if (file.size > LARGEST) { say(`“${file.name}” terlalu besar; paling besar 10 MB.`); return; }
    let content;
    try { content = new Blob([await file.arrayBuffer()]); } catch { say(`“${file.name}” tidak dapat dibaca.`); return; }
    const name = file.name.slice(-100);
    const entry = { id: freshId(), label: `📎 ${name} (${sizeText(content.size)})`, file: name };
    contents.set(entry.id, content);
    await onDisk("put", content, entry.id);
    showMine(entry.label, entry.id);
    waiting.push(entry);
    keep();
    flush();
  }

  async function upload({ id, file }) {
    const content = contents.get(id) || (await onDisk("get", id));
    if (!content) return new Response(JSON.stringify({ problem: `“${file}” perlu dipilih lagi.` }), { status: 410 });
    let name = "berkas";
    try { name = encodeURIComponent(file); } catch { /* half a character */ }
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/chat/files${office ? `?office=${encodeURIComponent(office)}` : ""}`);
      request.setRequestHeader("X-Message-Id", id);
      request.setRequestHeader("X-File-Name", name);
      request.upload.onprogress = ({ loaded, total }) => {
        const shown = talk.querySelector(`[data-id="${id}"] small`);
        if (shown) shown.textContent = `mengirim… ${Math.round((loaded / total) * 100)}%`;
      };
      request.onload = () => done(new Response(request.responseText, {
        status: request.status, headers: { "Retry-After": request.getResponseHeader("Retry-After") || "" },
      }));
      request.onerror = () => done(null);
      request.send(content);
    });
  }

  async function flush() {
    if (sending || !waiting.length) return;
    sending = true;
    clearTimeout(retry);
    while (waiting.length) {
      const { label, ...body } = waiting[0];
      let answer = null;
      try {
        answer = body.file ? await upload(body) : await fetch("/chat/messages", {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ office, ...body }),
        });
      } catch { /* offline */ }
      if (answer?.status === 401) { location.reload(); return; }
      if (!answer || answer.status === 408 || answer.status === 429 || answer.status >= 500) {
        const told = answer ? (await answer.json().catch(() => ({}))).problem : "";
        say(told || "Tidak ada sambungan. Pesan Anda tersimpan dan dikirim begitu tersambung.");
        const after = Number(answer?.headers.get("Retry-After")) * 1000;
        retry = setTimeout(flush, after || RETRY[Math.min(tries++, RETRY.length - 1)]);
        break;
      }
      tries = 0;
      const told = await answer.json().catch(() => ({}));
      const sent = waiting.shift();
      keep();
      settleMine(sent.id);
      if (sent.file) { contents.delete(sent.id); onDisk("delete", sent.id); }
      if (!answer.ok) { say(told.problem || "Pesan tidak diterima."); continue; }
      say("");
      if (told.event !== last) sentHere.add(told.event);
      if (label && told.replies !== 0 && told.event >= last && !talk.querySelector(".writing")) talk.append(make("p", "writing", "Mencari jawabannya…"));
    }
    sending = false;
  }

  function listen() {
    const stream = new EventSource(`/chat/events?after=${last}`);
    stream.addEventListener("anew", () => { last = 0; }); // the conversation was deleted and has begun again
    stream.onmessage = (event) => show(JSON.parse(event.data));
    stream.onopen = () => { if (!waiting.length) say(""); flush(); };
    stream.onerror = () => {
      if (!navigator.onLine) say("Tidak ada sambungan. Pesan Anda tersimpan dan dikirim begitu tersambung.");
      if (stream.readyState === EventSource.CLOSED) { stream.close(); setTimeout(listen, 3000); }
    };
  }

  async function open() {
    try {
      const answer = await fetch("/chat/messages?after=0");
      for (const message of (await answer.json()).messages || []) show(message);
    } catch { say("Tidak ada sambungan. Mencoba lagi…"); setTimeout(open, 3000); return; }
    for (const entry of waiting) if (entry.label) showMine(entry.label, entry.id);
    if (wayIn) send({ choice: `start:${wayIn}` }, "");
    else if (!last && !waiting.length) send({ choice: office ? `start:${office}` : "start" }, "");
    listen();
    flush();
    toEnd();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    box.style.height = "";
    send({ text }, text);
    box.focus();
  });
  document.getElementById("attach").addEventListener("click", () => picker.click());
  picker.addEventListener("change", async () => {
    const chosen = [...picker.files];
    picker.value = "";
    for (const file of chosen) await attach(file);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  box.addEventListener("input", () => { box.style.height = ""; box.style.height = `${Math.min(box.scrollHeight + 2, 144)}px`; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-choice]");
    if (button) send({ choice: button.dataset.choice }, button.dataset.label || button.textContent);
  });
  addEventListener("online", flush);
  addEventListener("offline", () => say("Tidak ada sambungan. Pesan Anda tersimpan dan dikirim begitu tersambung."));
  open();
})();

// Keys for who works without a mouse; every page works without this file.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

const step = (by) => {
  const links = [...document.querySelectorAll(".tickets a")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))].focus();
};

const KEYS = [
  ["j  k", "naik turun di daftar"], ["Enter", "buka yang ditunjuk"], ["/", "cari"], ["r", "menulis jawaban"],
  ["u", "kembali ke daftar"], ["g", "ke tiket"], ["o", "ke obrolan"], ["Esc", "keluar dari isian"], ["?", "daftar tombol ini"],
];

// The keys, in a window that closes with Esc.
const showKeys = () => {
  let sheet = document.getElementById("keys");
  if (!sheet) {
    sheet = document.createElement("dialog");
    sheet.id = "keys";
    sheet.ariaLabel = "Tombol papan ketik";
    const list = document.createElement("dl");
    for (const [key, what] of KEYS) {
      const term = document.createElement("dt");
      for (const each of key.split("  ")) {
        const cap = document.createElement("kbd");
        cap.textContent = each;
        term.append(cap, " ");
      }
      const words = document.createElement("dd");
      words.textContent = what;
      list.append(term, words);
    }
    const close = document.createElement("button");
    close.className = "second";
    close.textContent = "Tutup";
    close.addEventListener("click", () => sheet.close());
    sheet.append(list, close);
    document.body.append(sheet);
  }
  if (sheet.open) sheet.close(); else sheet.showModal();
};

const keys = {
  "/": () => document.querySelector("[type=search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  r: () => document.getElementById("words")?.focus(),
  u: () => document.querySelector(".back a")?.click(),
  g: () => document.querySelector(".sections a[href='/desk']")?.click(),
  o: () => document.querySelector(".sections a[href='/desk/chats']")?.click(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target) || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

// A filter that is chosen shows at once; without a script there is the button.
for (const choice of document.querySelectorAll(".filters select")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}

// A form that was sent is not sent twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    if (form.target !== "_blank") form.dataset.sent = "yes"; // this page stays and may ask again
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));

// Keys for who works without a mouse; every page works without this file.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

const step = (by) => {
  const links = [...document.querySelectorAll(".tickets a")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))].focus();
};

const keys = {
  "/": () => document.querySelector("[type=search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  r: () => document.getElementById("words")?.focus(),
  u: () => document.querySelector(".back a")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target) || !(event.key in keys)) return;
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

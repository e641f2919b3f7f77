// Puts templates, fields and quotations in at the cursor; without this file the server adds them at the end.
const words = document.getElementById("words");

const insert = (text) => {
  const [start, end] = [words.selectionStart, words.selectionEnd];
  const before = words.value.slice(0, start);
  const gap = text.includes("\n") && before.trim() ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
  words.setRangeText(gap + text, start, end, "end");
  words.focus();
  words.dispatchEvent(new Event("input", { bubbles: true }));
};

document.addEventListener("click", (event) => {
  const source = event.target.closest("[data-insert]");
  if (!source || !words) return;
  event.preventDefault();
  insert(source.dataset.insert);
});

document.getElementById("use")?.addEventListener("click", (event) => {
  event.preventDefault();
  insert(document.getElementById("canned").selectedOptions[0].dataset.text);
});

const find = document.getElementById("find");
const seek = async (event) => {
  event.preventDefault();
  const found = document.getElementById("found");
  const fields = new URLSearchParams(new FormData(find.form));
  fields.set("find", "1");
  try {
    const answer = await fetch(find.formAction.split("#")[0], { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("found");
    if (!answer.ok || !there || page.querySelector(".told")) throw new Error("not found");
    found.replaceChildren(...there.childNodes);
  } catch {
    find.form.requestSubmit(find); // the page itself then says what is wrong
  }
};
let given = false;
find?.addEventListener("click", (event) => {
  if (given) return;
  given = true;
  seek(event).finally(() => (given = false));
});
document.getElementById("ask")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  find.click();
});
// A field that can be tapped shows that it can.
for (const field of document.querySelectorAll("code.field")) {
  field.tabIndex = 0;
  field.setAttribute("role", "button");
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    field.click();
  });
}

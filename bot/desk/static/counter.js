// Shows a field only when it is asked; without this file its condition stands beside it, and the server decides.
const dependent = [...document.querySelectorAll("[data-when]")];
const show = () => {
  for (const label of dependent) {
    const other = document.querySelector(`[name="s-${label.dataset.when}"]`);
    label.hidden = !label.dataset.values.split(" ").includes(other?.value);
  }
};
for (const label of dependent) label.querySelector(".condition")?.remove();
document.addEventListener("change", show);
show();

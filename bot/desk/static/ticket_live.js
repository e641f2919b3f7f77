// An open ticket: what happened meanwhile is told at once, and shown when the officer wants it; nothing typed is lost.
(() => {
  const { number, version } = document.body.dataset;
  const news = document.getElementById("news");
  let told = Number(version);

  document.addEventListener("desk:ticket", async ({ detail }) => {
    if (detail.version <= told) return;
    const answer = await fetch(`/desk/live/tickets/${number}?since=${version}`).catch(() => null);
    if (answer?.status !== 200 || answer.redirected) return;
    told = detail.version;
    news.innerHTML = await answer.text(); // our own page's fragment, escaped where it was made
    const show = document.createElement("button");
    show.className = "second";
    show.type = "button";
    show.textContent = "Tampilkan";
    show.addEventListener("click", () => location.replace(location.pathname));
    news.append(show);
    news.hidden = false;
  });
})();

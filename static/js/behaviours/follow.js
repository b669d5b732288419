/* Asks how far a task is once a second, less often when it takes long; the page is loaded anew at its end. */
export function start(box) {
  if (box.dataset.over === "yes") return;
  let wait = 1000;

  async function look() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById(box.id);
      if (!answer.ok || !now || now.dataset.over === "yes") {
        location.reload();
        return;
      }
      box.replaceChildren(...now.childNodes);
    } catch {
      /* no signal: ask again later */
    }
    wait = Math.min(wait * 1.1, 5000);
    setTimeout(look, wait);
  }
  setTimeout(look, wait);
}

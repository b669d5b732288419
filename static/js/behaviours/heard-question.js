/* Tells once that a product which was opened from a shelf in this tab was asked about. */
const { SOURCE, tell } = await import(`./heard-visit.js${new URL(import.meta.url).search}`);

const HALF_AN_HOUR = 30 * 60 * 1000;

export function start(form) {
  let opened;
  try {
    opened = JSON.parse(sessionStorage.getItem(SOURCE));
  } catch {
    return;
  }
  const here = location.pathname.split("/").pop();
  if (opened?.produk !== here || Date.now() - opened.at > HALF_AN_HOUR) return;
  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action).pathname.endsWith("/tanya")) return;
    sessionStorage.removeItem(SOURCE);
    tell(form, opened, "tanya");
  }, { once: true });
}

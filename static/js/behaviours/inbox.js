/* Choosing lines of the inbox: all of the page at once, and how many are chosen, said aloud.
   With shortcuts on: j and k move, Enter or o opens, x chooses, a takes on or lets go. */
const { on } = await import(`./shortcuts.js${new URL(import.meta.url).search}`);

export function start(inbox) {
  const rows = [...inbox.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const all = inbox.querySelector("[data-pick-all]");
  const said = inbox.querySelector("[data-chosen]");
  const picks = rows.map((row) => row.querySelector("[data-pick]"));
  inbox.querySelector("[data-all]").hidden = false;

  const tell = () => {
    const chosen = picks.filter((pick) => pick.checked).length;
    said.textContent = chosen ? `${chosen} dipilih` : "";
    all.checked = chosen === picks.length;
    all.indeterminate = chosen > 0 && chosen < picks.length;
  };
  inbox.addEventListener("change", (event) => {
    if (event.target === all) for (const pick of picks) pick.checked = all.checked;
    tell();
  });
  tell();

  let here = -1;
  const move = (step) => {
    rows[here]?.classList.remove("is-here");
    here = Math.max(0, Math.min(rows.length - 1, here + step));
    rows[here].classList.add("is-here");
    rows[here].querySelector("[data-open]").focus();
    rows[here].scrollIntoView({ block: "nearest" });
  };
  inbox.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || rows[here] === row) return;
    rows[here]?.classList.remove("is-here");
    here = rows.indexOf(row);
    row.classList.add("is-here");
  });
  on("j", () => move(1));
  on("k", () => move(-1));
  on("o", () => rows[here]?.querySelector("[data-open]").click());
  on("a", () => rows[here]?.querySelector("[data-ambil], [data-lepas]")?.click());
  on("x", () => rows[here]?.querySelector("[data-pick]").click());
}

/* A combobox over /daerah/cari.json: arrows move, Enter chooses, Escape closes. */
export function startSearch(root, choose) {
  const input = root.querySelector("input");
  const list = root.querySelector("[role=listbox]");
  const said = root.querySelector("[data-place-said]");
  let found = [];
  let at = -1;
  let waiting;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (open) list.scrollIntoView({ block: "nearest" });
    else mark(-1);
  }

  function mark(index) {
    at = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = list.children[index];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  async function pick(index) {
    const place = found[index];
    if (!place) return;
    input.value = place.label;
    show(false);
    await choose(place.village);
    said.textContent = root.dataset.sayChosen.replace("…", place.label);
  }

  async function look() {
    const words = input.value.trim();
    if (words.length < 3) return show(false);
    const answer = await fetch(`/daerah/cari.json?q=${encodeURIComponent(words)}`);
    if (!answer.ok || words !== input.value.trim()) return;
    found = await answer.json();
    list.replaceChildren(...found.map(({ label }, i) => {
      const item = document.createElement("li");
      item.className = "place-picker__option";
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.textContent = label;
      return item;
    }));
    mark(-1);
    show(found.length > 0);
    const { sayFound, sayNone } = root.dataset;
    said.textContent = found.length ? sayFound.replace("…", found.length) : sayNone;
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault(); /* Enter here chooses a place; it never sends the form */
      if (!list.hidden) pick(Math.max(at, 0));
    }
    if (list.hidden) return;
    if (event.key === "Escape") show(false);
    if (event.key === "ArrowDown") (event.preventDefault(), mark(Math.min(at + 1, found.length - 1)));
    if (event.key === "ArrowUp") (event.preventDefault(), mark(Math.max(at - 1, 0)));
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => pick([...list.children].indexOf(event.target.closest("[role=option]"))));
  input.addEventListener("blur", () => show(false));
}

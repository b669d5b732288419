/* Price, unit price and stock follow the chosen variant; the words are announced where they are aria-live. */
export function start(root) {
  const variants = JSON.parse(root.dataset.variants || "[]");
  const write = (mark, words) => {
    for (const place of root.querySelectorAll(`[data-variant-${mark}]`)) {
      if (words !== undefined && place.textContent !== words) place.textContent = words;
    }
  };

  const list = (mark, lines) => {
    for (const place of root.querySelectorAll(`[data-variant-${mark}]`)) {
      place.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    }
  };

  function follow() {
    const chosen = Object.fromEntries(
      [...root.querySelectorAll(".choice__input:checked")].map((input) => [input.name, input.value]),
    );
    const variant = variants.find(({ choices }) =>
      Object.entries(choices).every(([axis, value]) => chosen[axis] === String(value)),
    );
    if (!variant) return;
    write("price", variant.price);
    write("old", variant.old);
    write("each", variant.each ?? "");
    write("sale", variant.sale);
    list("steps", variant.steps);
    write("stock", variant.stock);
    for (const button of root.querySelectorAll("[data-variant-submit]")) button.disabled = variant.available === false;
  }

  root.addEventListener("change", (event) => event.target.matches(".choice__input") && follow());
}

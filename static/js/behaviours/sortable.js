/* Drags the items of a list into another order and sends it; with Alt and an arrow, by keyboard too.
   Beside it stands a form with data-sort-form; without script each item has its own buttons. */
export function start(list) {
  const form = list.parentElement.querySelector("[data-sort-form]");
  const items = () => [...list.children];
  let dragged = null;
  let before = "";

  const order = () => items().map((item) => item.dataset.sortId).join(",");
  before = order();

  function send() {
    if (order() === before) return;
    form.elements.order.value = order();
    form.requestSubmit();
  }

  function mark(target) {
    for (const item of items()) item.classList.toggle("is-target", item === target && item !== dragged);
  }

  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-sort-id]");
    dragged?.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged?.dataset.sortId ?? "");
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(event.target.closest("[data-sort-id]"));
  });
  list.addEventListener("drop", (event) => {
    const target = event.target.closest("[data-sort-id]");
    if (!dragged || !target || target === dragged) return;
    event.preventDefault();
    const down = items().indexOf(dragged) < items().indexOf(target);
    target[down ? "after" : "before"](dragged);
    send();
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    mark(null);
  });
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-sort-id]");
    if (!event.altKey || !item || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const neighbour = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
    neighbour?.[event.key === "ArrowUp" ? "before" : "after"](item);
    send();
  });
  for (const item of items()) item.draggable = true;
}

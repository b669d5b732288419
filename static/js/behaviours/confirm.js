/* A <details> step or menu that closes on Escape, on a click elsewhere and on its own button. */
export function start(details) {
  const summary = details.querySelector("summary");
  const box = details.querySelector(".confirm__box");
  const close = () => {
    details.open = false;
    summary.focus();
  };
  if (box) {
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "button button--quiet button--small";
    cancel.textContent = details.dataset.sayCancel;
    cancel.addEventListener("click", close);
    box.append(cancel);
  }
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) close();
  });
  document.addEventListener("click", (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  });
}

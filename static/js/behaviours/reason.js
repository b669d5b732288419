/* Shows, beneath a list of reasons, the words that the person will read. */
export function start(part) {
  const list = part.querySelector("select");
  const told = part.querySelector("[data-reason-told]");
  const tell = () => {
    const words = list.selectedOptions[0]?.dataset.words ?? "";
    told.hidden = !words;
    told.textContent = words ? `${told.dataset.say} “${words}”` : "";
  };
  list.addEventListener("change", tell);
  tell();
}

/* Shows the pictures that were chosen, before they are sent, and says which are too big. */
const LIMIT = 15 * 1024 * 1024;

function preview(file) {
  const item = document.createElement("li");
  item.className = "file-picker__preview";
  if (file.type.startsWith("image/")) {
    const image = document.createElement("img");
    image.className = "file-picker__image";
    image.alt = "";
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    item.append(image);
  }
  const words = document.createElement("span");
  words.textContent = file.name;
  if (file.size > LIMIT) {
    item.classList.add("file-picker__preview--wrong");
    words.textContent += ": lebih dari 15 MB";
  }
  item.append(words);
  return item;
}

export function start(root) {
  const input = root.querySelector("[type=file]");
  const list = root.querySelector("[data-previews]");
  input.addEventListener("change", () => list.replaceChildren(...[...input.files].map(preview)));
}

/* Tells what was opened from which slot of which shelf, so that officers and owners see whether a
   collection helps: the shelf, the slot and the product, nothing of who. What was opened is kept in
   this tab for half an hour, so that a question about it counts for the shelf too (heard-question). */
export const SOURCE = "opened-from-shelf";

export function tell(form, { rak, tempat, produk }, jenis) {
  Object.assign(form.elements.rak, { value: rak });
  Object.assign(form.elements.tempat, { value: tempat });
  Object.assign(form.elements.produk, { value: produk });
  Object.assign(form.elements.jenis, { value: jenis });
  navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
}

export function start(form) {
  function hear(event) {
    const link = event.target.closest?.(".listing-card__link");
    const shelf = link?.closest("[data-shelf]");
    if (!shelf || event.button > 1) return;
    const links = [...shelf.querySelectorAll(".listing-card__link")];
    const opened = {
      rak: shelf.dataset.shelf,
      tempat: links.indexOf(link) + 1,
      produk: new URL(link.href).pathname.split("/").pop(),
    };
    tell(form, opened, "buka");
    try {
      sessionStorage.setItem(SOURCE, JSON.stringify({ ...opened, at: Date.now() }));
    } catch {
      /* storage is switched off: a question will not count for the shelf */
    }
  }
  document.addEventListener("click", hear);
  document.addEventListener("auxclick", hear);
}

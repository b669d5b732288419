/* Sends a GET form when a select, radio or checkbox in it changes; its button stays for those without script. */
export function start(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
  });
}

// A note opens over the list it was picked from, with its own address; Back and Escape return to the same place.
const over = document.getElementById("note-over");
const inside = document.getElementById("over");
let opener = null;
let pushed = false;
let leaving = false;

const wide = matchMedia("(min-width: 48em)");

if (over) {
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== inside) return;
    if (!wide.matches || over.open) {
      event.preventDefault();
      location.assign(event.detail.pathInfo.requestPath);
      return;
    }
    opener = document.activeElement;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== inside || over.open) return;
    pushed = true;
    over.showModal();
    over.querySelector("h1")?.setAttribute("tabindex", "-1");
    over.querySelector("h1")?.focus({ preventScroll: true });
  });
  over.addEventListener("close", () => {
    inside.replaceChildren();
    if (pushed) { pushed = false; leaving = true; history.back(); }
    opener?.focus({ preventScroll: true });
  });
  over.addEventListener("click", (event) => {
    if (event.target === over || event.target.closest("[data-close]")) over.close();
  });
  // Back is ours while the note lies over the list, and so is the step back that closing takes: the list stays as it is.
  window.addEventListener("popstate", (event) => {
    if (!over.open && !leaving) return;
    event.stopImmediatePropagation();
    if (leaving) { leaving = false; return; }
    pushed = false;
    over.close();
  }, { capture: true });
}

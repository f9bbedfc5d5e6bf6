// A button that the server answers with its new self keeps the focus, so the keyboard stays where it was.
let held = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  held = event.detail.target === document.activeElement && event.detail.target.matches("button");
});
document.addEventListener("htmx:load", (event) => {
  if (!held || !event.detail.elt.matches("button")) return;
  held = false;
  event.detail.elt.focus({ preventScroll: true });
});

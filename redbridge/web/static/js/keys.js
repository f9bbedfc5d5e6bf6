// j and k walk the cards, l likes, s saves, / finds, ? lists the keys. Off when somebody switched shortcuts off.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const isOff = () => document.documentElement.dataset.shortcuts === "off";

function step(by) {
  const links = [...document.querySelectorAll(":is(.card-title, .card-words, .post-title) a")];
  const at = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(at + by, links.length - 1))]?.focus();
}

function find() {
  const field = document.querySelector(".search input");
  if (field?.offsetParent) field.focus();
  else location.assign("/find");
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  l: () => document.querySelector("#note-actions .toggle")?.click(),
  s: () => document.querySelectorAll("#note-actions .toggle")[1]?.click(),
  "/": find,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && event.target.form) event.target.form.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || isOff()) return;
  if (document.getElementById("keys")?.open) return;
  const action = keys[event.key];
  if (action) { event.preventDefault(); action(); }
});

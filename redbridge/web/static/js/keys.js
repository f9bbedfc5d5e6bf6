// j and k walk the cards, l likes, s saves, / finds, Escape closes. Off when somebody switched shortcuts off.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const links = [...document.querySelectorAll(".waterfall :is(.card-title, .card-words) a")];
  const at = links.indexOf(document.activeElement);
  links[Math.max(0, Math.min(at + by, links.length - 1))]?.focus();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  l: () => document.querySelector("#note-actions .toggle")?.click(),
  s: () => document.querySelectorAll("#note-actions .toggle")[1]?.click(),
  "/": () => (document.querySelector(".search input")?.offsetParent ? document.querySelector(".search input").focus() : location.assign("/find")),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter" && event.target.form) event.target.form.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.documentElement.dataset.shortcuts === "off") return;
  const action = keys[event.key];
  if (action) { event.preventDefault(); action(); }
});

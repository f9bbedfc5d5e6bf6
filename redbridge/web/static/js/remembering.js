// Space shows the answer, 1 to 4 answer, z takes the last answer back. Off when somebody switched shortcuts off.
const isOff = () => document.documentElement.dataset.shortcuts === "off";

document.getElementById("answer")?.focus({ preventScroll: true });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isOff()) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) { event.preventDefault(); button.click(); }
});

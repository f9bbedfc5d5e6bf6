// Toasts leave by themselves; the ones with a problem stay until they are read. Losing the network says so.
const toasts = document.getElementById("toasts");

const watch = (toast) => {
  if (toast.dataset.timed) return;
  toast.dataset.timed = "1";
  setTimeout(() => toast.remove(), toast.classList.contains("toast-problem") ? 12000 : 5000);
};

if (toasts) {
  new MutationObserver(() => toasts.querySelectorAll("[data-toast]").forEach(watch)).observe(toasts, { childList: true });
  document.addEventListener("htmx:sendError", () => {
    const toast = document.createElement("p");
    toast.className = "toast toast-problem";
    toast.dataset.toast = "";
    toast.textContent = toasts.dataset.offline;
    toasts.append(toast);
  });
}

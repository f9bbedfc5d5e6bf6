// Adds, drops and moves rows of a form where they stand. Without this module each of these buttons sends the form.
// A row knows its path (`days.0.stops.1`); every name, id and button inside of it begins with that path.
const ATTRIBUTES = ["name", "id", "for", "aria-describedby", "data-path", "data-rows", "data-pick"];
const still = matchMedia("(prefers-reduced-motion: reduce)");
const form = document.querySelector("[data-publish]");
const pictures = document.getElementById("picture-list");

const rowsOf = (list) => [...list.children].filter((each) => each.matches("[data-row]"));

function repath(node, from, to) {
  for (const name of ATTRIBUTES) {
    const value = node.getAttribute?.(name);
    if (!value) continue;
    const at = value.startsWith("details.") ? "details.".length : 0;
    const rest = value.slice(at + from.length);
    if (value.startsWith(from, at) && (rest === "" || rest.startsWith("."))) node.setAttribute(name, value.slice(0, at) + to + rest);
  }
  if (node.name === "do") {
    const at = node.value.indexOf("-") + 1;
    const rest = node.value.slice(at + from.length);
    if (node.value.startsWith(from, at) && (rest === "" || rest.startsWith("."))) node.value = node.value.slice(0, at) + to + rest;
  }
}

function renumber(list) {
  // Two rows bear the same name for a moment, and of radio buttons with one name only one stays chosen.
  const chosen = [...list.querySelectorAll("input[type=radio]:checked")];
  rowsOf(list).forEach((row, index) => {
    const [from, to] = [row.dataset.path, `${list.dataset.rows}.${index}`];
    if (from !== to) [row, ...row.querySelectorAll("*")].forEach((node) => repath(node, from, to));
    for (const mark of row.querySelectorAll("[data-number]")) {
      if (mark.closest("[data-row]") === row) mark.textContent = mark.dataset.number.replace("#", index + 1);
    }
  });
  for (const radio of chosen) radio.checked = true;
}

function empty(row) {
  for (const list of row.querySelectorAll("[data-rows]")) rowsOf(list).slice(1).forEach((each) => each.remove());
  for (const field of row.querySelectorAll("input, textarea, select")) {
    if (field.type === "radio") field.checked = field.value === "";
    else if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
    field.removeAttribute("aria-invalid");
  }
  row.querySelectorAll(".error").forEach((error) => error.remove());
  row.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  row.querySelectorAll("[data-said]").forEach((words) => { words.textContent = words.dataset.blank; });
  return row;
}

function add(list) {
  const rows = rowsOf(list);
  if (rows.length >= Number(list.dataset.most || 100)) return null;
  const row = rows[0].cloneNode(true);
  row.classList.remove("row-moved");
  // Two groups of radio buttons must not share a name, not even before the row has its own.
  const [from, to] = [row.dataset.path, `${list.dataset.rows}.new`];
  [row, ...row.querySelectorAll("*")].forEach((node) => repath(node, from, to));
  for (const fold of list.querySelectorAll("details")) {
    const words = fold.querySelector("[data-said]");
    if (words && words.textContent !== words.dataset.blank && !fold.querySelector("[aria-invalid]")) fold.open = false;
  }
  list.append(empty(row));
  renumber(list);
  return row;
}

function show(row) {
  row.classList.remove("row-moved");
  requestAnimationFrame(() => row.classList.add("row-moved"));
  row.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
}

function press(button) {
  const action = button.dataset.do;
  const target = button.value.slice(action.length + 1);
  if (action === "add") {
    const row = add(form.querySelector(`[data-rows="${target}"]`));
    if (row) { show(row); row.querySelector("input:not([type=radio]), textarea")?.focus({ preventScroll: true }); }
    return;
  }
  const row = button.closest("[data-row]");
  const list = row.parentElement;
  const rows = rowsOf(list);
  const at = rows.indexOf(row);
  if (action === "drop") {
    const next = rows[at + 1] ?? rows[at - 1];
    if (next) row.remove(); else empty(row);
    renumber(list);
    (next ?? row).querySelector("summary, input")?.focus();
    return;
  }
  const other = rows[action === "later" ? at + 1 : at - 1];
  if (!other) return;
  other[action === "later" ? "after" : "before"](row);
  renumber(list);
  show(row);
  button.focus({ preventScroll: true });
}

function say(row) {
  const words = row?.querySelector("[data-said]");
  if (!words || words.closest("[data-row]") !== row) return;
  const said = words.dataset.said.split(" ").map((name) => row.querySelector(`[name="details.${row.dataset.path}.${name}"]`)?.value.trim());
  const found = said.filter(Boolean);
  words.textContent = ("first" in words.dataset ? found[0]?.slice(0, 60) : found.join(" ")) || words.dataset.blank;
}

function offer(pick) {
  const rail = pick.querySelector(".pick-rail");
  const known = new Map([...rail.querySelectorAll("input")].map((radio) => [radio.value, radio]));
  const items = [...pictures.querySelectorAll("[data-picture]")];
  const there = new Set(["", ...items.map((item) => item.dataset.picture)]);
  for (const [id, radio] of known) {
    if (there.has(id)) continue;
    if (radio.checked) known.get("").checked = true;
    radio.closest(".pick-one").remove();
  }
  for (const [index, item] of items.entries()) {
    if (known.has(item.dataset.picture)) continue;
    const label = rail.querySelector(".pick-one").cloneNode(true);
    const radio = label.querySelector("input");
    const image = item.querySelector("img").cloneNode();
    image.alt = String(index + 1);
    radio.checked = false;
    radio.value = item.dataset.picture;
    label.replaceChildren(radio, image);
    rail.append(label);
  }
  pick.hidden = !items.length;
}

if (form?.querySelector("[data-rows]")) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    event.preventDefault();
    press(button);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("input", (event) => say(event.target.closest?.("[data-row]")));
  // Return in a list of short lines goes on to the next line, not off with the form.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-next]")) return;
    event.preventDefault();
    const next = event.target.closest("[data-row]").nextElementSibling ?? add(event.target.closest("[data-rows]"));
    next?.querySelector("input")?.focus();
  });
  const usual = form.elements["details.currency"];
  usual?.addEventListener("change", () => form.querySelectorAll("[data-usual]").forEach((each) => { each.placeholder = usual.value; }));
  if (pictures) {
    new MutationObserver(() => form.querySelectorAll("[data-pick]").forEach(offer)).observe(pictures, { childList: true });
  }
}

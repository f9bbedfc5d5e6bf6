// Reads a barcode from a photo, where the browser can; everybody else types the digits.
const field = document.getElementById("details.barcode");
const button = document.querySelector("[data-scan]");
const said = document.querySelector("[data-scan-said]");
const WANTED = ["ean_13", "ean_8", "upc_a", "upc_e"];

async function offer() {
  const known = await BarcodeDetector.getSupportedFormats();
  const formats = WANTED.filter((each) => known.includes(each));
  if (!formats.length) return;
  const detector = new BarcodeDetector({ formats });
  button.hidden = false;
  button.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const found = await createImageBitmap(file).then((picture) => detector.detect(picture)).catch(() => []);
    said.hidden = found.length > 0;
    said.textContent = found.length ? "" : event.target.dataset.none;
    if (!found.length) return;
    field.value = found[0].rawValue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

if (field && button && "BarcodeDetector" in window) offer().catch(() => {});

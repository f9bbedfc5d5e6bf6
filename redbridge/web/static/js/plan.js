// The clock of the person's own place is chosen until they say otherwise.
const form = document.querySelector("[data-plan][data-unset]");
const zone = form?.elements.zone;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && here) {
  if (![...zone.options].some((option) => option.value === here)) zone.add(new Option(here.replaceAll("_", " "), here), 0);
  zone.value = here;
}

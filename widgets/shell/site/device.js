// Marks on the page for the style sheet: parts that this device cannot have are not offered.

export function startDevice() {
  document.documentElement.classList.toggle("ns-no-vibration", !("vibrate" in navigator));
}

/** Milliseconds after which the file's own address is given up: some browsers read it late. */
const KEPT_MS = 60_000;

/**
 * Gives the reader a file.
 * @param {{name: string, type: string, text: string, base64: boolean}} effect
 */
export function download({ name, type, text, base64 }) {
  const content = base64 ? Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)) : text;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.hidden = true;
  document.body.append(link); // Firefox follows no link that is not in the page.
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

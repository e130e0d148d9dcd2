/** Opens the browser's print dialogue. */
export function print() {
  globalThis.print();
}

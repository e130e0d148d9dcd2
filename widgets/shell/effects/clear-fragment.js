/** Takes what was read out of the page's address, so that no history, bookmark or reload carries it on. */
export function clearFragment() {
  history.replaceState(history.state, "", location.pathname + location.search);
}

/**
 * Going back to, or reloading, a page that a form answered asks again for the page instead of sending the form again. The server
 * keeps what was typed, and a browser may not keep the page itself.
 */
export function reloadAsGet(): void {
  history.replaceState(history.state, '', location.href);
}

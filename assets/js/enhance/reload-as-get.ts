/**
 * Going back to, or reloading, a page that a form answered asks again for the page instead of sending the form again. The server
 * keeps what was typed, and a browser may not keep the page itself. After a failure of ours a reload is meant to send it again.
 */
export function reloadAsGet(): void {
  if (document.querySelector('.error-page')) return;
  history.replaceState(history.state, '', location.href);
}

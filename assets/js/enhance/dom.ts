/** Runs `enhance` on every match and keeps one that fails from stopping the rest. */
export function eachMatch<E extends HTMLElement = HTMLElement>(selector: string, enhance: (element: E) => void): void {
  document.querySelectorAll<E>(selector).forEach((element) => {
    try {
      enhance(element);
    } catch (error) {
      reportError(error);
    }
  });
}

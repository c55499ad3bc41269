/** Leaves the page for the next person after a while, unless somebody is still using it. */
export function returnAfter(link: HTMLAnchorElement): void {
  const seconds = Number(link.dataset['returnAfter']);
  if (!(seconds > 0)) return;
  let timer = setTimeout(() => link.click(), seconds * 1000);
  document.addEventListener('pointerdown', () => {
    clearTimeout(timer);
    timer = setTimeout(() => link.click(), seconds * 1000);
  });
}

import { matchOptions, type Choice } from './match-options.js';

const SHOWN = 60;

/** Turns a long native select into an editable combobox with a list; the select stays in the form and carries the value. */
export function filterSelect(element: HTMLElement): void {
  const select = element as HTMLSelectElement;
  const choices = readChoices(select);
  const { input, list, status, box } = build(select);
  let shown: readonly Choice[] = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const restore = () => {
    input.value = select.selectedOptions[0]?.value ? (select.selectedOptions[0].textContent?.trim() ?? '') : '';
  };
  const open = (query: string) => {
    shown = matchOptions(choices, query).slice(0, SHOWN);
    list.replaceChildren(...shown.map((choice, index) => toOption(choice, `${input.id}-${index}`)));
    list.hidden = shown.length === 0;
    input.setAttribute('aria-expanded', String(shown.length > 0));
    const { filterNone = '', filterCount = '#' } = select.dataset;
    status.textContent = shown.length === 0 ? filterNone : filterCount.replace('#', String(shown.length));
    activate(-1);
  };
  const activate = (index: number) => {
    active = index;
    Array.from(list.children).forEach((option, position) =>
      option.setAttribute('aria-selected', String(position === index)),
    );
    const option = list.children[index];
    if (!option) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  };
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    select.value = choice.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    restore();
    close();
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => (list.hidden ? open('') : activate((active + 1) % shown.length)),
    ArrowUp: () => (list.hidden ? open('') : activate((active - 1 + shown.length) % shown.length)),
    Enter: () => choose(shown[active] ?? (shown.length === 1 ? shown[0] : undefined)),
    Escape: () => (restore(), close()),
  };

  input.addEventListener('input', () => open(input.value));
  input.addEventListener('click', () => list.hidden && open(''));
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key === 'Enter' && list.hidden)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    if (option) choose(shown[Array.from(list.children).indexOf(option)]);
  });
  input.addEventListener('blur', () => {
    // Leaving with one match left, or with the field emptied, means it.
    if (!list.hidden && shown.length === 1) choose(shown[0]);
    else if (input.value.trim() === '' && select.options[0]?.value === '') select.value = '';
    restore();
    close();
  });
  restore();
  box.after(list, status);
}

function readChoices(select: HTMLSelectElement): readonly Choice[] {
  return Array.from(select.options)
    .filter((option) => option.value !== '')
    .map((option) => ({
      value: option.value,
      text: option.textContent?.trim() ?? '',
      search: `${option.textContent ?? ''} ${option.dataset['search'] ?? ''}`.toLowerCase(),
      group: option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : '',
    }));
}

function build(select: HTMLSelectElement) {
  const box = select.parentElement;
  if (!box) throw new Error('A select to filter needs a box around it');
  const input = document.createElement('input');
  const list = document.createElement('ul');
  const status = document.createElement('span');
  input.type = 'text';
  input.className = 'input__control';
  input.autocomplete = 'off';
  input.placeholder = select.dataset['filterLabel'] ?? '';
  list.id = `${select.id}-list`;
  list.className = 'combobox__list';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', select.labels[0]?.textContent?.trim() ?? '');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  const described = select.getAttribute('aria-describedby');
  if (described) input.setAttribute('aria-describedby', described);
  if (select.getAttribute('aria-invalid')) input.setAttribute('aria-invalid', 'true');
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-expanded', 'false'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', list.id],
  ] as const) {
    input.setAttribute(name, value);
  }
  // The visible field takes over the id, so that the label and the error summary lead to it.
  input.id = select.id;
  select.id = `${select.id}-native`;
  select.hidden = true;
  select.before(input);
  return { input, list, status, box };
}

function toOption(choice: Choice, id: string): HTMLLIElement {
  const option = document.createElement('li');
  option.id = id;
  option.setAttribute('role', 'option');
  option.textContent = choice.text;
  if (choice.group) {
    const group = document.createElement('span');
    group.className = 'combobox__group';
    group.textContent = choice.group;
    option.append(group);
  }
  return option;
}

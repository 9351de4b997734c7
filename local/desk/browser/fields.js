// Fields of a form over a plain object: each writes where it stands, and carries its path, by which mistakes and notes find it.

import { allWords, guessOf, languageName, oneLine, settledValue, setWords } from './words.js';

let ids = 0;

/** An element: attributes by name, `on…` listeners, children; what is null or false is left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat().filter(child => child !== null && child !== false && child !== undefined),
  );
  return element;
}

export function button(label, onclick, attributes = {}) {
  return el('button', { type: 'button', onclick, ...attributes }, label);
}

/** A control with its label, a hint, and room for what is wrong with it. @param path as mistakes name it */
export function field(path, label, control, { hint, after } = {}) {
  ids += 1;
  const id = `f${ids}`;
  control.id ||= id;
  const hinted = hint ? el('p', { class: 'hint', id: `${id}-hint` }, hint) : null;
  const findings = el('div', { class: 'findings', id: `${id}-findings` });
  control.setAttribute('aria-describedby', [hint ? `${id}-hint` : [], `${id}-findings`].flat().join(' '));
  return el(
    'div',
    { class: 'field', 'data-path': path },
    el('label', { for: control.id }, label),
    hinted,
    control,
    after ?? null,
    findings,
  );
}

/** Several controls under one name. */
export function group(path, legend, children, hint) {
  ids += 1;
  return el(
    'fieldset',
    { 'data-path': path, 'aria-describedby': `f${ids}-findings` },
    el('legend', {}, legend),
    hint ? el('p', { class: 'hint' }, hint) : null,
    children,
    el('div', { class: 'findings', id: `f${ids}-findings` }),
  );
}

/** A field of the record that is changed: a text, empty for none. */
export function textField(
  desk,
  owner,
  name,
  path,
  label,
  { hint, type = 'text', lines, list, lang, after } = {},
) {
  const set = text => {
    if (text === '') delete owner[name];
    else owner[name] = text;
  };
  const control = input(
    { value: String(settledValue(owner[name]) ?? ''), type, lines, list, lang },
    set,
    desk,
  );
  return field(path, label, control, { hint, after: [guessPart(desk, owner, name, control), after ?? null] });
}

/** Words of ours in each language of the publications, and in those that the file has besides. */
export function wordsField(desk, owner, name, path, label, { hint, lines, list, also = [], required } = {}) {
  const has = allWords(settledValue(owner[name]));
  const tags = [...new Set([...desk.languages, ...also, ...Object.keys(has)])];
  const fields = tags.map(tag => {
    const set = text => {
      setWords(owner, name, tag, text);
      if (required && owner[name] === undefined) owner[name] = {};
    };
    const lists = list ? `${list}.${tag}` : undefined;
    const control = input({ value: has[tag] ?? '', lines, list: lists, lang: tag }, set, desk);
    return field(`${path}.${tag}`, `${label}, ${languageName(tag)}`, control, {
      hint: tag === tags[0] ? hint : undefined,
    });
  });
  return el('div', { class: 'words', 'data-path': path }, fields, el('div', { class: 'findings' }));
}

/** One of several values. @param options [value, text] pairs */
export function choiceField(desk, owner, name, path, label, options, { hint, onchange, number } = {}) {
  const now = String(settledValue(owner[name]) ?? '');
  const known = options.some(([value]) => value === now);
  const all = known ? options : [[now, now === '' ? 'choose one' : `${now} (unknown)`], ...options];
  const control = el(
    'select',
    {
      onchange: () => {
        if (control.value === '') delete owner[name];
        else owner[name] = number ? Number(control.value) : control.value;
        control.parentElement.querySelector('.guess')?.remove();
        desk.changed();
        onchange?.();
      },
    },
    all.map(([value, text]) => el('option', { value, selected: value === now }, text)),
  );
  return field(path, label, control, { hint, after: guessPart(desk, owner, name, control) });
}

/** A list of single texts, each with a button that removes it, and one that adds another. */
export function listField(desk, path, label, { read, write, list, hint, lang }) {
  const values = read();
  const rows = el('div', { class: 'rows' });
  const wrote = () => {
    write(values.filter(value => value !== ''));
    desk.changed();
  };
  const draw = focus => {
    const items = values.map((value, index) => {
      const control = input(
        { value, list, lang },
        text => {
          values[index] = text;
          write(values.filter(one => one !== ''));
        },
        desk,
      );
      const remove = button(
        'Remove',
        () => {
          values.splice(index, 1);
          wrote();
          draw(Math.max(0, index - 1));
        },
        { 'aria-label': `Remove ${label.toLowerCase()} ${index + 1}` },
      );
      const row = field(`${path}[${index}]`, `${label} ${index + 1}`, control);
      row.classList.add('removable');
      control.after(remove);
      return row;
    });
    rows.replaceChildren(...items);
    if (focus !== undefined) (rows.children[focus]?.querySelector('input') ?? add).focus();
  };
  const add = button(`Add ${label.toLowerCase()}`, () => {
    values.push('');
    draw(values.length - 1);
  });
  draw();
  return group(path, label, [rows, add], hint);
}

/** A control whose words are taken at each stroke. Files have their texts in one line, without white space at the ends. */
export function input({ value, type = 'text', lines, list, lang }, set, desk) {
  const oninput = () => {
    set(oneLine(control.value));
    desk.changed();
  };
  const attributes = { oninput, value, lang, autocomplete: 'off', spellcheck: 'true' };
  const control = lines
    ? el('textarea', { rows: lines, ...attributes })
    : el('input', { type, list: list && `list-${list}`, ...attributes });
  return control;
}

/** What a draft only guesses stays a guess until somebody takes it or writes something else. */
function guessPart(desk, owner, name, control) {
  const guess = guessOf(owner[name]);
  if (!guess) return null;
  const part = el(
    'p',
    { class: 'guess' },
    `Suggested${guess.from ? `, from ${guess.from}` : ''}. `,
    button(
      'Take it',
      () => {
        owner[name] = guess.suggested;
        part.remove();
        control.focus();
        desk.changed();
      },
      { 'aria-label': `Take it: ${guess.suggested}` },
    ),
  );
  control.addEventListener('input', () => part.remove());
  return part;
}

/** The lists from which fields suggest. */
export function dataLists(suggestions) {
  return Object.entries(suggestions).map(([id, values]) =>
    el(
      'datalist',
      { id: `list-${id}` },
      values.map(value => el('option', { value })),
    ),
  );
}

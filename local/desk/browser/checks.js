// What is wrong, and what stands out, at the field where it arises.

import { button, el } from './fields.js';
import { counted } from './words.js';

/** The findings of a check in one list: each with a key, a path, and what shows it. Mistakes come first. */
export function findingsOf(desk, { mistakes, notes, hints }) {
  const ids = (desk.file.facts ?? []).map(fact => fact?.id);
  const pathOf = (fact, path) =>
    ids.includes(fact) ? `facts[${ids.indexOf(fact)}].${path}` : `article.${path}`;
  return [
    ...mistakes.map(mistake => ({
      kind: 'mistake',
      path: mistake.path,
      key: `m|${mistake.path}|${mistake.expected}|${mistake.found}`,
      draw: holder => mistakePart(mistake, holder),
    })),
    ...notes.open.map(note => ({
      kind: 'note',
      path: pathOf(note.fact, note.path),
      key: `n|${keyOf(note)}`,
      draw: () => notePart(desk, note),
    })),
    ...notes.accepted.map(({ note, acceptance }) => ({
      kind: 'accepted',
      path: pathOf(note.fact, note.path),
      key: `a|${keyOf(note)}|${acceptance.because}|${acceptance.by}`,
      draw: () => acceptedPart(desk, note, acceptance),
    })),
    ...notes.idle.map(acceptance => ({
      kind: 'void',
      path: pathOf(acceptance.fact, ''),
      key: `v|${keyOf(acceptance)}|${acceptance.because}`,
      draw: () => voidPart(desk, acceptance),
    })),
    ...hints.map(({ path, says }) => ({
      kind: 'hint',
      path,
      key: `h|${path}|${says}`,
      draw: () => el('p', { class: 'hinted' }, el('b', {}, 'Hint: '), `${says}.`),
    })),
  ];
}

/** Puts findings where they arise. What stays is not drawn anew: somebody may be writing in it. */
export function placeFindings(findings) {
  const boxes = new Map();
  for (const finding of findings) {
    const holder = holderOf(finding.path);
    const box = holder?.querySelector(':scope > .findings');
    if (box) boxes.set(box, [...(boxes.get(box) ?? []), finding]);
  }
  for (const box of document.querySelectorAll('[data-path] > .findings')) {
    const own = boxes.get(box) ?? [];
    const there = new Map([...box.children].map(part => [part.dataset.key, part]));
    const same =
      own.length === there.size && own.every(({ key }, index) => box.children[index]?.dataset.key === key);
    if (!same) fill(box, own, there);
    const isWrong = own.some(({ kind }) => kind === 'mistake');
    const control = box.parentElement.querySelector(':scope > input, :scope > textarea, :scope > select');
    if (isWrong) control?.setAttribute('aria-invalid', 'true');
    else control?.removeAttribute('aria-invalid');
    if (own.length > 0) openAround(box);
  }
}

function fill(box, findings, there) {
  const focused = box.contains(document.activeElement) ? document.activeElement : null;
  const parts = findings.map(({ key, draw }) => {
    const part = there.get(key) ?? draw(box.parentElement);
    part.dataset.key = key;
    return part;
  });
  box.replaceChildren(...parts);
  if (focused && box.contains(focused)) focused.focus();
}

/** The field that a path names, or else what is around it. */
export function holderOf(path) {
  let around = path;
  for (;;) {
    const found = document.querySelector(`[data-path="${CSS.escape(around)}"]`);
    if (found) return found;
    if (around === '') return null;
    around = around.slice(0, Math.max(0, around.lastIndexOf('.'), around.lastIndexOf('[')));
  }
}

/** What lies in a closed part would not be seen. */
function openAround(box) {
  const details = box.closest('details');
  if (details && !box.querySelector(':scope > .hinted:only-child')) details.open = true;
}

/** How many there are of each kind in a fact, in words; empty for none. */
export function countsIn(findings, index) {
  const own = findings.filter(
    ({ path }) => path === `facts[${index}]` || path.startsWith(`facts[${index}].`),
  );
  const of = kind => own.filter(finding => finding.kind === kind).length;
  return [of('mistake') && counted(of('mistake'), 'mistake'), of('note') && counted(of('note'), 'note')]
    .filter(Boolean)
    .join(', ');
}

function mistakePart({ path, expected, found, todo }, holder) {
  const isGuess = /^\{"(?:from|suggested)":/.test(found);
  const said = isGuess
    ? 'only suggested so far. To do: take it, or write what is right.'
    : `expected ${expected}; found ${found}. To do: ${todo}.`;
  // Where the field itself is not on the page, its name has to be said.
  const where = holder.dataset.path === path ? null : el('span', { class: 'muted path' }, ` (${path})`);
  return el('p', { class: 'mistake' }, el('b', {}, 'Mistake: '), said, where);
}

function notePart(desk, note) {
  const places = { because: `courant-desk-why:${keyOf(note)}`, by: 'courant-desk-name' };
  const because = el('input', {
    required: true,
    maxlength: 400,
    value: localStorage.getItem(places.because) ?? '',
  });
  const by = el('input', {
    required: true,
    maxlength: 120,
    value: localStorage.getItem(places.by) ?? '',
    autocomplete: 'name',
  });
  because.addEventListener('input', () => localStorage.setItem(places.because, because.value));
  by.addEventListener('input', () => localStorage.setItem(places.by, by.value));
  const form = el(
    'form',
    {
      class: 'accept',
      onsubmit: event => {
        event.preventDefault();
        const { fact, note: name, words } = note;
        desk.file.accepted = [
          ...(desk.file.accepted ?? []).filter(other => keyOf(other) !== keyOf(note)),
          { fact, note: name, words, because: because.value.trim(), by: by.value.trim() },
        ];
        localStorage.removeItem(places.because);
        desk.say('Note accepted.');
        refocus(form);
        desk.changed();
      },
    },
    el('label', {}, 'The fact holds because ', because),
    el('label', {}, 'Your name ', by),
    el('button', {}, 'Accept'),
  );
  return el(
    'div',
    { class: 'note' },
    el('p', {}, el('b', {}, 'Note: '), `${note.says}. To do: ${note.todo}.`),
    el('p', {}, el('span', { class: 'muted' }, 'Statement: '), marked(note.statement)),
    el(
      'p',
      {},
      el('span', { class: 'muted' }, 'Text: '),
      note.passage ? marked(note.passage) : 'nothing in it comes near',
    ),
    el('details', {}, el('summary', {}, 'Accept this note'), form),
  );
}

function acceptedPart(desk, note, { because, by }) {
  return el(
    'div',
    { class: 'accepted' },
    el('p', {}, el('b', {}, 'Accepted: '), `${note.says}. ${by}: ${because}`),
    button('Take back', event => takeBack(desk, note, event), {
      'aria-label': `Take back what is accepted: ${note.says}`,
    }),
  );
}

function voidPart(desk, acceptance) {
  const { note, words, because, by } = acceptance;
  return el(
    'div',
    { class: 'accepted' },
    el(
      'p',
      {},
      el('b', {}, 'Void: '),
      `the note “${note}” on ${JSON.stringify(words)} was accepted (${by}: ${because}), and the check raises none on these words any more.`,
    ),
    button('Remove', event => takeBack(desk, acceptance, event), {
      'aria-label': `Remove what is accepted on ${words}`,
    }),
  );
}

function takeBack(desk, note, { target }) {
  const left = (desk.file.accepted ?? []).filter(other => keyOf(other) !== keyOf(note));
  if (left.length === 0) delete desk.file.accepted;
  else desk.file.accepted = left;
  refocus(target);
  desk.changed();
}

/** What had the focus goes; the field that it was about has it next. */
function refocus(part) {
  const holder = part.closest('[data-path]');
  (
    holder?.querySelector(':scope > input, :scope > textarea, :scope > select') ??
    document.querySelector('#fact-title')
  ).focus();
}

function marked({ text, mark }) {
  const at = mark === '' ? -1 : text.indexOf(mark);
  if (at < 0) return text;
  return [text.slice(0, at), el('mark', {}, mark), text.slice(at + mark.length)].map(part =>
    typeof part === 'string' ? document.createTextNode(part) : part,
  );
}

function keyOf({ fact, note, words }) {
  return `${fact}|${note}|${words}`;
}

// The captured text: words that are selected in it become evidence or a quote, with the mouse or by the keyboard alone.

import { button, el } from './fields.js';
import { counted, oneLine, wordsIn } from './words.js';

/**
 * @param use(name, words) takes words for the fact that is edited; answers what to say of it.
 * @returns the panel, and `show(words)`, which finds words in the text and selects them.
 */
export function capturePanel(desk, use) {
  const { capture, language } = desk.state;
  if (capture === null) return { panel: missingPanel(desk), show: () => false };
  const area = el('textarea', {
    id: 'capture',
    // Not "readonly", which in some browsers has no caret: then nothing could be selected by the keyboard. It keeps its words all the same.
    'aria-readonly': 'true',
    inputmode: 'none',
    lang: language,
    rows: 24,
    spellcheck: 'false',
    'aria-describedby': 'capture-hint',
  });
  keepWords(area, capture);
  const chosen = el('p', { id: 'chosen', class: 'muted' }, 'Nothing is selected.');
  const selected = () => {
    const [start, end] = wholeWords(capture, area.selectionStart, area.selectionEnd);
    return oneLine(capture.slice(start, end));
  };
  const take = name => {
    const words = selected();
    desk.say(words === '' ? 'Select words in the text first.' : use(name, words));
  };
  const tell = () => {
    const words = selected();
    chosen.textContent =
      words === ''
        ? 'Nothing is selected.'
        : `Selected: ${counted(wordsIn(words), 'word')} (evidence has at most 12, a quote 40).`;
  };
  document.addEventListener('selectionchange', () => document.activeElement === area && tell());
  for (const event of ['select', 'keyup', 'mouseup']) area.addEventListener(event, tell);
  const sought = el('input', { id: 'sought', type: 'search', autocomplete: 'off', lang: language });
  const show = (words, from = 0) => {
    const found = placeOf(capture, words, from) ?? placeOf(capture, words, 0);
    if (!found) return false;
    select(area, ...found);
    tell();
    return true;
  };
  const find = () => {
    const isThere = show(sought.value, area.selectionEnd > area.selectionStart ? area.selectionStart + 1 : 0);
    if (!isThere) desk.say('The text does not have these words.');
  };
  area.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const action = { e: () => take('evidence'), q: () => take('quote'), f: () => sought.focus() }[
      event.key.toLowerCase()
    ];
    if (!action) return;
    event.preventDefault();
    action();
  });
  const panel = el(
    'div',
    {},
    el(
      'form',
      {
        class: 'find',
        role: 'search',
        onsubmit: event => {
          event.preventDefault();
          find();
        },
      },
      el('label', { for: 'sought' }, 'Find in the text'),
      sought,
      el('button', {}, 'Find'),
    ),
    el(
      'p',
      { class: 'actions' },
      button('Use as evidence (E)', () => take('evidence')),
      button('Use as quote (Q)', () => take('quote')),
    ),
    chosen,
    el('label', { for: 'capture', class: 'unseen' }, 'Captured text'),
    area,
    el(
      'p',
      { class: 'hint', id: 'capture-hint' },
      'Select with the mouse, with Shift and the arrow keys, or by finding. In the text, E takes the selection as evidence, Q as quote, and F goes to finding.',
    ),
  );
  return { panel, show };
}

/** What would change the words is not done; what an input method has done, which cannot be stopped, is undone. */
function keepWords(area, words) {
  area.value = words;
  area.setSelectionRange(0, 0);
  let place = [0, 0];
  area.addEventListener('beforeinput', event => {
    place = [area.selectionStart, area.selectionEnd];
    event.preventDefault();
  });
  area.addEventListener('input', () => {
    area.value = words;
    area.setSelectionRange(...place);
  });
}

/** The text is private and not in git: whoever opens an article of facts/ may have to give it. */
function missingPanel(desk) {
  const area = el('textarea', { id: 'given', rows: 8, 'aria-describedby': 'given-hint given-wrong' });
  const wrong = el('p', { id: 'given-wrong', class: 'mistake', role: 'alert', hidden: true });
  const give = async text => {
    const answer = await desk.post('capture', { text });
    if (answer.ok) return location.reload();
    wrong.hidden = false;
    wrong.textContent = await answer.text();
  };
  const chosenFile = el('input', { type: 'file', accept: '.txt,text/plain', id: 'given-file' });
  return el(
    'div',
    {},
    el(
      'p',
      { class: 'hint', id: 'given-hint' },
      'No file in drafts/ has the text that this article names. Give it as it was captured: it is kept there, privately. Without it evidence and quotes are not compared, and nothing is filed.',
    ),
    el('label', { for: 'given-file' }, 'A text file'),
    chosenFile,
    el('label', { for: 'given' }, 'or the text itself'),
    area,
    el(
      'p',
      { class: 'actions' },
      button('Give this text', async () =>
        give(chosenFile.files[0] ? await chosenFile.files[0].text() : area.value),
      ),
    ),
    wrong,
  );
}

/** From the beginning of the first word to the end of the last, as evidence is of whole words; Chinese has no gaps to go by. */
function wholeWords(text, from, to) {
  if (from === to) return [from, to];
  const inWord = /[\p{L}\p{N}\p{M}]/u;
  const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const isWord = at => at >= 0 && at < text.length && inWord.test(text[at]) && !dense.test(text[at]);
  let [start, end] = [from, to];
  while (isWord(start) && isWord(start - 1)) start -= 1;
  while (isWord(end - 1) && isWord(end)) end += 1;
  return [start, end];
}

/** Where words stand, whatever the white space and the quotation marks between them. */
function placeOf(text, words, from) {
  const parts = words
    .trim()
    .split(/\s+/u)
    .filter(Boolean)
    .map(part => RegExp.escape?.(part) ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (parts.length === 0) return undefined;
  const pattern = parts
    .join('\\s+')
    .replace(/["“”„]/gu, '["“”„]')
    .replace(/['‘’]/gu, "['‘’]");
  const expression = new RegExp(pattern, 'giu');
  expression.lastIndex = from;
  const match = expression.exec(text);
  return match ? [match.index, match.index + match[0].length] : undefined;
}

/** A text area scrolls to a selection by itself only while somebody types: its place is reckoned from its share of the text. */
function select(area, start, end) {
  area.focus();
  area.setSelectionRange(start, end);
  area.scrollTop = (area.scrollHeight * start) / area.value.length - area.clientHeight / 3;
}

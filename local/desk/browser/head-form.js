// The head of an article.

import { choiceField, el, textField, wordsField } from './fields.js';

const types = ['commentary', 'news', 'official', 'research', 'company', 'other'].map(type => [type, type]);
export const bases = [
  ['stated', 'stated: the article gives this date'],
  ['inferred', 'inferred: it follows from something else'],
];

export function headForm(desk) {
  desk.file.article ??= {};
  const { article } = desk.file;
  const path = name => `article.${name}`;
  const rest = el(
    'details',
    {},
    el('summary', {}, 'Author, translations and note'),
    textField(desk, article, 'author', path('author'), 'Author', {
      list: 'author',
      hint: 'As the article names them.',
    }),
    wordsField(desk, article, 'titles', path('titles'), 'Title in our translation'),
    wordsField(desk, article, 'note', path('note'), 'Note', {
      lines: 2,
      hint: 'What the source lacks, what was inferred, slips in its text. Readers see it.',
    }),
  );
  return el(
    'div',
    { 'data-path': 'article' },
    el('div', { class: 'findings' }),
    textField(desk, article, 'title', path('title'), 'Title', {
      hint: 'As the article has it.',
      lang: desk.state.language,
    }),
    publisherField(desk, article),
    textField(desk, article, 'url', path('url'), 'Address', {
      type: 'url',
      hint: 'Where it was read, https only. May be left out.',
    }),
    el(
      'div',
      { class: 'pair' },
      choiceField(desk, article, 'type', path('type'), 'Type', types, { hint: 'What sort of text it is.' }),
      textField(desk, article, 'language', path('language'), 'Language', { hint: 'Such as en or zh-Hans.' }),
      textField(desk, article, 'retrieved', path('retrieved'), 'Captured on', {
        hint: 'A day such as 2026-11-23.',
      }),
    ),
    dateFields(desk, article, 'published', path('published'), 'Published', true),
    rest,
  );
}

/** One name, or one by language: a file that has no languages keeps a plain name. */
function publisherField(desk, article) {
  const isByLanguage = typeof article.publisher === 'object' && article.publisher !== null;
  const options = { hint: 'Who published it. If you infer it, say so in the note.' };
  return isByLanguage
    ? wordsField(desk, article, 'publisher', 'article.publisher', 'Publisher', {
        ...options,
        list: 'publisher',
      })
    : textField(desk, article, 'publisher', 'article.publisher', 'Publisher', {
        ...options,
        list: 'publisher.en',
      });
}

/** A known date: the date, its ground, and why, where it is inferred. */
export function dateFields(desk, owner, name, path, label, required) {
  const value = { ...owner[name] };
  const reason = el('div');
  const write = () => {
    const isThere = required || (value.date ?? '') !== '' || value.because !== undefined;
    if (isThere) owner[name] = value;
    else delete owner[name];
  };
  value.basis ??= 'stated';
  const wrapped = {
    ...desk,
    changed() {
      write();
      desk.changed();
    },
  };
  const draw = () => {
    const words = { lines: 2, hint: 'What the date follows from. Readers see it.' };
    reason.replaceChildren(
      ...(value.basis === 'inferred'
        ? [wordsField(wrapped, value, 'because', `${path}.because`, `${label}: why this date`, words)]
        : []),
    );
  };
  draw();
  const onchange = () => {
    if (value.basis === 'stated') delete value.because;
    wrapped.changed();
    draw();
  };
  return el(
    'div',
    { 'data-path': path },
    el('div', { class: 'findings' }),
    el(
      'div',
      { class: 'pair' },
      textField(wrapped, value, 'date', `${path}.date`, label, {
        hint: 'As precise as it is known: 2022, 2022-10 or 2022-10-17.',
      }),
      choiceField(wrapped, value, 'basis', `${path}.basis`, `${label}: ground`, bases, {
        onchange,
        hint: 'How the date is known.',
      }),
    ),
    reason,
  );
}

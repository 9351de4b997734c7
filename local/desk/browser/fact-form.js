// One fact of an article.

import { daysField, moreFields, stringList } from './fact-details.js';
import { button, choiceField, el, group, textField, wordsField } from './fields.js';
import { dateFields } from './head-form.js';
import { guessOf, settledValue } from './words.js';

const kinds = [
  ['event', 'event: it happened'],
  ['measure', 'measure: a law or rule'],
  ['plan', 'plan: somebody means to do it'],
  ['statement', 'statement: somebody said it'],
  ['expectation', 'expectation: somebody foresees it'],
  ['opinion', 'opinion: somebody thinks so'],
  ['figure', 'figure: a number that the article gives'],
  ['background', 'background: it explains the rest'],
];
const statuses = ['proposed', 'final', 'in force', 'suspended', 'revoked', 'not stated'].map(one => [
  one,
  one,
]);
const hows = [
  ['named', 'named: the article names them'],
  ['the article itself', 'the article itself'],
  ['unnamed', 'unnamed: “some see”'],
  ['unclear', 'unclear: its wording leaves it open'],
];
const importances = [
  ['1', '1'],
  ['2', '2'],
  ['3', '3: a candidate for In brief'],
];

/** @param index of the fact in the file. @param actions { keep, drop, show(words) } */
export function factForm(desk, index, actions) {
  const fact = desk.file.facts[index];
  const path = `facts[${index}]`;
  const isCandidate = [fact.kind, fact.attribution].some(guessOf);
  const measure = el('div');
  const drawMeasure = () => {
    const isMeasure = settledValue(fact.kind) === 'measure';
    if (!isMeasure) delete fact.status;
    measure.replaceChildren(
      ...(isMeasure
        ? [
            choiceField(desk, fact, 'status', `${path}.status`, 'Status', statuses, {
              hint: '“not stated” where the article does not say, even if you know it.',
            }),
          ]
        : []),
    );
  };
  drawMeasure();
  return el(
    'div',
    { 'data-path': path },
    el('div', { class: 'findings' }),
    el(
      'p',
      { class: 'actions' },
      isCandidate ? button('Keep: take what is suggested', actions.keep) : null,
      button('Drop this fact', actions.drop),
    ),
    wordsField(desk, fact, 'statement', `${path}.statement`, 'Statement', {
      lines: 3,
      required: true,
      hint: 'One claim in our own words; no more than the article says.',
    }),
    cutField(
      desk,
      fact,
      'evidence',
      path,
      'Evidence',
      'The exact words of the text that carry the fact, at most 12. Readers do not see them.',
      actions,
    ),
    cutField(
      desk,
      fact,
      'quote',
      path,
      'Quote',
      'Exact words, at most 40, that the text has in quotation marks. May be left out.',
      actions,
    ),
    el(
      'div',
      { class: 'pair' },
      choiceField(desk, fact, 'kind', `${path}.kind`, 'Kind', kinds, {
        hint: 'What the claim is; of two, take the weaker.',
        onchange: () => {
          drawMeasure();
          desk.changed();
        },
      }),
      measure,
      choiceField(desk, fact, 'importance', `${path}.importance`, 'Importance', importances, {
        number: true,
        hint: 'The order within a topic.',
      }),
    ),
    attributionFields(desk, fact, `${path}.attribution`),
    topicsField(desk, fact, `${path}.topics`),
    wordsField(desk, fact, 'short', `${path}.short`, 'Headline', {
      hint: 'For a fact that may lead: at most 60 columns; a Chinese character takes two.',
    }),
    dateFields(desk, fact, 'occurred', `${path}.occurred`, 'Occurred', false),
    daysField(desk, fact, `${path}.dates`),
    stringList(desk, fact, 'jurisdictions', path, 'Jurisdiction', {
      list: 'country',
      hint: 'Country codes such as CN.',
    }),
    stringList(desk, fact, 'entities', path, 'Entity', {
      list: 'entity',
      lang: desk.state.language,
      hint: 'People, bodies and places that the claim names.',
    }),
    moreFields(desk, fact, path),
  );
}

/** Words that are cut from the text. */
function cutField(desk, fact, name, path, label, hint, actions) {
  const at = `${path}.${name}`;
  const show = button('Show in the text', () => actions.show(fact[name] ?? ''), {
    'aria-label': `Show in the text: ${name}`,
  });
  const part = textField(desk, fact, name, at, label, {
    hint,
    lines: 2,
    lang: desk.state.language,
    after: el('p', { class: 'actions' }, show),
  });
  part.dataset.cut = name;
  return part;
}

function attributionFields(desk, fact, path) {
  const guess = guessOf(fact.attribution);
  const value = { ...settledValue(fact.attribution) };
  // Whatever is written here settles both parts: who says so makes sense only with how we know it.
  const wrapped = {
    ...desk,
    changed() {
      fact.attribution = value;
      taking?.remove();
      desk.changed();
    },
  };
  const taking = guess
    ? el(
        'p',
        { class: 'guess' },
        'Suggested. ',
        button(
          'Take it',
          () => {
            const control = taking.parentElement.querySelector('input, select');
            wrapped.changed();
            control.focus();
          },
          { 'aria-label': 'Take it: who says so' },
        ),
      )
    : null;
  return group(path, 'Who says so', [
    wordsField(wrapped, value, 'who', `${path}.who`, 'Who', {
      list: 'who',
      hint: 'A person, a body, “the article”, or the words that the article uses.',
    }),
    choiceField(wrapped, value, 'how', `${path}.how`, 'How we know', hows),
    taking,
  ]);
}

function topicsField(desk, fact, path) {
  const topics = new Map();
  for (const publication of desk.state.publications)
    for (const { id, title } of publication.topics) topics.set(id, [...(topics.get(id) ?? []), title]);
  const has = Array.isArray(fact.topics) ? fact.topics : [];
  for (const id of has) if (!topics.has(id)) topics.set(id, ['unknown']);
  const boxes = [...topics].map(([id, titles]) => {
    const box = el('input', {
      type: 'checkbox',
      checked: has.includes(id),
      onchange: () => {
        const now = Array.isArray(fact.topics) ? fact.topics : [];
        fact.topics = box.checked ? [...now, id] : now.filter(one => one !== id);
        desk.changed();
      },
    });
    return el(
      'label',
      { class: 'box' },
      box,
      `${id} `,
      el('span', { class: 'muted' }, [...new Set(titles)].join(' · ')),
    );
  });
  return group(
    path,
    'Topics',
    [el('div', { class: 'boxes' }, boxes)],
    'A fact stands under the first topic of the publication that it has; the order is that in which you tick them.',
  );
}

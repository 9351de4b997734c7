// The facts of an article as a list: which is written, which are added, dropped and put back.

import { countsIn } from './checks.js';
import { button, el } from './fields.js';
import { allWords, counted, guessOf } from './words.js';

/** The number of a fact in its article. */
export function numberOf(fact) {
  return /\.(\d+)$/.exec(String(fact?.id))?.[1] ?? '?';
}

function isCandidateFact(fact) {
  return [fact?.kind, fact?.attribution].some(guessOf);
}

/** A candidate that nobody has begun to write. */
export function isEmptyCandidate(fact) {
  return isCandidateFact(fact) && !Object.values(allWords(fact.statement)).some(Boolean);
}

/** What a row of the list says. Of a candidate that nobody has begun to write, nobody need know what it lacks. */
function rowOf(fact, counts) {
  const words = Object.values(allWords(fact.statement)).find(Boolean) ?? `“${fact.evidence ?? ''}”`;
  const isLater = isEmptyCandidate(fact);
  const said = [isCandidateFact(fact) ? 'candidate' : '', isLater ? '' : counts];
  return {
    words,
    standing: said.filter(Boolean).join(', '),
    isWrong: !isLater && counts.includes('mistake'),
  };
}

/**
 * The list in a part of the page.
 * @param goTo(index, focus) chooses the fact that is written.
 * @returns { draw, drop(index) }
 */
export function factList(desk, body, goTo) {
  let dropped = null;

  const draw = () => {
    const rows = desk.file.facts.map((fact, index) => {
      const { words, standing, isWrong } = rowOf(fact, countsIn(desk.findings, index));
      const choose = el(
        'button',
        {
          type: 'button',
          class: 'row',
          'aria-current': index === desk.index ? 'true' : null,
          onclick: () => goTo(index, true),
          onkeydown: event => event.key === 'Delete' && drop(index),
        },
        el('span', { class: 'number' }, `${numberOf(fact)} `),
        `${words} `,
        standing ? el('span', { class: isWrong ? 'bad' : 'muted' }, standing) : null,
      );
      return el('li', {}, choose);
    });
    const focused = [...body.querySelectorAll('button')].indexOf(document.activeElement);
    const candidates = desk.file.facts.filter(isEmptyCandidate).length;
    body.replaceChildren(
      el('div', { 'data-path': 'facts' }, el('div', { class: 'findings' })),
      el('p', { class: 'hint' }, 'Choose the fact to be written. Delete drops the one that has the focus.'),
      el('ol', { class: 'rows' }, rows),
      el(
        'p',
        { class: 'actions' },
        button('Add a fact', add),
        candidates > 0
          ? button(`Drop the ${counted(candidates, 'candidate')} without a statement`, dropCandidates)
          : null,
        dropped ? button(dropped.label, putBack) : null,
      ),
    );
    if (focused >= 0) body.querySelectorAll('button')[focused]?.focus();
  };

  function add() {
    const numbers = desk.file.facts.map(fact => Number(numberOf(fact)) || 0);
    const id = `${desk.file.article?.id ?? desk.slug}.${Math.max(0, ...numbers, dropped?.highest ?? 0) + 1}`;
    const fact = {
      id,
      statement: {},
      attribution: {},
      evidence: '',
      topics: [],
      jurisdictions: [],
      entities: [],
      importance: 1,
    };
    desk.file.facts.push(fact);
    desk.changed();
    goTo(desk.file.facts.length - 1, true);
  }

  function drop(index) {
    const [fact] = desk.file.facts.slice(index, index + 1);
    dropAll(one => one === fact, `Put fact ${numberOf(fact)} back`, `Fact ${numberOf(fact)} is dropped.`);
  }

  function dropCandidates() {
    dropAll(isEmptyCandidate, 'Put the candidates back', 'The candidates without a statement are dropped.');
  }

  /** What is dropped can be put back until something else is dropped. */
  function dropAll(isDropped, label, said) {
    const before = { facts: [...desk.file.facts], accepted: desk.file.accepted };
    const chosen = desk.file.facts[desk.index];
    const highest = Math.max(0, ...before.facts.map(fact => Number(numberOf(fact)) || 0));
    dropped = { ...before, label, highest };
    const left = before.facts.filter(fact => !isDropped(fact));
    const ids = new Set(before.facts.filter(isDropped).map(({ id }) => id));
    desk.file.facts.splice(0, Infinity, ...left);
    const accepted = (before.accepted ?? []).filter(({ fact }) => !ids.has(fact));
    if (accepted.length === 0) delete desk.file.accepted;
    else desk.file.accepted = accepted;
    moved(
      left.includes(chosen) ? left.indexOf(chosen) : Math.min(desk.index, Math.max(0, left.length - 1)),
      said,
    );
  }

  function putBack() {
    const { facts, accepted } = dropped;
    const chosen = desk.file.facts[desk.index];
    const kept = new Set(desk.file.facts);
    const added = desk.file.facts.filter(fact => !facts.includes(fact));
    dropped = null;
    desk.file.facts.splice(0, Infinity, ...facts, ...added);
    if (accepted)
      desk.file.accepted = [
        ...accepted.filter(({ fact }) => ![...kept].some(({ id }) => id === fact)),
        ...(desk.file.accepted ?? []),
      ];
    moved(Math.max(0, desk.file.facts.indexOf(chosen)), 'Put back.');
  }

  function moved(index, said) {
    desk.findings = [];
    desk.changed();
    goTo(index);
    desk.say(said);
    (body.querySelector('[aria-current]') ?? body.querySelector('button')).focus();
  }

  return { draw, drop };
}

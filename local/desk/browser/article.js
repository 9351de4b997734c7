// The desk's page of one article: brings its parts together.

import { capturePanel } from './capture.js';
import { findingsOf, holderOf, placeFindings } from './checks.js';
import { factForm } from './fact-form.js';
import { factList, isEmptyCandidate, numberOf } from './facts.js';
import { button, dataLists, el } from './fields.js';
import { filedPart, filingPanel, unseenPart } from './filing.js';
import { headForm } from './head-form.js';
import { keeper } from './keeping.js';
import { previewPanel } from './preview.js';
import { counted, settledValue } from './words.js';

const slug = document.querySelector('main').dataset.slug;
const at = id => document.getElementById(id);
const stateOf = async () => {
  const answer = await fetch(`/article/${slug}/state`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};

const desk = {
  slug,
  index: 0,
  findings: [],
  /** Says what was done; what the next check counts stands behind it, so that neither is cut off. */
  say(text) {
    desk.said = text;
    at('live').textContent = text;
  },
  post: (path, body) =>
    fetch(`/article/${slug}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  changed: () => desk.keeper.change(desk.file),
  said: '',
};

let capture;
let preview;
let list;

try {
  await begin();
} catch (error) {
  at('kept').textContent = error.message;
  at('next-mistake').hidden = true;
}

async function begin() {
  desk.state = await stateOf();
  desk.state.language = String(settledValue(desk.state.file.article?.language) ?? 'en');
  desk.languages = [...new Set(desk.state.publications.map(({ language }) => language))];
  desk.keeper = keeper(slug, desk.state.version, { kept, waiting, trouble, conflict });
  const unsent = desk.keeper.unsent();
  desk.file = unsent ?? desk.state.file;
  desk.file.facts ??= [];
  desk.refresh = refresh;
  desk.lock = lock;
  capture = capturePanel(desk, useWords);
  preview = previewPanel(desk);
  list = factList(desk, at('facts-body'), goTo);
  document.body.append(...dataLists(desk.state.suggestions));
  at('text-body').replaceChildren(capture.panel);
  at('head-body').replaceChildren(headForm(desk));
  at('shown-body').replaceChildren(preview.panel);
  at('file-body').replaceChildren(filingPanel(desk));
  desk.index = Math.min(
    Number(sessionStorage.getItem(`courant-desk-fact:${slug}`)) || 0,
    Math.max(0, desk.file.facts.length - 1),
  );
  drawFact();
  showChecks(desk.state, true);
  at('kept').textContent = placeOf(desk.state);
  if (unsent) {
    desk.say('Words that were not on the disk yet are here again.');
    desk.keeper.flush();
  }
  at('next-mistake').addEventListener('click', nextFinding);
  document.addEventListener('keydown', event => {
    if (event.key !== 'F8') return;
    event.preventDefault();
    nextFinding();
  });
  askWhetherFiled();
}

function placeOf({ isDraft, inFacts }) {
  const beside =
    inFacts === null ? '' : '; facts/ has another content of it, which stays until you write over it';
  return isDraft
    ? `Kept in drafts/${slug}.json${beside}.`
    : `As in facts/${slug}.json. What you change is kept in drafts/.`;
}

// --- keeping

function kept(state, isAll) {
  Object.assign(desk.state, { isDraft: state.isDraft, inFacts: state.inFacts, version: state.version });
  if (!isAll) return;
  at('kept').textContent = placeOf(state);
  at('kept').className = '';
  showChecks(state, false);
}

function waiting() {
  at('kept').textContent = 'Being kept …';
}

function trouble(text) {
  at('kept').textContent = text;
  at('kept').className = 'mistake';
  desk.say(text);
}

function conflict(text) {
  const choose = act => async () => {
    const state = await stateOf();
    at('elsewhere').replaceChildren();
    await act(state);
  };
  const mine = button(
    'Keep what is here',
    choose(state => desk.keeper.keepMine(state.version)),
  );
  const theirs = button(
    'Take what is there',
    choose(() => {
      desk.keeper.letGo();
      location.reload();
    }),
  );
  at('elsewhere').replaceChildren(
    el('p', { class: 'mistake' }, text),
    el('p', { class: 'actions' }, mine, theirs),
  );
}

async function refresh() {
  const state = await stateOf();
  desk.keeper.keepMine(state.version);
  kept(state, true);
}

// --- checks

function showChecks(state, isFirst) {
  desk.findings = findingsOf(desk, state);
  list.draw();
  placeFindings(desk.findings.filter(isShown));
  const open = toDo();
  const of = kind => open.filter(finding => finding.kind === kind).length;
  const candidates = desk.file.facts.filter(isEmptyCandidate).length;
  const left = candidates > 0 ? ` ${counted(candidates, 'candidate')} to keep or drop.` : '';
  const text = `${counted(of('mistake'), 'mistake')}, ${counted(of('note'), 'note')}.${left}`;
  if (at('count').textContent !== text && !isFirst)
    at('live').textContent = [desk.said, text].filter(Boolean).join(' ');
  at('count').textContent = text;
  at('next-mistake').hidden = open.length === 0;
  document.title = `${of('mistake') > 0 ? `(${of('mistake')}) ` : ''}${slug}: desk`;
  at('title').textContent = String(settledValue(desk.file.article?.title) || slug);
  preview.draw();
}

/** Of the facts only one is on the page; the list says how many the others have. */
function isShown({ path }) {
  const [, index] = /^facts\[(\d+)\]/.exec(path) ?? [];
  return index === undefined || Number(index) === desk.index;
}

/** Mistakes and open notes, without those of candidates that nobody has begun to write. */
function toDo() {
  return desk.findings.filter(({ kind, path }) => {
    const [, index] = /^facts\[(\d+)\]/.exec(path) ?? [];
    const isLater = index !== undefined && isEmptyCandidate(desk.file.facts[index]);
    return (kind === 'mistake' || kind === 'note') && !isLater;
  });
}

function nextFinding() {
  const all = toDo();
  if (all.length === 0) return desk.say('No mistake and no open note.');
  const place = all.findIndex(({ key }) => key === desk.lastFinding);
  const next = all[(place + 1) % all.length];
  desk.lastFinding = next.key;
  const [, index] = /^facts\[(\d+)\]/.exec(next.path) ?? [];
  if (index !== undefined && Number(index) !== desk.index) goTo(Number(index));
  const holder = holderOf(next.path);
  const control = holder?.querySelector('input, textarea, select') ?? holder ?? at('fact-title');
  for (let details = control.closest('details'); details; details = details.parentElement.closest('details'))
    details.open = true;
  control.focus();
  desk.say(holder?.querySelector(`:scope > .findings [data-key], :scope > .findings`)?.textContent ?? '');
}

// --- the fact that is written

function goTo(index, focus) {
  desk.index = index;
  sessionStorage.setItem(`courant-desk-fact:${slug}`, String(index));
  drawFact();
  list.draw();
  placeFindings(desk.findings.filter(isShown));
  preview.draw();
  if (focus) at('fact-title').focus();
}

function drawFact() {
  const fact = desk.file.facts[desk.index];
  at('fact-title').textContent = fact ? `Fact ${numberOf(fact)}` : 'Fact';
  const actions = {
    keep,
    drop: () => list.drop(desk.index),
    show: words => capture.show(words) || desk.say('The text does not have these words.'),
  };
  at('fact-body').replaceChildren(
    fact ? factForm(desk, desk.index, actions) : el('p', {}, 'There is no fact yet: add one above.'),
  );
}

/** Both guesses are right. */
function keep() {
  const fact = desk.file.facts[desk.index];
  fact.kind = settledValue(fact.kind);
  fact.attribution = settledValue(fact.attribution);
  desk.changed();
  drawFact();
  list.draw();
  placeFindings(desk.findings.filter(isShown));
  desk.say('Kept, with the suggested kind and who says so.');
  at('fact-body').querySelector('textarea')?.focus();
}

// --- the text, and filing

function useWords(name, words) {
  const fact = desk.file.facts[desk.index];
  if (!fact) return 'There is no fact to take them: add one.';
  if (at('whole').disabled) return 'The article is filed: nothing of it changes here.';
  fact[name] = words;
  desk.changed();
  const control = document.querySelector(`[data-cut="${name}"] textarea`);
  if (control) control.value = words;
  return `${name === 'evidence' ? 'Evidence' : 'Quote'} of fact ${numberOf(fact)}: ${words}.`;
}

async function askWhetherFiled() {
  const answer = await fetch(`/article/${slug}/filed`);
  if (!answer.ok) return;
  const { filed, said } = await answer.json();
  for (const one of filed) lock(one);
  if (said.length > 0) at('filed').append(unseenPart(said));
}

function lock({ filedAt, where, differs = false }) {
  at('filed').append(filedPart(filedAt, where, differs));
  at('whole').disabled = true;
}

// What the page for searching does in a browser. `node scripts/write-search.ts` puts it and what it imports into `templates/search.js`,
// which lies beside the page; a test holds that file to this one.
import {
  answering,
  asksAnything,
  mayHold,
  nothingAsked,
  searchable,
  wordsToShow,
} from '../../core/archive/search/match.ts';

/** So many hits are shown at first, and more when asked. */
const shownAtOnce = 100;
/** So many months are on their way at once. */
const readAtOnce = 4;

const main = document.querySelector('main');
const words = JSON.parse(main.dataset.words);
const form = document.getElementById('ask');
const status = document.getElementById('status');
const list = document.getElementById('hits');
const more = document.getElementById('more');
const names = Object.keys(nothingAsked);
/** Of `words` the address says `q`, as everywhere. */
const fieldOf = name => (name === 'words' ? 'q' : name);

/** Months, newest first, each read once; undefined until the list of editions was read. */
let months;
let asked = 0;
let hits = [];
let shown = 0;

const fill = (text, values) => text.replace(/\{([a-z]+)\}/gi, (_, name) => values[name] ?? '');
const number = new Intl.NumberFormat(words.locale);
const plurals = new Intl.PluralRules(words.locale);
const dates = new Intl.DateTimeFormat(words.locale, {
  ...{ year: 'numeric', month: 'long', day: 'numeric' },
  timeZone: 'UTC',
});
const dateOf = edition => dates.format(new Date(`${edition}T00:00:00Z`));

function foundText(n) {
  const { found } = words.said;
  return fill(found[plurals.select(n)] ?? found.other, { n: number.format(n) });
}

async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

/** The months of the publication, and those of the id that it had before. */
async function monthsOf(list) {
  const { months: own = [], formerly } = JSON.parse(await text(list));
  const all = own.map(month => ({ month, address: new URL(`all/${month}.jsonl`, list), facts: undefined }));
  return formerly ? [...all, ...(await monthsOf(new URL(formerly.editions, list)))] : all;
}

function factsOf(month) {
  month.facts ??= text(month.address).then(content =>
    content
      .split('\n')
      .filter(line => line !== '')
      .map(line => ({ ...searchable(JSON.parse(line)), address: month.address }))
      .reverse(),
  );
  // What could not be read is asked for again by the next question.
  month.facts.catch(() => {
    month.facts = undefined;
  });
  return month.facts;
}

/** Answers a question, month by month; a newer question ends it. */
async function answer(question) {
  asked += 1;
  const mine = asked;
  hits = [];
  shown = 0;
  list.replaceChildren();
  more.hidden = true;
  status.textContent = '';
  if (!asksAnything(question)) return;
  list.setAttribute('aria-busy', 'true');
  const wanted = await monthsFor(question);
  const unread = wanted && (await readEach(wanted, question, () => mine === asked));
  if (mine !== asked) return;
  list.removeAttribute('aria-busy');
  const found = foundText(hits.length);
  if (!unread) status.textContent = words.said.failed;
  else if (unread.length === 0) status.textContent = found;
  else status.textContent = fill(words.said.unread, { found, months: unread.join(', ') });
}

/** The months that a question asks of; undefined where the list of them cannot be read. */
async function monthsFor(question) {
  try {
    months ??= await monthsOf(new URL('../editions.json', location.href));
    return months.filter(({ month }) => mayHold(month, question));
  } catch {
    return undefined;
  }
}

/** Reads months and shows what answers, as long as the question is the last one. Answers the months that could not be read. */
async function readEach(wanted, question, isLast) {
  const unread = [];
  const answers = answering(question);
  for (const [index, month] of wanted.entries()) {
    for (const next of wanted.slice(index, index + readAtOnce)) factsOf(next).catch(() => {});
    const facts = await factsOf(month).catch(() => undefined);
    if (!isLast()) break;
    if (!facts) unread.push(month.month);
    hits.push(...(facts ?? []).filter(answers));
    show(question, shownAtOnce);
    const found = foundText(hits.length);
    status.textContent = fill(words.said.reading, { found, done: index + 1, all: wanted.length });
  }
  return unread;
}

/** Shows hits up to so many. */
function show(question, upTo) {
  for (; shown < Math.min(upTo, hits.length); shown += 1) list.append(hitItem(hits[shown], question));
  more.hidden = shown >= hits.length;
}

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** Words of a fact, marked with their language where it is not the page's. */
function spoken({ text: said, language }) {
  return language === words.language ? said : element('span', [said], { lang: language });
}

function hitItem({ line, address }, question) {
  const link = new URL(line.page, address).href;
  const marks = [line.standing, ...(line.alsoSince ?? [])].filter(Boolean);
  const who = line.attribution.who[words.language] ?? Object.values(line.attribution.who)[0] ?? '';
  const edition = `${fill(words.number, { number: line.editionNumber })}, ${dateOf(line.edition)}`;
  const meta = [
    line.number,
    edition,
    words.labels[line.label],
    fill(words.attribution[line.attribution.how], { who }),
  ];
  const say = element('a', [spoken(wordsToShow(line, question, words.language))], {
    class: 'say',
    href: link,
  });
  return element('li', [
    // What became of words is read before them.
    ...marks.flatMap(one => standingLines(one, address)),
    say,
    element('p', [[...meta, line.source.publisher].filter(Boolean).join(words.joint)], { class: 'meta' }),
  ]);
}

/** What became of a fact, leading to where that is said. */
function standingLines({ kind, publisher, by, right, label }, address) {
  const { standing } = words;
  const edition = fill(standing.edition, { number: by.editionNumber, date: dateOf(by.edition) });
  const link = element('a', [edition], { href: new URL(by.page, address).href });
  const line = (message, values) => {
    const [before, behind = ''] = message.split('{edition}');
    return element('p', [fill(before, values), link, fill(behind, values)], { class: 'mark' });
  };
  if (kind === 'updated') {
    const message = label ? standing.updated : standing.adds;
    return [line(message, { number: by.number, label: words.labels[label] })];
  }
  if (publisher !== null) return [line(standing.of[kind], { publisher })];
  if (kind === 'withdrawn') return [line(standing.withdrawn, {})];
  if (!right) return [line(standing.details, {})];
  const is = wordsToShow({ ...right, language: words.language }, nothingAsked, words.language);
  return [line(standing.corrected, {}), element('p', [words.right, spoken(is)], { class: 'mark' })];
}

/** The question that the address holds. */
function questionAsked() {
  const parameters = new URLSearchParams(location.search);
  return Object.fromEntries(names.map(name => [name, (parameters.get(fieldOf(name)) ?? '').trim()]));
}

/** Puts a question into the form. */
function putIn(question) {
  for (const name of names) form.elements.namedItem(fieldOf(name)).value = question[name];
  const { words: _, ...narrowing } = question;
  if (Object.values(narrowing).some(value => value !== '')) document.getElementById('narrow').open = true;
}

/** Answers the question of the address, which may be one that was asked before. */
function answerAddress() {
  const question = questionAsked();
  putIn(question);
  return answer(question);
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const entries = [...new FormData(form)].filter(([, value]) => value.trim() !== '');
  const address = new URL(location.href);
  address.search = new URLSearchParams(entries).toString();
  if (address.href !== location.href) history.pushState(null, '', address);
  answerAddress();
});
addEventListener('popstate', answerAddress);
more.addEventListener('click', () => {
  const first = shown;
  show(questionAsked(), shown + shownAtOnce);
  list.children[first]?.querySelector('a').focus();
});

document.getElementById('without').hidden = true;
form.hidden = false;
answerAddress();

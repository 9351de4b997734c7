// Written by scripts/write-search.ts: change templates/search/page.js or core/archive/search/ instead.
"use strict";
(() => {
  // core/archive/search/match.ts
  var nothingAsked = {
    ...{ words: "", topic: "", kind: "", who: "", source: "" },
    ...{ from: "", to: "" }
  };
  function searchable(line) {
    const { statement, entities, quote, quoteIn, instrument, citation, places, number: number2 } = line;
    const who = joined([line, ...line.also].flatMap(({ attribution }) => Object.values(attribution.who)));
    const source = joined(
      [line, ...line.also].flatMap((one) => [
        one.source.publisher,
        ...Object.values(one.source.title),
        one.source.url
      ])
    );
    const right = [line.standing, ...line.alsoSince ?? []].flatMap(
      (one) => Object.values(one?.right?.statement ?? {})
    );
    const words2 = [
      ...Object.values(statement),
      ...right,
      ...line.also.flatMap((other) => [...Object.values(other.statement), ...other.entities]),
      ...entities,
      ...[quote?.text, ...Object.values(quoteIn ?? {}), ...Object.values(instrument ?? {}), citation],
      ...[...places, number2]
    ];
    return { line, text: [joined(words2), who, source].join("\n"), who, source };
  }
  function answering(question) {
    const terms = termsOf(question.words);
    const { topic, kind } = question;
    const [speaker, paper] = [compared(question.who), compared(question.source)];
    const [from, to] = [compared(question.from), compared(question.to)];
    if (!asksAnything(question)) return () => false;
    return ({ line, text: text2, who, source }) => terms.every((term) => text2.includes(term)) && (topic === "" || line.topics.includes(topic)) && (kind === "" || line.kind === kind) && who.includes(speaker) && source.includes(paper) && isWithin(line.edition, from, to);
  }
  function asksAnything(question) {
    return termsOf(question.words).length > 0 || isNarrowed(question);
  }
  function mayHold(monthOrEdition, { from, to }) {
    return isWithin(monthOrEdition, compared(from), compared(to));
  }
  function isWithin(monthOrEdition, from, to) {
    const year = monthOrEdition.slice(0, 4);
    return (from === "" || year >= from) && (to === "" || year <= to);
  }
  function termsOf(words2) {
    const found = words2.matchAll(/["“”「]([^"“”「」]*)["“”」]|([^\s"“”「」]+)/gu);
    return [...found].map(([, phrase, word]) => compared(phrase ?? word ?? "")).filter((term) => term !== "");
  }
  function wordsToShow({ statement, language }, { words: words2 }, wanted) {
    const terms = termsOf(words2);
    const tags = [wanted, language, ...Object.keys(statement)].filter((tag2) => statement[tag2] !== void 0);
    const has = (tag2) => terms.some((term) => compared(statement[tag2] ?? "").includes(term));
    const tag = tags.find(has) ?? tags[0] ?? language;
    return { text: statement[tag] ?? "", language: tag };
  }
  function isNarrowed({ words: _, ...narrowing }) {
    return Object.values(narrowing).some((value) => value !== "");
  }
  function compared(text2) {
    return text2.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
  }
  function joined(parts) {
    const lines = parts.map((part) => (part ?? "").replaceAll("\n", " ")).join("\n");
    const text2 = lines.normalize("NFKC").toLowerCase();
    return unevenSpace.test(text2) ? text2.replace(/[^\S\n]+/gu, " ") : text2;
  }
  var unevenSpace = / {2}|[^\S \n]/u;

  // templates/search/page.js
  var shownAtOnce = 100;
  var readAtOnce = 4;
  var main = document.querySelector("main");
  var words = JSON.parse(main.dataset.words);
  var form = document.getElementById("ask");
  var status = document.getElementById("status");
  var list = document.getElementById("hits");
  var more = document.getElementById("more");
  var names = Object.keys(nothingAsked);
  var fieldOf = (name) => name === "words" ? "q" : name;
  var months;
  var asked = 0;
  var hits = [];
  var shown = 0;
  var fill = (text2, values) => text2.replace(/\{([a-z]+)\}/gi, (_, name) => values[name] ?? "");
  var number = new Intl.NumberFormat(words.locale);
  var plurals = new Intl.PluralRules(words.locale);
  var dates = new Intl.DateTimeFormat(words.locale, {
    ...{ year: "numeric", month: "long", day: "numeric" },
    timeZone: "UTC"
  });
  var dateOf = (edition) => dates.format(/* @__PURE__ */ new Date(`${edition}T00:00:00Z`));
  function foundText(n) {
    const { found } = words.said;
    return fill(found[plurals.select(n)] ?? found.other, { n: number.format(n) });
  }
  async function text(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status}`);
    return response.text();
  }
  async function monthsOf(list2) {
    const { months: own = [], formerly } = JSON.parse(await text(list2));
    const all = own.map((month) => ({ month, address: new URL(`all/${month}.jsonl`, list2), facts: void 0 }));
    return formerly ? [...all, ...await monthsOf(new URL(formerly.editions, list2))] : all;
  }
  function factsOf(month) {
    month.facts ??= text(month.address).then(
      (content) => content.split("\n").filter((line) => line !== "").map((line) => ({ ...searchable(JSON.parse(line)), address: month.address })).reverse()
    );
    month.facts.catch(() => {
      month.facts = void 0;
    });
    return month.facts;
  }
  async function answer(question) {
    asked += 1;
    const mine = asked;
    hits = [];
    shown = 0;
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    if (!asksAnything(question)) return;
    list.setAttribute("aria-busy", "true");
    const wanted = await monthsFor(question);
    const unread = wanted && await readEach(wanted, question, () => mine === asked);
    if (mine !== asked) return;
    list.removeAttribute("aria-busy");
    const found = foundText(hits.length);
    if (!unread) status.textContent = words.said.failed;
    else if (unread.length === 0) status.textContent = found;
    else status.textContent = fill(words.said.unread, { found, months: unread.join(", ") });
  }
  async function monthsFor(question) {
    try {
      months ??= await monthsOf(new URL("../editions.json", location.href));
      return months.filter(({ month }) => mayHold(month, question));
    } catch {
      return void 0;
    }
  }
  async function readEach(wanted, question, isLast) {
    const unread = [];
    const answers = answering(question);
    for (const [index, month] of wanted.entries()) {
      for (const next of wanted.slice(index, index + readAtOnce)) factsOf(next).catch(() => {
      });
      const facts = await factsOf(month).catch(() => void 0);
      if (!isLast()) break;
      if (!facts) unread.push(month.month);
      hits.push(...(facts ?? []).filter(answers));
      show(question, shownAtOnce);
      const found = foundText(hits.length);
      status.textContent = fill(words.said.reading, { found, done: index + 1, all: wanted.length });
    }
    return unread;
  }
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
  function spoken({ text: said, language }) {
    return language === words.language ? said : element("span", [said], { lang: language });
  }
  function hitItem({ line, address }, question) {
    const link = new URL(line.page, address).href;
    const marks = [line.standing, ...line.alsoSince ?? []].filter(Boolean);
    const who = line.attribution.who[words.language] ?? Object.values(line.attribution.who)[0] ?? "";
    const edition = `${fill(words.number, { number: line.editionNumber })}, ${dateOf(line.edition)}`;
    const meta = [
      line.number,
      edition,
      words.labels[line.label],
      fill(words.attribution[line.attribution.how], { who })
    ];
    const say = element("a", [spoken(wordsToShow(line, question, words.language))], {
      class: "say",
      href: link
    });
    return element("li", [
      // What became of words is read before them.
      ...marks.flatMap((one) => standingLines(one, address)),
      say,
      element("p", [[...meta, line.source.publisher].filter(Boolean).join(words.joint)], { class: "meta" })
    ]);
  }
  function standingLines({ kind, publisher, by, right, label }, address) {
    const { standing } = words;
    const edition = fill(standing.edition, { number: by.editionNumber, date: dateOf(by.edition) });
    const link = element("a", [edition], { href: new URL(by.page, address).href });
    const line = (message, values) => {
      const [before, behind = ""] = message.split("{edition}");
      return element("p", [fill(before, values), link, fill(behind, values)], { class: "mark" });
    };
    if (kind === "updated") {
      const message = label ? standing.updated : standing.adds;
      return [line(message, { number: by.number, label: words.labels[label] })];
    }
    if (publisher !== null) return [line(standing.of[kind], { publisher })];
    if (kind === "withdrawn") return [line(standing.withdrawn, {})];
    if (!right) return [line(standing.details, {})];
    const is = wordsToShow({ ...right, language: words.language }, nothingAsked, words.language);
    return [line(standing.corrected, {}), element("p", [words.right, spoken(is)], { class: "mark" })];
  }
  function questionAsked() {
    const parameters = new URLSearchParams(location.search);
    return Object.fromEntries(names.map((name) => [name, (parameters.get(fieldOf(name)) ?? "").trim()]));
  }
  function putIn(question) {
    for (const name of names) form.elements.namedItem(fieldOf(name)).value = question[name];
    const { words: _, ...narrowing } = question;
    if (Object.values(narrowing).some((value) => value !== "")) document.getElementById("narrow").open = true;
  }
  function answerAddress() {
    const question = questionAsked();
    putIn(question);
    return answer(question);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const entries = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
    const address = new URL(location.href);
    address.search = new URLSearchParams(entries).toString();
    if (address.href !== location.href) history.pushState(null, "", address);
    answerAddress();
  });
  addEventListener("popstate", answerAddress);
  more.addEventListener("click", () => {
    const first = shown;
    show(questionAsked(), shown + shownAtOnce);
    list.children[first]?.querySelector("a").focus();
  });
  document.getElementById("without").hidden = true;
  form.hidden = false;
  answerAddress();
})();

import { describe, expect, it } from 'vitest';
import { logRecordSchema } from '../../../core/articles/log-record.ts';
import { parseArticleFile } from '../../../core/filing/check-article.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { readStored, UnreadableError } from '../../../core/foundation/stored-json.ts';
import { refusalOf } from '../filing/refusal.ts';
import { sampleFact, sampleFile } from '../filing/sample-article.ts';

/** A record with every field that there is. */
function aRecord() {
  const dated = { date: '2026-01', basis: 'inferred', because: 'It tells of the winter.' } as const;
  const fact = sampleFact({
    kind: 'measure',
    status: 'final',
    instrument: 'Crane rule',
    citation: '1 XR 1',
    primarySource: 'https://register.example/1',
    occurred: dated,
    dates: [{ date: '2026-04-01', what: 'takes effect' }],
    sameAs: 'other.1',
    follows: ['other.2', 'other.3'],
    short: { en: 'Port: quiet cranes' },
    quoteIn: { 'zh-Hans': '安静的起重机' },
    why: { remark: 'It is quiet.', by: 'A. Editor' },
  });
  const { article, facts } = sampleFile([fact]);
  Object.assign(article, { author: 'B. Writer', note: 'Undated.' });
  return { type: 'article' as const, recordedAt: '2026-03-02T00:00:00Z', article, facts };
}

const byLanguage = ['statement', 'short', 'quoteIn'];

/** The same with a further field in every object, as a later version may write it. */
function ofTomorrow(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map(item => ofTomorrow(item));
  // The names of a statement's fields are languages, of which there are more already.
  if (typeof value !== 'object' || value === null || byLanguage.includes(name)) return value;
  const fields = Object.entries(value).map(([key, inner]) => [key, ofTomorrow(inner, key)]);
  return { ...Object.fromEntries(fields), tomorrow: { any: ['thing'] } };
}

const read = (record: unknown) => readStored(logRecordSchema, canonicalJson(record), 'log/x.json');

describe('a record of the log', () => {
  it('is read as it was filed, with all its fields', () => {
    const record = aRecord();
    expect(() => parseArticleFile({ article: record.article, facts: record.facts }, 'a.json')).not.toThrow();
    expect(read(record)).toEqual(record);
  });

  it('is read as filed before a fact could update several, or a publisher have names by language, and since', () => {
    for (const [follows, publisher] of [
      ['other.2', 'A Courier'],
      [['other.2'], { en: 'A Courier', 'zh-Hans': '信使报' }],
    ]) {
      const { article, facts, ...record } = aRecord();
      const filed = { ...record, article: { ...article, publisher }, facts: [{ ...facts[0], follows }] };
      expect(read(filed)).toEqual(filed);
    }
  });

  it('is read with fields of tomorrow in every object, and keeps them, though filing refuses them', () => {
    const record = ofTomorrow(aRecord());
    expect(read(record)).toEqual(record);
    const { article, facts } = record as { article: object; facts: object[] };
    const paths = refusalOf(() => parseArticleFile({ article, facts }, 'a.json')).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['article.tomorrow', 'facts[0].tomorrow']));
  });

  it.each([
    ['longer than filing takes', { statement: { en: 'x'.repeat(401) }, evidence: 'word '.repeat(13).trim() }],
    ['without anything to be seen', { attribution: { who: '\u200b', how: 'named' } }],
    ['with a status that filing refuses', { kind: 'event', status: 'final' }],
    ['with a link written otherwise', { primarySource: 'https://Register.example/a b' }],
    ['with a tag, code, topic or id of another form', { topics: ['A b'], jurisdictions: ['CHN'], id: 'x' }],
    ['with more entities than filing takes', { entities: Array(31).fill('A'), topics: [] }],
  ])('is read %s, as what filing asks for may become stricter', (_, fields) => {
    const record = aRecord();
    const facts = [{ ...record.facts[0], ...fields }];
    refusalOf(() => parseArticleFile({ article: record.article, facts }, 'a.json'));
    expect(read({ ...record, facts })).toEqual({ ...record, facts });
  });

  it.each([
    ['type', { type: 'remark' }],
    ['article', { article: undefined }],
    ['facts[0].kind', { facts: [{ ...aRecord().facts[0], kind: 'rumour' }] }],
    ['facts[0].statement', { facts: [{ ...aRecord().facts[0], statement: 'text' }] }],
  ])('is not taken when its %s cannot be understood, with key and place', (path, changes) => {
    const reading = () => read({ ...aRecord(), ...changes });
    expect(reading).toThrow(UnreadableError);
    expect(reading).toThrow(`log/x.json: ${path}\n  expected:`);
    expect(reading).toThrow('a later version of Courant wrote it.');
    expect(reading).toThrow('Deploy the newest version that was ever deployed.');
  });

  it('is not taken when it is no JSON, and the text is not repeated', () => {
    const reading = () => readStored(logRecordSchema, '{"secret', 'log/x.json');
    expect(reading).toThrow(UnreadableError);
    expect(reading).toThrow(/^(?!.*secret)log\/x\.json cannot be read[\s\S]*expected: JSON/);
  });
});

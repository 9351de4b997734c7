import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../core/digest/digest.ts';
import { coversText } from '../../../../core/rendering/digest/edition-view.ts';
import { renderDigest } from '../../../../core/rendering/digest/render.ts';
import { messagesFrom } from '../../../../core/rendering/language/messages.ts';
import { aDigest, anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { aFullDigest } from '../../../support/builders/a-full-digest.ts';
import { places, sources, templates } from '../shipped-templates.ts';

const messages = messagesFrom(sources, 'zh-Hans');
const publication = {
  ...aDigest().publication,
  title: '中国科技与管制',
  sender: '中国科技与管制',
  description: '每周梳理中国科技政策与出口管制，逐条注明来源。',
  language: 'zh-Hans',
  timeZone: 'Asia/Shanghai',
};

/** The edition with every word of ours in Chinese, names and links aside. */
function inChinese(digest: Digest): Digest {
  const translated = JSON.parse(JSON.stringify(digest), (_, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    'language' in value &&
    value.language === 'en'
      ? { text: '市政府公布补贴办法', language: 'zh-Hans' }
      : value,
  ) as Digest;
  const sections = translated.sections.map(({ topic, facts }) => ({
    topic: { ...topic, title: '出口管制' },
    facts,
  }));
  return { ...translated, publication, sections };
}

function render(digest: Digest) {
  return renderDigest({ digest, templates, messages, fields: places });
}

const full = render(inChinese(aFullDigest()));
const empty = render(inChinese(anEmptyDigest()));

describe('an edition in Chinese', () => {
  it('has no half-width punctuation or space between Chinese words, in any part', () => {
    for (const part of [
      full.text,
      empty.text,
      ...[full, empty].flatMap(({ subject, preheader }) => [subject, preheader]),
    ]) {
      const joined = part.replace(/^> /gm, '');
      expect(joined.match(/\p{Script=Han}[,;:.()"'] ?\p{Script=Han}/gu)).toBeNull();
      expect(joined.match(/[，。；：！？、（）“”] +[\p{Script=Han}（]/gu)).toBeNull();
      expect(joined.match(/[\p{Script=Han}，。；：] *[,;()]/gu)).toBeNull();
    }
  });

  it('says everything of ours in Chinese: what else there is are names, numbers and links', () => {
    for (const part of [full.html, full.page, empty.html]) {
      const $ = load(part);
      $('head, style, [lang=en], a[href^="mailto:"]').remove();
      const rest = $('body')
        .text()
        .replace(
          /Harbour Law Review|Bay City Gazette|Editorial desk|A\. Editor|Courant, 1 Example Street.*|digest\.json|manifest\.json/g,
          '',
        )
        .replace(/https:\S+|87 FR \d+|SHA-256|[0-9a-f]{64}|存档[0-9a-f]+|来源[A-Z]/g, '');
      const latin = rest.match(/[A-Za-z]{2,}/g) ?? [];
      expect(latin).toEqual([]);
    }
  });

  it('is marked as Chinese, with the quotes of other languages marked as theirs', () => {
    const $ = load(full.html);
    expect($('html').attr('lang')).toBe('zh-Hans');
    expect($('[lang=en]').text()).toBe('“education, technology, and talent”');
    expect($('[lang=zh-Hans]').length).toBe(2);
  });

  it('has a subject that begins with the news and labels it, and ends with the number', () => {
    expect(full.subject).toBe('最终确定：市政府公布补贴办法｜第2期');
    expect(full.preheader).toBe('表态：市政府公布补贴办法｜12条信息，2个来源');
    expect(empty.subject).toBe('本周无新消息｜第2期');
    expect(empty.preheader).toContain('2026年11月30日星期一');
  });

  it('says dates, zones, places and plurals as Chinese does', () => {
    const dense = full.text.replace(/\n\s*/g, '');
    expect(load(full.page)('footer').text()).toContain(
      '收录2026年11月16日星期一 14:00至2026年11月23日星期一 14:00（中国标准时间）的内容。',
    );
    expect(dense).toContain('涉及：美国');
    expect(dense).toContain('2026年12月1日星期二 · 8天后');
    expect(dense).toMatch(/12条信息 · 约\d分钟/);
    expect(dense).toContain('日期：2022年10月（推断日期）');
    expect(full.page).toContain('日期推断依据：市政府公布补贴办法。');
  });

  it('takes as long to read as its characters do', () => {
    const fact = aDigest().sections[0]?.facts[0];
    const statement = { text: '字'.repeat(400), language: 'zh-Hans' };
    const facts = Array.from({ length: 10 }, () => ({ ...fact, statement, quote: null }));
    const long = { ...aDigest(), sections: [{ topic: { id: 'a', title: 'A' }, facts }], views: [] };
    expect(render(long as Digest).text).toContain('约18分钟');
  });

  it('says which editions did not come out', () => {
    expect(coversText(aDigest({ skipped: ['2026-11-16'] }), messages)).toMatch(
      /的内容。2026年11月16日.*休刊一期，其间内容一并收录于本期。$/,
    );
    expect(coversText(aDigest({ skipped: ['2026-11-09', '2026-11-16'] }), messages)).toMatch(
      /2026年11月9日.*至2026年11月16日.*共休刊2期，其间内容一并收录于本期。$/,
    );
  });
});

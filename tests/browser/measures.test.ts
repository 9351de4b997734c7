import { expect, it } from 'vitest';
import { buildSeries } from '../support/editions/build.ts';
import { chinesePublication } from '../support/editions/example.ts';
import { measured } from '../support/editions/measured.ts';
import { chromium, describeWith } from '../support/programs/needed-programs.ts';
import { type Measures, measuresOf, misses, slope } from './measures.ts';
import { stageOfTests } from './stage-of-tests.ts';

describeWith([chromium], 'what a digest costs its readers', () => {
  const stage = stageOfTests();

  const measuresIn = async (name: string, publication = measured[name]?.publication) => {
    const series = measured[name];
    if (!series || !publication) throw new Error(`no ${name}`);
    return measuresOf(await buildSeries(name, { ...series, publication }, 'public'), stage);
  };

  it.each(Object.keys(measured))('keeps to the bars: %s', async name => {
    const measures = await measuresIn(name);
    expect(measures.apparatus).toHaveLength(measures.facts);
    expect(misses(measures)).toEqual([]);
  });

  it('keeps to the bars in Chinese, whose characters are counted', async () => {
    const measures = await measuresIn('the shipped first edition', chinesePublication);
    expect(measures.characters).toBeGreaterThan(800);
    expect(misses({ ...measures, apparatus: [0] })).toEqual([]);
  });

  it('comes to its first item on the web page within 640 px of a phone, below contents and caveat', async () => {
    const series = measured['the shipped first edition'];
    if (!series) throw new Error('no shipped edition');
    const { page: html } = await buildSeries('shipped', series, 'public');
    const page = await stage.show(html, { scheme: 'light', width: 375 });
    const top = await page
      .locator('main li')
      .first()
      .evaluate(item => item.getBoundingClientRect().top);
    expect(top).toBeLessThanOrEqual(640);
  });

  it('grows by less than a kilobyte a fact', async () => {
    const [few, many] = await Promise.all(
      ['30 invented facts', '60 invented facts'].map(name => built(name)),
    );
    if (!few || !many) throw new Error('two editions');
    expect(slope(few, many).html).toBeLessThan(1000);
    expect(slope(few, many).text).toBeLessThan(300);
  });

  /** One after the other: there is one stage. */
  let last: Promise<unknown> = Promise.resolve();
  function built(name: string): Promise<Measures> {
    const next = last.then(() => measuresIn(name));
    last = next;
    return next;
  }

  it('is found to be too much', () => {
    const dear: Measures = {
      ...{ facts: 1, frame: 151, apparatus: [15, 15], words: 1000, characters: 0 },
      ...{ minutes: 2, firstItem: 321, bytes: { html: 1, text: 1 } },
    };
    expect(misses(dear).map(miss => miss.replace(/^\S+ /, ''))).toHaveLength(5);
  });
});

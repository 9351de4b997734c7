// Prints what a digest costs its readers: npm run measure. The bars that measures.test.ts holds stand in measures.ts.
import { buildSeries } from '../support/editions/build.ts';
import { measured } from '../support/editions/measured.ts';
import { chromium, pathOf } from '../support/programs/needed-programs.ts';
import { launchBrowser, setStage } from './browser.ts';
import { type Measures, measuresOf, median, minutesShown, misses, slope } from './measures.ts';

const browser = await launchBrowser(pathOf(chromium));
const all: Measures[] = [];
try {
  const stage = await setStage(browser);
  for (const [name, series] of Object.entries(measured)) {
    const measures = await measuresOf(await buildSeries(name, series, 'public'), stage);
    all.push(measures);
    process.stdout.write(`${name} (${measures.facts} facts)\n${linesOf(measures).join('\n')}\n\n`);
  }
} finally {
  await browser.close();
}
const [few, many] = all.slice(-2);
if (few && many) {
  const { html, text } = slope(few, many);
  process.stdout.write(`Each further fact adds ${html} bytes of HTML and ${text} bytes of text.\n`);
}
process.exitCode = all.some(measures => misses(measures).length > 0) ? 1 : 0;

function linesOf(measures: Measures): string[] {
  const { frame, apparatus, words, characters, minutes, firstItem, bytes } = measures;
  return [
    `  frame:         ${frame} words, sources and remarks aside`,
    `  apparatus:     ${median(apparatus)} words a fact (median), ${Math.max(...apparatus)} at most, of ${apparatus.length} facts`,
    `  shown:         ${words} words${characters > 0 ? ` and ${characters} Chinese characters` : ''}`,
    `  reading time:  ${minutes} minutes named, ${minutesShown(measures).toFixed(1)} by the words shown`,
    `  first item:    ${Math.round(firstItem)} px from the top, on a phone of 375`,
    `  size:          ${bytes.html} bytes of HTML, ${bytes.text} bytes of text`,
    `  (${[...apparatus].sort((a, b) => a - b).join(' ')})`,
    ...misses(measures).map(miss => `  MISSED: ${miss}`),
  ];
}

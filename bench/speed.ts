import { ProgressBar } from '../local/terminal/progress-bar.ts';
import { runProgram } from '../local/terminal/run-program.ts';
import { judge, names } from './bars.ts';
import { type BenchOptions, benchProgram } from './bench-options.ts';
import { benchReaders } from './bench-readers.ts';
import { coldImports } from './cold-imports.ts';
import { courant, courantChain, makeAndFree, plainCopy } from './courant.ts';
import { type BenchEdition, filesIn, readEdition } from './edition.ts';
import { madeUpEdition } from './made-up-edition.ts';
import { type Contender, measure } from './measure.ts';
import { type BenchResult, describeResult } from './report.ts';
import { checkSameContent } from './same-content.ts';
import { usualChain } from './stubbed-ses.ts';
import { suitableEncoding, usualCode } from './usual-code.ts';

const readers = benchReaders(100);

/** Measures what was asked for; answers the exit code. */
async function main(options: BenchOptions): Promise<number> {
  const { edition: folder, json } = options;
  const edition = folder
    ? await readEdition(filesIn(folder), folder)
    : await readEdition(await madeUpEdition(), 'the made-up edition');
  const result = await run(edition, options);
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : describeResult(result));
  return result.met ? 0 : 1;
}

async function run(edition: BenchEdition, { rounds, milliseconds }: BenchOptions): Promise<BenchResult> {
  const makers = {
    [names.usual]: usualCode(edition),
    [names.tuned]: usualCode(edition, suitableEncoding(edition)),
    [names.courant]: courant(edition),
  };
  await checkSameContent(makers, readers);
  const [first] = readers;
  if (!first) throw new Error('expected readers, found none');
  const contenders: Contender[] = Object.entries({
    ...makers,
    [names.courant]: makeAndFree(courant(edition)),
    [names.copy]: makeAndFree(plainCopy(edition, first)),
    [names.usualChain]: usualChain(edition, makers[names.usual]),
    [names.courantChain]: courantChain(edition),
  }).map(([name, work]) => ({ name, work: index => work(readers[index % readers.length] ?? first) }));
  const bar = new ProgressBar('Measuring', (rounds + 1) * contenders.length);
  const rates = await measure(contenders, rounds, milliseconds, done => bar.show(done));
  bar.clear();
  const loaded = await coldImports(rounds);
  const bars = judge(rates);
  const sizes = {
    html: Buffer.byteLength(edition.html),
    text: Buffer.byteLength(edition.text),
    message: edition.template.bytes.length,
  };
  return {
    edition: edition.name,
    sizes,
    readers: readers.length,
    rounds,
    rates,
    bars,
    coldImports: loaded,
    met: bars.every(({ met }) => met) && loaded.subscriptions <= loaded.feedback,
  };
}

await runProgram(benchProgram, main);

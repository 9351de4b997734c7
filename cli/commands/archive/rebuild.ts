import { counted } from '../../../core/foundation/counts.ts';
import { ProgressBar } from '../../../local/terminal/progress-bar.ts';
import { publicationsToRebuild, type Rebuilt, rebuildArchive } from '../../archive/rebuild-archive.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';

/** `archive rebuild`: all that is derived from the seals, made anew. */
export const archiveRebuild: Command<World> = {
  name: 'archive rebuild',
  operands: [],
  options: ['publication', 'json'],
  summary: 'make months, pages, lists, feeds and search anew from the seals',
  about: [
    'Courant makes all anew that follows from the sealed editions: the months with their data and pages, the pages of editions, fronts, feeds, calendar and search, where ' +
      'facts appeared, and which editions are folded in. It names each file that it wrote, and writes none that is right already: after it has run, it has nothing to do.',
    'It changes no sealed file and mails nobody. Publishers may be at work meanwhile. If it is ended in between, run it again. Run it when courant archive verify finds such a file ' +
      'altered or missing, or when old pages are to have today’s templates and words.',
    'It works on all publications, also those that make no editions any more, unless one is named. The deployed functions of another version would make pages in their ' +
      'way again: run it from the folder that is deployed.',
  ],
  examples: ['courant archive rebuild', 'courant archive rebuild --local --publication weekly'],
  run: ({ options }, world) =>
    withInstallation(world, options, async installation => {
      const context = installation.folding();
      for (const publication of await publicationsToRebuild(installation, options.publication)) {
        let bar: ProgressBar | undefined;
        const onMonth = (done: number, of: number) => {
          bar ??= new ProgressBar(`Rebuilding ${publication.id}, months`, of);
          bar.show(done);
        };
        const rebuilt = await rebuildArchive(installation, context, publication, onMonth).finally(() =>
          bar?.clear(),
        );
        if (options.json) world.print(JSON.stringify(rebuilt));
        else for (const line of linesOf(rebuilt)) world.print(line);
      }
      return 0;
    }),
};

function linesOf({ publication, editions, rewritten }: Rebuilt): string[] {
  const came =
    rewritten.length === 0 ? 'everything was right' : `${counted(rewritten.length, 'file')} written`;
  return [
    `${publication}: ${counted(editions, 'edition')}; ${came}`,
    ...rewritten.map(key => `  written: ${key}`),
  ];
}

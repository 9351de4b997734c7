import path from 'node:path';
import { projectFolder } from '../../../infra/inputs/config.ts';
import { readText } from '../../../lambdas/runtime/read-text.ts';
import { expectEqual } from '../deployed-stage.ts';
import { commandsIn } from '../operator.ts';

/** What README's "Deploy it" tells to type on one's own machine, in its order, as it stands there. */
export const onThisMachine = {
  install: 'npm ci',
  init: 'npm run courant -- init',
  draft: 'npm run courant -- facts draft FILE --id SLUG',
  desk: 'npm run desk',
  facts: 'npm run courant -- facts add facts/SLUG.json --capture drafts/SLUG.txt --local',
  reader: 'npm run courant -- readers add ADDRESS --local',
  proof: 'npm run courant -- proof --to ADDRESS --local',
} as const;

/** What it tells to type after that, with an account; `doctorAgain` is once it is deployed. */
export const inAnAccount = {
  doctor: 'npm run courant -- doctor',
  bootstrap: 'npx cdk bootstrap',
  deploy: 'npx cdk deploy',
  doctorAgain: 'npm run courant -- doctor',
  facts: 'npm run courant -- facts add facts/SLUG.json --capture drafts/SLUG.txt',
  reader: 'npm run courant -- readers add ADDRESS',
  proof: 'npm run courant -- proof --to ADDRESS',
  publish: 'npm run courant -- publish',
  status: 'npm run courant -- status',
} as const;

/** Holds the commands above against those of README. @throws RehearsalError where they are not the same */
export function expectAsInReadme(readme: string = readText(path.join(projectFolder, 'README.md'))): void {
  const hour = [...Object.values(onThisMachine), ...Object.values(inAnAccount)];
  // What types all of it is no part of it.
  const typed = commandsIn(readme, 'Deploy it').filter(command => !command.startsWith('npm run rehearse'));
  expectEqual('commands of README, under "Deploy it"', hour, typed);
}

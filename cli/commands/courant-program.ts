import { projectVersion } from '../../infra/inputs/config.ts';
import type { World } from '../installation/world.ts';
import type { Program } from '../program/command.ts';
import { archiveExport } from './archive/export.ts';
import { archiveGet } from './archive/get.ts';
import { archiveLink } from './archive/link.ts';
import { archiveList } from './archive/list.ts';
import { archiveRebuild } from './archive/rebuild.ts';
import { archiveSearch } from './archive/search.ts';
import { archiveTakeDown } from './archive/take-down.ts';
import { archiveVerify } from './archive/verify.ts';
import { articleCorrect } from './article-correct.ts';
import { pause } from './decisions/pause.ts';
import { resume } from './decisions/resume.ts';
import { skip } from './decisions/skip.ts';
import { unskip } from './decisions/unskip.ts';
import { doctor } from './doctor.ts';
import { factsAdd } from './facts/add.ts';
import { factsCheck } from './facts/check.ts';
import { factsCorrect } from './facts/correct.ts';
import { factsDraft } from './facts/draft.ts';
import { factsList } from './facts/list.ts';
import { factsPending } from './facts/pending.ts';
import { factsRetract } from './facts/retract.ts';
import { factsShow } from './facts/show.ts';
import { init } from './init.ts';
import { proof } from './proof.ts';
import { publish } from './publish.ts';
import { readersAdd } from './readers/add.ts';
import { readersCount } from './readers/count.ts';
import { readersErase } from './readers/erase.ts';
import { readersExport } from './readers/export.ts';
import { readersImport } from './readers/import.ts';
import { readersLift } from './readers/lift.ts';
import { readersList } from './readers/list.ts';
import { readersRemove } from './readers/remove.ts';
import { readersShow } from './readers/show.ts';
import { release } from './release.ts';
import { resend } from './resend.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

/** Everything that `courant` can do, in the order in which people meet it. */
export const courantProgram: Program<World> = {
  version: projectVersion,
  about: [
    'Courant publishes scheduled reports: facts in, a digest out. Type its commands in the folder of the project:',
    '  npx courant COMMAND\n  npm run courant -- COMMAND',
    'Courant works on the deployed stack, with the credentials and region that the AWS command line uses (AWS_PROFILE, AWS_REGION …). ' +
      'With --local it works on this machine. cdk.json has the publications and their topics.',
  ],
  groups: {
    facts:
      'Draft facts from a text; file articles with their facts; check, correct and retract facts, list them, and show what became of them and what is pending.',
    article: 'Put right what is known of a filed article.',
    readers:
      'Add, import and export readers; show, remove and erase one; lift an ending; list and count them.',
    archive:
      'List the editions of a publication, search their facts, fetch their files, and verify all of it.',
  },
  commands: [
    init,
    doctor,
    factsDraft,
    factsCheck,
    factsAdd,
    factsCorrect,
    factsRetract,
    articleCorrect,
    factsList,
    factsShow,
    factsPending,
    readersAdd,
    readersImport,
    readersExport,
    readersShow,
    readersRemove,
    readersErase,
    readersLift,
    readersList,
    readersCount,
    proof,
    publish,
    status,
    archiveList,
    archiveGet,
    archiveExport,
    archiveLink,
    archiveSearch,
    archiveVerify,
    archiveRebuild,
    archiveTakeDown,
    skip,
    unskip,
    pause,
    resume,
    release,
    stop,
    resend,
  ],
  examples: ['courant status', 'courant status --local', 'courant help facts correct'],
};

import type { FactLog } from '../../articles/fact-log.ts';
import type { Archive } from '../../edition/archive.ts';
import type { EditionSources } from '../../edition/chain-manifests.ts';
import type { FoldMarks } from '../../edition/months/appearances.ts';
import type { TakenDownRecords } from '../../edition/months/taken-down.ts';
import type { RenderDates } from '../../rendering/pages/dates-page.ts';
import type { RenderMonth } from '../../rendering/pages/month-page.ts';
import type { RenderFills } from '../../rendering/pages/page-fills.ts';
import type { RenderSearch } from '../../rendering/pages/search-page.ts';
import type { RenderYear } from '../../rendering/pages/year-page.ts';
import type { ListsContext } from '../lists.ts';

/** What folding needs. */
export type FoldContext = EditionSources &
  ListsContext & {
    archive: Archive;
    marks: FoldMarks;
    /** Where a fact of which no mark tells is looked for by the time of its article; without it such a fact counts as nowhere. */
    log?: Pick<FactLog, 'recordNamed'>;
    /** What was taken down, which nothing that is made here may say. */
    takenDown: Pick<TakenDownRecords, 'of'>;
    /** Without it pages stay as they were sealed, whatever later editions say of them. */
    renderFills?: RenderFills;
    /** Without it months have their data, and no page. */
    renderMonth?: RenderMonth;
    /** Without it years have what they put right as data, and no page. */
    renderYear?: RenderYear;
    /** Without it there is no page for searching. */
    renderSearch?: RenderSearch;
    /** Without it there is no page of the days ahead. */
    renderDates?: RenderDates;
    /** Which templates and words pages are made with. */
    renderer?: string;
  };

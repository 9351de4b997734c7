// Moves the clock of what an operator types to that of the rehearsed account. Plain JavaScript that npm's own, perhaps older, Node can load;
// that one goes by the machine's clock.
if (process.env.COURANT_CLOCK && Number(process.versions.node.split('.')[0]) >= 24) {
  const { movedDate } = require('../../functions/moved-date.ts');
  const { readClock } = require('../../functions/shared-clock.ts');
  globalThis.Date = movedDate(readClock(process.env.COURANT_CLOCK));
}

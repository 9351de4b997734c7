/**
 * Where links in local mails and pages lead, to a reader's pages as to the public archive: nobody answers there. What is sealed keeps
 * its bytes, so this address stays; where it is shown by `npm start -- --serve`, that address takes its place.
 */
export const linksUrl = 'https://links.news.example';
/** The configuration as the functions read it, in the directory of the local installation; there once everything else is. */
export const configurationName = 'courant.json';
/** By how many milliseconds the clock of the installation is ahead of the machine's where it is served; there once it is. */
export const clockName = 'clock-ahead';
/** Says, as long as it is there, that a reset has begun: what is left then is no state to go on from. */
export const resetMark = 'resetting';

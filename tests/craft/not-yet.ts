/** A check that an edition does not pass yet, and why. `every` stands for all editions, and for both kinds of archive. */
export type NotYet = { check: string; edition: string; why: string };

/**
 * What the templates still owe. Whoever mends one takes its line away: the tests fail for a line that is no longer true.
 */
export const notYet: NotYet[] = [
  {
    check: 'HTML that Gmail does not cut off',
    edition: 'many',
    why: 'there is no size budget: 500 facts make 345 kB',
  },
  {
    check: 'dark mode also where Outlook renames the colours',
    edition: 'every',
    why: 'eight colours of the dark block have no [data-ogsc] or [data-ogsb] beside them',
  },
  {
    check: 'a preheader that adds to the subject',
    edition: 'single',
    why: 'an edition without leads has the counts as its preheader, which is too short',
  },
  {
    check: 'links lead where they say',
    edition: 'hostile',
    why: 'a title that is an address is the text of a link to somewhere else',
  },
];

/** Whether something is not met yet. */
export function isOwed(list: readonly NotYet[], check: string, edition: string): boolean {
  return list.some(owed => owed.check === check && (owed.edition === edition || owed.edition === 'every'));
}

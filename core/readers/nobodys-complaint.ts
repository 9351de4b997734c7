/** Reports in a complaint's form that no person made; the last says that somebody took a message out of the spam folder. */
const kinds = ['auth-failure', 'virus', 'not-spam'];

/** Whether what a provider calls a complaint is nobody's. */
export function isNobodys(kind: string): boolean {
  return kinds.includes(kind.trim().toLowerCase());
}

/** The same of the reason that stands in a row: earlier versions took such reports for a person's. */
export function isNobodysComplaint(how: string): boolean {
  const [, kind = ''] = /^complaint: ([^,]*), /.exec(how) ?? [];
  return isNobodys(kind);
}

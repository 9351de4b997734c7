import * as z from 'zod';

/** Schema of a name for files, links and settings: lower-case letters, digits and single hyphens, at most so many characters. */
export const slug = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug: lower-case letters, digits and single hyphens');

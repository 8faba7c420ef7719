import { z } from 'zod'

/** An address to sign in with: ASCII, in lower case, so that it is the same address however it is typed. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Must have at most 254 characters')
  .pipe(z.email('Must be an e-mail address, for example ana@example.com'))
  .meta({ examples: ['ana@example.com'] })

import type { ParsedMail, ParseOptions } from './mail.ts'
// PLACEHOLDER until the branch `mime` is merged.
export const parseMail = async (_raw: Uint8Array, _options: ParseOptions): Promise<ParsedMail> => {
  throw new Error('placeholder')
}

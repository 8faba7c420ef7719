/** Why a check or an import stopped; an import keeps the code. */
export const failures = {
  empty: 'The file is empty. Export it again, with its header line.',
  zip: 'This is an archive or a spreadsheet (.xlsx, .ods), not a text table. Save it as CSV.',
  gzip: 'This file is compressed. Unpack it first.',
  pdf: 'This is a PDF. Export the table as CSV.',
  ole: 'This is an old spreadsheet (.xls), not a text table. Save it as CSV.',
  binary: 'This is not a text file. Export the table as CSV.',
  header: 'The first line, which names the columns, has a quote that is not closed. Mend it and upload again.',
  json: 'This is JSON without a list of records. Wanted are [{…}, {…}], {"name": [{…}]} or one record a line.',
  differs: 'The file is not the one that was announced: its SHA-256 differs. Upload it again.',
  interrupted: 'Something went wrong. What is imported stays, and it is tried again from where it stood.',
} as const

export type FailureCode = keyof typeof failures
export const failureCodes = Object.keys(failures) as FailureCode[]

/** The code that an import keeps, if it is one. */
export const failureOf = (kept: string | null): FailureCode | null => failureCodes.find((code) => code === kept) ?? null

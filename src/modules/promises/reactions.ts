/** Events that the ledger follows → the tasks that do it. */
export const reactions = {
  'calendar.changed': ['promises.rederive'],
} as const

import { memberNames } from '#modules/accounts'
import { sheet } from '#platform/csv-sheet'
import { listPromises } from './list-promises.ts'

const different = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/** Promises as a table, each with the outcome of its chain. */
export const promiseSheet = sheet({
  name: 'promises.export',
  file: 'promises',
  list: listPromises,
  find: async (ctx, rows) => ({
    members: await memberNames(ctx, different(rows.map((row) => row.ownerId))),
  }),
  columns: {
    wording: (row) => row.wording,
    kind: (row) => row.kind,
    state: (row) => row.state,
    outcome: (row) => row.outcome,
    dueAt: (row) => row.dueAt,
    firstDueAt: (row) => row.firstDueAt,
    windowFrom: (row) => row.windowFrom,
    occurredAt: (row) => row.occurredAt,
    lateSeconds: (row) => row.lateSeconds,
    overdue: (row) => row.overdue,
    customerName: (row) => row.customerName,
    ownerName: (row, { members }) => members.get(row.ownerId ?? '') ?? null,
    beneficiary: (row) => row.beneficiary,
    basis: (row) => row.basis,
    consent: (row) => row.consent,
    telling: (row) => row.telling,
    madeAt: (row) => row.madeAt,
    toldAt: (row) => row.toldAt,
    answerBy: (row) => row.answerBy,
    answeredAt: (row) => row.answeredAt,
    recordedAt: (row) => row.recordedAt,
    endedAt: (row) => row.endedAt,
    reason: (row) => row.reason,
    caveats: (row) => row.caveats.join('\n'),
    chanceWhenMade: (row) => row.chanceWhenMade,
    language: (row) => row.language,
    followed: (row) => row.followed,
    about: (row) => row.about,
    id: (row) => row.id,
    chainId: (row) => row.chainId,
    predecessorId: (row) => row.predecessorId,
    customerId: (row) => row.customerId,
    contactId: (row) => row.contactId,
    ownerId: (row) => row.ownerId,
  },
})

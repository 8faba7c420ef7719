import { z } from 'zod'
import { type Attempt, spokenWith, type Thread } from '#modules/conversations'
import { customerIdsOf, getCustomer } from '#modules/customers'
import { type Promised, promisedTo } from '#modules/promises'
import { textOf, textOrNull } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { type Facts, type Ground, moodOf, notesOf } from './customer-notes.ts'
import { customerNotes } from './customer-notes-schemas.ts'
import { type RequestFacts, requestFacts } from './customer-queries.ts'
import { reachOf } from './reach.ts'

const YEAR = { hours: 365 * 24 }
const MOST_GROUNDS = 10

export const readCustomerNotes = operation({
  name: 'desk.readCustomerNotes',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'What the record says of a customer: mood with its reasons, value, and who tried to reach whom in vain',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The customer.' }) }),
  output: customerNotes,
  async run(ctx, { id }) {
    const customer = await getCustomer.run(ctx, { id })
    const yearAgo = ctx.now.subtract(YEAR)
    const may = (permission: string) => ctx.actor.may(permission)
    const ids = await customerIdsOf(ctx, id)
    const [requests, promised, threads] = await Promise.all([
      may('requests.read') ? requestFacts(ctx.db, ctx.orgId, ids, yearAgo) : null,
      may('promises.read') ? promisedTo(ctx, ids, yearAgo) : null,
      may('conversations.read') ? spokenWith(ctx, ids) : null,
    ])
    const notes = notesOf(factsOf(ctx, { requests, promised, threads: threads ?? [] }))
    const recordedAt = Temporal.Instant.from(customer.createdAt)
    const since = [recordedAt, ...(requests?.first_at ? [requests.first_at] : [])].toSorted(Temporal.Instant.compare)[0]
    const kept = promised?.judged.filter(({ outcome }) => outcome === 'kept' || outcome === 'kept_as_moved').length
    return {
      mood: moodOf(notes),
      notes: notes.map((note) => ({ ...note, at: textOrNull(note.at), grounds: note.grounds.slice(0, MOST_GROUNDS) })),
      value: {
        since: textOf(since ?? recordedAt),
        requestsLastYear: requests?.last_year ?? null,
        openRequests: requests?.open ?? null,
        kept: kept ?? null,
        judged: promised?.judged.length ?? null,
      },
      reach: threads && viewOfReach(threads, backSince(customer.contacts)),
    }
  },
})

/** Since when mail to one of a customer's addresses comes back; null: none does. */
const backSince = (contacts: readonly { bouncedAt: string | null }[]): Temporal.Instant | null =>
  contacts
    .flatMap(({ bouncedAt }) => (bouncedAt === null ? [] : [Temporal.Instant.from(bouncedAt)]))
    .toSorted(Temporal.Instant.compare)
    .at(-1) ?? null

function viewOfReach(threads: readonly Thread[], mailBackAt: Temporal.Instant | null) {
  const { theirs, ours } = reachOf(threads, mailBackAt)
  return {
    theirs: theirs && {
      ...theirs,
      conversationIds: [...theirs.conversationIds],
      ...{ calls: theirs.calls.map(textOf), since: textOf(theirs.since), lastAt: textOf(theirs.lastAt) },
    },
    ours: ours && {
      ...ours,
      conversationIds: [...ours.conversationIds],
      ...{ calls: ours.calls.map(textOf), lastAt: textOf(ours.lastAt) },
    },
  }
}

type Known = { requests: RequestFacts | null; promised: Promised | null; threads: readonly Thread[] }

function factsOf(ctx: Context, { requests, promised, threads }: Known): Facts {
  const latest = requests?.latest ?? null
  return {
    now: ctx.now,
    judged: (promised?.judged ?? []).map((each) => ({
      outcome: each.outcome as Facts['judged'][number]['outcome'],
      ground: promiseGround(each),
    })),
    overdue: (promised?.overdue ?? []).map((each) => ({
      at: Temporal.Instant.from(each.at),
      ground: promiseGround(each),
    })),
    declined: promised?.declined
      ? { at: Temporal.Instant.from(promised.declined.at), ground: promiseGround(promised.declined) }
      : null,
    waiting: [...Map.groupBy(threads, ({ about }) => about).values()].flatMap(waitIn),
    latestRequest: latest && {
      ...{ kind: latest.kind, status: latest.status, at: Temporal.Instant.from(latest.opened_at) },
      ground: { promiseId: null, requestId: latest.id, conversationId: null, says: latest.subject },
    },
  }
}

const requestIn = (about: string): string | null =>
  about.startsWith('request:') ? about.slice('request:'.length) : null
const promiseGround = (of: { promiseId: string; about: string; wording: string }): Ground => ({
  ...{ promiseId: of.promiseId, requestId: requestIn(of.about), conversationId: null, says: of.wording },
})

const isAsking = ({ what }: Attempt): boolean => what === 'heard' || what === 'missed'

/** The wait in the threads about one matter. */
function waitIn(threads: readonly Thread[]): Facts['waiting'][number][] {
  const waiting = threads
    .flatMap((thread) => (thread.waitingSince === null ? [] : [{ ...thread, since: thread.waitingSince }]))
    .toSorted((a, b) => Temporal.Instant.compare(a.since, b.since))
  const [first] = waiting
  if (!first) return []
  const asked = waiting.flatMap(({ since, attempts }) =>
    attempts.filter((attempt) => isAsking(attempt) && Temporal.Instant.compare(attempt.at, since) >= 0),
  ).length
  const due = waiting.flatMap(({ replyDueAt }) => replyDueAt ?? []).toSorted(Temporal.Instant.compare)
  const { conversationId, about, subject } = first
  return [
    {
      ...{ since: first.since, replyDueAt: due[0] ?? null, asked },
      ground: { promiseId: null, requestId: requestIn(about), conversationId, says: subject },
    },
  ]
}

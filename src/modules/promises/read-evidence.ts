import { z } from 'zod'
import { risksOf } from '#modules/risks'
import { instantText, textOf, textOrNull } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { type ComparedRow, compareAnswers, compareRow, missingRows } from './compare-rows.ts'
import { endOf, type StoredLink, verifyStream } from './evidence.ts'
import { chainsAbout, readStreams } from './evidence-queries.ts'
import { answersOf, noticesOf, type PromiseRow, readChains } from './queries.ts'
import { about, promiseView } from './schemas.ts'
import { viewOf } from './view.ts'

const json = z.record(z.string(), z.unknown()).meta({ examples: [{}] })

const evidenceEvent = z.object({
  seq: z.number().int().min(1),
  id: z.uuid(),
  at: instantText,
  type: z.string().meta({ examples: ['promise.made'] }),
  promiseId: z.string().meta({ examples: ['01938c1e-7a00-7000-8000-000000000001'] }),
  actor: z.object({
    kind: z.string().meta({ examples: ['member'] }),
    id: z.string().meta({ examples: ['01938c1e-7a00-7000-8000-000000000003'] }),
  }),
  data: json,
  text: json.nullable().meta({ description: 'Personal text, while it has not been erased.' }),
  hash: z.string().meta({ description: 'HMAC-SHA-256, hexadecimal.', examples: ['9f2c…'] }),
})

const answerView = z.object({
  id: z.uuid(),
  promiseId: z.uuid(),
  answer: z
    .enum(['accepted', 'declined', 'call_asked'])
    .meta({ description: 'call_asked: they want to be called; the proposal stays as it is.' }),
  wishAt: instantText.nullable(),
  wishText: z
    .string()
    .nullable()
    .meta({ examples: ['Any day after five.'] }),
  givenBy: z.enum(['customer', 'member']),
  memberId: z.uuid().nullable(),
  saidBy: z
    .string()
    .nullable()
    .meta({ examples: ['Ana Ruiz'] }),
  channel: z.string().meta({ examples: ['link'] }),
  answeredAt: instantText,
  recordedAt: instantText,
  seen: json.meta({ description: 'What the customer saw, exactly.' }),
  origin: json,
})

export const evidenceView = z.object({
  about,
  verified: z.boolean().meta({ description: 'No link, text or row differs from what was written.' }),
  checkedAt: instantText,
  method: z.string().meta({ examples: ['HMAC-SHA-256'] }),
  chains: z.array(
    z.object({
      id: z.uuid(),
      promises: z.array(promiseView),
      answers: z.array(answerView),
      events: z.array(evidenceEvent),
      faults: z.array(
        z.object({
          seq: z.number().int().min(0),
          eventId: z.string().meta({ examples: [''] }),
          what: z.enum(['content', 'order', 'text', 'missing', 'head', 'row']),
          detail: z.string().meta({ examples: ['Link 2 (promise.accepted) was altered after it was written.'] }),
        }),
      ),
    }),
  ),
})
export type Evidence = z.input<typeof evidenceView>

const METHOD =
  'Each chain of promises has one stream of events. Every link is signed with HMAC-SHA-256 over the link before it, under a key that follows from the secret of this installation. Personal text lies beside it and is bound by a salted digest. This shows any change by someone without the secret, and any change after the last exported anchor.'

/**
 * Every chain about one matter, each event, and whether it is as it was written.
 */
export async function evidenceAbout(ctx: Context, subject: string): Promise<Evidence> {
  const chainIds = await chainsAbout(ctx.db, ctx.orgId, subject)
  const rows = await readChains(ctx.db, ctx.orgId, chainIds)
  const ids = rows.map((row) => row.id)
  const chains = Map.groupBy(rows, (row) => row.chain_id)
  const [notices, answers, streams, risks] = await Promise.all([
    noticesOf(ctx.db, ctx.orgId, ids),
    ids.length === 0 ? [] : answersOf(ctx.db, ctx.orgId, ids),
    readStreams(ctx.db, ctx.orgId, chainIds),
    risksOf(ctx, ids),
  ])
  const key = ctx.instance.keys.derive('stream')
  const views = chainIds.map((id) => {
    const members = chains.get(id) ?? []
    const links = streams.get(id) ?? []
    const root = members.find((member) => member.id === id)
    const end = root === undefined ? endOf(links) : undefined
    const head = end ?? { seq: root?.chain_seq ?? 0, hash: root?.chain_hash ?? Buffer.alloc(32) }
    const given = answers.filter((answer) => members.some((row) => row.id === answer.promise_id)).map(answerOf)
    const faults = [
      ...verifyStream(key, links, head),
      ...members.flatMap((row) => compareRow(comparedOf(row), links)),
      ...missingRows(members, links),
      ...compareAnswers(given, links),
    ]
    return {
      id,
      promises: members.map((row) => viewOf(row, members, notices, ctx.actor, null, risks.get(row.id))),
      answers: given,
      events: links.map(eventOf),
      faults,
    }
  })
  return {
    about: subject,
    verified: views.every((chain) => chain.faults.length === 0),
    checkedAt: textOf(ctx.now),
    method: METHOD,
    chains: views,
  }
}

const comparedOf = (row: PromiseRow): ComparedRow => ({
  id: row.id,
  about: row.about,
  kind: row.kind,
  wording: row.wording,
  language: row.language,
  beneficiary: row.beneficiary,
  customerId: row.customer_id,
  basis: row.basis,
  state: row.state,
  consent: row.consent,
  madeAt: textOf(row.made_at),
  dueAt: textOf(row.due_at),
  windowFrom: textOrNull(row.window_from),
  answerBy: textOrNull(row.answer_by),
  caveats: row.caveats,
  chance: row.chance_when_made,
  floor: row.floor_when_made,
  floorReason: row.floor_reason,
  toldAt: textOrNull(row.told_at),
  answeredAt: textOrNull(row.answered_at),
  occurredAt: textOrNull(row.occurred_at),
  recordedAt: textOrNull(row.recorded_at),
  endedAt: textOrNull(row.ended_at),
  reason: row.reason,
  reasonId: row.reason_id,
  reasonWhy: row.reason_why,
  ownerId: row.owner_id,
  ownerTeamId: row.owner_team_id,
  policyId: row.policy_id,
  policyVersion: row.policy_version,
  pausable: row.pausable,
  pausedAt: textOrNull(row.paused_at),
})

const eventOf = (link: StoredLink) => ({
  seq: link.seq,
  id: link.id,
  at: link.at,
  type: link.type,
  promiseId: link.subject.replace(/^promise:/, ''),
  actor: { kind: link.actorKind, id: link.actorId },
  data: link.data as Record<string, unknown>,
  text: link.text as Record<string, unknown> | null,
  hash: link.hash.toString('hex'),
})

type AnswerRow = Awaited<ReturnType<typeof answersOf>>[number]

const answerOf = (row: AnswerRow) => ({
  id: row.id,
  promiseId: row.promise_id,
  answer: row.answer as 'accepted' | 'declined' | 'call_asked',
  wishAt: textOrNull(row.wish_at),
  wishText: row.wish_text,
  givenBy: row.given_by as 'customer' | 'member',
  memberId: row.member_id,
  saidBy: row.said_by,
  channel: row.channel,
  answeredAt: textOf(row.answered_at),
  recordedAt: textOf(row.recorded_at),
  seen: row.seen as Record<string, unknown>,
  origin: row.origin as Record<string, unknown>,
})

export const readEvidence = operation({
  name: 'promises.readEvidence',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'Every chain about one matter, every event, and whether it is as it was written',
  input: z.strictObject({ about }),
  output: evidenceView,
  run: (ctx, input) => evidenceAbout(ctx, input.about),
})

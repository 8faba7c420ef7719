import { z } from 'zod'
import { addColleague } from '#modules/accounts'
import { createCustomer } from '#modules/customers'
import { createUnpromised } from '#modules/requests'
import { createService } from '#modules/services'
import type { Language } from '#platform/fields'
import { type Actor, operation } from '#platform/operation'
import type { Storage } from '#platform/storage'
import { MEMBERS, SERVICES } from './firm.ts'
import { type History, memberOf } from './history.ts'
import { type InboxFiles, keepInboxFiles } from './inbox-files.ts'
import { loadInbox } from './load-inbox.ts'
import { loadNorms } from './load-norms.ts'
import { loadTeams } from './load-teams.ts'
import { planInbox } from './plan-inbox.ts'
import { planNorms } from './plan-norms.ts'
import type { SamplePlan } from './plan-sample.ts'
import { HOUR, plus } from './scene.ts'
import type { PlannedStory } from './step.ts'
import { tellStory } from './tell-story.ts'
import { wordsIn } from './words/in-language.ts'
import { INBOX_WORDS } from './words/inbox-words.ts'
import { SERVICE_KEYS } from './words/words.ts'

/** The ids that parts have made, in the order of the plan. */
export type Known = { staff: string[]; customers: string[]; requests: string[] }

/** A part of the sample, loaded in one transaction. */
export type Part = {
  /** Progress that it stands for. */
  units: number
  /** Parts of the same rank may be loaded at the same time; lower ranks come first. */
  rank: 0 | 1 | 2 | 3 | 4 | 5 | 6
  /** Files that it needs, kept before its transaction begins. */
  keep?(storage: Storage, orgId: string): Promise<InboxFiles>
  load(history: History, known: Known, signal: AbortSignal, files: InboxFiles): Promise<string[]>
  /** Hands on the ids that it made. */
  learn(known: Known, ids: readonly string[]): void
}

const REQUESTS_A_PART = 150
const STORIES_A_PART = 25

const hire = operation({
  name: 'sample.hire',
  effect: 'writes',
  permission: 'sample.load',
  summary: 'Add a member of the sample business',
  input: z.strictObject({ key: z.string(), language: z.string() }),
  output: z.object({ id: z.uuid() }),
  async run(ctx, { key, language }) {
    const member = MEMBERS.find((one) => one.key === key)
    if (!member) throw new Error('The staff has no such member')
    return { id: await addColleague(ctx, { ...member, email: `${key}@example.com`, language }) }
  },
})

type Firm = { now: Temporal.Instant; language: Language; timeZone: string }

/** What there is to load, in order. The numbers of requests follow the order in which they were opened. */
export function partsOf(plan: SamplePlan, firm: Firm): Part[] {
  const isHeld = ({ steps }: PlannedStory) => steps.some((step) => step.do === 'make' && step.promise.held)
  const firstHeld = plan.stories.findIndex(isHeld)
  return [
    { rank: 0, units: 0, load: (history) => loadStaff(history, firm), learn: (known, ids) => known.staff.push(...ids) },
    {
      rank: 1,
      units: plan.customers.length,
      load: (history, _known, signal) => loadCustomers(history, plan, signal),
      learn: (known, ids) => known.customers.push(...ids),
    },
    ...chunksOf(plan.stories.length, REQUESTS_A_PART).map(
      ([from, to]): Part => ({
        rank: 2,
        units: to - from,
        load: (history, known, signal) => loadRequests(history, plan, firm, known, [from, to], signal),
        learn: (known, ids) => known.requests.splice(from, ids.length, ...ids),
      }),
    ),
    ...chunksOf(plan.stories.length, STORIES_A_PART).map(
      ([from, to]): Part => ({
        // What is held to the floor is measured against everything before it.
        rank: to > firstHeld ? 4 : 3,
        units: to - from,
        load: (history, known, signal) => loadStories(history, plan, known, [from, to], signal),
        learn: () => {},
      }),
    ),
    { rank: 3, units: 0, load: (history, known) => loadFirmsTeams(history, known, firm), learn: () => {} },
    // Last: a policy that is there promises something for every request that is opened or closed.
    {
      rank: 5,
      units: 0,
      load: (history, known, signal) => loadFirmsNorms(history, plan, known, firm, signal),
      learn: () => {},
    },
    // After the policies, that the mails of the last days are answered as they promise.
    {
      rank: 6,
      units: 0,
      keep: (storage, orgId) => keepInboxFiles(storage, orgId, firm.now, INBOX_WORDS[firm.language].leak),
      load: (history, known, signal, files) => loadFirmsInbox(history, plan, known, { ...firm, files }, signal),
      learn: () => {},
    },
  ]
}

function chunksOf(length: number, size: number): [number, number][] {
  return Array.from({ length: Math.ceil(length / size) }, (_, i) => [i * size, Math.min(length, (i + 1) * size)])
}

async function loadStaff({ gate, clock, system }: History, { now, language }: Firm): Promise<string[]> {
  clock.set(plus(now, -366 * 24 * HOUR))
  const ids: string[] = []
  for (const { key } of MEMBERS) ids.push((await gate.run(hire, system, { key, language })).id)
  for (const key of SERVICE_KEYS) {
    const { name, description } = wordsIn(language).services[key]
    ids.push(
      (await gate.run(createService, system, { name, description, defaultSeconds: SERVICES[key].defaultSeconds })).id,
    )
  }
  return ids
}

async function loadCustomers(
  { gate, clock, system }: History,
  plan: SamplePlan,
  signal: AbortSignal,
): Promise<string[]> {
  const ids: string[] = []
  for (const [i, { since, name, kind, note, contacts }] of plan.customers.entries()) {
    signal.throwIfAborted()
    clock.set(since)
    const input = { name, kind, note, contacts, source: 'sample', externalId: `S-${i + 1}` }
    ids.push((await gate.run(createCustomer, system, input)).id)
  }
  return ids
}

async function loadRequests(
  { gate, clock, system, orgId }: History,
  plan: SamplePlan,
  { language }: Firm,
  known: Known,
  [from, to]: [number, number],
  signal: AbortSignal,
): Promise<string[]> {
  const words = wordsIn(language)
  const members = membersOf(orgId, known)
  const ids: string[] = []
  for (const { request } of plan.stories.slice(from, to)) {
    signal.throwIfAborted()
    clock.set(request.openedAt)
    const { about } = request
    const service = 'service' in about ? about.service : null
    const created = await gate.run(createUnpromised, members.get(request.takenBy) ?? system, {
      kind: about.work.kind,
      subject: request.subject,
      description: request.description,
      customerId: known.customers[request.customer],
      ...(service === null
        ? {}
        : {
            serviceId: known.staff[MEMBERS.length + SERVICE_KEYS.indexOf(service)],
            category: words.services[service].category,
          }),
      ownerId: members.get(request.owner)?.id,
      channel: words.channels[request.channel],
      priority: words.priorities[request.urgent ? 'urgent' : 'normal'],
      area: words.areas[request.area] ?? '',
    })
    ids.push(created.id)
  }
  return ids
}

async function loadStories(
  history: History,
  plan: SamplePlan,
  known: Known,
  [from, to]: [number, number],
  signal: AbortSignal,
): Promise<string[]> {
  const members = membersOf(history.orgId, known)
  for (const [i, { request, steps }] of plan.stories.slice(from, to).entries()) {
    signal.throwIfAborted()
    const customer = plan.customers[request.customer]
    const [requestId, customerId] = [known.requests[from + i], known.customers[request.customer]]
    if (!customer || requestId === undefined || customerId === undefined)
      throw new Error('A part that comes before is missing')
    await tellStory(history, { requestId, customerId, customer, members, owner: request.owner }, steps)
  }
  return []
}

async function loadFirmsTeams(history: History, known: Known, firm: Firm): Promise<string[]> {
  const members = membersOf(history.orgId, known)
  await loadTeams(history, (key) => members.get(key)?.id ?? '', firm)
  return []
}

async function loadFirmsNorms(
  history: History,
  plan: SamplePlan,
  known: Known,
  firm: Firm,
  signal: AbortSignal,
): Promise<string[]> {
  const members = membersOf(history.orgId, known)
  const requestOf = (story: number) => known.requests[story] ?? ''
  await loadNorms(history, planNorms(plan, firm.now), { requestOf, members }, firm, signal)
  return []
}

async function loadFirmsInbox(
  history: History,
  plan: SamplePlan,
  known: Known,
  { files, ...firm }: Firm & { files: InboxFiles },
  signal: AbortSignal,
): Promise<string[]> {
  const members = membersOf(history.orgId, known)
  const customerOf = (index: number) => known.customers[index] ?? ''
  await loadInbox(history, planInbox(plan.customers, firm), { customerOf, members, files }, firm.now, signal)
  return []
}

const membersOf = (orgId: string, { staff }: Known): ReadonlyMap<string, Actor> =>
  new Map(MEMBERS.map(({ key, role }, i) => [key, memberOf(orgId, staff[i] ?? '', role)]))

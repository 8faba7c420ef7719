import type { z } from 'zod'
import { customerActor, openTracking } from '#modules/conversations'
import { reasonFor } from '#modules/promises'
import { notFound } from '#platform/errors'
import type { Language } from '#platform/i18n'
import type { PortalDeps } from './deps.ts'
import { type Answering, currentOf, type SeenPromise, type Tracking } from './view.ts'
import type { Visit } from './visit.ts'

type Opened = z.output<typeof openTracking.output>

export type LoadedTracking = { tracking: Tracking; about: string; version: number }

/**
 * What a link shows, in the language asked for, else the contact's. Reads only.
 * @throws conversations/not_found, conversations/link_revoked
 */
export async function loadTracking(
  { gate }: PortalDeps,
  { ids }: Visit,
  asked: Language | null,
  before: string | null = null,
): Promise<LoadedTracking> {
  const { viewId, actionId } = ids
  const opened = await gate.run(openTracking, customerActor(ids), {
    viewId,
    actionId,
    ...(before === null ? {} : { before }),
  })
  const { organization, reader } = opened
  const language = asked ?? reader.language
  const promises = opened.promises.map((promise) => seenPromise(promise, language))
  // Who comes to read about the matter is not told of what makes it good first.
  const amends = new Set(opened.given.map(({ promiseId }) => promiseId))
  const promiseId = opened.action?.promiseId ?? null
  const current =
    currentFor(
      promises.filter(({ id }) => !amends.has(id)),
      promiseId,
    ) ?? currentFor(promises, promiseId)
  if (!current) throw notFound('conversations', 'link')
  const tracking: Tracking = {
    organization: { name: organization.name, zone: organization.timeZone, country: organization.country },
    language,
    zone: reader.timeZone,
    now: Temporal.Instant.from(opened.now),
    current,
    promises,
    answering: answeringOf(opened.action, current),
    call: opened.call && { ...opened.call, dueAt: Temporal.Instant.from(opened.call.dueAt) },
    phone: opened.phone,
    offers: opened.offers.map((offer) => ({
      ...offer,
      chooseBy: instantOf(offer.chooseBy),
      chosenAt: instantOf(offer.chosenAt),
      createdAt: Temporal.Instant.from(offer.createdAt),
    })),
    given: opened.given.map((each) => ({ ...each, at: Temporal.Instant.from(each.at), dueAt: instantOf(each.dueAt) })),
    waits: opened.waits.map((wait) => ({
      ...wait,
      startedAt: Temporal.Instant.from(wait.startedAt),
      endedAt: instantOf(wait.endedAt),
    })),
    messages: {
      items: opened.messages.items.map(({ at, ...message }) => ({ ...message, at: Temporal.Instant.from(at) })),
      earlier: opened.messages.earlier,
      past: before !== null,
    },
    updates: opened.updates.map(({ at, text }) => ({ at: Temporal.Instant.from(at), text })),
  }
  const version = opened.promises.find(({ id }) => id === current.id)?.version ?? 1
  return { tracking, about: opened.about, version }
}

/** A link that was sent for one promise is about that one and what replaced it. */
function currentFor(promises: readonly SeenPromise[], promiseId: string | null): SeenPromise | undefined {
  const chainId = promises.find(({ id }) => id === promiseId)?.chainId
  return currentOf(chainId === undefined ? promises : promises.filter((promise) => promise.chainId === chainId))
}

function answeringOf(action: Opened['action'], current: SeenPromise): Answering {
  if (action === null || action.promiseId !== current.id || action.state === 'revoked') return 'view_only'
  return action.state === 'valid' ? 'possible' : action.state
}

function seenPromise(promise: Opened['promises'][number], language: Language): SeenPromise {
  const { answer, waiting } = promise
  return {
    ...promise,
    reason: reasonFor(promise, language),
    madeAt: Temporal.Instant.from(promise.madeAt),
    dueAt: Temporal.Instant.from(promise.dueAt),
    windowFrom: instantOf(promise.windowFrom),
    answerBy: instantOf(promise.answerBy),
    answeredAt: instantOf(promise.answeredAt),
    occurredAt: instantOf(promise.occurredAt),
    endedAt: instantOf(promise.endedAt),
    callsAsked: promise.callsAsked.map(({ at, wished }) => ({ at: Temporal.Instant.from(at), wished })),
    paused: waiting && {
      since: Temporal.Instant.from(waiting.since),
      dueIfNow: Temporal.Instant.from(waiting.dueIfAnsweredNow),
      dueIfToday: Temporal.Instant.from(waiting.dueIfAnsweredToday),
    },
    answeredBy: answer?.givenBy ?? null,
    wishAt: instantOf(answer?.wishAt ?? null),
    wishText: answer?.wishText ?? null,
  }
}

const instantOf = (text: string | null): Temporal.Instant | null => (text === null ? null : Temporal.Instant.from(text))

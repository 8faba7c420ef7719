import type { Language } from '#platform/fields'
import type { PlannedRequest } from './plan-requests.ts'

export type PlannedPromise = {
  kind: 'first_reply' | 'next_update' | 'callback' | 'arrival' | 'completion' | 'refund'
  wording: string
  language: Language
  dueAt: Temporal.Instant
  windowFrom?: Temporal.Instant | undefined
  caveats: string[]
  asks: boolean
  /** Silence until then opens it; by default half the time to due. */
  answerBy?: Temporal.Instant | undefined
  basis: 'person' | 'policy' | 'agreement'
  /** Waiting for the customer moves the date, and they are told so. */
  countsFromAnswer?: boolean | undefined
  /** Kept, it is followed by the next a day later; due a day after it was made. */
  daily?: boolean | undefined
  /** Held to the firm's floor, with the reason for going below it: only where history says now what it said then. */
  held?: { belowFloorReason: string } | undefined
}

type Action =
  | { do: 'make'; promise: PlannedPromise }
  | { do: 'move'; promise: PlannedPromise; reason: string }
  /** The customer was told of everything that waits. */
  | { do: 'tell'; channel: 'email' | 'phone' }
  | { do: 'cannot_tell'; failure: 'no_address' | 'no_contact' }
  | {
      do: 'answer'
      answer: 'accepted' | 'declined'
      /** By the customer on the tracking page, or read out and recorded by a member. */
      through: 'link' | 'phone'
      wishAt?: Temporal.Instant | undefined
      wishText?: string | undefined
    }
  /** The customer is asked for something, and dates stand still. */
  | { do: 'ask'; waitingFor: string }
  /** The customer writes it on the tracking page. */
  | { do: 'reply'; text: string }
  /** The clock looks at what is due. */
  | { do: 'clock' }
  | { do: 'keep'; occurredAt: Temporal.Instant; reason?: string | undefined }
  | { do: 'withdraw'; reason: string }
  | { do: 'close'; outcome: string; cause: string | null }

/** One thing that happened, when, and which member did it (a key of the staff; customers and clocks act for themselves). */
export type Step = Action & {
  at: Temporal.Instant
  by: string
  /** Which of the story's promises, counted back from the last one made. Default: that one. */
  back?: number
}

/** One request and everything that happened to it, in order. */
export type PlannedStory = { request: PlannedRequest; steps: Step[] }

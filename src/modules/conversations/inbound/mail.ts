import type { Language } from '#platform/fields'

/** Somebody as a mail names them; the address in small letters. */
export type Person = { name: string; address: string }

export type MailPart = {
  /** A safe file name, never empty. */
  name: string
  mediaType: string
  bytes: Uint8Array
  /** Without angle brackets; null where the text does not show it. */
  contentId: string | null
  inline: boolean
}

/** Why a mail was not written by a person. */
export type Automatic = 'auto_reply' | 'list' | 'bounce' | 'loop'

/** A mail that came back (RFC 3464). */
export type Bounce = {
  /** Whom it did not reach. */
  recipient: string | null
  /** failed: for good. delayed: the server keeps trying. */
  action: 'failed' | 'delayed'
  /** The server's status and words, one line. */
  reason: string
  /** Message-ID of the mail that came back, without angle brackets. */
  mailId: string | null
}

/** What the receiving server that is trusted says about the sender (RFC 8601). */
export type Authentication = {
  verified: boolean
  /** `dmarc`, `dkim` or `spf` where one proves the domain of From; else what was said, or `none`. */
  by: string
}

/** A mail as it is filed: decoded, safe to show, and what could be told of it. */
export type ParsedMail = {
  mailId: string | null
  from: Person | null
  replyTo: Person | null
  to: Person[]
  cc: Person[]
  subject: string
  /** When the sender says it was written; null where that is no date, or lies in the future or before 1990. */
  date: Temporal.Instant | null
  /** Message-IDs that it answers, the nearest first, without angle brackets and without repeats; at most 50. */
  references: string[]
  /** What is new in it. */
  text: string
  /** Earlier mails that it quotes, and signatures; empty where there are none. */
  quoted: string
  /** Safe HTML; null where there was none. Pictures of its own as `cid:`, remote ones as `data-remote-src`. */
  html: string | null
  parts: MailPart[]
  automatic: Automatic | null
  bounce: Bounce | null
  authentication: Authentication
  /** Of the language that it is written in, where that can be told. */
  language: Language | null
  /** What was cut or could not be read, for people: codes. */
  damage: ('too_long' | 'too_many_parts' | 'broken_charset' | 'broken_structure' | 'no_sender')[]
}

export type ParseOptions = {
  /** authserv-id whose results are believed; empty: nobody's. */
  trustedServer: string
  /** Addresses of ours: mail from one of them, or that carries our mark, is a loop. */
  ownAddresses: readonly string[]
  /** What stands in `loopMark` of our own mail; another firm's Kept has another. */
  ownMark: string
  now: Temporal.Instant
}

import { loadMessages } from '#messages/mail'
import type { OfferTold } from '#modules/authority'
import { type PromiseView, reasonFor } from '#modules/promises'
import type { Language } from '#platform/i18n'
import { type MailParts, type RenderedMail, renderMail } from '#platform/mail-layout'
import { loadMoments, type Reader } from '#platform/moments'
import { LINK_MARKER, withoutMarker } from './message.ts'
import { sentenceOf } from './promise-sentence.ts'
import { dateIfAnswered } from './wait-sentence.ts'

export const NOTICE_KINDS = [
  ...(['proposed', 'made', 'moved', 'withdrawn', 'update', 'waiting', 'reminder', 'resumed'] as const),
  'follow_up',
  'holding',
  'answer_reminder',
  'offer',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export type NoticeToRender = {
  kind: NoticeKind
  promise: PromiseView
  /** The promise that this one is to replace. */
  before: PromiseView | null
  /** What the customer is written, of an update; besides the new date, of a move. */
  news?: string | null
  /** What we wait for from the customer. */
  wait?: { waitingFor: string; since: string } | null
  /** What the customer may choose from, or what was decided. */
  offer?: OfferTold | null
  /** Everything that stands for this customer about the same matter. */
  standing?: readonly PromiseView[]
  /** What was promised them about it and has been delivered. */
  delivered?: readonly PromiseView[]
  organization: { name: string; country: string; zone: string }
  recipient: { language: Language; zone: string }
  now: Temporal.Instant
}

/**
 * The mail that tells a customer of a change, with the marker where the customer's link goes.
 * A proposal that has been answered meanwhile is told as made: nobody is asked twice.
 */
export const renderNotice = async (notice: NoticeToRender): Promise<RenderedMail> => renderMail(await partsOf(notice))

/** The same as it is said on the telephone: without the links, which nobody can hear, and the small print. */
export async function renderSpoken(notice: NoticeToRender): Promise<string> {
  const { headline, paragraphs, lists = [] } = await partsOf(notice)
  const spoken = lists.filter(({ items }) => items.length > 0)
  return [headline, ...paragraphs, ...spoken.map(({ title, items }) => [title, ...items].join('\n'))].join('\n\n')
}

async function partsOf(notice: NoticeToRender): Promise<MailParts> {
  const { organization, recipient, now, before } = notice
  const promise = { ...notice.promise, wording: withoutMarker(notice.promise.wording) }
  const [words, moments] = await Promise.all([
    loadMessages(recipient.language),
    loadMoments(recipient.language, organization.country),
  ])
  const reader: Reader = { zone: recipient.zone, now }
  const name = { organization: withoutMarker(organization.name) }
  // The reader's zone is named once, where it is not the firm's.
  const headline = sentenceOf(promise, moments, { ...reader, homeZone: organization.zone })
  const reason = reasonFor(promise, recipient.language)
  const why = reason === null ? [] : [words.moved.reason({ reason: withoutMarker(reason) })]
  const asks = promise.state === 'proposed' && promise.answerBy !== null
  const by = moments.by(promise.answerBy ?? promise.dueAt, reader)
  const terms = promise.pausable ? [words.countsFromAnswer()] : []

  const base = {
    language: recipient.language,
    lists: [{ title: words.caveats(), items: promise.caveats.map(withoutMarker) }],
    actions: asks
      ? [
          { label: words.action.accept(), href: `${LINK_MARKER}?answer=accepted`, primary: true },
          { label: words.action.otherTime(), href: `${LINK_MARKER}?answer=other` },
          { label: words.action.callMe(), href: `${LINK_MARKER}?answer=call` },
          { label: words.action.decline(), href: `${LINK_MARKER}?answer=declined` },
        ]
      : [{ label: words.action.follow(), href: LINK_MARKER, primary: true }],
    footer: [
      ...(asks ? [words.pressHint()] : []),
      words.zone({ zone: moments.zone(recipient.zone, promise.dueAt) }),
      words.sentBy(name),
    ],
  } satisfies Partial<MailParts>

  const offer = notice.offer ?? null
  const options = offer?.state === 'open' ? offer.options.map(({ text }) => withoutMarker(text)) : []
  const choose = { label: words.offer.choose(), href: `${LINK_MARKER}#choice`, primary: true }
  const chooseBy = (): string => moments.by(offer?.chooseBy ?? promise.dueAt, reader)
  if (notice.kind === 'offer' && offer)
    return {
      ...base,
      subject: offer.possible === null ? words.offer.subject(name) : words.offer.decisionSubject(name),
      headline: offer.possible === null ? words.offer.lead(name) : words.offer.decisionLead(),
      paragraphs: [
        ...(offer.possible === null ? [] : lines(withoutMarker(offer.possible))),
        ...(offer.whyNot === null ? [] : lines(words.offer.whyNot({ why: withoutMarker(offer.whyNot) }))),
        ...(offer.restsOn ? [words.offer.restsOn({ policy: withoutMarker(offer.restsOn) })] : []),
        ...(options.length > 0 ? [words.offer.by({ by: chooseBy() })] : []),
        words.offer.about({ headline }),
      ],
      lists: [{ title: words.offer.list(), items: options }],
      actions: [options.length > 0 ? choose : { label: words.action.follow(), href: LINK_MARKER, primary: true }],
      footer: [
        ...(options.length > 0 ? [words.pressHint()] : []),
        words.zone({ zone: moments.zone(recipient.zone, promise.dueAt) }),
        words.sentBy(name),
      ],
    }
  if (notice.wait && (notice.kind === 'waiting' || notice.kind === 'reminder')) {
    const { waitingFor, since } = notice.wait
    const reminds = notice.kind === 'reminder'
    const standing = (notice.standing ?? []).map((each) => ({ ...each, wording: withoutMarker(each.wording) }))
    const said = (each: PromiseView) => ({ headline: dateIfAnswered(each, moments, reader) })
    const moves = standing.filter((each) => each.waiting !== null)
    const stays = standing.filter((each) => each.waiting === null)
    return {
      ...base,
      subject: reminds ? words.wait.reminderSubject(name) : words.wait.subject(name),
      headline: reminds ? words.wait.reminderLead() : words.wait.lead(),
      paragraphs: [
        ...lines(words.wait.what({ waitingFor: withoutMarker(waitingFor) })),
        ...(reminds ? [words.wait.asked({ when: moments.dateTime(since, reader) })] : []),
        ...moves.map((each) => words.wait.ifToday(said(each))),
        ...(moves.length > 0 ? [words.wait.later()] : []),
        ...stays.map((each) => words.wait.stands(said(each))),
      ],
      lists: [],
      actions: [{ label: words.wait.answer(), href: `${LINK_MARKER}#reply`, primary: true }],
      footer: [words.zone({ zone: moments.zone(recipient.zone, promise.dueAt) }), words.sentBy(name)],
    }
  }
  if (notice.kind === 'follow_up')
    return {
      ...base,
      subject: words.followUp.subject(name),
      headline: words.followUp.lead(),
      paragraphs: [words.followUp.about({ subject: withoutMarker(notice.news ?? ''), ...name }), words.followUp.text()],
      lists: [
        {
          title: words.followUp.promised(),
          items: (notice.delivered ?? []).map((each) => withoutMarker(sentenceOf(each, moments, reader))),
        },
      ],
      actions: [
        { label: words.followUp.yes(), href: `${LINK_MARKER}/outcome?went=yes`, primary: true },
        { label: words.followUp.no(), href: `${LINK_MARKER}/outcome?went=no` },
      ],
      footer: [words.pressHint(), words.sentBy(name)],
    }
  if (notice.kind === 'update')
    return {
      ...base,
      subject: words.update.subject(name),
      headline: words.update.lead(),
      paragraphs: [
        ...lines(withoutMarker(notice.news || words.update.holding())),
        ...(promise.state === 'open' ? [words.update.next({ headline }), ...terms] : []),
      ],
      lists: promise.state === 'open' ? base.lists : [],
    }
  if (notice.kind === 'holding')
    return {
      ...base,
      subject: words.holding.subject({ wording: promise.wording }),
      headline: words.holding.lead({ headline }),
      paragraphs: [
        ...(notice.news ? [words.moved.reason({ reason: withoutMarker(notice.news) })] : []),
        words.holding.text(name),
      ],
      lists: [],
    }
  if (notice.kind === 'resumed' && promise.state === 'open')
    return {
      ...base,
      subject: words.resumed.subject({ headline }),
      headline: words.moved.told({ headline }),
      paragraphs: [words.resumed.text(), ...terms],
    }
  if (notice.kind === 'withdrawn')
    return {
      ...base,
      subject: words.withdrawn.subject({ wording: promise.wording }),
      headline: words.withdrawn.lead({ headline }),
      paragraphs: [...why, words.withdrawn.text(name)],
      lists: [],
    }
  if (notice.kind === 'answer_reminder' && asks)
    return {
      ...base,
      subject: words.awaited.subject({ headline }),
      headline,
      paragraphs: [
        ...why,
        words.awaited.text({ ...name, by }),
        ...(before ? beforeText() : [words.proposed.silence()]),
      ],
    }
  if (notice.kind === 'moved' && asks)
    return {
      ...base,
      subject: words.moved.subject({ headline }),
      headline: words.moved.told({ headline }),
      paragraphs: [
        ...why,
        ...lines(withoutMarker(notice.news ?? '')),
        words.moved.ask({ ...name, by }),
        ...beforeText(),
        ...terms,
        ...(options.length > 0 ? [words.offer.beside({ by: chooseBy() })] : []),
      ],
      lists: [...base.lists, { title: words.offer.list(), items: options }],
      actions: options.length > 0 ? [...base.actions, { ...choose, primary: false }] : base.actions,
    }
  if (asks)
    return {
      ...base,
      subject: words.proposed.subject({ headline }),
      headline,
      paragraphs: [words.proposed.ask({ ...name, by }), words.proposed.silence(), ...terms],
    }
  return {
    ...base,
    subject: words.made.subject({ headline }),
    headline,
    paragraphs: [...why, words.made.text(name), ...terms],
  }

  function beforeText(): string[] {
    if (before === null) return []
    const said = `${withoutMarker(sentenceOf(before, moments, reader))}.`
    if (before.state === 'open') return [words.moved.before({ headline: said }), words.proposed.silence()]
    return before.state === 'broken' ? [words.moved.missed({ headline: said }), words.proposed.silence()] : []
  }
}

/** What people wrote in several lines stays in several lines. */
const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

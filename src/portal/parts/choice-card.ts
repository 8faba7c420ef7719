import { type Html, html } from '#platform/html'
import type { SeenOffer, Tracking } from '../view.ts'
import { offerText, type Voice } from '../wording.ts'
import { icon } from './icon.ts'

/** What a customer was about to choose, and what was wrong with it. */
export type ChoiceDraft = { offerId?: string; optionId?: string; problem?: string }

/** What was decided, and what the customer may choose from: the newest first, those to choose from before the others. */
export function choiceCards(tracking: Tracking, path: string, draft: ChoiceDraft, voice: Voice): Html | null {
  const newest = tracking.offers.toReversed()
  const open = newest.filter(({ state }) => state === 'open')
  const shown = [...open, ...newest.filter((offer) => !open.includes(offer)).slice(0, 1)]
  return shown.length === 0 ? null : html`${shown.map((offer, n) => card(offer, n, tracking, path, draft, voice))}`
}

function card(offer: SeenOffer, n: number, tracking: Tracking, path: string, draft: ChoiceDraft, voice: Voice): Html {
  const { words } = voice
  const title = `choice${n === 0 ? '' : n}`
  const isDecision = offer.possible !== null
  return html`<section class="card${offer.state === 'open' ? ' ask' : ''}" aria-labelledby="${title}Title" id="${title}">
<h2 id="${title}Title">${isDecision ? words.choice.decision() : words.choice.title()}</h2>
${isDecision ? html`<p class="wanted">${offer.possible ?? ''}</p>` : null}
${offer.whyNot === null ? null : html`<h3>${words.choice.whyNot()}</h3><p class="because">${offer.whyNot}</p>`}
${offer.restsOn === null ? null : html`<p class="hint">${words.choice.restsOn({ policy: offer.restsOn })}</p>`}
${offer.state === 'open' ? form(offer, title, tracking, path, draft, voice) : outcome(offer, tracking, voice)}
</section>`
}

function form(
  offer: SeenOffer,
  title: string,
  tracking: Tracking,
  path: string,
  draft: ChoiceDraft,
  { words, moments, reader, language, ...voice }: Voice,
): Html {
  const { organization, now } = tracking
  const { digest } = offerText(offer, { words, moments, reader, language, ...voice }, organization.name)
  const problem = draft.offerId === offer.id ? draft.problem : undefined
  const by = offer.chooseBy
  return html`${by === null ? null : html`<p>${words.choice.by({ by: moments.by(by, reader), relative: moments.relative(by, now) })}</p>`}
<form method="post" action="${path}/choice?lang=${language}">
<input type="hidden" name="offer" value="${offer.id}">
<input type="hidden" name="seen" value="${digest}">
${problem ? html`<p class="problem" role="alert" id="${title}Problem">${problem}</p>` : null}
<fieldset class="options"${problem ? html` aria-describedby="${title}Problem"` : null}><legend class="hidden">${words.choice.title()}</legend>
${offer.options.map(
  (option) =>
    html`<label class="option"><input type="radio" name="option" value="${option.id}" required${draft.optionId === option.id ? html` checked` : null}><span lang="${option.language}">${option.text}</span></label>`,
)}
</fieldset>
<button class="main">${words.choice.send()}</button>
</form>`
}

function outcome(offer: SeenOffer, { organization }: Tracking, { words, moments, reader }: Voice): Html | null {
  const chosen = offer.options.find(({ id }) => id === offer.chosenOptionId)
  if (offer.state === 'over') return html`<p>${words.choice.over()}</p>`
  if (!chosen || offer.chosenAt === null) return null
  const when = moments.dateTime(offer.chosenAt, reader)
  return html`<div class="outcome" role="status"><p class="arrived">${icon('done')}<span>${offer.chosenBy === 'member' ? words.choice.noted({ when }) : words.choice.chosen({ when })} <span lang="${chosen.language}">${chosen.text}</span></span></p>
${offer.granted ? null : html`<p>${words.choice.confirmed({ organization: organization.name })}</p>`}</div>`
}

/** What was granted to make good, each with how far it is. */
export function givenCard({ given }: Tracking, { words, moments, reader }: Voice): Html | null {
  if (given.length === 0) return null
  return html`<section class="card" aria-labelledby="given">
<h2 id="given">${words.given.title()}</h2>
<ul class="others">${given.map(({ text, language, state, at, dueAt }) => {
    const how =
      state === 'done'
        ? words.given.done({ when: moments.dateTime(at, reader) })
        : state === 'promised' && dueAt !== null
          ? words.given.promised({ by: moments.by(dueAt, reader) })
          : words.given.given({ when: moments.dateTime(at, reader) })
    return html`<li><p><span lang="${language}">${text}</span></p><p class="hint">${how}</p></li>`
  })}</ul>
</section>`
}

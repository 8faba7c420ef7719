import { type Html, html } from '#platform/html'
import { type SeenPromise, type Stage, stagesOf } from '../view.ts'
import type { Voice } from '../wording.ts'
import { icon } from './icon.ts'

/** Where the promise stands on its way, as a list of stages. */
export function stages(promise: SeenPromise, voice: Voice): Html {
  const { words } = voice
  return html`<section class="card" aria-labelledby="stages">
<h2 id="stages" class="hidden">${words.stages.title()}</h2>
<ol class="stages">${stagesOf(promise).map((stage) => stageItem(stage, voice))}</ol>
</section>`
}

function stageItem({ name, at, status }: Stage, { words, moments, reader }: Voice): Html {
  const said = { finished: words.stages.finished(), current: words.stages.current(), failed: null, ahead: null }[status]
  const mark = { finished: icon('done'), current: null, failed: icon('no'), ahead: null }[status]
  return html`<li class="${status}"${status === 'current' ? html` aria-current="step"` : null}>
<span class="dot">${mark}</span>
<span class="stage"><b>${words.stages[name]()}</b>${said === null ? null : html`<span class="hidden"> (${said})</span>`}
${at === null ? null : html`<time datetime="${at.toString()}">${moments.short(at, reader)}</time>`}</span>
</li>`
}

import { type Html, html, trusted } from '#platform/html'
import type { Group, Operation, Parameter } from './api.ts'
import { clientOf, curlOf } from './examples.ts'
import { type Field, fieldsOf, insideOf, typeWords } from './fields.ts'

export type Frame = { css: string; js: string; version: string; groups: readonly Group[] }

const anchorOf = ({ operationId }: Operation): string => operationId.replaceAll('.', '-')

/** Marks `words` between back quotes as code. */
const prose = (text: string): Html[] =>
  text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))

function page(frame: Frame, { title, current, body }: { title: string; current: string; body: Html }): string {
  const entry = (href: string, name: string) =>
    html`<li><a href="${href}"${current === href ? trusted(' aria-current="page"') : null}>${name}</a></li>`
  return `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Kept API</title>
<link rel="icon" href="/kept.svg">
<link rel="stylesheet" href="${frame.css}">
<script type="module" src="${frame.js}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><a href="/docs"><strong>Kept</strong> API reference</a> <span>${frame.version}</span></header>
<nav aria-label="Reference">
<input type="search" id="find" placeholder="Find an operation" aria-label="Find an operation" hidden>
<ul>
${entry('/docs', 'Introduction')}
${entry('/docs/problems', 'Problems')}
${frame.groups.map(({ name, title: of }) => entry(`/docs/${name}`, of))}
</ul>
<ul id="found" hidden></ul>
</nav>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>`}`
}

const code = (text: string, label: string): Html =>
  html`<figure><figcaption>${label}</figcaption><pre tabindex="0"><code>${text}</code></pre></figure>`

const field = ({ name, type, required, says, inner }: Field): Html => html`<div class="field">
<dt><code>${name}</code> <span class="type">${type}</span>${required ? html` <span class="required">required</span>` : null}</dt>
<dd>${says.map((line) => html`<p>${prose(line)}</p>`)}${inner.map((shape) => shapeOf(shape))}</dd>
</div>`

const shapeOf = ({ title, fields }: Field['inner'][number]): Html =>
  html`<details><summary>${title ?? 'Fields'}</summary><dl>${fields.map(field)}</dl></details>`

const parameter = ({ name, in: where, required, description, schema }: Parameter): Html =>
  field({
    name,
    type: `${typeWords(schema)}, in the ${where === 'path' ? 'address' : where}`,
    required: required ?? false,
    says: [
      ...(description ? [description] : []),
      ...(fieldsOf({ properties: { [name]: schema }, required: [] })[0]?.says ?? []),
    ],
    inner: [],
  })

/** `like`: an operation above whose answer has the same fields. */
function operation(each: Operation, like: Operation | undefined): Html {
  const { method, path, summary, permission, membersOnly, parameters, body, answer } = each
  const client = clientOf(each)
  const fields = body ? fieldsOf(body.schema) : []
  const given = insideOf(answer.schema)
  return html`<section id="${anchorOf(each)}" aria-labelledby="${anchorOf(each)}-title">
<h2 id="${anchorOf(each)}-title"><a href="#${anchorOf(each)}">${summary}</a></h2>
<p class="route"><span class="method" data-method="${method}">${method}</span> <code>${path}</code></p>
<p class="meta">${membersOnly ? html`<a href="/docs#members">Members only</a> · ` : null}${permission === null ? 'Open to callers who are not signed in' : html`Permission <code>${permission}</code>`} · operation <code>${each.operationId}</code></p>
<div class="columns">
<div>
${parameters.length > 0 ? html`<h3>Parameters</h3><dl>${parameters.map(parameter)}</dl>` : null}
${fields.length > 0 ? html`<h3>Body</h3><dl>${fields.map(field)}</dl>` : null}
${body?.type === 'application/octet-stream' ? html`<h3>Body</h3><p>The bytes of the file.</p>` : null}
<h3>Answer ${answer.status}</h3>
${like ? html`<p>As of <a href="#${anchorOf(like)}">${like.summary}</a>.</p>` : given.length > 0 ? given.map(({ fields: own }) => html`<dl>${own.map(field)}</dl>`) : html`<p>${answer.type === 'application/json' ? typeWords(answer.schema) : answer.type}</p>`}
</div>
<div>
${code(curlOf(each), 'curl')}
${client === null ? null : code(client, 'kept/client')}
${like || answer.example === undefined ? null : code(typeof answer.example === 'string' ? answer.example : JSON.stringify(answer.example, null, 2), 'Answer')}
</div>
</div>
</section>`
}

/** Whether two operations answer alike; answers without fields are short anyway. */
const sameAnswer = (a: Operation, b: Operation): boolean =>
  insideOf(b.answer.schema).length > 0 && JSON.stringify(a.answer.schema) === JSON.stringify(b.answer.schema)

export const groupPage = (frame: Frame, group: Group): string =>
  page(frame, {
    title: group.title,
    current: `/docs/${group.name}`,
    body: html`<h1>${group.title}</h1>
<ul class="operations">${group.operations.map(
      (each) =>
        html`<li><a href="#${anchorOf(each)}"><span class="method" data-method="${each.method}">${each.method}</span> <code>${each.path}</code></a> ${each.summary}</li>`,
    )}</ul>
${group.operations.map((each, i) =>
  operation(
    each,
    group.operations.slice(0, i).find((before) => sameAnswer(before, each)),
  ),
)}`,
  })

export type Problem = { code: string; status: number; says: string }

export const anchorOfCode = (code: string): string => code.replaceAll('/', '-')

/** A code that breaks between its words, not within them. */
const breakable = (words: string): Html[] =>
  words.split(/(?<=[/_])/).map((word, i) => (i === 0 ? html`${word}` : html`<wbr>${word}`))

export const noPage = (frame: Frame, says: string): string =>
  page(frame, {
    title: 'Not found',
    current: '',
    body: html`<h1>${says}</h1>
<p>See <a href="/docs/problems">all problems</a>, or <a href="/docs">the introduction</a>.</p>`,
  })

export const problemsPage = (frame: Frame, problems: readonly Problem[]): string =>
  page(frame, {
    title: 'Problems',
    current: '/docs/problems',
    body: html`<h1>Problems</h1>
<p>What is refused is a problem document (RFC 9457), <code>application/problem+json</code>. Decide on <code>code</code>: it is stable. <code>detail</code> is one sentence that says what to do; <code>issues</code> names each field that is wrong, by its path; <code>traceId</code> finds the request in the log.</p>
${code(
  JSON.stringify(
    {
      type: '/problems/input/invalid',
      title: 'Invalid',
      status: 400,
      code: 'input/invalid',
      detail: 'The input is not valid. Correct the fields in "issues".',
      issues: [{ path: 'name', code: 'too_small', message: 'Must not be empty' }],
      traceId: 'bcd7129f575071f989a85f8afcebc30a',
    },
    null,
    2,
  ),
  'A problem',
)}
<p>The table says each code's HTTP status and sentence; words in braces are filled in. Codes that stand in <code>issues</code> come with the status of the document around them, 400.</p>
<table>
<caption>Codes that this release answers</caption>
<thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What it says</th></tr></thead>
<tbody>${problems.map((each) => html`<tr id="${anchorOfCode(each.code)}"><td><code>${breakable(each.code)}</code></td><td>${each.status}</td><td>${each.says}</td></tr>`)}</tbody>
</table>`,
  })

/** A heading with what follows it. */
const part = (id: string, title: string, ...paragraphs: string[]): Html =>
  html`<section id="${id}"><h2>${title}</h2>${paragraphs.map((text) => html`<p>${prose(text)}</p>`)}</section>`

export const introduction = (frame: Frame): string =>
  page(frame, {
    title: 'Introduction',
    current: '/docs',
    body: html`<h1>The API of Kept</h1>
<p>Everything the console does, over HTTP. This reference is made from the same table of routes that serves it; <a href="/openapi.json">the same as OpenAPI 3.1</a>.</p>
${code(
  'export KEPT=http://127.0.0.1:3000\nexport KEY=kept_…   # Settings → API keys, or: kept api-key create\ncurl "$KEPT/v1/promises?state=open" -H "Authorization: Bearer $KEY"',
  'A first call',
)}
${part('keys', 'Keys', 'Programs send an API key as `Authorization: Bearer kept_…`. A key acts with a role, or with some of its permissions; each operation names the permission that it needs.', 'Browsers of the console have a session cookie instead. Every write from a browser has to come from the same site.')}
${part('members', 'Members only', 'What is about one person, such as their notifications, sessions and account, is for members who are signed in: an API key is refused with `access/members_only`. In the examples `$SESSION` is the value of the cookie `kept` (`__Host-kept`, sent under that name, where Kept is reached by https). A session may end at any time; programs that run by themselves do not need these operations.')}
${part('writes', 'Writing once', 'Every write takes an `Idempotency-Key`: any text of up to 255 characters, a UUID for instance. The same key with the same request gives the same answer and changes nothing again, for 48 hours. So a request whose answer was lost is sent again as it was.', 'Secrets that are shown once are null in a repeated answer.')}
${part('versions', 'Changes by two', 'Records carry a `version`, and their answers an `ETag`. Send it back as `If-Match`, and the edit is refused with 412 when somebody has changed the record since.')}
${part('pages', 'Lists', 'Lists answer `items` and `nextCursor`. Send the cursor back as `cursor` for the next page; null is the last one. `limit` is 1 to 200, usually 50. Pages stay right while rows come and go.', 'Lists that end in `.csv` are the same rows as a sheet, all pages at once.')}
${part('times', 'Times', 'Instants are RFC 3339; answers are in UTC. Inputs may have any offset. Business time is in seconds of a calendar; dates without a time of day are `2026-11-26`.')}
${part('limits', 'Limits', 'Doors that take a credential, or send mail, count attempts by address and answer 429 with `Retry-After`. A body may have a megabyte, an imported file what its operation says.')}
${part('events', 'Hearing of changes', '`GET /v1/stream` says that something has changed, as it happens, to whoever listens (see Live stream). Programs elsewhere are told by webhooks, signed and tried again until they arrive.')}
<h2 id="operations">Operations</h2>
<ul class="groups">${frame.groups.map(
      ({ name, title, operations }) =>
        html`<li><a href="/docs/${name}">${title}</a> <span>${operations.length}</span></li>`,
    )}</ul>`,
  })

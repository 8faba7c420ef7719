/** JSON Schema as the description of the API uses it. */
export type Schema = Readonly<{
  type?: string | readonly string[]
  format?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}>

export type Field = {
  name: string
  type: string
  required: boolean
  /** What it is, then its limits. */
  says: string[]
  /** Of an object, of what an array holds, of each shape that it may have. */
  inner: { title: string | null; fields: Field[] }[]
}

const isNull = (schema: Schema): boolean => schema.type === 'null'
const variantsOf = (schema: Schema): readonly Schema[] => schema.anyOf ?? schema.oneOf ?? []
/** Bounds of whole numbers that JavaScript has anyway say nothing. */
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER

/** A schema's type in a few words: `string (date-time) or null`, `list of objects`. */
export function typeWords(schema: Schema): string {
  const variants = variantsOf(schema)
  if (variants.length > 0) {
    const named = [...new Set(variants.map(typeWords))]
    return named.length > 3 ? 'one of several' : named.join(' or ')
  }
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.length === 1 ? JSON.stringify(schema.enum[0]) : 'one of the words below'
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  if (schema.type === 'array') return schema.items ? `list of ${plural(typeWords(schema.items))}` : 'list'
  if (schema.type === undefined) return 'anything'
  return schema.format ? `${schema.type} (${schema.format})` : String(schema.type)
}

const plural = (words: string): string => (/^(string|integer|number|object|boolean)$/.test(words) ? `${words}s` : words)

function limitsOf(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema
  const between = (low: number | undefined, high: number | undefined, unit: string): string[] =>
    isBound(low) && low > 0 && isBound(high)
      ? [`${low} to ${high}${unit}`]
      : isBound(high)
        ? [`at most ${high}${unit}`]
        : isBound(low) && low > 0
          ? [`at least ${low}${unit}`]
          : []
  return [
    ...(schema.enum && schema.enum.length > 1 ? [schema.enum.map((value) => String(value)).join(', ')] : []),
    ...between(minimum, maximum, ''),
    ...between(minLength, maxLength, ' characters'),
    ...between(minItems, maxItems, ' entries'),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ]
}

/** The fields of an object, each with what is inside it. */
export function fieldsOf(schema: Schema): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    name,
    type: typeWords(inner),
    required: schema.required?.includes(name) ?? false,
    says: [...(inner.description ? [inner.description] : []), ...limitsOf(inner)],
    inner: insideOf(inner),
  }))
}

/** What is inside a value: fields of an object, of a list's entries, of each shape it may have. */
export function insideOf(schema: Schema): Field['inner'] {
  const variants = variantsOf(schema).filter((variant) => !isNull(variant))
  if (variants.length === 1 && variants[0]) return insideOf(variants[0])
  if (variants.length > 1)
    return variants.flatMap((variant) => {
      const fields = fieldsOf(variant)
      return fields.length > 0 ? [{ title: nameOf(variant), fields }] : insideOf(variant)
    })
  if (schema.type === 'array' && schema.items) return insideOf(schema.items)
  const fields = fieldsOf(schema)
  return fields.length > 0 ? [{ title: null, fields }] : []
}

/** By what a shape is told from the others: a field that is one word in it. */
function nameOf(schema: Schema): string | null {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const only = inner.const ?? (inner.enum?.length === 1 ? inner.enum[0] : undefined)
    if (only !== undefined) return `where ${name} is ${only}`
  }
  return null
}

/**
 * The rules of structured outputs with `strict: true` (guide structured-outputs, supported schemas): an object at the root,
 * every property required, nothing additional, at most 5000 properties and 10 levels, and few keywords. Where sources
 * differ (string lengths), the stricter reading is used.
 */
const keywords = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'anyOf', '$ref', '$defs'],
  ...['description', 'title', 'pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  // The official SDK sends the dialect along.
  ...['multipleOf', 'minItems', 'maxItems', '$schema'],
])
const types = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

export type Schema = Record<string, unknown>
export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with a schema, in a sentence; null when it may be used. */
export const schemaProblem = (root: unknown): string | null => {
  if (!isSchema(root)) return "'schema' must be an object."
  if (root.type !== 'object') return 'schema must be a JSON Schema of \'type: "object"\', got another type.'
  if (root.anyOf !== undefined) return "root schema must not use 'anyOf'."
  let properties = 0

  const look = (schema: unknown, where: string, depth: number): string | null => {
    if (!isSchema(schema)) return `In context=(${where}), schema must be an object.`
    if (depth > 10) return 'schema has more than 10 levels of nesting.'
    const odd = Object.keys(schema).find((name) => !keywords.has(name))
    if (odd !== undefined) return `In context=(${where}), '${odd}' is not permitted.`
    if (typeof schema.$ref === 'string') {
      const name = /^#\/\$defs\/([^/]+)$/.exec(schema.$ref)?.[1]
      return name !== undefined && isSchema(root.$defs) && name in root.$defs
        ? null
        : `reference '${schema.$ref}' not found.`
    }
    if (Array.isArray(schema.anyOf))
      return first(schema.anyOf, (one, index) => look(one, `${where}, anyOf ${index}`, depth))
    const given = Array.isArray(schema.type) ? schema.type : [schema.type]
    if (given.some((type) => typeof type !== 'string' || !types.has(type)))
      return `In context=(${where}), schema must have a 'type' key.`
    if (given.includes('array')) return look(schema.items, `${where}, items`, depth + 1)
    return given.includes('object') ? lookAtObject(schema, where, depth) : null
  }

  const lookAtObject = (schema: Schema, where: string, depth: number): string | null => {
    if (schema.additionalProperties !== false)
      return `In context=(${where}), 'additionalProperties' is required to be supplied and to be false.`
    const own = isSchema(schema.properties) ? schema.properties : {}
    const required = Array.isArray(schema.required) ? schema.required : []
    const missing = Object.keys(own).find((name) => !required.includes(name))
    if (missing !== undefined || required.length !== Object.keys(own).length)
      return `In context=(${where}), 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing ?? ''}'.`
    properties += required.length
    if (properties > 5000) return 'schema has more than 5000 properties.'
    return first(Object.entries(own), ([name, one]) => look(one, `${where}, properties ${name}`, depth + 1))
  }

  const definitions = isSchema(root.$defs) ? Object.entries(root.$defs) : []
  return look(root, 'root', 1) ?? first(definitions, ([name, one]) => look(one, `$defs ${name}`, 2))
}

const first = <Item>(
  items: readonly Item[],
  problemOf: (item: Item, index: number) => string | null,
): string | null => {
  for (const [index, item] of items.entries()) {
    const problem = problemOf(item, index)
    if (problem !== null) return problem
  }
  return null
}

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { SecureHeadersVariables } from 'hono/secure-headers'
import * as z from 'zod'
import type { Endpoint } from '@greenroom/contract/endpoint.ts'
import { problem } from '@greenroom/contract/problem.ts'
import type { RawRoute } from './route.ts'

interface About {
  title: string
  version: string
  siteUrl: string
}

type JsonSchema = Record<string, unknown>
interface Operation {
  operationId: string
  summary: string
  tags: string[]
  parameters?: object[]
  requestBody?: object
  responses: Record<string, unknown>
  security: object[]
}
export interface OpenApi {
  openapi: '3.1.0'
  info: object
  servers: object[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: object
}

/** Shapes that refer to themselves stand by name among the components; everything else stands where it is used. */
type NamedShapes = Record<string, JsonSchema>

/** OpenAPI 3.1 of these endpoints; their zod shapes are JSON Schema 2020-12, which is what 3.1 speaks. */
const openApiOf = (endpoints: readonly Endpoint[], { title, version, siteUrl }: About): OpenApi => {
  const paths: OpenApi['paths'] = {}
  const named: NamedShapes = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint, named) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description:
        'Sign in at `/auth/v1` (the Supabase Auth protocol) and send the access token as `Authorization: Bearer`. ' +
        'Every refusal is `application/problem+json` with a stable `code` and a `correlationId`.',
    },
    servers: [{ url: siteUrl }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output', named), ...named },
      responses: {
        Problem: {
          description: 'What was wrong, and how to mend it',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

const operationOf = (endpoint: Endpoint, named: NamedShapes): Operation => {
  const parameters = [...parametersOf(endpoint.params, 'path', named), ...parametersOf(endpoint.query, 'query', named)]
  const content = contentOf(endpoint, named)
  const open = endpoint.access === 'public'
  return {
    operationId: operationIdOf(endpoint),
    summary: `${endpoint.summary} (${endpoint.access})`,
    tags: [tagOf(endpoint)],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      [String(endpoint.status ?? 200)]: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(endpoint.reply, 'output', named) } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
    security: open ? [] : [{ bearer: [] }],
  }
}

/** What is sent, by media type. Bytes are described by their type alone: JSON Schema has no words for them. */
const contentOf = ({ body, file }: Endpoint, named: NamedShapes): Record<string, object> | undefined => {
  if (file !== undefined) return Object.fromEntries(file.types.map((type) => [type, {}]))
  return isGiven(body) ? { 'application/json': { schema: schemaOf(body, 'input', named) } } : undefined
}

const isGiven = (shape: z.ZodType | undefined): shape is z.ZodType =>
  shape !== undefined && !(shape instanceof z.ZodUndefined)

const schemaOf = (shape: z.ZodType, io: 'input' | 'output', named: NamedShapes): JsonSchema => {
  const made = z.toJSONSchema(shape, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  })
  // References inside a shape point at the document, so what they name goes there.
  const {
    $schema: _dialect,
    $defs,
    ...schema
  } = JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema & {
    $defs?: NamedShapes
  }
  Object.assign(named, $defs)
  return schema
}

const parametersOf = (shape: z.ZodType | undefined, where: 'path' | 'query', named: NamedShapes): object[] => {
  if (!isGiven(shape)) return []
  const { properties = {}, required = [] } = schemaOf(shape, 'input', named) as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema,
  }))
}

const tagOf = ({ path }: Endpoint): string => {
  const [first = '', second = '', third = ''] = path.split('/').slice(1)
  if (first !== 'api') return 'health'
  return second === 'admin' ? `admin: ${third}` : second
}

const operationIdOf = ({ method, path }: Endpoint): string =>
  method.toLowerCase() +
  path
    .replace(/^\/api/, '')
    .split(/[/:-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** `/api/openapi.json` for programs, `/api/docs` for people; both are made on first use. */
export const openApiRoutes = (endpoints: readonly Endpoint[], about: About): RawRoute[] => {
  let made: OpenApi | null = null
  const api = (): OpenApi => (made ??= openApiOf(endpoints, about))
  return [
    { method: 'GET', path: '/api/openapi.json', access: 'public', answer: (c) => Promise.resolve(c.json(api())) },
    { method: 'GET', path: '/api/docs', access: 'public', answer: async (c) => await docsPage(c, api(), about) },
  ]
}

const docsPage = (
  c: Context<{ Variables: SecureHeadersVariables }>,
  api: OpenApi,
  { title, version }: About,
): Response | Promise<Response> => {
  const all = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} API</title>
          <style nonce="${c.get('secureHeadersNonce') ?? ''}">
            :root {
              color-scheme: light dark;
              background: light-dark(#ffffff, #141615);
              color: light-dark(#1d2126, #eef0ef);
            }
            body {
              max-width: 60rem;
              margin: 0 auto;
              padding: 2rem 1rem 6rem;
              font:
                16px/1.6 system-ui,
                sans-serif;
            }
            a {
              color: light-dark(#1f6b45, #7fd6a8);
            }
            h2 {
              margin-top: 2.5rem;
              text-transform: capitalize;
            }
            details {
              border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);
              padding: 0.6rem 0;
            }
            summary {
              cursor: pointer;
              overflow-wrap: anywhere;
            }
            code,
            pre {
              font:
                0.85rem/1.5 ui-monospace,
                monospace;
            }
            pre {
              overflow: auto;
              padding: 0.75rem;
              border-radius: 8px;
              background: color-mix(in srgb, currentColor 7%, transparent);
            }
            .method {
              display: inline-block;
              min-width: 4rem;
              font-weight: 700;
            }
          </style>
        </head>
        <body>
          <main>
            <h1>${title} API <small>${version}</small></h1>
            <p>The same as <a href="/api/openapi.json">OpenAPI 3.1</a>, for programs that read it.</p>
            ${api.tags.map(
              ({ name }) =>
                html`<h2>${name}</h2>
                  ${all
                    .filter(({ operation }) => operation.tags.includes(name))
                    .map(
                      ({ path, method, operation }) =>
                        html`<details>
                          <summary>
                            <code><span class="method">${method.toUpperCase()}</span> ${path}</code
                            ><br />${operation.summary}
                          </summary>
                          ${schemaBlock('Parameters', operation.parameters)}
                          ${schemaBlock('Body', operation.requestBody)} ${schemaBlock('Answer', operation.responses)}
                        </details>`,
                    )}`,
            )}
          </main>
        </body>
      </html>`,
  )
}

const schemaBlock = (title: string, content: unknown) =>
  content === undefined
    ? ''
    : html`<h3>${title}</h3>
        <pre tabindex="0">${JSON.stringify(content, null, 2)}</pre>`

/** A row of the list that is measured, as every contestant keeps it: the same columns, so that answers are of one size. */
export type Row = Readonly<Record<string, string | number | null>>
/** What an other server is ready with. */
export interface OtherList {
  url: string
  headers: Record<string, string>
}

/** Columns besides the identifier, in snake case: not everybody keeps capital letters. */
export const columnsOf = (row: Row): { name: string; key: string; kind: 'text' | 'number' }[] =>
  Object.entries(row)
    .filter(([key]) => key !== 'id')
    .map(([key, value]) => ({
      name: key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      key,
      kind: typeof value === 'number' ? 'number' : 'text',
    }))

/** JSON to a server that is being prepared; throws what it says when it refuses. */
// oxlint-disable-next-line typescript/no-explicit-any
export const post = async (url: string, body: unknown, headers: Record<string, string> = {}): Promise<any> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${text}`)
  return text === '' ? null : JSON.parse(text)
}

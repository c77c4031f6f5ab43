/** An address as an invitation names it to whoever holds its letter: private.read_invite of the database does the same. */
export function maskOf(email: string): string {
  const small = email.trim().toLowerCase()
  return `${small.slice(0, 1)}***${small.slice(Math.max(0, small.indexOf('@')))}`
}

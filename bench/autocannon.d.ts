/** The part of autocannon that is used here; the package has no types of its own. */
declare module 'autocannon' {
  interface Result {
    requests: { average: number }
    non2xx: number
    errors: number
  }
  export default function autocannon(options: {
    url: string
    connections: number
    duration: number
    headers?: Record<string, string>
  }): Promise<Result> & {
    on(
      event: 'response',
      heard: (connection: object, status: number, bytes: number, milliseconds: number) => void,
    ): void
  }
}

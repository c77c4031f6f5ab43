import http from 'node:http'

/** Reads a whole answer and throws it away; the bytes that came. */
export const drain = (url: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { headers, agent: false }, (answer) => {
        let bytes = 0
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${answer.statusCode}`)),
        )
        answer.on('error', reject)
      })
      .on('error', reject)
  })

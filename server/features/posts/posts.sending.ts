import { setTimeout as pause } from 'node:timers/promises'
import type { WorkContext } from '#kernel/jobs/jobs.ts'
import type { ByteRange } from '#providers/publisher-post.ts'
import { accessTokenOf, publisherOf, type PostTools } from './posts.accounts.ts'
import * as ledger from './posts.ledger.ts'
import type { LedgerRow, Postable } from './posts.ledger.ts'

const triesOfChunk = 3
const mostResyncs = 20

/** Sends the bytes of an opened post from where the other side stands. May stop and come again at any byte. */
export const sendBytes = async (tools: PostTools, id: string, context: WorkContext): Promise<void> => {
  // Two senders of one post would take its chunks from each other, and the room of other posts.
  if (!(await ledger.claimSending(tools, id))) return
  try {
    await sendChunks(tools, id, context)
  } finally {
    await ledger.releaseSending(tools, id)
  }
}

const sendChunks = async (tools: PostTools, id: string, context: WorkContext): Promise<void> => {
  const found = await ledger.postNow(tools, id)
  if (
    found === null ||
    found.row.state !== 'submitting' ||
    found.row.publish_id === null ||
    found.row.upload_url === null
  )
    return
  const { row, media } = found
  // Its files do not go while a post is on its way, but a database that was brought back from a copy may say so.
  if (media === null) throw new Error('The file of an opened post is not there')
  const publisher = publisherOf(tools)
  const plan = publisher.rules.chunkPlan(row.total_bytes ?? media.video.bytes)
  const uploadUrl = tools.sealer.open(row.upload_url ?? '', row.id)
  let index = plan.chunks.findIndex(({ last }) => last >= row.sent_bytes)
  let resyncs = 0
  let tries = 0
  while (index >= 0 && index < plan.chunks.length) {
    const sent = await publisher.sendChunk({
      uploadUrl,
      plan,
      index,
      mime: 'video/mp4',
      open: (range) => bytesOf(tools, media, range),
      signal: context.signal,
    })
    if (sent.kind === 'done') return await ledger.allSent(tools, row)
    if (sent.kind === 'expired') return await whenExpired(tools, row)
    if (sent.kind === 'refused') {
      await ledger.failedFor(tools, row, { code: sent.code, sentence: sent.sentence, retry: 'never' })
      return
    }
    if (sent.kind === 'passing') {
      tries += 1
      if (tries >= triesOfChunk) throw new Error(`A chunk could not be sent: ${sent.reason}`)
      await pause(1000 * 2 ** tries, undefined, { signal: context.signal })
      continue
    }
    if (sent.kind === 'resync' && (resyncs += 1) > mostResyncs)
      throw new Error('The other side does not say the same thing twice')
    tries = 0
    index = sent.next
    if (!(await ledger.sentSoFar(tools, row, sent.received))) return
  }
  // Everything was taken although "done" was never heard.
  await ledger.allSent(tools, row)
}

/**
 * The address is over. Either not all bytes arrived, and then nothing can appear; or the last answer was lost, and then the
 * post is being worked on. Only the other side knows.
 */
const whenExpired = async (tools: PostTools, row: LedgerRow): Promise<void> => {
  const publisher = publisherOf(tools)
  const token = row.account_id === null ? null : await accessTokenOf(tools, row.account_id)
  const status = token?.kind === 'token' ? await publisher.status(token.accessToken, row.publish_id ?? '') : null
  if (status?.kind === 'status' && status.state === 'uploading') {
    await ledger.failed(tools, row, {
      code: 'posts.upload_over',
      sentence: 'The upload took too long and was cut off. Nothing was posted; it can be tried again.',
      values: {},
      retry: 'yes',
    })
    return
  }
  if (status?.kind === 'status') return await ledger.allSent(tools, row)
  throw new Error('It could not be asked whether an upload that is over had arrived')
}

const bytesOf = async (
  tools: PostTools,
  { video }: Postable,
  { first, last }: ByteRange,
): Promise<AsyncIterable<Uint8Array>> => await tools.storage.read(video.bucket, video.key, { start: first, end: last })

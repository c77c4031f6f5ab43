import { randomBytes } from 'node:crypto'
import type { ContractClock } from '../luma-contract/contract-clock.ts'
import type { Accounts } from './accounts.ts'
import type { Grants } from './grants.ts'
import type { Journal } from './journal.ts'
import { lookAtPhoto, lookAtVideo, pullBytes, type Looked } from './media.ts'
import type { Webhooks } from './webhooks.ts'
import { hour, type TikTokSettings } from './world.ts'

/** One publish task, from its init to its end. */
export interface Task {
  publishId: string
  openId: string
  form: 'video' | 'photos'
  delivery: 'direct' | 'inbox'
  privacy: string | null
  title: string
  aiGenerated: boolean
  createdAt: number
  state: 'PROCESSING_UPLOAD' | 'PROCESSING_DOWNLOAD' | 'SEND_TO_USER_INBOX' | 'PUBLISH_COMPLETE' | 'FAILED'
  failReason: string
  /** Where its bytes come from. */
  source: { by: 'pull'; urls: string[] } | Upload
  downloadedBytes: number
  sha256: string[]
  postId: string | null
  endedAt: number | null
  ending: Ending
}
export interface Upload {
  by: 'upload'
  id: string
  token: string
  expiresAt: number
  size: number
  chunkSize: number
  chunks: number
  parts: Buffer[]
  received: number
}
/** How a post ends against its deserts: a failure, or never. */
export interface Ending {
  fail?: string | undefined
  stuck?: boolean | undefined
}
type Opening = Pick<Task, 'openId' | 'form' | 'delivery' | 'privacy' | 'title' | 'aiGenerated' | 'ending'> & {
  source: { by: 'pull'; urls: string[] } | { by: 'upload'; size: number; chunkSize: number; chunks: number }
}

export interface Tasks {
  open(opening: Opening): Task
  find(publishId: string): Task | null
  /** The task that an upload address belongs to. */
  byUpload(id: string, token: string): { task: Task; upload: Upload } | null
  /** All bytes are there: TikTok begins to work. */
  uploaded(task: Task, upload: Upload): void
  cancel(task: Task): void
  all(): Task[]
  /** Whether its id is shown: public, done and moderated. */
  isListed(task: Task): boolean
  /** How the next posts end, one for each. */
  planEnding(ending: Ending): void
  nextEnding(): Ending
  /** Resolves when no pull is under way. */
  settled(): Promise<void>
  clear(): void
}

export interface TaskTools {
  clock: ContractClock
  settings: TikTokSettings
  accounts: Accounts
  grants: Grants
  journal: Journal
  webhooks: Webhooks
}

const prefixes = {
  'upload direct video': 'v_pub_file',
  'pull direct video': 'v_pub_url',
  'upload inbox video': 'v_inbox_file',
  'pull inbox video': 'v_inbox_url',
} as const

export const makeTasks = (tools: TaskTools): Tasks => {
  const { clock, settings, accounts, grants, journal, webhooks } = tools
  let tasks = new Map<string, Task>()
  let endings: Ending[] = []
  let counter = 7_600_000_000_000_000_000n
  const running = new Set<Promise<void>>()
  const nextNumber = (): string => String((counter += 1n))

  const fail = (task: Task, reason: string): void => {
    if (task.endedAt !== null) return
    Object.assign(task, { state: 'FAILED', failReason: reason, endedAt: clock.now() })
    webhooks.tell(task.openId, 'post.publish.failed', {
      reason,
      publish_id: task.publishId,
      publish_type: typeOf(task),
    })
  }

  const show = (task: Task): void => {
    const { publishId, openId, form, delivery, privacy, title, aiGenerated, sha256 } = task
    const account = accounts.find(openId)?.name ?? openId
    journal.addPost({
      publishId,
      account,
      form,
      delivery,
      privacy,
      title,
      aiGenerated,
      sha256,
      at: new Date().toISOString(),
    })
    const told = { publish_id: publishId, publish_type: typeOf(task) }
    task.endedAt = clock.now()
    if (delivery === 'inbox') {
      task.state = 'SEND_TO_USER_INBOX'
      webhooks.tell(openId, 'post.publish.inbox_delivered', told)
      return
    }
    task.state = 'PUBLISH_COMPLETE'
    webhooks.tell(openId, 'post.publish.complete', told)
    if (privacy !== 'PUBLIC_TO_EVERYONE') return
    const postId = nextNumber()
    task.postId = postId
    clock.at(clock.now() + settings.moderationMs, () =>
      webhooks.tell(openId, 'post.publish.publicly_available', { ...told, post_id: postId }),
    )
  }

  /** The bytes are there and were looked at: after a while there is a verdict. */
  const decideSoon = (task: Task, looked: Looked[]): void => {
    task.sha256 = looked.map(({ sha256 }) => sha256)
    const deserved = looked.find(({ fault }) => fault !== null)?.fault ?? null
    clock.at(clock.now() + settings.processingMs, () => {
      if (task.endedAt !== null || task.ending.stuck === true) return
      const reason = grants.isConnected(task.openId) ? (task.ending.fail ?? deserved) : 'auth_removed'
      if (reason === null) show(task)
      else fail(task, reason)
    })
  }

  const maxSeconds = (task: Task): number => accounts.find(task.openId)?.maxVideoSeconds ?? 600

  const pull = async (task: Task, urls: string[]): Promise<void> => {
    const looked: Looked[] = []
    for (const url of urls) {
      const data = await pullBytes(url)
      if (data === null) return fail(task, task.form === 'video' ? 'video_pull_failed' : 'photo_pull_failed')
      task.downloadedBytes += data.length
      looked.push(task.form === 'video' ? lookAtVideo(data, maxSeconds(task)) : await lookAtPhoto(data))
    }
    decideSoon(task, looked)
  }

  const follow = (work: Promise<void>): void => {
    const ended = work.finally(() => running.delete(ended))
    running.add(ended)
  }

  return {
    open({ source, ...given }) {
      const prefix = given.form === 'photos' ? 'p_pub_url' : prefixes[`${source.by} ${given.delivery} ${given.form}`]
      const task: Task = {
        ...given,
        publishId: `${prefix}~v2-1.${nextNumber()}`,
        createdAt: clock.now(),
        state: source.by === 'upload' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD',
        failReason: '',
        source:
          source.by === 'pull'
            ? source
            : {
                ...source,
                id: nextNumber(),
                token: randomBytes(24).toString('base64url'),
                expiresAt: clock.now() + hour,
                parts: [],
                received: 0,
              },
        downloadedBytes: 0,
        sha256: [],
        postId: null,
        endedAt: null,
      }
      tasks.set(task.publishId, task)
      if (source.by === 'pull')
        clock.at(clock.now() + settings.downloadMs, () => {
          if (task.endedAt === null) follow(pull(task, source.urls))
        })
      return task
    },
    find: (publishId) => tasks.get(publishId) ?? null,
    byUpload(id, token) {
      for (const task of tasks.values())
        if (task.source.by === 'upload' && task.source.id === id && task.source.token === token)
          return { task, upload: task.source }
      return null
    },
    uploaded(task, upload) {
      const looked = lookAtVideo(Buffer.concat(upload.parts), maxSeconds(task))
      upload.parts = []
      decideSoon(task, [looked])
    },
    cancel: (task) => fail(task, 'publish_cancelled'),
    all: () => [...tasks.values()],
    isListed: ({ postId, endedAt }) =>
      postId !== null && endedAt !== null && clock.now() >= endedAt + settings.moderationMs,
    planEnding: (ending) => void endings.push(ending),
    nextEnding: () => endings.shift() ?? {},
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
    clear() {
      tasks = new Map()
      endings = []
    },
  }
}

const typeOf = ({ delivery }: Task): string => (delivery === 'inbox' ? 'INBOX_SHARE' : 'DIRECT_PUBLISH')

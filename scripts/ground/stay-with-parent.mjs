// Loaded before the program that scripts/ground/child.mjs starts. When the launcher is gone without a word (kill -9),
// the channel to it closes: the program gets the same SIGTERM as in an orderly stop, and 15 seconds to obey (the house takes up to 10 for an orderly end).
// Children and worker threads of the program load this file too; the process ids tell that they are not meant.
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.channel && process.env.GREENROOM_LAUNCHER === String(process.ppid)) {
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 15_000).unref()
    if (process.listenerCount('SIGTERM') > 0) process.emit('SIGTERM', 'SIGTERM')
    else process.exit(143)
  })
  process.channel.unref()
}

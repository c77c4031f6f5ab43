// Development, run by Node 24 (npm run dev): the server restarts when its code changes, the studio reloads by itself.
// Vite serves the studio and hands everything else to the server; its address is the one to open.
import { spawn } from 'node:child_process'
import { at, envFile, root } from './ground/places.mjs'

/** @param {string[]} args */
const start = (args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: process.env })

const programs = [
  start(['--watch', '--watch-preserve-output', ...envFile(), 'server/main.ts']),
  start([...envFile(), at('node_modules/vite/bin/vite.js'), 'studio', '--clearScreen', 'false']),
]

let ending = false
/** @param {NodeJS.Signals} signal */
const endAll = (signal) => {
  ending = true
  for (const program of programs) program.kill(signal)
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, endAll)

for (const program of programs) {
  program.once('exit', (code) => {
    if (ending) return
    // One without the other is of no use: whoever stops first takes the other along and tells how it went.
    process.exitCode = code ?? 1
    endAll('SIGTERM')
  })
}

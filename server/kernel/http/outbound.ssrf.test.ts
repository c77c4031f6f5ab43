import { connect as connectTcp, type LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { faultOf } from '#testing/fault-of.ts'
import { startListener } from '#testing/listener.ts'
import { guardedConnector, publicLookup } from './outbound-connector.ts'
import { makeOutbound } from './outbound.ts'
import { isPublicAddress, urlProblem } from './public-address.ts'

const listener = await startListener()
const { origin, port } = listener
afterAll(() => listener.close())
beforeEach(() => listener.reset())

/** Each form with the rule that stops it. `PORT` is the listener's, so a form that slips through is counted. */
const forms: [form: string, rule: string][] = [
  ['http://127.0.0.1:PORT/', 'literal_address'],
  ['https://127.0.0.1:PORT/', 'literal_address'],
  ['http://127.1:PORT/', 'literal_address'],
  ['http://127.0.1:PORT/', 'literal_address'],
  ['http://127.0.0.1.:PORT/', 'literal_address'],
  ['http://127.255.255.254:PORT/', 'literal_address'],
  ['http://2130706433:PORT/', 'literal_address'],
  ['http://0x7f000001:PORT/', 'literal_address'],
  ['http://0X7F.0x0.0x0.0x1:PORT/', 'literal_address'],
  ['http://0x7f.1:PORT/', 'literal_address'],
  ['http://017700000001:PORT/', 'literal_address'],
  ['http://0177.0.0.01:PORT/', 'literal_address'],
  ['http://0177.0x0.0.1:PORT/', 'literal_address'],
  ['http://0:PORT/', 'literal_address'],
  ['http://0.0.0.0:PORT/', 'literal_address'],
  ['http://%31%32%37.0.0.1:PORT/', 'literal_address'],
  ['http://１２７.０.０.１:PORT/', 'literal_address'],
  ['http://①②⑦.⓪.⓪.①:PORT/', 'literal_address'],
  ['http://127。0。0。1:PORT/', 'literal_address'],
  ['http://[::1]:PORT/', 'literal_address'],
  ['https://[::1]:PORT/', 'literal_address'],
  ['http://[0:0:0:0:0:0:0:1]:PORT/', 'literal_address'],
  ['http://[::]:PORT/', 'literal_address'],
  ['http://[::127.0.0.1]:PORT/', 'literal_address'],
  ['http://[::ffff:127.0.0.1]:PORT/', 'literal_address'],
  ['http://[::ffff:7f00:1]:PORT/', 'literal_address'],
  ['http://[::ffff:0:127.0.0.1]:PORT/', 'literal_address'],
  ['http://[64:ff9b::127.0.0.1]:PORT/', 'literal_address'],
  ['http://[2002:7f00:1::]:PORT/', 'literal_address'],
  ['http://[fe80::1]:PORT/', 'literal_address'],
  ['http://[fd00:ec2::254]/latest/meta-data/', 'literal_address'],
  ['http://169.254.169.254/latest/meta-data/', 'literal_address'],
  ['http://0xA9FEA9FE/latest/meta-data/', 'literal_address'],
  ['http://2852039166/latest/meta-data/', 'literal_address'],
  ['http://10.0.0.1:PORT/', 'literal_address'],
  ['http://172.16.0.1:PORT/', 'literal_address'],
  ['http://192.168.1.1:PORT/', 'literal_address'],
  ['http://100.64.0.1:PORT/', 'literal_address'],
  ['http://224.0.0.1:PORT/', 'literal_address'],
  ['http://255.255.255.255:PORT/', 'literal_address'],
  ['https://11.22.33.44/', 'literal_address'],
  ['http://localhost:PORT/', 'scheme'],
  ['http://LOCALHOST.:PORT/', 'scheme'],
  ['https://localhost:PORT/', 'port'],
  ['https://example.com:22/', 'port'],
  ['https://example.com:8443/', 'port'],
  ['http://example.com/', 'scheme'],
  ['ftp://127.0.0.1:PORT/', 'literal_address'],
  ['file:///etc/passwd', 'unreadable'],
  ['data:text/plain,hello', 'unreadable'],
  ['gopher://localhost:PORT/_x', 'scheme'],
  ['https://user@127.0.0.1:PORT/', 'userinfo'],
  ['https://example.com@127.0.0.1:PORT/', 'userinfo'],
  ['https://example.com:443@localhost:PORT/', 'userinfo'],
  ['https://:secret@example.com/', 'userinfo'],
  ['http://127.0.0.1:PORT\\@example.com/', 'literal_address'],
  ['http:127.0.0.1:PORT', 'literal_address'],
  ['//127.0.0.1:PORT/', 'unreadable'],
  ['/etc/passwd', 'unreadable'],
  ['http://[::1', 'unreadable'],
]

describe('what may be reached', () => {
  it.each(forms)('refuses %s without a connection (%s)', async (form, rule) => {
    const outbound = makeOutbound({ allow: [] })
    const url = form.replace('PORT', String(port))
    const asked = await faultOf(outbound.request(url))
    const posted = await faultOf(outbound.request(url, { method: 'POST', body: 'x' }))
    const downloaded = await faultOf(
      outbound.download(url, join(tmpdir(), 'never'), { maxBytes: 9, timeoutMs: 9, types: ['*/*'] }),
    )
    await outbound.close()
    for (const fault of [asked, posted, downloaded]) expect(fault).toMatchObject({ kind: 'blocked', sent: 'no' })
    expect(asked.message).toContain(rule)
    expect(listener.connections).toBe(0)
  })

  it('counts a connection when the origin is allowed, so the zeros above mean something', async () => {
    const outbound = makeOutbound({ allow: [origin] })
    const reply = await outbound.request(`${origin}/x`)
    await outbound.close()
    expect(reply.body.toString()).toBe('hello')
    expect(listener.connections).toBe(1)
  })

  it.each(['127.0.0.1:4410', 'localhost', '', 'file:///'])('does not take %j for an origin', (address) => {
    expect(() => makeOutbound({ allow: [address] })).toThrow('is not an origin')
  })

  it('allows an origin only as it is written: another port, scheme or name of the same machine stays shut', async () => {
    const outbound = makeOutbound({ allow: [origin] })
    for (const url of [
      `http://127.0.0.1:${port + 1}/`,
      `https://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://u@127.0.0.1:${port}/`,
    ])
      expect(await faultOf(outbound.request(url))).toMatchObject({ kind: 'blocked' })
    await outbound.close()
    expect(listener.connections).toBe(0)
  })

  const privateAnswers = [
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '169.254.169.254',
    '168.63.129.16',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '0.0.0.0',
  ]
  it.each(privateAnswers)('refuses a name that answers with %s', async (address) => {
    const family = address.includes(':') ? 6 : 4
    const outbound = makeOutbound({ allow: [], resolve: async () => [{ address, family }] })
    expect(await faultOf(outbound.request('https://rebind.example/'))).toMatchObject({ kind: 'blocked', sent: 'no' })
    await outbound.close()
  })

  it('refuses a name with one private address among public ones', async () => {
    const resolve = async () => [
      { address: '11.22.33.44', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    const outbound = makeOutbound({ allow: [], resolve })
    expect(await faultOf(outbound.request('https://mixed.example/'))).toMatchObject({ kind: 'blocked', sent: 'no' })
    await outbound.close()
  })

  it('refuses a name without addresses', async () => {
    const outbound = makeOutbound({ allow: [], resolve: async () => [] })
    expect(await faultOf(outbound.request('https://empty.example/'))).toMatchObject({ kind: 'blocked' })
    await outbound.close()
  })

  it('tells a range from its neighbours', () => {
    const open = [
      '11.22.33.44',
      '8.8.8.8',
      '172.15.255.255',
      '172.32.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '2606:4700::1',
      '168.63.129.17',
    ]
    const shut = [
      '172.31.255.255',
      '100.127.255.255',
      '198.18.0.1',
      '192.0.2.1',
      '240.0.0.1',
      '2001:db8::1',
      'fec0::1',
      '::7f00:1',
      '4000::1',
      '',
      'x',
    ]
    expect(open.filter((address) => !isPublicAddress(address))).toEqual([])
    expect(shut.filter(isPublicAddress)).toEqual([])
    expect(urlProblem(new URL('https://storage.cdn-luma.com/a.mp4?x=1'), new Set())).toBeNull()
  })
})

describe('the connector', () => {
  /** Drives the connector past the URL check, as a pool would. */
  const dial = (lookup: LookupFunction, protocol = 'https:') =>
    new Promise<unknown>((resolve) => {
      const connect = guardedConnector(new Set(), lookup)
      connect(
        {
          hostname: 'rebind.example',
          host: 'rebind.example',
          protocol,
          port: protocol === 'https:' ? '' : String(port),
        },
        (error, socket) => {
          socket?.destroy()
          resolve(error)
        },
      )
    })

  it('checks the URL once more, for what a pool might ask', async () => {
    const error = await dial(
      publicLookup(async () => [{ address: '11.22.33.44', family: 4 }]),
      'http:',
    )
    expect(error).toMatchObject({ kind: 'blocked', sent: 'no' })
    expect(listener.connections).toBe(0)
  })

  it('gives the socket the very answer that was checked, also when the name changes its mind', async () => {
    const answers = ['11.22.33.44', '127.0.0.1']
    let asked = 0
    const lookup = publicLookup(async () => [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }])
    const one = await new Promise((resolve) =>
      lookup('rebind.example', { all: true }, (error, found) => resolve(error ?? found)),
    )
    const two = await new Promise((resolve) => lookup('rebind.example', {}, (error, found) => resolve(error ?? found)))
    expect(one).toEqual([{ address: '11.22.33.44', family: 4 }])
    expect(two).toMatchObject({ kind: 'blocked' })
  })

  it('hangs up before a byte is sent when the address that was reached is private after all', async () => {
    const socket = connectTcp({ host: '127.0.0.1', port })
    await new Promise((resolve) => socket.once('connect', resolve))
    const connect = guardedConnector(
      new Set(),
      publicLookup(async () => []),
      () => (_options, callback) => callback(null, socket),
    )
    const error = await new Promise((resolve) =>
      connect({ hostname: 'sly.example', host: 'sly.example', protocol: 'https:', port: '' }, (...[refused]) =>
        resolve(refused),
      ),
    )
    expect(error).toMatchObject({ kind: 'blocked', sent: 'no' })
    expect(socket.destroyed).toBe(true)
    expect(socket.bytesWritten).toBe(0)
  })

  it('never opens a socket when the lookup says private', async () => {
    const opened: string[] = []
    const lookup = publicLookup(async () => [{ address: '127.0.0.1', family: 4 }])
    const socket = connectTcp({ host: 'rebind.example', port, lookup })
    socket.on('connect', () => opened.push('connect'))
    const error = await new Promise((resolve) => socket.on('error', resolve))
    expect(error).toMatchObject({ kind: 'blocked' })
    expect(opened).toEqual([])
    expect(listener.connections).toBe(0)
  })
})

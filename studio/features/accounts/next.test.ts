import { expect, test } from 'vitest'
import { looksLikeEmail, nextAddress, returnAddress, withNext } from './next.ts'

test('after signing in one comes back to where one was', () => {
  expect(nextAddress('next=%2Fprojects%2F1%3Ftab%3Dscenes')).toBe('/projects/1?tab=scenes')
})

test.each([
  'next=https%3A%2F%2Felsewhere.example',
  'next=%2F%2Felsewhere.example',
  'next=%2F%5Celsewhere.example',
  'next=%2F%09%2Felsewhere.example',
  'next=%2F.%2F%2Felsewhere.example',
  'next=javascript%3A1',
  'next=%2Fsign-in%3Fnext%3D%2Fprojects',
  '',
])('a link cannot lead to another site: %s', (search) => {
  expect(nextAddress(search)).toBe('/dashboard')
})

const origin = 'https://house.example'

test.each([
  ['https://house.example/projects/1?tab=scenes#x', '/projects/1?tab=scenes#x'],
  ['/settings/profile', '/settings/profile'],
  ['https://house.example', '/dashboard'],
  ['https://house.example/', '/dashboard'],
  [null, '/dashboard'],
])('the link of a mail leads on to the page that was asked for: %s', (redirectTo, path) => {
  expect(returnAddress(redirectTo, origin)).toBe(path)
})

test.each([
  'https://elsewhere.example/projects/1',
  'http://house.example/projects/1',
  'https://house.example:8443/projects/1',
  'https://house.example.elsewhere.example/projects/1',
  'https://house.example@elsewhere.example/projects/1',
  'https://eva:secret@house.example/projects/1',
  'https://house.example//elsewhere.example/projects',
  '//elsewhere.example/projects',
  '/\\elsewhere.example/projects',
  '\u0000//elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://house.example/1',
  'https://house.example/confirm?token_hash=x&type=signup',
  'https://house.example/sign-in',
  'not an address%',
])('the link of a mail never leads to another site, nor round in a circle: %s', (redirectTo) => {
  const path = returnAddress(redirectTo, origin)
  expect(new URL(path, origin).origin).toBe(origin)
  expect(['/dashboard', '/not%20an%20address%']).toContain(path)
})

test('a local house is known by each of its names, at the same port only', () => {
  expect(returnAddress('http://127.0.0.1:3000/projects', 'http://localhost:3000')).toBe('/projects')
  expect(returnAddress('http://127.0.0.1:4000/projects', 'http://localhost:3000')).toBe('/dashboard')
})

test('where one was going is handed on from door to door', () => {
  expect(withNext('/sign-up', '/projects/1?tab=scenes')).toBe('/sign-up?next=%2Fprojects%2F1%3Ftab%3Dscenes')
  expect(withNext('/confirm?email=x', '/projects')).toBe('/confirm?email=x&next=%2Fprojects')
  expect(withNext('/sign-up', '/dashboard')).toBe('/sign-up')
})

test.each([
  ['eva@example.org', true],
  [' eva@example.org ', true],
  ['admin@localhost', true],
  ['eva@example', false],
  ['eva', false],
  ['a b@example.org', false],
])('"%s" looks like an address: %s', (text, good) => {
  expect(looksLikeEmail(text)).toBe(good)
})

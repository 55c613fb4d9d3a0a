/** Habits of the house that a selector can hold, each with its remedy. */

const plainFunction = ':not(MethodDefinition[kind="constructor"], TSAbstractMethodDefinition) > FunctionExpression'

export const shape = [
  {
    selector: `:matches(FunctionDeclaration, ArrowFunctionExpression, ${plainFunction})[params.length>3]`,
    message: 'At most three parameters: the rest goes into one options object.',
  },
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
    message: 'At most five things are injected: split the class by what it does.',
  },
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name, so that a thing is called the same everywhere.',
  },
  {
    selector: 'TSEnumDeclaration',
    message: 'Use a union of literals (a readonly array `as const` and its type) instead of an enum.',
  },
]

const clock = 'alerts knows no clock: take the time as an argument named `now`.'
const chance = 'alerts knows no chance: take the number as an argument.'
const outsideWorld = 'alerts does no I/O and knows no platform: take the value as an argument.'

export const purity = {
  globals: [
    ...['process', 'Buffer', 'global', 'globalThis', 'window', 'document', 'navigator', 'localStorage'],
    ...['fetch', 'WebSocket', 'XMLHttpRequest', 'console', 'require'],
  ]
    .map((name) => ({ name, message: outsideWorld }))
    .concat(
      ['performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({
        name,
        message: clock,
      })),
      [{ name: 'crypto', message: chance }],
    ),
  syntax: [
    { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: clock },
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: clock },
    { selector: 'CallExpression[callee.name="Date"]', message: clock },
    { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: chance },
  ],
}

export const tests = [
  {
    selector: 'CallExpression[callee.name=/^(it|test)$/] > Literal:first-child[value=/^should\\b/]',
    message: 'A title is a sentence of behaviour: say what it does, without "should".',
  },
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs. Where something may be missing, use skipUnless(context, condition, reason).',
  },
]

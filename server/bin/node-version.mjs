/** Imported first: an older Node stops here with one clear line instead of a stack trace later. */
const needed = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`Cordon needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

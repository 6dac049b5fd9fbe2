// The jobs of a batch: what varies between them, which of them are chosen, and in what order. Nothing here knows the page.

/** The most values of a number that are offered one by one; more are chosen from one to another. */
const MOST_VALUES = 8

const collator = new Intl.Collator("en", { numeric: true })

/** Return the parameters that differ between jobs, each with its different values in order. */
export function parametersOf(jobs) {
  const names = new Set(jobs.flatMap((job) => Object.keys(job.parameters)))
  return Array.from(names, (name) => parameterOf(jobs, name)).filter(({ values }) => values.length > 1)
}

function parameterOf(jobs, name) {
  const found = new Map()
  for (const { parameters } of jobs) {
    const value = parameters[name]
    const key = textOf(value)
    const own = found.get(key) ?? { key, value, count: 0 }
    own.count += 1
    found.set(key, own)
  }
  const values = Array.from(found.values()).sort((one, other) => compared(one.value, other.value))
  const isNumber = values.every(({ value }) => typeof value === "number")
  return { name, values, isRange: isNumber && values.length > MOST_VALUES }
}

/** Return a value as a reader writes it; a job without the parameter has a dash. */
export function textOf(value) {
  if (value === undefined || value === null) return "–"
  if (Array.isArray(value)) return value.map(textOf).join(", ")
  if (typeof value === "boolean") return value ? "yes" : "no"
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/** Return how two values stand in order: numbers, then texts, then jobs without one. */
function compared(one, other) {
  const ranks = [rank(one), rank(other)]
  if (ranks[0] !== ranks[1]) return ranks[0] - ranks[1]
  return ranks[0] ? collator.compare(textOf(one), textOf(other)) : one - other
}

function rank(value) {
  if (typeof value === "number") return 0
  return value === undefined || value === null ? 2 : 1
}

/**
 * Return the jobs that are chosen, in order.
 *
 * A choice has the text to `find` in names and values, the `state` of a job ("failed", "made", or "" for all), for some
 * parameters the `values` or the `from` and `to` of a range, all as texts, and how to `sort`: "" is the order of the
 * file, and "name" and "cost" and a parameter with "=" before it are the others; "-" before these turns them round.
 */
export function chosen(jobs, choice) {
  const words = (choice.find ?? "").toLowerCase().split(/\s+/).filter(Boolean)
  const own = jobs.filter((job) => isOf(job, choice) && words.every((word) => saysOf(job).includes(word)))
  return choice.sort ? sorted(own, choice.sort) : own
}

function isOf(job, { state = "", values = {}, from = {}, to = {} }) {
  if (state && (state === "failed") !== Boolean(job.failed)) return false
  const value = (name) => job.parameters[name]
  return (
    Object.entries(values).every(([name, text]) => !text || textOf(value(name)) === text) &&
    Object.entries(from).every(([name, least]) => least === "" || value(name) >= Number(least)) &&
    Object.entries(to).every(([name, most]) => most === "" || value(name) <= Number(most))
  )
}

/** Return all that a reader may look for in a job, in lower case. */
function saysOf(job) {
  job.says ??= [job.name, ...Object.entries(job.parameters).map(([name, value]) => `${name}=${textOf(value)}`)]
    .join(" ")
    .toLowerCase()
  return job.says
}

function sorted(jobs, sort) {
  const isDown = sort.startsWith("-")
  const by = isDown ? sort.slice(1) : sort
  const value = (job) => (by.startsWith("=") ? job.parameters[by.slice(1)] : job[by])
  const turn = isDown ? -1 : 1
  return [...jobs].sort((one, other) => {
    const values = [value(one), value(other)]
    const lacks = values.map((own) => rank(own) === 2)
    return lacks[0] || lacks[1] ? lacks[0] - lacks[1] : turn * compared(...values)
  })
}

/** Return the table of jobs over two parameters: the texts of rows and columns, and the jobs of each cell. */
export function gridOf(jobs, row, column) {
  const cells = new Map()
  for (const job of jobs) {
    const key = cellKey(textOf(job.parameters[row]), textOf(job.parameters[column]))
    if (!cells.has(key)) cells.set(key, [])
    cells.get(key).push(job)
  }
  const texts = (name) => parameterOf(jobs, name).values.map(({ key }) => key)
  return { rows: texts(row), columns: texts(column), at: (down, across) => cells.get(cellKey(down, across)) ?? [] }
}

function cellKey(row, column) {
  return JSON.stringify([row, column])
}

/** Return the two parameters over which a table says most: those of most values, the longer one downwards. */
export function axesOf(parameters) {
  const [row, column] = [...parameters].sort((one, other) => other.values.length - one.values.length)
  return column ? [row.name, column.name] : []
}

/** Return a number of bytes as a reader writes it. */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999500 ? `${(bytes / 1000).toFixed(0)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** Return a cost with three significant digits. */
export function costOf(cost) {
  const size = Math.abs(cost)
  if (size && (size < 1e-3 || size >= 1e6)) return cost.toExponential(2).replace("e+", "e")
  return String(Number(cost.toPrecision(3)))
}

/** Return a choice, or another table of texts, as the end of an address; nothing for one without texts. */
export function linkOf(choice) {
  const found = new URLSearchParams()
  for (const [name, value] of Object.entries(choice)) {
    if (typeof value === "object") {
      for (const [own, text] of Object.entries(value)) if (text) found.append(`${name}.${own}`, text)
    } else if (value) found.append(name, value)
  }
  return found.toString()
}

/** Return the choice in the end of an address; names that no choice has are left out. */
export function choiceOf(link) {
  const choice = { find: "", state: "", sort: "", view: "", row: "", column: "", values: {}, from: {}, to: {} }
  for (const [key, text] of new URLSearchParams(link)) {
    const [name, own] = key.split(/\.(.*)/s)
    if (own !== undefined && typeof choice[name] === "object") choice[name][own] = text
    else if (own === undefined && typeof choice[name] === "string") choice[name] = text
  }
  return choice
}

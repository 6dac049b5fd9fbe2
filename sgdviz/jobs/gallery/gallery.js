// The page: the controls, the cards or the table of the jobs that are chosen, and the commands to copy.

import { axesOf, choiceOf, chosen, costOf, gridOf, linkOf, parametersOf, sizeOf, textOf } from "./choice.js"
import { letPlay, stop } from "./play.js"

/** The cards that are shown at first, and that are added at a time: whole rows of 2, 3, 4, 5 and 6. */
const AT_ONCE = 120

/** The cells of the largest table. */
const MOST_CELLS = 2000

/** Milliseconds for which a button says that it has copied. */
const COPIED = 1500

/** The least width of a window, in pixels, in which the controls are open at first. */
const WIDE = 640

const PLAY = "M7 4v16l13-8z"
const PAUSE = "M6 5h4v14H6zM14 5h4v14h-4z"
const OPEN = "M5 5h6v2H7v10h10v-4h2v6H5zM13 5h6v6h-2V8.4l-6.3 6.3-1.4-1.4L15.6 7H13z"

const jobs = JSON.parse(document.getElementById("jobs").textContent)
const parameters = parametersOf(jobs)
const failures = jobs.filter((job) => job.failed).length
const find = (name) => document.querySelector(`.${name}`)
const form = find("controls")

let choice = choiceOf("")
let listed = []
let count = AT_ONCE

/** Return a new element with attributes and children; an attribute of null, undefined or false is left out. */
function made(kind, attributes = {}, ...children) {
  const element = document.createElement(kind)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "")
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

function icon(...paths) {
  const span = made("span", { class: "icon" })
  span.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${paths.map(([name, path]) => `<path class="${name}" d="${path}"/>`).join("")}</svg>`
  return span
}

/** Return the picture of a job: its still, under a button that plays it or a link that opens it. */
function picture(job) {
  const [width, height] = job.size
  const box = made("div", { class: "picture", style: `aspect-ratio:${width}/${height}` })
  if (job.failed) box.append(made("p", { class: "none" }, "failed"))
  else if (job.still) {
    const src = `data:image/webp;base64,${job.still}`
    box.append(made("img", { src, alt: job.alt, width, height, loading: "lazy", decoding: "async" }))
  } else box.append(made("p", { class: "none" }, job.plays ? "point here to play" : "no still"))
  const { plays } = job
  if (plays) {
    const data = { "data-source": plays.link, "data-kind": plays.kind }
    const label = { "aria-label": `Play ${job.name}`, "aria-pressed": "false" }
    box.append(made("button", { type: "button", class: "cover", ...label, ...data }, icon(["play", PLAY], ["pause", PAUSE])))
  } else if (job.files.length) {
    box.append(made("a", { class: "cover", href: job.files[0].link, "aria-label": `Open ${job.name}` }, icon(["open", OPEN])))
  }
  return box
}

/** Return the card of a job, which is made once. */
function card(job) {
  job.card ??= made(
    "li",
    { class: "card" },
    picture(job),
    made("h2", {}, job.name),
    ...(job.failed ? [made("p", { class: "reason" }, job.failed)] : []),
    facts(job),
    ...job.notes.map((text) => made("p", { class: "warning" }, text)),
    files(job),
    command(job),
  )
  return job.card
}

/** Return the values in which a job differs from others, and its cost. */
function facts(job) {
  const own = parameters.map(({ name }) => [name, textOf(job.parameters[name])])
  if (job.cost !== null) own.push(["final cost", costOf(job.cost)])
  return made("dl", {}, ...own.map(([name, text]) => made("div", {}, made("dt", {}, name), made("dd", {}, text))))
}

function files(job) {
  const own = job.files.map((file) =>
    made("li", {}, made("a", { href: file.link, "aria-label": `${file.label} of ${job.name}` }, file.label), ` ${sizeOf(file.bytes)}`),
  )
  if (job.more) own.push(made("li", {}, `and ${job.more} more`))
  return made("ul", { class: "files" }, ...own)
}

function command(job) {
  if (!job.command) return ""
  const button = made("button", { type: "button", class: "copy", "aria-label": `Copy the command of ${job.name}` }, "Copy")
  return made("div", { class: "command" }, made("code", { title: job.command }, job.command), button)
}

/** Copy a command, or select it where the browser does not let pages copy. */
async function copy(button) {
  const code = button.previousElementSibling
  try {
    await navigator.clipboard.writeText(code.textContent)
    button.textContent = "Copied"
    setTimeout(() => (button.textContent = "Copy"), COPIED)
    find("said").textContent = "The command is copied."
  } catch {
    code.classList.add("whole")
    getSelection().selectAllChildren(code)
    find("said").textContent = "The command is selected; copy it with the keys of your system."
  }
}

/** Return the table over two parameters; a cell shows the first of its jobs, and says how many it has. */
function table(row, column) {
  const grid = gridOf(listed, row, column)
  const rows = grid.rows.slice(0, Math.max(Math.floor(MOST_CELLS / grid.columns.length), 1))
  const columns = grid.columns.slice(0, MOST_CELLS)
  if (rows.length < grid.rows.length || columns.length < grid.columns.length) {
    note(`The table shows ${rows.length} of ${grid.rows.length} rows; filter to see the others.`)
  } else if (listed.length > rows.length * columns.length) {
    note("Cells with several jobs show the first; filter to see the others.")
  }
  const head = [made("td", {}, made("span", {}, `${row} ↓`), made("span", {}, `${column} →`))]
  head.push(...columns.map((text) => made("th", { scope: "col" }, text)))
  const lines = rows.map((text) =>
    made("tr", {}, made("th", { scope: "row" }, text), ...columns.map((own) => cell(grid.at(text, own)))),
  )
  const label = `${row} by ${column}`
  return made(
    "div",
    { class: "grid", role: "region", tabindex: "0", "aria-label": label },
    made("table", {}, made("thead", {}, made("tr", {}, ...head)), made("tbody", {}, ...lines)),
  )
}

function cell(own) {
  if (!own.length) return made("td", { class: "empty" }, "–")
  const [first] = own
  const said = [first.cost === null ? "" : `cost ${costOf(first.cost)}`, own.length > 1 ? `1 of ${own.length}` : ""]
  return made("td", {}, picture(first), made("p", {}, said.filter(Boolean).join(" · ") || " "))
}

function note(text) {
  find("note").textContent = text
  find("note").hidden = !text
}

/** Show the jobs that are chosen. */
function show() {
  stop()
  note("")
  listed = chosen(jobs, choice)
  const isTable = choice.view === "grid" && choice.row !== choice.column
  form.classList.toggle("table", choice.view === "grid")
  if (choice.view === "grid" && !isTable) note("Rows and columns are the same parameter; choose two.")
  find("shown").replaceChildren(isTable ? table(choice.row, choice.column) : made("ol", { class: "cards" }, ...listed.slice(0, count).map(card)))
  if (!listed.length) note("No job is of this choice.")
  const left = isTable ? 0 : listed.length - count
  find("more").hidden = left <= 0
  find("more").textContent = `Show ${Math.min(left, AT_ONCE)} more of ${left}`
  const failed = failures ? `, ${failures} failed` : ""
  const all = `${jobs.length} ${jobs.length === 1 ? "job" : "jobs"}${failed}`
  find("count").textContent = listed.length < jobs.length ? `${listed.length} of ${all}` : all
}

/** Add the next cards, and go to the first of them. */
function showMore() {
  const first = listed[count]
  count += AT_ONCE
  show()
  first.card.querySelector(".cover, a, button")?.focus()
}

function labelled(text, control) {
  return made("label", {}, made("span", {}, text), control)
}

function select(name, options, first = "") {
  const all = options.map(([value, text]) => made("option", { value, selected: value === first }, text))
  return made("select", { name }, ...all)
}

/** Return the controls that choose a parameter: one of its values, or a range. */
function chooser({ name, values, isRange }) {
  if (!isRange) {
    const options = values.map(({ key, count: own }) => [key, `${key} (${own})`])
    return labelled(name, select(`values.${name}`, [["", "all"], ...options]))
  }
  const ends = { from: values[0].key, to: values.at(-1).key }
  const inputs = Object.entries(ends).map(([end, placeholder]) =>
    made("input", { type: "number", step: "any", name: `${end}.${name}`, placeholder, "aria-label": `${name} ${end}` }),
  )
  return made("div", { class: "range" }, made("span", {}, name), made("div", {}, inputs[0], made("span", {}, "to"), inputs[1]))
}

function sorter() {
  const by = (name, text, first, last) => [
    [name, `${text}, ${first} first`],
    [`-${name}`, `${text}, ${last} first`],
  ]
  const options = [["", "as in the file"], ["name", "name"]]
  if (jobs.some(({ cost }) => cost !== null)) options.push(...by("cost", "final cost", "lowest", "highest"))
  for (const { name } of parameters) options.push(...by(`=${name}`, name, "lowest", "highest"))
  return labelled("Order", select("sort", options))
}

/** Return the choice between cards and the table, and the parameters of the table. */
function views() {
  const radio = (value, text) => made("label", {}, made("input", { type: "radio", name: "view", value, checked: !value }), made("span", {}, text))
  const axes = axesOf(parameters)
  const names = parameters.map(({ name }) => [name, name])
  const found = [made("fieldset", { class: "views" }, made("legend", { class: "unseen" }, "View"), radio("", "Cards"), radio("grid", "Table"))]
  const rows = labelled("Rows", select("row", names, axes[0]))
  const columns = labelled("Columns", select("column", names, axes[1]))
  return [...found, made("div", { class: "axes" }, rows, columns)]
}

function prepare() {
  const [first] = parameters
  const placeholder = first && `${first.name}=${first.values[0].key}`
  const search = made("input", { name: "find", type: "search", autocomplete: "off", spellcheck: "false", placeholder })
  const state = select("state", [["", "all"], ["made", "made"], ["failed", "failed"]])
  form.append(
    labelled("Find", search),
    ...(failures ? [labelled("State", state)] : []),
    ...parameters.map(chooser),
    sorter(),
    ...(axesOf(parameters).length ? views() : []),
    made("button", { type: "reset" }, "Reset"),
  )
  find("choice").open = innerWidth >= WIDE
  find("choice").hidden = jobs.length < 2
  document.querySelector("main").classList.toggle("few", jobs.length <= 3)
}

/** Take the choice from the controls, and put it into the address. */
function choose() {
  const own = new URLSearchParams(new FormData(form))
  choice = choiceOf(own)
  const [row, column] = axesOf(parameters)
  const usual = choice.view ? { row: choice.row === row ? "" : choice.row, column: choice.column === column ? "" : choice.column } : { row: "", column: "" }
  history.replaceState(null, "", `#${linkOf({ ...choice, ...usual })}`)
  count = AT_ONCE
  show()
}

/** Set the controls to the choice in the address. */
function follow() {
  form.reset()
  for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
    const control = form.elements.namedItem(name)
    if (control && "value" in control) control.value = text
  }
  choice = choiceOf(new URLSearchParams(new FormData(form)))
  show()
}

function start() {
  prepare()
  letPlay(find("shown"), matchMedia("(prefers-reduced-motion: reduce)"))
  form.addEventListener("input", choose)
  form.addEventListener("reset", () => setTimeout(choose))
  form.addEventListener("submit", (event) => event.preventDefault())
  find("more").addEventListener("click", showMore)
  find("shown").addEventListener("click", (event) => event.target.matches(".copy") && copy(event.target))
  addEventListener("hashchange", follow)
  follow()
}

start()

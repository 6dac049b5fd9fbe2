// The player: it pauses the clock of the SVG, keeps its own, and shows one frame after another.

import { filmOf, frameAt, frameOf, hashOf, middleOf, numbersOf, placeOf, startOf, stopAt, stopFrom } from "./moments.js"

const SVG = "http://www.w3.org/2000/svg"

/** Milliseconds: after a hidden tab is shown again, the animation goes on where it was. */
const LONGEST_TICK = 250

/** Milliseconds: only the moment at which a reader rests is read aloud, not those on the way. */
const QUIET = 500

/** The least width of a column of numbers, in rem. */
const LEAST_COLUMN = 5

/** The moments that the keys Page Up and Page Down pass. */
const PAGE = 10

const data = JSON.parse(document.getElementById("frames").textContent)
const film = filmOf(data)
const { words } = data
const find = (name) => document.querySelector(`.${name}`)
const picture = document.querySelector(".picture > svg")
const player = find("player")
const position = find("position")
const button = find("play")
const still = matchMedia("(prefers-reduced-motion: reduce)")

let time = 0
let shown = -1
let speed = 1
let isPlaying = false

/** The plays that are over. */
let passed = 0

/** When the frame before was shown, on the browser's clock. */
let before = 0

/** The timer of what will be read aloud. */
let reading = 0

let cells = []
let plots = []

function show(frame) {
  position.value = time
  if (frame === shown) return
  const { chapter, numbers, note } = film.frames[frame]
  if (film.frames[shown]?.chapter !== chapter) begin(chapter)
  shown = frame
  picture.setCurrentTime(middleOf(film, frame) / 1000)
  const place = placeOf(film, frame, words)
  find("moment").textContent = place.join(" · ")
  position.setAttribute("aria-valuetext", place.join(", "))
  numbers.flat().forEach((text, number) => (cells[number].textContent = text))
  find("note").textContent = note
  find("note").hidden = !note
  find("link").href = hashOf(film, frame)
}

/** Prepare the table and the plots of a chapter. */
function begin(chapter) {
  const { names, runs, kind } = film.chapters[chapter]
  const head = row(names.map((name) => cell("th", name, "col")))
  if (runs.length) {
    head.prepend(cell("th", kind, "col"))
    head.cells[0].className = "kind"
  }
  cells = []
  const body = film.chapters[chapter].numbers.map((_, run) => {
    const own = names.map(() => cell("td", ""))
    cells.push(...own)
    return row(runs.length ? [cell("th", runs[run], "row"), ...own] : own)
  })
  const table = find("numbers").querySelector("table")
  table.style.minWidth = `${LEAST_COLUMN * head.cells.length}rem`
  table.tHead.replaceChildren(head)
  table.tBodies[0].replaceChildren(...body)
  plots.forEach((plot) => plot.remove())
  plots = film.chapters[chapter].plots.map((plot) => target(plot, chapter))
}

function row(all) {
  const line = document.createElement("tr")
  line.append(...all)
  return line
}

function cell(kind, text, scope) {
  const made = document.createElement(kind)
  made.textContent = text
  if (scope) made.scope = scope
  return made
}

/** Return the area of a plot, in which a pointer chooses a step; a line shows which. */
function target(plot, chapter) {
  const [left, top, right, bottom] = plot.box
  const unit = picture.viewBox.baseVal.width / data.width
  const group = drawn("g", {}, picture)
  const line = drawn("line", { class: "guide", y1: top * unit, y2: bottom * unit }, group)
  const sizes = { x: left * unit, y: top * unit, width: (right - left) * unit, height: (bottom - top) * unit }
  const area = drawn("rect", { class: "area", ...sizes }, group)
  const point = (event) => {
    const box = area.getBoundingClientRect()
    const stop = stopAt(film, chapter, plot, left + ((event.clientX - box.left) / box.width) * (right - left))
    const x = plot.x[film.frames[stop].place] * unit
    line.setAttribute("x1", x)
    line.setAttribute("x2", x)
    if (area.hasPointerCapture(event.pointerId)) goTo(stop)
  }
  area.addEventListener("pointerdown", (event) => {
    if (event.button) return
    area.setPointerCapture(event.pointerId)
    point(event)
  })
  area.addEventListener("pointermove", point)
  return group
}

function drawn(kind, values, parent) {
  const made = document.createElementNS(SVG, kind)
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, value)
  return parent.appendChild(made)
}

function play() {
  if (time >= film.total) [time, passed] = [0, 0]
  setPlaying(true)
  show(frameAt(film, time))
  before = performance.now()
  requestAnimationFrame(tick)
}

function pause() {
  setPlaying(false)
}

function setPlaying(now) {
  isPlaying = now
  player.classList.toggle("playing", now)
  button.setAttribute("aria-label", now ? words.pause : words.play)
  button.title = now ? words.pause : words.play
  clearTimeout(reading)
}

function tick(now) {
  if (!isPlaying) return
  time += Math.min(Math.max(now - before, 0), LONGEST_TICK) * speed
  before = now
  if (time >= film.total) {
    passed += 1
    if (film.plays && passed >= film.plays) {
      time = film.total
      pause()
    } else {
      time %= film.total || 1
    }
  }
  show(frameAt(film, time))
  if (isPlaying) requestAnimationFrame(tick)
}

/** Go to a frame, or to a time, and stay there. */
function goTo(frame, at = startOf(film, frame)) {
  pause()
  time = at
  show(frame)
  reading = setTimeout(() => {
    const place = document.activeElement === position ? [] : [placeOf(film, shown, words).join(", ")]
    find("said").textContent = [...place, numbersOf(film, shown)].join(". ")
  }, QUIET)
}

const step = (count) => goTo(stopFrom(film, shown, count))
const toggle = () => (isPlaying ? goTo(shown, time) : play())
const KEYS = {
  " ": toggle,
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  Home: () => step(-Infinity),
  End: () => step(Infinity),
}
const SLIDER_KEYS = {
  ...KEYS,
  ArrowUp: () => step(1),
  ArrowDown: () => step(-1),
  PageUp: () => step(PAGE),
  PageDown: () => step(-PAGE),
}

function press(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (event.target.closest("select") || (event.key === " " && event.target.closest("button"))) return
  const numbers = find("numbers")
  if (event.target === numbers && numbers.scrollWidth > numbers.clientWidth && event.key.startsWith("Arrow")) return
  const act = (event.target === position ? SLIDER_KEYS : KEYS)[event.key]
  if (!act) return
  event.preventDefault()
  act()
}

/** Take the picture over: its own clock stands still, and its still for less motion gives way to the frames. */
function takeOver() {
  picture.pauseAnimations()
  picture.setAttribute("aria-labelledby", picture.querySelector("title").id)
  for (const style of picture.querySelectorAll("style")) {
    const rules = [...style.sheet.cssRules]
    rules.forEach((_, number) => {
      const place = rules.length - 1 - number
      if (rules[place].conditionText?.includes("prefers-reduced-motion")) style.sheet.deleteRule(place)
    })
  }
}

function start() {
  takeOver()
  document.addEventListener("keydown", press)
  button.addEventListener("click", toggle)
  find("back").addEventListener("click", () => step(-1))
  find("on").addEventListener("click", () => step(1))
  find("speed").addEventListener("change", (event) => (speed = Number(event.target.value)))
  position.addEventListener("input", () => goTo(frameAt(film, Number(position.value)), Number(position.value)))
  still.addEventListener("change", () => still.matches && isPlaying && goTo(shown, time))
  addEventListener("hashchange", () => {
    const frame = frameOf(film, location.hash)
    if (frame !== null) goTo(frame)
  })
  for (const name of film.stops.length > 1 ? ["controls", "numbers", "foot"] : ["numbers"]) find(name).hidden = false
  const linked = frameOf(film, location.hash)
  if (linked !== null) goTo(linked)
  else if (still.matches || film.stops.length < 2) goTo(film.still)
  else play()
}

start()

import assert from "node:assert/strict"
import { test } from "node:test"

import {
  filmOf,
  frameAt,
  frameOf,
  hashOf,
  middleOf,
  numbersOf,
  placeOf,
  startOf,
  stopAt,
  stopFrom,
  textsOf,
  unpacked,
  written,
} from "../../../sgdviz/export/html/moments.js"

const WORDS = {
  step: "Step {step} of {last}",
  pass: "pass {number}",
  chapter: "Chapter {number} of {last}",
  parts: ["ahead", "back", "on"],
}

/** Return a chapter with a row of numbers, "n 0", "n 1" ... */
function chapter(kinds, steps, more = {}) {
  const numbers = [[Array.from(kinds, (_, place) => place).join("|")]]
  const past = steps.flatMap((step, place) => [step - (steps[place - 1] ?? 0), 1])
  return { kinds, steps: past, passes: [], last: Math.max(...steps), notes: [], names: ["n"], runs: [], numbers, plots: [], ...more }
}

/** Return the film of chapters whose frames last 100 ms each. */
function film(...chapters) {
  const count = chapters.reduce((sum, own) => sum + own.kinds.length, 0)
  return filmOf({ frames: [100, count], plays: 0, still: count - 1, chapters })
}

const told = film(
  chapter("-fFbBu~UF~-", [0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3], {
    notes: [
      [1, "Predict."],
      [3, "Push."],
      [5, "Step."],
    ],
  }),
)
const plain = film(chapter("-----", [0, 2, 4, 6, 9]))
const two = film(chapter("--", [0, 1]), chapter("---", [0, 1, 2]))

test("a frame is shown from its start until the next begins", () => {
  const uneven = filmOf({ frames: [1000, 1, 40, 2, 500, 1], plays: 0, still: 3, chapters: [chapter("----", [0, 1, 2, 3])] })
  const shown = [-5, 0, 999, 1000, 1039, 1040, 1080, 1579, 1580, 9999].map((time) => frameAt(uneven, time))
  assert.deepEqual(shown, [0, 0, 0, 1, 1, 2, 3, 3, 3, 3])
  assert.equal(uneven.total, 1580)
  assert.deepEqual([0, 3].map((frame) => startOf(uneven, frame)), [0, 1080])
  assert.deepEqual([0, 1].map((frame) => middleOf(uneven, frame)), [500, 1020])
})

test("a frame too short for a millisecond does not stop the search", () => {
  const short = filmOf({ frames: [0, 1, 1, 1, 0, 1, 1, 1], plays: 0, still: 3, chapters: [chapter("----", [0, 1, 2, 3])] })
  assert.deepEqual([0, 0.5, 1, 2].map((time) => frameAt(short, time)), [1, 1, 3, 3])
})

test("one stops at recorded steps and at the ends of told parts", () => {
  assert.deepEqual(told.stops, [0, 2, 4, 7, 8, 10])
})

test("stops are counted from a frame, and end at the first and the last", () => {
  const from = (frame, count) => stopFrom(told, frame, count)
  assert.deepEqual([0, 1, 2, 9, 10].map((frame) => from(frame, 1)), [2, 2, 4, 10, 10])
  assert.deepEqual([0, 1, 2, 3, 9, 10].map((frame) => from(frame, -1)), [0, 0, 0, 2, 8, 8])
  assert.deepEqual([from(2, 3), from(9, -2), from(3, 10), from(3, -10)], [8, 7, 10, 0])
  assert.deepEqual([from(5, Infinity), from(5, -Infinity)], [10, 0])
})

test("a part of a step has its words in each of its frames", () => {
  const notes = told.frames.map((frame) => frame.note)
  assert.deepEqual(notes.slice(0, 6), ["", "Predict.", "Predict.", "Push.", "Push.", "Step."])
  assert.equal(notes[10], "")
})

test("a link names the step and the part, and leads back", () => {
  for (const stop of told.stops) assert.equal(frameOf(told, hashOf(told, stop)), stop)
  assert.deepEqual(
    [0, 2, 4, 7, 8].map((frame) => hashOf(told, frame)),
    ["#step=0", "#step=1:forward", "#step=1:backward", "#step=1", "#step=2:forward"],
  )
  assert.equal(frameOf(told, "#step=1:update"), 7)
})

test("a step that is not shown leads to the nearest", () => {
  assert.deepEqual([0, 3, 5, 7, 8, 100].map((step) => frameOf(plain, `#step=${step}`)), [0, 1, 2, 3, 4, 4])
  assert.equal(frameOf(plain, "#step=4:backward"), 2)
})

test("a step comes before a part of another", () => {
  assert.equal(frameOf(told, "#step=3:forward"), 10)
  assert.equal(frameOf(told, "#step=2"), 8)
})

test("what is no link to a moment leads nowhere", () => {
  const wrong = ["", "#", "#top", "#step=", "#step=-1", "#step=1.5", "#step=1:sideways", "#chapter=3&step=1", "#chapter=0&step=1", "step=1"]
  assert.deepEqual(wrong.filter((hash) => frameOf(two, hash) !== null), [])
})

test("chapters have their own steps", () => {
  assert.deepEqual([0, 1, 2, 4].map((frame) => hashOf(two, frame)), [
    "#chapter=1&step=0",
    "#chapter=1&step=1",
    "#chapter=2&step=0",
    "#chapter=2&step=2",
  ])
  assert.equal(frameOf(two, "#chapter=2&step=1"), 3)
  assert.equal(frameOf(two, "#step=1"), 1)
  assert.deepEqual(placeOf(two, 4, WORDS), ["Chapter 2 of 2", "Step 2 of 2"])
})

test("on the way back of a rewind a step is still that of the way there", () => {
  const back = film(chapter("-----", [0, 1, 2, 1, 0]))
  assert.deepEqual([0, 1, 2].map((step) => frameOf(back, `#step=${step}`)), [0, 1, 2])
})

test("a place in a plot leads to the nearest stop of its chapter", () => {
  const plot = { box: [0, 0, 90, 10], x: [0, 40, 90] }
  assert.deepEqual([-10, 19, 21, 64, 66, 500].map((x) => stopAt(two, 1, plot, x)), [2, 2, 3, 3, 4, 4])
})

test("nothing stands for the number of the frame before", () => {
  assert.deepEqual(textsOf("1.00|||0.50|"), ["1.00", "1.00", "1.00", "0.50", "0.50"])
  assert.deepEqual(textsOf("|–|0||1"), ["–", "–", "0", "0", "1"])
})

test("a value stands before the number of times that it is repeated", () => {
  assert.deepEqual(unpacked([40, 3, 0, 1, 40, 1]), [40, 40, 40, 0, 40])
  assert.deepEqual(unpacked([]), [])
})

test("a template keeps names that have no value, and values are not templates", () => {
  assert.equal(written("{a} and {b}", { a: "{b}" }), "{b} and {b}")
  assert.equal(written("{a}{c}", { a: "$&" }), "$&{c}")
})

test("a moment is said as its place and its numbers", () => {
  const passes = [0, 1, 1, 9, 2, 1]
  const counted = film({ ...told.chapters[0], passes })
  assert.deepEqual(placeOf(counted, 4, WORDS), ["Step 1 of 3", "pass 1", "back"])
  assert.deepEqual(placeOf(counted, 0, WORDS), ["Step 0 of 3"])
  assert.equal(numbersOf(counted, 4), "n 4. Push.")
})

test("runs are said by name, without the numbers that they do not have", () => {
  const numbers = [
    ["–|1", "5|"],
    ["2|", "6|7"],
  ]
  const runs = film(chapter("--", [0, 1], { names: ["a", "b"], runs: ["sgd", "adam"], numbers }))
  assert.equal(numbersOf(runs, 0), "sgd: b 5. adam: a 2, b 6")
  assert.equal(numbersOf(runs, 1), "sgd: a 1, b 5. adam: a 2, b 7")
})

// Render the Markdown on standard input, by the reference implementation of CommonMark.
import { readFileSync } from "node:fs"
import { stdout } from "node:process"
import { HtmlRenderer, Parser } from "commonmark"

stdout.write(new HtmlRenderer().render(new Parser().parse(readFileSync(0, "utf-8"))))

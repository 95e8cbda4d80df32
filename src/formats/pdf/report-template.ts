/**
 * The annual report, in Typst: cover, contents, running heads, footnotes, tables with their data attached. A constant as the invoice's
 * is: the report comes in as JSON and is shown as text, never read as markup.
 */
export const reportTemplate = String.raw`
#let d = json(bytes(sys.inputs.sheet))
#let ink = rgb("#1c2330")
#let quiet = rgb("#566070")
#let rule = rgb("#b9c0ca")
#let red = rgb("#a3160c")
#set document(title: d.title, author: d.provider, date: auto)
#set text(font: "Libertinus Serif", fallback: false, size: 10.5pt, fill: ink, lang: d.lang, region: "SE", number-type: "lining", hyphenate: true)
#set par(leading: 0.66em, spacing: 1.05em, justify: false)
#set page(
  paper: "a4",
  margin: (left: 30mm, right: 28mm, top: 30mm, bottom: 28mm),
  header: context {
    if counter(page).get().first() > 1 {
      let before = query(heading.where(level: 1)).filter(h => h.location().page() <= here().page())
      set text(size: 8.5pt, fill: quiet)
      grid(columns: (1fr, auto), d.provider + " · " + d.title, if before.len() > 0 { before.last().body })
      v(-6pt)
      line(length: 100%, stroke: 0.4pt + rule)
    }
  },
  footer: context {
    if counter(page).get().first() > 1 {
      set text(size: 8.5pt, fill: quiet)
      align(right)[#d.words.page #counter(page).display() #d.words.of #counter(page).final().first()]
    }
  },
)
#set table(stroke: none)
#show heading: set text(weight: "semibold", hyphenate: false)
#show heading.where(level: 1): set text(size: 21pt)
#show heading.where(level: 1): set block(below: 16pt)
#show heading.where(level: 2): set text(size: 14.5pt)
#show heading.where(level: 2): set block(above: 22pt, below: 9pt)
#show heading.where(level: 3): set text(size: 12pt)
#show heading.where(level: 3): set block(above: 17pt, below: 7pt)
#show heading.where(level: 4): set text(size: 10.5pt, style: "italic")
#show heading.where(level: 4): set block(above: 13pt, below: 5pt)
#show footnote.entry: set text(size: 8.5pt)
#let small(body) = text(size: 8.5pt, fill: quiet, body)

#let runs(list) = for r in list {
  if r.k == "t" { r.v }
  else if r.k == "b" { strong(runs(r.c)) }
  else if r.k == "i" { emph(runs(r.c)) }
  else if r.k == "bad" { text(fill: red, weight: "semibold", runs(r.c)) }
  else if r.k == "l" { if r.h.starts-with("http") { link(r.h, runs(r.c)) } else { runs(r.c) } }
  else if r.k == "n" { footnote(runs(r.c)) }
}

#let datatable(b) = {
  let n = b.head.len()
  block(width: 100%, above: 16pt, below: 14pt, {
    if b.caption != "" { block(below: 6pt, sticky: true, text(weight: "semibold", b.caption)) }
    set text(size: if n > 5 { 8.5pt } else { 9.5pt }, number-width: "tabular")
    set par(leading: 0.5em)
    table(
      columns: (if b.right.any(x => x) { 1fr } else { 1.4fr },) + b.right.slice(1).map(x => if x { auto } else { 1fr }),
      align: (x, _) => if b.right.at(x) { right + bottom } else { left + bottom },
      inset: (x: 5pt, y: 3.6pt),
      table.header(repeat: true, ..b.head.map(t => text(weight: "semibold", t)), table.hline(stroke: 0.8pt + ink)),
      ..b.rows.map(row => (
        pad(left: calc.max(0, row.level - 1) * 8pt, if row.total { strong(row.label) } else { row.label }),
        ..row.cells.map(c => {
          let t = if row.total { strong(c.v) } else { c.v }
          if c.bad { text(fill: red, t) } else { t }
        }),
        table.hline(stroke: if row.total { 0.6pt + ink } else { 0.3pt + rule }),
      )).flatten(),
    )
    for note in b.notes { v(-5pt); small(note); parbreak() }
  })
  if b.csv != "" { pdf.attach(b.csvName, bytes(b.csv), relationship: "data", mime-type: "text/csv", description: b.csvTitle) }
}

#let show-block(b) = {
  if b.k == "h" { heading(level: b.level, b.number + "  " + b.text) }
  else if b.k == "p" { par(runs(b.c)) }
  else if b.k == "list" { if b.ordered { enum(..b.items.map(runs)) } else { list(..b.items.map(runs)) } }
  else if b.k == "table" { datatable(b) }
  else if b.k == "chart" {
    figure(image(bytes(b.svg), format: "svg", width: 100%, alt: b.alt), caption: b.caption, supplement: none, numbering: none)
  }
  else if b.k == "entries" {
    for e in b.entries {
      block(above: 14pt, below: 10pt, {
        block(sticky: true, below: 6pt, text(weight: "semibold", size: 11pt, e.title))
        for p in e.pairs { block(above: 5pt, below: 5pt)[#small(p.at(0)) \ #if p.at(1) == "" [–] else { p.at(1) }] }
        for c in e.comments { par(c) }
      })
    }
  }
  else if b.k == "bad" { text(fill: red, b.text) }
}

#v(34mm)
#text(size: 12pt, fill: quiet, d.provider)
#v(4mm)
#block(text(size: 34pt, weight: "semibold", hyphenate: false, d.title))
#v(2mm)
#text(size: 15pt, fill: quiet, d.subtitle)
#v(12mm)
#line(length: 42mm, stroke: 1.6pt + ink)
#v(6mm)
#d.dated
#v(1fr)
#for m in d.marks { block(width: 100%, inset: (x: 8pt, y: 6pt), stroke: 0.6pt + rule, radius: 2pt, small(m)) }
#pagebreak()
#outline(title: none, depth: 3, indent: auto)
#for c in d.chapters {
  pagebreak(weak: true)
  heading(level: 1, c.number + "  " + c.title)
  for b in c.blocks { show-block(b) }
}
`;

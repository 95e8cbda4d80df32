/** The paper of a board, in Typst. A constant: what is particular comes in as JSON and is shown as text, never read as markup. */
export const boardTemplate = String.raw`
#let d = json(bytes(sys.inputs.sheet))
#let ink = rgb("#1c2330")
#let quiet = rgb("#566070")
#let rule = rgb("#b9c0ca")
#set document(title: d.title, author: d.author, date: auto)
#set page(
  paper: "a4",
  flipped: d.isWide,
  margin: (x: 18mm, top: 18mm, bottom: 20mm),
  footer: context [
    #set text(size: 7.5pt, fill: quiet)
    #line(length: 100%, stroke: 0.4pt + rule)
    #v(-4pt)
    #grid(
      columns: (1fr, auto),
      column-gutter: 8mm,
      d.footer,
      [#d.page #counter(page).display() #d.of #counter(page).final().first()],
    )
  ],
)
#set text(font: "Libertinus Serif", fallback: false, size: 10pt, fill: ink, lang: d.lang, region: "SE", number-type: "lining", number-width: "tabular")
#set par(leading: 0.6em)
#set table(stroke: none)
#show heading: set text(weight: "semibold")
#show heading.where(level: 1): set text(size: 19pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show heading.where(level: 2): set block(above: 16pt, below: 8pt)
#let small(body) = text(size: 8pt, fill: quiet, body)

#small(d.author)
#v(-4pt)
= #d.title
#if d.synthetic != "" {
  block(width: 100%, inset: (x: 6pt, y: 4pt), stroke: 0.6pt + rule, radius: 2pt, small(d.synthetic))
}
#for block-of in d.blocks {
  if block-of.kind == "heading" [
    == #block-of.text
  ] else if block-of.kind == "text" {
    block(width: 100%, block-of.text)
  } else if block-of.kind == "list" {
    list(..block-of.items.map(it => [#it]))
  } else if block-of.kind == "facts" {
    grid(
      columns: (1fr,) * (if d.isWide { 3 } else { 2 }),
      row-gutter: 8pt,
      column-gutter: 6mm,
      ..block-of.facts.map(((label, value)) => [#small(label) \ #value]),
    )
  } else if block-of.kind == "table" {
    set text(size: if block-of.head.len() > 6 { 8.5pt } else { 9pt })
    let texts = block-of.texts
    let strong(body) = text(weight: "semibold", body)
    table(
      columns: block-of.head.enumerate().map(((at, _)) => if at < texts { 1fr } else { auto }),
      align: (x, _) => if x < texts { left } else { right },
      inset: (x: 4.5pt, y: 3pt),
      table.header(repeat: true, ..block-of.head.map(small), table.hline(stroke: 0.7pt + ink)),
      ..block-of.rows.map(row => (..row, table.hline(stroke: 0.3pt + rule))).flatten(),
      ..(if block-of.total.len() == 0 { () } else { (table.hline(stroke: 0.7pt + ink), ..block-of.total.map(strong)) }),
    )
  }
}
`;

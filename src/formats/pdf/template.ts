/**
 * The page, in Typst. It is a constant: what is particular to a document comes in as JSON through `sys.inputs` and is shown
 * as text, never read as markup or code.
 */
export const invoiceTemplate = String.raw`
#let d = json(bytes(sys.inputs.sheet))
#let w = d.words
#let ink = rgb("#1c2330")
#let quiet = rgb("#566070")
#let rule = rgb("#b9c0ca")
#set document(title: d.title, author: d.seller.name, date: auto)
#set page(
  paper: "a4",
  margin: (left: 22mm, right: 20mm, top: 18mm, bottom: 24mm),
  footer: context [
    #set text(size: 8pt, fill: quiet)
    #line(length: 100%, stroke: 0.4pt + rule)
    #v(-4pt)
    #grid(
      columns: (1fr, auto),
      column-gutter: 8mm,
      d.footer.join("  ·  "),
      [#w.page #counter(page).display() #w.of #counter(page).final().first()],
    )
  ],
)
#set text(font: "Libertinus Serif", fallback: false, size: 10pt, fill: ink, lang: d.lang, region: "SE", number-type: "lining", number-width: "tabular")
#set par(leading: 0.58em)
#set table(stroke: none)
#show heading: set text(weight: "semibold")
#let small(body) = text(size: 8pt, fill: quiet, body)
#let fact(label, value) = [#small(label) \ #value]

#grid(
  columns: (1fr, 1fr),
  column-gutter: 10mm,
  [
    #text(size: 13pt, weight: "semibold", d.seller.name)
    #v(-5pt)
    #small(d.seller.address.join(", "))
  ],
  align(right)[
    #show heading: set text(size: 20pt)
    = #d.title
  ],
)
#if d.synthetic {
  v(2pt)
  block(width: 100%, inset: (x: 6pt, y: 4pt), stroke: 0.6pt + rule, radius: 2pt, small(w.synthetic))
}
#v(10mm)
#grid(
  columns: (1fr, 76mm),
  column-gutter: 10mm,
  grid(
    columns: (1fr, 1fr),
    row-gutter: 9pt,
    column-gutter: 6mm,
    ..d.facts.map(((label, value)) => fact(label, value)),
  ),
  [
    #small(w.to) \
    #text(size: 11pt, weight: "semibold", d.buyer.name)
    #for row in d.buyer.address [ \ #row]
    #if d.buyer.facts.len() > 0 [ \ #small(d.buyer.facts.join("  ·  "))]
  ],
)
#v(9mm)

#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(below: 8pt)
== #w.lines
#table(
  columns: (auto, 1fr, auto, auto, auto),
  align: (right, left, right, right, right),
  inset: (x: 6pt, y: 4.2pt),
  table.header(
    repeat: true,
    ..(w.line, w.text, w.quantity, w.price, w.amount).map(small),
    table.hline(stroke: 0.7pt + ink),
  ),
  ..d.lines.map(line => (
    text(fill: quiet, line.id),
    [#line.text#if line.detail != "" [ \ #small(line.detail)]],
    [#line.quantity #text(fill: quiet, line.unit)],
    line.price,
    line.amount,
    table.hline(stroke: 0.3pt + rule),
  )).flatten(),
)

#v(3mm)
#block(breakable: false, width: 100%, {
  align(right, block(width: 92mm, {
    table(
      columns: (1fr, auto),
      align: (left, right),
      inset: (x: 4pt, y: 3.4pt),
      ..d.sums.flatten(),
      table.hline(stroke: 0.7pt + ink),
      text(size: 12pt, weight: "semibold", d.total.at(0)),
      text(size: 12pt, weight: "semibold", d.total.at(1)),
    )
    align(right, small(w.currency))
  }))
  if d.payment.len() > 0 {
    v(4mm)
    block(width: 100%, inset: 8pt, stroke: 0.7pt + ink, radius: 2pt, grid(
      columns: d.payment.map(_ => 1fr),
      column-gutter: 5mm,
      ..d.payment.map(((label, value)) => [#small(label) \ #text(size: 11pt, weight: "semibold", value)]),
    ))
  }
  for note in d.notes { v(2mm); par(note) }
})

#if d.annex.len() > 0 [
  #pagebreak()
  == #w.annex
  #text(fill: quiet, w.annexText)
  #v(2mm)
  #show heading.where(level: 3): set text(size: 10pt)
  #show heading.where(level: 3): set block(above: 11pt, below: 5pt)
  #for line in d.annex [
    === #line.id. #line.text
    #block(breakable: false, width: 100%)[
      #line.formula #h(1fr) #text(weight: "semibold", line.amount)
      #if line.inputs.len() > 0 [
        #v(-3pt)
        #table(
          columns: (74mm, 34mm, 1fr),
          align: (left, right, left),
          inset: (x, _) => (left: if x == 0 { 0pt } else { 4pt }, right: 4pt, y: 2.4pt),
          table.header(..line.head.map(small)),
          ..line.inputs.flatten().map(it => text(size: 9pt, it)),
        )
      ]
      #if line.decision != "" { v(-4pt); small(w.decision + ": " + line.decision) }
    ]
  ]
]
`;

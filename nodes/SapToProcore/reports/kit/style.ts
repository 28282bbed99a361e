import { markup } from './html';

/**
 * The only style of a page. Plain class names, no variables, no grid: mail programs understand that, and where they drop
 * the style the tables are still tables. Dark colours and the cards of narrow screens are additions.
 */
export const style = markup`
body { margin: 0; padding: 16px; background: #ffffff; color: #111827; font: 15px/1.45 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
main, header { max-width: 1240px; margin: 0 auto; }
header { padding-bottom: 8px; margin-bottom: 16px; border-bottom: 1px solid #d1d5db; }
nav a { display: inline-block; padding: 8px 0; margin-right: 16px; text-decoration: none; }
header form { display: inline-block; margin-right: 16px; }
nav a[aria-current] { font-weight: 600; border-bottom: 2px solid #1d4ed8; }
.skip { position: absolute; top: -100px; left: 16px; padding: 8px; background: #ffffff; }
.skip:focus { top: 8px; }
form { margin: 4px 0 12px; }
summary { cursor: pointer; padding: 8px 0; }
details.group { border-bottom: 1px solid #e5e7eb; }
details > form, details > ul { padding-left: 4px; }
.filter label { display: inline-block; margin-left: 8px; }
.filter select { width: 180px; }
.choose { width: 72px; }
.choose input { width: 20px; height: 20px; }
fieldset { border: 1px solid #d1d5db; margin: 0 0 12px; padding: 4px 12px; max-width: 640px; }
fieldset label { display: inline-block; padding: 4px 0; }
a.button { display: inline-block; padding: 4px 10px; border: 1px solid #6b7280; border-radius: 4px; text-decoration: none; font-weight: 600; }
.entry { border-bottom: 1px solid #e5e7eb; padding: 8px 0; }
.entry p { margin: 0 0 4px; }
.entry details.group { border-bottom: 0; }
.entry li { margin: 6px 0; }
.entry input[type=checkbox] { width: 20px; height: 20px; vertical-align: middle; }
button.main { background: #1d4ed8; border-color: #1d4ed8; color: #ffffff; font-weight: 600; }
ul { padding-left: 24px; }
input, select, textarea, button { font: inherit; color: inherit; background: #ffffff; border: 1px solid #6b7280; border-radius: 4px; padding: 6px 8px; max-width: 100%; box-sizing: border-box; }
button { min-height: 36px; padding: 6px 14px; cursor: pointer; }
:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
h1 { font-size: 24px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 32px 0 8px; }
h3 { font-size: 15px; margin: 20px 0 4px; }
.verdict { font-size: 18px; font-weight: 600; margin: 12px 0; }
p { margin: 4px 0 12px; }
a { color: inherit; }
.sub, .empty, .note, .label, .caption, caption { color: #4b5563; }
.notice { border-left: 4px solid #b45309; padding: 4px 0 4px 12px; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
caption, .caption { text-align: left; padding: 4px 0; font-size: 14px; }
th, td { box-sizing: border-box; text-align: left; vertical-align: top; padding: 6px 8px; border-bottom: 1px solid #e5e7eb; unicode-bidi: isolate; }
thead th { font-size: 13px; color: #4b5563; border-bottom: 2px solid #d1d5db; }
td { white-space: pre-line; }
.num { text-align: right; font-variant-numeric: tabular-nums; }
.short { width: 88px; }
.count { width: 108px; }
.time { width: 108px; }
th.state { width: 100px; }
.amount { width: 128px; }
.open { width: 84px; }
.data td.open { white-space: normal; }
.medium { width: 180px; }
.long { width: 24%; }
.bars { margin-bottom: 16px; }
.bars th { width: 34%; font-weight: normal; }
.bars .num { width: 26%; }
.bars svg { vertical-align: middle; }
.tiles { margin: 12px -6px; }
.tile { display: inline-block; vertical-align: top; box-sizing: border-box; min-width: 150px; max-width: 100%; margin: 6px; padding: 10px 14px; border: 1px solid #d1d5db; border-left: 4px solid #1d4ed8; }
.tile.good { border-left-color: #15803d; }
.tile.warn { border-left-color: #b45309; }
.tile.bad { border-left-color: #b91c1c; }
.tile.unknown { border-left-color: #6b7280; }
.tile.unknown .value { color: #4b5563; }
.value { font-size: 22px; line-height: 1.3; font-weight: 600; }
.note, .label { font-size: 13px; }
span.state { font-weight: 600; }
span.good { color: #15803d; }
span.warn { color: #b45309; }
span.bad { color: #b91c1c; }
footer { margin-top: 32px; font-size: 13px; color: #4b5563; }
@media (max-width: 900px) {
.bars tr { display: flex; flex-wrap: wrap; }
.bars th, .bars .num { border: 0; width: auto; }
.bars th { flex: 1 1 0; min-width: 40%; }
.bars .bar { order: 1; flex: 0 0 100%; }
.data thead { display: none; }
.data, .data tbody, .data tr { display: block; width: auto; }
.data tr { border-bottom: 2px solid #d1d5db; padding: 8px 0; }
.data td { display: inline-block; max-width: 100%; border: 0; padding: 2px 16px 2px 0; text-align: left; }
.data td:first-child { display: block; font-weight: 600; }
.data td::before { content: attr(data-label) ": "; color: #4b5563; }
.data td:empty { display: none; }
.data td.choose { display: inline-block; }
.data td.choose::before { content: none; }
.data td.choose + td { display: inline-block; font-weight: 600; }
.filter label { display: block; margin: 8px 0 0; }
.filter select, .filter input { width: 100%; }
}
@media (prefers-color-scheme: dark) {
body { background: #111827; color: #f3f4f6; }
input, select, textarea, button, .skip { background: #1f2937; border-color: #9ca3af; }
button.main { background: #1d4ed8; border-color: #60a5fa; }
nav a[aria-current] { border-bottom-color: #60a5fa; }
:focus-visible { outline-color: #93c5fd; }
header { border-bottom-color: #374151; }
.sub, .empty, .note, .label, .caption, caption, footer, thead th, .data td::before { color: #b6bdc9; }
th, td, thead th, .data tr, details.group, .entry { border-bottom-color: #374151; }
.tile { border-color: #374151; border-left-color: #60a5fa; }
.tile.good { border-left-color: #4ade80; }
.tile.warn, .notice { border-left-color: #fbbf24; }
.tile.bad { border-left-color: #f87171; }
.tile.unknown { border-left-color: #9ca3af; }
.tile.unknown .value { color: #b6bdc9; }
span.good { color: #4ade80; }
span.warn { color: #fbbf24; }
span.bad { color: #f87171; }
rect.track { fill: #374151; }
rect.calm { fill: #60a5fa; }
rect.good { fill: #4ade80; }
rect.warn { fill: #fbbf24; }
rect.bad { fill: #f87171; }
}
@media print {
header, button, .skip, .choose, .open { display: none; }
details::details-content { content-visibility: visible; height: auto; }
body { background: #ffffff; color: #000000; padding: 0; font-size: 12px; }
.tiles { margin: 12px 0; }
tr, .tile, svg { break-inside: avoid; }
rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h2 { break-after: avoid; }
}
`;

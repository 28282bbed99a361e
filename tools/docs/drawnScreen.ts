/** A screen of another product, as far as somebody has to fill it in. */
export interface Screen {
	/** Where it is: the names that are clicked, from left to right. */
	path: string[];
	parts: Part[];
	/** After what it is drawn. */
	after: string;
}

type Part =
	| { heading: string }
	| { label: string; value: string; note?: string }
	| { check: string; note?: string }
	| { columns: string[]; rows: string[][] };

const width = 760;
const left = 28;
const valueAt = 230;
const rowHeight = 34;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
const text = (x: number, y: number, content: string, look = '') =>
	`<text x="${String(x)}" y="${String(y)}" ${look}>${escaped(content)}</text>`;
const box = (x: number, y: number, wide: number, high: number, look: string) =>
	`<rect x="${String(x)}" y="${String(y)}" width="${String(wide)}" height="${String(high)}" rx="4" ${look}/>`;
const small = 'font-size="12" fill="#57606a"';
const field = 'fill="#ffffff" stroke="#8c959f"';
/** What goes into n8n, or comes from this page, stands out. */
const noteText = (y: number, note: string | undefined) =>
	note === undefined ? '' : text(width - left, y, note, 'font-size="12" fill="#9a3412" text-anchor="end"');

/** A part whose top is at y; its height and what is drawn. */
function drawn(part: Part, y: number): { height: number; svg: string[] } {
	if ('heading' in part)
		return {
			height: 40,
			svg: [
				text(left, y + 24, part.heading, 'font-weight="600"'),
				`<path d="M${String(left)} ${String(y + 32)}H${String(width - left)}" stroke="#d0d7de"/>`,
			],
		};
	if ('columns' in part) {
		const step = (width - 2 * left) / part.columns.length;
		const cells = (row: string[], at: number, look: string) =>
			row.map((cell, index) => text(left + index * step, at, cell, look));
		return {
			height: 28 + part.rows.length * 24 + 8,
			svg: [
				...cells(part.columns, y + 20, small),
				...part.rows.flatMap((row, index) => cells(row, y + 44 + index * 24, 'font-size="13"')),
			],
		};
	}
	if ('check' in part)
		return {
			height: rowHeight,
			svg: [
				box(valueAt, y + 8, 16, 16, field),
				`<path d="M${String(valueAt + 3)} ${String(y + 16)}l4 4 7-8" fill="none" stroke="#1f2328" stroke-width="2"/>`,
				text(valueAt + 26, y + 21, part.check, 'font-size="13"'),
				noteText(y + 21, part.note),
			],
		};
	return {
		height: rowHeight,
		svg: [
			text(left, y + 21, part.label, small),
			box(valueAt, y + 3, part.value.length > 30 ? 500 : 300, 26, field),
			text(valueAt + 8, y + 21, part.value, 'font-size="13"'),
			noteText(part.value.length > 30 ? y + 45 : y + 21, part.note),
		],
	};
}

/** The screen as SVG. It says of itself that it is a drawing. */
export function drawnScreen({ path, parts, after }: Screen): string {
	let y = 60;
	const svg: string[] = [];
	for (const part of parts) {
		const made = drawn(part, y);
		svg.push(...made.svg.filter((line) => line !== ''));
		y += made.height + ('note' in part && 'value' in part && part.value.length > 30 ? 18 : 0);
	}
	const height = y + 44;
	const title = path.join(' › ');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" font-family="Helvetica, Arial, sans-serif" font-size="15" fill="#1f2328" role="img">`,
		`<title>${escaped(title)}</title>`,
		box(1, 1, width - 2, height - 2, 'fill="#f6f8fa" stroke="#8c959f"'),
		text(left, 36, title, 'font-size="16" font-weight="600"'),
		...svg,
		text(
			left,
			height - 16,
			`Drawn after ${after}, not a screenshot: yours may look different.`,
			`${small} font-style="italic"`,
		),
		'</svg>',
		'',
	].join('\n');
}

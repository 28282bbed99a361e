import { definitions, type Column, type TableDefinition } from '../../nodes/shared/tables/definitions.ts';
import { markdownTable } from './markdown.ts';

const tables: readonly TableDefinition[] = Object.values(definitions);

/** Columns that so many tables have stand once, before the tables. */
const manyTables = 5;

interface CommonColumn {
	name: string;
	column: Column;
	tables: string[];
}

/** Columns that mean the same in many tables. */
function commonColumns(): CommonColumn[] {
	const found = new Map<string, CommonColumn>();
	for (const table of tables)
		for (const [name, column] of Object.entries(table.columns)) {
			const key = JSON.stringify([name, column.type, column.meaning]);
			found.set(key, { name, column, tables: [...(found.get(key)?.tables ?? []), table.name] });
		}
	return [...found.values()].filter((each) => each.tables.length >= manyTables);
}

const common = commonColumns();
const isCommon = (table: string, column: string) =>
	common.some((each) => each.name === column && each.tables.includes(table));

function commonSection(): string[] {
	const rows = common.map(({ name, column: { type, meaning }, tables: having }) => [
		`\`${name}\``,
		type,
		having.length === tables.length ? 'all' : having.map((table) => `\`${table}\``).join(', '),
		meaning,
	]);
	return ['', '## In several tables', '', ...markdownTable(['column', 'type', 'tables', 'content'], rows)];
}

/** Columns that follow each other and mean the same stand in one line. */
function lines(columns: TableDefinition['columns']): Array<{ names: string[]; column: Column }> {
	const all: Array<{ names: string[]; column: Column }> = [];
	for (const [name, column] of Object.entries(columns)) {
		const last = all.at(-1);
		const same = last?.column.meaning === column.meaning && last.column.writer === column.writer;
		if (same && last.column.type === column.type) last.names.push(name);
		else all.push({ names: [name], column });
	}
	return all;
}

function columnsOf({ name: table, columns: all }: TableDefinition): string[] {
	const columns = Object.fromEntries(Object.entries(all).filter(([name]) => !isCommon(table, name)));
	const byPeople = Object.values(columns).some(({ writer }) => writer !== 'sync');
	const head = ['column', 'type', ...(byPeople ? ['who writes'] : []), 'content'];
	const rows = lines(columns).map(({ names, column: { type, writer, meaning } }) => [
		names.map((name) => `\`${name}\``).join(', '),
		type,
		...(byPeople ? [writer] : []),
		meaning,
	]);
	return markdownTable(head, rows);
}

/** The page of all tables, in Markdown. */
export function tablesPage(): string {
	const overview = tables.map(({ name, people, sync }) => [`[\`${name}\`](#${name})`, people, sync]);
	const each = tables.flatMap((table) => ['', `## ${table.name}`, '', table.rowIs, '', ...columnsOf(table)]);
	const page = [
		'# Tables',
		'',
		'This page is made by `npm run docs` from `nodes/shared/tables/definitions.ts`.',
		'',
		'In n8n: **Overview > Data tables**. How people fill them: [mapping.md](mapping.md). Rules for all of them:',
		'[operations.md](operations.md#tables).',
		'',
		...markdownTable(['table', 'people', 'the sync'], overview),
		...commonSection(),
		...each,
	];
	return `${page.join('\n')}\n`;
}

import { definitions, type Column, type TableDefinition } from '../../nodes/shared/tables/definitions.ts';

const tables: Record<string, TableDefinition> = definitions;

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

function columnsOf({ columns }: TableDefinition): string[] {
	const byPeople = Object.values(columns).some(({ writer }) => writer !== 'sync');
	const head = ['column', 'type', ...(byPeople ? ['who writes'] : []), 'content'];
	const rows = lines(columns).map(({ names, column: { type, writer, meaning } }) => [
		names.map((name) => `\`${name}\``).join(', '),
		type,
		...(byPeople ? [writer] : []),
		meaning,
	]);
	return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function overview(): string[] {
	const rows = Object.values(tables).map(
		({ name, people, sync }) => `| [\`${name}\`](#${name}) | ${people} | ${sync} |`,
	);
	return ['| table | people | the sync |', '| --- | --- | --- |', ...rows];
}

/** What stands between the marks of a part: `all` = the list of tables, otherwise what a row of the table is, and its columns. */
function part(name: string): string[] {
	if (name === 'all') return overview();
	const table = tables[name];
	if (!table) throw new Error(`docs/tables.md wants the columns of ${name}, which is not defined`);
	return [table.rowIs, '', ...columnsOf(table)];
}

/** The page with every part between `<!-- made: NAME -->` and `<!-- end -->` as the definitions have it now. */
export function tablesPage(page: string): string {
	return page.replace(
		/<!-- made: (\w+) -->\n[^]*?<!-- end -->/g,
		(_, name: string) => `<!-- made: ${name} -->\n\n${part(name).join('\n')}\n\n<!-- end -->`,
	);
}

/** The parts that a page has. */
export const partsOf = (page: string): string[] =>
	[...page.matchAll(/<!-- made: (\w+) -->/g)].map(([, name = '']) => name);

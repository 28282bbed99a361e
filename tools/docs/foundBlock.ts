/** What stands between the marks of a block that a command makes. */
export function withBlock(page: string, name: string, content: string): string {
	const [begin, end] = [`<!-- made: ${name} -->\n`, '\n<!-- end -->'];
	const from = page.indexOf(begin);
	const to = page.indexOf(end, from);
	if (from < 0 || to < 0) throw new Error(`The page has no block "${name}"`);
	return `${page.slice(0, from)}${begin}\n${content}${page.slice(to)}`;
}

/** What random schedules have found: the titles of the tests that keep it from coming back, as a list. */
export function foundBlock(testFile: string): string {
	const titles = [...testFile.matchAll(/^(\t+)(?:describe|it)\('(.*)', (?:async )?\(/gm)];
	const items = titles.map(([, tabs = '', title = '']) => `${'  '.repeat(tabs.length - 1)}- ${title}`);
	return `${items.join('\n')}\n`;
}

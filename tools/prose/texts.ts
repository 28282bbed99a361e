import ts from 'typescript';

/** A text of at least two words that begins like a sentence or a label: not a key, a path or a query. */
const isProse = (text: string) =>
	/[a-z]{2,} +[a-z(“"'*]/i.test(text) && !/^[\w-]+(\.[\w-]+)+$|^\s*[<&$/]|[{};]\s*$|=>/.test(text);

/**
 * The texts for people in a source file, each at the line where it stands, all else left out: a finding in the result is
 * at the line of the source. What is computed is an ellipsis.
 */
export function textsOf(source: string, fileName: string): string {
	const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
	const lines = source.split('\n').map(() => [] as string[]);
	const add = (node: ts.Node, text: string) => {
		if (!isProse(text)) return;
		const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
		for (const [index, part] of text.split('\n').entries()) lines[line + index]?.push(part);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
		if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node, node.text);
		else if (ts.isTemplateExpression(node))
			add(node, [node.head.text, ...node.templateSpans.map(({ literal }) => `…${literal.text}`)].join(''));
		ts.forEachChild(node, visit);
	};
	visit(file);
	return lines.map((texts) => texts.map((text) => text.replace(/<[^>]+>|\{\{[^}]*\}\}/g, '')).join(' ¶ ')).join('\n');
}

/**
 * The section of a version in a changelog, without its heading.
 * @throws Error when there is none, when it says nothing, or when it is still called unreleased
 */
export function notesOf(changelog: string, version: string): string {
	const [, ...sections] = changelog.split(/^## /m);
	const section = sections.find((each) => each.split(/\s/)[0] === version);
	if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${version}`);
	const [heading = '', ...lines] = section.split('\n');
	if (/unreleased/i.test(heading)) throw new Error(`CHANGELOG.md still calls ${version} unreleased`);
	const notes = lines.join('\n').trim();
	if (notes === '') throw new Error(`CHANGELOG.md says nothing about ${version}`);
	return notes;
}

import { notesOf } from '../../../tools/release/changelog.ts';

const changelog = `# Changelog

Text before.

## 0.3.0 (unreleased)

- Soon

## 0.2.0 (2026-11-30)

- Second

### Tables

- A column

## 0.1.10

## 0.1.1

- First
`;

it('takes the section of a version, with what is below it', () => {
	expect(notesOf(changelog, '0.2.0')).toBe('- Second\n\n### Tables\n\n- A column');
	expect(notesOf(changelog, '0.1.1')).toBe('- First');
});

it.each([
	['0.3.0', 'still calls 0.3.0 unreleased'],
	['0.1.10', 'says nothing about 0.1.10'],
	['0.1', 'has no section for 0.1'],
	['9.9.9', 'has no section for 9.9.9'],
])('refuses to release %s: %s', (version, message) => {
	expect(() => notesOf(changelog, version)).toThrow(message);
});

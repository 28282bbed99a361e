import type { Ignorer } from '@stryker-mutator/api/ignore';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** The part of a node of Babel's that is looked at: a template, or anything else. */
type Quoted = { quasis: { value: { raw: string } }[] } | { value?: unknown };

/** Three words in a row: a sentence that people read. Keys of reasons, fields, statuses and requests are fewer. */
const sentence = /\p{L}+[,.:;]? \p{L}+[,.:;]? \p{L}+/u;

/**
 * Whether another wording is noticed says nothing of a rule, and a test that repeats the wording is only in the way of a
 * better one. All else that stands in quotes counts.
 */
const sentences: Ignorer = {
	shouldIgnore(path) {
		const { node } = path as { node: Quoted };
		const text = 'quasis' in node ? node.quasis.map(({ value }) => value.raw).join('…') : node.value;
		return typeof text === 'string' && sentence.test(text) ? 'a sentence that people read' : undefined;
	},
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'sentences', sentences)];

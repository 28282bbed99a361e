module.exports = {
	rules: {
		// The words of the project: the term to use, and the terms not to use.
		terminology: { defaultTerms: false, terms: require('./tools/prose/terms.json'), skip: [] },
		'common-misspellings': true,
		// Passive voice, hedging and words such as *purchase* are often right in a reference; what is left never is.
		'write-good': {
			...{ passive: false, weasel: false, adverb: false, thereIs: false, eprime: false, tooWordy: false },
			...{ illusion: true, so: true, cliches: true },
		},
	},
};

import type { CostCodeRow } from '../ledger/rows';
import type { AccountKeys } from '../lookup/costCodes';
import type { Roster } from '../lookup/roster';
import { MapEvidence, type Evidence, type ReasonKind } from './evidence';
import { WordIndex } from './words';

/** An account assignment that no row of the cost code map decides, with what SAP calls its parts. */
export interface Combination extends AccountKeys {
	/** The Procore project that it belongs to. */
	projectId: string;
	/** SAP's texts; `""` where SAP has none. */
	texts: {
		glAccount: string;
		costCenter: string;
		wbsElement: string;
		/** Of order items that wait for it. */
		lines: readonly string[];
	};
}

/** A WBS code, as a project in Procore has it. `costType` (`shared/segments.ts`) and its name are `""` where there is none. */
export interface ProjectCode {
	costCode: string;
	costType: string;
	costCodeName: string;
	costTypeName: string;
}

/** A cost code that may be meant, and why. Nothing fills it in but a person. */
export interface Suggestion extends ProjectCode {
	/** What says most comes first; at least one. */
	reasons: Array<{ kind: ReasonKind; text: string }>;
}

export interface SuggestInput {
	combinations: readonly Combination[];
	/** The cost code map. */
	rows: readonly CostCodeRow[];
	projects: Roster;
	/** By project ID the cost codes that it really has; of others nothing is suggested. */
	codes: ReadonlyMap<string, readonly ProjectCode[]>;
	/** Suggestions for a combination at most; 5 unless it says otherwise. */
	most?: number;
}

/**
 * For each combination, in the order given, the cost codes of its project that its account, its objects and its texts speak
 * for; the likeliest first. The same input gives the same result. Never a code without a reason, or one that the project
 * does not have.
 */
export function suggestionsFor({ combinations, rows, projects, codes, most = 5 }: SuggestInput): Suggestion[][] {
	const evidence = new MapEvidence(
		rows.filter((row) => row.enabled && row.cost_code !== ''),
		projects,
	);
	const known = new Map<string, ProjectNames>();
	const namesOf = (projectId: string) => {
		const names = known.get(projectId) ?? new ProjectNames(codes.get(projectId) ?? []);
		known.set(projectId, names);
		return names;
	};
	return combinations.map((each) => {
		const names = namesOf(each.projectId);
		const found = [...evidence.of(each, each.projectId), ...names.evidence(each)];
		return ranked(found, names, most);
	});
}

/** Texts by how much they tell about the cost code. */
const sources: Array<{
	name: string;
	weight: number;
	textsOf: (texts: Combination['texts']) => readonly string[];
}> = [
	{ name: 'the text of the G/L account', weight: 0.8, textsOf: ({ glAccount }) => [glAccount] },
	{ name: 'the text of an order item', weight: 0.5, textsOf: ({ lines }) => lines },
	{ name: 'the text of the WBS element', weight: 0.35, textsOf: ({ wbsElement }) => [wbsElement] },
	{ name: 'the text of the cost center', weight: 0.3, textsOf: ({ costCenter }) => [costCenter] },
];

/** Of what a name says the words of the cost type are the smaller part. */
const shareOfType = 0.4;

/** The cost codes of a project by their names. */
class ProjectNames {
	private readonly pairs = new Map<string, ProjectCode>();

	private readonly ofCode = new Map<string, ProjectCode[]>();

	private readonly codeWords: WordIndex<string>;

	private readonly typeWords: WordIndex<string>;

	constructor(codes: readonly ProjectCode[]) {
		for (const code of codes) {
			this.pairs.set(pairKey(code), code);
			const same = this.ofCode.get(code.costCode);
			if (same) same.push(code);
			else this.ofCode.set(code.costCode, [code]);
		}
		this.codeWords = new WordIndex(codes.map(({ costCode, costCodeName }) => [costCode, costCodeName] as const));
		this.typeWords = new WordIndex(codes.map(({ costType, costTypeName }) => [costType, costTypeName] as const));
	}

	get({ costCode, costType }: Pick<ProjectCode, 'costCode' | 'costType'>): ProjectCode | undefined {
		return this.pairs.get(pairKey({ costCode, costType }));
	}

	/** What the words of SAP's texts have in common with the names. */
	evidence({ texts }: Combination): Evidence[] {
		const given = sources.flatMap(({ textsOf, ...source }) =>
			[...new Set(textsOf(texts))].map((text) => ({ ...source, text, types: this.typeWords.find(text) })),
		);
		// The text of the account may say the type, and that of the item the code.
		const fitOfType = (costType: string) => Math.max(0, ...given.map(({ types }) => types.get(costType)?.fit ?? 0));
		return given.flatMap(({ name, weight, text, types }) =>
			[...this.codeWords.find(text)].flatMap(([costCode, { fit, words }]) =>
				(this.ofCode.get(costCode) ?? []).map(({ costType }): Evidence => {
					const all = [...new Set([...words, ...(types.get(costType)?.words ?? [])])];
					return {
						...{ costCode, costType, kind: 'words' },
						weight: weight * fit * (1 - shareOfType + shareOfType * fitOfType(costType)),
						text: `${all.map((word) => `"${word}"`).join(', ')} in ${name}`,
					};
				}),
			),
		);
	}
}

const pairKey = ({ costCode, costType }: Pick<ProjectCode, 'costCode' | 'costType'>) =>
	JSON.stringify([costCode, costType]);

/** Reasons that are told of one suggestion. */
const toldReasons = 4;

/** The codes by all that speaks for each; reasons add up as independent ones do, and the same one counts once. */
function ranked(found: readonly Evidence[], names: ProjectNames, most: number): Suggestion[] {
	const candidates = new Map<ProjectCode, Evidence[]>();
	for (const each of found) {
		const code = names.get(each);
		if (!code) continue;
		const known = candidates.get(code);
		if (known) known.push(each);
		else candidates.set(code, [each]);
	}
	return [...candidates]
		.map(([code, evidence]) => {
			const reasons = strongest(evidence);
			return { code, reasons, doubt: reasons.reduce((doubt, { weight }) => doubt * (1 - weight), 1) };
		})
		.sort((a, b) => a.doubt - b.doubt || (pairKey(a.code) < pairKey(b.code) ? -1 : 1))
		.slice(0, most)
		.map(({ code, reasons }) => ({
			...code,
			reasons: reasons.slice(0, toldReasons).map(({ kind, text }) => ({ kind, text: sentence(text) })),
		}));
}

/** Of reasons in the same words the strongest, the strongest of all first. */
function strongest(evidence: readonly Evidence[]): Evidence[] {
	const byText = new Map<string, Evidence>();
	for (const each of evidence) if ((byText.get(each.text)?.weight ?? 0) < each.weight) byText.set(each.text, each);
	return [...byText.values()].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

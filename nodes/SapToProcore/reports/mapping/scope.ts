import type { AccountKeys } from '../../lookup/costCodes';

/** What a cost code is to hold for. */
export const scopes = ['combination', 'account', 'branch'] as const;
export type Scope = (typeof scopes)[number];

/** Cells of the rows that say so; `""` = anything. */
export function patternsFor(
	scope: Scope,
	{ companyCode, glAccount, costCenter, wbsElement }: AccountKeys,
): AccountKeys[] {
	switch (scope) {
		case 'combination':
			return [{ companyCode, glAccount, costCenter, wbsElement }];
		case 'account':
			return [{ companyCode, glAccount, costCenter: '', wbsElement: '' }];
		case 'branch':
			// P-1001.1* alone would take P-1001.10 as well.
			return [wbsElement, `${wbsElement}${separatorIn(wbsElement)}*`].map((element) => ({
				...{ companyCode: '', glAccount: '', costCenter: '' },
				wbsElement: element,
			}));
	}
}

/** What the numbers of levels are separated by, as the element itself does it. */
const separatorIn = (wbsElement: string) => wbsElement.match(/[^\p{L}\p{N}]/gu)?.at(-1) ?? '.';

/** Which of them make sense: a branch needs a WBS element, an account a G/L account. */
export const scopesOf = ({ glAccount, wbsElement }: AccountKeys): Scope[] =>
	scopes.filter((scope) => scope === 'combination' || (scope === 'account' ? glAccount : wbsElement) !== '');

/** As people read it. */
export function scopeText(scope: Scope, { companyCode, glAccount, wbsElement }: AccountKeys): string {
	switch (scope) {
		case 'combination':
			return 'this combination';
		case 'account':
			return `all of G/L account ${glAccount}${companyCode === '' ? '' : ` in company code ${companyCode}`}`;
		case 'branch':
			return `WBS element ${wbsElement} and all below it`;
	}
}

/** An account assignment in one line. */
export const keysText = ({ companyCode, glAccount, costCenter, wbsElement }: AccountKeys): string =>
	[
		wbsElement && `WBS element ${wbsElement}`,
		glAccount && `G/L account ${glAccount}`,
		costCenter && `cost center ${costCenter}`,
		companyCode && `company code ${companyCode}`,
	]
		.filter(Boolean)
		.join(' · ') || 'anything';

import { renderWhy } from '../../reports/why';
import type { WhyReport } from '../../reports/why/model';
import type { Rendered } from '../../reports/rendered';
import { lastOf } from '../../reports/request';
import { explained } from '../explained';
import { linksOf } from './links';
import { seenOn } from './seen';
import type { Source } from './source';

/** Why something is (not) in Procore, by the tables: what a person looks up must not cost requests of the two systems. */
export async function makeWhy(source: Source): Promise<Rendered<WhyReport>> {
	const explanation = await explained(source.ledger, lastOf(source.request.query.find), undefined);
	return renderWhy(explanation, await linksOf(source), await seenOn(source.ledger, []));
}

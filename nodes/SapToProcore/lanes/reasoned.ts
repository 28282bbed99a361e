import { outcome, type Entity, type Outcome } from '../../shared/model';
import { reasons, type ReasonCode } from '../../shared/reasons';

/** The document (or its part in one project) that an outcome is about. `subject` is how the message names it. */
export interface Subject {
	entity: Entity;
	sapKey: string;
	sapChangedAt?: string | null;
	originId?: string;
	projectId?: string;
	subject: string;
}

/** The outcome of what is not sent to Procore: status by the reason, message = title, subject and what is the matter. */
export function reasoned(about: Subject, reason: ReasonCode, what = '', detail: Outcome['detail'] = {}): Outcome {
	const { title, status } = reasons[reason];
	return outcome({
		entity: about.entity,
		sapKey: about.sapKey,
		sapChangedAt: about.sapChangedAt ?? '',
		originId: about.originId ?? '',
		projectId: about.projectId ?? '',
		action: 'none',
		status,
		reason,
		message: [`${title}: ${about.subject}.`, what].filter(Boolean).join(' '),
		detail,
	});
}

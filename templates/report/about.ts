export const about = `## Report on SAP S/4HANA and Procore

Four pages, each also as a file for Excel, and the replay.

| Address | It does |
| --- | --- |
| \`…/webhook/sap-procore/status\` | says how the sync is doing |
| \`…/webhook/sap-procore/exceptions\` | says what waits, for whom, with which amount |
| \`…/webhook/sap-procore/reconciliation\` | holds SAP's commitments against Procore's |
| \`…/webhook/sap-procore/readiness\` | says whether both systems fit, before the first run |
| \`…/form/sap-procore/replay-form\` | sends documents again |

After the address of a page: \`?format=xlsx\` or \`?format=csv\` for a file, \`?month=2026-10\` for the exceptions of a month.

**Set up**
1. Choose the credentials of SAP and Procore in the nodes that read them.
2. Create a **Basic Auth** credential for people and choose it in the four *Open …* nodes and in *Replay by form*. *Replay by webhook* takes a **Header Auth** credential; without one, deactivate it.
3. *Read request*: the \`customer\` as in the sync, and the reports of the month end.
4. For mail: fill in *Send mail*, choose its SMTP credential and activate it.
5. Publish.

*Run now* makes the reports of the month end at once; the files are in *Make report*.

Needs the community package n8n-nodes-sap-procore.`;

export const about = `## Alert when a run fails

The error workflow of *Keep Procore in step with SAP S/4HANA*. It says which run failed, why, and what to do: a lane that failed as a whole, a run that stopped, n8n that was killed. Held documents are not reported here: see \`sap_procore_exceptions\`.

**Set up**
1. Open **Settings**: \`mailTo\` for e-mail, \`chatUrl\` for a chat (the address of an incoming webhook of Slack, Mattermost or Rocket.Chat). An empty one is off. \`mailFrom\`: the sender, if it is another address. \`tellWarnings\`: also send a message when only a part failed.
2. For e-mail, open *Send mail* and choose an SMTP credential. Without e-mail deactivate it: n8n does not publish a workflow whose nodes lack a credential.
3. Publish this workflow.
4. In the sync: **Workflow settings > Error workflow**: choose this one.

n8n calls it for runs by schedule, webhook and form. Runs started with *Execute workflow* show their errors on the screen.

Needs the community package n8n-nodes-sap-procore.`;

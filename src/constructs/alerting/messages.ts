/** Key of the Secret, and name of the file, that holds the templates of messages. */
export const MESSAGES = 'messages.tmpl';

/**
 * What Slack shows. The names are those of Alertmanager's own templates, which stay empty but for the title: every Slack
 * receiver has these without naming them, and the configuration itself stays free of Go templates. An alert tells
 * whatever it has: no annotation is taken for granted. `&`, `<` and `>` are Slack's own signs.
 */
const SLACK = `{{ define "slack.default.title" -}}
[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.SortedPairs.Values | join " " }}{{ with .CommonLabels.severity }} ({{ . }}){{ end }}
{{- end }}

{{ define "slack.default.titlelink" }}{{ .CommonAnnotations.runbook_url }}{{ end }}

{{ define "slack.default.fallback" -}}
{{ template "slack.default.title" . }}{{ with .CommonAnnotations.summary }} | {{ . }}{{ end }}
{{- end }}

{{ define "slack.default.text" -}}
{{ range .Alerts.Firing }}{{ template "garam.alert" . }}{{ end }}
{{- range .Alerts.Resolved }}{{ template "garam.alert" . }}{{ end }}
{{- end }}

{{ define "garam.alert" -}}
*{{ if eq .Status "resolved" }}Resolved: {{ end }}{{ template "garam.plain" or .Annotations.summary .Labels.alertname }}*
{{ with .Annotations.description }}{{ template "garam.plain" . }}
{{ end -}}
environment: {{ or .Labels.environment "unknown" }}, severity: {{ or .Labels.severity "unknown" }}
{{- with .Annotations.runbook_url }}, runbook: {{ . }}{{ end }}{{ with .Annotations.dashboard_url }}, dashboard: {{ . }}{{ end }}

{{ end }}

{{ define "garam.plain" -}}
{{ . | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}
{{- end }}
`;

/** The templates of messages as Alertmanager reads them. */
export function messages(): string {
  return SLACK;
}

/**
 * A text as a Go template that writes this very text: External Secrets fills in whatever stands between double braces,
 * and a raw string in backticks is the way that its documentation names to keep them.
 * @throws Error when the text has a character that no raw string of Go can have
 */
export function verbatim(text: string): string {
  if (!/[`\r]/.test(text)) return `{{\`${text}\`}}`;
  throw new Error(
    `text for External Secrets: has a backtick or a carriage return at ${text.search(/[`\r]/)}, which a raw string of Go cannot have; write it without`,
  );
}

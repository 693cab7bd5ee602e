package decide

import (
	"slices"

	"github.com/streamlift/streamlift/internal/manifest"
)

// NotesDate is the month that the dated notes speak of.
const NotesDate = "November 2026"

// Note is a statement of the article that holds differently today. None weakens a verdict.
type Note struct {
	Article string
	Now     string
	Effect  string
}

// noteRow is a note and when it concerns an app.
type noteRow struct {
	note    Note
	applies bool
}

// notes are the dated notes that concern this app: flat, one entry a note.
func notes(in Input, e *Explanation, known facts) []Note {
	wrap, split := e.Boxes[outcomeIndex(Wrap)].Value == True, e.Boxes[outcomeIndex(Split)].Value == True
	kept := slices.Contains(e.Verdicts, Keep)
	cloud := known["cloud"].Text
	rows := []noteRow{
		{applies: e.predicate("split.auth").Value == True || len(identity(in)) > 0, note: Note{Article: "st.experimental_user",
			Now: "removed in 1.54; st.user, st.login and st.logout (OIDC) since 1.42, without roles, audit log or a check of expiry", Effect: "st.login gives an identity; roles or an audit log still mean SPLIT"}},
		{applies: split, note: Note{Article: "one process, hard to integrate",
			Now: "public st.App with routes and middleware since 1.57, App.run() since 1.59", Effect: "\"Streamlit cannot serve HTTP\" is no reason to split; one process, its GIL and state are"}},
		{applies: kept, note: Note{Article: "a thread per session, blocking",
			Now: "parallel fragments 1.58, background refresh 1.61, download_button takes a callable 1.52", Effect: "advice for KEEP; CPU is still one process"}},
		{applies: wrap, note: Note{Article: "state lost on refresh",
			Now: "true; an unclean WebSocket close finds its session again for 120 s since 1.61", Effect: "none"}},
		{applies: cloud == "vm", note: Note{Article: "a process manager (gunicorn)",
			Now: "not for `streamlit run`; an st.App runs under any ASGI server with one worker", Effect: "the orchestrator or restart policy is the manager"}},
		{applies: e.predicate("split.scaling").Value == True || len(linesOf(in, "layer")) > 0, note: Note{Article: "a balancer that understands WebSockets",
			Now: "documented: session affinity is needed, else uploads fail with 400 and media are missing", Effect: "none"}},
		{applies: len(fightSigns(in)) > 0, note: Note{Article: "custom CSS, st.components JavaScript",
			Now: "components v2 without iframe 1.51; _get_websocket_headers removed in 1.57 for st.context.headers", Effect: "the signs of a fight"}},
		{applies: len(in.evidence().App.Pages) > 0, note: Note{Article: "multi-page by pages/",
			Now: "st.navigation since 1.36: the list of pages can depend on st.user", Effect: "simple pages are kept"}},
		{applies: known["stage"].Text == "production", note: Note{Article: "Sentry",
			Now: "script errors do not reach it by themselves; on_script_error of st.App (1.58) is the hook", Effect: "error tracking"}},
		{applies: e.Primary == Keep || e.Primary == Wrap, note: Note{Article: "health check",
			Now: "/_stcore/health for liveness; /_stcore/script-health-check is opt-in and runs the script", Effect: "the first is used"}},
		{applies: takesFiles(in.Manifest), note: Note{Article: "upload limit 200 MB",
			Now: "server.maxUploadSize is still 200; a limit per widget since 1.53", Effect: "larger files go to the object store"}},
		{applies: e.predicate("split.consumers").Value == True, note: Note{Article: "non-human consumers",
			Now: "server.enableAgentApi drives the UI of one session, auth by trusted headers only", Effect: "no business contract: SPLIT stands"}},
		{applies: split, note: Note{Article: "httpx, FastAPI, Pydantic",
			Now: "httpx 0.28.1 is its last release, one import keeps a fork possible; FastAPI 0.163 without Pydantic v1", Effect: "the templates"}},
		{applies: split, note: Note{Article: "logic goes into the endpoint handlers",
			Now: "logic lives in modules without HTTP; handlers call it", Effect: "the generated service"}},
		{applies: wrap, note: Note{Article: "the code sketch of a job",
			Now: "an illustration: job functions live in a module, with timeout, owner and retries", Effect: "the generated worker"}},
		{applies: wrap, note: Note{Article: "RQ", Now: "2.12 has retries, cron, unique jobs and webhooks", Effect: "Celery only for routing, workflows or schedules beyond cron"}},
		{applies: wrap && (cloud == "aws" || cloud == "gcp"), note: Note{Article: "ElastiCache, Memorystore", Now: "both also offer Valkey", Effect: "either"}},
		{applies: cloud == "gcp", note: Note{Article: "Stackdriver", Now: "Cloud Logging and Cloud Monitoring", Effect: "names"}},
		{applies: cloud == "aws", note: Note{Article: "Fargate, App Runner",
			Now: "App Runner is closed to new customers; plain ECS, or its Express Mode", Effect: "plain ECS"}},
		{applies: kept && e.predicate("keep.users").Value == True, note: Note{Article: "Streamlit Cloud: one process", Now: "still true", Effect: "none"}},
	}
	var out []Note
	for _, row := range rows {
		if row.applies {
			out = append(out, row.note)
		}
	}
	return out
}

// fightSigns are the findings that an app works around Streamlit.
func fightSigns(in Input) []Line { return linesOf(in, "fight") }

// takesFiles reports whether an operation takes an upload.
func takesFiles(m *manifest.Manifest) bool {
	for _, op := range m.Operations {
		for _, input := range op.Inputs {
			if input.Type == manifest.Upload {
				return true
			}
		}
	}
	return false
}

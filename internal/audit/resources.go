package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// readResources finds where the app makes what its operations share.
func (a *auditor) readResources() {
	for _, fn := range a.Program.Functions {
		for _, c := range fn.Calls {
			if kind := resourceKind(c); kind != "" {
				a.resource(fn, c, kind)
			}
		}
	}
	counts := map[string]int{}
	for i := range a.report.Resources {
		r := &a.report.Resources[i]
		counts[r.Name]++
		if n := counts[r.Name]; n > 1 {
			r.Name += itoa(n)
		}
	}
}

// resourceKind tells the calls that make a resource, by the library's name. It is flat.
func resourceKind(c *flow.Call) string {
	if c.Entry == nil || len(c.Callees) > 0 {
		return ""
	}
	switch name := c.Entry.Name; name {
	case "sqlalchemy.create_engine", "streamlit.connection", "streamlit.experimental_connection":
		return "sql"
	case "sqlite3.connect", "psycopg2.connect", "psycopg.connect", "pyodbc.connect", "pymysql.connect", "duckdb.connect", "mysql.connector.connect":
		return "connection"
	case "supabase.create_client", "redis.Redis", "redis.from_url", "redis.Redis.from_url", "pymongo.MongoClient", "gspread.authorize",
		"gspread.service_account", "boto3.client", "boto3.resource", "neo4j.GraphDatabase.driver", "google.cloud.bigquery.Client",
		"google.cloud.storage.Client":
		return "store"
	case "requests.Session", "httpx.Client":
		return "http"
	case "openai.OpenAI", "anthropic.Anthropic", "sentence_transformers.SentenceTransformer", "transformers.pipeline", "keras.models.load_model",
		"whisper.load_model":
		return "model"
	}
	return ""
}

// resource notes one. Connections to the same place are one resource.
func (a *auditor) resource(fn *flow.Function, c *flow.Call, kind string) {
	r := Resource{Name: resourceName(kind), Kind: kind, At: at(fn.Module, c.Node), Library: strings.SplitN(c.Entry.Name, ".", 2)[0]}
	if len(c.Node.Args) > 0 {
		if text, ok := a.beside(fn.Module, c.Node.Args[0]); ok {
			r.Default = withoutPassword(text)
		}
	}
	for _, arg := range append(slices.Clone(c.Node.Args), keywordValues(c.Node)...) {
		for _, in := range a.slicer.Backward(fn, arg).Inputs {
			if in.Kind == flow.SecretInput || in.Kind == flow.EnvironmentInput {
				if key := a.keyOf(in); key != "" && !slices.Contains(r.Configured, key) {
					r.Configured = append(r.Configured, key)
				}
			}
		}
	}
	for _, known := range a.report.Resources {
		if known.Kind == r.Kind && known.Default == r.Default && slices.Equal(known.Configured, r.Configured) {
			return
		}
	}
	a.report.Resources = append(a.report.Resources, r)
}

func keywordValues(call *python.Call) []python.Expr {
	var out []python.Expr
	for _, k := range call.Keywords {
		out = append(out, k.Value)
	}
	return out
}

func resourceName(kind string) string {
	switch kind {
	case "sql", "connection":
		return "db"
	}
	return kind
}

// keyOf is the name of the secret or variable at an input.
func (a *auditor) keyOf(in flow.SliceInput) string {
	for _, e := range in.In.EventsIn(in.Node.Span()) {
		if e.Key != "" {
			return e.Key
		}
	}
	return ""
}

// withoutPassword leaves out of an address who logs in with what.
func withoutPassword(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return url
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		return ""
	}
	return scheme + "://" + rest
}

// resourceFor is the resource that fills a parameter, when it takes a connection of SQLAlchemy.
func (a *auditor) resourceFor(annotation string, given []argumentAt) string {
	types := []string{annotation}
	if annotation == "" {
		for _, g := range given {
			types = append(types, a.Program.TypeOf(g.in, g.expr))
		}
	}
	sql := false
	for _, t := range types {
		if name := last(t); name == "Connection" && !strings.HasPrefix(t, "sqlite3") && !strings.HasPrefix(t, "psycopg") {
			sql = true
		}
	}
	if !sql {
		return ""
	}
	for _, r := range a.report.Resources {
		if r.Kind == "sql" {
			return r.Name
		}
	}
	return ""
}

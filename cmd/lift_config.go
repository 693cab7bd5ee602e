package cmd

import (
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// streamlitConfig is where Streamlit looks for its settings, below the folder that it runs in.
const streamlitConfig = ".streamlit/config.toml"

// withDefaults are the settings of an app, word for word, and those of every generated project that it does not decide.
func withDefaults(own []byte) []byte {
	var decided map[string]any
	if toml.Unmarshal(own, &decided) != nil {
		return own // Streamlit says what is wrong with it
	}
	text := string(own)
	for _, d := range []struct{ table, key, value string }{
		{table: "runner", key: "postScriptGC", value: "false # a full collection after every rerun costs more than the rerun"},
		{table: "client", key: "toolbarMode", value: `"minimal"`},
		{table: "client", key: "showErrorDetails", value: `"none"`},
		{table: "browser", key: "gatherUsageStats", value: "false"},
	} {
		table, _ := decided[d.table].(map[string]any)
		if _, set := table[d.key]; set {
			continue
		}
		if more := withSetting(text, d.table, d.key+" = "+d.value); toml.Unmarshal([]byte(more), new(map[string]any)) == nil {
			text = more // else the table is written in another way, and stays as it is
		}
	}
	return []byte(text)
}

// withSetting adds a line to a table, which it makes at the end where there is none.
func withSetting(text, table, line string) string {
	header := regexp.MustCompile(`(?m)^[ \t]*\[[ \t]*` + table + `[ \t]*\][^\n]*$`)
	if at := header.FindStringIndex(text); at != nil {
		return text[:at[1]] + "\n" + line + text[at[1]:]
	}
	if text = strings.TrimRight(text, "\n"); text != "" {
		text += "\n\n"
	}
	return text + "[" + table + "]\n" + line + "\n"
}

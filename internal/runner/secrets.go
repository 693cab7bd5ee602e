package runner

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// readSecrets reads the app's .env and the top level of its .streamlit/secrets.toml, as Streamlit
// does, into memory. Their values go to the processes' environment and nowhere else.
func readSecrets(app, entry string) (environ, error) {
	out, err := dotenv(app, path.Dir(path.Clean(filepath.ToSlash(entry))))
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(secretsPath(app))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, secretsFailure(".streamlit/secrets.toml", err)
	}
	values := map[string]any{}
	if err := toml.Unmarshal(content, &values); err != nil {
		var place *toml.DecodeError
		why := errors.New("it is no valid TOML")
		if errors.As(err, &place) { // the error's own text may quote a secret
			line, column := place.Position()
			why = fmt.Errorf("line %d, column %d is no valid TOML", line, column)
		}
		return nil, secretsFailure(".streamlit/secrets.toml", why)
	}
	if whole, err := json.Marshal(values); err == nil && len(values) > 0 {
		out["APP_SECRETS"] = string(whole) // for code of the app that moved to the service
	}
	for name, value := range values {
		switch v := value.(type) {
		case string:
			out[name] = v
		case bool, int64, float64:
			out[name] = fmt.Sprint(v)
		}
	}
	for name, value := range out {
		if name == "" || strings.ContainsAny(name, "=\x00") || strings.ContainsRune(value, 0) {
			delete(out, name)
		}
	}
	return out, nil
}

func secretsPath(app string) string { return filepath.Join(app, ".streamlit", "secrets.toml") }

// secretsFile is the text of the app's secrets.toml, which readSecrets found to be valid; empty without one.
func secretsFile(app string) string {
	content, _ := os.ReadFile(secretsPath(app))
	return string(content)
}

// dotenv is what the .env of a folder of the app says, or that of the nearest folder around it: code that loads it is
// found elsewhere in the project. Nothing when there is none.
func dotenv(app, folder string) (environ, error) {
	text, err := os.ReadFile(filepath.Join(app, filepath.FromSlash(folder), ".env"))
	switch {
	case errors.Is(err, fs.ErrNotExist) && folder != ".":
		return dotenv(app, path.Dir(folder))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, secretsFailure(".env", err)
	}
	out := environ{}
	readDotenv(string(text), out)
	return out, nil
}

func secretsFailure(name string, err error) error {
	return &Failure{What: "the app's " + name + " cannot be read", Why: err.Error(), Do: "mend the file, or take it away if the app does not need it"}
}

// readDotenv reads `NAME=value` lines with an optional `export`, quotes and comments.
func readDotenv(text string, out environ) {
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "export ")
		name, value, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		switch {
		case strings.HasPrefix(value, `"`):
			if end := strings.LastIndexByte(value, '"'); end > 0 {
				if plain, err := strconv.Unquote(value[:end+1]); err == nil {
					value = plain
				} else {
					value = value[1:end]
				}
			}
		case strings.HasPrefix(value, "'"):
			if end := strings.LastIndexByte(value, '\''); end > 0 {
				value = value[1:end]
			}
		default:
			value, _, _ = strings.Cut(value, " #")
			value = strings.TrimSpace(value)
		}
		out[name] = value
	}
}

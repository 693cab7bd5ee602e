package runner

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// indexEnviron translates pip's settings into uv's, which reads only its own. What the caller set
// for uv stays; proxies both read by themselves. find-links is left alone: a folder of one machine
// would end up in uv.lock.
func (r *run) indexEnviron() environ {
	pip := r.pipSettings()
	env := environ{"UV_PYTHON_DOWNLOADS": "never"}
	set := func(name, value string) {
		if r.env[name] == "" && value != "" {
			env[name] = value
		}
	}
	if r.env["UV_INDEX_URL"] == "" {
		set("UV_DEFAULT_INDEX", pip["index-url"])
	}
	if r.env["UV_EXTRA_INDEX_URL"] == "" {
		set("UV_INDEX", strings.Join(strings.Fields(pip["extra-index-url"]), " "))
	}
	set("UV_INSECURE_HOST", strings.Join(strings.Fields(pip["trusted-host"]), " "))
	set("UV_HTTP_TIMEOUT", pip["timeout"])
	set("SSL_CERT_FILE", pip["cert"])
	return env
}

// pipSettings are pip's own, the later source over the earlier: system, user, PIP_CONFIG_FILE, environment.
func (r *run) pipSettings() map[string]string {
	settings := map[string]string{}
	for _, path := range r.pipFiles() {
		if content, err := os.ReadFile(path); err == nil {
			readPipConfig(string(content), settings)
		}
	}
	for option, variable := range map[string]string{"index-url": "PIP_INDEX_URL", "extra-index-url": "PIP_EXTRA_INDEX_URL",
		"trusted-host": "PIP_TRUSTED_HOST", "timeout": "PIP_DEFAULT_TIMEOUT", "cert": "PIP_CERT"} {
		if value := r.env[variable]; value != "" {
			settings[option] = value
		}
	}
	return settings
}

func (r *run) pipFiles() []string {
	if r.env["PIP_CONFIG_FILE"] == os.DevNull {
		return nil
	}
	home, files := r.env["HOME"], []string{"/etc/pip.conf"}
	if home != "" {
		files = append(files, filepath.Join(home, ".pip", "pip.conf"))
		if runtime.GOOS == "darwin" {
			files = append(files, filepath.Join(home, "Library", "Application Support", "pip", "pip.conf"))
		}
	}
	if config := r.env["XDG_CONFIG_HOME"]; config != "" {
		files = append(files, filepath.Join(config, "pip", "pip.conf"))
	} else if home != "" {
		files = append(files, filepath.Join(home, ".config", "pip", "pip.conf"))
	}
	return append(files, r.env["PIP_CONFIG_FILE"])
}

// readPipConfig reads the [global] and [install] sections of a pip.conf; an indented line goes on
// with the value above it.
func readPipConfig(text string, settings map[string]string) {
	section, last := "", ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case trimmed[0] == '[':
			section, last = strings.Trim(trimmed, "[]"), ""
		case section != "global" && section != "install":
		case (line[0] == ' ' || line[0] == '\t') && last != "":
			settings[last] = strings.TrimSpace(settings[last] + " " + trimmed)
		default:
			at := strings.IndexAny(trimmed, "=:")
			if at < 0 {
				continue
			}
			last = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(trimmed[:at])), "_", "-")
			settings[last] = strings.TrimSpace(trimmed[at+1:])
		}
	}
}

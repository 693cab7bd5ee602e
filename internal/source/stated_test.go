package source

import (
	"strings"
	"testing"
)

func TestStated(t *testing.T) {
	for _, c := range []struct {
		name string
		app  []string
		want string
	}{
		{name: "plugins and markers", app: []string{"requirements.txt", "streamlit==1.40.0\nopenpyxl\npywin32==306; sys_platform == 'win32'\npandas!=2.0\n"},
			want: "openpyxl, pandas!=2.0, pywin32==306 ; sys_platform == 'win32', streamlit==1.40.0"},
		{name: "the lock tells versions, not what is asked for", app: []string{"requirements.txt", "pandas>=2\n", "uv.lock", "[[package]]\nname = \"pandas\"\nversion = \"2.3.0\"\n[[package]]\nname = \"numpy\"\nversion = \"1.0\"\n"},
			want: "pandas==2.3.0"},
		{name: "the first file wins", app: []string{"requirements.txt", "pandas==1.0\n", "Pipfile", "[packages]\npandas = \"*\"\nrich = \"*\"\n"}, want: "pandas==1.0, rich"},
		{name: "poetry", app: []string{"pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.11\"\npandas = \"^2.1\"\nwin = {version = \"1.2\", markers = \"sys_platform == 'win32'\", extras = [\"a\", \"b\"]}\n"},
			want: "pandas>=2.1,<3, win[a,b]==1.2 ; sys_platform == 'win32'"},
		{name: "none", app: nil, want: ""},
	} {
		var got []string
		for _, r := range Stated(files(c.app...)) {
			got = append(got, r.Full())
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: got %s, want %s", c.name, text, c.want)
		}
	}
}

func TestSystemPackages(t *testing.T) {
	got := SystemPackages(files("packages.txt", "\ufefflibgl1 # for OpenCV\nffmpeg libgl1\n; rm -rf /\n$(x)\n"))
	if text := strings.Join(got, " "); text != "ffmpeg libgl1" {
		t.Errorf("got %s", text)
	}
}

func TestStatedPython(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{file: ".python-version", text: "3.12.1\n", want: "3.12"},
		{file: "runtime.txt", text: "python-3.9.7\n", want: "3.9"},
		{file: "Pipfile", text: "[requires]\npython_version = \"3.10\"\n", want: "3.10"},
		{file: "Dockerfile", text: "# x\nFROM --platform=linux/amd64 docker.io/library/python:3.11-slim AS a\n", want: "3.11"},
		{file: "Dockerfile", text: "FROM node:20\n"},
		{file: ".python-version", text: "pypy3\n"},
	} {
		if got := StatedPython(files(c.file, c.text)); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.file, c.text, got, c.want)
		}
	}
	if got := StatedPython(files("runtime.txt", "?", "Dockerfile", "FROM python:3.8\n")); got != "3.8" {
		t.Errorf("got %q", got)
	}
}

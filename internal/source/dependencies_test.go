package source

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

func TestDependencies(t *testing.T) {
	site := files(
		"pandas-2.2.3.dist-info/RECORD", "pandas/__init__.py,,\npandas-2.2.3.dist-info/METADATA,,\n../../bin/x,,\n",
		"PyYAML-6.0.2.dist-info/top_level.txt", "_yaml\nyaml\n",
		"odd_name-1.0.dist-info/RECORD", "oddly.py,,\n",
	)
	for _, c := range []struct {
		name    string
		app     fstest.MapFS
		modules string
		want    string
	}{
		{name: "requirements", app: files("requirements.txt", "\ufeff# all\nPandas==3.1.1 # pinned\nscikit_learn >=1.4,<2 ; python_version > '3'\n"),
			modules: "pandas sklearn", want: "pandas==3.1.1 (requirements.txt:2); scikit-learn>=1.4,<2 ; python_version > '3' (requirements.txt:3)"},
		{name: "lock before requirements", app: files("requirements.txt", "pandas>=2\nuvicorn[standard]\n", "uv.lock", "[[package]]\nname = \"pandas\"\nversion = \"2.3.0\"\n[[package]]\nname = \"uvicorn\"\nversion = \"0.30\"\n"),
			modules: "pandas uvicorn", want: "pandas==2.3.0 (uv.lock); uvicorn[standard]==0.30 (uv.lock)"},
		{name: "a package locked twice", app: files("poetry.lock", "[[package]]\nname = \"numpy\"\nversion = \"1.26.4\"\n[[package]]\nname = \"numpy\"\nversion = \"2.0.1\"\n"),
			modules: "numpy", want: "numpy==2.0.1 (poetry.lock)"},
		{name: "Pipfile", app: files("Pipfile.lock", `{"default": {"requests": {"version": "==2.32.0"}}}`, "Pipfile", "[packages]\nrequests = \"*\"\nrich = \"~13.7\"\n"),
			modules: "requests rich", want: "requests==2.32.0 (Pipfile.lock); rich~=13.7 (Pipfile)"},
		{name: "pyproject", app: files("pyproject.toml", "[project]\ndependencies = [\"pillow>=10\", \"tool @ https://h/t.whl ; python_version>'3'\"]\n"),
			modules: "PIL tool", want: "pillow>=10 (pyproject.toml); tool @ https://h/t.whl ; python_version>'3' (pyproject.toml)"},
		{name: "poetry", app: files("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.11\"\npandas = \"^2.1\"\nzero = \"^0.3.1\"\nplain = {version = \"1.2\", optional = true}\nhere = {path = \"x\"}\n"),
			modules: "pandas zero plain", want: "pandas>=2.1,<3 (pyproject.toml); plain==1.2 (pyproject.toml); zero>=0.3.1,<0.4 (pyproject.toml)"},
		{name: "conda", app: files("environment.yml", "dependencies:\n  - python=3.11\n  - conda-forge::pandas=2.1.0=py311\n  - numpy>=1.2\n  - pip:\n    - plotly==5.0\n"),
			modules: "pandas numpy plotly", want: "numpy>=1.2 (environment.yml); pandas==2.1.0 (environment.yml); plotly==5.0 (environment.yml)"},
		{name: "included files, hashes, options", app: files("requirements.txt", "-r reqs/base.txt\n--index-url https://x\n-e .\n./local\nrequests==2.0 \\\n  --hash=sha256:00\n", "reqs/base.txt", "-r ../requirements.txt\npandas==1.0\n-r ../../etc/passwd\n"),
			modules: "pandas requests", want: "pandas==1.0 (reqs/base.txt:2); requests==2.0 (requirements.txt:5)"},
		{name: "installed", app: files("requirements.txt", "pandas\n"), modules: "pandas yaml oddly",
			want: "odd-name==1.0 (the installed environment); pandas==2.2.3 (the installed environment); pyyaml==6.0.2 (the installed environment)"},
		{name: "asked for without a version", app: files("requirements.txt", "opencv-python\n"), modules: "cv2", want: "opencv-python (requirements.txt:1)"},
		{name: "named after what they are for", app: files("requirements.txt", "python-decouple==3.8\nstreamlit-aggrid\npyowm>=3\n"), modules: "decouple st_aggrid owm",
			want: "pyowm>=3 (requirements.txt:3); python-decouple==3.8 (requirements.txt:1); streamlit-aggrid (requirements.txt:2)"},
		{name: "a marker", app: files("requirements.txt", "pywin32>=310; sys_platform == 'win32'\n"), modules: "win32api", want: "pywin32>=310 ; sys_platform == 'win32' (requirements.txt:1)"},
		{name: "guesses", app: files(), modules: "cv2 no_such_thing", want: "no-such-thing (guess); opencv-python-headless (guess)"},
		{name: "broken files", app: files("pyproject.toml", "[", "uv.lock", "]", "Pipfile.lock", "{", "environment.yml", "a: [", "requirements.txt", "???\n==1\npandas 1.0\n"),
			modules: "numpy", want: "numpy (guess)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range Dependencies(c.app, []fs.FS{site}, strings.Fields(c.modules)) {
				place := d.Place
				if d.Guess {
					place = "guess"
				}
				got = append(got, d.Full()+" ("+place+")")
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("got  %s\nwant %s", text, c.want)
			}
		})
	}
}

func FuzzRequirements(f *testing.F) {
	f.Add("pandas==1.0\n-r x.txt\n", "[project]\ndependencies = ['a']\n", "dependencies: [a=1]")
	f.Fuzz(func(t *testing.T, text, project, conda string) {
		app := files("requirements.txt", text, "pyproject.toml", project, "environment.yml", conda, "uv.lock", project)
		for _, r := range append(Requirements(app), Locked(app)...) {
			if again, ok := ParseRequirement(r.String()); !ok || again.Name != r.Name {
				t.Errorf("%q of %s does not read back", r.String(), r.Place)
			}
		}
	})
}

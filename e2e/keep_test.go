package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

// strictly decodes YAML and reports keys that the target does not have.
func strictly(t *testing.T, path string, target any) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(content)))
	decoder.KnownFields(true)
	if err := decoder.Decode(target); err != nil {
		t.Errorf("%s: %v", path, err)
	}
}

// knativeService is what Cloud Run takes of a Knative service, as far as anybody needs it here.
type knativeService struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct{ Name string }
	Spec       struct {
		Template struct {
			Metadata struct{ Annotations map[string]string }
			Spec     struct {
				ContainerConcurrency int `yaml:"containerConcurrency"`
				TimeoutSeconds       int `yaml:"timeoutSeconds"`
				Containers           []struct {
					Name, Image string
					Ports       []struct {
						ContainerPort int `yaml:"containerPort"`
					}
					Resources     struct{ Limits map[string]string }
					StartupProbe  probe `yaml:"startupProbe"`
					LivenessProbe probe `yaml:"livenessProbe"`
					Env           []struct {
						Name      string
						ValueFrom struct {
							SecretKeyRef struct{ Name, Key string } `yaml:"secretKeyRef"`
						} `yaml:"valueFrom"`
					}
				}
			}
		}
	}
}

type probe struct {
	HTTPGet          struct{ Path string } `yaml:"httpGet"`
	PeriodSeconds    int                   `yaml:"periodSeconds"`
	FailureThreshold int                   `yaml:"failureThreshold"`
}

func TestKeepOnCloudRunIsOneInstance(t *testing.T) {
	var service knativeService
	strictly(t, filepath.Join(goldenTrees(t)["keep"], "deploy", "cloudrun.yaml"), &service)
	template := service.Spec.Template
	if service.Kind != "Service" || template.Metadata.Annotations["autoscaling.knative.dev/minScale"] != "1" ||
		template.Metadata.Annotations["autoscaling.knative.dev/maxScale"] != "1" || len(template.Spec.Containers) != 1 {
		t.Fatalf("got %+v", service)
	}
	container := template.Spec.Containers[0]
	if container.Ports[0].ContainerPort != 8501 || container.LivenessProbe.HTTPGet.Path != "/_stcore/health" || container.StartupProbe.HTTPGet.Path != "/_stcore/health" {
		t.Errorf("got %+v", container)
	}
	for _, variable := range container.Env {
		if variable.ValueFrom.SecretKeyRef.Name != variable.Name || variable.ValueFrom.SecretKeyRef.Key == "" {
			t.Errorf("%s does not come from the secret store", variable.Name)
		}
	}
}

// gatus is what Gatus reads, as far as anybody needs it here.
type gatus struct {
	Alerting struct {
		Custom struct {
			URL, Method, Body string
			Headers           map[string]string
			DefaultAlert      struct {
				FailureThreshold int  `yaml:"failure-threshold"`
				SuccessThreshold int  `yaml:"success-threshold"`
				SendOnResolved   bool `yaml:"send-on-resolved"`
			} `yaml:"default-alert"`
		}
	}
	Endpoints []struct {
		Name, URL, Interval string
		Client              struct{ Timeout string }
		Conditions          []string
		Alerts              []struct{ Type string }
	}
}

func TestKeepUptimeCheckAlertsAfterTwoMisses(t *testing.T) {
	var config gatus
	strictly(t, filepath.Join(goldenTrees(t)["keep"], "monitoring", "gatus.yaml"), &config)
	if len(config.Endpoints) != 1 || config.Alerting.Custom.DefaultAlert.FailureThreshold != 2 {
		t.Fatalf("got %+v", config)
	}
	endpoint := config.Endpoints[0]
	if endpoint.Interval != "60s" || !strings.HasSuffix(endpoint.URL, "/_stcore/health") || len(endpoint.Alerts) != 1 || endpoint.Alerts[0].Type != "custom" {
		t.Errorf("got %+v", endpoint)
	}
}

// TestKeptAppReadsItsSecrets runs the kept app's script by Streamlit's own driver: what stood in the code comes from
// its variable, and what stood in secrets.toml from theirs.
func TestKeptAppReadsItsSecrets(t *testing.T) {
	exe, project := python(t), scratch(t)["keep"]
	const script = `
import os, serve
serve.write_secrets(serve.secrets_toml(os.environ))
os.chdir(serve.APP)
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("app.py", default_timeout=60).run()
assert not app.exception, app.exception
assert app.title[0].value == "Seen", app.title
app.button[0].click().run()
assert not app.exception, app.exception
assert app.markdown[0].value == "sent to me@example.org by mail.example.org", app.markdown
import visits
assert visits.api_key == "from outside"
`
	env := []string{"API_KEY=from outside", "VISITS_TITLE=Seen", "SECRET_MAIL_TO=me@example.org", "SECRET_MAIL_SERVER=mail.example.org"}
	run(t, project, env, exe, "-c", script)
}

// TestKeepImage builds the image and starts it under its numeric user, which cannot write its root. It needs buildah as
// root, and two local images to build from: nothing is fetched from a registry.
func TestKeepImage(t *testing.T) {
	base, uv := os.Getenv("STREAMLIFT_E2E_PYTHON_IMAGE"), os.Getenv("STREAMLIFT_E2E_UV_IMAGE")
	buildah, err := exec.LookPath("buildah")
	if err != nil || os.Getuid() != 0 || base == "" || uv == "" {
		t.Skip("needs buildah as root, and STREAMLIFT_E2E_PYTHON_IMAGE and STREAMLIFT_E2E_UV_IMAGE to name local images")
	}
	project := scratch(t)["keep"]
	run(t, project, nil, filepath.Join(filepath.Dir(python(t)), "uv"), "lock")
	run(t, project, nil, buildah, "bud", "--isolation", "chroot", "--format", "docker", "--build-arg", "PYTHON_IMAGE="+base, "--build-arg", "UV_IMAGE="+uv, "-t", "streamlift-e2e-keep", ".")
	out, err := exec.Command(buildah, "from", "--pull-never", "streamlift-e2e-keep").Output()
	if err != nil {
		t.Fatal(err)
	}
	container := strings.TrimSpace(string(out))
	t.Cleanup(func() { run(t, project, nil, buildah, "rm", container) })
	const script = `test "$(id -u)" = 10001 || exit 11
touch /srv/x 2>/dev/null && exit 12
API_KEY=k timeout 60 python serve.py >/tmp/log 2>&1 &
for i in $(seq 1 60); do python health.py 2>/dev/null && exit 0; sleep 0.5; done
cat /tmp/log; exit 13`
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, buildah, "run", "--isolation", "chroot", "--user", "10001:10001", container, "--", "sh", "-c", script)
	command.WaitDelay = time.Second
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

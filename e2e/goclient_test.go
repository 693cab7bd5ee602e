package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoClients holds that the Go clients are laid out, vetted and pass their own tests, on the standard library alone.
func TestGoClients(t *testing.T) {
	seen := 0
	for name, tree := range scratch(t) {
		module := filepath.Join(tree, "client-go")
		if _, err := os.Stat(module); err != nil {
			continue
		}
		seen++
		t.Run(name, func(t *testing.T) {
			out, err := exec.Command("gofmt", "-l", module).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("gofmt -l: %v\n%s", err, out)
			}
			env := []string{"GOWORK=off", "GOFLAGS=-mod=readonly", "GOPROXY=off"}
			run(t, module, env, "go", "vet", "./...")
			run(t, module, env, "go", "test", "-count=1", "./...")
		})
	}
	if seen == 0 {
		t.Fatal("no golden tree has a Go client")
	}
}

// goProgram asks the booted service of the sales example for one of each kind of answer.
const goProgram = `package salesclient

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"testing"
	"time"
)

func TestLive(t *testing.T) {
	c, err := New(Config{BaseURL: os.Getenv("API_URL"), APIKey: os.Getenv("API_KEY")})
	if err != nil {
		t.Fatal(err)
	}
	c = c.OnBehalfOf("Zoë")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	headline, err := c.Headline(ctx, HeadlineInput{Region: Some(RegionNorth), Until: Some(Date{2025, time.June, 30})})
	if day, ok := headline.BestDay.Get(); err != nil || headline.Orders == 0 || !ok || day.Year != 2025 {
		t.Errorf("headline: %+v, %v", headline, err)
	}
	none, err := c.Headline(ctx, HeadlineInput{Since: Some(Date{2031, time.January, 1}), Until: Some(Date{2031, time.January, 2})})
	if _, ok := none.BestDay.Get(); err != nil || none.Orders != 0 || ok {
		t.Errorf("headline of no orders: %+v, %v", none, err)
	}
	products, err := c.TopProducts(ctx, TopProductsInput{Categories: Some([]Categories{}), Limit: Some[int64](3)})
	if err != nil {
		t.Errorf("top products: %v, %v", products, err)
	}
	number, err := c.PlaceOrder(ctx, PlaceOrderInput{ProductID: 3, Quantity: Some[int64](2), Note: Some("it's \"odd\" \u2028 日本")})
	if err != nil || number == 0 {
		t.Fatalf("place order: %d, %v", number, err)
	}
	var newest ListOrdersRow
	rows := int64(0)
	for row, err := range c.ListOrdersAll(ctx, ListOrdersInput{Limit: Some[int64](500)}) {
		if err != nil {
			t.Fatal(err)
		}
		if rows++; rows == 1 {
			newest = row
		}
		if rows == 1201 {
			break
		}
	}
	if note, _ := newest.Note.Get(); rows != 1201 || newest.ID != number || note != "it's \"odd\" \u2028 日本" || newest.OrderedOn != (Date{2025, time.December, 31}) {
		t.Errorf("%d rows, the newest %+v, the order %d", rows, newest, number)
	}
	file, err := c.ExportOrders(ctx, ExportOrdersInput{Region: Some(RegionWest)})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Body.Close()
	if content, err := io.ReadAll(file.Body); err != nil || len(content) < 1000 || file.Name != "orders.csv" {
		t.Errorf("export: %d bytes, %v, %+v", len(content), err, file)
	}
	_, err = c.TopProducts(ctx, TopProductsInput{Limit: Some[int64](99)})
	var problem *Problem
	if !errors.As(err, &problem) || problem.Status != 422 || problem.Operation != "top_products" || problem.RequestID == "" || len(problem.Errors) != 1 || problem.Errors[0].Field != "limit" {
		t.Errorf("a limit out of bounds: %v", err)
	}
	stranger, err := New(Config{BaseURL: os.Getenv("API_URL"), APIKey: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = stranger.ListProducts(ctx); !errors.As(err, &problem) || problem.Status != 401 {
		t.Errorf("without the key: %v", err)
	}
	late, stop := context.WithTimeout(ctx, 1)
	defer stop()
	if _, err = c.ListProducts(late); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("past the deadline: %v", err)
	}
	if text, err := json.Marshal(newest); err != nil || len(text) < 20 {
		t.Errorf("as JSON again: %s, %v", text, err)
	}
}
`

// TestGoClientAgainstService runs a generated Go client against the service of the same build.
func TestGoClientAgainstService(t *testing.T) {
	t.Parallel()
	b := boot(t, "sales")
	manifest := filepath.Join(b.project, "streamlift.yaml")
	content, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	asked := strings.Replace(string(content), "\nresources:", "\nclients: [go]\n\nresources:", 1)
	if err := os.WriteFile(manifest, []byte(asked), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, b.project, nil, binary(t), "generate")
	module := filepath.Join(b.project, "client-go")
	if err := os.WriteFile(filepath.Join(module, "live_test.go"), []byte(goProgram), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, module, []string{"GOWORK=off", "GOPROXY=off", "API_URL=" + b.api, "API_KEY=" + key}, "go", "test", "-count=1", "-run", "TestLive", ".")
}

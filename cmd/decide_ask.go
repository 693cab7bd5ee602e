package cmd

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/manifest"
)

// ask puts the open questions, most decisive first, and writes each answer into the manifest, where
// nothing else changes. An empty line skips a question.
func ask(c *cobra.Command, d *decision) error {
	lines := bufio.NewScanner(c.InOrStdin())
	var skipped []string
	for {
		e, err := d.decide()
		if err != nil {
			return err
		}
		question, open := firstOpen(e.Questions, skipped)
		if !open {
			return nil
		}
		fmt.Fprintf(c.ErrOrStderr(), "%s (%s; empty: skip) ", question.Text, question.Hint)
		if !lines.Scan() {
			fmt.Fprintln(c.ErrOrStderr())
			return lines.Err()
		}
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			skipped = append(skipped, question.Fact)
			continue
		}
		answer, err := decide.ParseAnswer(question.Fact, text)
		if err != nil {
			fmt.Fprintln(c.ErrOrStderr(), err)
			continue
		}
		if err := d.write(answer); err != nil {
			return err
		}
	}
}

// decide decides with what is known so far.
func (d *decision) decide() (*decide.Explanation, error) {
	e, diags := decide.Decide(d.input)
	if diags.Failed() {
		return nil, diags
	}
	return e, nil
}

// firstOpen is the most decisive question that was not skipped.
func firstOpen(questions []decide.Question, skipped []string) (decide.Question, bool) {
	for _, q := range questions {
		if !slices.Contains(skipped, q.Fact) {
			return q, true
		}
	}
	return decide.Question{}, false
}

// write puts an answer into the manifest and reads it again.
func (d *decision) write(answer decide.Answer) error {
	info, err := os.Stat(d.path)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(d.path)
	if err != nil {
		return err
	}
	edited, err := manifest.Set(content, []string{"facts", answer.Fact}, answer.Value)
	if err != nil {
		return err
	}
	if err := os.WriteFile(d.path, edited, info.Mode().Perm()); err != nil {
		return err
	}
	return d.readManifest()
}

package runner

import "os/exec"

func supported() error {
	return &Failure{What: "`streamlift up` does not run on Windows", Why: "stopping service and UI with all they started is written for Unix only",
		Do: "generate with `streamlift generate` and follow the project's README, or use WSL"}
}

func ownGroup(*exec.Cmd) {}

func stopGroup(int, <-chan struct{}) {}

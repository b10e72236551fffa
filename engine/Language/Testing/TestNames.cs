using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Testing;

/// <summary>Holds the names that tests use against their runbook.</summary>
internal sealed class TestNames(Plan plan, DiagnosticBag diagnostics)
{
    private readonly StaticAddresses _addresses = new(plan);

    public void Check(CannedWorld world)
    {
        foreach (var command in world.Commands)
            if (command.Step is { } step) Step(step.Text, command.StepAt ?? command.Location);
        foreach (var answer in world.Conditions)
            if (answer.Step is { } step) Step(step.Text, answer.StepAt ?? answer.Location);
        foreach (var gate in world.Gates)
            if (!StaticAddresses.IsAmong(_addresses.Gates, gate.Gate.Text))
                Report($"the runbook has no gate `{gate.Gate}`", gate.Location, "no such gate",
                    Suggestion.Help(gate.Gate.Text, _addresses.Gates, "its gates are"));
    }

    public void Check(Expectation expected)
    {
        foreach (var item in (expected.Steps?.Items ?? []).Concat(expected.Skipped))
            if (item.Pattern is { } pattern && !StaticAddresses.IsAmong(_addresses.Gates, pattern.Text)) Step(pattern.Text, item.Location);
        var outputs = plan.Outputs.Select(output => output.Name).ToList();
        foreach (var (name, _, location) in expected.Outputs)
            if (!outputs.Contains(name))
                Report($"the runbook has no output `{name}`", location, "no such output", Suggestion.Help(name, outputs, "its outputs are"));
    }

    private void Step(string address, Location location)
    {
        if (StaticAddresses.IsAmong(_addresses.Steps, address)) return;
        var near = Suggestion.For(StaticAddresses.WithoutKeys(address), _addresses.Steps);
        Report($"the runbook has no step `{address}`", location, "no such step",
            near is null ? "steps inside a loop or a call are written with it: `move[shop]/label`" : $"did you mean `{near}`?");
    }

    private void Report(string message, Location location, string label, Advice? help) =>
        diagnostics.Add(TestCodes.NotInRunbook, message, location, label, help);
}

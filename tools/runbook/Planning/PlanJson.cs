using System.Text.Json.Nodes;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Planning;

/// <summary>A plan for programs.</summary>
internal static class PlanJson
{
    public static JsonObject Of(Plan plan, IReadOnlyList<PreviewStep> steps, ProbeRound probes) => new()
    {
        ["runbook"] = plan.Name,
        ["version"] = plan.Version,
        ["digest"] = plan.Digest,
        ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)Of(step, probes))]),
    };

    private static JsonObject Of(PreviewStep step, ProbeRound probes)
    {
        var json = new JsonObject
        {
            ["address"] = step.Address.Text,
            ["kind"] = step.Step.Kind,
            ["title"] = step.Title,
            ["willRun"] = step.WillRun,
        };
        if (step.Command.Length > 0) json["command"] = Texts(step.Command);
        if (step.Step is ShellStep shell) json["script"] = shell.Script;
        if (step.Environment.Length > 0) json["environment"] = Texts(step.Environment);
        if (step.Questions.Length > 0) json["questions"] = Texts(step.Questions.Select(question => question.Text));
        if (step.Gate is { } gate) json["gate"] = gate;
        if (step.Approvers.Length > 0) json["approvers"] = Texts(step.Approvers);
        if (step.Step is ForEachStep) json["items"] = step.Items;
        if (step.Problem is { } problem) json["problem"] = problem;
        if (step.Probe is not { } probe) return json;
        json["probe"] = new JsonObject { ["text"] = probe.Text };
        if (probes.Of(step) is { } answer)
        {
            json["probe"]!["verdict"] = char.ToLowerInvariant(answer.Verdict.ToString()[0]) + answer.Verdict.ToString()[1..];
            json["probe"]!["summary"] = answer.Summary;
        }

        return json;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}

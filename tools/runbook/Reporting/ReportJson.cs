using System.Text.Json.Nodes;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The whole report as JSON.</summary>
internal static class ReportJson
{
    public static string Render(RunReport report) => Of(report).ToJsonString(Json.Readable) + "\n";

    private static JsonObject Of(RunReport report) => new()
    {
        ["run"] = report.Id, ["title"] = report.Title, ["runbook"] = report.Runbook, ["version"] = report.Version, ["runbookDigest"] = report.RunbookDigest,
        ["standing"] = report.Standing, ["message"] = report.StopMessage, ["startedBy"] = report.StartedBy, ["from"] = Time(report.From), ["to"] = Time(report.To),
        ["rollbackOf"] = report.RollbackOf, ["isRehearsal"] = report.IsRehearsal,
        ["counts"] = new JsonObject
        {
            ["stepsDone"] = report.Steps.Done, ["stepsSkipped"] = report.Steps.Skipped, ["stepsFailed"] = report.Steps.Failed,
            ["commands"] = report.Commands.Started, ["commandsFailed"] = report.Commands.Failed,
        },
        ["probes"] = report.Probes is { } probes ? new JsonObject
        {
            ["checked"] = probes.Checked, ["failed"] = probes.Failed, ["handshakes"] = probes.Handshakes, ["handshakesFailed"] = probes.HandshakesFailed,
            ["gatewayRequests"] = probes.GatewayRequests, ["gatewayRequestsFailed"] = probes.GatewayRequestsFailed,
            ["gateways"] = List(report.Gateways, gateway => new JsonObject
            {
                ["cluster"] = gateway.Cluster, ["namespace"] = gateway.Namespace, ["name"] = gateway.Name, ["requests"] = gateway.Requests, ["failed"] = gateway.Failed,
            }),
        } : null,
        ["parameters"] = Map(report.Parameters),
        ["sources"] = Map(report.Sources),
        ["clusters"] = report.Fleet is { } fleet ? FleetJson.Of(fleet) : null,
        ["mesh"] = report.Mesh is { } mesh ? Of(mesh) : null,
        ["checkpoints"] = List(report.Checkpoints, checkpoint => new JsonObject
        {
            ["address"] = checkpoint.Address, ["context"] = checkpoint.Context, ["time"] = Time(checkpoint.Time),
        }),
        ["gates"] = List(report.Gates, Of),
        ["incidents"] = List(report.Incidents, incident => new JsonObject
        {
            ["time"] = Time(incident.Time), ["what"] = incident.What, ["address"] = incident.Address, ["who"] = incident.Who, ["why"] = incident.Why,
        }),
        ["steps"] = List(report.Tree, Of),
        ["journal"] = new JsonObject { ["entries"] = report.Entries, ["digest"] = report.JournalDigest },
    };

    private static JsonObject Of(MeshPicture mesh) => new()
    {
        ["source"] = mesh.IsProbed ? "prober" : "checks", ["remark"] = mesh.Remark,
        ["clusters"] = List(mesh.Clusters, cluster => new JsonObject
        {
            ["name"] = cluster.Name, ["context"] = cluster.Context,
            ["ways"] = new JsonObject(cluster.Paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)path.Value))),
            ["trust"] = List(cluster.Trust, Of),
            ["pairs"] = List(cluster.Pairs, moment => new JsonObject { ["time"] = Time(moment.Time), ["pairs"] = moment.Pairs, ["cannotTalk"] = moment.Broken }),
            ["namespaces"] = new JsonObject(cluster.Namespaces.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)List(one.Value, Of)))),
        }),
    };

    private static JsonObject Of(TrustMoment moment) => new()
    {
        ["time"] = Time(moment.Time),
        ["trust"] = new JsonObject { ["old"] = moment.Counts.Old, ["both"] = moment.Counts.Both, ["new"] = moment.Counts.New, ["noProxy"] = moment.Counts.Away },
        ["signedBy"] = new JsonObject
        {
            ["old"] = moment.Counts.OldSigned, ["both"] = moment.Counts.BothSigned, ["new"] = moment.Counts.NewSigned, ["noProxy"] = moment.Counts.AwaySigned,
        },
    };

    private static JsonObject Of(GateRecord gate) => new()
    {
        ["address"] = gate.Address, ["title"] = gate.Title, ["description"] = gate.Description, ["context"] = gate.Context, ["opened"] = Time(gate.Opened),
        ["closed"] = Time(gate.Closed), ["end"] = gate.End is { } end ? Camel(end.ToString()) : null, ["evidence"] = gate.Evidence,
        ["lapsedBy"] = List(gate.LapsedBy, change => new JsonObject { ["what"] = change.What, ["before"] = change.Before, ["now"] = change.Now }),
        ["findings"] = List(gate.Findings, finding => With(Of(finding.Answer), "address", finding.Address)),
        ["answers"] = List(gate.Votes, vote => new JsonObject
        {
            ["who"] = vote.Actor, ["approved"] = vote.Approved, ["comment"] = vote.Comment, ["time"] = Time(vote.Time), ["counts"] = vote.Counts,
        }),
    };

    private static JsonObject Of(StepNode step)
    {
        var json = new JsonObject
        {
            ["address"] = step.Address, ["title"] = step.Title, ["kind"] = step.Kind, ["status"] = Camel(step.Status.ToString()), ["from"] = Time(step.From), ["to"] = Time(step.To),
        };
        if (step.Error is { } error) json["error"] = error;
        if (step.Context is { } context) json["context"] = context;
        if (!step.Answers.IsEmpty) json["answers"] = List(step.Answers, Of);
        if (!step.Attempts.IsEmpty) json["attempts"] = List(step.Attempts, Of);
        if (!step.Inner.IsEmpty) json["steps"] = List(step.Inner, Of);
        return json;
    }

    private static JsonObject Of(AttemptRecord attempt) => new()
    {
        ["number"] = attempt.Number, ["from"] = Time(attempt.From), ["to"] = Time(attempt.To), ["result"] = attempt.Result is { } result ? Camel(result.ToString()) : null,
        ["exitCode"] = attempt.ExitCode, ["error"] = attempt.Error, ["command"] = attempt.Command, ["printed"] = List(attempt.Tail, line => (JsonNode)line),
    };

    private static JsonObject Of(Answer answer) => new()
    {
        ["verdict"] = Camel(answer.Verdict.ToString()), ["summary"] = answer.Summary, ["help"] = answer.Help,
        ["evidence"] = JsonNode.Parse(ValueJson.Text(answer.Evidence, ValueJson.Masked)),
    };

    private static JsonObject With(JsonObject json, string name, string value)
    {
        json[name] = value;
        return json;
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> of) => new([.. items.Select(of)]);

    private static JsonObject Map(IEnumerable<(string Name, string Value)> entries) => new(entries.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value)));

    internal static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O");

    internal static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

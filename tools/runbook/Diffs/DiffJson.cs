using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;

namespace MeshRunbook.Cli.Diffs;

/// <summary>A comparison for programs.</summary>
internal static class DiffJson
{
    public static JsonObject Of(DiffReport report)
    {
        var json = new JsonObject
        {
            ["risk"] = ChangeText.Word(report.Risk),
            ["changes"] = report.Runbooks.Sum(one => one.Changes.Count),
            ["runbooks"] = new JsonArray([.. report.Runbooks.Select(one => (JsonNode)Of(one))]),
        };
        if (report.Runs is { } runs) json["runs"] = new JsonArray([.. runs.Select(run => (JsonNode)Of(run))]);
        return json;
    }

    private static JsonObject Of(Compared one)
    {
        var json = new JsonObject
        {
            ["path"] = one.Name, ["runbook"] = (one.New ?? one.Old)!.Name, ["risk"] = ChangeText.Word(one.IsUnchanged ? Risk.None : one.Risk),
            ["old"] = one.Old?.Source.Name, ["new"] = one.New?.Source.Name,
            ["versions"] = new JsonArray([.. one.Versions.Select(version => (JsonNode)new JsonObject
            {
                ["text"] = version.Text, ["before"] = version.Before, ["after"] = version.After,
                ["demanded"] = version.Demanded.ToString().ToLowerInvariant(), ["isEnough"] = version.IsEnough, ["lowest"] = version.Lowest,
            })]),
            ["changes"] = new JsonArray([.. one.Changes.Select(change => (JsonNode)Of(change))]),
        };
        if (one.Rendered.Count > 0)
            json["rendered"] = new JsonArray([.. one.Rendered.Select(change => (JsonNode)new JsonObject
            {
                ["address"] = change.Address, ["before"] = Texts(change.Before), ["after"] = Texts(change.After),
            })]);
        return json;
    }

    private static JsonObject Of(Change change)
    {
        var json = new JsonObject
        {
            ["kind"] = ChangeText.Word(change.Kind), ["subject"] = change.Subject, ["risk"] = ChangeText.Word(change.Risk), ["reason"] = change.Reason,
            ["demands"] = change.Demands.ToString().ToLowerInvariant(), ["text"] = change.Runbook, ["line"] = change.Location?.Line,
        };
        if (change.IsOfStep) json["addresses"] = Texts([.. change.Addresses]);
        if (change.From is { } from) json["from"] = from;
        if (change.Content is { } content) json["content"] = content;
        if (change.Field is not { } field) return json;
        if (change.IsOfStep) json["key"] = field.Path;
        json["before"] = field.Words is { } words ? Texts(words.Before) : field.Before;
        json["after"] = field.Words is { } now ? Texts(now.After) : field.After;
        return json;
    }

    private static JsonObject Of(RunVerdict run) => new()
    {
        ["run"] = run.Run, ["runbook"] = run.Runbook, ["standing"] = run.Standing, ["canMove"] = run.CanMove, ["problem"] = run.Problem,
        ["objections"] = new JsonArray([.. run.Objections.Select(objection => (JsonNode)new JsonObject { ["step"] = objection.Address.Text, ["reason"] = objection.Reason })]),
    };

    private static JsonArray? Texts(IReadOnlyList<string>? texts) => texts is null ? null : new([.. texts.Select(text => (JsonNode)text)]);
}

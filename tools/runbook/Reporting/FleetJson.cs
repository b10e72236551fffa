using System.Text.Json.Nodes;
using MeshRunbook.Cli.Reporting.Mesh;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The clusters of a run as JSON: each with how far it has come in each phase.</summary>
internal static class FleetJson
{
    public static JsonArray Of(Fleet fleet) => new([.. fleet.Clusters.Select((cluster, column) => new JsonObject
    {
        ["name"] = cluster.Name, ["context"] = cluster.Context,
        ["trust"] = cluster.Picture is { Trust: [var first, ..] } picture ? new JsonObject
        {
            ["start"] = Of(first.Counts), ["end"] = Of(picture.Trust[^1].Counts),
            ["mostPairsThatCouldNotTalk"] = picture.Pairs.IsEmpty ? 0 : picture.Pairs.Max(moment => moment.Broken),
        } : null,
        ["phases"] = new JsonArray([.. fleet.Phases.Select(phase => Of(phase, column))]),
    })]);

    private static JsonObject Of(FleetPhase phase, int column)
    {
        var json = Of(phase.Whole, column);
        json["steps"] = new JsonArray([.. phase.Steps.Where(step => step.Cells[column] is not null).Select(step => Of(step, column))]);
        return json;
    }

    private static JsonObject Of(FleetRow row, int column)
    {
        var cell = row.Cells[column];
        var json = new JsonObject { ["id"] = row.Id, ["title"] = row.Title, ["status"] = cell is null ? null : ReportJson.Camel(cell.Status.ToString()) };
        if (cell?.From is { } from) json["from"] = ReportJson.Time(from);
        if (cell?.To is { } to) json["to"] = ReportJson.Time(to);
        if (cell?.Error is { } error) json["error"] = error;
        return json;
    }

    private static JsonObject Of(TrustCounts counts)
    {
        var (trusts, signed) = Wording.Of(counts);
        return new() { ["workloads"] = counts.All, ["trusts"] = trusts, ["signedBy"] = signed };
    }
}

using System.Text.Json.Nodes;
using MeshRunbook.Execution.Testing;

namespace MeshRunbook.Cli.Testing;

/// <summary>What came of tests, for programs.</summary>
internal static class TestJson
{
    public static JsonObject Of(TestReport report)
    {
        var json = new JsonObject
        {
            ["passed"] = report.Passed,
            ["failed"] = report.Failed,
            ["seconds"] = Math.Round(report.Took.TotalSeconds, 3),
            ["tests"] = new JsonArray([.. report.Files.SelectMany(file => file.Results.Select(result => Of(file, result)))]),
        };
        if (report.Coverage is { } coverage) json["coverage"] = Of(coverage);
        return json;
    }

    private static JsonObject Of(TestedFile file, TestResult result) => new()
    {
        ["file"] = file.Name,
        ["line"] = result.At.Line,
        ["name"] = result.Name,
        ["passed"] = result.IsPassed,
        ["seconds"] = Math.Round(result.Took.TotalSeconds, 3),
        ["lastedSeconds"] = result.Lasted.TotalSeconds,
        ["failures"] = new JsonArray([.. result.Failures.Select(failure => new JsonObject
        {
            ["message"] = failure.Message,
            ["line"] = failure.At.Line,
            ["details"] = new JsonArray([.. failure.Lines.Select(line => (JsonNode)line)]),
        })]),
    };

    private static JsonObject Of(CoverageReport coverage) => new()
    {
        ["percent"] = coverage.Percent,
        ["steps"] = coverage.Steps,
        ["branches"] = coverage.Branches,
        ["reached"] = coverage.Reached,
        ["runbooks"] = new JsonArray([.. coverage.Files.Select(file => new JsonObject
        {
            ["file"] = file.Name,
            ["steps"] = file.Steps.Count(),
            ["branches"] = file.Branches.Count(),
            ["notReached"] = new JsonArray([.. file.Points.Where(point => !point.IsReached).Select(NotReached)]),
        })]),
    };

    private static JsonObject NotReached(CoveragePoint point)
    {
        var json = new JsonObject { ["address"] = point.Address, ["line"] = point.Location.Line };
        if (point.Branch is not null) json["branch"] = point.Branch;
        return json;
    }
}

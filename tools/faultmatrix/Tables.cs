using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshRunbook.FaultMatrix;

/// <summary>Tells the verdicts, to a terminal and as Markdown.</summary>
internal sealed partial class Tables(IReadOnlyList<Verdict> verdicts)
{
    public string Verdict() => string.Create(CultureInfo.InvariantCulture,
        $"fault scenarios: {verdicts.Count}, ended well: {verdicts.Count(verdict => verdict.IsGood)}, without a stop: {verdicts.Count(verdict => verdict is { IsGood: true, Stops.Count: 0 })}, mTLS probes: {verdicts.Sum(verdict => verdict.Checked):N0} checked, {verdicts.Sum(verdict => verdict.FailedProbes)} failed");

    public IEnumerable<string> ByFault() =>
        [Row("fault", "cases", "no stop", "resumed", "most stops", "not well"), .. Rows().Select(row => Row(row[0], row[1], row[2], row[3], row[4], row[5]))];

    public string Markdown(int count, int seed) => string.Join('\n',
    [
        "# The fault matrix", "",
        $"Made by `tools/fault-matrix --count {count} --seed {seed} --report tests/FAULT-MATRIX.md`.",
        "Each case is drawn from the seed and its number: a shipped runbook on a small simulated mesh, a fault, and the moment when it begins.",
        "Where the run stops, the fault is taken away and the run is resumed as its message says. A case ends well when the run ends with 0,",
        "each stop names its step, says what happened and what to type, the prober has counted no failure, the mesh is what it is without a",
        "fault, and nothing was changed twice but by a step that was tried again after it had failed. The runbooks are as shipped, but for",
        "their timeouts, whose minutes are cut to seconds.", "",
        "| fault | cases | without a stop | resumed | most stops | not well |", "|---|---:|---:|---:|---:|---:|",
        .. Rows().Select(row => $"| {string.Join(" | ", row)} |"), "", $"`{Verdict()}`", "",
        "| case | runbook | fault | begins at | ended | the first stop said |", "|---:|---|---|---:|---|---|",
        .. verdicts.Select(one => $"| {one.Case.Number} | {one.Case.Procedure} | {one.Case.Trouble.Kind}: `{one.Case.Trouble.What}` | {one.Case.Moment.ToString("0%", CultureInfo.InvariantCulture)} | {one.Ending} | {Said(one)} |"), "",
    ]);

    private IEnumerable<string[]> Rows() => verdicts.GroupBy(verdict => verdict.Case.Trouble.Kind).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new[]
    {
        group.Key, Text(group.Count()), Text(group.Count(one => one is { IsGood: true, Stops.Count: 0 })),
        Text(group.Count(one => one is { IsGood: true, Stops.Count: > 0 })), Text(group.Max(one => one.Stops.Count)), Text(group.Count(one => !one.IsGood)),
    });

    private static string Said(Verdict verdict) => verdict.Stops is [var stop, ..] ? $"`{Shortened(Folder().Replace(stop.Line, "…/")).Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal)}`" : "";

    private static string Shortened(string line) => line.Length <= 160 ? line : line[..160] + "…";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Row(string fault, string cases, string without, string resumed, string most, string bad) =>
        string.Create(CultureInfo.InvariantCulture, $"{fault,-24} {cases,6} {without,8} {resumed,8} {most,10} {bad,9}");

    /// <summary>The folder of this one matrix says nothing to whoever reads of it.</summary>
    [GeneratedRegex(@"/[^\s:]*?fault-matrix-\w+/")]
    private static partial Regex Folder();
}

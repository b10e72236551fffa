using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The few numbers that say how a run went.</summary>
internal static class Summary
{
    public static IEnumerable<(string Name, string Value, bool IsBad)> Figures(RunReport report)
    {
        if (report.Mesh?.Total is { Trust: [.., { Counts: { All: > 0 } last }] } mesh)
        {
            var (trusts, count) = Most([("trust only the old root", last.Old), ("trust both roots", last.Both), ("trust Mesh CA alone", last.New), ("have no proxy", last.Away)]);
            yield return ($"of {Words.Number(last.All)} workloads {trusts}", Words.Number(count), false);
            if (report.Probes is null && !mesh.Pairs.IsEmpty)
                yield return ("pairs that could not talk, as far as the checks saw", Words.Number(mesh.Pairs.Max(moment => moment.Broken)), mesh.Pairs.Any(moment => moment.Broken > 0));
        }

        if (report.Probes is { } probes)
        {
            yield return ($"of {Words.Number(probes.Checked)} mTLS probes failed", Words.Number(probes.Failed + probes.HandshakesFailed), probes.Failed + probes.HandshakesFailed > 0);
            if (probes.GatewayRequests > 0)
                yield return ($"of {Words.Number(probes.GatewayRequests)} gateway requests failed", Words.Number(probes.GatewayRequestsFailed), probes.GatewayRequestsFailed > 0);
        }

        yield return ($"{(report.Steps.Done == 1 ? "step" : "steps")} done{(report.Steps.Skipped > 0 ? $", {Words.Number(report.Steps.Skipped)} not needed" : "")}{(report.Steps.Failed > 0 ? $", {Words.Number(report.Steps.Failed)} failed" : "")}",
            Words.Number(report.Steps.Done), report.Steps.Failed > 0);
        yield return ($"{(report.Commands.Started == 1 ? "command" : "commands")}{(report.Commands.Failed > 0 ? $", {Words.Number(report.Commands.Failed)} did not succeed" : report.Commands.Started == 1 ? ", which succeeded" : ", all succeeded")}", Words.Number(report.Commands.Started), report.Commands.Failed > 0);
        if (report.Gates.Count > 0)
        {
            var approved = report.Gates.Count(gate => gate.End == GateEnd.Approved);
            yield return (approved == report.Gates.Count ? (approved == 1 ? "gate, approved" : "gates, all approved") : $"of {Words.Count(report.Gates.Count, "gate")} approved",
                Words.Number(approved), report.Gates.Any(gate => gate.End is GateEnd.Rejected or GateEnd.TimedOut));
        }
    }

    private static (string What, int Count) Most((string What, int Count)[] parts) => parts.MaxBy(part => part.Count);
}

using System.Text;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Testing;

/// <summary>The addresses of a runbook's steps and gates, through calls, without the keys of loops.</summary>
public sealed class StaticAddresses
{
    private readonly HashSet<string> _steps = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gates = new(StringComparer.Ordinal);

    public StaticAddresses(Plan plan) => Add(plan.Steps, "");

    public IReadOnlyCollection<string> Steps => _steps;

    public IReadOnlyCollection<string> Gates => _gates;

    /// <summary>Whether a pattern of addresses, with keys or without, means any of <paramref name="addresses"/>.</summary>
    public static bool IsAmong(IReadOnlyCollection<string> addresses, string pattern)
    {
        var without = new Pattern(WithoutKeys(pattern));
        return without.IsOpen ? addresses.Any(without.Matches) : addresses.Contains(without.Text);
    }

    /// <summary>An address, or a pattern of addresses, with `[KEY]` taken out, or with something put in its place.</summary>
    public static string WithoutKeys(string address, string instead = "")
    {
        if (!address.Contains('[', StringComparison.Ordinal)) return address;
        var text = new StringBuilder(address.Length);
        for (var at = 0; at < address.Length; at++)
        {
            var end = address[at] == '[' ? address.IndexOf(']', at) : -1;
            if (end < 0) text.Append(address[at]);
            else text.Append(instead);
            if (end >= 0) at = end;
        }

        return text.ToString();
    }

    private void Add(IEnumerable<Step> steps, string above)
    {
        foreach (var step in steps)
        {
            var address = above + step.Id;
            _steps.Add(address);
            if (step is ApproveStep) _gates.Add(address);
            if (step is ForEachStep { FirstGate: not null }) _gates.Add(address + "/first");
            switch (step)
            {
                case ForEachStep loop: Add(loop.Steps, address + "/"); break;
                case CallStep call: Add(call.Callee.Steps, address + "/"); break;
                case ParallelStep parallel:
                    foreach (var branch in parallel.Branches) Add(branch.Steps, $"{address}/{branch.Id}/");
                    break;
                default: break;
            }
        }
    }
}

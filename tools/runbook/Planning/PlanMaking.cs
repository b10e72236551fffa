using System.Security.Cryptography;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Planning;

/// <summary>Makes plans: looks at the runbook and at the world, and changes nothing.</summary>
/// <param name="Asks">Whether the probes are asked.</param>
/// <param name="LooksAround">Whether tools and clusters are asked who they are, so that the plan can be saved.</param>
internal sealed record PlanMaking(Wiring Wiring, bool Asks = true, bool LooksAround = true)
{
    /// <param name="compilation">A valid runbook and the texts it rests on.</param>
    /// <param name="files">From where parameters came.</param>
    /// <param name="like">An earlier plan with which this one is to be compared; null for none.</param>
    public async Task<SavedPlan> MakeAsync(Compilation compilation, BoundParameters bound, IReadOnlyList<string> files, SavedPlan? like = null)
    {
        var plan = compilation.Plan!;
        var steps = PlanPreview.Of(plan, bound.Values, Wiring.Engine.Actor);
        var tools = LooksAround ? Tools.VersionsAsync(plan, Wiring.Commands) : Task.FromResult<IReadOnlyList<(string Tool, string? Version)>>([]);
        var clusters = LooksAround ? new PlannedClusters(Wiring.Identities).AskAsync(steps) : Task.FromResult<IReadOnlyList<PlannedCluster>>([]);
        var probes = Asks ? await ProbeRound.AskAsync(steps, bound.Values, Wiring.Conditions) : ProbeRound.None;
        var key = like?.DigestKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return new SavedPlan
        {
            MadeAt = Wiring.Time.GetUtcNow(),
            MadeBy = Wiring.Engine.Actor,
            MadeWith = Wiring.Engine.Version,
            Runbook = new(plan.Name, plan.Version, plan.Title, Path.GetFullPath(plan.Source.Name), plan.Digest),
            StateFolder = Wiring.Folder,
            WorkingFolder = Environment.CurrentDirectory,
            Lock = plan.Lock is null ? null : Start.LockKey(plan.Lock, bound.Values),
            Parameters = Sealed(bound.Values, key),
            GivenByHand = [.. bound.GivenByHand.Order(StringComparer.Ordinal)],
            ParameterFiles = [.. files.Select(Path.GetFullPath)],
            DigestKey = key,
            Tools = [.. (await tools).Select(tool => new PlannedTool(tool.Tool, tool.Version))],
            Clusters = [.. await clusters],
            Steps = [.. steps.Select(step => PlannedStep.Of(step, probes.Of(step)))],
            Texts = [.. compilation.ToPin().Select(Start.Pinned)],
        };
    }

    private static MapValue Sealed(MapValue parameters, string key)
    {
        var masker = new Masker();
        masker.AddSecretsIn(parameters);
        return (MapValue)new Vault(Convert.FromBase64String(key), _ => null).Seal(masker.Caught(parameters));
    }
}

using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Cli.Planning;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Running;

/// <summary>Starts new runs.</summary>
internal static class Start
{
    /// <param name="compilation">A valid runbook and the texts it rests on.</param>
    /// <param name="planned">The plan that the run carries out, which is as the world is; null for none.</param>
    public static async Task<(RunEnd End, IRun Run)> RunAsync(
        Wiring wiring, Compilation compilation, BoundParameters bound, Display display, string? rollbackOf = null, Surroundings? surroundings = null,
        SavedPlanFile? planned = null)
    {
        var plan = compilation.Plan!;
        await Tools.CheckAsync(plan, wiring.Commands);
        var key = plan.Lock is null ? null : surroundings?.LockPrefix + LockKey(plan.Lock, bound.Values);
        var now = wiring.Time.GetUtcNow();
        var record = new RunRecord(RunId.New(now, plan.Name), plan.Name, plan.Version, plan.Digest, now, wiring.Engine.Actor, rollbackOf)
        {
            SecretSources = bound.SecretSources,
            Format = RunRecord.LatestFormat,
            DigestKey = planned?.Plan.DigestKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            SavedPlan = planned?.Digest,
            Path = Path.GetFullPath(plan.Source.Name),
        };
        // A plan is carried out once: who is second waits here in vain, and who comes later finds the run.
        await using var once = planned is null ? null : await Session.LockAsync(wiring, $"saved plan {planned.Digest[..16]}", record.Id);
        if (planned is not null) await planned.RefuseIfAppliedAsync(wiring.Store);
        // Taken before the run is made, so that a refused start leaves nothing behind, and kept until it ends.
        await using var locked = key is null ? null : await Session.LockAsync(wiring, key, record.Id);
        var texts = compilation.ToPin().Select(Pinned);
        if (planned is not null) texts = texts.Append(planned.Pinned);
        var run = await wiring.Store.CreateAsync(record, [.. texts], CancellationToken.None);
        surroundings?.Made?.Invoke(run);
        var state = await new Snapshot(run, null).StateAsync(plan, new MapValue([]));
        var session = surroundings is null ? new Session(wiring, run, state, display) : surroundings.Session(wiring, run, state, display);
        return (await session.StartAsync(new Beginning(bound.Values, key, rollbackOf, SavedPlan: planned?.Digest)), run);
    }

    public static PinnedSource Pinned(Language.Text.SourceText source) =>
        new(source.Name, source.Content, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Content))));

    /// <exception cref="Refusal">The key depends on something that is not known.</exception>
    public static string LockKey(Template template, MapValue parameters)
    {
        var key = Rendering.Text(template, new ParameterScope(parameters));
        if (key.HasValue && key.Value.IsSecret)
            throw Refusal.Invalid("the lock would show a secret: whoever finds it taken reads its name", "leave secrets out of `lock` in the runbook");
        return key.HasValue ? ValueText.Of(key.Value) ?? "" : throw Refusal.Invalid($"the lock cannot be told: {key.Problem}", "correct `lock` in the runbook");
    }

    private sealed class ParameterScope(MapValue parameters) : IScope
    {
        public Evaluated Resolve(Reference reference) => reference is ParameterReference parameter
            ? parameters[parameter.Name] ?? Value.Null
            : Evaluated.Unknown(reference.ToString());
    }
}

using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Runs;

/// <summary>The texts of a run as they were when it started.</summary>
internal sealed class PinnedSources(IReadOnlyList<PinnedSource> sources) : ISources
{
    public SourceText? Open(SourceText from, string path)
    {
        var name = DiskSources.NameOf(from, path);
        return sources.FirstOrDefault(source => source.Name == name) is { } pinned ? new SourceText(name, pinned.Content) : null;
    }

    /// <summary>The plan of a run, compiled from its pinned texts.</summary>
    /// <exception cref="Refusal">The texts are damaged, or were written for another version of the language.</exception>
    public static async Task<Plan> PlanOfAsync(IRun run)
    {
        var sources = await run.SourcesAsync(CancellationToken.None);
        // Whoever wants the plan wants to know next what became of it.
        run.ReadAhead();
        var compilation = Compile(sources, sources[0]);
        return compilation.Plan ?? throw new Refusal(
            ExitCode.Refused, $"the runbook that run {run.Record.Id} has pinned cannot be read by this version of runbook",
            $"it was started with {run.Record.Runbook} {run.Record.Version}; go on with the version of runbook that started it")
        {
            Details = Language.Diagnostics.DiagnosticRenderer.Render(compilation.Diagnostics),
        };
    }

    public static Compilation Compile(IReadOnlyList<PinnedSource> sources, PinnedSource main) =>
        RunbookCompiler.Compile(new SourceText(main.Name, main.Content), new PinnedSources(sources));
}

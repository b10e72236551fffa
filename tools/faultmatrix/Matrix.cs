using System.Collections.Concurrent;

namespace MeshRunbook.FaultMatrix;

/// <summary>Plays cases, and the same procedures without a fault to compare with.</summary>
internal sealed class Matrix(Workshop workshop, int seed, Results results) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Whole>>> _whole = new();
    private int _folders;

    public async Task<IReadOnlyList<Verdict>> RunAsync(IEnumerable<int> numbers, int parallel)
    {
        var verdicts = new ConcurrentBag<Verdict>();
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (number, _) =>
        {
            var verdict = results.Of(number) ?? results.Add(await PlayAsync(Case.Draw(seed, number)));
            verdicts.Add(verdict);
            foreach (var line in verdict.Lines()) Console.Out.WriteLine(line);
        });
        return [.. verdicts.OrderBy(verdict => verdict.Case.Number)];
    }

    public void Dispose() => workshop.Dispose();

    private async Task<Verdict> PlayAsync(Case one)
    {
        var home = workshop.NewFolder($"case-{one.Number}");
        try
        {
            var whole = await WholeAsync(one.Procedure);
            await using var mesh = await Mesh.UpAsync(workshop, home, one.Procedure.Mesh);
            var verdict = await PlayAsync(one, whole, mesh);
            if (verdict.IsGood || !workshop.Keeps) Directory.Delete(home, recursive: true);
            return verdict;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException)
        {
            return new(one, [], [$"the case could not be played: {problem.Message}"], 0, 0) { IsPlayed = false };
        }
    }

    private async Task<Verdict> PlayAsync(Case one, Whole whole, Mesh mesh)
    {
        var begin = await PrepareAsync(one.Procedure, mesh);
        var before = (await mesh.MutationsAsync()).Count;
        var player = new Player(workshop, mesh);
        player.Expect(one.Trouble, (int)(one.Moment * whole.Steps));
        var done = await player.PlayAsync(begin, "");
        var problems = player.Problems.ToList();
        await mesh.RepairAsync(one.Trouble);
        if (done) problems.AddRange(await DifferencesAsync(mesh, whole.State));
        else if (problems.Count == 0) problems.Add("did not end well");
        problems.AddRange(Repeated(player, whole, [.. (await mesh.MutationsAsync()).Skip(before)]));
        var report = await mesh.ReportAsync();
        var failed = (long)report["failed"]! + (long)report["handshakesFailed"]! + (long)report["gatewayRequestsFailed"]!;
        if (failed > 0) problems.Add($"{failed} probes failed: {report["firstFailures"]!.ToJsonString()}");
        return new(one, player.Stops, problems, (long)report["checked"]!, failed);
    }

    /// <summary>The procedure without a fault, played once for all its cases.</summary>
    private async Task<Whole> WholeAsync(Procedure procedure)
    {
        try
        {
            return await _whole.GetOrAdd(procedure.Name, _ => new(() => PlayWholeAsync(procedure))).Value;
        }
        catch (InvalidOperationException)
        {
            // The machine may have been too busy: the next case tries again.
            _whole.TryRemove(procedure.Name, out _);
            throw;
        }
    }

    private async Task<Whole> PlayWholeAsync(Procedure procedure)
    {
        var name = procedure.Name;
        await using var mesh = await Mesh.UpAsync(workshop, workshop.NewFolder($"whole-{name.Replace(' ', '-')}-{Interlocked.Increment(ref _folders)}"), procedure.Mesh);
        var begin = await PrepareAsync(procedure, mesh);
        var before = (await mesh.MutationsAsync()).Count;
        var player = new Player(workshop, mesh);
        if (!await player.PlayAsync(begin, "")) throw new InvalidOperationException($"{name} does not succeed without a fault: {string.Join("; ", player.Stops)}");
        var mutations = (await mesh.MutationsAsync()).Skip(before).CountBy(mutation => mutation.What).ToDictionary();
        return new(player.Steps, await mesh.StateAsync(), mutations);
    }

    /// <summary>Plays what comes before the case, and gives the words that begin the case.</summary>
    private async Task<string[]> PrepareAsync(Procedure procedure, Mesh mesh)
    {
        if (procedure.Prelude is not { } prelude) return await WordsAsync(procedure.Runbook, procedure.Parameters, mesh);
        var player = new Player(workshop, mesh);
        if (!await player.PlayAsync(await WordsAsync(prelude.Runbook, prelude.Parameters, mesh), prelude.Rejects))
            throw new InvalidOperationException($"{prelude.Runbook} did not prepare the case: {string.Join("; ", player.Stops)}");
        return ["rollback", player.Run];
    }

    private async Task<string[]> WordsAsync(string runbook, string parameters, Mesh mesh)
    {
        var file = Path.Combine(mesh.Home, runbook.Replace(".yaml", ".params.yaml", StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, parameters.Replace("${dir}", mesh.Folder, StringComparison.Ordinal));
        return ["execute", Path.Combine(workshop.Runbooks, runbook), "--params", file];
    }

    /// <summary>Pods may still be on their way when a run has ended; the mesh gets a while to come to rest.</summary>
    private static async Task<IEnumerable<string>> DifferencesAsync(Mesh mesh, string wanted)
    {
        var state = "";
        for (var attempt = 0; attempt < 20; attempt++)
        {
            state = await mesh.StateAsync();
            if (state == wanted) return [];
            await Task.Delay(250);
        }

        var (before, after) = (wanted.Split('\n'), state.Split('\n'));
        return [$"another end state: {string.Join(" | ", before.Except(after).Take(4).Select(line => "lacks " + line.Trim()).Concat(after.Except(before).Take(4).Select(line => "has " + line.Trim())))}"];
    }

    /// <summary>Changes made more often than without a fault are right only while a step was tried again.</summary>
    private static IEnumerable<string> Repeated(Player player, Whole whole, IReadOnlyList<Mutation> mutations)
    {
        if (player.Run.Length == 0) return [];
        var journal = new Journal(player.JournalFile);
        var twice = mutations.GroupBy(mutation => mutation.What)
            .Where(group => group.Count() - group.Count(mutation => journal.TriedAgain(mutation.Time)) > whole.Mutations.GetValueOrDefault(group.Key))
            .Select(group => $"done twice: {group.Key}");
        return [.. journal.Repeated.Select(address => $"ran again after it was done: {address}"), .. twice];
    }

    /// <param name="Steps">How many steps it does.</param>
    /// <param name="Mutations">How often each change was made.</param>
    private sealed record Whole(int Steps, string State, IReadOnlyDictionary<string, int> Mutations);
}

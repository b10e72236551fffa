namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>In what a course with crashes differs from the one without.</summary>
/// <param name="IsSame">It ended as the other did, with the same mesh, and no mutation is missing.</param>
/// <param name="Repeated">Mutations that were applied again although no probe had asked for that.</param>
/// <param name="AskedFor">Mutations that were applied again because the step's probe had said that it had not done its work.</param>
/// <param name="Problems">What differs, for people.</param>
internal sealed record Judgement(bool IsSame, int Repeated, int AskedFor, IReadOnlyList<string> Problems)
{
    public bool IsGood => IsSame && Repeated == 0;

    public static Judgement Of(Course whole, Course crashed)
    {
        if (crashed.ExitCode != ExitCode.Done)
            return new(false, 0, 0, [$"it ended with exit status {crashed.ExitCode}:", .. crashed.Said.Split('\n').Select(line => $"  {line}")]);
        var problems = Differences.Say("the mesh is another one at the end (without a crash -> with it)", whole.End, crashed.End).ToList();
        var expected = whole.Mutations.ToLookup(mutation => mutation.What);
        var seen = crashed.Mutations.ToLookup(mutation => mutation.What);
        foreach (var missing in expected.Where(each => seen[each.Key].Count() < each.Count())) problems.Add($"missing: {missing.Key}");
        var isSame = problems.Count == 0;
        var before = CommandAttempt.In(whole.Journal);
        var again = CommandAttempt.In(crashed.Journal).Where(attempt => attempt.IsAskedFor).ToList();
        var (repeated, askedFor) = (0, 0);
        foreach (var each in seen.Where(each => each.Count() > expected[each.Key].Count()))
        {
            var more = each.Count() - expected[each.Key].Count();
            // A step may do again only what it does anyway.
            var steps = before.Where(attempt => expected[each.Key].Any(mutation => attempt.Has(mutation.Time))).Select(attempt => attempt.Address).ToHashSet();
            var allowed = Math.Min(more, each.Count(mutation => again.Exists(attempt => attempt.Has(mutation.Time) && (steps.Count == 0 || steps.Contains(attempt.Address)))));
            askedFor += allowed;
            if (allowed == more) continue;
            repeated += more - allowed;
            problems.Add($"applied {each.Count()} times, {expected[each.Key].Count()} without a crash: {each.Key}");
        }

        return new(isSame, repeated, askedFor, problems);
    }
}

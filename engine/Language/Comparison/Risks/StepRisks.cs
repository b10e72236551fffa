using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What a change of a step can bring about.</summary>
internal static class StepRisks
{
    private static readonly string[] Places = ["--context", "--kubeconfig", "--project", "--cluster", "--namespace", "-n"];

    public static Judgement OfField(StepPair pair, FieldChange change) => change.First switch
    {
        _ when change.IsWording => Judgement.Wording,
        "kind" => OfKind(pair),
        "when" => OfWhen(pair, change),
        "timeout" => OfTimeout(change),
        "retry" => OfRetry(pair, change),
        "probe" => ConditionRisks.OfProbe(change),
        "repeatable" => change.After == "true"
            ? new(Risk.Medium, "after a crash it is done again without asking anybody")
            : new(Risk.Low, "after a crash a person is asked, or its probe"),
        "sensitive" => change.After == "true" ? new(Risk.Low, "what it prints is kept secret") : new(Risk.High, "what it prints is no longer kept secret"),
        "outputs" => OutputRisks.Of(change, "later steps"),
        "success" => OfSuccess(change),
        "run" or "shell" => OfCommand(change),
        "env" => new(Risk.Medium, "the script gets another value"),
        "wait" or "verify" => ConditionRisks.OfChecks(change),
        "every" => new(Risk.Low, "it is asked in another rhythm"),
        "approve" or "gate" => GateRisks.Of(change),
        "forEach" => new(Risk.Medium, "it goes through other items"),
        "as" => new(Risk.Low, "the item has another name in expressions"),
        "key" => new(Risk.Medium, "items have other names in journals and logs"),
        "first" => OfFirst(change),
        "maxParallel" => OfMaxParallel(pair, change),
        "maxFailures" => OfMaxFailures(change),
        "call" => new(Risk.Medium, "another runbook is called"),
        "with" => new(Risk.Medium, "the called runbook gets another value"),
        "parallel" => new(Risk.Medium, change.After is null ? "a branch is gone" : "a branch is new"),
        _ => new(Risk.Medium, $"`{change.First}` has another value"),
    };

    public static Judgement OfAdded(Step step, Meaning? content)
    {
        if (DestructiveCommands.In(content).FirstOrDefault() is { } destructive) return new(Risk.High, $"a destructive command is new: `{destructive}`");
        return step switch
        {
            CallStep call when Everything.In(call.Callee).SelectMany(Everything.CommandsOf).SelectMany(DestructiveCommands.In).FirstOrDefault() is { } inside =>
                new(Risk.High, $"a runbook with a destructive command is called now: `{inside}`"),
            RunStep or ShellStep => new(Risk.Medium, "a command is new"),
            CallStep => new(Risk.Medium, "a runbook is called now"),
            ApproveStep => new(Risk.Low, "people are asked here now"),
            VerifyStep or WaitStep => new(Risk.Low, "something more must hold"),
            CheckpointStep => new(Risk.Low, "what stands before it is not probed again on resume"),
            _ => new(Risk.Medium, "its steps are new"),
        };
    }

    public static Judgement OfRemoved(Step step) => step switch
    {
        ApproveStep => new(Risk.High, "a gate is gone: nobody is asked any more"),
        VerifyStep => new(Risk.High, "a check is gone"),
        WaitStep => new(Risk.High, "nothing waits for this any more"),
        ForEachStep { FirstGate: not null } => new(Risk.High, "a loop with a gate is gone"),
        CallStep call when Everything.In(call.Callee).Any(inner => inner is ApproveStep or VerifyStep or ForEachStep { FirstGate: not null }) =>
            new(Risk.High, "a runbook with gates or checks is no longer called"),
        CheckpointStep => new(Risk.Medium, "more is probed again on resume, and runs cannot go on from here"),
        RunStep or ShellStep => new(Risk.Medium, "a command is no longer run"),
        _ => new(Risk.Medium, "its steps are no longer done"),
    };

    private static Judgement OfKind(StepPair pair) => pair.Old switch
    {
        ApproveStep or VerifyStep or WaitStep => OfRemoved(pair.Old),
        _ => new(Risk.Medium, "another kind of step does this now"),
    };

    private static Judgement OfWhen(StepPair pair, FieldChange change) => (change.Before, change.After) switch
    {
        (null, _) when pair.New is ApproveStep or VerifyStep or WaitStep => new(Risk.High, "the check may now be left out"),
        (null, _) => new(Risk.Medium, "it may now be left out"),
        (_, null) => new(Risk.Medium, "it is now always done"),
        _ when pair.New is ApproveStep or VerifyStep => new(Risk.High, "the check is left out under another condition"),
        _ => new(Risk.Medium, "it is left out under another condition"),
    };

    private static Judgement OfTimeout(FieldChange change) => change switch
    {
        { After: null } => new(Risk.Medium, "no time of its own ends it any more"),
        { Before: null } => new(Risk.Medium, "it is ended when this time has passed"),
        _ when Amounts.OfDurations(change) > 0 => new(Risk.Low, "it may take longer"),
        _ when Amounts.OfDurations(change) < 0 => new(Risk.Medium, "it is ended sooner"),
        _ => new(Risk.Medium, "it is ended after another time"),
    };

    private static Judgement OfRetry(StepPair pair, FieldChange change)
    {
        var acts = pair.New is RunStep or ShellStep && pair.New is { Probe: null, IsRepeatable: false };
        var more = change.Before is null || (change.Last == "attempts" && Amounts.OfNumbers(change, 1) is null or > 0);
        return more && acts
            ? new(Risk.Medium, "a command is repeated although no probe tells whether it was done")
            : new(Risk.Low, change.After is null ? "it is not tried again" : "it is tried again in another way");
    }

    private static Judgement OfSuccess(FieldChange change) =>
        Codes(change.New).Except(Codes(change.Old)).Any()
            ? new(Risk.Medium, "more exit statuses count as success")
            : new(Risk.Low, "fewer exit statuses count as success");

    private static string[] Codes(Meaning? meaning) => meaning is ListMeaning list ? [.. list.Items.Select(item => item.Shown)] : ["0"];

    private static Judgement OfCommand(FieldChange change)
    {
        var gained = DestructiveCommands.Gained(change.Old, change.New);
        if (gained.Count > 0) return new(Risk.High, $"a destructive command is new: `{gained[0]}`");
        if (IsDryRun(change.Old) && !IsDryRun(change.New)) return new(Risk.High, "it is no longer a dry run");
        if (DestructiveCommands.In(change.New).FirstOrDefault() is { } destructive) return new(Risk.High, $"a destructive command works on something else: `{destructive}`");
        if (change.Words is { } words && Places.FirstOrDefault(flag => ValueOf(words.Before, flag) != ValueOf(words.After, flag)) is { } place)
            return new(Risk.High, $"it works in another place: `{place}`");
        return new(Risk.Medium, change.First == "run" ? "another command is run" : "another script is run");
    }

    private static bool IsDryRun(Meaning? meaning) => meaning?.Shown is { } text && (text.Contains("--dry-run", StringComparison.Ordinal) || text.Contains("--dry_run", StringComparison.Ordinal));

    private static string? ValueOf(IReadOnlyList<string> words, string flag)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == flag) return i + 1 < words.Count ? words[i + 1] : "";
            if (words[i].StartsWith(flag + "=", StringComparison.Ordinal)) return words[i][(flag.Length + 1)..];
        }

        return null;
    }

    private static Judgement OfFirst(FieldChange change) => (change.Before, change.After) switch
    {
        (null, _) => new(Risk.Low, "some items go before all others now"),
        (_, null) => new(Risk.High, "no items go before all others any more"),
        _ => new(Risk.Medium, "other items go first"),
    };

    private static Judgement OfMaxParallel(StepPair pair, FieldChange change)
    {
        // All branches at once, but one item of a loop, where nothing is said.
        var order = Amounts.OfNumbers(change, pair.New is ParallelStep ? int.MaxValue : 1);
        return order switch
        {
            > 0 => new(Risk.High, "more is done at once than before"),
            null => new(Risk.Medium, "another number is done at once"),
            _ => new(Risk.Low, "less is done at once"),
        };
    }

    private static Judgement OfMaxFailures(FieldChange change) => Amounts.OfNumbers(change, 0) switch
    {
        > 0 => new(Risk.High, "more items may fail before it stops"),
        null => new(Risk.Medium, "another number of items may fail before it stops"),
        _ => new(Risk.Low, "it stops sooner when items fail"),
    };
}

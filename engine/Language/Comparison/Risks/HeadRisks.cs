namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What a change beside the steps can bring about: of parameters, lock, cluster and the like.</summary>
internal static class HeadRisks
{
    public static Judgement Of(FieldChange change) => change.First switch
    {
        "metadata" => OfMetadata(change),
        "parameters" => OfParameter(change),
        "requires" => change.After is null
            ? new(Risk.Medium, "that a tool is missing is seen only when it is used")
            : new(Risk.Low, "something else must be installed"),
        "lock" => change.After is null ? new(Risk.High, "two runs may work on one target at the same time")
            : change.Before is null ? new(Risk.Low, "one run at a time is active now")
            : new(Risk.Medium, "other runs are kept apart"),
        "cluster" => new(Risk.High, "conditions look at another cluster"),
        "env" => new(Risk.Medium, "all commands get another environment"),
        "outputs" => OutputRisks.Of(change, "callers and the rollback"),
        _ => new(Risk.Medium, $"`{change.First}` has another value"),
    };

    private static Judgement OfMetadata(FieldChange change) => change.Last switch
    {
        "title" or "description" => Judgement.Wording,
        "version" => new(Risk.None, "the version itself"),
        "rollback" => change.After is null ? new(Risk.High, "nothing takes a run back any more")
            : change.Before is null ? new(Risk.Low, "a runbook takes a run back now")
            : new(Risk.Medium, "another runbook takes a run back"),
        "name" => new(Risk.Medium, "runs and journals know it by its old name"),
        _ => new(Risk.Medium, $"`{change.Path}` has another value"),
    };

    private static Judgement OfParameter(FieldChange change)
    {
        if (!change.IsInner)
        {
            if (change.After is null) return new(Risk.Medium, "whoever gives it is refused");
            return ParameterText.IsRequired(change.New)
                ? new(Risk.Medium, "whoever starts or calls the runbook must give it")
                : new(Risk.Low, "it may be given");
        }

        return change.Last switch
        {
            "description" => Judgement.Wording,
            "default" => change.Before is null ? new(Risk.Low, "it need not be given any more")
                : change.After is null ? new(Risk.Medium, "whoever starts or calls the runbook must give it")
                : new(Risk.Medium, "whoever does not give it gets another value"),
            "secret" => change.After == "true" ? new(Risk.Low, "the value is kept secret") : new(Risk.High, "the value is no longer kept secret"),
            "optional" => change.After == "true" ? new(Risk.Low, "it need not be given any more") : new(Risk.Medium, "it must be given"),
            _ => new(Risk.Medium, "it takes other values"),
        };
    }
}

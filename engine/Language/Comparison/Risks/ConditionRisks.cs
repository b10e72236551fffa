namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What a change of conditions can bring about: of `verify` and `wait`, and of a probe.</summary>
internal static class ConditionRisks
{
    public static Judgement OfChecks(FieldChange change)
    {
        if (change.Last == "otherwise") return Judgement.Wording;
        if (change.IsWhole) return change.After is null
            ? new(Risk.High, "a check is gone")
            : change.Before is null ? new(Risk.Low, "something more must hold") : new(Risk.Medium, "something else must hold");
        return AsksForLess(change) ? new(Risk.High, "the check asks for less") : new(Risk.Medium, "the check asks something else");
    }

    public static Judgement OfProbe(FieldChange change)
    {
        if (change.Path == "probe") return change.After is null
            ? new(Risk.High, "the probe is gone: after a crash nobody knows whether the step was done")
            : new(Risk.Low, "a probe tells now whether the step was done");
        return AsksForLess(change)
            ? new(Risk.High, "the probe asks for less: it may hold though the step was not done")
            : new(Risk.Medium, "another effect tells whether the step was done");
    }

    private static bool AsksForLess(FieldChange change) => (change.Old, change.New) switch
    {
        (ListMeaning before, ListMeaning after) => after.Items.All(item => before.Items.Any(old => Meaning.AreSame(old, item))) && after.Items.Length < before.Items.Length,
        _ when change.Last == "minimum" => Amounts.OfNumbers(change, 1) < 0,
        (null, TextMeaning { Text: "ignore" or "true" }) => change.Last is "withoutSidecar" or "insecure" or "allow",
        (not null, null) => change.Last is not ("namespace" or "namespaces" or "context" or "kubeconfig" or "istioctl" or "withoutSidecar" or "insecure"),
        _ => false,
    };
}

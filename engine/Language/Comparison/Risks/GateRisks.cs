namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What a change of a gate can bring about: `approve`, or `gate` of a loop.</summary>
internal static class GateRisks
{
    public static Judgement Of(FieldChange change)
    {
        if (change.Path == change.First) return OfWhole(change);
        return change.Last switch
        {
            "approvers" => OfApprovers(change),
            "minApprovals" => Amounts.OfNumbers(change, 1) < 0
                ? new(Risk.High, $"fewer approvals are enough: {change.After ?? "1"} where it was {change.Before ?? "1"}")
                : new(Risk.Low, "more approvals are needed"),
            "notBy" => change.After is null
                ? new(Risk.High, "whoever starts the run may approve it")
                : new(Risk.Low, "whoever starts the run may no longer approve it"),
            "timeout" => new(Risk.Low, "the gate waits for another time"),
            "onReject" => new(Risk.Medium, change.After == "rollback" ? "a no starts the rollback" : "a no no longer starts the rollback"),
            _ => new(Risk.Low, "people are asked something else"),
        };
    }

    private static Judgement OfWhole(FieldChange change) => (change.Old, change.New) switch
    {
        (MapMeaning, _) => new(Risk.High, "a gate is gone: nobody is asked any more"),
        (_, MapMeaning) => new(Risk.Low, "people are asked here now"),
        _ => new(Risk.Low, "no gate was here, and none is"),
    };

    private static Judgement OfApprovers(FieldChange change)
    {
        if (change.New is not ListMeaning after) return new(Risk.High, "anybody may approve");
        if (change.Old is not ListMeaning before) return new(Risk.Low, "only these may approve");
        var added = after.Items.Where(item => !before.Items.Any(old => Meaning.AreSame(old, item))).Select(item => item.Shown).ToList();
        return added.Count > 0 ? new(Risk.High, $"others may approve: {string.Join(", ", added)}") : new(Risk.Low, "fewer may approve");
    }
}

using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Planning;

public sealed class StalenessTests
{
    private static readonly SavedPlan Plan = Plans.Of(new Stage(
        """
          - {id: act, run: "do {{ params.word }}", probe: {command: is it}}
          - {id: never, when: "{{ params.word == 'x' }}", run: do never, repeatable: true}
          - id: each
            forEach: "{{ ['a', 'b'] }}"
            as: item
            steps: [{id: one, run: "do {{ item }}", repeatable: true}]
          - {id: ok, approve: {title: "Go on?", approvers: ["ann"]}}
        """,
        "parameters: {word: {type: string}, key: {type: string, secret: true}}")
    {
        Parameters = Plans.Values(("word", Value.Of("hi")), ("key", new TextValue("hmac-sha256:00") { IsSecret = true })),
    });

    public static TheoryData<string, string, string> Changes => new()
    {
        { "context", "the plan was made for another cluster: context east is not the one that it was", "https://10.0.0.1 (uid-1) → https://10.0.0.1 (uid-2)" },
        { "server", "context east is reached at another address", "https://10.0.0.1 (uid-1) → https://10.0.0.2 (uid-1)" },
        { "unreachable", "context east cannot be looked at, so that it is not known whether it is the same cluster", "https://10.0.0.1 (uid-1) → no answer" },
        { "reachable", "context east could not be looked at when the plan was made, and now it can", "no answer → https://10.0.0.1 (uid-1)" },
        { "parameter", "the parameter `word` has another value now", "hi → ho" },
        { "secret", "the secret parameter `key` has another value than when the plan was made", "*** → ***" },
        { "tool", "the tool `kubectl` has another version", "1.30.2 → 1.31.0" },
        { "tool gone", "the tool `kubectl` has another version", "1.30.2 → none" },
        { "command", "the step `act` does something else", "do hi → do ho" },
        { "step gone", "the step `act` is no longer there", "do hi → " },
        { "step new", "the step `more` is new", " → do hi" },
        { "skipped", "whether the step `never` runs is another", "it is left out → it runs" },
        { "items", "`each` goes through other items", "a, b → a" },
        { "gate", "the gate `ok` is another", "Go on? (ann) → Go on? (bob)" },
        { "probe", "the probe of `act` gives another answer", "does not hold: not yet → holds: it is there" },
        { "probe unknown", "the probe of `act` gives another answer", "does not hold: not yet → cannot tell: no answer" },
        { "lock", "the lock is another", "mesh/x → none" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_is_no_longer_as_it_was_is_named_with_what_it_was_and_is(string change, string what, string values)
    {
        var (then, now) = Changed(change);

        var difference = Assert.Single(Staleness.Of(then, now));

        Assert.Equal((what, values), (difference.What, $"{difference.Then} → {difference.Now}"));
    }

    [Fact]
    public void What_has_not_changed_or_says_nothing_of_the_world_is_no_difference()
    {
        var unreachable = Plan with { Clusters = [new(null, "east", null, null, "no answer")] };

        Assert.Empty(Staleness.Of(Plan, Plan with { MadeAt = DateTimeOffset.MaxValue, MadeBy = "bob@host", MadeWith = "2.0" }));
        Assert.Empty(Staleness.Of(unreachable, unreachable with { Clusters = [unreachable.Clusters[0] with { Problem = "no answer again" }] }));
        Assert.Empty(Staleness.Of(Plan, Plan.With("act", step => step with { Probe = step.Probe! with { Summary = "not yet, 3 of 4" } })));
    }

    private static (SavedPlan Then, SavedPlan Now) Changed(string change) => change switch
    {
        "context" => (Plan, Cluster(one => one with { Uid = "uid-2" })),
        "server" => (Plan, Cluster(one => one with { Server = "https://10.0.0.2" })),
        "unreachable" => (Plan, Cluster(one => new(null, "east", null, null, "no answer"))),
        "reachable" => (Cluster(one => new(null, "east", null, null, "no answer")), Plan),
        "parameter" => (Plan, Parameter("word", Value.Of("ho"))),
        "secret" => (Plan, Parameter("key", new TextValue("hmac-sha256:01") { IsSecret = true })),
        "tool" => (Plan, Plan with { Tools = [new("kubectl", "1.31.0"), Plan.Tools[1]] }),
        "tool gone" => (Plan, Plan with { Tools = [new("kubectl", null), Plan.Tools[1]] }),
        "command" => (Plan, Plan.With("act", step => step with { Command = ["do", "ho"] })),
        "step gone" => (Plan, Plan with { Steps = Plan.Steps.RemoveAt(0) }),
        "step new" => (Plan, Plan with { Steps = Plan.Steps.Add(Plan.Steps[0] with { Address = new("more"), Probe = null }) }),
        "skipped" => (Plan, Plan.With("never", step => step with { WillRun = true })),
        "items" => (Plan, Plan.With("each", step => step with { Items = ["a"] })),
        "gate" => (Plan, Plan.With("ok", step => step with { Approvers = ["bob"] })),
        "probe" => (Plan, Plan.With("act", step => step with { Probe = step.Probe! with { Verdict = Verdict.Holds, Summary = "it is there" } })),
        "probe unknown" => (Plan, Plan.With("act", step => step with { Probe = step.Probe! with { Verdict = Verdict.CannotTell, Summary = "no answer" } })),
        "lock" => (Plan, Plan with { Lock = null }),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private static SavedPlan Cluster(Func<PlannedCluster, PlannedCluster> change) => Plan with { Clusters = [change(Plan.Clusters[0])] };

    private static SavedPlan Parameter(string name, Value value) =>
        Plan with { Parameters = new([.. Plan.Parameters.Entries.Select(entry => entry.Key == name ? KeyValuePair.Create(name, value) : entry)]) };
}

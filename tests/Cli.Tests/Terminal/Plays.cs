using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Tests.Terminal;

/// <summary>Runs at moments that are worth looking at.</summary>
internal static class Plays
{
    private const string Migration = """
        steps:
          - {id: preflight, title: Look at the clusters before anything is changed, verify: {http: "http://localhost"}}
          - {id: key, title: Keep the key of the old authority, run: openssl genrsa -out ca.key}
          - {id: install, title: Install the revision that distributes the new root, run: asmcli install, retry: {attempts: 3, delay: 20s}}
          - checkpoint: installed
          - id: move
            title: Move the namespaces
            forEach: "{{ ['payments', 'shop', 'stock', 'mail', 'search', 'web', 'batch'] }}"
            as: namespace
            first: "{{ ['payments'] }}"
            maxParallel: 3
            maxFailures: 1
            gate: {title: "Do the first namespaces work?", minApprovals: 1}
            steps:
              - {id: label, title: "Label {{ namespace }}", run: "kubectl label namespace {{ namespace }} istio.io/rev=new"}
              - {id: restart, title: "Restart the workloads of {{ namespace }}", run: "kubectl -n {{ namespace }} rollout restart deployment"}
              - {id: ready, run: "kubectl -n {{ namespace }} rollout status deployment"}
          - id: gateways
            title: Upgrade the gateways
            parallel:
              - {id: east, title: Gateway to the east, steps: [{id: eastUp, title: Upgrade in place, run: "true"}]}
              - {id: west, title: Gateway to the west, steps: [{id: westUp, title: Upgrade in place, run: "true"}]}
          - {id: retire, title: Retire the old revision, call: retire.yaml}
          - {id: satisfied, approve: {title: "Does the application work?", minApprovals: 2}}
          - checkpoint: moved
          - {id: clean, title: Remove what is left, when: "{{ false }}", run: "rm ca.key"}
          - {id: end, run: "true"}
        """;

    private const string Retire = """
        steps:
          - {id: webhook, title: Remove the webhook, run: "true"}
          - {id: control, title: Remove the control plane, run: "true"}
        """;

    private static Play New() => new(Migration, ("retire.yaml", Retire));

    private static Play Moving() => New().Done(2.5, "preflight", "key").Done(62, "install");

    private static Play Several() => Moving()
        .Done(1, "move[payments]/label", "move[payments]/restart", "move[payments]/ready").Answered("move/first", true)
        .Done(1, "move[shop]/label").Wait(4)
        .Says("move[shop]/restart", "cart restarted", "till restarted", "\u001b[31mprice\u001b[0m restarted")
        .Says("move[stock]/label", "10%\r50%\rnamespace/stock labeled");

    private static Play Gateways() => Several().Rest("shop", "stock", "mail", "search", "web", "batch");

    private static Play Rest(this Play play, params string[] namespaces)
    {
        foreach (var name in namespaces)
            foreach (var address in ((string[])["label", "restart", "ready"]).Select(step => $"move[{name}]/{step}"))
                if (play.State.Find(new(address))!.Status == StepStatus.Running) play.Done(3, address);
        return play;
    }

    private static Play BothGateways() => Gateways().Done(4, "gateways/west/westUp", "gateways/east/eastUp");

    /// <summary>Loops, calls and branches in each other, as in a whole migration.</summary>
    private static Play Deep() => new Play("""
        steps:
          - {id: look, title: Look at all clusters, run: "true"}
          - id: phase
            title: Phase 1
            forEach: "{{ ['east', 'west'] }}"
            as: cluster
            maxParallel: 2
            steps: [{id: cluster1, title: "Distribute the root in {{ cluster }}", call: cluster.yaml}]
          - {id: verify, title: Every proxy trusts both roots, run: "true"}
        """,
        ("cluster.yaml", """
        steps:
          - {id: install, title: Install the revision, run: "true"}
          - {id: move, title: Move the namespaces, call: move.yaml}
          - {id: clean, title: Remove the old revision, run: "true"}
        """),
        ("move.yaml", """
        steps:
          - {id: check, title: The canary is in the mesh, run: "true"}
          - id: all
            title: Move all namespaces
            forEach: "{{ ['shop', 'mail', 'web'] }}"
            as: namespace
            maxParallel: 2
            maxFailures: 1
            steps:
              - {id: label, title: "Label {{ namespace }}", run: "true"}
              - {id: restart, title: "Restart {{ namespace }}", run: "true"}
        """))
        .Done(1, "look", "phase[east]/cluster1/install", "phase[east]/cluster1/move/check", "phase[east]/cluster1/move/all[shop]/label")
        .Done(9, "phase[west]/cluster1/install").Says("phase[west]/cluster1/move/check", "all is well")
        .Failed(2, "phase[east]/cluster1/move/all[mail]/label", "no such namespace").Wait(3);

    public static IReadOnlyDictionary<string, Func<Play>> All { get; } = new Dictionary<string, Func<Play>>
    {
        ["begins"] = New,
        ["retries"] = () => New().Done(2.5, "preflight", "key")
            .Failed(42, "install", "`asmcli` ended with exit status 1: quota\nexceeded").Wait(3),
        ["first-items"] = () => Moving().Done(1, "move[payments]/label").Wait(1),
        ["gate-of-loop"] = () => Moving().Done(1, "move[payments]/label", "move[payments]/restart", "move[payments]/ready").Wait(75),
        ["items-side-by-side"] = Several,
        ["item-failed"] = () => Several()
            .Failed(5, "move[stock]/label", "`kubectl` ended with exit status 1: namespaces \"stock\" is forbidden: nobody may do this").Wait(2),
        ["deep"] = Deep,
        ["branches"] = () => Gateways().Done(4, "gateways/west/westUp"),
        ["call"] = () => BothGateways().Done(4, "retire/webhook").Wait(9),
        ["gate"] = () => BothGateways().Done(4, "retire/webhook", "retire/control").Answered("satisfied", true, "bob@desk").Wait(3700),
        ["in-doubt"] = () => Several().Resumed(),
        ["failed"] = () => BothGateways().Failed(5, "retire/webhook", "`true` ended with exit status 1"),
        ["done"] = () => BothGateways().Done(4, "retire/webhook", "retire/control")
            .Answered("satisfied", true, "bob@desk").Answered("satisfied", true, "eve@desk").Done(1, "end"),
    };
}

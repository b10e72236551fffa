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
        .Says("move[shop]/restart", "deployment.apps/cart restarted", "deployment.apps/till restarted", "deployment.apps/\u001b[31mprice\u001b[0m restarted")
        .Says("move[stock]/label", "10%\r50%\rnamespace/stock labeled");

    private static Play Gateways() => Several().Rest("shop", "stock", "mail", "search", "web", "batch");

    private static Play Rest(this Play play, params string[] namespaces)
    {
        foreach (var name in namespaces)
            foreach (var step in (string[])["label", "restart", "ready"])
                if (play.State.Find(new($"move[{name}]/{step}"))!.Status == Execution.Core.StepStatus.Running) play.Done(3, $"move[{name}]/{step}");
        return play;
    }

    public static IReadOnlyDictionary<string, Func<Play>> All { get; } = new Dictionary<string, Func<Play>>
    {
        ["begins"] = () => New(),
        ["retries"] = () => New().Done(2.5, "preflight", "key").Failed(42, "install", "`asmcli` ended with exit status 1: quota\nexceeded").Wait(3),
        ["first-items"] = () => Moving().Done(1, "move[payments]/label").Wait(1),
        ["gate-of-loop"] = () => Moving().Done(1, "move[payments]/label", "move[payments]/restart", "move[payments]/ready").Wait(75),
        ["items-side-by-side"] = () => Several(),
        ["item-failed"] = () => Several().Failed(5, "move[stock]/label", "`kubectl` ended with exit status 1: error: namespaces \"stock\" is forbidden: nobody may do this").Wait(2),
        ["branches"] = () => Gateways().Done(4, "gateways/west/westUp"),
        ["call"] = () => Gateways().Done(4, "gateways/west/westUp", "gateways/east/eastUp", "retire/webhook").Wait(9),
        ["gate"] = () => Gateways().Done(4, "gateways/west/westUp", "gateways/east/eastUp", "retire/webhook", "retire/control").Answered("satisfied", true, "bob@desk").Wait(3700),
        ["in-doubt"] = () => Several().Resumed(),
        ["failed"] = () => Gateways().Done(4, "gateways/west/westUp", "gateways/east/eastUp").Failed(5, "retire/webhook", "`true` ended with exit status 1"),
        ["done"] = () => Gateways().Done(4, "gateways/west/westUp", "gateways/east/eastUp", "retire/webhook", "retire/control")
            .Answered("satisfied", true, "bob@desk").Answered("satisfied", true, "eve@desk").Done(1, "end"),
    };
}

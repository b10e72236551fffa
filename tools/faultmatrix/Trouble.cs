namespace MeshRunbook.FaultMatrix;

/// <summary>What goes wrong in a case.</summary>
/// <param name="Kind">The row of the table that it counts in.</param>
/// <param name="What">In words, as precise as it was drawn.</param>
/// <param name="Said">A regular expression of which every stop must contain a match, so that a person learns what happened.</param>
internal abstract record Trouble(string Kind, string What, string Said)
{
    /// <summary>Switched on with <c>meshsim fault</c>, and off with <c>none</c>.</summary>
    public sealed record OfMesh(string Kind, string Words, string Said) : Trouble(Kind, Words, Said);

    /// <summary>The cluster refuses the credentials until a person renews them.</summary>
    public sealed record ExpiredCredentials() : Trouble("credentials expire", "credentials=expired", "credentials|logged in|Unauthorized");

    /// <summary>kubectl is not in PATH until a person installs it.</summary>
    public sealed record MissingKubectl() : Trouble("kubectl is missing", "kubectl leaves PATH", "kubectl.*(missing|not found|PATH|start)|PATH.*kubectl");

    /// <summary>The engine's kubectl proxies are killed, some times, one after another.</summary>
    public sealed record KilledProxies(int Times) : Trouble("kubectl proxy dies", $"SIGKILL, {Times} times", "proxy");

    /// <summary>A quota leaves no room for one more pod until a person lifts it.</summary>
    public sealed record Quota(string Namespace) : Trouble("a quota blocks pods", $"no more pods in {Namespace}", "quota|ready|available|updated|rollout");

    /// <summary>Draws one that can happen in a procedure.</summary>
    public static Trouble Draw(Random random, Procedure procedure)
    {
        var kinds = procedure.Installs ? 14 : 13;
        return random.Next(kinds) switch
        {
            0 => Api(random, "429", "throttling", "429|too many requests|[Tt]hrottl|did not end within"),
            1 => Api(random, "500", "errors", "500|Internal ?[Ee]rror|etcdserver"),
            2 => Api(random, "503", "unavailable", "503|currently unable|ServiceUnavailable|Service Unavailable|unavailable"),
            3 => Api(random, "connection reset", "resets", Connection),
            4 => Lost(random),
            5 => Api(random, "no answer", "timeouts", "did not end within|no answer|[Tt]imeout|deadline|after [0-9]"),
            6 => Slow(random),
            7 => new ExpiredCredentials(),
            8 => Pods(random, "never-ready", "a pod never gets ready"),
            9 => Pods(random, random.Next(3) == 0 ? "slow" : "crash", "a pod crashes or is slow"),
            10 => new MissingKubectl(),
            11 => Tool(random),
            12 => random.Next(2) == 0 ? new KilledProxies(random.Next(1, 5)) : new Quota("shop"),
            _ => Installer(random),
        };
    }

    private const string Connection = "reset|EOF|connection|refused|lost|INTERNAL_ERROR|broken pipe";

    /// <summary>A share of all calls, or all of some, for a while or until somebody does something about it.</summary>
    private static OfMesh Api(Random random, string kind, string name, string said)
    {
        var words = random.Next(4) switch
        {
            0 => $"api.{name}={OneOf(random, "0.05", "0.1", "0.2")}",
            1 => $"api.{name}=1 api.calls={random.Next(1, 6)}",
            2 => $"api.{name}=1 api.calls={random.Next(6, 40)} api.after={random.Next(0, 30)}",
            _ => $"api.{name}=1",
        };
        if (random.Next(3) == 0) words += $" api.verbs={OneOf(random, "read", "write", "patch", "delete", "get+list", "watch")}";
        return new($"API: {kind}", words, said);
    }

    private static OfMesh Lost(Random random) =>
        new("API: answer lost", $"api.lost={OneOf(random, "0.5", "1")} api.calls={random.Next(1, 12)} api.verbs={OneOf(random, "write", "patch", "delete", "create")}", Connection + "|an error on the server");

    private static OfMesh Slow(Random random) =>
        new("API: slow", $"api.slow={OneOf(random, "0.2", "1")} api.delay={OneOf(random, "200ms", "1s", "3s")} api.calls={random.Next(5, 60)}", "did not end within|after [0-9]");

    private static OfMesh Pods(Random random, string behaviour, string kind) =>
        new(kind, $"pods={behaviour}:/{OneOf(random, "shop/", "shop/web", "istio-system/istio-ingressgateway", "istio-system/istiod")}",
            "ready|available|updated|rollout|asmcli|answer|revision|proxy");

    private static OfMesh Tool(Random random)
    {
        var (tool, share) = (OneOf(random, "gcloud", "istioctl", "istioctl"), OneOf(random, "0.1", "0.5", "1"));
        return new($"{tool} fails", $"tools.{tool}={share}", tool == "gcloud" ? "gcloud" : "istioctl|answer|upgrade");
    }

    private static OfMesh Installer(Random random) => new("asmcli fails",
        $"asmcli={OneOf(random, "validation", "certificates", "half-way", "hang", "rollout", "output")}:{random.Next(1, 3)}", "asmcli|install|did not end within");

    private static string OneOf(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}

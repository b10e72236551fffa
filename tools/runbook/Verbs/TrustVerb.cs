using System.CommandLine;
using System.Runtime.InteropServices;
using MeshRunbook.Cli.Trust;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook trust`: what every proxy of a mesh trusts and who issued its certificate, without a runbook.</summary>
internal static class TrustVerb
{
    public static Command Create()
    {
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "The kubeconfig; kubectl's own default unless given", HelpName = "FILE" };
        var contexts = new Option<string[]>("--context") { Description = "A cluster of the mesh, by its kubeconfig context; may be repeated", HelpName = "NAME" };
        var namespaces = new Option<string[]>("--namespace", "-n") { Description = "Look at this namespace only; may be repeated", HelpName = "NAME" };
        var roots = new Option<string[]>("--expect-roots")
        {
            Description = "What every proxy must trust at least: citadel, meshca, sha256:HEX or a PEM file; several with commas",
            HelpName = "ROOTS",
        };
        var issuer = new Option<string?>("--expect-issuer") { Description = "Who must have issued every certificate: as for roots", HelpName = "ROOT" };
        var istioctl = new Option<string?>("--istioctl") { Description = "Ask with this istioctl in place of the cluster's port-forward", HelpName = "PROGRAM" };
        var all = new Option<bool>("--all") { Description = "List every pod, also where all is well" };
        var check = new Option<string>("--migrate-ca-check") { Description = "Which of the old tool's checks `--output migrate-ca` prints", DefaultValueFactory = _ => MigrateCaText.RootCert };
        check.AcceptOnlyFromAmong(MigrateCaText.RootCert, MigrateCaText.WorkloadCert, MigrateCaText.TrustDomain);
        var output = new Option<string>("--output", "-o") { Description = "text, json, junit, or migrate-ca: the lines of that tool", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json", "junit", "migrate-ca");
        var command = new Command("trust",
            "Show which roots every proxy of a mesh trusts and who issued its certificate. Ends with 0 only if all is as expected.\n\n"
            + "Without --expect-roots every proxy must trust whoever issued a certificate in its cluster. Nothing is changed.\n\n"
            + "Example:\n  runbook trust --context east --context west --expect-roots citadel,meshca")
        {
            kubeconfig, contexts, namespaces, roots, issuer, istioctl, all, output, check,
        };
        command.SetAction(async parsed =>
        {
            var (kubeconfigFile, names) = (parsed.GetValue(kubeconfig), parsed.GetValue(contexts) ?? []);
            var wanted = new ExpectedRoots(Split(parsed.GetValue(roots))).Names;
            var by = parsed.GetValue(issuer) is { } one ? new ExpectedRoots([one]).Names[0] : null;
            var questions = (names.Length == 0 ? [null] : names.Distinct<string?>()).Select(context => new TrustQuestion(
                new ClusterName(kubeconfigFile, context), [.. Split(parsed.GetValue(namespaces))], wanted, by, parsed.GetValue(istioctl)));
            return await RunAsync([.. questions], parsed.GetRequiredValue(output), parsed.GetValue(all), parsed.GetRequiredValue(check));
        });
        return command;
    }

    private static string[] Split(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    private static async Task<int> RunAsync(TrustQuestion[] questions, string output, bool all, string check)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var report = await AskAsync(questions, stop.Token);
        switch (output)
        {
            case "json": Console.Out.WriteLine(TrustJson.Of(report).ToJsonString(Json.Readable)); break;
            case "junit": TrustJunit.Write(report, Console.Out); break;
            case "migrate-ca": MigrateCaText.Write(report, check, Console.Out); break;
            default: TrustText.Write(report, all, Console.Out); break;
        }

        foreach (var cluster in report.Unread) CommandLine.Say(cluster.Problem!, cluster.Help, ExitCode.Failed);
        return report.IsAsExpected ? ExitCode.Done : ExitCode.Failed;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>All clusters at the same time; one that cannot be read does not keep the others from it.</summary>
    private static async Task<TrustReport> AskAsync(TrustQuestion[] questions, CancellationToken stop)
    {
        var time = TimeProvider.System;
        await using var mesh = Wiring.Mesh(new ProcessCommands(time), time);
        using var counter = new TrustCounter(time);
        return new([.. await Task.WhenAll(questions.Select(AskOneAsync))], time.GetUtcNow());

        async Task<ReadCluster> AskOneAsync(TrustQuestion question)
        {
            counter.Begin(question.Cluster);
            try
            {
                var trust = await mesh.Trust.AskAsync(question, progress => counter.Note(question.Cluster, progress), stop);
                counter.End(question.Cluster, trust);
                return new(question, trust, null, null);
            }
            catch (Mesh.CannotTellException problem)
            {
                return new(question, null, problem.Message, problem.Help);
            }
        }
    }
}

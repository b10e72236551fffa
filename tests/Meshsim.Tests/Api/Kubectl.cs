using System.Diagnostics;

namespace MeshSim.Tests.Api;

public sealed record KubectlResult(int Code, string Output, string Error)
{
    public string All => Output + Error;
}

/// <summary>The real kubectls on this machine: the one on PATH, and Debian's 1.20 where MESHRUNBOOK_KUBECTL_120 names it.</summary>
public static class Kubectl
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public const string OnPath = "kubectl";

    public static TheoryData<string> Programs
    {
        get
        {
            var programs = new TheoryData<string>(OnPath);
            if (Environment.GetEnvironmentVariable("MESHRUNBOOK_KUBECTL_120") is { Length: > 0 } old) programs.Add(old);
            return programs;
        }
    }

    /// <summary>Runs a command line; words in single quotes stay together.</summary>
    public static async Task<KubectlResult> RunAsync(string program, string kubeConfig, string home, string arguments, string? input)
    {
        using var process = Start(program, kubeConfig, home, arguments);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"kubectl {arguments} does not end:\n{await output}{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }

    public static Process Start(string program, string kubeConfig, string home, string arguments)
    {
        var start = new ProcessStartInfo(program, Words(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KUBECONFIG"] = kubeConfig;
        start.Environment["HOME"] = home;
        return Process.Start(start)!;
    }

    private static IEnumerable<string> Words(string line)
    {
        var parts = line.Split('\'');
        for (var at = 0; at < parts.Length; at++)
        {
            if (at % 2 == 1) yield return parts[at];
            else foreach (var word in parts[at].Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return word;
        }
    }
}
